"""Tables with drawn lines: from strokes that touch to cells, joined where no line parts them.

A line that is missing joins two cells, one that stops short is still a wall (`SNAP`), and a table
may be open at its sides. A box of one cell or one column, a frame round a page and lines that cross
nothing bound no table: what stands in them is text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mingzhang.documents.readers.pdf.lattice_strokes import (
    Strokes,
    middles,
    places,
    strokes,
    touching,
)
from mingzhang.documents.readers.pdf.model import Box, Rule

_OPEN = 8.0  # points that lines reach beyond the outer ones of the other direction at open sides
_MOST_PLACES = 40_000  # of one grid, empty or not
_MOST_GRIDS = 200  # of one page
_LEAST_FILLED = 0.6  # of the area of a grid; what is less is a chart of boxes and arrows
_WALLED = 0.5  # of a side


class Area(NamedTuple):
    """The places of a grid that are one cell."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(slots=True)
class Grid:
    """A ruled table without its text: the places of its lines and its cells in reading order.

    `owner` tells for every place, row by row, which cell it is part of, −1 for none.
    """

    xs: list[float]
    ys: list[float]
    areas: list[Area]
    owner: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.owner = [[-1] * (len(self.xs) - 1) for _ in self.ys[1:]]
        for n, (row, column, high, wide) in enumerate(self.areas):
            for line in self.owner[row : row + high]:
                line[column : column + wide] = [n] * wide

    @property
    def box(self) -> Box:
        """Return what the grid covers."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def at(self, x: float, y: float) -> int:
        """Return the cell at a point of the grid's box, −1 where there is none."""
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return self.owner[row][column]

    def box_of(self, area: Area) -> Box:
        """Return the box of a cell."""
        row, column, high, wide = area
        return Box(self.xs[column], self.ys[row], self.xs[column + wide], self.ys[row + high])


def grids_of(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> tuple[list[Grid], list[Rule]]:
    """Return the ruled tables of a page in reading order, and the lines that only run across.

    A table within a cell of another is text of that cell.
    """
    found: list[Grid] = []
    across: list[Rule] = []
    for group in touching(strokes(horizontal), strokes(vertical)):
        if not group.vertical:
            across.extend(group.horizontal)
        elif (grid := _grid(group)) is not None:
            found.append(grid)
    return sorted(_outermost(found), key=lambda each: (each.ys[0], each.xs[0])), sorted(across)


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Return the grids that stand in no other one."""
    kept: list[Grid] = []
    for grid in sorted(grids, key=lambda each: -_size(each.box))[:_MOST_GRIDS]:
        box = grid.box
        if not any(_holds(other.box, box) for other in kept):
            kept.append(grid)
    return kept


def _size(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _holds(outer: Box, inner: Box) -> bool:
    return outer.left <= inner.centre <= outer.right and outer.top <= inner.middle <= outer.bottom


def _grid(group: Strokes) -> Grid | None:
    """Return the table that strokes draw; None where they draw none."""
    xs, ys = places(group.vertical), places(group.horizontal)
    xs, ys = _opened(xs, group.horizontal), _opened(ys, group.vertical)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_PLACES:
        return None
    upright = _walls(group.vertical, xs, ys)
    level = _walls(group.horizontal, ys, xs)
    areas = _areas(upright, level)
    filled = sum(
        (xs[column + wide] - xs[column]) * (ys[row + high] - ys[row])
        for row, column, high, wide in areas
    )
    if filled < _LEAST_FILLED * (xs[-1] - xs[0]) * (ys[-1] - ys[0]):
        return None
    grid = _closed_up(xs, ys, areas)
    return grid if len(grid.xs) > 2 and len(grid.areas) > 1 else None


def _opened(ats: list[float], crossing: Sequence[Rule]) -> list[float]:
    """Return places with the ends of the lines that cross there where a table is open."""
    if not crossing or not ats:
        return ats
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    return [
        *([first] if ats[0] - first > _OPEN else []),
        *ats,
        *([last] if last - ats[-1] > _OPEN else []),
    ]


_Walls = list[bytearray]
"""For each place of a line: whether the line is drawn between the lines that cross it."""


def _walls(rules: Sequence[Rule], ats: Sequence[float], crossing: Sequence[float]) -> _Walls:
    found = [bytearray(len(crossing) - 1) for _ in ats]
    between = middles(crossing)
    for at, start, end in rules:
        n = _nearest(ats, at)
        first, last = bisect_left(between, start), bisect_right(between, end)
        found[n][first:last] = b"\x01" * (last - first)
    return found


def _nearest(ats: Sequence[float], at: float) -> int:
    n = bisect_left(ats, at)
    if n == len(ats) or (n and at - ats[n - 1] < ats[n] - at):
        return n - 1
    return n


def _areas(upright: _Walls, level: _Walls) -> list[Area]:
    """Return the cells: what no wall parts, as rectangles, and what walls bound."""
    rows, columns = len(level) - 1, len(upright) - 1
    taken = [bytearray(columns) for _ in range(rows)]
    found: list[Area] = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            area = _area(upright, level, taken, (row, column))
            for line in taken[row : row + area.rowspan]:
                line[column : column + area.colspan] = b"\x01" * area.colspan
            if _bounded(upright, level, area):
                found.append(area)
    return found


def _area(upright: _Walls, level: _Walls, taken: list[bytearray], place: tuple[int, int]) -> Area:
    """Return the places to the right of and below a place that no wall parts from it."""
    row, column = place
    end = column + 1
    while end < len(upright) - 1 and not upright[end][row] and not taken[row][end]:
        end += 1
    last = row + 1
    while last < len(level) - 1:
        parted = any(level[last][column:end]) or any(taken[last][column:end])
        if parted or any(upright[n][last] for n in range(column + 1, end)):
            break
        last += 1
    return Area(row, column, last - row, end - column)


def _bounded(upright: _Walls, level: _Walls, area: Area) -> bool:
    """Tell whether walls stand on two opposite sides, as they do in the open row of a table."""
    row, column, high, wide = area

    def drawn(walls: _Walls, at: int, first: int, count: int) -> bool:
        return sum(walls[at][first : first + count]) >= _WALLED * count

    return (drawn(level, row, column, wide) and drawn(level, row + high, column, wide)) or (
        drawn(upright, column, row, high) and drawn(upright, column + wide, row, high)
    )


def _closed_up(xs: list[float], ys: list[float], areas: Sequence[Area]) -> Grid:
    """Return a grid without the places of lines at which no cell begins or ends."""
    columns = sorted({n for _, column, _, wide in areas for n in (column, column + wide)})
    rows = sorted({n for row, _, high, _ in areas for n in (row, row + high)})
    x_at = {n: k for k, n in enumerate(columns)}
    y_at = {n: k for k, n in enumerate(rows)}
    closed = []
    for row, column, high, wide in areas:
        top, left = y_at[row], x_at[column]
        closed.append(Area(top, left, y_at[row + high] - top, x_at[column + wide] - left))
    return Grid([xs[n] for n in columns], [ys[n] for n in rows], closed)
