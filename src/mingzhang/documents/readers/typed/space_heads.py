"""Which columns of a table typed with spaces its heads stand over.

Heads are set in the middle of what they are over, and programs that read pages move them by some
places; so a head may stand beside its column. The heads of a line and the columns are in one
order, which tells more than their places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang.documents.readers.lines import offsets
from mingzhang.documents.readers.typed.segments import Segment, Sort, TypedLine
from mingzhang.documents.readers.typed.space_columns import Columns
from mingzhang.kernel.regex import lazy_regex

Cell = tuple[int, int, list[Segment]]
"""The first and the last column of a cell, and what stands in it."""

_ALONE = 1_000_000  # a head without a column costs more than any distance
_NAMES_REACH = 3  # columns from names or codes to a head of theirs that is not over them
_NAMES = lazy_regex(
    r"(?:项目|功能|经济|指标|单位|部门|支出|政府|预算){0,4}(?:分类)?(?:科目)?(?:名称|编码|代码)"
    r"|(?:功能|经济)?(?:分类)?科目|项目|[类款项]|栏次"
)
_HEAD = lazy_regex(
    r"(?:项目|功能|经济|指标|单位|部门|支出){0,3}(?:分类)?(?:科目)?(?:名称|编码|代码)|项目|科目|金额|[类款项]"
    r"|[预决]算数?|合计|小计|序号|行次|栏次|备注|数量|单价"
)
_BETWEEN = lazy_regex(r"(?<=[^ ]{2})(?<!年)(?<!度) (?=[^ ]{2})")


def is_head(line: TypedLine) -> bool:
    """Tell whether words that only heads have stand on a line."""
    if line.stated:
        return False
    words = ["".join(each.split()) for each in line.text]
    return len(words) > 1 and sum(_HEAD.fullmatch(each) is not None for each in words) > 1


class Heads:
    """The heads of a table; columns that only a head stands in are added to `columns`."""

    def __init__(self, columns: Columns, lines: Sequence[TypedLine]) -> None:
        self.columns = columns
        self.headed: set[int] = set()
        stated = sum(column.stated for column in columns.columns)
        self._cells: dict[tuple[str, ...], list[Cell]] = {}
        for line in reversed(lines):  # the lowest stand over one column each
            heads = _heads(line)
            found = self._matched(heads)
            for n in reversed(range(len(found))):
                if found[n] < 0:
                    at = next((found[k] + 1 for k in range(n - 1, -1, -1) if found[k] >= 0), 0)
                    columns.insert(at, heads[n].place(wide=columns.wide))
                    found[n + 1 :] = [k + (k >= at) for k in found[n + 1 :]]
        sorts = columns.sorts
        most, near = 0, True
        for line in lines:
            heads = _heads(line)
            found = self._matched(heads)
            self._cells[line.text] = self._widened(self._spanned(heads, found))
            self.headed.update(n for n in found if n >= 0)
            most = max(most, sum(n >= 0 and sorts[n] is Sort.AMOUNT for n in found))
            near = near and self._is_near(heads, found)
        in_order = most == stated == sum(sort is Sort.AMOUNT for sort in sorts)
        held = {n for n, column in enumerate(columns.columns) if column.stated}
        told = near and held <= self.headed
        #: Whether it is told which amounts each head is over: none has lost its own.
        self.sure = not self.headed or in_order or told

    def cells(self, line: TypedLine) -> list[Cell]:
        """Return the cells of a line of heads, or of one that repeats it on another page."""
        known = self._cells.get(line.text)
        heads = _heads(line)
        if known is None or len(known) != len(heads):
            return self._widened(self._spanned(heads, self._matched(heads)))
        parts = zip(known, heads, strict=True)
        return [(first, last, [one]) for (first, last, _), one in parts]

    def _is_near(self, heads: Sequence[Segment], found: Sequence[int]) -> bool:
        """Tell whether no head of a line stands over the amounts of another column than its own."""
        columns = self.columns
        for one, at in zip(heads, found, strict=True):
            over = columns.over(one.place(wide=columns.wide))
            if at not in over and any(columns.columns[n].stated for n in over):
                return False
        return True

    def _matched(self, segments: Sequence[Segment]) -> list[int]:
        """Return the column of each head, −1 where all are taken; in order, and nearest in all."""
        # best[j]: the least cost of the heads so far in the first j columns, and the choice.
        best: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (len(self.columns) + 1)
        for one in segments:
            above, best = best, [(best[0][0] + _ALONE, (*best[0][1], -1))]
            for j, cost in enumerate(self._costs(one), 1):
                alone, taken = above[j][0] + _ALONE, above[j - 1][0] + cost
                least = min(alone, taken, best[-1][0])
                if least == best[-1][0]:
                    best.append(best[-1])
                elif least == taken:
                    best.append((taken, (*above[j - 1][1], j - 1)))
                else:
                    best.append((alone, (*above[j][1], -1)))
        return list(best[-1][1])

    def _costs(self, one: Segment) -> Iterator[int]:
        """Yield how far a head stands from each column; more than `_ALONE` where it is none's."""
        start, end = place = one.place(wide=self.columns.wide)
        named = _NAMES.fullmatch("".join(one.words.split())) is not None
        for column in self.columns.columns:
            apart = column.distance(place)
            reach = _NAMES_REACH if named else 0
            wrong = named if column.sort is Sort.AMOUNT else apart > reach
            middle = abs(start + end - column.start - column.end)
            yield 2 * _ALONE if wrong else apart * 1000 + min(middle, 999)

    def _spanned(self, segments: Sequence[Segment], found: Sequence[int]) -> list[Cell]:
        """Return the cells of a line, over all columns of a sort that its heads stand over."""
        cells: list[Cell] = []
        for n, (one, at) in enumerate(zip(segments, found, strict=True)):
            if at < 0:  # it stays, be it over names
                cells = cells or [(0, 0, [])]
                cells[-1][2].append(one)
                continue
            first = last = at
            before = cells[-1][1] if cells else -1
            after = next((k for k in found[n + 1 :] if k >= 0), len(self.columns))
            over = set(self.columns.over(one.place(wide=self.columns.wide)))
            while first - 1 > before and first - 1 in over and self._is_like(at, first - 1):
                first -= 1
            while last + 1 < after and last + 1 in over and self._is_like(at, last + 1):
                last += 1
            if cells and cells[-1][1] >= first:
                cells[-1][2].append(one)
            else:
                cells.append((first, last, [one]))
        return cells

    def _is_like(self, one: int, other: int) -> bool:
        """Tell whether two columns both hold amounts, or both do not."""
        sorts = self.columns.sorts
        return (sorts[one] is Sort.AMOUNT) == (sorts[other] is Sort.AMOUNT)

    def _widened(self, cells: list[Cell]) -> list[Cell]:
        """Return heads over several columns of amounts with the columns beside them.

        Where such a head ends cannot be told from its words, which stand in its middle; over too
        few columns it would part a total from its parts.
        """
        free = set(range(len(self.columns)))
        for first, last, _ in cells:
            free -= set(range(first, last + 1))
        sorts = self.columns.sorts
        found = []
        for first, last, held in cells:
            low, high = first, last
            if first < last and sorts[first] is Sort.AMOUNT:
                while low - 1 in free and sorts[low - 1] is Sort.AMOUNT:
                    low -= 1
                while high + 1 in free and sorts[high + 1] is Sort.AMOUNT:
                    high += 1
                free -= set(range(low, high + 1))
            found.append((low, high, held))
        return found


def _heads(line: TypedLine) -> list[Segment]:
    """Return the heads of a line: a single space parts two of them, unless it sets signs apart."""
    return [part for one in line.segments for part in _split(one)]


def _split(one: Segment) -> Iterator[Segment]:
    start = 0
    for space in _BETWEEN.finditer(one.words):
        yield _part(one, start, space.start())
        start = space.end()
    yield _part(one, start, len(one.words))


def _part(one: Segment, start: int, end: int) -> Segment:
    """Return a part of a segment with the room that it takes on the page.

    A program that counts every character as one column knows where a segment begins, but Chinese
    characters make it twice as wide as it counts.
    """
    span = replace(one.span, start=one.span.start + start, end=one.span.start + end)
    places = offsets(one.words)
    chars, wide = (
        (first + places[start], first + places[end]) for first in (one.chars[0], one.wide[0])
    )
    return Segment(span, one.words[start:end], one.sort, chars, wide)
