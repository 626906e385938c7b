"""Which rows of a sheet belong under which: by code, numbering, 其中, place and the forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from mingzhang.extraction.tables.captions import Unit
from mingzhang.extraction.tables.grid import Box
from mingzhang.extraction.tables.labels import Label, bare_head, plain
from mingzhang.rulebook.table_words import Composition, table_words


class Place(NamedTuple):
    """In which columns the own names of a row begin and end, and by how much they are indented.

    `hung`: an outer name hangs in from a row above.
    """

    first: int
    last: int
    indent: int
    hung: bool


NOWHERE = Place(0, 0, 0, False)


@dataclass(slots=True, eq=False)
class Row:
    """A row of figures: `names` from the outermost label in, the last of them taken apart.

    `boxes` are the cells under the sheet's columns.
    """

    line: int
    names: tuple[str, ...]
    label: Label
    code: str
    place: Place
    boxes: list[Box | None]
    unit: Unit | None = None


class Link(IntEnum):
    """Why a row belongs under another."""

    NONE = 0
    CODE = 1  # its code begins with the other's
    LAW = 2  # the forms say so (公务用车购置 under 公务用车购置及运行维护费)
    NUMBER = 3  # its numbering stands below the other's
    NAMES = 4  # they share an outer name, and the other is its 小计
    INDENT = 5
    SUBSET = 6  # 其中
    LOOSE = 7  # a row without a code after one with a code
    CARRIED = 8  # a source of money after what was carried over


@dataclass(slots=True)
class Tree:
    """For each row the row that it belongs under and why; `sums` are rows that only sum up."""

    parent: list[int | None] = field(default_factory=list)
    link: list[Link] = field(default_factory=list)
    sums: list[bool] = field(default_factory=list)

    def children(self) -> dict[tuple[int, Link], list[int]]:
        """Return the rows under each row by why they are there, in order."""
        found: dict[tuple[int, Link], list[int]] = {}
        for n, parent in enumerate(self.parent):
            if parent is not None:
                found.setdefault((parent, self.link[n]), []).append(n)
        return found

    def top(self, start: int, end: int) -> list[int]:
        """Return the rows of a range that belong under no other and sum up nothing."""
        return [n for n in range(start, end) if self.parent[n] is None and not self.sums[n]]


#: How far down the parts that the forms define follow their whole.
_REACH = 4


@dataclass(slots=True)
class _Entry:
    row: int
    style: int
    code: str
    place: Place


def tree(rows: Sequence[Row]) -> Tree:
    """Return how the rows of a sheet belong together."""
    found = Tree()
    coded = sum(bool(row.code) for row in rows) * 3 >= len(rows)
    stack: list[_Entry] = []
    for n, row in enumerate(rows):
        parent, link, sums = None, Link.NONE, False
        if row.code:
            parent, link = _by_code(n, row, stack)
        elif is_sum(row):
            sums = True
            stack.clear()
        elif (whole := _by_law(n, rows, found)) is not None:
            parent, link = whole
        elif coded and any(entry.code for entry in stack):
            parent = next(entry.row for entry in reversed(stack) if entry.code)
            link = Link.LOOSE
        else:
            parent, link = _by_sign(n, row, rows, stack)
        found.parent.append(parent)
        found.link.append(link)
        found.sums.append(sums)
    _by_names(rows, found)
    return found


def is_sum(row: Row) -> bool:
    """Tell whether a row only sums up others: 合计, and no item of a list itself."""
    label = row.label
    return (
        bool(label.total)
        and label.style < 0
        and not (label.subset or row.code)
        and (len(row.names) == 1)
    )


def _by_code(n: int, row: Row, stack: list[_Entry]) -> tuple[int | None, Link]:
    while stack and not (
        stack[-1].code
        and row.code.startswith(stack[-1].code)
        and len(row.code) > len(stack[-1].code)
    ):
        stack.pop()
    parent = stack[-1].row if stack else None
    stack.append(_Entry(n, -1, row.code, row.place))
    return parent, Link.CODE if parent is not None else Link.NONE


def _by_law(n: int, rows: Sequence[Row], found: Tree) -> tuple[int, Link] | None:
    """Return the row right above that the forms define this one to be a part of."""
    name = bare_head(plain(rows[n].label.text))
    for known in table_words().compositions:
        if any(part.fullmatch(name) for part in known.parts):
            whole = _whole(n, rows, found, known)
            if whole is not None:
                # What was carried over may also stand before the sources of this year's money.
                return whole, Link.CARRIED if known.id == "carried" else Link.LAW
    return None


def _whole(n: int, rows: Sequence[Row], found: Tree, known: Composition) -> int | None:
    for k in range(n - 1, max(-1, n - 1 - _REACH), -1):
        name = plain(rows[k].label.text)
        if known.whole.fullmatch(name) and not found.sums[k]:
            between = range(k + 1, n)
            return k if all(found.parent[b] is not None for b in between) else None
    return None


def _by_sign(n: int, row: Row, rows: Sequence[Row], stack: list[_Entry]) -> tuple[int | None, Link]:
    """Return what a row without code belongs under by its numbering, 其中 or indentation."""
    if (outer := _by_place(n, row, stack)) is not None:
        return outer, Link.INDENT
    style = row.label.style
    if row.label.subset:
        parent = _of_subset(style, stack)
        if style >= 0:
            stack.append(_Entry(n, style, "", row.place))
        return parent, Link.SUBSET if parent is not None else Link.NONE
    if style < 0:
        return _without_number(n, row, rows, stack)
    styles = [entry.style for entry in stack]
    if style in styles:
        del stack[styles.index(style) :]
    subset = bool(stack) and len(stack) < len(styles) and _in_subset(n, rows, style)
    parent = stack[-1].row if stack else None
    stack.append(_Entry(n, style, "", row.place))
    if parent is None:
        return None, Link.NONE
    return parent, Link.SUBSET if subset else Link.NUMBER


def _by_place(n: int, row: Row, stack: list[_Entry]) -> int | None:
    """Return the row whose names end before those of this one begin, in a table with several."""
    if row.place.hung or not any(entry.place.last < row.place.first for entry in stack):
        return None
    while stack[-1].place.last >= row.place.first:
        stack.pop()
    parent = stack[-1].row
    stack.append(_Entry(n, row.label.style, "", row.place))
    return parent


def _of_subset(style: int, stack: list[_Entry]) -> int | None:
    """Return what a row that opens with 其中 is part of: the last item that is no such row."""
    if style >= 0:
        styles = [entry.style for entry in stack]
        if style in styles:
            del stack[styles.index(style) :]
    return stack[-1].row if stack else None


def _in_subset(n: int, rows: Sequence[Row], style: int) -> bool:
    """Tell whether the items of a row's list began with 其中."""
    for k in range(n - 1, -1, -1):
        label = rows[k].label
        if label.style == style:
            if label.subset:
                return True
            if label.order in ("1", "一", "①"):
                return False
    return False


