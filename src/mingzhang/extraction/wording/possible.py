"""Figures that cannot be, whatever others say: half a person, a share of more than the whole,
a share in percentage points (which measure how far two rates are apart, RELATIONS.md trap 15).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.domain.checks.model import Bound, Kind, Observation, Remark, Role, Severity
from mingzhang.extraction.passages import View
from mingzhang.extraction.wording.common import Place, remark, short
from mingzhang.kernel.regex import lazy_regex

_AVERAGE = lazy_regex(r"均|每|率|比|倍|折合|相当于")
_TIME = lazy_regex(r"小时|月|工作日|百分|亿|万|标准|当量")
#: Rates of which nothing is beyond all.
_AT_MOST_ALL = lazy_regex(
    r"满意度|到位率|支付率|拨付率|及时率|合格率|覆盖率|准确率|参会率|选派率|验收率|公开率|知晓率"
)
_BEFORE = 14
_HUNDRED = 100
_RATE = lazy_regex(
    r"(?:(?<![化动长])率|占比|比重|满意度)(?:为|是|均?达到?|不?[大高低小]于|超过|≥|≤|>|<)?[ ]?$"
)
#: Words by which a clause tells how far apart two rates are.
_MOVED = lazy_regex(
    r"[提增减升降涨落缩扩]|[高低快慢]出|领先|落后|相差|变化|变动|波动|差距|偏差|超出|同比|环比|[比较]上?年"
    r"|(?:[高低大小快慢]于|超过|[比较])[^，。；]{2,24}$"
)
_MOVE = lazy_regex(r"的?(?:提|增|减|上升|下降|涨|差)")
_WEIGHT = lazy_regex(r"(?:[、，和及][ ]?[0-9.]{1,6}%){0,12}的?权重")
_SIGN = lazy_regex(r"[ ]?[<>≤≥＜＞][ ]?")
_GREW = lazy_regex(r"[，]?(?:同比|较上年|比上年)?(?:增长|增加|下降|减少)(?:了|约)?[ ]?")
_NEXT = 8  # signs between an amount of change and its rate


def find(view: View) -> Iterator[Remark]:
    """Yield counts that are no whole numbers and rates of more than all there is."""
    for found in view.observations:
        passage = view.passages[found.place]
        before = passage.text[max(0, found.start - _BEFORE) : found.start]
        place = Place(passage, found.start, found.unit_end)
        words = short(passage.text[max(0, found.start - _BEFORE) : found.unit_end], 24)
        if _is_shown_whole(found, in_cell=passage.cell is not None):
            continue
        if _is_broken_count(found, before, passage.text[found.unit_end : found.unit_end + 4]):
            message = f"“{words}”：按{found.unit}计数，不应有小数"
            yield remark("count.whole", Severity.ERROR, message, [place])
        elif _is_over(found, before):
            message = f"“{words}”：超过100%，不可能超过全部"
            yield remark("rate.over", Severity.WARNING, message, [place])
        elif _is_point(view, found):
            message = f"“{words}”：百分点是两个比率之差，此处应为“%”"
            yield remark("rate.point", Severity.WARNING, message, [place])


def _is_shown_whole(found: Observation, *, in_cell: bool) -> bool:
    """Tell whether a program printed a whole count with the places that it gives every figure."""
    whole = found.value == found.value.to_integral_value()
    return found.kind is Kind.COUNT and whole and (in_cell or found.places > 1)


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
    """Tell whether a rate, a share, a completion or the growth of an amount is told in points."""
    if not found.unit.endswith("百分点"):
        return False
    text = view.passages[found.place].text
    if found.role in (Role.SHARE, Role.COMPLETION):
        return not _is_moved(text, found)
    before = view.observations[found.number - 1] if found.number else None
    if found.role is Role.LEVEL and (_is_level(text, found) or _WEIGHT.match(text, found.unit_end)):
        return True
    if before is None or before.place != found.place:
        return False
    if before.unit == "%" and _SIGN.fullmatch(text, before.unit_end, found.start):
        return True
    if found.role is not Role.GROWTH:
        return False
    if before.role is Role.CHANGE:
        return found.start - before.unit_end <= _NEXT
    # The growth of an amount right before it; that of a rate may be told in points.
    amount = before.role is Role.LEVEL and before.kind in (Kind.MONEY, Kind.MEASURE, Kind.COUNT)
    return amount and _GREW.fullmatch(text, before.unit_end, found.start) is not None


def _is_level(text: str, found: Observation) -> bool:
    """Tell whether points are given for how much a rate is, and not for how far it moved."""
    if _is_moved(text, found):
        return False
    return found.value == _HUNDRED or _RATE.search(_clause(text, found)) is not None


def _is_moved(text: str, found: Observation) -> bool:
    if _MOVED.search(_clause(text, found)):
        return True
    return _MOVE.match(text, found.unit_end) is not None


def _clause(text: str, found: Observation) -> str:
    begin = max(text.rfind(sign, 0, found.start) for sign in "，。；：（") + 1
    return text[begin : found.start]
