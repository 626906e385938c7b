"""The tables of a page, drawn ones first: their lines tell more than any alignment does."""

from __future__ import annotations

from mingzhang.documents.readers.pdf.aligned import aligned_of
from mingzhang.documents.readers.pdf.lattice import grids_of
from mingzhang.documents.readers.pdf.lattice_rows import parted
from mingzhang.documents.readers.pdf.lattice_text import cells_of
from mingzhang.documents.readers.pdf.model import Char, DrawnTable, PageContents


def tables_of(contents: PageContents) -> tuple[list[DrawnTable], list[Char]]:
    """Return the tables of a page from top to bottom, and the characters that stand in none.

    A table without any text is none. The parts of a table that goes on over pages are tables.
    """
    grids, across = grids_of(contents.horizontal, contents.vertical)
    filled, rest = cells_of(grids, contents.chars)
    found = []
    for grid, drawn in zip(grids, filled, strict=True):
        if any(cell.lines for cell in drawn):
            cells, rows = parted(drawn, len(grid.ys) - 1)
            found.append(DrawnTable(tuple(cells), rows, len(grid.xs) - 1, grid.box))
    aligned, rest = aligned_of(rest, across, [table.box for table in found])
    return sorted([*found, *aligned], key=lambda table: (table.box.top, table.box.left)), rest
