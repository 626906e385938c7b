"""Money and indicators of one project against the planned share of the year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingzhang.domain.performance.goals.measured import unit_of
from mingzhang.domain.performance.model import (
    Actual,
    Band,
    Comparator,
    Direction,
    Indicator,
    Progress,
    Project,
)
from mingzhang.domain.performance.monitoring.model import (
    ExecutionProgress,
    Forecast,
    GoalProgress,
    IndicatorProgress,
    Light,
)
from mingzhang.domain.performance.monitoring.plan import HUNDRED
from mingzhang.domain.performance.scoring.settings import step
from mingzhang.kernel.rounding import ratio
from mingzhang.rulebook.parameters import Parameters, Steps

ZERO = Decimal(0)
ONE = Decimal(1)
_BY_STEP = {2: Light.GREEN, 1: Light.YELLOW, 0: Light.RED}
_BY_BAND = {Band.REACHED: Light.GREEN, Band.PARTLY: Light.YELLOW, Band.MISSED: Light.RED}
_BAND_SHARE = {Band.REACHED: HUNDRED, Band.PARTLY: Decimal(50), Band.MISSED: ZERO}
_STATED, _BY_PLAN = "填报预计", "按计划进度推算"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The parameters of monitoring in force."""

    execution: Steps
    goal: Steps
    easy: Decimal
    floor: Steps
    gap: Decimal

    @classmethod
    def of(cls, parameters: Parameters) -> Thresholds:
        """Read them once. Raises UnknownParameter."""
        return cls(
            execution=parameters.steps("execution_light"),
            goal=parameters.steps("goal_light"),
            easy=parameters.number("goal_light_high"),
            floor=parameters.steps("execution_floor"),
            gap=parameters.number("progress_gap"),
        )


def light_of(against_plan: Decimal, steps: Steps) -> Light:
    """Return the light of a progress in % of its plan."""
    found = step(steps, against_plan)
    return Light.RED if found is None else _BY_STEP[int(found)]


def last_until(progress: Iterable[Progress], on: date) -> Progress | None:
    """Return the last entry up to a day."""
    until = [entry for entry in progress if entry.on <= on]
    return until[-1] if until else None


def report_until(reports: Iterable[Actual], on: date) -> Actual | None:
    """Return the last report up to a day."""
    until = [report for report in reports if report.on <= on]
    return until[-1] if until else None


def execution_progress(
    project: Project, on: date, planned: Decimal, thresholds: Thresholds
) -> ExecutionProgress:
    """Hold a project's spending against its budget and plan; nothing is divided by zero."""
    budget = project.money.adjusted if project.money.adjusted is not None else project.money.initial
    entry = last_until(project.progress, on)
    spent, known_on = _spent(project, entry, on)
    if budget is None or spent is None:
        reason = "预算数不详" if budget is None else "没有截至监控时点的执行数"
        return ExecutionProgress(budget, spent, None, None, Light.NONE, Forecast(None, ""), reason)
    if budget <= 0:
        reason = "预算数为0，不适用" if budget == 0 else "预算数为负数，不计算执行率"
        return ExecutionProgress(budget, spent, None, None, Light.NONE, Forecast(None, ""), reason)
    rate = ratio(spent * HUNDRED, budget)
    forecast = _money_forecast(entry, spent, planned, budget)
    if planned == 0:
        reason = "计划此时尚无支出"
        none = Light.NONE
        return ExecutionProgress(budget, spent, rate, None, none, forecast, reason, known_on)
    against = ratio(rate * HUNDRED, planned)
    light = light_of(against, thresholds.execution)
    return ExecutionProgress(budget, spent, rate, against, light, forecast, known_on=known_on)


def _spent(project: Project, entry: Progress | None, on: date) -> tuple[Decimal | None, date]:
    """Return what was spent by a day, and the day that this is known of.

    The year's end has the year's spending, not what was told of a day before it.
    """
    year_end = (on.month, on.day) == (12, 31)
    if entry is None or (year_end and entry.on < on and project.money.spent is not None):
        return project.money.spent if year_end else None, on
    return entry.spent, entry.on


def _money_forecast(
    entry: Progress | None, spent: Decimal, planned: Decimal, budget: Decimal
) -> Forecast:
    """What the office expects, else what the plan makes of what is spent, at most the budget.

    What is spent beyond the budget already stays spent.
    """
    if entry is not None and entry.expected is not None:
        return Forecast(entry.expected, _STATED)
    if planned == 0:
        return Forecast(None, "计划此时尚无支出")
    return Forecast(max(min(ratio(spent * HUNDRED, planned), budget), spent), _BY_PLAN)


def indicator_progress(
    indicator: Indicator, reports: Iterable[Actual], on: date, planned: Decimal, limits: Thresholds
) -> IndicatorProgress:
    """Hold what an indicator reached against its target and the plan.

    Amounts and counts grow over the year, so they are held against the planned share of the target.
    Rates and what must not exceed a limit hold at any time: against the whole target.
    """
    actual = report_until(reports, on)
    if actual is None or not actual.reported:
        return _unexamined(indicator, actual, "没有截至监控时点的完成情况")
    if indicator.comparator is Comparator.QUALITATIVE:
        if actual.band is None:
            return _unexamined(indicator, actual, "没有填写完成档次")
        light, share = _BY_BAND[actual.band], _BAND_SHARE[actual.band]
        return IndicatorProgress(indicator, actual, share, None, light, Forecast(None, ""))
    if indicator.comparator is Comparator.YES_NO:
        return _yes_no(indicator, actual, planned)
    if actual.value is None or indicator.target is None:
        return _unexamined(indicator, actual, "目标值或完成值不是数字")
    if _is_limit(indicator):
        return _limited(indicator, actual, actual.value, planned)
    return _growing(indicator, actual, actual.value, planned, limits)


