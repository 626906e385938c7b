"""Tables with a line below every row and none upright: rows by the lines, columns by the words.

The lines of a table are equally long and begin at one place. Between them stands one row each; a
column is what overlaps in the fullest rows, and what reaches over several is a cell over them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.documents.readers.lines import lines_of
from mingzhang.documents.readers.pdf.aligned_lines import Cell, around, is_figure, line_of
from mingzhang.documents.readers.pdf.lattice_strokes import SNAP
from mingzhang.documents.readers.pdf.model import Box, DrawnCell, DrawnTable, Rule, TextLine
from mingzhang.documents.readers.typed.grid import is_contents, is_prose
from mingzhang.documents.readers.typed.segments import is_caption, segments_of
from mingzhang.kernel.regex import lazy_regex

_LEAST_ROWS = 3
_LEAST_STATED = 2  # rows with figures
_MOST_CELLS = 200  # of one row, lines of a cell counted singly
_MOST_PROSE = 1 / 3  # of the cells
_AMOUNT = lazy_regex(r"\d\.\d\d(?!\d)|\d,\d{3}(?!\d)")

_Line = tuple[TextLine, list[Cell]]
_Span = tuple[float, float]
_Placed = tuple[int, int, list[Cell]]
"""A cell: its first and last column, and what stands in it line by line."""


@dataclass(slots=True)
class _Band:
    """What stands between two lines: all cells with their place from left to right."""

    top: float
    bottom: float
    cells: list[Cell]

    @property
    def stated(self) -> bool:
        return any(map(is_figure, self.cells))


def bands_of(lines: Sequence[_Line], across: Sequence[Rule]) -> list[DrawnTable]:
    """Return the tables that lines across the page make of lines of text, both by height."""
    found = []
    taken: set[int] = set()
    for rules in sorted(_alike(across), key=_length, reverse=True):
        for bands in _full(_banded(rules, lines)):
            cells = {id(cell) for band in bands for cell in band.cells}
            table = _table(bands, rules[0]) if taken.isdisjoint(cells) else None
            if table is not None:
                found.append(table)
                taken |= cells
    return sorted(found, key=lambda table: (table.box.top, table.box.left))


def _alike(across: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield lines that begin and end above each other, by height."""
    groups: dict[tuple[int, int], list[Rule]] = {}
    for rule in sorted(across):
        start, end = int(rule.start / SNAP), int(rule.end / SNAP)
        near = ((start + i, end + j) for i in (0, -1, 1) for j in (0, -1, 1))
        place = next((each for each in near if each in groups), (start, end))
        groups.setdefault(place, []).append(rule)
    for rules in groups.values():
        if len(rules) > _LEAST_ROWS:
            yield rules


def _length(rules: Sequence[Rule]) -> float:
    return rules[0].end - rules[0].start


def _banded(rules: Sequence[Rule], lines: Sequence[_Line]) -> Iterator[_Band]:
    """Yield what stands between each two of some lines."""
    at = 0
    for upper, lower in pairwise(rules):
        while at < len(lines) and lines[at][0].box.middle < upper.at:
            at += 1
        band = _Band(upper.at, lower.at, [])
        while at < len(lines) and lines[at][0].box.middle < lower.at:
            inside = (cell for cell in lines[at][1] if _within(cell, upper))
            band.cells.extend(inside)
            at += 1
        yield band


def _text(cell: Cell) -> str:
    return " ".join(word.text for word in cell)


def _within(cell: Cell, rule: Rule) -> bool:
    return rule.start - SNAP <= cell[0].box.left and cell[-1].box.right <= rule.end + SNAP


def _full(bands: Iterator[_Band]) -> Iterator[list[_Band]]:
    """Yield bands one below the other that hold cells side by side; a caption begins anew."""
    run: list[_Band] = []
    for band in bands:
        if 0 < len(band.cells) <= _MOST_CELLS and _is_row(band):
            run.extend(_levels(band))
        else:
            yield run
            run = []
    yield run


def _is_row(band: _Band) -> bool:
    """Tell whether a band holds a figure, or words beside others that are no caption."""
    if not band.stated and len(band.cells) < 2:
        return False
    text = "  ".join(_text(cell) for cell in band.cells)
    line = lines_of(text)[0]
    return not is_caption(line, segments_of(text, line))


