"""Forms of the example books as sheets, to be written on and read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from mingzhang.docmodel.grid import Grid, grids
from mingzhang.docmodel.model import Document
from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.readers.sheets.workbook import read_workbook
from mingzhang.documents.readers.word.docx import read_docx
from mingzhang.documents.xlsx.write import write_xlsx
from mingzhang.domain.performance.forms.known import Known, known_of
from mingzhang.domain.performance.forms.load import FormSet
from mingzhang.domain.performance.forms.material import Material
from mingzhang.domain.performance.forms.reading import FormReading, read_form
from mingzhang.domain.performance.forms.score_sheet import ScoreLine, ScoreSheet
from mingzhang.usecases.import_book import ImportedBook, import_book
from mingzhang.usecases.performance.forms import form_material, forms_document, forms_of

EXAMPLES = Path(__file__).resolve().parents[5] / "examples"
BOOKS = ("demo-2024", "leshan-2021", "luzhou-2023", "yanjiang-2020")
Writer = Callable[[Document], bytes]
Reader = Callable[[bytes, str], SourceDocument]
READERS: dict[str, tuple[Writer, Reader]] = {
    "xlsx": (write_xlsx, read_workbook),
    "docx": (write_docx, read_docx),
}


@cache
def imported(book: str) -> ImportedBook:
    """Return an example book."""
    return import_book(EXAMPLES / book)


@cache
def material(book: str) -> Material:
    """Return what its forms are filled from."""
    return form_material(imported(book))


def chosen(book: str) -> FormSet:
    """Return the forms of its place and year."""
    return forms_of(imported(book))


def known(book: str) -> Known:
    """Return what it knows."""
    return known_of(material(book))


@cache
def sheets(book: str, kind: str = "xlsx") -> tuple[Grid, ...]:
    """Return every sheet of its forms, written and read in a format."""
    document, _ = forms_document(imported(book))
    write, read = READERS[kind]
    return tuple(grids(read(write(document), f"表.{kind}")))


@cache
def form_grid(book: str, form: str, project: str | None = None) -> Grid:
    """Return one form of a book as the sheet of a workbook."""
    document, _ = forms_document(imported(book), [form], project)
    found = [g for g in grids(read_workbook(write_xlsx(document), "表.xlsx")) if g.rows]
    return next(g for g in found if g.name not in ("目录", "数据来源", "数据来源明细"))


def written(grid: Grid, changes: dict[str, str]) -> Grid:
    """Return a sheet with other texts in cells named as spreadsheets name them: {"F12": "x"}."""
    rows = [list(row) for row in grid.rows]
    for address, text in changes.items():
        row, column = place_of(address)
        rows[row][column] = text
    return replace(grid, rows=tuple(map(tuple, rows)))


def place_of(address: str) -> tuple[int, int]:
    """Return row and column, counted from 0, of an address of one letter."""
    return int(address[1:]) - 1, ord(address[0]) - ord("A")


def address_of(grid: Grid, text: str) -> str:
    """Return the address of the first cell with a text."""
    for number, row in enumerate(grid.rows, start=1):
        for column, cell in enumerate(row):
            if cell == text:
                return f"{chr(ord('A') + column)}{number}"
    raise AssertionError(f"{text} is not on the sheet")


def read(book: str, grid: Grid) -> FormReading:
    """Return a sheet read with its book at hand."""
    reading = read_form(grid, chosen(book), known(book))
    assert reading is not None
    return reading


def told(reading: FormReading) -> list[str]:
    """Return the problems of a form as lines."""
    return [str(problem) for problem in reading.problems]


SYSTEM = ScoreSheet(
    code="PJ-01",
    subject="会展场馆改扩建",
    project="P08",
    kind="部门评价",
    system="项目支出绩效评价指标体系框架",
    group="综合规划处牵头",
    lines=(
        ScoreLine("决策", "项目立项", "立项依据充分性", Decimal(3), Decimal(3), "", "A11"),
        ScoreLine("决策", "项目立项", "立项程序规范性", Decimal(3), Decimal(2), "缺少纪要", "A12"),
        ScoreLine("过程", "资金管理", "预算执行率", Decimal(4), Decimal("3.17"), "未执行完", "B12"),
    ),
)