def _is_limit(indicator: Indicator) -> bool:
    """Tell whether an indicator is kept or broken rather than filled; scoring sees it alike."""
    if indicator.comparator is Comparator.EQUAL:
        return indicator.direction is Direction.NEGATIVE or indicator.target == 0
    return indicator.comparator in (Comparator.AT_MOST, Comparator.RANGE)


def _is_steady(indicator: Indicator) -> bool:
    """Tell whether an indicator is a rate, which holds at any time of the year."""
    unit = unit_of(indicator.unit)
    return unit is not None and unit.rate


def _unexamined(indicator: Indicator, actual: Actual | None, reason: str) -> IndicatorProgress:
    return IndicatorProgress(indicator, actual, None, None, Light.NONE, Forecast(None, ""), reason)


def _yes_no(indicator: Indicator, actual: Actual, planned: Decimal) -> IndicatorProgress:
    """What is not yet met is late only when the whole year is planned to be over."""
    if actual.met:
        return IndicatorProgress(indicator, actual, HUNDRED, None, Light.GREEN, Forecast(None, ""))
    light = Light.RED if planned >= HUNDRED else Light.YELLOW
    return IndicatorProgress(indicator, actual, ZERO, None, light, Forecast(None, ""))


def _limited(
    indicator: Indicator, actual: Actual, value: Decimal, planned: Decimal
) -> IndicatorProgress:
    """A limit holds at any time; the lower end of a range is due when all is planned to be done."""
    ranged = indicator.comparator is Comparator.RANGE
    upper, lower = (indicator.upper, indicator.target) if ranged else (indicator.target, None)
    due = lower is not None and planned >= HUNDRED
    kept = (upper is None or value <= upper) and not (due and value < (lower or ZERO))
    light = Light.GREEN if kept else Light.RED
    forecast = _stated(actual)
    done = HUNDRED if kept else ZERO
    return IndicatorProgress(indicator, actual, done, None, light, forecast)


def _growing(
    indicator: Indicator, actual: Actual, value: Decimal, planned: Decimal, limits: Thresholds
) -> IndicatorProgress:
    target = indicator.target
    if target is None or target <= 0:
        return _unexamined(indicator, actual, "目标值不大于0，不计算进度")
    done = ratio(value * HUNDRED, target)
    steady = _is_steady(indicator)
    wanted = HUNDRED if steady else planned
    forecast = _stated(actual)
    if wanted == 0:
        reason = "计划此时尚无产出"
        return IndicatorProgress(indicator, actual, done, None, Light.NONE, forecast, reason)
    against = ratio(done * HUNDRED, wanted)
    light = light_of(against, limits.goal)
    if not steady and against >= limits.easy and planned < HUNDRED:
        light = Light.BLUE
    if forecast.value is None:
        expected = value if steady else ratio(value * HUNDRED, planned)
        forecast = Forecast(expected, "按现有水平" if steady else _BY_PLAN)
    return IndicatorProgress(indicator, actual, done, against, light, forecast)


def _stated(actual: Actual) -> Forecast:
    return Forecast(actual.forecast, _STATED if actual.forecast is not None else "")


def goal_progress(
    indicators: tuple[IndicatorProgress, ...], planned: Decimal, limits: Thresholds
) -> GoalProgress:
    """Put a project's indicators together by their weights, equal where none are given."""
    examined = [i for i in indicators if i.done is not None]
    weighted = all(i.indicator.weight is not None for i in indicators)
    given = [each.indicator.weight if weighted else None for each in examined]
    weights = [ONE if weight is None else weight for weight in given]
    if not sum(weights):
        return GoalProgress(indicators, None, None, Light.NONE, 0)
    of_plan = [_capped(each) for each in examined]
    against = _mean(of_plan, weights)
    done = _done(examined, of_plan, weights, planned)
    return GoalProgress(indicators, done, against, light_of(against, limits.goal), len(examined))


def _done(
    examined: Sequence[IndicatorProgress],
    of_plan: Sequence[Decimal],
    weights: Sequence[Decimal],
    planned: Decimal,
) -> Decimal:
    """Return how much of the goal is done, in %: what grows, by its own sum.

    Rates, limits and wordings hold at any time: they go with the plan, or with what grows where
    that is ahead of it, and hold the goal back only where they are missed.
    """
    own = [_grown(each) for each in examined]
    growing = [(done, w) for done, w in zip(own, weights, strict=True) if done is not None]
    ahead = _mean(*zip(*growing, strict=True)) if any(w for _, w in growing) else ZERO
    pace = max(planned, ahead)
    parts = [
        ratio(held * pace, HUNDRED) if done is None else done
        for done, held in zip(own, of_plan, strict=True)
    ]
    return _mean(parts, weights)


def _mean(values: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    total = sum((value * w for value, w in zip(values, weights, strict=True)), ZERO)
    return ratio(total, sum(weights, ZERO))


def _grown(each: IndicatorProgress) -> Decimal | None:
    """Return what is done of an amount or count in %, at most 100; None of what does not grow."""
    indicator = each.indicator
    if not indicator.numeric or _is_limit(indicator) or _is_steady(indicator):
        return None
    return min(max(each.done or ZERO, ZERO), HUNDRED)


def _capped(each: IndicatorProgress) -> Decimal:
    """An indicator's progress in % of its plan, at most 100: one must not make up for another.

    A task that is not met, but not yet due either (a yellow light), is in step with its plan.
    """
    if each.against_plan is not None:
        return min(max(each.against_plan, ZERO), HUNDRED)
    if each.light is Light.YELLOW and each.indicator.comparator is Comparator.YES_NO:
        return HUNDRED
    return each.done or ZERO
