"""Tables of real documents: what is wrong there is found, and nothing else is said."""

from pathlib import Path

import pytest

from mingzhang.documents.readers.sandbox import read_trusted
from mingzhang.documents.readers.typed.text import read_text
from mingzhang.domain.checks.model import Kind
from mingzhang.extraction.passages import View
from mingzhang.extraction.view import build
from tests.unit.extraction.tables.forms import relations, violated, written

#: What each document's tables say that cannot be, as figures.
WRONG = {
    "seeds/000": set(),
    "seeds/001": set(),
    "seeds/003": set(),
    "seeds/004": set(),
    "samples/fragments/F03": set(),
    "samples/fragments/F07": {"0.99 = 6.09 − 7.08", "0.99 = −0.9 − 0.09"},
    "samples/fragments/F17": set(),
    "samples/fragments/F35": set(),
}


def _view(corpus: Path, name: str) -> View:
    folder, _, prefix = name.rpartition("/")
    (path,) = (corpus / folder).glob(f"{prefix}_*.txt")
    return build(read_trusted(path, read_text))


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_tables_is_found_and_nothing_else(corpus: Path, name: str) -> None:
    assert {written(r) for r in violated(_view(corpus, name))} == WRONG[name]


def test_figures_of_performance_tables_have_their_units(corpus: Path) -> None:
    view = _view(corpus, "seeds/004")
    cells = [o for o in view.observations if view.passages[o.place].cell]
    kinds = {(str(o.value), o.kind) for o in cells}
    assert {("200", Kind.MONEY), ("38", Kind.COUNT), ("332.85", Kind.MONEY)} <= kinds


def test_the_composition_of_a_small_table_is_seen(corpus: Path) -> None:
    found = {written(r) for r in relations(_view(corpus, "samples/fragments/F17"))}
    assert {"4432 = 39 + 323 + 4070", "4070 = 2648 + 1422"} <= found
