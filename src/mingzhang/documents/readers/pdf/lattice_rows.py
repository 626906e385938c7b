"""Rows that no line parts: a ruled table whose columns alone are drawn, its rows line by line.

What is drawn as one row is several where a column holds nothing but figures, three or more, and a
column of words has a line beside each. Fewer may be one figure that is broken over lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.documents.readers.pdf.lattice_strokes import middles
from mingzhang.documents.readers.pdf.model import Box, DrawnCell, TextLine
from mingzhang.kernel.regex import lazy_regex

_LEAST_LINES = 3
_LEVEL = 0.35  # of the height of a line by which those of one row may be apart
_FIGURE = lazy_regex(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%％]?|[-—–]{1,4}")


def parted(cells: Sequence[DrawnCell], rows: int) -> tuple[list[DrawnCell], int]:
    """Return the cells of a table with such rows apart, and how many rows it has then."""
    if not any(_is_figures(cell) for cell in cells):
        return list(cells), rows
    by_row: list[list[DrawnCell]] = [[] for _ in range(rows)]
    for cell in cells:
        by_row[cell.row].append(cell)
    heights = [_heights(row) for row in by_row]
    starts = [0]
    for each in heights:
        starts.append(starts[-1] + max(len(each), 1))
    found: list[DrawnCell] = []
    for row, each in zip(by_row, heights, strict=True):
        for cell in row:
            first = starts[cell.row]
            if each:
                found.extend(_split(cell, first, each))
            else:
                span = starts[cell.row + cell.rowspan] - first
                found.append(replace(cell, row=first, rowspan=span))
    return sorted(found, key=lambda cell: (cell.row, cell.column)), starts[-1]


def _is_figures(cell: DrawnCell) -> bool:
    return len(cell.lines) >= _LEAST_LINES and all(
        _FIGURE.fullmatch("".join(word.text for word in line.words)) for line in cell.lines
    )


def _heights(row: Sequence[DrawnCell]) -> list[float]:
    """Return where the rows stand of which a drawn row consists; none where it is one."""
    if any(cell.rowspan > 1 for cell in row):
        return []
    lines = [line for cell in row if _is_figures(cell) for line in cell.lines]
    levels: list[float] = []
    for line in sorted(lines, key=_middle):
        if not levels or line.box.middle - levels[-1] > _LEVEL * (line.box.bottom - line.box.top):
            levels.append(line.box.middle)
    named = (
        {_level(levels, line) for line in cell.lines}
        for cell in row
        if levels and not _is_figures(cell)
    )
    return levels if any(len(each) == len(levels) for each in named) else []


def _middle(line: TextLine) -> float:
    return line.box.middle


def _level(levels: Sequence[float], line: TextLine) -> int:
    return bisect_left(middles(levels), line.box.middle)


def _split(cell: DrawnCell, first: int, levels: Sequence[float]) -> list[DrawnCell]:
    """Return a cell as one for each row."""
    edges = [cell.box.top, *middles(levels), cell.box.bottom]
    held: list[list[TextLine]] = [[] for _ in levels]
    for line in cell.lines:
        held[_level(levels, line)].append(line)
    return [
        replace(
            cell,
            row=first + n,
            box=Box(cell.box.left, edges[n], cell.box.right, edges[n + 1]),
            lines=tuple(lines),
        )
        for n, lines in enumerate(held)
    ]
