"""Tables without drawn columns: words and figures that stand above each other, line after line.

Where lines are drawn below every row, these tell the rows (`aligned_bands`). Else the lines of the
page go the way of typed tables (`space_tables`) with all its caution: a table whole or not at all,
no prose, no lists.
"""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.documents.readers.pdf.aligned_bands import bands_of
from mingzhang.documents.readers.pdf.aligned_lines import cells_of
from mingzhang.documents.readers.pdf.aligned_typed import TypedPage
from mingzhang.documents.readers.pdf.lines import lines_of
from mingzhang.documents.readers.pdf.model import Box, Char, DrawnTable, Rule

_LEAST_LINES = 3  # with two cells or more


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
    banded = bands_of(lines, across)
    taken = _chars(banded)
    left = [each for each in lines if id(each[0].words[0].chars[0]) not in taken]
    found = list(banded)
    if sum(len(cells) > 1 for _, cells in left) >= _LEAST_LINES:
        parts = sorted(box.middle for box in (*ruled, *(table.box for table in banded)))
        found.extend(TypedPage(left, parts).tables())
        taken = _chars(found)
    return found, [char for char in chars if id(char) not in taken]


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
