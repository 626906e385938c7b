"""The columns of lines typed with spaces: where amounts and names stand above each other.

Programs that read pages move a figure by a few places from row to row, since characters and digits
are not equally wide; so a column is what overlaps, not what begins or ends at one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mingzhang.documents.readers.typed.segments import Segment, Sort, TypedLine

_LEAD = 4  # characters at the beginning of words that tell their column
_DRIFT = 4  # columns by which figures that end in one line may differ
_NEAR = 2  # columns between two parts of one column
_NAME = 4  # characters of words that are no remark in place of a figure
_LEAST_NUMBERS = 3  # rows that are numbered

MOST_COLUMNS = 80
"""Wider tables are not read: no page holds one."""


@dataclass(slots=True)
class Column:
    """A column: its sort, the places that its segments take, and the lines that have one."""

    sort: Sort
    start: int
    end: int
    lines: set[int] = field(default_factory=set)

    @property
    def stated(self) -> bool:
        """Tell whether amounts stand in the column."""
        return self.sort is Sort.AMOUNT and bool(self.lines)

    def overlaps(self, place: tuple[int, int]) -> bool:
        """Tell whether a segment stands, be it in part, where the column does."""
        return place[0] < self.end and self.start < place[1]

    def distance(self, place: tuple[int, int]) -> int:
        """Return how many columns lie between a segment and the column."""
        return max(place[0] - self.end, self.start - place[1], 0)


_Held = tuple[int, Segment]
"""The number of a line and one of its segments."""

Placed = list[list[Segment]]
"""The segments of a line by columns."""


class Columns:
    """The columns of some lines, with the ways to put a line into them."""

    def __init__(self, columns: list[Column], *, wide: bool) -> None:
        self.columns = columns
        self.wide = wide
        self._own: dict[Segment, int] = {}

    @classmethod
    def of(cls, lines: Sequence[TypedLine], *, wide: bool) -> Columns | None:
        """Return the columns of the lines with amounts; None where they cannot be told apart."""
        held = [(line.number, one) for line in lines if line.stated for one in line.segments]
        groups = _components(held, wide=wide)
        parted = [part for group in groups for part in _parted(group)]
        if len(parted) > MOST_COLUMNS or any(
            len({n for n, _ in group}) < len(group) for group in parted
        ):
            return None
        others = [line for line in lines if not line.stated]
        parted = [*_outer(parted, others, wide=wide), *_merged(parted, others, wide=wide)]
        found = cls([_column(group, wide=wide) for group in parted], wide=wide)
        found._own = {one: at for at, group in enumerate(parted) for _, one in group}
        found._clip()
        return found

    def _clip(self) -> None:
        """Let no column of words reach into the one after it."""
        for left, right in pairwise(self.columns):
            if left.end > right.start:
                left.end = max(left.start + 1, right.start)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def sorts(self) -> list[Sort]:
        """Return the sorts of the columns."""
        return [column.sort for column in self.columns]

    @property
    def sides(self) -> list[list[int]]:
        """Return the columns of each side: names and codes, then the figures after them."""
        sides: list[list[int]] = []
        sorts = self.sorts
        for at, sort in enumerate(sorts):
            begins = sort is not Sort.AMOUNT and at and sorts[at - 1] is Sort.AMOUNT
            if not sides or begins:
                sides.append([])
            sides[-1].append(at)
        return sides

    def insert(self, at: int, place: tuple[int, int]) -> None:
        """Add a column that no amount stands in before the column `at`."""
        self.columns.insert(at, Column(Sort.AMOUNT, *place))
        self._own = {one: n + (n >= at) for one, n in self._own.items()}

    def placed(self, line: TypedLine) -> Placed | None:
        """Return a line of the body by columns; None where it has no place for a segment."""
        cells: Placed = [[] for _ in self.columns]
        for one in line.segments:
            at = self._own.get(one)
            if at is None:
                at = self._words_at(one, cells)
            if at is None or cells[at]:
                return None
            cells[at].append(one)
        return cells

    def _words_at(self, one: Segment, cells: Placed) -> int | None:
        place = one.place(wide=self.wide)
        lead = (place[0], min(place[1], place[0] + _LEAD))
        over = self.over(lead) or self.over(place)
        words = [n for n in over if self.columns[n].sort is Sort.WORDS]
        if len(words or over) == 1:
            return (words or over)[0]
        free = [
            n
            for n, column in enumerate(self.columns)
            if column.sort is Sort.WORDS and not cells[n] and not over
        ]
        nearest = sorted(free, key=lambda n: self.columns[n].distance(place))
        return nearest[0] if nearest else None

    def over(self, place: tuple[int, int]) -> list[int]:
        """Return the columns that stand, be it in part, at a place."""
        return [n for n, column in enumerate(self.columns) if column.overlaps(place)]


def _components(held: Sequence[_Held], *, wide: bool) -> list[list[_Held]]:
    """Return segments in groups that overlap, from left to right."""

    def ends(one: Segment) -> tuple[int, int]:
        start, end = one.place(wide=wide)
        lead = _LEAD * (1 + wide)
        return start, min(end, start + lead) if one.sort is Sort.WORDS else end

    groups: list[list[_Held]] = []
    reach = -1
    for start, end, each in sorted(((*ends(h[1]), h) for h in held), key=lambda x: x[:2]):
        if start >= reach:
            groups.append([])
            reach = end
        groups[-1].append(each)
        reach = max(reach, end)
    return groups


def _parted(group: list[_Held]) -> list[list[_Held]]:
    """Return a group in two where it holds figures and what names others."""
    words = [each for each in group if each[1].sort is Sort.WORDS]
    rest = [each for each in group if each[1].sort is not Sort.WORDS]
    twice = len({n for n, _ in group}) < len(group)
    if not words or not rest or not (twice or all(len(w.words) >= _NAME for _, w in words)):
        return [group]
    parts = sorted((rest, words), key=lambda part: sum(o.wide[0] for _, o in part) / len(part))
    return list(parts)


def _outer(
    groups: Sequence[list[_Held]], others: Sequence[TypedLine], *, wide: bool
) -> list[list[_Held]]:
    """Return the names of groups of rows: words in lines of their own to the left of all else."""
    first = min((one.place(wide=wide)[0] for group in groups for _, one in group), default=0)
    held = [
        (line.number, line.segments[0])
        for line in others
        if line.segments[0].place(wide=wide)[1] <= first
    ]
    return [held] if held else []


def _merged(
    groups: list[list[_Held]], others: Sequence[TypedLine], *, wide: bool
) -> list[list[_Held]]:
    """Return groups with those put together that are one column in different lines."""
    found = groups[:1]
    for group in groups[1:]:
        last = found[-1]
        if _is_one(last, group, others, wide=wide):
            found[-1] = [*last, *group]
        else:
            found.append(group)
    return found


def _is_one(
    left: Sequence[_Held], right: Sequence[_Held], others: Sequence[TypedLine], *, wide: bool
) -> bool:
    if not {n for n, _ in left}.isdisjoint(n for n, _ in right):
        return False
    one, other = _column(left, wide=wide), _column(right, wide=wide)
    if one.sort is not other.sort:
        return False
    if one.sort is Sort.WORDS:
        return not any(_parts(line, one, other, wide=wide) for line in others)
    # The second column of two would have to be wider than the figures in it.
    return other.start - one.end <= _NEAR and other.end - one.end <= _DRIFT


def _parts(line: TypedLine, one: Column, other: Column, *, wide: bool) -> bool:
    """Tell whether a line has words in two columns."""
    places = [each.place(wide=wide) for each in line.segments]
    for left, right in pairwise(places):
        if one.overlaps(left) and other.overlaps(right) and not other.overlaps(left):
            return True
    return False


def _column(group: Sequence[_Held], *, wide: bool) -> Column:
    places = [one.place(wide=wide) for _, one in group]
    sorts = [one.sort for _, one in group]
    sort = max(Sort, key=lambda each: (sorts.count(each), -each.value))
    if sort is Sort.AMOUNT and _numbers(group):
        sort = Sort.NUMBER
    return Column(sort, min(p[0] for p in places), max(p[1] for p in places), {n for n, _ in group})


def _numbers(group: Sequence[_Held]) -> bool:
    """Tell whether figures only number the rows."""
    words = [one.words for _, one in sorted(group, key=lambda held: held[0])]
    if len(words) < _LEAST_NUMBERS or not all(each.isdecimal() for each in words):
        return False
    return all(int(after) - int(one) == 1 for one, after in pairwise(words))
