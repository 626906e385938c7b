"""Tables of a page: their rows and cells in the places where a browser draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.assembly import Draft, DraftCell, DraftTable
from mingzhang.documents.readers.web.styles import Hidden

_CELLS = ("td", "th")
_GROUPS = ("thead", "tbody", "tfoot")
_MOST_COLUMNS = 1000  # HTML: colspan is clamped to this


@dataclass(slots=True)
class Row:
    """Cells of a row; rows of one `group` (thead, tbody …) share row spans."""

    cells: list[etree._Element]
    group: int
    head: bool


@dataclass(slots=True)
class TableParts:
    """What stands directly in a table element; `stray` is content that is in no cell."""

    captions: list[etree._Element] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    stray: list[etree._Element] = field(default_factory=list)
    groups: int = 0


def table_parts(table: etree._Element, hidden: Hidden) -> TableParts:
    """Return captions and rows of a table without those of tables in its cells."""
    parts = TableParts()
    _gather(table, parts, hidden, head=False)
    return parts


def _gather(element: etree._Element, parts: TableParts, hidden: Hidden, *, head: bool) -> None:
    loose: Row | None = None  # cells without a row around them
    for child in element:
        tag = child.tag
        if hidden.hides(child):
            continue
        if tag in _CELLS:
            if loose is None:
                loose = Row([], parts.groups, head)
                parts.rows.append(loose)
            loose.cells.append(child)
            continue
        loose = None
        if tag == "tr":
            cells = [cell for cell in _row_cells(child, parts) if not hidden.hides(cell)]
            parts.rows.append(Row(cells, parts.groups, head))
        elif tag == "caption":
            parts.captions.append(child)
        elif tag in _GROUPS or tag == "form":
            parts.groups += tag in _GROUPS
            _gather(child, parts, hidden, head=head or tag == "thead")
            parts.groups += tag in _GROUPS
        else:
            parts.stray.append(child)


def _row_cells(row: etree._Element, parts: TableParts) -> Iterator[etree._Element]:
    for child in row:
        if child.tag in _CELLS:
            yield child
        elif child.tag == "form":
            yield from _row_cells(child, parts)
        else:
            parts.stray.append(child)


def _span(cell: etree._Element, name: str) -> int:
    given = str(cell.get(name, "1")).strip()[:6]
    return int(given) if given.isdecimal() else 1


def table_draft(
    rows: Sequence[Row], content: Callable[[etree._Element], Sequence[Draft]], most: int
) -> DraftTable:
    """Return a table from its rows; `content` reads a cell. Raises Unreadable above `most`.

    `most` counts places, also the covered ones that a row has to pass: a few cells that span
    thousands of rows and columns would cost hours. Spans are laid out as HTML says: a cell takes
    the first free column, a row span of 0 goes to the end of its group and none goes beyond it.
    """
    last = {row.group: at for at, row in enumerate(rows)}
    cells: list[DraftCell] = []
    free_from: dict[int, int] = {}  # by column, the first row that is not covered from above
    taken = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            first = column
            while free_from.get(column, 0) > at:
                column += 1
            wide = min(max(_span(cell, "colspan"), 1), _MOST_COLUMNS)
            left = last[row.group] - at + 1
            high = min(_span(cell, "rowspan") or left, left)
            head = row.head or cell.tag == "th"
            cells.append(DraftCell(at, column, content(cell), high, wide, head))
            taken += wide + column - first
            if taken > most:
                raise Unreadable(f"单元格超过{most}个")
            for covered in range(column, column + wide):
                free_from[covered] = at + high
            column += wide
    return DraftTable(cells)
