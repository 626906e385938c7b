"""A sheet of a form as it was read: its cells by place, each once, with what covers what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mingzhang.docmodel.grid import Grid, Merged, column_letters
from mingzhang.domain.book.cells import folded
from mingzhang.kernel.problem import Place
from mingzhang.kernel.regex import lazy_regex

_TAIL = lazy_regex(r"\([^()]*\)$")
_ENDS = ":;,。、"
_SAME = str.maketrans({"：": ":", "；": ";", "，": ",", "它": "他", "—": "-", "－": "-", "–": "-"})
_PLACEHOLDER = lazy_regex(r"\{[a-z]+\}")
_DASHES = ("-", "--", "/")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a row: its first column, its width, its text; `covered` from the row above."""

    row: int
    column: int
    columns: int
    text: str
    covered: bool = False


class Paper:
    """One sheet of a file, rows and columns counted from 0."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._over: dict[tuple[int, int], Merged] = {
            (row, column): merged
            for merged in grid.merged
            for row in range(merged.row, merged.row + merged.rows)
            for column in range(merged.column, merged.column + merged.columns)
        }

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.grid.rows)

    @cached_property
    def _slots(self) -> tuple[tuple[Slot, ...], ...]:
        return tuple(tuple(self._row(row)) for row in range(self.rows))

    def slots(self, row: int) -> tuple[Slot, ...]:
        """Return the cells that begin in a row or reach into it from above."""
        return self._slots[row]

    def _row(self, row: int) -> Iterator[Slot]:
        column, width = 0, len(self.grid.rows[row])
        while column < width:
            over = self._over.get((row, column))
            first = (over.row, over.column) if over else (row, column)
            columns = over.columns if over else 1
            covered = over is not None and over.row < row
            yield Slot(row, column, columns, self._text(*first), covered)
            column += columns

    def _text(self, row: int, column: int) -> str:
        cells = self.grid.rows[row] if row < self.rows else ()
        return cells[column].strip() if column < len(cells) else ""

    def at(self, row: int, column: int) -> str:
        """Return what stands at a place, also where a cell above or beside reaches over it."""
        over = self._over.get((row, column))
        return self._text(over.row, over.column) if over else self._text(row, column)

    def own(self, row: int, column: int) -> bool:
        """Tell whether the cell at a place does not begin in a row above."""
        over = self._over.get((row, column))
        return over is None or over.row == row

    def blank(self, row: int) -> bool:
        """Tell whether nothing stands in a row."""
        return not any(slot.text for slot in self.slots(row) if not slot.covered)

    def line(self, row: int) -> str:
        """Return the texts of a row one after the other."""
        return "　".join(slot.text for slot in self.slots(row) if slot.text and not slot.covered)

    def place(self, row: int | None = None, column: int | None = None, label: str = "") -> Place:
        """Return a place as people find it: file and sheet, row from 1, column letter and label."""
        file = f"{self.grid.file}“{self.grid.name}”"
        letters = column_letters(column) if column is not None else ""
        name = f"{letters}列 {label}".strip() if letters else label
        return Place(file, None if row is None else row + 1, name)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a label in the form that is compared: no blanks, widths and signs alike."""
    return folded(text).translate(_SAME).strip(_ENDS)


def says(label: str, text: str) -> bool:
    """Tell whether a cell holds a label of a form; what {placeholders} stand for is left open.

    A remark in brackets at the end of either (万元) does not matter.
    """
    said = plain(text)
    if not said:
        return not label
    pieces = [re.escape(plain(piece)) for piece in _PLACEHOLDER.split(label)]
    pattern = ".{0,16}".join(pieces)
    if re.fullmatch(pattern, said):
        return True
    bare = _TAIL.sub("", plain(label)) if "{" not in label else ""
    return bool(bare) and bare == _TAIL.sub("", said)


def is_filler(label: str) -> bool:
    """Tell whether a label is only a dash or nothing: it tells no row from another."""
    return not label or plain(label) in _DASHES
