"""Goal lint of a project's goal as a whole: is it there, complete, and weighted as usual?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mingzhang.domain.book.cells import folded
from mingzhang.domain.performance.goals.lint_subject import Subject, cell
from mingzhang.domain.performance.goals.targets import target_text
from mingzhang.domain.performance.model import Indicator, Notice
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.kernel.money import format_yuan
from mingzhang.rulebook.documents import cite
from mingzhang.rulebook.goal_forms import GoalForm, Need
from mingzhang.rulebook.goal_words import words_in
from mingzhang.rulebook.performance import term, terms

#: Kind of a need → the rule that tells of its absence.
_MISSING = {
    "required": "goal.required_missing",
    "usual": "goal.usual_missing",
    "cost": "goal.cost_missing",
}


def lint_project(subject: Subject) -> Iterator[Notice]:
    """Yield what is to be said of a project's goal as a whole."""
    yield from _presence(subject)
    yield from _decision(subject)
    if not subject.project.indicators:
        return
    yield from _medium(subject)
    yield from _needs(subject)
    yield from _level_points(subject)
    yield from _duplicates(subject)


def _presence(subject: Subject) -> Iterator[Notice]:
    project, budget = subject.project, subject.project.budget
    text = bool(project.goal and project.goal.annual)
    if not project.goals and not project.indicators:
        if budget and not subject.whole:
            evidence = [f"预算 {format_yuan(budget)} 元", "“绩效目标”“绩效指标”没有该项目的行"]
            yield subject.notice("goal.missing", f"“{project.name}”没有绩效目标", evidence)
    elif not project.indicators:
        where = project.goals[-1].place
        evidence = [f"{where}：有年度目标", "“绩效指标”没有该项目的行"]
        said = f"“{project.name}”没有绩效指标"
        yield subject.notice("goal.no_indicators", said, evidence, where)
    elif not text:
        where = project.goals[-1].place if project.goals else project.indicators[0].place
        evidence = [f"绩效指标 {len(project.indicators)} 个，年度目标空白"]
        yield subject.notice("goal.no_text", f"“{project.name}”没有年度目标", evidence, where)


def _decision(subject: Subject) -> Iterator[Notice]:
    project = subject.project
    if project.standing == "new" and subject.project.budget and not project.decision:
        evidence = [f"{replace(project.place, column='集体决策')}：空白"]
        said = f"新增项目“{project.name}”没有集体决策的记录"
        yield subject.notice("goal.decision_missing", said, evidence)


def _medium(subject: Subject) -> Iterator[Notice]:
    project = subject.project
    first, last = project.first_year, project.last_year
    told = any(goal.medium for goal in project.goals)
    told = told or any(i.medium is not None for i in project.indicators)
    if first is not None and last is not None and last > first and not told:
        evidence = [f"{project.place}：{first}年至{last}年", "中期目标和中期指标值空白"]
        said = f"“{project.name}”实施 {last - first + 1} 年，没有中期目标"
        where = project.goals[-1].place if project.goals else project.place
        yield subject.notice("goal.medium_missing", said, evidence, where)


def _needs(subject: Subject) -> Iterator[Notice]:
    if not subject.forms:
        return
    form = subject.form
    if form is None:
        yield _mixed(subject)
        return
    indicators = subject.project.indicators
    for need in form.need:
        whole_level_gone = bool(need.sublevel) and not any(
            i.level == need.level for i in indicators
        )
        if not whole_level_gone and not any(_meets(i, need) for i in indicators):
            label = term("sublevel", need.sublevel) if need.sublevel else term("level", need.level)
            evidence = [
                f"已设：{_listed(indicators)}",
                f"表式：{form.title}，{cite(form.basis)}",
            ]
            said = f"“{subject.project.name}”没有{label}"
            yield subject.notice(_MISSING[need.kind], said, evidence, indicators[0].place)


def _meets(indicator: Indicator, need: Need) -> bool:
    """A level without second levels given may hold any of them."""
    return indicator.level == need.level and need.sublevel in (
        "",
        indicator.sublevel or need.sublevel,
    )


def _listed(indicators: tuple[Indicator, ...]) -> str:
    kinds = dict.fromkeys((i.level, i.sublevel) for i in indicators)
    return "、".join(
        term("level", level) + (f"—{term('sublevel', sublevel)}" if sublevel else "")
        for level, sublevel in kinds
    )


def _mixed(subject: Subject) -> Notice:
    indicators = subject.project.indicators
    titles = "、".join(f"“{form.title}”" for form in subject.forms)
    said = f"“{subject.project.name}”的指标不属于同一张表式"
    evidence = [f"已设：{_listed(indicators)}", f"当年的表式：{titles}"]
    return subject.notice("goal.mixed_forms", said, evidence, indicators[0].place)


def _level_points(subject: Subject) -> Iterator[Notice]:
    """Hold the points of the first levels against the patterns of the form."""
    form, indicators = subject.form, subject.project.indicators
    if form is None or subject.whole or any(i.weight is None for i in indicators):
        return
    points: dict[str, Decimal] = {}
    for each in indicators:
        if not words_in(each.name, "execution"):
            points[each.level] = points.get(each.level, Decimal(0)) + (each.weight or Decimal(0))
    patterns = _patterns(form, points)
    if patterns and points not in patterns:
        evidence = [f"现为：{_shares(points)}", *(f"统一权重：{_shares(p)}" for p in patterns)]
        said = f"“{subject.project.name}”的一级指标分值偏离统一权重"
        place = replace(indicators[0].place, column="分值")
        yield subject.notice("goal.level_weights", said, evidence, place)


def _patterns(form: GoalForm, points: dict[str, Decimal]) -> list[dict[str, Decimal]]:
    """Return the patterns of these very levels and this total; others cannot be compared."""
    found = [{k: Decimal(v) for k, v in p.points.items()} for p in form.pattern]
    total = sum(points.values())
    return [p for p in found if p.keys() == points.keys() and sum(p.values()) == total]


def _shares(points: dict[str, Decimal]) -> str:
    order = [level for level in terms("level") if level in points]
    return "、".join(f"{term('level', level)} {plain(points[level])} 分" for level in order)


def _duplicates(subject: Subject) -> Iterator[Notice]:
    first: dict[tuple[str, ...], Indicator] = {}
    for each in subject.project.indicators:
        key = (each.level, each.sublevel, folded(each.name), folded(each.content))
        held = first.setdefault(key, each)
        if held is not each:
            evidence = [cell(x, "三级指标", f"{x.name} {target_text(x)}") for x in (held, each)]
            said = f"与第{held.place.row}行的指标重复"
            yield subject.of_indicator("goal.duplicate", each, said, evidence, "三级指标")
