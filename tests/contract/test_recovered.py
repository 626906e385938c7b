"""Of our own reports every figure is read again: its value, its unit and what it is."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.docmodel.model import Chart, Document, Number, block_runs
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.html.write import write_html
from mingzhang.documents.pdf.fonts import find_fonts
from mingzhang.documents.pdf.write import write_pdf
from mingzhang.documents.readers.pdf.read import read_pdf
from mingzhang.documents.readers.typed.text import read_text
from mingzhang.documents.readers.web.html import read_html
from mingzhang.documents.readers.word.docx import read_docx
from mingzhang.documents.text import write_text
from mingzhang.domain.checks.model import Severity
from mingzhang.extraction.view import build
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.aligned import align
from mingzhang.usecases.compare_book import open_book
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import import_book
from mingzhang.usecases.performance.forms import forms_document

EXAMPLES = Path(__file__).parents[2] / "examples"
BOOKS = ("demo-2024", "leshan-2021", "luzhou-2023", "yanjiang-2020")


def _pdf(document: Document) -> bytes:
    return write_pdf(document, find_fonts()).data


FORMATS = {
    "txt": (write_text, read_text),
    "html": (write_html, read_html),
    "docx": (write_docx, read_docx),
    "pdf": (_pdf, read_pdf),
}
LEAST = 0.995


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["luzhou-2023", "yanjiang-2020", "demo-2024"])
def test_figures_of_our_own_reports_are_recovered(name: str, form: str) -> None:
    write, read = FORMATS[form]
    imported = import_book(EXAMPLES / name)
    document = compile_report(imported.book, imported.facts).document
    view = build(read(write(document), f"报告.{form}"))
    book = open_book(str(EXAMPLES / name)).report(view.subject)

    # A chart is a picture in html and docx; its figures stand in the text and tables as well.
    printed = Counter(
        (run.key, abs(run.value), run.unit)
        for block in document.blocks
        if not isinstance(block, Chart)
        for run in block_runs(block)
        if isinstance(run, Number)
    )
    recovered: Counter[tuple[str, Decimal, str]] = Counter()
    for pair in align(view, book.view):
        number = book.numbers.get(pair.other.spans[0].start)
        if number is not None:
            recovered[number.key, abs(pair.one.value), number.unit] += _same_unit(
                pair.one.unit, number
            )
    found = sum(min(count, recovered[each]) for each, count in printed.items())
    assert found >= LEAST * printed.total(), printed - recovered


def _same_unit(read: str, number: Number) -> bool:
    return read == number.unit or read.startswith(number.unit) or number.unit.startswith(read)


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("what", ["report", "forms"])
def test_nothing_is_wrong_with_our_own_pdfs(name: str, what: str) -> None:
    imported = import_book(EXAMPLES / name)
    if what == "forms":
        document, _ = forms_document(imported)
    else:
        document = compile_report(imported.book, imported.facts).document
    checked = check(read_pdf(_pdf(document), "报告.pdf"))
    assert checked.figures
    assert [f for f in checked.findings if f.severity > Severity.HINT] == []
    assert checked.incidents == ()
