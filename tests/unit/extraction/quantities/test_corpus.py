"""The finders over real reports: what is wrong there is found, and nothing else is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.documents.readers.sandbox import read_trusted
from mingzhang.documents.readers.typed.text import read_text
from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Certainty, Kind, Relation, Role
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities import (
    across,
    families,
    functional,
    labelled,
    repeats,
    restated,
    scopes,
    table_text,
    twins,
)
from mingzhang.extraction.quantities.index import of
from mingzhang.extraction.view import build

FINDERS = (
    across,
    families,
    functional,
    labelled,
    repeats,
    restated,
    scopes,
    table_text,
    twins,
)
#: Lines and figures of each document that contradict each other by the knowledge of the trade.
WRONG = {
    "seeds/000": [],
    "seeds/001": [],
    "seeds/003": [],
    "seeds/004": [
        ("balance.totals", ((18, "755.28"), (18, "509.28"))),
        ("balance.totals", ((32, "755.28"), (33, "509.28"))),
        ("parts.bound", ((81, "47.2"), (70, "45.25"))),
    ],
    "samples/CQ": [],
    "samples/fragments/F01": [("balance.totals", ((7, "1614.63"), (7, "1870.91")))],
    "samples/fragments/F02": [("balance.totals", ((3, "4125.49"), (3, "4143.91")))],
    "samples/fragments/F15": [],
    "samples/fragments/F17": [],
    "samples/fragments/F20": [],
    "samples/fragments/F21": [],
    "samples/fragments/F28": [],
}
#: Of the amounts in sentences, so many hundredths at least are known to the trade.
KNOWN = {"seeds/000": 35, "seeds/003": 60, "seeds/004": 60, "samples/CQ": 75}


def view_of(corpus: Path, name: str) -> View:
    folder, _, start = name.rpartition("/")
    (path,) = sorted((corpus / folder).glob(f"{start}*.txt"))
    return build(read_trusted(path, read_text))


def relations(view: View) -> Iterator[Relation]:
    for finder in FINDERS:
        yield from finder.find(view)


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_found_and_nothing_else(corpus: Path, name: str) -> None:
    view = view_of(corpus, name)
    document = [
        (
            r.rule,
            tuple(
                (view.text.count("\n", 0, o.spans[0].start) + 1, str(o.value))
                for o in r.observations
            ),
        )
        for r in relations(view)
        if judge(r).violated and not r.slip_only and r.certainty > Certainty.POSSIBLE
    ]
    assert document == WRONG[name]


@pytest.mark.parametrize("name", KNOWN)
def test_most_amounts_in_sentences_are_known(corpus: Path, name: str) -> None:
    view = view_of(corpus, name)
    index = of(view)
    amounts = [
        o
        for o in view.observations
        if o.role is Role.LEVEL and o.kind is Kind.MONEY and view.passages[o.place].cell is None
    ]
    known = sum(index.key(o) is not None for o in amounts)
    assert known * 100 >= KNOWN[name] * len(amounts)


def test_a_copied_paragraph_is_tied_figure_by_figure(corpus: Path) -> None:
    view = view_of(corpus, "seeds/003")
    tied = {
        tuple(view.text.count("\n", 0, o.spans[0].start) + 1 for o in r.observations)
        for r in repeats.find(view)
    }
    assert {(237, 161), (239, 163), (283, 161), (283, 163)} <= tied
