"""A page as it would be typed: every word at the column where it stands, a space for half a sign.

Figures keep their right end, the names before them their beginning and heads their middle, since a
typed Chinese sign takes one column where a printed one takes two digits' width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from mingzhang.docmodel.source import SourceTable
from mingzhang.documents.readers.lines import lines_of
from mingzhang.documents.readers.pdf.aligned_lines import Cell, around, is_figure, line_of
from mingzhang.documents.readers.pdf.model import DrawnCell, DrawnTable, TextLine, Word
from mingzhang.documents.readers.typed.grid import Found
from mingzhang.documents.readers.typed.space_tables import find_spaces
from mingzhang.kernel.regex import lazy_regex

_CLOSE = 0.85  # of a digit's width; points and commas are narrower, and must not move what follows
_DIGIT = 0.45  # of a character's size, where no digit tells
_MOST_COLUMNS = 400  # of a typed line
_AT_EDGE = 3.0  # points within which lines of prose end at one margin
_CLAUSE = lazy_regex(r"[，。；][一-鿿]{2}")
_MOST_BLANKS = 6  # empty lines; so many part what stands above and below


class TypedPage:
    """Lines laid out in columns, with the word that stands at every place of the text."""

    def __init__(self, lines: Sequence[tuple[TextLine, list[Cell]]], parts: Sequence[float]):
        """Lay out lines from top to bottom; at the heights `parts` nothing goes on."""
        self._pieces: list[str] = []
        self._words: list[tuple[int, Word] | None] = []
        self._left = min(line.box.left for line, _ in lines)
        self._step = self._width(lines)
        before: TextLine | None = None
        for number, (line, cells) in enumerate(lines):
            if before is not None:
                self._space("\n" * (1 + _blanks(before, line, parts)))
            self._line(number, cells)
            before = line
        self.text = "".join(self._pieces)

    def _width(self, lines: Sequence[tuple[TextLine, list[Cell]]]) -> float:
        """Return how many points a column is wide."""
        chars = [c for line, cells in lines if len(cells) > 1 for w in line.words for c in w.chars]
        digits = [c.box.right - c.box.left for c in chars if "0" <= c.text <= "9"]
        wide = median(digits) if digits else _DIGIT * median(c.size for c in chars)
        right = max(line.box.right for line, _ in lines)
        return max(wide * _CLOSE, (right - self._left) / _MOST_COLUMNS, 1e-3)

    def _line(self, number: int, cells: list[Cell]) -> None:
        heads = len(cells) > 1 and not any(map(is_figure, cells))
        column = 0
        for cell in cells:
            wide = sum(len(word.text) for word in cell) + len(cell) - 1
            left = (cell[0].box.left - self._left) / self._step
            right = (cell[-1].box.right - self._left) / self._step
            if is_figure(cell):
                left = right - wide
            elif heads:
                left = (left + right - wide) / 2
            start = max(round(left), column + 2 if column else 0)
            self._space(" " * (start - column))
            for n, word in enumerate(cell):
                self._space(" " if n else "")
                self._pieces.append(word.text)
                self._words += [(number, word)] * len(word.text)
            column = start + wide

    def _space(self, blanks: str) -> None:
        self._pieces.append(blanks)
        self._words += [None] * len(blanks)

    def tables(self) -> Iterator[DrawnTable]:
        """Yield the tables that the typed lines are, from top to bottom."""
        lines = lines_of(self.text)
        number = 0
        while number < len(lines):
            judged = find_spaces(self.text, lines, number)
            if judged is None:
                number += 1
            else:
                number = judged[0]
                drawn = map(self._drawn, judged[1])
                yield from (table for table in drawn if not _is_set_out(table))

    def _drawn(self, found: Found) -> DrawnTable:
        table: SourceTable = found.table
        cells = []
        for cell in table.cells:
            held = [self._words[n] for p in cell.flow.pieces for n in range(p.start, p.end)]
            words = list(dict.fromkeys(each for each in held if each is not None))
            lines = tuple(
                line_of([word for _, word in same])
                for _, same in groupby(words, key=lambda each: each[0])
            )
            if lines:
                box = around(line.box for line in lines)
                cells.append(
                    DrawnCell(cell.row, cell.column, box, lines, cell.rowspan, cell.colspan)
                )
        box = around(cell.box for cell in cells)
        return DrawnTable(tuple(cells), table.rows, table.columns, box, "aligned")


def _is_set_out(table: DrawnTable) -> bool:
    """Tell whether rows are lines of prose whose words are set out to fill them.

    Such lines begin and end at the same places, but for the first and the last one, and sentences
    go on in most of them.
    """
    rows = [list(row) for _, row in groupby(table.cells, key=lambda cell: cell.row)]
    spans = [around(cell.box for cell in row) for row in rows]
    lefts, rights = sorted(box.left for box in spans), sorted(box.right for box in spans)
    if len(rows) < 3 or lefts[-2] - lefts[0] > _AT_EDGE or rights[-1] - rights[1] > _AT_EDGE:
        return False
    words = ("".join(line.text for cell in row for line in cell.lines) for row in rows)
    return sum(_CLAUSE.search(text) is not None for text in words) * 2 > len(rows)


def _blanks(before: TextLine, line: TextLine, parts: Sequence[float]) -> int:
    """Return how many empty lines a page would be typed with between two lines."""
    if any(before.box.middle < part < line.box.middle for part in parts):
        return _MOST_BLANKS
    high = before.box.bottom - before.box.top
    apart = line.box.top - before.box.bottom
    return min(int(apart / high), _MOST_BLANKS) if high > 0 and apart > 0 else 0
