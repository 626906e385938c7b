"""Lists of parts: 其中：A…；B…, 主要用于以下方面：…, brackets, and the numbered items that follow.

Where a list begins is told by a cue; how far it goes and which of its figures are parts is not
always, so an enumeration keeps every reading that the words allow, the plainest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.domain.checks.model import Bound, Kind, Observation, Role
from mingzhang.extraction.brackets import brackets
from mingzhang.extraction.labels import is_aspect
from mingzhang.extraction.passages import Passage, View

_CUE = re.compile(
    r"其中(?P<colon>[：])?|(?:具体)?(?:包括|包含|构成为?|分别为|分别是|明细如下|如下)(?P<colon_2>[：])|"
    r"用于(?:以下)?[几各]?个?方面(?P<colon_3>[：])|(?P<purposes>用于以下)|"
    r"(?<=元)(?:是|即)(?=[^，。；]{2,40}[0-9])"
)
_TOTAL = re.compile(r"合计|总计|共计|小计|总共")
_ENDED = re.compile(r"[。；）！]")
_NESTED = re.compile(r"其中|(?<=元)(?:是|即)")
_OPEN = re.compile(r"（(?:其中|包括|包含|含|分别为)?[：，]?")
_SEPARATORS = re.compile(r"[；。]")
_FOLLOWERS = 60
_WHOLES = 3
_RUN_WHOLES = 4
_CUE_LENGTH = 4


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


@lru_cache(maxsize=4)
def enumerations(view: View) -> tuple[Enumeration, ...]:
    """Return every list of parts of a document."""
    return tuple(_all(view))


def _all(view: View) -> Iterator[Enumeration]:
    for passage in view.passages:
        if not passage.text or "contents" in passage.style:
            continue
        for cue in _CUE.finditer(passage.text):
            yield from _at_cue(view, passage, cue)
        for bracket in _OPEN.finditer(passage.text):
            yield from _in_bracket(passage, bracket)


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


def _at_cue(view: View, passage: Passage, cue: re.Match[str]) -> Iterator[Enumeration]:
    """Yield the lists that a cue opens: in its passage, or in the passages after it."""
    text, start = passage.text, cue.end()
    marks = brackets(text)
    if marks.depth(cue.start()):
        return  # a list in brackets is found by its bracket
    colon = bool(cue["colon"] or cue["colon_2"] or cue["colon_3"] or cue["purposes"])
    before = [o for o in _levels(passage.observations) if o.end <= cue.start()]
    after = [o for o in _levels(passage.observations) if o.start >= start]
    if not after and not text[start:].strip(" ：。，；"):
        yield from _following(view, passage, before)
        return
    stops = _stops(passage, start)
    wholes = before or _above(view, passage)
    for sort in dict.fromkeys(sort_of(o) for o in after):
        parts = [o for o in after if sort_of(o) == sort and not marks.depth(o.start)]
        candidates = [o for o in reversed(wholes) if sort_of(o) == sort][:_WHOLES]
        readings = list(_readings(candidates, parts, stops, text, start))
        if readings:
            last = readings[0].parts[-1].unit_end
            # A paragraph that breaks off in the list may go on elsewhere.
            tail = text[last:].strip()
            broken_off = tail and not _ENDED.search(tail)
            scope = "等" if broken_off else text[start : last + 12]
            at = (passage.place, start)
            yield Enumeration(at, tuple(readings), colon, _is_open(scope))


def runs(view: View) -> Iterator[list[Reading]]:
    """Yield amounts of one sort in a row without a cue, with the wholes that they may have.

    Words claim nothing here; only a sum that holds, or fails by one slip, says that one is meant.
    """
    for passage in view.passages:
        if passage.cell is not None or len(passage.observations) < 3:
            continue
        for start, end in passage.sentences:
            own = [o for o in _levels(passage.observations) if start <= o.start < end]
            for sort in dict.fromkeys(sort_of(o) for o in own):
                row = [o for o in own if sort_of(o) == sort and o.value]
                if len(row) > 2 and row[0].kind is Kind.MONEY:
                    yield list(_of_run(row, _levels(passage.observations)))


def _of_run(row: list[Observation], levels: list[Observation]) -> Iterator[Reading]:
    greatest = max(row, key=lambda o: abs(o.exact))
    for whole in dict.fromkeys((row[0], row[-1], greatest)):
        yield Reading(whole, tuple(o for o in row if o is not whole))
    before = [o for o in levels if o.number < row[0].number and sort_of(o) == sort_of(row[0])]
    for whole in list(reversed(before))[:_RUN_WHOLES]:
        yield Reading(whole, tuple(row))


def _is_open(scope: str) -> bool:
    return bool(re.search(r"等[，；。]?$|等[方项支费]|主要[包有]|部分", scope))


def _stops(passage: Passage, start: int) -> list[tuple[int, str]]:
    """Return the ；and 。of a passage after `start`, outside of brackets."""
    marks = brackets(passage.text)
    return [
        (stop.start(), stop[0])
        for stop in _SEPARATORS.finditer(passage.text, start)
        if not marks.depth(stop.start())
    ]


def _readings(
    wholes: list[Observation],
    parts: list[Observation],
    stops: list[tuple[int, str]],
    text: str,
    start: int,
) -> Iterator[Reading]:
    """Yield the readings of a list, plainest first."""
    if not wholes or not parts:
        return
    seen: set[tuple[int, ...]] = set()
    for scoped in _scopes(parts, stops, text, start):
        for whole in wholes:
            chosen = tuple(
                p for p in scoped if p is not whole and (p.stage, whole.stage) != ("target", "")
            )
            key = (whole.number, *(p.number for p in chosen))
            if chosen and key not in seen:
                seen.add(key)
                yield Reading(whole, chosen)


def _scopes(
    parts: list[Observation], stops: list[tuple[int, str]], text: str, start: int
) -> Iterator[list[Observation]]:
    """Yield the ways to cut a list: by ；up to the 。, by ，up to the first ；, over sentences."""
    end = next((at for at, sign in stops if sign == "。"), len(text))
    breaks = [at for at, sign in stops if sign == "；" and at < end]
    in_sentence = [p for p in parts if p.start < end]
    by_name = _one_each([p for p in in_sentence if p.start < _nested(text, start, end)])
    if breaks:
        items = _firsts(in_sentence, [*breaks, end])
        first = _one_each([p for p in in_sentence if p.start < breaks[0]])
        renewed = "其中" in text[breaks[0] : end]
        # A second 其中 behind a ；takes another whole apart.
        options = [first] if renewed or len(items) < 2 else [items, first]
        yield from (o for o in options if o)
    if by_name:
        yield by_name
    sentences = [at for at, sign in stops if sign == "。"]
    if len(sentences) > 1:
        whole_passage = _firsts(parts, [*sorted([*sentences, *breaks]), len(text)])
        if len(whole_passage) > 1:
            yield whole_passage


def _nested(text: str, start: int, end: int) -> int:
    """Return where a list within the list begins (a second 其中, …元是), else its end."""
    found = _NESTED.search(text, start, end)
    return found.start() if found else end


def _firsts(parts: list[Observation], ends: list[int]) -> list[Observation]:
    """Return the first figure of every item."""
    found, after = [], 0
    for end in ends:
        item = [p for p in parts if after <= p.start < end]
        if item:
            found.append(_of_stage(item))
        after = end
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


def _above(view: View, passage: Passage) -> list[Observation]:
    """Return the levels of the passage above, for a list that opens its own paragraph."""
    for place in range(passage.place - 1, max(-1, passage.place - 4), -1):
        other = view.passages[place]
        if other.cell is not None:
            return []
        if found := _levels(other.observations):
            return found
    return []


def _in_bracket(passage: Passage, bracket: re.Match[str]) -> Iterator[Enumeration]:
    """Yield the list that stands in brackets right behind its whole."""
    text, start = passage.text, bracket.end()
    closing = brackets(text).closing(bracket.start())
    end = closing if closing > 0 else len(text)
    before = [o for o in passage.observations if o.unit_end <= bracket.start()]
    if not before or text[before[-1].unit_end : bracket.start()].strip():
        return
    inner = [o for o in _levels(passage.observations) if start <= o.start < end]
    whole = before[-1]
    parts = _one_each([o for o in inner if sort_of(o) == sort_of(whole)])
    if parts and _levels([whole]):
        told = bracket[0].endswith("：")
        at = (passage.place, start)
        yield Enumeration(at, (Reading(whole, tuple(parts)),), told, _is_open(text[start:end]))


def _following(view: View, passage: Passage, before: list[Observation]) -> Iterator[Enumeration]:
    """Yield the lists in the passages after one that ends with 其中：, one part in each."""
    followers = list(_followers(view, passage))
    for sort in dict.fromkeys(sort_of(o) for o in reversed(before)):
        wholes = [o for o in reversed(before) if sort_of(o) == sort][:_WHOLES]
        told = [[o for o in _levels(f.observations) if sort_of(o) == sort] for f in followers]
        parts = [_of_stage(levels) for levels in told if levels]
        if len(parts) > 1:
            readings = tuple(Reading(whole, tuple(parts)) for whole in wholes)
            at = (passage.place, len(passage.text))
            named = "其中" in passage.text[-_CUE_LENGTH:] and all(told)
            yield Enumeration(at, readings, True, False, named)


def _followers(view: View, passage: Passage) -> Iterator[Passage]:
    """Yield the passages that hold the items: numbered alike, or plain until the next heading."""
    level = 0
    for place in range(passage.place + 1, min(len(view.passages), passage.place + _FOLLOWERS)):
        other = view.passages[place]
        if other.cell is not None or not other.text.strip() or other.style in ("caption", "scrap"):
            continue
        if not level:
            level = other.level or -1
        if other.level and (level < 0 or other.level < level):
            return
        if other.level == level or level < 0:
            yield other
