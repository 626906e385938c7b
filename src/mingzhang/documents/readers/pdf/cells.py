"""What the typography of a table's cells says: lines that run on, labels that are set in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mingzhang.documents.readers.pdf.paragraphs import joint
from mingzhang.documents.readers.pdf.typeset import CellText, Line, TableText
from mingzhang.kernel.regex import lazy_regex

_FIGURE = lazy_regex(r"[-+(（]?[\d.,，]+%?[)）]?")
_PADDING = 1.4  # sizes, on both sides of a cell together
_CENTRED = 1.0  # sizes by which the space on both sides may differ
_STEP = 0.8  # sizes by which a label is set in, at least
_MOST = 12  # blanks


def cell_joint(cell: CellText, line: Line, after: Line | None) -> str:
    """Return what stands between two lines of a cell when they are read as one.

    Figures below each other are two, unless the first one fills the cell so that the other is the
    rest of it.
    """
    if after is None:
        return ""
    if line.text[-1:].isdigit() and after.text[:1].isdigit():
        room = cell.box.right - cell.box.left - _PADDING * line.size
        return "" if line.box.right - line.box.left + after.first > room else " "
    return joint(line.text, after.text)


def indents_of(table: TableText) -> list[int]:
    """Return for each cell how many blanks its label is set in, against its column.

    A label that is set in belongs to the one above that is not; one in the middle of its cell or
    at its right edge is not set in.
    """
    columns: dict[int, list[int]] = defaultdict(list)
    for place, cell in enumerate(table.cells):
        if _is_left(cell):
            columns[cell.column].append(place)
    found = [0] * len(table.cells)
    for places in columns.values():
        _measure(table.cells, places, found)
    return found


def _measure(cells: Sequence[CellText], places: Sequence[int], found: list[int]) -> None:
    margin = min(cells[place].lines[0].box.left for place in places)
    for place in places:
        line = cells[place].lines[0]
        step = line.box.left - margin
        if line.size > 0 and step >= _STEP * line.size:
            found[place] = min(round(2 * step / line.size), _MOST)


def _is_left(cell: CellText) -> bool:
    """Tell whether words stand at the left of a cell."""
    if not cell.lines or cell.colspan > 1 or _FIGURE.fullmatch(cell.lines[0].text):
        return False
    left = min(line.box.left for line in cell.lines) - cell.box.left
    right = cell.box.right - max(line.box.right for line in cell.lines)
    return right - left > _CENTRED * cell.lines[0].size