def _levels(band: _Band) -> Iterator[_Band]:
    """Yield a band of heads in two where heads stand over others, and so on."""
    cells = band.cells
    over = [] if band.stated else [one for one in cells if sum(_below(x, one) for x in cells) > 1]
    highest = min((cell[0].box.middle for cell in over), default=0.0)
    upper = [cell for cell in cells if cell[0].box.top < highest]
    lower = [cell for cell in cells if cell[0].box.top >= highest]
    if not over or not lower:
        yield band
        return
    at = min(cell[0].box.top for cell in lower)
    yield _Band(band.top, at, upper)
    yield from _levels(_Band(at, band.bottom, lower))


def _below(cell: Cell, head: Cell) -> bool:
    """Tell whether a cell stands below a head."""
    beside = cell[0].box.left < head[-1].box.right and head[0].box.left < cell[-1].box.right
    return beside and cell[0].box.top > head[0].box.middle


def _table(bands: Sequence[_Band], rule: Rule) -> DrawnTable | None:
    columns = _columns(bands)
    if len(bands) < _LEAST_ROWS or len(columns) < 2:
        return None
    if sum(band.stated for band in bands) < _LEAST_STATED:
        return None
    rows = [_row(band, columns) for band in bands]
    if any(map(_is_blurred, (each for row in rows for each in row))):
        return None
    words = [["".join(map(_text, held)) for _, _, held in row] for row in rows]
    every = [each for row in words for each in row]
    if is_contents(words) or sum(map(is_prose, every)) > len(every) * _MOST_PROSE:
        return None
    edges = [rule.start, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), rule.end]
    cells = tuple(
        DrawnCell(
            number,
            first,
            Box(edges[first], band.top, edges[last + 1], band.bottom),
            tuple(line_of(cell) for cell in held),
            colspan=last - first + 1,
        )
        for number, (band, row) in enumerate(zip(bands, rows, strict=True))
        for first, last, held in row
    )
    box = around(cell.box for cell in cells)
    return DrawnTable(cells, len(bands), len(columns), box, "aligned")


def _is_blurred(placed: _Placed) -> bool:
    """Tell whether a cell is more than one: a line or a gap is missing between two of them."""
    first, last, held = placed
    if sum(map(is_figure, held)) > 1:
        return True
    wide = first < last and not any(map(is_figure, held))
    return wide and any(_AMOUNT.search(_text(cell)) for cell in held)


def _columns(bands: Sequence[_Band]) -> list[_Span]:
    """Return the columns of the fullest rows with figures, and those that only a head stands in.

    The lowest heads stand over one column each, and tell how wide it is.
    """
    stated = [(len(_merged(_spans([band]))), band) for band in bands if band.stated]
    most = max((count for count, _ in stated), default=0)
    columns = _merged(_spans([band for count, band in stated if count == most]))
    first = next((n for n, band in enumerate(bands) if band.stated), 0)
    lowest = bands[max(first - 1, 0) : first]
    for left, right in _spans(lowest):
        over = _over(columns, left, right)
        if len(over) == 1:
            start, end = columns[over[0]]
            columns[over[0]] = min(left, start), max(right, end)
    for left, right in _spans(bands):
        if not _over(columns, left, right):
            columns = sorted([*columns, (left, right)])
    return columns


def _over(columns: Sequence[_Span], left: float, right: float) -> list[int]:
    """Return which columns stand, be it in part, between two places."""
    return [n for n, (start, end) in enumerate(columns) if left < end and start < right]


def _spans(bands: Sequence[_Band]) -> list[_Span]:
    return sorted((c[0].box.left, c[-1].box.right) for band in bands for c in band.cells)


def _merged(spans: Sequence[_Span]) -> list[_Span]:
    """Return spans with those that overlap as one."""
    found: list[_Span] = []
    for left, right in spans:
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found


def _row(band: _Band, columns: Sequence[_Span]) -> list[_Placed]:
    """Return the cells of a row with their first and last column; lines of one cell together."""
    found: list[_Placed] = []
    for cell in sorted(band.cells, key=lambda each: each[0].box.left):
        left, right = cell[0].box.left, cell[-1].box.right
        over = _over(columns, left, right)
        first, last = over[0], over[-1]
        if found and first <= found[-1][1]:
            before = found.pop()
            found.append((before[0], max(last, before[1]), [*before[2], cell]))
        else:
            found.append((first, last, [cell]))
    return [(first, last, sorted(held, key=_height)) for first, last, held in found]


def _height(cell: Cell) -> float:
    return cell[0].box.middle
