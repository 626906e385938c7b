"""Reports that we write ourselves are right, and a changed figure in their tables is found."""

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from mingzhang.docmodel.model import Document
from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.html.write import write_html
from mingzhang.documents.readers.typed.text import read_text
from mingzhang.documents.readers.web.html import read_html
from mingzhang.documents.readers.word.docx import read_docx
from mingzhang.documents.text import write_text
from mingzhang.domain.checks.judge import Judge
from mingzhang.domain.checks.model import Observation, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.restates import owned_forms
from mingzhang.extraction.view import build
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import import_book
from tests.unit.extraction.tables.forms import relations

EXAMPLES = Path(__file__).resolve().parents[4] / "examples"
NAMES = ("luzhou-2023", "yanjiang-2020", "demo-2024")
FORMATS: dict[str, Callable[[Document], SourceDocument]] = {
    "html": lambda document: read_html(write_html(document), "报告.html"),
    "docx": lambda document: read_docx(write_docx(document), "报告.docx"),
    "txt": lambda document: read_text(write_text(document), "报告.txt"),
}
CHANGED = 40
#: Of the figures in tables so many of a hundred are held by a relation of tables alone.
FOUND = 95


@cache
def _document(name: str) -> Document:
    imported = import_book(EXAMPLES / name)
    return compile_report(imported.book, imported.facts).document


@cache
def _source(name: str, form: str) -> SourceDocument:
    return FORMATS[form](_document(name))


def _violated(view: View) -> list[Relation]:
    judge = Judge()
    return [r for r in relations(view) if judge.judge(r).violated]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_our_own_tables_contradicts_anything(name: str, form: str) -> None:
    view = build(_source(name, form))
    assert len(relations(view)) > 100
    assert _violated(view) == []


def _changed(source: SourceDocument, figure: Observation, choice: random.Random) -> View:
    """Return the view with one digit of a figure changed, so much that rounding hides nothing."""
    (span,) = figure.spans
    printed = source.text[span.start : span.end]
    digits = [n for n, sign in enumerate(printed) if sign.isdigit()]
    at = choice.choice(digits[:-1] or digits)
    others = [sign for sign in "123456789" if sign != printed[at]]
    changed = printed[:at] + choice.choice(others) + printed[at + 1 :]
    return build(
        replace(source, text=source.text[: span.start] + changed + source.text[span.end :])
    )


@pytest.mark.parametrize(("name", "form"), [("luzhou-2023", "html"), ("yanjiang-2020", "txt")])
def test_a_changed_figure_is_found(name: str, form: str) -> None:
    source = _source(name, form)
    view = build(source)
    cells = [o for o in view.observations if view.passages[o.place].cell and o.value]
    # Figures of the year before stand in no table but their own.
    cells = [o for o in cells if o.year == view.year and len(o.spans) == 1]
    # A form's targets and results hang together by the text around it, not by other tables.
    forms = owned_forms(view)
    cells = [o for o in cells if (at := view.passages[o.place].cell) and at.table not in forms]
    choice = random.Random(7)  # noqa: S311 - the same figures every time
    found = 0
    for figure in choice.sample(cells, CHANGED):
        wrong = _violated(_changed(source, figure, choice))
        found += any(o.place == figure.place for r in wrong for o in r.observations)
    assert found * 100 >= CHANGED * FOUND
