"""Gaps and repeats in numbered figures, tables, annexes, headings and enumerations.

A sequence begins at 1 and ends where an outer heading begins; what does not follow is reported
only with strong evidence, because headings of real reports lose their numbers (RELATIONS.md,
D4 and trap 9).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import (
    HAN,
    Place,
    han_number,
    is_row,
    remark,
    running,
    short,
    strewn,
)
from mingzhang.kernel.regex import lazy_regex

_AFTER_STOP = r"(?:^|(?<=[。；：！”]))[ ]{0,8}"
_ANNEX = lazy_regex(r"[ ]{0,8}附件[ ]?[0-9]{1,2}[ ：:.、]{0,8}(?:[^，。；]{0,60})")
_STOPS = lazy_regex("[。；]")
_REFERENCE = "(?!显示|所示|中|可|为|反映|说明|和|与|至|、|的)"


@dataclass(frozen=True, slots=True)
class Style:
    """A way of numbering: `rank` from outer to inner; what is outer ends the sequences inside."""

    name: str
    rank: int
    pattern: re.Pattern[str]
    value: Callable[[str], int]
    written: str  # how the number n is printed, with {} for it
    chinese: bool = False

    def print(self, number: int) -> str:
        """Return the mark of an item as it should be printed."""
        return self.written.format(_han(number) if self.chinese else number)


def _circled(sign: str) -> int:
    return ord(sign) - (0x2460 if sign <= "⑳" else 0x2474) + 1


def _style(name: str, rank: int, pattern: str, written: str, kind: str = "han") -> Style:
    values: dict[str, Callable[[str], int]] = {"arabic": int, "circled": _circled}
    value = values.get(kind, han_number)
    return Style(name, rank, lazy_regex(pattern), value, written, kind == "han")


_MOST_OPEN = 8  # sequences of one style inside each other
_DIGITS = rf"(?P<n>[{HAN}]{{1,3}})"
_CAPTIONS = tuple(
    _style(
        word,
        -1,
        rf"(?:^|（)[ ]{{0,8}}{word}[ ]?(?P<n>[0-9]{{1,2}})(?![0-9]|[.—-][0-9]|）){_REFERENCE}",
        word + "{}",
        "arabic",
    )
    for word in ("图", "表", "附图", "附表", "附件")
)
_LISTS = (
    _style("part", 0, rf"^[ ]{{0,8}}第{_DIGITS}部分", "第{}部分"),
    _style("han", 1, rf"^[ ]{{0,8}}{_DIGITS}、", "{}、"),
    _style("bracket", 2, rf"{_AFTER_STOP}（{_DIGITS}）", "（{}）"),
    _style("arabic", 3, rf"{_AFTER_STOP}(?P<n>[0-9]{{1,2}})[.、](?![0-9])", "{}.", "arabic"),
    _style("paren", 4, rf"{_AFTER_STOP}（(?P<n>[0-9]{{1,2}})）", "（{}）", "arabic"),
    _style("circled", 5, "(?P<n>[①-⑳])", "第{}项", "circled"),
    _style("parenthesized", 5, "(?P<n>[⑴-⒇])", "第{}项", "circled"),
    _style("first", 6, rf"{_AFTER_STOP}第{_DIGITS}[，：、]", "第{}"),
    _style("is", 7, rf"(?:^|(?<=[。；：，、是 ]))[ ]{{0,8}}{_DIGITS}是(?!否)", "{}是"),
)


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else HAN[tens - 1]) + "十" if tens else ""
    return head + (HAN[ones - 1] if ones else "")


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item. `weak` marks rows of tables, whose numbers stand in several columns.

    `stops` counts the ends of sentences in the text before it: where there are none between two
    items they may be cells of a table that was not recognised.
    """

    style: Style
    value: int
    place: Place
    weak: bool = False
    stops: int = 0

    @property
    def words(self) -> str:
        """Return what the item is called, without its number."""
        return self.place.passage.text[self.place.end : self.place.end + 24].strip(" ：:.、）")

    @property
    def same(self) -> tuple[int, str]:
        """Return what two prints of one item have in common."""
        return self.value, self.words


@dataclass(frozen=True, slots=True)
class Fault:
    """An item that does not follow the one before it.

    It should be `wanted`, or `wanted` lacks (`sure`: there is no doubt).
    """

    before: Item
    item: Item
    wanted: int
    lacks: bool = False
    sure: bool = False


