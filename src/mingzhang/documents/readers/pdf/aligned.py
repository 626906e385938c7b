"""Tables without drawn columns: words and figures that stand above each other, line after line.

Where lines are drawn below every row, these tell the rows (`aligned_bands`). Else the lines of the
page go the way of typed tables (`space_tables`) with all its caution: a table whole or not at all,
no prose, no lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from mingzhang.documents.readers.pdf.aligned_bands import bands_of
from mingzhang.documents.readers.pdf.aligned_lines import around, cells_of
from mingzhang.documents.readers.pdf.aligned_typed import TypedPage
from mingzhang.documents.readers.pdf.lines import lines_of
from mingzhang.documents.readers.pdf.model import Box, Char, DrawnCell, DrawnTable, Rule
from mingzhang.kernel.regex import lazy_regex

_LEAST_LINES = 3  # with two cells or more
_NAME = lazy_regex(r"[一-鿿A-Za-z]")
_CLAUSE = lazy_regex(r"[，。；][一-鿿]")


def aligned_of(
    chars: Sequence[Char], across: Sequence[Rule], ruled: Sequence[Box]
) -> tuple[list[DrawnTable], list[Char]]:
    """Return the tables that characters make by their places, and the characters in none.

    `across` are lines that no upright one crosses, by height. `ruled` are tables on the page;
    nothing goes on from above one to below it.
    """
    lines = [(line, cells_of(line)) for line in lines_of(chars)]
    if sum(len(cells) > 1 for _, cells in lines) < _LEAST_LINES:
        return [], list(chars)
    banded = list(_sound(bands_of(lines, across)))
    taken = _chars(banded)
    left = [each for each in lines if id(each[0].words[0].chars[0]) not in taken]
    found = banded
    if sum(len(cells) > 1 for _, cells in left) >= _LEAST_LINES:
        parts = sorted(box.middle for box in (*ruled, *(table.box for table in banded)))
        found = [*banded, *_sound(TypedPage(left, parts).tables())]
        taken = _chars(found)
    return found, [char for char in chars if id(char) not in taken]


def _sound(tables: Iterable[DrawnTable]) -> Iterator[DrawnTable]:
    """Yield tables without the text that follows them, and none of figures without names.

    The scale and the values of a chart stand in columns, its grid is drawn across, and nothing in
    it parts it from the text below.
    """
    for table in tables:
        rows = [list(row) for _, row in groupby(table.cells, key=attrgetter("row"))]
        while rows and _is_text(rows[-1]):
            rows.pop()
        if 2 * sum(any(map(_is_name, row)) for row in rows) > len(rows):
            cells = tuple(cell for row in rows for cell in row)
            last = max(cell.row + cell.rowspan for cell in cells)
            box = around(cell.box for cell in cells)
            yield DrawnTable(cells, min(last, table.rows), table.columns, box, table.kind)


def _is_text(row: Sequence[DrawnCell]) -> bool:
    return len(row) == 1 or any(_CLAUSE.search(_text(cell)) for cell in row)


def _is_name(cell: DrawnCell) -> bool:
    return _NAME.search(_text(cell)) is not None


def _text(cell: DrawnCell) -> str:
    return "".join(line.text for line in cell.lines)


def _chars(tables: Sequence[DrawnTable]) -> set[int]:
    """Return the identities of all characters in tables."""
    return {
        id(char)
        for table in tables
        for cell in table.cells
        for line in cell.lines
        for word in line.words
        for char in word.chars
    }
