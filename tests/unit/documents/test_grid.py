"""The grid: every cell has its place, and rows that do not fill the columns are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.docmodel.model import Cell, Table
from mingzhang.documents.grid import place


def table(*rows: tuple[Cell, ...], columns: int) -> Table:
    return Table("T", "表", "万元", (1,) * columns, 0, rows)


def test_spans_push_what_follows_aside() -> None:
    rows = place(
        table(
            (Cell(colspan=2, rowspan=2), Cell()),
            (Cell(rowspan=2),),
            (Cell(), Cell()),
            columns=3,
        )
    )
    found = [[(at.row, at.column, at.rows, at.columns) for at in row] for row in rows]
    assert found == [[(0, 0, 2, 2), (0, 2, 1, 1)], [(1, 2, 2, 1)], [(2, 0, 1, 1), (2, 1, 1, 1)]]


def test_a_span_ends_with_the_table() -> None:
    ((at,), ()) = place(table((Cell(rowspan=9),), (), columns=1))
    assert at.rows == 2


@pytest.mark.parametrize(
    "rows",
    [
        ((Cell(),),),
        ((Cell(), Cell(), Cell()),),
        ((Cell(colspan=3),),),
        ((Cell(colspan=0), Cell()),),
        ((Cell(rowspan=0), Cell()),),
        ((Cell(), Cell(rowspan=2)), (Cell(colspan=2),)),
        ((Cell(rowspan=2), Cell()), (Cell(), Cell())),
    ],
)
def test_cells_that_do_not_fill_the_columns_are_refused(rows: tuple[tuple[Cell, ...], ...]) -> None:
    with pytest.raises(ValueError, match=r"表 T 第 \d 行的单元格与列数 2 不符"):
        place(table(*rows, columns=2))


@pytest.mark.parametrize("widths", [(), (3, 0)])
def test_widths_must_be_positive(widths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="列宽"):
        place(Table("T", "表", "", widths, 0, ()))


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), max_size=30), st.integers(1, 5))
def test_no_place_is_taken_twice(spans: list[tuple[int, int]], columns: int) -> None:
    cells = iter(Cell(colspan=wide, rowspan=high) for wide, high in spans)
    rows = [tuple(cell for cell, _ in zip(cells, range(2), strict=False)) for _ in range(8)]
    try:
        placed = place(table(*rows, columns=columns))
    except ValueError:
        return
    taken = [
        (row, column)
        for at in (at for row in placed for at in row)
        for row in range(at.row, at.row + at.rows)
        for column in range(at.column, at.column + at.columns)
    ]
    assert sorted(taken) == [(row, column) for row in range(8) for column in range(columns)]
