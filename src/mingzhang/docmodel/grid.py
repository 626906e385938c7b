"""A sheet of cells as text: what a table file holds before anyone knows what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingzhang.docmodel.source import SourceDocument, SourceParagraph, SourceTable


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell over several rows or columns: its first place, counted from 0, and how far it goes."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A named sheet; `file` is how a person finds it, `rows` start with the heading row.

    The text of a merged cell stands at its first place, the others are empty. `above` and `below`
    are lines that stand around a table outside of its cells.
    """

    name: str
    file: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merged, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def column_letters(column: int) -> str:
    """Return a column, counted from 0, as spreadsheets name it: A, B, … Z, AA, …"""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def grids(document: SourceDocument) -> Iterator[Grid]:
    """Yield every table of a document as read, with the lines between it and its neighbours.

    A paragraph of the style "sheet" names the table after it; others are 表1, 表2, …
    """
    above: list[str] = []
    waiting: tuple[SourceTable, str, tuple[str, ...]] | None = None
    named, count = "", 0
    for block in document.blocks:
        if isinstance(block, SourceParagraph):
            text = block.flow.joined(document.text)
            if block.style == "sheet":
                named = text
            else:
                above.append(text)
            continue
        if waiting is not None:
            yield _grid(document, *waiting, below=tuple(above))
        count += 1
        waiting = block, named or f"表{count}", tuple(above)
        named, above = "", []
    if waiting is not None:
        yield _grid(document, *waiting, below=tuple(above))


def _grid(
    document: SourceDocument,
    table: SourceTable,
    name: str,
    above: tuple[str, ...],
    below: tuple[str, ...],
) -> Grid:
    rows = [[""] * table.columns for _ in range(table.rows)]
    merged = []
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.flow.joined(document.text)
        if cell.rowspan > 1 or cell.colspan > 1:
            merged.append(Merged(cell.row, cell.column, cell.rowspan, cell.colspan))
    return Grid(
        name, document.name, tuple(map(tuple, rows)), tuple(merged), above=above, below=below
    )
