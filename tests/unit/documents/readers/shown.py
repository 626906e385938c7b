"""What a document as read holds, in the plain shapes that a test compares."""

from __future__ import annotations

from mingzhang.docmodel.source import SourceCell, SourceDocument, SourceParagraph, SourceTable


def paragraphs(document: SourceDocument) -> list[str]:
    return [p.flow.joined(document.text) for p in described(document)]


def described(document: SourceDocument) -> list[SourceParagraph]:
    return [block for block in document.blocks if isinstance(block, SourceParagraph)]


def tables(document: SourceDocument) -> list[SourceTable]:
    return [block for block in document.blocks if isinstance(block, SourceTable)]


def grid(document: SourceDocument, table: SourceTable) -> list[list[str]]:
    """Give the texts of a table by row and column; covered places are empty."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.flow.joined(document.text)
    return rows


def spans(table: SourceTable) -> dict[tuple[int, int], tuple[int, int]]:
    """Give rows and columns of the cells that take more than one place."""
    return {
        (cell.row, cell.column): (cell.rowspan, cell.colspan)
        for cell in table.cells
        if cell.rowspan > 1 or cell.colspan > 1
    }


def heads(table: SourceTable) -> list[SourceCell]:
    return [cell for cell in table.cells if cell.head]
