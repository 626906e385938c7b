"""How an actual is held against its target: one function a comparator.

Each gives the share of the weight that is earned, as a fraction, with the row of scoring.toml that
says so, or the reason why nothing can be said. Targets and actuals are in the indicator's own unit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal

from mingzhang.domain.performance.model import Actual, Comparator, Direction, Indicator
from mingzhang.domain.performance.scoring.scored import Flag, Outcome, Standing
from mingzhang.domain.performance.scoring.settings import ScoringSettings, step
from mingzhang.kernel.rounding import half_up, ratio

HUNDRED = Decimal(100)
ZERO = Decimal(0)
ONE = Decimal(1)
#: Decimals of a score.
PLACES = 2

# Products of a weight and a long number must not be rounded before they are divided.
_EXACT = Context(prec=100)

_SATISFACTION = "satisfaction"


@dataclass(frozen=True, slots=True)
class Share:
    """The part of the weight that a rule gives: `part` ÷ `whole`, cut to between 0 and 1.

    `written` is the fraction with its operands; for all or nothing, the reason for it.
    """

    rule: str
    part: Decimal
    whole: Decimal
    written: str
    met: bool
    flags: tuple[Flag, ...] = ()


def plain(value: Decimal) -> str:
    """Return a number as people write it, without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def numeric(
    indicator: Indicator, actual: Actual | None, weight: Decimal | None, settings: ScoringSettings
) -> Outcome:
    """Score an indicator whose target and actual are numbers."""
    if actual is None or actual.value is None:
        return _missing(actual)
    share = _share(indicator, actual.value, settings)
    return share if isinstance(share, Outcome) else award(share, weight)


def yes_no(actual: Actual | None, weight: Decimal | None) -> Outcome:
    """Score an indicator that is met or not."""
    if actual is None or actual.met is None:
        return _missing(actual, "没有填写是否达成")
    if actual.met:
        return award(Share("yes_no", ONE, ONE, "已达成", met=True), weight)
    return award(Share("yes_no", ZERO, ONE, "未达成", met=False), weight)


def award(share: Share, weight: Decimal | None) -> Outcome:
    """Return a share of a weight in points, rounded half-up; without weight no points."""
    part = min(max(share.part, ZERO), share.whole)
    if weight is None:
        return _outcome(share, None, share.written)
    if part == share.whole:
        return _outcome(share, full_points(weight), f"{share.written}，得满分{plain(weight)}分")
    if part == 0:
        return _outcome(share, half_up(ZERO, PLACES), f"{share.written}，得0分")
    earned = _EXACT.multiply(weight, part)
    score = half_up(ratio(earned, share.whole), PLACES)
    equals = "=" if _EXACT.multiply(score, share.whole) == earned else "≈"
    formula = f"分值{plain(weight)} × {share.written} {equals} {score:f}"
    return _outcome(share, score, formula)


def full_points(weight: Decimal) -> Decimal:
    """Return all points of a weight: one of three decimals is not surpassed by its own rounding."""
    return min(half_up(weight, PLACES), weight)


def _outcome(share: Share, score: Decimal | None, formula: str) -> Outcome:
    return Outcome(
        met=share.met,
        score=score,
        standing=Standing.UNWEIGHTED if score is None else Standing.SCORED,
        rule=share.rule,
        formula=formula,
        flags=share.flags,
    )


def unscored(reason: str, *flags: Flag, met: bool | None = None) -> Outcome:
    """Return that a line has no score, and why."""
    return Outcome(met=met, reason=reason, flags=flags)


def completion(indicator: Indicator, actual: Actual | None) -> Decimal | None:
    """Return actual ÷ target in %, exact; None where it does not exist.

    A range has two targets; a rate on a base that is not positive says nothing.
    """
    target, known = indicator.target, actual.value if actual else None
    if not indicator.numeric or indicator.comparator is Comparator.RANGE:
        return None
    if known is None or target is None or target <= 0:
        return None
    return ratio(_EXACT.multiply(known, HUNDRED), target)


def _missing(actual: Actual | None, lacking: str = "") -> Outcome:
    said = lacking or ("只有文字，没有实际完成值" if actual and actual.wording else "")
    return unscored(said or "没有年末的实际完成值", Flag.MISSING_ACTUAL)


def _share(indicator: Indicator, value: Decimal, settings: ScoringSettings) -> Share | Outcome:
    if indicator.target is None:
        return unscored("没有数值的年度指标值", Flag.NO_TARGET)
    if _by_steps(indicator, settings):
        return _satisfaction(indicator.target, value, settings)
    return _COMPARATORS[indicator.comparator](_Held(indicator, indicator.target, value), settings)


@dataclass(frozen=True, slots=True)
class _Held:
    """An actual beside the target that it is held against."""

    indicator: Indicator
    target: Decimal
    value: Decimal
    named: str = "年度指标值"

    @property
    def left(self) -> str:
        return f"实际完成值{plain(self.value)}{self.indicator.unit}"

    @property
    def right(self) -> str:
        return f"{self.named}{plain(self.target)}{self.indicator.unit}"

    def odd(self) -> Outcome:
        """Say that a target that is not positive gives no proportion."""
        sign = "负数" if self.target < 0 else "0"
        return unscored(f"{self.named}为{sign}，未达到时不能按比例计分", Flag.ODD_TARGET, met=False)

    def reached(self, rule: str = "reached", flags: tuple[Flag, ...] = ()) -> Share:
        sign = "=" if self.value == self.target else ">" if self.value > self.target else "<"
        written = f"{self.left} {sign} {self.right}"
        return Share(rule, ONE, ONE, written, met=True, flags=flags)


