"""Indicators counted as a whole, as reached and as missed: 共15个指标，完成14个，未完成1个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Bound, Kind, Observation, Relation
from mingzhang.extraction.passages import Passage, View
from mingzhang.kernel.regex import lazy_regex

_SUM = Sum((1, 1))
_RULE = "parts.count"
_NAMED = lazy_regex(r"[^，。；0-9]{0,8}指标")
_ALL = lazy_regex(r"(?:设[置定立]|共|涉及|申报|下达|考核|评价|全部|合计)[^，。；0-9]{0,12}$")
_MISSED = lazy_regex(
    r"未(?:全部|能|完全)?(?:完成|达标|达到|实现)|没有(?:完成|达标)|未达|偏低|不足|低于|部分完成|基本完成"
)
_REACHED = lazy_regex(r"完成|达标|达到|实现|超额")
_RATE_BELOW = lazy_regex(r"完成率[^，。；0-9]{0,4}$")
_UNITS = ("个", "项")
_STOPS = "，。；："
_FAR = 1000


def find(view: View) -> Iterator[Relation]:
    """Yield that the indicators reached and those missed are all indicators."""
    for passage in view.passages:
        if passage.cell is None and "指标" in passage.text and len(passage.observations) > 1:
            for begin, end in passage.sentences:
                inside = passage.within(begin, end)
                yield from _sentence(passage, inside, end)


def _sentence(passage: Passage, inside: Sequence[Observation], end: int) -> Iterator[Relation]:
    counts = [
        o for o in inside if o.kind is Kind.COUNT and o.unit in _UNITS and o.bound is Bound.EXACT
    ]
    if len(counts) != len(("all", "reached", "missed")):
        return
    whole, one, other = counts
    before = passage.text[max(0, whole.start - 30) : whole.start]
    named = _NAMED.match(passage.text, whole.unit_end) or "指标" in re.split("[，。；]", before)[-1]
    if not named or not _ALL.search(before):
        return
    states = [_state(passage, inside, each, end) for each in (one, other)]
    if sorted(states) == ["missed", "reached"]:
        yield Relation(_RULE, whole, _SUM, (one, other))


def _state(passage: Passage, inside: Sequence[Observation], o: Observation, end: int) -> str:
    """Return what the clause of a count says of them: "reached", "missed" or "" for neither."""
    text = passage.text
    first = max(0, o.start - _FAR)
    start = max(first, *(text.rfind(stop, first, o.start) + 1 for stop in _STOPS))
    ends = [at for at in (text.find(stop, o.unit_end, end) for stop in _STOPS) if at >= 0]
    stop = min(ends, default=end)
    clause = text[start:stop]
    rate = next((x for x in inside if o.unit_end <= x.start < stop and x.kind is Kind.RATE), None)
    if rate is not None and _RATE_BELOW.search(text[o.unit_end : rate.start]):
        return "missed" if rate.exact < 1 else "reached"
    if _MISSED.search(clause):
        return "missed"
    return "reached" if _REACHED.search(clause) else ""
