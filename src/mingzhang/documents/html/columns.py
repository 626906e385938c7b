"""What the columns of a table need on a screen, and which of them stay in view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from mingzhang.docmodel.model import Align, Cell, Gap, Number, Run, Table
from mingzhang.documents.grid import Placed
from mingzhang.documents.measure import em_width
from mingzhang.documents.theme import Theme
from mingzhang.kernel.regex import lazy_regex

_PADDING = 0.9  # em: both sides of a cell and its border
_BADGE = 0.7  # size of a mark in words beside its figure
_BADGE_FRAME = 0.7  # em
_NAME_MOST = 7.0  # em: longer names wrap where the screen is narrow
_HEAD_MOST = 5.0  # em: longer headings wrap
_INDENT = 0.6  # em a level, where the screen is narrow
_STAY_MOST = 14.0  # em: what stays in view must leave room for figures on a telephone
_STAY_COLUMNS = 4  # the style sheet has as many places
_SHORT = lazy_regex(r"[!-~]{1,14}")  # a code or a line number


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of one table are set.

    `least` are least widths in em, `shares` the declared widths as parts of 1. `stay` is how many
    columns at the left stay in view while the others move; 0 in a table of two sides, where they
    would cover the labels of the right side. A column in `free` takes what the others leave.
    """

    least: tuple[float, ...]
    shares: tuple[float, ...]
    stay: int
    free: frozenset[int]

    @property
    def total(self) -> float:
        """Least width of the table in em."""
        return sum(self.least)


def text_of(cell: Cell) -> str:
    """Return the bare text of a cell."""
    return "".join(run.text for run in cell.runs)


def is_short(cell: Cell) -> bool:
    """Tell whether a cell holds a code or a line number, which no line may break."""
    return bool(_SHORT.fullmatch(text_of(cell)))


def is_figure(cell: Cell) -> bool:
    """Tell whether a cell is a place of figures: it holds one, or it is set at the right."""
    return cell.align is Align.RIGHT or any(isinstance(run, Number) for run in cell.runs)


def is_name(cell: Cell) -> bool:
    """Tell whether a cell says in words what its row is."""
    return not is_figure(cell) and any(char.isalpha() for char in text_of(cell))


def badge_of(number: Number, theme: Theme) -> str:
    """Return the mark of a figure without brackets, for it stands raised or in a frame."""
    return theme.marks[number.mark.value].strip("（）") if number.mark else ""


def plan_columns(table: Table, rows: Sequence[Sequence[Placed]], theme: Theme) -> Columns:
    """Return how the columns of a table are set, from its placed cells."""
    count = len(table.widths)
    body = [at for row in rows[table.head_rows :] for at in row]
    figures = {at.column for at in body if at.columns == 1 and is_figure(at.cell)}
    # The name of a total spans code and name: it ends where names stand.
    names = {at.column + at.columns - 1 for at in body if is_name(at.cell)} - figures
    needs = [[2.0] for _ in range(count)]
    for row in rows:
        for at in row:
            if at.columns == 1:
                head = at.row < table.head_rows
                needs[at.column].append(_head(at.cell) if head else _body(at.cell, theme))
    least = tuple(round(max(column) + _PADDING, 2) for column in needs)
    stay = _staying(names, min(figures, default=0), least)
    free = frozenset(c for c in names if c >= stay - 1) or frozenset({count - 1})
    total = sum(table.widths)
    return Columns(least, tuple(width / total for width in table.widths), stay, free)


def _staying(names: Iterable[int], first_figure: int, least: Sequence[float]) -> int:
    """Return how many leading columns stay: up to the last name, as far as there is room."""
    places = sorted(names)
    if not places or places[-1] > first_figure:
        return 0
    count = places[-1] + 1
    while count > _STAY_COLUMNS or sum(least[:count]) > _STAY_MOST:
        count -= 1
    return count


def _head(cell: Cell) -> float:
    """Return the room of a heading in lines of equal length."""
    width = em_width(text_of(cell), strong=True)
    lines = ceil(width / _HEAD_MOST)
    return float(ceil(width / lines)) if lines else 0.0


def _body(cell: Cell, theme: Theme) -> float:
    width = sum(_run_width(run, theme, strong=cell.strong) for run in cell.runs)
    if is_figure(cell) or is_short(cell):
        return width
    return min(width + cell.level * _INDENT, _NAME_MOST)


def _run_width(run: Run, theme: Theme, *, strong: bool) -> float:
    if not isinstance(run, Number):
        text = f"{theme.gap_open}{run.text}{theme.gap_close}" if isinstance(run, Gap) else run.text
        return em_width(text, strong=strong)
    badge = badge_of(run, theme)
    # A mark of one sign hangs in the free edge of the cell.
    frame = em_width(badge) * _BADGE + _BADGE_FRAME if len(badge) > 1 else 0.0
    return em_width(run.text + run.tail, strong=strong) + frame
