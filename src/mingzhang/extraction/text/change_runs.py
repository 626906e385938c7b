"""Changes in a row whose last one is their sum: 甲增加3，乙减少1，合计增加2."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Bound, Certainty, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.enumerations import sort_of
from mingzhang.kernel.regex import lazy_regex

_TOTAL = lazy_regex(r"(?:合计|共计|总计|共|总体|净)(?:各)?(?:[增减]|上升|下降)")
_BEFORE = 12
_LEAST = 3


def find(view: View) -> Iterator[Relation]:
    """Yield that a change that is called the total is the sum of those before it."""
    for passage in view.passages:
        changes = [o for o in passage.observations if o.role is Role.CHANGE and o.direction]
        for start, end in passage.sentences if len(changes) >= _LEAST else ():
            own = changes[_at(changes, start) : _at(changes, end)]
            row = [o for o in own if o.bound is Bound.EXACT]
            if (
                len(row) >= _LEAST
                and len({sort_of(o) for o in row}) == 1
                and _is_total(passage, row)
            ):
                yield Relation(
                    "change.sum",
                    row[-1],
                    Sum((1,) * (len(row) - 1)),
                    tuple(row[:-1]),
                    certainty=Certainty.LIKELY,
                )


def _at(changes: list[Observation], offset: int) -> int:
    return bisect_left(changes, offset, key=attrgetter("start"))


def _is_total(passage: Passage, row: list[Observation]) -> bool:
    last = row[-1]
    return _TOTAL.search(passage.text, max(0, last.start - _BEFORE), last.start) is not None
