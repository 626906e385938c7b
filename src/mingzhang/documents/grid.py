"""Where the cells of a table stand: one placement for every writer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mingzhang.docmodel.model import Cell, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the place of its upper left corner; rows count from the table's first."""

    row: int
    column: int
    rows: int
    columns: int
    cell: Cell


def place(table: Table) -> list[list[Placed]]:
    """Give the cells of every row with their places.

    A span that reaches below the last row ends with it. Raises ValueError if the cells of a row
    do not fill its columns, or a width is below 1.
    """
    if not table.widths or min(table.widths) < 1:
        raise ValueError(f"表 {table.id} 的列宽须为正整数")
    reaching: dict[int, int] = {}  # column: rows that a cell from above still covers
    return [_place_row(table, row, cells, reaching) for row, cells in enumerate(table.rows)]


def _place_row(
    table: Table, row: int, cells: Iterable[Cell], reaching: dict[int, int]
) -> list[Placed]:
    count, out, column = len(table.widths), [], 0
    taken = set(reaching)
    for covered in taken:
        reaching[covered] -= 1
        if not reaching[covered]:
            del reaching[covered]
    wrong = f"表 {table.id} 第 {row + 1} 行的单元格与列数 {count} 不符"
    for cell in cells:
        while column in taken:
            column += 1
        span = range(column, column + cell.colspan)
        if cell.colspan < 1 or cell.rowspan < 1 or span.stop > count or not taken.isdisjoint(span):
            raise ValueError(wrong)
        rows = min(cell.rowspan, len(table.rows) - row)
        out.append(Placed(row, column, rows, cell.colspan, cell))
        if rows > 1:
            reaching.update(dict.fromkeys(span, rows - 1))
        column = span.stop
    if set(range(column, count)) - taken:
        raise ValueError(wrong)
    return out
