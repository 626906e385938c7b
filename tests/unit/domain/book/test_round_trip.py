"""Rows written as a sheet and read back are the same rows, whatever they hold."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.documents.tables.csv_folder import read_csv, write_csv
from mingzhang.domain.book.columns import (
    COUNT,
    DATE,
    FLAG,
    MONEY,
    NUMBER,
    TEXT,
    TOKEN,
    YEAR,
    Column,
    columns,
)
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.parse import book_grids, parse_book
from mingzhang.domain.book.sheets import SHEETS, DepartmentRow

DEPARTMENT = DepartmentRow(
    code="D", name="甲局", region="510100", year=2024, publish_date=date(2025, 9, 1)
)
# Text keeps what print can hold; a cell is trimmed and its no-break spaces become plain ones.
_TEXT = st.text(st.sampled_from("一二三，。\"'\n,;{}|()（）=aZ09 \t"), min_size=1).map(str.strip)
_TOKEN = st.text(st.sampled_from("一二三aZ09-_."), min_size=1, max_size=8)
_FEN = st.integers(-(10**14), 10**14).map(lambda n: Decimal(n).scaleb(-2))
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    TEXT.name: _TEXT.filter(bool),
    TOKEN.name: _TOKEN,
    MONEY.name: _FEN,
    COUNT.name: st.integers(0, 10**9).map(Decimal),
    NUMBER.name: st.integers(-(10**9), 10**9).map(lambda n: Decimal(n).scaleb(-4)),
    YEAR.name: st.integers(1000, 9999),
    DATE.name: st.dates(),
    FLAG.name: st.booleans(),
}


_CODES = st.sampled_from(["201", "20113", "2011301", "302", "30211"])


def _value(column: Column) -> st.SearchStrategy[Any]:
    listed = st.sampled_from([column.kind.read(label) for label in column.kind.choices] or [None])
    if column.kind.name in ("功能分类科目", "经济分类科目"):
        return _CODES | listed if column.kind.choices else _CODES
    if column.kind.choices:
        return listed
    if column.kind.name in _VALUES:
        return _VALUES[column.kind.name]
    return _TOKEN  # an open dimension


def _rows(row_type: type) -> st.SearchStrategy[Any]:
    """Rows with any mixture of given and blank cells; no row is blank throughout."""
    cells = {c.field: _value(c) if c.required else st.none() | _value(c) for c in columns(row_type)}
    made = st.fixed_dictionaries(cells).filter(lambda row: any(v is not None for v in row.values()))
    return made.map(lambda row: row_type(**{k: v for k, v in row.items() if v is not None}))


@pytest.mark.parametrize("sheet", [name for name in SHEETS if name != "部门"])
@settings(max_examples=25)
@given(data=st.data())
def test_a_sheet_comes_back_as_it_was_written(sheet: str, data: st.DataObject) -> None:
    rows = data.draw(st.lists(_rows(SHEETS[sheet]), max_size=6))
    lines = tuple(Line(number, row) for number, row in enumerate(rows, start=2))
    book = Book({"部门": (Line(2, DEPARTMENT),), sheet: lines})
    files = {grid.name: write_csv(grid) for grid in book_grids(book)}
    again = parse_book(read_csv(data, name, f"{name}.csv") for name, data in files.items())
    assert dict(again.sheets) == dict(book.sheets)
    assert {g.name: write_csv(g) for g in book_grids(again)} == files


@given(text=_TEXT.filter(bool))
def test_gb18030_is_read_like_utf_8(text: str) -> None:
    book = Book({"部门": (Line(2, DepartmentRow(**{**_cells(), "name": text})),)})
    (grid,) = book_grids(book)
    data = write_csv(grid).decode("utf-8-sig").encode("gb18030")
    assert read_csv(data, grid.name, "部门.csv").rows == grid.rows


def _cells() -> dict[str, Any]:
    return {c.field: getattr(DEPARTMENT, c.field) for c in columns(DepartmentRow)}
