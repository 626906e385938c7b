"""Of our own workbooks every figure is read again, and a check finds nothing wrong with them."""

from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from mingzhang.docmodel.model import Document, Number, Table, block_runs
from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.readers.sheets.workbook import read_spreadsheet
from mingzhang.documents.xlsx.write import write_xlsx
from mingzhang.domain.checks.model import Severity
from mingzhang.extraction.passages import View
from mingzhang.extraction.view import build
from mingzhang.usecases.check_document import check
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import import_book
from mingzhang.usecases.performance.forms import forms_document

EXAMPLES = Path(__file__).parents[2] / "examples"
BOOKS = ("demo-2024", "leshan-2021", "luzhou-2023", "yanjiang-2020")
LEAST = 0.995


@cache
def _report(name: str) -> Document:
    imported = import_book(EXAMPLES / name)
    return compile_report(imported.book, imported.facts).document


def _read(document: Document) -> SourceDocument:
    return read_spreadsheet(write_xlsx(document), "报表.xlsx")


def _figures(view: View) -> Counter[tuple[Decimal, str]]:
    """Return the figures in cells by value and unit."""
    cells = (o for o in view.observations if view.passages[o.place].cell is not None)
    return Counter((abs(o.value), o.unit) for o in cells)


@pytest.mark.parametrize("name", BOOKS)
def test_figures_of_our_own_workbooks_are_recovered(name: str) -> None:
    document = _report(name)
    printed = Counter(
        (abs(run.value), run.unit)
        for block in document.blocks
        if isinstance(block, Table)
        for run in block_runs(block)
        if isinstance(run, Number)
    )
    read = _figures(build(_read(document)))
    found = sum(min(count, read[each]) for each, count in printed.items())
    assert found >= LEAST * printed.total(), printed - read


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("what", ["report", "forms"])
def test_nothing_is_wrong_with_our_own_workbooks(name: str, what: str) -> None:
    document = _report(name)
    if what == "forms":
        document, _ = forms_document(import_book(EXAMPLES / name))
    checked = check(_read(document))
    assert checked.figures
    assert [f for f in checked.findings if f.severity > Severity.HINT] == []
    assert checked.incidents == ()
