"""How many indicators of each kind were set and how many are told to be completed.

A report lists them twice, when it tells of the goals and when it tells of the results. More were
never completed than set, nor fewer at 100 %; where most kinds agree, the lists are of one thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.domain.checks.formulas import Ratio
from mingzhang.domain.checks.model import Certainty, Observation, Relation, Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, parts, remark
from mingzhang.kernel.regex import lazy_regex

_KIND = lazy_regex(
    r"(?P<kind>产出|效益|满意度|成本|数量|质量|时效)指标[ ]?(?P<n>[0-9]{1,3})[ ]?[个项条]"
    r"(?:，完成率[^0-9，。；]{0,3}(?P<rate>[0-9]{1,3}(?:\.[0-9]{1,3})?)%)?"
)
_LEAST = 3  # kinds in common
_ALL = "100"


@dataclass(frozen=True, slots=True)
class _Count:
    """The indicators of a kind: how many, where, and the rate of completion told with them."""

    number: int
    place: Place
    rate: Place | None

    @property
    def all_done(self) -> bool:
        return self.rate is not None and self.rate.text == _ALL


_Counts = dict[str, _Count]


def find(view: View) -> Iterator[Relation | Remark]:
    """Yield kinds of indicators whose two counts differ, and the rates of those that agree."""
    for part in parts(view):
        told = [counts for passage in part if len(counts := _counts(passage)) >= _LEAST]
        for set_, done in pairwise(told):
            yield from _compared(set_, done)


def _counts(passage: Passage) -> _Counts:
    if passage.cell is not None or "指标" not in passage.text:
        return {}
    return {
        found["kind"]: _Count(
            int(found["n"]),
            Place(passage, found.start("n"), found.end("n")),
            Place(passage, found.start("rate"), found.end("rate")) if found["rate"] else None,
        )
        for found in _KIND.finditer(passage.text)
    }


def _compared(set_: _Counts, done: _Counts) -> Iterator[Relation | Remark]:
    common = [kind for kind in set_ if kind in done]
    differing = [kind for kind in common if set_[kind].number != done[kind].number]
    if len(common) < _LEAST or len(differing) * 2 > len(common):
        return
    for kind in common:
        wanted, count = set_[kind], done[kind]
        if kind not in differing:
            yield from _rate(wanted, count)
        elif count.number > wanted.number or count.all_done:
            yield _differ(kind, wanted, count, alone=len(differing) == 1)


def _differ(kind: str, wanted: _Count, count: _Count, *, alone: bool) -> Remark:
    message = f"{kind}指标前文为{wanted.number}个，此处为{count.number}个"
    message += "，其他各类指标的个数前后一致" if alone else "，前后不一致"
    severity = Severity.ERROR if alone and count.number > wanted.number else Severity.WARNING
    places = [count.place, wanted.place]
    return remark("restate.same", severity, message, places, expected=str(wanted.number))


def _rate(wanted: _Count, count: _Count) -> Iterator[Relation]:
    """Yield the rate that as many as were set makes."""
    figures = [_figure(place) for place in (count.rate, count.place, wanted.place)]
    rate, done, planned = figures
    if rate is not None and done is not None and planned is not None:
        yield Relation(
            "completion.rate", rate, Ratio(), (done, planned), certainty=Certainty.LIKELY
        )


def _figure(place: Place | None) -> Observation | None:
    if place is None:
        return None
    return next((o for o in place.passage.observations if o.start == place.start), None)
