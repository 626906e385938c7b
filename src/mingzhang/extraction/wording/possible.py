"""Figures that cannot be, whatever others say: half a person, a share of more than the whole,
a share in percentage points (which measure how far two rates are apart, RELATIONS.md trap 15).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.domain.checks.model import Bound, Kind, Observation, Remark, Role, Severity
from mingzhang.extraction.passages import View
from mingzhang.extraction.wording.common import Place, remark, short

_AVERAGE = re.compile(r"均|每|率|比|倍|折合|相当于")
_TIME = re.compile(r"小时|月|工作日|百分|亿|万|标准|当量")
#: Rates of which nothing is beyond all.
_AT_MOST_ALL = re.compile(
    r"满意度|到位率|支付率|拨付率|及时率|合格率|覆盖率|准确率|参会率|选派率|验收率|公开率|知晓率"
)
_BEFORE = 14
_HUNDRED = 100
_NEXT = 8  # signs between an amount of change and its rate


def find(view: View) -> Iterator[Remark]:
    """Yield counts that are no whole numbers and rates of more than all there is."""
    for found in view.observations:
        passage = view.passages[found.place]
        before = passage.text[max(0, found.start - _BEFORE) : found.start]
        place = Place(passage, found.start, found.unit_end)
        words = short(passage.text[max(0, found.start - _BEFORE) : found.unit_end], 24)
        if _is_broken_count(found, before, passage.text[found.unit_end : found.unit_end + 4]):
            message = f"“{words}”：按{found.unit}计数，不应有小数"
            yield remark("count.whole", Severity.ERROR, message, [place])
        elif _is_over(found, before):
            message = f"“{words}”：超过100%，不可能超过全部"
            yield remark("rate.over", Severity.WARNING, message, [place])
        elif _is_point(view, found):
            message = f"“{words}”：百分点是两个比率之差，此处应为“%”"
            yield remark("rate.point", Severity.WARNING, message, [place])


def _is_broken_count(found: Observation, before: str, after: str) -> bool:
    if found.kind is not Kind.COUNT or not found.places or found.scale != 1:
        return False
    return not (_AVERAGE.search(before) or _TIME.match(after)) and found.bound is Bound.EXACT


def _is_over(found: Observation, before: str) -> bool:
    if found.kind is not Kind.RATE or found.value <= _HUNDRED or found.unit != "%":
        return False
    if found.role is Role.SHARE:
        return True
    clause = re.split(r"[，。；]", before)[-1]
    return found.role in (Role.LEVEL, Role.COMPLETION) and _AT_MOST_ALL.search(clause) is not None


def _is_point(view: View, found: Observation) -> bool:
    """Tell whether a share, a completion or the growth of an amount is told in points."""
    if not found.unit.endswith("百分点"):
        return False
    if found.role in (Role.SHARE, Role.COMPLETION):
        return True
    before = view.observations[found.number - 1] if found.number else None
    return (
        found.role is Role.GROWTH
        and before is not None
        and before.role is Role.CHANGE
        and before.place == found.place
        and found.start - before.unit_end <= _NEXT
    )
