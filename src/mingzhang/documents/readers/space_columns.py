"""The columns of lines typed with spaces: where amounts and names stand above each other.

Programs that read pages move a figure by a few places from row to row, since characters and digits
are not equally wide; so a column is what overlaps, not what begins or ends at one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from mingzhang.documents.readers.typed_lines import Segment, Sort, TypedLine
from mingzhang.kernel.regex import lazy_regex

_LEAD = 4  # characters at the beginning of words that tell their column
_DRIFT = 4  # columns by which figures that end in one line may differ
_NEAR = 2  # columns between two parts of one column
_NAME = 4  # characters of words that are no remark in place of a figure
_ALONE = 1000  # a head without a column costs more than any distance
_MOST = 80  # columns of a table
_SPACE = lazy_regex(" ")


@dataclass(slots=True)
class Column:
    """A column: its sort, the places that its segments take, and the lines that have one."""

    sort: Sort
    start: int
    end: int
    lines: set[int] = field(default_factory=set)

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
        if len(parted) > _MOST or any(len({n for n, _ in group}) < len(group) for group in parted):
            return None
        parted = _merged(parted, [x for x in lines if not x.stated], wide=wide)
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

    def headed(self, heads: Iterable[TypedLine]) -> None:
        """Add the columns that heads stand over and no amount stands in, from the lowest head."""
        for line in heads:
            for one, at in zip(line.segments, self._heads_at(line), strict=True):
                if at < 0:
                    self._inserted(one.place(wide=self.wide))

    def _heads_at(self, line: TypedLine) -> list[int]:
        """Return the last column that each head of a line is over, −1 where there is none left."""
        places = [one.place(wide=self.wide) for one in line.segments]
        over = [self._over(place) for place in places]
        found = [columns[-1] if columns else -1 for columns in over]
        at = 0
        while at < len(places):
            end = at
            while end < len(places) and not over[end]:
                end += 1
            first = found[at - 1] + 1 if at else 0
            last = over[end][0] if end < len(places) else len(self.columns)
            found[at:end] = self._matched(places[at:end], range(first, last))
            at = end + 1
        return found

    def _matched(self, places: Sequence[tuple[int, int]], free: range) -> list[int]:
        """Return the columns that heads stand nearest to, in order; −1 for those too many."""
        # best[j]: the least distance of the heads so far to the first j columns, and the choice.
        best: list[tuple[int, list[int]]] = [(0, [])] * (len(free) + 1)
        for place in places:
            above, best = best, [(best[0][0] + _ALONE, [*best[0][1], -1])]
            for j, at in enumerate(free, 1):
                apart = self.columns[at].distance(place)
                best.append(
                    min(
                        (above[j][0] + _ALONE, [*above[j][1], -1]),
                        (above[j - 1][0] + apart, [*above[j - 1][1], at]),
                        best[-1],
                    )
                )
        return best[-1][1]

    def _inserted(self, place: tuple[int, int]) -> None:
        at = sum(column.start < place[0] for column in self.columns)
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
        over = self._over(lead) or self._over(place)
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

    def _over(self, place: tuple[int, int]) -> list[int]:
        return [n for n, column in enumerate(self.columns) if column.overlaps(place)]

    def spanned(self, line: TypedLine) -> list[tuple[int, int, list[Segment]]]:
        """Return a line of heads: the first and last column that each cell is over."""
        cells: list[tuple[int, int, list[Segment]]] = []
        for one in (part for each in line.segments for part in self._split(each)):
            place = one.place(wide=self.wide)
            after = cells[-1][1] + 1 if cells else 0
            over = [n for n in self._over(place) if n >= after]
            if not over:
                free = range(after, len(self.columns))
                over = sorted(free, key=lambda n: self.columns[n].distance(place))[:1]
            if over:
                cells.append((over[0], over[-1], [one]))
            else:
                cells[-1][2].append(one)
        return self._widened(cells)

    def _widened(
        self, cells: list[tuple[int, int, list[Segment]]]
    ) -> list[tuple[int, int, list[Segment]]]:
        """Return heads over several columns of amounts with the columns beside them.

        Where such a head ends cannot be told from its words, which stand in its middle; over too
        few columns it would part a total from its parts.
        """
        free = set(range(len(self.columns)))
        for first, last, _ in cells:
            free -= set(range(first, last + 1))
        found = []
        for first, last, held in cells:
            low, high = first, last
            if first < last and self.columns[first].sort is Sort.AMOUNT:
                while low - 1 in free and self.columns[low - 1].sort is Sort.AMOUNT:
                    low -= 1
                while high + 1 in free and self.columns[high + 1].sort is Sort.AMOUNT:
                    high += 1
                free -= set(range(low, high + 1))
            found.append((low, high, held))
        return found

    def _split(self, one: Segment) -> Iterator[Segment]:
        """Yield the parts of a segment that single spaces between two columns part."""
        if self.wide or len(self._over(one.chars)) < 2:
            yield one
            return
        start = 0
        for space in _SPACE.finditer(one.words):
            at = one.chars[0] + space.start()
            if not self._over((at, at + 1)):
                yield _part(one, start, space.start())
                start = space.end()
        yield _part(one, start, len(one.words))


def _part(one: Segment, start: int, end: int) -> Segment:
    span = replace(one.span, start=one.span.start + start, end=one.span.start + end)
    places = (one.chars[0] + start, one.chars[0] + end)
    return Segment(span, one.words[start:end], one.sort, places, places)


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
    return Column(sort, min(p[0] for p in places), max(p[1] for p in places), {n for n, _ in group})
