"""A text that somebody wrote, set as a PDF: paragraphs and tables as they are, nothing added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.docmodel.model import Block, Cell, Document, Paragraph, Table, Text
from mingzhang.docmodel.source import SourceDocument, SourceParagraph, SourceTable, flows
from mingzhang.documents.pdf.fonts import find_fonts
from mingzhang.documents.pdf.write import write_pdf

_SAME = 16  # characters by which two texts find each other again
_SIGHT = 400  # characters that a page's head and foot, or a dropped paragraph, have at most


def typeset(document: SourceDocument) -> bytes:
    """Return a document as a PDF of ours."""
    blocks = tuple(_block(document, n, block) for n, block in enumerate(document.blocks))
    return write_pdf(Document(document.name, "", "", blocks), find_fonts()).data


def _block(document: SourceDocument, number: int, block: SourceParagraph | SourceTable) -> Block:
    if isinstance(block, SourceParagraph):
        return Paragraph((Text(block.flow.joined(document.text)),))
    grid = [[Cell() for _ in range(block.columns)] for _ in range(block.rows)]
    covered = set()
    for cell in block.cells:
        words = (Text(cell.flow.joined(document.text)),)
        grid[cell.row][cell.column] = Cell(words, colspan=cell.colspan, rowspan=cell.rowspan)
        covered |= {
            (cell.row + down, cell.column + right)
            for down in range(cell.rowspan)
            for right in range(cell.colspan)
            if down or right
        }
    rows = tuple(
        tuple(cell for column, cell in enumerate(row) if (n, column) not in covered)
        for n, row in enumerate(grid)
    )
    return Table(f"t{number}", "", "", (1,) * block.columns, 1, rows)


def moved(old: SourceDocument, new: SourceDocument) -> dict[int, int]:
    """Return where the characters of a document stand in another that has them in the same order.

    Blanks do not count, nor the signs between cells; what only one has is passed over.
    """
    first, second = _letters(old), _letters(new)
    one = "".join(old.text[n] for n in first)
    two = "".join(new.text[n] for n in second)
    return {first[a]: second[b] for a, b in _matched(one, two)}


def _letters(document: SourceDocument) -> Sequence[int]:
    pieces = [piece for flow in flows(document.blocks) for piece in flow.pieces]
    spots = [n for piece in pieces for n in range(piece.start, piece.end)]
    return [n for n in spots if not document.text[n].isspace()]


def _matched(one: str, two: str) -> Iterator[tuple[int, int]]:
    a = b = 0
    while a < len(one) and b < len(two):
        if one[a] == two[b]:
            yield a, b
            a, b = a + 1, b + 1
            continue
        added = two.find(one[a : a + _SAME], b, b + _SIGHT)
        dropped = one.find(two[b : b + _SAME], a, a + _SIGHT)
        if added >= 0 and (dropped < 0 or added - b <= dropped - a):
            b = added
        elif dropped >= 0:
            a = dropped
        else:
            a, b = a + 1, b + 1
