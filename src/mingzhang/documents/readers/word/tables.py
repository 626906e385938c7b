"""Tables of a docx: rows and cells in their places, merged as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from mingzhang.documents.readers.assembly import Draft, DraftCell, DraftTable
from mingzhang.documents.readers.word.package import attribute, child, is_on, local, value

_MOST_SPAN = 1000  # Word has 63 columns
_GONE = frozenset(["del", "moveFrom"])
_BESIDE = frozenset(["tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr"])
_NO_RULE = frozenset(["nil", "none"])


@dataclass(slots=True)
class _Cell:
    """A cell while rows below may still belong to it."""

    row: int
    column: int
    span: int
    content: list[Draft]
    framed: bool
    head: bool
    rows: int = 1

    def draft(self, above: int) -> DraftCell:
        """Return the cell in a table that begins `above` rows further down."""
        at = self.row - above
        return DraftCell(at, self.column, self.content, self.rows, self.span, self.head)


def read_table(
    table: etree._Element, content: Callable[[etree._Element], list[Draft]]
) -> list[Draft]:
    """Return a table, with what stands in unruled rows before and after it as text.

    Such a row holds the title, the unit or notes: one cell over the whole width whose sides have
    no rule. `content` reads a cell. Where a cell is merged into the one above, what it holds is
    not shown and not read.
    """
    rows: list[list[_Cell]] = []
    above: dict[int, _Cell] = {}  # by first column, the cell that a merge goes on from
    for element in _inside(table, "tr"):
        if not _is_shown(element):
            continue
        row = list(_row(element, len(rows), above, content))
        above = {cell.column: cell for cell in row}
        rows.append(row)
    first, last = _framed(rows)
    cells = [
        cell.draft(first)
        for at in range(first, last)
        for cell in rows[at]
        if cell.row == at  # not one that goes on from above
    ]
    before = [draft for row in rows[:first] for cell in row for draft in cell.content]
    after = [draft for row in rows[last:] for cell in row for draft in cell.content]
    return [*before, DraftTable(cells), *after]


def _framed(rows: list[list[_Cell]]) -> tuple[int, int]:
    """Return the first row that is ruled and the one after the last; all if none is."""
    ruled = [at for at, row in enumerate(rows) if len(row) != 1 or row[0].framed or row[0].rows > 1]
    return (ruled[0], ruled[-1] + 1) if ruled else (0, len(rows))


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield rows of a table or cells of a row, also those in content controls and insertions."""
    for each in element:
        found = local(each)
        if found == name:
            yield each
        elif found not in _GONE and found not in _BESIDE and found not in {"tbl", "tr", "tc", "p"}:
            yield from _inside(each, name)


def _is_shown(row: etree._Element) -> bool:
    properties = child(row, "trPr")
    return child(properties, "del") is None and not is_on(properties, "hidden")


def _number(text: str | None, default: int) -> int:
    if text is None or not text.isdecimal():
        return default
    return min(int(text[:6]), _MOST_SPAN)


def _row(
    element: etree._Element,
    at: int,
    above: dict[int, _Cell],
    content: Callable[[etree._Element], list[Draft]],
) -> Iterator[_Cell]:
    """Yield the cells of a row; those that go on from above are the same objects again."""
    properties = child(element, "trPr")
    head = bool(is_on(properties, "tblHeader"))
    column = _number(value(properties, "gridBefore"), 0)
    before: _Cell | None = None
    for each in _inside(element, "tc"):
        given = child(each, "tcPr")
        span = max(_number(value(given, "gridSpan"), 1), 1)
        started = above.get(column)
        if _goes_on(given, "hMerge") and before is not None and before.row == at:
            before.span += span
        elif _goes_on(given, "vMerge") and started is not None and started.span == span:
            started.rows += 1
            before = started
            yield started
        else:
            before = _Cell(at, column, span, content(each), _is_framed(given), head)
            yield before
        column += span


def _goes_on(properties: etree._Element | None, name: str) -> bool:
    """Tell whether a cell is merged into the one before: a merge without "restart" goes on."""
    merge = child(properties, name)
    return merge is not None and attribute(merge, "val") in {None, "continue"}


def _is_framed(properties: etree._Element | None) -> bool:
    """Tell whether a cell has a rule at a side; only one that says so has none."""
    borders = child(properties, "tcBorders")
    sides = (("left", "start"), ("right", "end"))
    return not all((value(borders, old) or value(borders, new)) in _NO_RULE for old, new in sides)
