"""A budget as it was adjusted: 年初预算150万元，年中追加30万元，全年预算180万元.

Only a sentence that tells first the budget of the year's beginning, then nothing but what was added
or taken away, then the budget after that, is read so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.kernel.regex import lazy_regex

_FIRST = lazy_regex(r"(?:年初|期初)[^，。；0-9]{0,30}$")
_MOVED = lazy_regex(r"(?:追加|调增|调减|核增|核减|压减|收回)[^，。；0-9]{0,12}$")
_LAST = lazy_regex(
    r"(?:全年(?:调整)?预算|调整后?的?(?:全年|年度)?预算|预算调整)[^，。；0-9执支完]{0,8}$"
)
_APART = lazy_regex("其中|决算|执行|支出")
_LEAST = 3


def find(view: View) -> Iterator[Relation]:
    """Yield that an adjusted budget is the first one with what was added or taken away."""
    for passage in view.passages:
        if passage.cell is None and "年初" in passage.text and len(passage.observations) >= _LEAST:
            for begin, end in passage.sentences:
                money = passage.within(begin, end)
                yield from _adjusted(passage, money, begin)


def _adjusted(passage: Passage, told: Sequence[Observation], begin: int) -> Iterator[Relation]:
    parts: list[Observation] = []
    before = begin
    for o in told:
        words = passage.text[before : o.start]
        before = o.unit_end
        if o.kind is not Kind.MONEY or o.bound is not Bound.EXACT or _APART.search(words):
            return
        if not parts:
            if o.role is not Role.LEVEL or not _FIRST.search(words):
                return
            parts.append(o)
        elif o.role is Role.CHANGE and o.direction and _MOVED.search(words):
            parts.append(o)
        elif len(parts) > 1 and o.role is Role.LEVEL and _LAST.search(words):
            signs = Sum((1,) * len(parts))
            yield Relation("parts.sum", o, signs, tuple(parts), certainty=Certainty.LIKELY)
            return
        else:
            return