def _without_number(
    n: int, row: Row, rows: Sequence[Row], stack: list[_Entry]
) -> tuple[int | None, Link]:
    before = rows[n - 1] if n else None
    numbered = any(entry.style >= 0 for entry in stack)
    if before is not None and before.label.subset and before.label.style < 0 and numbered:
        # Where items have numbers, what follows 其中 without one goes on with it.
        return stack[-1].row, Link.SUBSET
    if before is not None and numbered and n >= 2 and _goes_on(n, rows):
        return stack[-1].row, Link.SUBSET
    while stack and (stack[-1].style >= 0 or stack[-1].place.indent >= row.place.indent):
        stack.pop()
    parent = stack[-1].row if stack else None
    stack.append(_Entry(n, -1, "", row.place))
    return parent, Link.INDENT if parent is not None else Link.NONE


def _goes_on(n: int, rows: Sequence[Row]) -> bool:
    """Tell whether a row without number stands in a list that began with 其中."""
    for k in range(n - 1, -1, -1):
        label = rows[k].label
        if label.style >= 0 or label.total or table_words().row["carried"].search(label.name):
            return False
        if label.subset:
            return not table_words().row["carried"].search(rows[n].label.name)
    return False


def _by_names(rows: Sequence[Row], found: Tree) -> None:
    """Put rows under the 小计 that shares their outer name."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for n, row in enumerate(rows):
        if len(row.names) > 1:
            groups.setdefault(row.names[:-1], []).append(n)
    for members in groups.values():
        own = [n for n in members if rows[n].label.total and not rows[n].code]
        items = [n for n in members if not rows[n].label.subset]
        if len(own) != 1 or len(items) < 2:
            continue
        found.sums[own[0]] = False
        for n in members:
            subset = found.parent[n] == own[0] and found.link[n] is Link.SUBSET
            if n != own[0] and (found.parent[n] is None or subset):
                found.parent[n], found.link[n] = own[0], Link.NAMES
