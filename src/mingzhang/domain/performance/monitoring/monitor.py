"""Monitors every project of a department at a checkpoint."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from mingzhang.domain.performance.goals.targets import measured, target_text
from mingzhang.domain.performance.model import Actual, Indicator, Notice, Performance, Project
from mingzhang.domain.performance.monitoring.model import (
    ExecutionProgress,
    GoalProgress,
    IndicatorProgress,
    Light,
    Monitored,
    Monitoring,
)
from mingzhang.domain.performance.monitoring.plan import months_ended, planned
from mingzhang.domain.performance.monitoring.progress import (
    Thresholds,
    execution_progress,
    goal_progress,
    indicator_progress,
    last_until,
)
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.performance.scoring.settings import step
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.parameters import Parameters
from mingzhang.rulebook.performance import term

_AMISS = (Light.RED, Light.YELLOW)


def monitor(performance: Performance, parameters: Parameters, on: date) -> Monitoring:
    """Return two lights a project at a day, with forecast and what there is to say.

    A department's own goals are monitored like a project's where it has indicators. The method is
    目标比较 of 财预〔2019〕136号; thresholds are parameters. Raises UnknownParameter.
    """
    limits = Thresholds.of(parameters)
    subjects = [p for p in performance.every if p.code or p.indicators]
    return Monitoring(on, tuple(_monitored(subject, on, limits) for subject in subjects))


def _monitored(project: Project, on: date, limits: Thresholds) -> Monitored:
    share = planned(project.plan, on)
    execution = execution_progress(project, on, share, limits)
    indicators = tuple(
        indicator_progress(i, project.actuals.get(i.code, ()), on, share, limits)
        for i in project.indicators
    )
    goal = goal_progress(indicators, share, limits)
    gap = None if goal.done is None or execution.rate is None else goal.done - execution.rate
    notices = tuple(_notices(project, on, execution, goal, gap, limits))
    return Monitored(project, on, share, execution, goal, gap, notices)


def _notices(
    project: Project,
    on: date,
    execution: ExecutionProgress,
    goal: GoalProgress,
    gap: Decimal | None,
    limits: Thresholds,
) -> Iterator[Notice]:
    yield from _of_execution(project, on, execution, limits)
    yield from _unexamined(project, goal)
    for each in goal.indicators:
        yield from _of_indicator(project, each, ended=(on.month, on.day) == (12, 31))
    if gap is not None and abs(gap) > limits.gap:
        said = (
            f"目标完成进度{percent(goal.done)}，预算执行率{percent(execution.rate)}，"
            f"相差{plain(half_up(abs(gap), 2))}个百分点，超过{plain(limits.gap)}个百分点"
        )
        yield Notice("monitoring.gap", project.code, "", said, place=project.place)
    yield from _backward(project, on)


def _of_execution(
    project: Project, on: date, execution: ExecutionProgress, limits: Thresholds
) -> Iterator[Notice]:
    entry = last_until(project.progress, on)
    place = entry.place if entry else project.place
    if execution.rate is None:
        if project.code:
            said = f"预算执行未检查：{execution.reason}"
            yield Notice("monitoring.missing", project.code, "", said, place=place)
        return
    told = _evidence(execution, on)
    amiss = False
    if execution.light is Light.RED:
        amiss = True
        said = f"执行率{percent(execution.rate)}，为计划进度的{percent(execution.against_plan)}"
        yield Notice("monitoring.execution_red", project.code, "", said, told, place)
    ended = months_ended(on)
    floor = step(limits.floor, Decimal(ended))
    if floor is not None and execution.rate < floor:
        amiss = True
        said = f"执行率{percent(execution.rate)}，低于{ended}月底的预警线{plain(floor)}%"
        yield Notice("monitoring.execution_floor", project.code, "", said, told, place)
    if amiss and entry is not None:
        if not (entry.cause or entry.reason):
            said = "预算执行滞后，没有填写偏差原因"
            yield Notice("monitoring.unexplained", project.code, "", said, told, place)
        if not entry.handling:
            said = "预警后没有填写处理（继续执行、调剂、取消或暂停）"
            yield Notice("monitoring.no_handling", project.code, "", said, told, place)


def _evidence(execution: ExecutionProgress, on: date) -> tuple[str, ...]:
    told = []
    if execution.spent is not None and execution.budget is not None:
        as_of = f"（截至{execution.known_on}）" if execution.known_on != on else ""
        told.append(f"累计执行{plain(execution.spent)}元{as_of} ÷ 预算{plain(execution.budget)}元")
    if execution.forecast.value is not None:
        value = plain(half_up(execution.forecast.value, 2))
        told.append(f"全年预计执行{value}元（{execution.forecast.method}）")
    return tuple(told)


def _unexamined(project: Project, goal: GoalProgress) -> Iterator[Notice]:
    """One notice for all indicators that cannot be examined for the same reason."""
    reasons: dict[str, list[IndicatorProgress]] = {}
    for each in goal.indicators:
        if each.light is Light.NONE:
            reasons.setdefault(each.reason, []).append(each)
    for reason, group in reasons.items():
        names = "、".join(each.indicator.name for each in group)
        said = f"{len(group)}项指标未检查，{reason}：{names}"
        place = group[0].indicator.place
        yield Notice("monitoring.missing", project.code, "", said, place=place)


def _of_indicator(project: Project, each: IndicatorProgress, *, ended: bool) -> Iterator[Notice]:
    indicator, actual = each.indicator, each.actual
    if actual is None:
        return
    place, told = actual.place, _indicator_evidence(each, actual)
    if each.light is Light.RED:
        said = f"{indicator.name}：目标{target_text(indicator)}，{_reached(indicator, actual)}"
        yield Notice("monitoring.goal_red", project.code, indicator.code, said, told, place)
    if each.light is Light.BLUE:
        said = f"{indicator.name}：已达计划进度的{percent(each.against_plan)}"
        yield Notice("monitoring.goal_easy", project.code, indicator.code, said, told, place)
    if each.light in _AMISS:
        if each.light is Light.RED and not (actual.cause or actual.reason):
            said = f"{indicator.name}：没有填写偏差原因"
            yield Notice("monitoring.unexplained", project.code, indicator.code, said, told, place)
        if not actual.likelihood and not ended:
            options = "、".join(
                term("likelihood", c) for c in ("certain", "possible", "impossible")
            )
            said = f"{indicator.name}：没有填写完成目标的可能性（{options}）"
            yield Notice(
                "monitoring.no_likelihood", project.code, indicator.code, said, told, place
            )
    if actual.likelihood == "impossible":
        said = f"{indicator.name}：{term('likelihood', 'impossible')}完成"
        yield Notice("monitoring.shortfall", project.code, indicator.code, said, told, place)


def _reached(indicator: Indicator, actual: Actual) -> str:
    if actual.value is not None:
        return f"完成{measured(actual.value, indicator.unit)}"
    return actual.wording or "未达成"


def _indicator_evidence(each: IndicatorProgress, actual: Actual) -> tuple[str, ...]:
    told = []
    if each.done is not None and actual.value is not None:
        told.append(f"完成率{percent(each.done)}")
    if each.against_plan is not None:
        told.append(f"为计划进度的{percent(each.against_plan)}")
    if each.forecast.value is not None:
        value = measured(half_up(each.forecast.value, 2), each.indicator.unit)
        told.append(f"全年预计{value}（{each.forecast.method}）")
    return tuple(told)


def _backward(project: Project, on: date) -> Iterator[Notice]:
    """Sums since January cannot fall."""
    before: Decimal | None = None
    for entry in project.progress:
        if entry.on > on or entry.spent is None:
            continue
        if before is not None and entry.spent < before:
            said = f"截至{entry.on}累计执行{plain(entry.spent)}元，少于前一时点的{plain(before)}元"
            yield Notice("monitoring.backward", project.code, "", said, place=entry.place)
        before = entry.spent


def percent(value: Decimal | None) -> str:
    """Return a rate for people with two decimals at most."""
    return "不详" if value is None else f"{plain(half_up(value, 2))}%"
