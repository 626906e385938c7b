"""The characters of a page in the cells of its ruled tables.

A word goes into a cell as a whole, for a figure that is cut in two is two wrong figures: wide
figures reach over the line to the next cell, and those set by hand or by another program stand a
little above or below their row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from mingzhang.documents.readers.pdf.lattice import Grid
from mingzhang.documents.readers.pdf.lines import lines_of
from mingzhang.documents.readers.pdf.model import Box, Char, DrawnCell, TextLine, Word
from mingzhang.kernel.regex import lazy_regex

_GAP = 0.12  # of the size; characters of one word stand nearer
_BACK = 0.5  # of the size; the next character of a word does not begin further to the left
_RAISED = 0.3  # of the size; the next character of a word stands no higher or lower
_OVER = 0.2  # of a figure's height that is beyond the row in which its middle stands
_FIGURE = lazy_regex(r"[-−(（]?\d{1,3}(?:[,，]\d{3})*(?:\.\d+)?[)）%％]?|[-−]?\d+(?:\.\d+)?[%％]?")
_FIGURES = frozenset("0123456789.,，-−%％()（）")

_Run = list[Char]
_Held = dict[int, list[_Run]]
"""The words of a grid by cell."""


def cells_of(grids: Sequence[Grid], chars: Sequence[Char]) -> tuple[list[list[DrawnCell]], _Run]:
    """Return the cells of each grid with their text, and the characters that stand in none."""
    held: list[_Held] = [defaultdict(list) for _ in grids]
    rest: _Run = []
    if not grids:
        return [], list(chars)
    for run in _runs(chars):
        for part, grid, at in _placed(grids, run):
            if grid < 0:
                rest.extend(part)
            else:
                held[grid][at].append(part)
    return [_cells(grid, own) for grid, own in zip(grids, held, strict=True)], rest


def _runs(chars: Sequence[Char]) -> Iterator[_Run]:
    """Yield words: characters that follow each other in the file and on the page without a gap."""
    run: _Run = []
    right = top = 0.0
    for char in chars:
        text, box, size = char
        left = box[0]
        if run and (
            left - right > _GAP * size
            or right - left > _BACK * size
            or abs(box[1] - top) > _RAISED * size
            or text.isspace()
        ):
            yield run
            run = []
        run.append(char)
        right, top = box[2], box[1]
    if run:
        yield run


def _placed(grids: Sequence[Grid], run: _Run) -> Iterator[tuple[_Run, int, int]]:
    """Yield the parts of a word with their grid and cell, −1 where they stand in none."""
    first, last = run[0].box, run[-1].box
    begin, end = _spot(grids, first.centre, first.middle), _spot(grids, last.centre, last.middle)
    if begin == end:
        yield run, *begin
        return
    for part in _parts(run):
        if _is_figure(part) or part[0].text not in _FIGURES:
            yield part, *_most(grids, part)
        else:
            yield from _cut(grids, part)


def _cut(grids: Sequence[Grid], part: _Run) -> Iterator[tuple[_Run, int, int]]:
    """Yield what cannot be one figure by the cells in which its characters stand."""
    spots = [_spot(grids, char.box.centre, char.box.middle) for char in part]
    for spot, chars in groupby(zip(spots, part, strict=True), key=itemgetter(0)):
        yield [char for _, char in chars], *spot


def _spot(grids: Sequence[Grid], x: float, y: float) -> tuple[int, int]:
    for n, grid in enumerate(grids):
        xs, ys = grid.xs, grid.ys
        if xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]:
            at = grid.at(x, y)
            return (n, at) if at >= 0 else (-1, -1)
    return -1, -1


def _parts(run: _Run) -> list[_Run]:
    """Return a word that stands in several cells as the figures and the words in it."""
    if _is_figure(run):
        return [run]
    parts: list[_Run] = []
    for char in run:
        if parts and (char.text in _FIGURES) == (parts[-1][-1].text in _FIGURES):
            parts[-1].append(char)
        else:
            parts.append([char])
    return parts


def _most(grids: Sequence[Grid], part: _Run) -> tuple[int, int]:
    """Return the cell in which most of a word stands."""
    width: dict[tuple[int, int], float] = {}
    for char in part:
        spot = _spot(grids, char.box.centre, char.box.middle)
        width[spot] = width.get(spot, 0.0) + char.box.right - char.box.left
    return max(width, key=lambda spot: width[spot])


def _cells(grid: Grid, held: _Held) -> list[DrawnCell]:
    _settle(grid, held)
    found = []
    for n, area in enumerate(grid.areas):
        lines = _lines(runs) if (runs := held.get(n)) else ()
        row, column, high, wide = area
        found.append(DrawnCell(row, column, grid.box_of(area), lines, high, wide))
    return found


def _lines(runs: list[_Run]) -> tuple[TextLine, ...]:
    if len(runs) > 1:
        return tuple(lines_of([char for run in runs for char in run]))
    box = _box(runs[0])
    return (TextLine((Word(tuple(runs[0]), box),), box),)


def _box(run: _Run) -> Box:
    boxes = [char.box for char in run]
    return Box(boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes))


def _settle(grid: Grid, held: _Held) -> None:
    """Move figures that stand on the line between two rows to the row that they are of.

    That is the one whose words are nearest, or whose cell is empty where the other has a figure.
    """
    heights: dict[int, list[float]] | None = None
    for n in list(held):
        for run in list(held[n]):
            other = _beyond(grid, n, run)
            if other < 0 or not _is_figure(run):
                continue
            if heights is None:
                heights = _heights(grid, held)
            middle = run[0].box.middle
            own = _distance(heights, grid.areas[n].row, middle)
            crowded = not held.get(other) and any(map(_is_figure, _others(held[n], run)))
            if crowded or _distance(heights, grid.areas[other].row, middle) < own:
                held[n].remove(run)
                held.setdefault(other, []).append(run)


def _is_figure(run: _Run) -> bool:
    return _FIGURE.fullmatch("".join(char.text for char in run)) is not None


def _others(runs: Sequence[_Run], run: _Run) -> Iterator[_Run]:
    """Yield the words that stand clearly above or below a word of the same cell."""
    _, top, _, bottom = run[0].box
    for one in runs:
        if abs(one[0].box.top - top) > _RAISED * (bottom - top):
            yield one


def _beyond(grid: Grid, n: int, run: _Run) -> int:
    """Return the cell above or below into which a good part of a word reaches, −1 for none."""
    box = grid.box_of(grid.areas[n])
    word = run[0].box
    reach = _OVER * (word.bottom - word.top)
    if word.top < box.top - reach and box.top > grid.ys[0]:
        return grid.at(word.centre, box.top - 1e-3)
    if word.bottom > box.bottom + reach and box.bottom < grid.ys[-1]:
        return grid.at(word.centre, box.bottom)
    return -1


def _heights(grid: Grid, held: _Held) -> dict[int, list[float]]:
    """Return by row where the words stand that lie in one row."""
    found: dict[int, list[float]] = {}
    for n, runs in held.items():
        row, _, high, _ = grid.areas[n]
        if high == 1:
            inside = (run[0].box.middle for run in runs if _beyond(grid, n, run) < 0)
            found.setdefault(row, []).extend(inside)
    return {row: sorted(heights) for row, heights in found.items()}


def _distance(heights: dict[int, list[float]], row: int, middle: float) -> float:
    """Return how far a height is from the nearest words of a row."""
    own = heights.get(row, [])
    at = bisect_left(own, middle)
    return min((abs(each - middle) for each in own[max(at - 1, 0) : at + 1]), default=float("inf"))