def _positive(held: _Held, settings: ScoringSettings) -> Share | Outcome:
    if held.value >= held.target:
        empty = (Flag.EMPTY_TARGET,) if held.target == 0 else ()
        return _over_achieved(held, settings) or held.reached(flags=empty)
    if held.target <= 0:
        return held.odd()
    written = f"{held.left} ÷ {held.right}"
    return Share("proportion", held.value, held.target, written, met=False)


def _over_achieved(held: _Held, settings: ScoringSettings) -> Share | None:
    """Return the share of a target far surpassed, None where it is not."""
    if held.target <= 0:
        return None
    rate = ratio(_EXACT.multiply(held.value, HUNDRED), held.target)
    if rate < settings.over_achievement:
        return None
    flags = (Flag.OVER_ACHIEVED,)
    cut = step(settings.over_achievement_deduction, rate)
    if not cut:
        return held.reached(flags=flags)
    written = f"（100% − {held.left} ÷ {held.right}对应的调减{plain(cut)}%）"
    return Share("over_achieved", HUNDRED - cut, HUNDRED, written, met=True, flags=flags)


def _negative(held: _Held, settings: ScoringSettings) -> Share | Outcome:
    if held.value <= held.target:
        return held.reached()
    if held.target < 0:
        return held.odd()
    if held.target == 0:
        written = f"{held.right}，{held.left} > 0"
        return Share("zero_target", ZERO, ONE, written, met=False)
    limit = held.target * settings.negative_zero / HUNDRED
    if held.value >= limit:
        written = f"{held.left} ≥ {held.right}的{plain(settings.negative_zero)}%"
        return Share("excess", ZERO, ONE, written, met=False)
    if limit == 2 * held.target:
        written = f"（1 − （{held.left} − {held.right}）÷ {held.right}）"
    else:
        zero = f"得零分的{plain(limit)}{held.indicator.unit}"
        written = f"（{zero} − {held.left}）÷ （{zero} − {held.right}）"
    return Share("excess", limit - held.value, limit - held.target, written, met=False)


def _equal(held: _Held, settings: ScoringSettings) -> Share | Outcome:
    if held.target == 0:
        below = f"{held.right}，{held.left} ≤ 0"
        return (
            Share("reached", ONE, ONE, below, met=True)
            if held.value <= 0
            else Share("zero_target", ZERO, ONE, f"{held.right}，{held.left} > 0", met=False)
        )
    if held.value == held.target:
        return held.reached()
    if held.target < 0:
        return held.odd()
    if held.indicator.direction is Direction.NEGATIVE:
        share = _negative(held, settings)
    else:
        share = _positive(held, settings)
    beyond = isinstance(share, Share) and share.rule == "reached"
    return held.reached("equal_beyond", share.flags) if beyond else share


def _range(held: _Held, settings: ScoringSettings) -> Share | Outcome:
    upper, unit = held.indicator.upper, held.indicator.unit
    if upper is None:
        return unscored("区间指标没有上限", Flag.NO_TARGET)
    if upper < held.target:
        return unscored("区间上限小于下限", Flag.ODD_TARGET)
    between = f"区间{plain(held.target)}{unit}至{plain(upper)}{unit}"
    if held.target <= held.value <= upper:
        return Share("reached", ONE, ONE, f"{held.left}在{between}之内", met=True)
    if not settings.range_proportional:
        return Share("out_of_range", ZERO, ONE, f"{held.left}在{between}之外", met=False)
    if held.value < held.target:
        edge = _Held(held.indicator, held.target, held.value, "区间下限")
        share = _positive(edge, settings)
    else:
        edge = _Held(held.indicator, upper, held.value, "区间上限")
        share = _negative(edge, settings)
    if isinstance(share, Outcome):
        return share
    return Share("out_of_range", share.part, share.whole, share.written, met=False)


def _by_steps(indicator: Indicator, settings: ScoringSettings) -> bool:
    return (
        bool(settings.satisfaction_steps)
        and indicator.level == _SATISFACTION
        and indicator.comparator in (Comparator.AT_LEAST, Comparator.EQUAL)
    )


def _satisfaction(target: Decimal, value: Decimal, settings: ScoringSettings) -> Share | Outcome:
    """Return what the steps give for a satisfaction in %; the target only tells whether met."""
    if not 0 <= value <= HUNDRED:
        return unscored("满意度不在0至100之间，不能分档计分", Flag.ODD_TARGET)
    gives = step(settings.satisfaction_steps, value) or ZERO
    written = f"满意度{plain(value)}%所在档的{plain(gives)}%"
    return Share("satisfaction_steps", gives, HUNDRED, written, met=value >= target)


_COMPARATORS: dict[Comparator, Callable[[_Held, ScoringSettings], Share | Outcome]] = {
    Comparator.AT_LEAST: _positive,
    Comparator.AT_MOST: _negative,
    Comparator.EQUAL: _equal,
    Comparator.RANGE: _range,
}
