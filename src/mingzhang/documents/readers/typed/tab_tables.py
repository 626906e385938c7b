"""Tables typed with tabs.

Either a line is a row and tabs part its cells; or, as some converters leave them, each cell is a
line that begins with a tab, the lines of a row follow each other, and an empty line ends the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from mingzhang.documents.readers.lines import Line, ends_sentence, starts_chapter
from mingzhang.documents.readers.typed.grid import (
    Cell,
    Found,
    Judged,
    Row,
    is_table,
    split_cells,
    table_of,
)

_MOST_PIECE = 20  # characters of a line that goes on in a cell after the last tab
_MOST_AFTER_BLANK = 12  # characters of one that goes on after an empty line
_LOOK_AHEAD = 8  # lines in which the next tab must come


def find_tabs(text: str, lines: Sequence[Line], first: int) -> Judged | None:
    """Judge the tab-typed lines from `first` on; None where the line has no tab."""
    if not has_tab(text, lines[first]):
        return None
    led = text.startswith("\t", lines[first].raw.start)
    by_cell = led and "\t" not in lines[first].words
    rows, end = _cell_lines(text, lines, first) if by_cell else _row_lines(text, lines, first)
    if not is_table(text, rows):
        return end, []
    return end, [Found(first, end, table_of(text, rows, "tabs"))]


def has_tab(text: str, line: Line) -> bool:
    """Tell whether a line begins with a tab or has one between words."""
    return text.startswith("\t", line.raw.start) or "\t" in line.words


def _tabs(text: str, line: Line) -> list[int]:
    """Return the offsets of the tabs of a line that part cells: not those behind its last word."""
    end = line.body.end if line.words else line.raw.end
    return [n for n in range(line.raw.start, end) if text[n] == "\t"]


@dataclass(slots=True)
class _CellRows:
    """Rows of which every cell is a line of its own."""

    rows: list[Row] = field(default_factory=list)

    def add(self, cells: Row, *, new: bool) -> None:
        """Take the cells of a line that begins with a tab."""
        if new or not self.rows:
            self.rows.append([])
        self.rows[-1].extend(cells)

    @property
    def last(self) -> Cell:
        """Give the cell that a further line would go on with."""
        return self.rows[-1][-1]


def _cell_lines(text: str, lines: Sequence[Line], first: int) -> tuple[list[Row], int]:
    found, blanks, end = _CellRows(), 0, first
    for number in range(first, len(lines)):
        line = lines[number]
        if text.startswith("\t", line.raw.start):
            if blanks > 1:
                break
            cells = split_cells(text, line.raw, _tabs(text, line))[1:]
            found.add(cells, new=blanks == 1)
        elif line.blank:
            blanks += 1
            if blanks > 1:
                break
            continue
        elif "\t" not in line.words and _goes_on(text, lines, number, blanks):
            found.last.append(line.body)
        else:
            break
        blanks, end = 0, number + 1
    return found.rows, end


def _goes_on(text: str, lines: Sequence[Line], number: int, blanks: int) -> bool:
    """Tell whether a line without a tab belongs to the cell before it."""
    words = lines[number].words
    if starts_chapter(words):
        return False
    follows = _tab_follows(text, lines, number)
    if blanks:
        return follows and len(words) <= _MOST_AFTER_BLANK
    return follows or (len(words) <= _MOST_PIECE and not ends_sentence(words))


def _tab_follows(text: str, lines: Sequence[Line], number: int) -> bool:
    """Tell whether, but for one empty line, a line with a tab comes soon."""
    blanks = 0
    for line in lines[number + 1 : number + 1 + _LOOK_AHEAD]:
        if text.startswith("\t", line.raw.start):
            return True
        blanks += line.blank
        if blanks > 1 or starts_chapter(line.words):
            return False
    return False


def _row_lines(text: str, lines: Sequence[Line], first: int) -> tuple[list[Row], int]:
    rows: list[Row] = []
    end = first
    for number in count(first):
        if number >= len(lines):
            break
        line = lines[number]
        if has_tab(text, line):
            rows.append(split_cells(text, line.raw, _tabs(text, line)))
        elif not _between(text, lines, number):
            break
        elif not line.blank:
            rows.append([[line.body]])
        end = number + 1
    return rows, end


def _between(text: str, lines: Sequence[Line], number: int) -> bool:
    """Tell whether one line without a tab, empty or short, stands between two rows."""
    if number + 1 >= len(lines) or not has_tab(text, lines[number + 1]):
        return False
    line = lines[number]
    short = len(line.words) <= _MOST_PIECE and not ends_sentence(line.words)
    return line.blank or (short and not starts_chapter(line.words))