#: After so many captions in order a number left out is no way of counting.
_SURE = 4


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each number that breaks its sequence."""
    for fault in _faults(view):
        if not (fault.lacks and _hidden(view, fault)):
            yield _remark(fault)


def _faults(view: View) -> Iterator[Fault]:
    yield from _captions(view)
    open_now: dict[str, list[list[Item]]] = {}
    stops = 0
    cells = strewn(view)
    for passage in running(view):
        items = _items(passage, stops, weak=is_row(passage) or passage.place in cells)
        stops += passage.text.count("。") + passage.text.count("；")
        if passage.level and not items:
            yield from _closed(open_now, 0)
        for item in items:
            yield from _closed(open_now, item.style.rank + 1)
            yield from _added(open_now.setdefault(item.style.name, []), item)
    yield from _closed(open_now, 0)


def _hidden(view: View, fault: Fault) -> bool:
    """Tell whether the number that lacks stands between, where a reader did not begin a line."""
    spans = [each.place.passage.flow.pieces for each in (fault.before, fault.item)]
    between = view.text[spans[0][0].start : spans[1][-1].start]
    style = fault.item.style
    mark = _han(fault.wanted) if style.chinese else str(fault.wanted)
    lead = style.name if style.rank < 0 else "(?<![0-9一二三四五六七八九十])"
    return re.search(rf"{lead}\s{{0,3}}{mark}\s?[.．、）)是，：:]", between) is not None


def _captions(view: View) -> Iterator[Fault]:
    for style in _CAPTIONS:
        sequence: list[Item] = []
        for passage in running(view):
            for found in style.pattern.finditer(passage.text):
                item = Item(style, int(found["n"]), Place(passage, *_mark(found)))
                if style.name == "附件" and not _is_title(passage):
                    continue
                if sequence and item.value == 1 and sequence[-1].value != 1:
                    yield from _judged(sequence)
                    sequence = []
                if not sequence or item.same != sequence[-1].same:
                    sequence.append(item)
        yield from _judged(sequence)


def _is_title(passage: Passage) -> bool:
    return _ANNEX.fullmatch(passage.text) is not None


def _mark(found: re.Match[str]) -> tuple[int, int]:
    """Return where the mark stands, the bracket or blank before a caption left out."""
    start = found.start()
    skipped = len(found[0]) - len(found[0].lstrip(" （")) if found[0][:1] in " （" else 0
    return (start + skipped if "图" in found[0] or "表" in found[0] else start), found.end()


def _items(passage: Passage, stops: int, *, weak: bool) -> list[Item]:
    if passage.style == "caption":
        return []
    numbered = _own_number(passage)
    text = passage.text
    matches = [
        (style, value, match)
        for style in _LISTS
        for match in style.pattern.finditer(text)
        if (value := style.value(match["n"]))
    ]
    ends = [stop.start() for stop in _STOPS.finditer(text)] if matches else []
    found = [
        Item(
            style,
            value,
            Place(passage, match.start(), match.end()),
            weak,
            stops + bisect_left(ends, match.start()),
        )
        for style, value, match in matches
    ]
    found.sort(key=lambda item: item.place.start)
    return [numbered, *found] if numbered else found


def _own_number(passage: Passage) -> Item | None:
    """Return the item that a list number of the file itself makes; it stands before the text."""
    if not passage.number:
        return None
    for style in _LISTS:
        if match := style.pattern.match(passage.number):
            value = style.value(match["n"])
            return Item(style, value, Place(passage, 0, 0), weak=True) if value else None
    return None


def _added(stack: list[list[Item]], item: Item) -> Iterator[Fault]:
    """Put an item into the innermost sequence that it continues; close those inside of it."""
    if item.value == 1 or not stack:
        stack.append([item])
        if len(stack) > _MOST_OPEN:
            yield from _judged(stack.pop(0))
        return
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][-1].value + 1 == item.value:
            while len(stack) > depth + 1:
                yield from _judged(stack.pop())
            break
    stack[-1].append(item)


def _closed(open_now: dict[str, list[list[Item]]], rank: int) -> Iterator[Fault]:
    for style in _LISTS:
        if style.rank >= rank:
            for sequence in open_now.pop(style.name, []):
                yield from _judged(sequence)


def _judged(sequence: list[Item]) -> Iterator[Fault]:
    run, skip = 1, False
    last = {item.value: n for n, item in enumerate(sequence)}
    for n in range(1, len(sequence)):
        before, item = sequence[n - 1], sequence[n]
        if item.value == before.value + 1:
            run, skip = run + 1, False
            continue
        if not skip and not item.weak and not before.weak:
            found = _broken(sequence, n, run, last)
            if found:
                yield found
                run, skip = 1, True
                continue
        run, skip = 1, False


def _broken(sequence: list[Item], n: int, run: int, last: Mapping[int, int]) -> Fault | None:
    """Return what is wrong with item `n`, which does not follow its forerunner; None if unsure.

    `last` tells where each number stands for the last time.
    """
    before, item = sequence[n - 1], sequence[n]
    after = sequence[n + 1].value if n + 1 < len(sequence) else None
    wanted = before.value + 1
    caption = item.style.rank < 0
    if item.words[:4] == before.words[:4] and item.value == before.value:
        return None  # a heading printed again on the next page
    if after == wanted + 1 and (run >= 2 or before.value == 1):
        return Fault(before, item, wanted)
    if not caption and item.stops == before.stops:
        return None  # lines of one column and the next, perhaps
    if n == 1 and before.value == item.value == 2 and after in (None, 3):
        return Fault(item, before, 1)
    if run < _least_run(before, item) or after not in (None, item.value + 1):
        return None
    if item.value == before.value:
        return Fault(before, item, wanted)
    if last.get(wanted, 0) > n:
        return None
    if item.value == wanted + 1 or (caption and item.value > wanted):
        return Fault(before, item, wanted, lacks=True, sure=caption and run >= _SURE)
    return None


def _least_run(before: Item, item: Item) -> int:
    """Return how many items in order must stand before a gap; one between 一是 and 三是."""
    same = item.place.passage is before.place.passage
    return 1 if item.style.name in ("is", "first") and same and before.value == 1 else 2


def _remark(fault: Fault) -> Remark:
    before, item, style = fault.before, fault.item, fault.item.style
    wanted = style.print(fault.wanted)
    printed = [f"“{style.print(each.value)} {short(each.words, 12)}”" for each in (before, item)]
    if fault.wanted == 1:
        message = f"编号重复：{printed[1]}与{printed[0]}，前一处应为“{wanted}”"
    elif item.value == before.value:
        message = f"编号重复：{printed[0]}之后又是{printed[1]}，应为“{wanted}”"
    else:
        says = "缺" if fault.lacks else "应为"
        message = f"编号不连续：{printed[0]}之后是{printed[1]}，{says}“{wanted}”"
    return remark(
        "number.repeat" if item.value == before.value else "number.gap",
        Severity.ERROR if fault.sure else Severity.WARNING,
        message,
        [item.place, before.place],
        expected=wanted,
    )
