"""Lists of parts: 其中：A…；B…, 主要用于以下方面：…, brackets, and the numbered items that follow.

Where a list begins is told by a cue; how far it goes and which of its figures are parts is not
always, so an enumeration keeps every reading that the words allow, the plainest first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from mingzhang.domain.checks.model import Bound, Kind, Observation, Role
from mingzhang.extraction.labels import is_aspect
from mingzhang.extraction.passages import Passage, View, of_view
from mingzhang.kernel.regex import lazy_regex

_CUE = lazy_regex(
    r"其中(?P<colon>[：])?|(?:具体)?(?:包括|包含|构成为?|分别为|分别是|明细如下|如下)(?P<colon_2>[：])|"
    r"用于(?:以下)?[几各]?个?方面(?P<colon_3>[：])|(?P<purposes>用于以下)|"
    r"(?<=元)(?:是|即)(?=[^，。；]{2,40}[0-9])"
)
_TOTAL = lazy_regex(r"合计|总计|共计|小计|总共")
_ENDS = "。；）！"
_NO_MORE = lazy_regex(r"[ ：。，；]*+\Z")
_BLANK = lazy_regex(r"\s*+\Z")
_AGAIN = "其中"
_NESTED = lazy_regex(r"其中|(?<=元)(?:是|即)")
_OPEN = lazy_regex(r"（(?:其中|包括|包含|含|分别为)?[：，]?")
_SEPARATORS = lazy_regex(r"[；。]")
_FOLLOWERS = 60
#: What a page has beside its text, in the midst of a list as well.
_BESIDE = frozenset({"caption", "footer", "header", "scrap"})
_LINES = 3
_WHOLES = 3
_RUN_WHOLES = 4
_CUE_LENGTH = 4
#: In a passage with more cues and brackets than these a list is read no further than so many signs
#: behind its cue: each of them would else be read to the end of a passage that never ends.
_FEW, _SIGHT = 16, 4000

_Sort = tuple[Kind, str]
_start, _end = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One way to read a list: the whole and its parts, all of one kind and unit."""

    whole: Observation
    parts: tuple[Observation, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Enumeration:
    """A list and its readings for one sort of quantity, the plainest first.

    `colon` tells that the cue announces a list (其中：); `open_ended` that its words leave
    something out (等, 主要). Lists of one `cue` (passage and offset) tell of the same things in
    several sorts (7个…13.1亿元). `named`: it is the whole right before the cue that is taken apart
    (其中：), and not something said before (具体情况如下：).
    """

    cue: tuple[int, int]
    readings: tuple[Reading, ...]
    colon: bool
    open_ended: bool
    named: bool = True


@of_view
def enumerations(view: View) -> tuple[Enumeration, ...]:
    """Return every list of parts of a document."""
    return tuple(_all(view))


def _all(view: View) -> Iterator[Enumeration]:
    for passage in view.passages:
        if not passage.text or "contents" in passage.style:
            continue
        cues, openings = list(_CUE.finditer(passage.text)), list(_OPEN.finditer(passage.text))
        if not cues and not (openings and passage.observations):
            continue
        many = len(cues) + len(openings) > _FEW
        page = _Page(view, passage, _SIGHT if many else len(passage.text))
        for cue in cues:
            yield from _at_cue(view, page, cue)
        for bracket in openings:
            yield from _in_bracket(page, bracket)


class _Page:
    """A passage with its amounts and marks in order; a list goes on for `sight` signs at most."""

    def __init__(self, view: View, passage: Passage, sight: int) -> None:
        self.passage, self.sight = passage, sight
        self.levels = _levels(passage.observations)
        self.sorts = _by_sort(self.levels)
        self._view = view

    @cached_property
    def ended(self) -> int:
        """Return where the last sign stands that ends a sentence or an item."""
        return max(map(self.passage.text.rfind, _ENDS))

    @cached_property
    def _stops(self) -> list[tuple[int, str]]:
        depth = self.passage.brackets.depth
        found = _SEPARATORS.finditer(self.passage.text)
        return [(stop.start(), stop[0]) for stop in found if not depth(stop.start())]

    @cached_property
    def _nested(self) -> list[tuple[int, int]]:
        return [found.span() for found in _NESTED.finditer(self.passage.text)]

    @cached_property
    def _again(self) -> list[tuple[int, int]]:
        return [span for span in self._nested if self.passage.text.startswith(_AGAIN, span[0])]

    @cached_property
    def _above(self) -> dict[_Sort, list[Observation]]:
        """Return the levels of the passage above, for a list that opens its own paragraph."""
        place = self.passage.place
        for other in reversed(self._view.passages[max(0, place - _LINES) : place]):
            if other.cell is not None:
                break
            if found := _levels(other.observations):
                return _by_sort(found)
        return {}

    def behind(self, start: int) -> list[Observation]:
        """Return the amounts in sight behind an offset."""
        first = bisect_left(self.levels, start, key=_start)
        return self.levels[first : bisect_left(self.levels, start + self.sight, first, key=_start)]

    def wholes(self, sort: _Sort, at: int) -> list[Observation]:
        """Return the amounts that a list may be of, nearest first."""
        if self.levels and self.levels[0].end <= at:
            own = self.sorts[sort]
            last = bisect_right(own, at, key=_end)
        else:
            own = self._above.get(sort, [])
            last = len(own)
        return own[max(0, last - _WHOLES) : last][::-1]

    def stops_behind(self, start: int) -> tuple[list[tuple[int, str]], bool]:
        """Return the ；and 。 in sight behind an offset, and whether the passage is."""
        end = start + self.sight
        first, last = bisect_left(self._stops, (start,)), bisect_left(self._stops, (end,))
        return self._stops[first:last], end >= len(self.passage.text)

    def nested(self, start: int, end: int) -> int:
        """Return where a list within the list begins (a second 其中, …元是), else its end."""
        return _first(self._nested, start, end)

    def renewed(self, start: int, end: int) -> bool:
        """Tell whether a second 其中 stands between two offsets."""
        return _first(self._again, start, end) < end


def _first(spans: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """Return where the first of some pieces between two offsets begins, else the second offset."""
    n = bisect_left(spans, (start,))
    return spans[n][0] if n < len(spans) and spans[n][1] <= end else end


def sort_of(observation: Observation) -> tuple[Kind, str]:
    """Return what may be added: money with money, things of one measure word with their like."""
    if observation.kind is Kind.MONEY:
        return (Kind.MONEY, "")
    return (observation.kind, observation.unit.lstrip("万亿千百"))


def _levels(observations: list[Observation]) -> list[Observation]:
    return [
        o
        for o in observations
        if o.role is Role.LEVEL
        and o.bound is Bound.EXACT
        and o.kind in (Kind.MONEY, Kind.COUNT, Kind.MEASURE)
    ]


def _by_sort(levels: list[Observation]) -> dict[_Sort, list[Observation]]:
    found: dict[_Sort, list[Observation]] = {}
    for o in levels:
        found.setdefault(sort_of(o), []).append(o)
    return found


def _at_cue(view: View, page: _Page, cue: re.Match[str]) -> Iterator[Enumeration]:
    """Yield the lists that a cue opens: in its passage, or in the passages after it."""
    passage, start = page.passage, cue.end()
    text, marks = passage.text, passage.brackets
    if marks.depth(cue.start()):
        return  # a list in brackets is found by its bracket
    colon = bool(cue["colon"] or cue["colon_2"] or cue["colon_3"] or cue["purposes"])
    after = page.behind(start)
    if not after and _NO_MORE.match(text, start):
        before = bisect_right(page.levels, cue.start(), key=_end)
        yield from _following(view, passage, page.levels[:before])
        return
    for sort, own in _by_sort(after).items():
        parts = [o for o in own if not marks.depth(o.start)]
        candidates = page.wholes(sort, cue.start())
        readings = list(_readings(candidates, _scopes(page, parts, start)))
        if readings:
            close = readings[0].parts[-1].unit_end
            # A paragraph that breaks off in the list may go on elsewhere.
            broken_off = page.ended < close and not _BLANK.match(text, close)
            scope = "等" if broken_off else text[start : close + 12]
            yield Enumeration((passage.place, start), tuple(readings), colon, _is_open(scope))


def runs(view: View) -> Iterator[list[Reading]]:
    """Yield amounts of one sort in a row without a cue, with the wholes that they may have.

    Words claim nothing here; only a sum that holds, or fails by one slip, says that one is meant.
    """
    for passage in view.passages:
        if passage.cell is not None or len(passage.observations) < 3:
            continue
        money = [o for o in _levels(passage.observations) if o.kind is Kind.MONEY]
        for start, end in passage.sentences:
            first = bisect_left(money, start, key=_start)
            own = money[first : bisect_left(money, end, first, key=_start)]
            row = [o for o in own if o.value]
            if len(row) > 2:
                at = bisect_left(money, row[0].start, first, key=_start)
                yield list(_of_run(row, money[max(0, at - _RUN_WHOLES) : at]))


def _of_run(row: list[Observation], before: list[Observation]) -> Iterator[Reading]:
    greatest = max(row, key=lambda o: abs(o.exact))
    for whole in dict.fromkeys((row[0], row[-1], greatest)):
        yield Reading(whole, tuple(o for o in row if o is not whole))
    for whole in reversed(before):
        yield Reading(whole, tuple(row))


def _is_open(scope: str) -> bool:
    return bool(re.search(r"等[，；。]?$|等[方项支费]|主要[包有]|部分", scope))


def _readings(wholes: list[Observation], scopes: Iterator[list[Observation]]) -> Iterator[Reading]:
    """Yield the readings of a list, plainest first."""
    seen: set[tuple[int, ...]] = set()
    for scoped in scopes if wholes else ():
        for whole in wholes:
            chosen = tuple(
                p for p in scoped if p is not whole and (p.stage, whole.stage) != ("target", "")
            )
            key = (whole.number, *(p.number for p in chosen))
            if chosen and key not in seen:
                seen.add(key)
                yield Reading(whole, chosen)


def _scopes(page: _Page, parts: list[Observation], start: int) -> Iterator[list[Observation]]:
    """Yield the ways to cut a list: by ；up to the 。, by ，up to the first ；, over sentences."""
    stops, all_in_sight = page.stops_behind(start)
    length = len(page.passage.text)
    end = next((at for at, sign in stops if sign == "。"), length)
    if not parts or (end == length and not all_in_sight):
        return
    breaks = [at for at, sign in stops if sign == "；" and at < end]
    in_sentence = [p for p in parts if p.start < end]
    nested = page.nested(start, end)
    by_name = _one_each([p for p in in_sentence if p.start < nested])
    if breaks:
        items = _firsts(in_sentence, [*breaks, end])
        first = _one_each([p for p in in_sentence if p.start < breaks[0]])
        # A second 其中 behind a ；takes another whole apart.
        renewed = page.renewed(breaks[0], end)
        options = [first] if renewed or len(items) < 2 else [items, first]
        yield from (o for o in options if o)
    if by_name:
        yield by_name
    sentences = [at for at, sign in stops if sign == "。"]
    if len(sentences) > 1 and all_in_sight:
        whole_passage = _firsts(parts, [*sorted([*sentences, *breaks]), length])
        if len(whole_passage) > 1:
            yield whole_passage


def _firsts(parts: list[Observation], ends: list[int]) -> list[Observation]:
    """Return the first figure of every item; the ends of the items are in order."""
    found, n = [], 0
    for end in ends:
        begin = n
        while n < len(parts) and parts[n].start < end:
            n += 1
        if n > begin:
            found.append(_of_stage(parts[begin:n]))
    return found


def _of_stage(item: list[Observation]) -> Observation:
    """Return the figure of an item that tells what was, not what was planned."""
    return next((o for o in item if o.stage == "actual"), item[0])


def _one_each(parts: list[Observation]) -> list[Observation]:
    """Return one figure for every thing that is named."""
    groups: dict[str, list[Observation]] = {}
    for part in parts:
        if _TOTAL.fullmatch(part.label):
            continue
        name = part.label if part.label and not is_aspect(part.label) else part.subject
        groups.setdefault(name or part.label, []).append(part)
    return [_of_stage(group) for group in groups.values()]


def _in_bracket(page: _Page, bracket: re.Match[str]) -> Iterator[Enumeration]:
    """Yield the list that stands in brackets right behind its whole."""
    passage, start = page.passage, bracket.end()
    text, before = passage.text, passage.before(bracket.start())
    closing = passage.brackets.closing(bracket.start())
    end = closing if closing > 0 else len(text)
    if not before or end - start > page.sight:
        return
    whole = passage.observations[before - 1]
    if text[whole.unit_end : bracket.start()].strip() or not _levels([whole]):
        return
    inner = page.sorts.get(sort_of(whole), [])
    first = bisect_left(inner, start, key=_start)
    parts = _one_each(inner[first : bisect_left(inner, end, first, key=_start)])
    if parts:
        told = bracket[0].endswith("：")
        at = (passage.place, start)
        yield Enumeration(at, (Reading(whole, tuple(parts)),), told, _is_open(text[start:end]))


def _following(view: View, passage: Passage, before: list[Observation]) -> Iterator[Enumeration]:
    """Yield the lists in the passages after one that ends with 其中：, one part in each."""
    items = list(followers(view, passage))
    for sort in dict.fromkeys(sort_of(o) for o in reversed(before)):
        wholes = [o for o in reversed(before) if sort_of(o) == sort][:_WHOLES]
        told = [[o for o in _levels(f.observations) if sort_of(o) == sort] for f in items]
        parts = [_of_stage(levels) for levels in told if levels]
        if len(parts) > 1:
            readings = tuple(Reading(whole, tuple(parts)) for whole in wholes)
            at = (passage.place, len(passage.text))
            named = "其中" in passage.text[-_CUE_LENGTH:] and all(told)
            yield Enumeration(at, readings, True, False, named)


def followers(view: View, passage: Passage) -> Iterator[Passage]:
    """Yield the passages that hold the items: numbered alike, or plain until the next heading."""
    level = 0
    for place in range(passage.place + 1, min(len(view.passages), passage.place + _FOLLOWERS)):
        other = view.passages[place]
        if other.cell is not None or not other.text.strip() or other.style in _BESIDE:
            continue
        if not level:
            level = other.level or -1
        if other.level and (level < 0 or other.level < level):
            return
        if other.level == level or level < 0:
            yield other
