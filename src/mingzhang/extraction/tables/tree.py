"""Which rows of a sheet belong under which: by code, numbering, 其中, place and the forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from mingzhang.extraction.tables.captions import Unit
from mingzhang.extraction.tables.grid import Box
from mingzhang.extraction.tables.labels import Label, plain
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
    number: int = 0  # in its sheet


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
    _parents: frozenset[int | None] | None = field(default=None, init=False, repr=False)

    def is_parent(self, row: int) -> bool:
        """Tell whether rows belong under a row of a tree that is grown."""
        if self._parents is None:
            self._parents = frozenset(self.parent)
        return row in self._parents

    def children(self) -> dict[tuple[int, Link], list[int]]:
        """Return the rows under each row by why they are there, in order."""
        found: dict[tuple[int, Link], list[int]] = {}
        for n, parent in enumerate(self.parent):
            if parent is not None:
                found.setdefault((parent, self.link[n]), []).append(n)
        return found

    def ancestors(self, row: int) -> list[int]:
        """Return the rows that a row belongs under, from the nearest up."""
        found: list[int] = []
        parent = self.parent[row]
        while parent is not None:
            found.append(parent)
            parent = self.parent[parent]
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
    return _Grower(rows).grown()


def is_sum(row: Row) -> bool:
    """Tell whether a row only sums up others: 合计, and no item of a list itself."""
    label = row.label
    item = label.style >= 0 or label.subset or bool(row.code)
    return bool(label.total) and not item and len(row.names) == 1


class _Grower:
    """Goes down the rows with the stack of those that may have others under them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.found = Tree()
        self.stack: list[_Entry] = []
        self.coded = sum(bool(row.code) for row in rows) * 3 >= len(rows)
        #: Styles of lists whose items have rows without numbers under them.
        self.nesting: set[int] = set()
        #: Whether the list of a style, and what has no number, goes on with what 其中 began.
        self.subsets: dict[int, bool] = {}
        self.goes_on = False
        self._next: dict[int, list[bool]] = {}

    def grown(self) -> Tree:
        for n, row in enumerate(self.rows):
            sums = not row.code and is_sum(row)
            parent, link = (None, Link.NONE) if sums else self._parent(n, row)
            if sums:
                self.stack.clear()
            self.found.parent.append(parent)
            self.found.link.append(link if parent is not None else Link.NONE)
            self.found.sums.append(sums)
            self._note(row)
        self._by_names()
        self._by_forms()
        return self.found

    def _note(self, row: Row) -> None:
        """Keep what the rows so far say of 其中 for those to come."""
        label = row.label
        if label.style >= 0 and (label.subset or label.order in _FIRST):
            self.subsets[label.style] = label.subset
        if label.style >= 0 or label.total or _is_carried(row):
            self.goes_on = False
        elif label.subset:
            self.goes_on = True

    def _parent(self, n: int, row: Row) -> tuple[int | None, Link]:
        if row.code:
            return self._by_code(n, row), Link.CODE
        if row.label.style < 0 and (whole := self._by_law(n)) is not None:
            return whole
        if self.coded and any(entry.code for entry in self.stack):
            return next(e.row for e in reversed(self.stack) if e.code), Link.LOOSE
        if (outer := self._by_place(n, row)) is not None:
            return outer, Link.INDENT
        if row.label.subset:
            return self._subset(n, row), Link.SUBSET
        return self._numbered(n, row) if row.label.style >= 0 else self._plain(n, row)

    def _push(self, n: int, row: Row) -> int | None:
        """Put a row on the stack and return the row that it belongs under."""
        parent = self.stack[-1].row if self.stack else None
        self.stack.append(_Entry(n, row.label.style, row.code, row.place))
        return parent

    def _by_code(self, n: int, row: Row) -> int | None:
        while self.stack and not _is_prefix(self.stack[-1].code, row.code):
            self.stack.pop()
        return self._push(n, row)

    def _by_law(self, n: int) -> tuple[int, Link] | None:
        """Return the row right above that the forms define this one to be a part of."""
        name = plain(self.rows[n].label.text)
        for known in table_words().compositions:
            if any(part.fullmatch(name) for part in known.parts):
                whole = self._whole(n, known)
                if whole is not None:
                    # What was carried over may also stand before the sources of this year's money.
                    return whole, Link.CARRIED if known.id == _CARRIED else Link.LAW
        return None

    def _whole(self, n: int, known: Composition) -> int | None:
        for k in range(n - 1, max(-1, n - 1 - _REACH), -1):
            if known.whole.fullmatch(plain(self.rows[k].label.text)) and not self.found.sums[k]:
                between = range(k + 1, n)
                return k if all(self.found.parent[b] is not None for b in between) else None
        return None

    def _by_place(self, n: int, row: Row) -> int | None:
        """Return the row whose names end before those of this one begin."""
        first = row.place.first
        if row.place.hung or not any(entry.place.last < first for entry in self.stack):
            return None
        while self.stack[-1].place.last >= first:
            self.stack.pop()
        return self._push(n, row)

    def _subset(self, n: int, row: Row) -> int | None:
        """Return what a row that opens with 其中 is part of: the last item that is no such row."""
        style = row.label.style
        if style < 0:
            return self.stack[-1].row if self.stack else None
        self._back_to(style)
        return self._push(n, row)

    def _back_to(self, style: int) -> bool:
        """Take the last item of a style and all under it off the stack, if there is one."""
        styles = [entry.style for entry in self.stack]
        if style in styles:
            del self.stack[styles.index(style) :]
            return True
        return False

    def _numbered(self, n: int, row: Row) -> tuple[int | None, Link]:
        label = row.label
        again = self._back_to(label.style)
        if not again and label.order not in _FIRST:
            # It goes on with a list that rows without numbers have interrupted.
            while self.stack and self.stack[-1].style < 0:
                self.stack.pop()
        subset = again and self.subsets.get(label.style, False)
        return self._push(n, row), Link.SUBSET if subset else Link.NUMBER

    def _plain(self, n: int, row: Row) -> tuple[int | None, Link]:
        """Return what a row without code, number and 其中 belongs under."""
        numbered = any(entry.style >= 0 for entry in self.stack)
        if numbered and self.goes_on and not _is_carried(row):
            # Where items have numbers, what follows 其中 without one goes on with it.
            return self.stack[-1].row, Link.SUBSET
        if numbered and self.stack[-1].style >= 0 and self._is_nested(n):
            self.nesting.add(self.stack[-1].style)
            return self.stack[-1].row, Link.INDENT
        while self.stack and (
            self.stack[-1].style >= 0 or self.stack[-1].place.indent >= row.place.indent
        ):
            self.stack.pop()
        return self._push(n, row), Link.INDENT

    def _is_nested(self, n: int) -> bool:
        """Tell whether a row without number stands between the items of a numbered list."""
        if _is_carried(self.rows[n]):
            return False
        style = self.stack[-1].style
        if style not in self._next:
            self._next[style] = _followed(self.rows, style)
        return self._next[style][n] or style in self.nesting

    def _by_names(self) -> None:
        """Put rows under the 小计 that shares their outer name."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for n, row in enumerate(self.rows):
            if len(row.names) > 1:
                groups.setdefault(row.names[:-1], []).append(n)
        found = self.found
        for members in groups.values():
            own = [n for n in members if self.rows[n].label.total and not self.rows[n].code]
            items = [n for n in members if not self.rows[n].label.subset]
            if len(own) != 1 or len(items) < 2:
                continue
            found.sums[own[0]] = False
            for n in members:
                subset = found.parent[n] == own[0] and found.link[n] is Link.SUBSET
                free = found.parent[n] is None and n not in found.ancestors(own[0])
                if n != own[0] and (free or subset):
                    found.parent[n], found.link[n] = own[0], Link.NAMES

    def _by_forms(self) -> None:
        """Note where rows under another are just the parts that the forms define it to have.

        Items under a numbered row that says 合计 are its parts by its own word.
        """
        for (parent, link), members in self.found.children().items():
            if link not in (Link.NUMBER, Link.SUBSET, Link.INDENT):
                continue
            whole = plain(self.rows[parent].label.text)
            names = [plain(self.rows[n].label.text) for n in members]
            says = link is Link.NUMBER and self.rows[parent].label.total
            if says or any(_defines(k, whole, names) for k in table_words().compositions):
                for n in members:
                    self.found.link[n] = Link.LAW


_FIRST = frozenset({"1", "一", "①", "⑴"})
_CARRIED = "carried"


def _is_prefix(outer: str, code: str) -> bool:
    return bool(outer) and code.startswith(outer) and len(code) > len(outer)


def _defines(known: Composition, whole: str, names: Sequence[str]) -> bool:
    """Tell whether the forms define a whole to be the sum of what bears these names."""
    if known.id == _CARRIED or not known.whole.fullmatch(whole):
        return False
    parts = [any(part.fullmatch(name) for part in known.parts) for name in names]
    return all(parts) and len(parts) >= known.least


def _is_carried(row: Row) -> bool:
    return table_words().row["carried"].search(row.label.name) is not None


def _followed(rows: Sequence[Row], style: int) -> list[bool]:
    """Tell of each row whether its list goes on behind it with another item of a style."""
    found: list[bool] = []
    follows = False
    for row in reversed(rows):
        found.append(follows)
        if is_sum(row) or 0 <= row.label.style < style:
            follows = False
        elif row.label.style == style:
            follows = True
    return found[::-1]
