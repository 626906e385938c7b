"""What lint, scoring and monitoring found, as a note for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from mingzhang.domain.performance.follow_up import (
    STATUS_LABELS,
    Rectification,
    rectification_notices,
)
from mingzhang.domain.performance.goals.targets import measured, target_text
from mingzhang.domain.performance.model import WHOLE, Notice, Performance
from mingzhang.domain.performance.monitoring.model import LIGHT_LABELS, Monitored, Monitoring
from mingzhang.domain.performance.monitoring.monitor import percent
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.performance.scoring.scored import GoalScore, Point, Scored, Standing
from mingzhang.kernel.money import in_unit
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.documents import cite
from mingzhang.rulebook.notices import NoticeRule, notice_rules
from mingzhang.rulebook.performance import term
from mingzhang.usecases.wrapping import Line

_SEVERITIES = {"error": "错误", "warning": "警告", "hint": "提示"}
_STANDINGS = {
    Standing.UNSCORED: "未评",
    Standing.NOT_APPLICABLE: "不适用",
    Standing.UNWEIGHTED: "未设分值",
}
_WHOLE_NAME = "部门整体"


def lint_note(performance: Performance, notices: Sequence[Notice]) -> Iterator[Line]:
    """Yield the notices on goals, project by project, with clause and evidence."""
    yield 0, f"{performance.name}　{performance.year}年度　绩效目标检查"
    indicators = sum(len(p.indicators) for p in performance.every)
    yield 0, f"{len(performance.projects)}个项目，{indicators}项指标。{counted(notices)}"
    yield from by_project(performance, notices)


def score_note(performance: Performance, scored: Scored) -> Iterator[Line]:
    """Yield each self-evaluation: every point with its sum, the total, the grade."""
    yield 0, f"{performance.name}　{performance.year}年度　绩效自评"
    for goal in scored.goals:
        if goal.project == WHOLE and len(goal.points) == 1:
            continue  # the department has no goal of its own: the line of its money says nothing
        yield 0, ""
        yield 0, f"■ {_named(goal.project, goal.name)}：{_total(goal)}"
        for point in goal.points:
            yield 4, f"  · {_line(point)}"
    yield 0, ""
    yield 0, counted(scored.notices)
    yield from by_project(performance, scored.notices)


def monitoring_note(
    performance: Performance, monitoring: Monitoring, tasks: Sequence[Rectification]
) -> Iterator[Line]:
    """Yield two lights a project with the figures behind them, tasks, and what there is to say."""
    yield 0, f"{performance.name}　截至{monitoring.on}　绩效运行监控"
    for each in monitoring.projects:
        yield 0, ""
        yield from _monitored(each)
    if tasks:
        yield 0, ""
        yield 0, "【整改】"
    for task in tasks:
        due = f"，期限{task.due}" if task.due else ""
        yield 2, f"· {task.row.code} {STATUS_LABELS[task.status]}{due}：{task.row.problem}"
    yield 0, ""
    notices = (*monitoring.notices, *rectification_notices(tasks))
    yield 0, counted(notices)
    yield from by_project(performance, notices)


def _monitored(each: Monitored) -> Iterator[Line]:
    execution, goal = each.execution, each.goal
    name = _named(each.project.code, each.project.name)
    yield 0, f"■ {name}（计划进度{percent(each.planned)}）"
    money = execution.reason or f"执行率{percent(execution.rate)}"
    if execution.forecast.value is not None:
        value = _wan(execution.forecast.value)
        money += f"，全年预计执行{value}（{execution.forecast.method}）"
    yield 4, f"  · 执行：{LIGHT_LABELS[execution.light]}　{money}"
    count = len(goal.indicators)
    done = f"目标完成进度{percent(goal.done)}，" if goal.done is not None else ""
    yield 4, f"  · 目标：{LIGHT_LABELS[goal.light]}　{done}{count}项指标检查了{goal.examined}项"


def _line(point: Point) -> str:
    held = "" if point.subject is None else f"（{target_text(point.subject)}，{_reached(point)}）"
    if point.standing is Standing.UNWEIGHTED:
        rate = "" if point.completion is None else f"，完成率{percent(point.completion)}"
        return f"{point.name}{held}：{_STANDINGS[point.standing]}{rate}"
    if point.score is None:
        weight = f"{plain(point.weight)}分，" if point.weight is not None else ""
        return f"{point.name}{held}：{weight}{_STANDINGS[point.standing]}，{point.reason}"
    weight = plain(point.weight) if point.weight is not None else ""
    return f"{point.name}{held}：{plain(point.score)}／{weight}分　{point.formula}"


def _reached(point: Point) -> str:
    result = point.result
    if result is None or not result.reported:
        return "没有数据"
    if result.value is not None and point.subject is not None:
        return f"完成{measured(result.value, point.subject.unit)}"
    if result.wording:
        return result.wording
    if result.met is not None:
        return "已达成" if result.met else "未达成"
    return term("band", result.band) if result.band else "没有数据"


def _total(goal: GoalScore) -> str:
    if goal.total is None:
        return goal.ungraded or "没有设定分值，不计分"
    points = f"{plain(goal.total.score)}分"
    if not goal.total.complete:
        points = f"已评{plain(goal.total.assessed)}分中得{points}"
    grade = f"，{goal.grade.label}" if goal.grade else f"，{goal.ungraded}" if goal.ungraded else ""
    return points + grade


def by_project(performance: Performance, notices: Iterable[Notice]) -> Iterator[Line]:
    """Yield notices below the project that they are about, the department's own first."""
    groups: dict[str, list[Notice]] = {}
    for notice in notices:
        groups.setdefault(notice.project, []).append(notice)
    for project in performance.every:
        if project.code not in groups:
            continue
        yield 0, ""
        yield 0, f"【{_named(project.code, project.name)}】"
        rules: dict[str, list[Notice]] = {}
        for notice in groups[project.code]:
            rules.setdefault(notice.rule, []).append(notice)
        for code, alike in rules.items():
            yield from _alike(notice_rules()[code], alike)


def _alike(rule: NoticeRule, notices: Sequence[Notice]) -> Iterator[Line]:
    """Yield the notices of one rule: what to do and why is told once."""
    head = f"  · {_SEVERITIES[rule.severity]}　{rule.title}"
    if len(notices) == 1:
        yield 4, f"{head}：{notices[0].said}{_place(notices[0])}"
        yield from _evidence(notices[0], "    ")
    else:
        yield 4, f"{head}，{len(notices)}处："
        for notice in notices:
            yield 6, f"    - {notice.said}{_place(notice)}"
            yield from _evidence(notice, "      ")
    advice = f"处理：{rule.advice}。" if rule.advice else ""
    yield 4, f"    {advice}依据：{cite(rule.basis)}"


def _evidence(notice: Notice, pad: str) -> Iterator[Line]:
    if notice.evidence:
        yield len(pad), f"{pad}{'；'.join(notice.evidence)}"


def _place(notice: Notice) -> str:
    return f"（{notice.place}）" if notice.place else ""


def counted(notices: Iterable[Notice]) -> str:
    """Say how many notices there are of each severity."""
    rules = notice_rules()
    found = [rules[notice.rule].severity for notice in notices]
    told = [f"{name}{found.count(code)}处" for code, name in _SEVERITIES.items() if code in found]
    return f"{'、'.join(told)}。" if told else "没有发现问题。"


def _named(code: str, name: str) -> str:
    return _WHOLE_NAME if code == WHOLE else f"{name}（{code}）"


def _wan(yuan: Decimal) -> str:
    return f"{plain(half_up(in_unit(yuan, '万元'), 2))}万元"
