"""History of a goal: what changed from version to version, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mingzhang.domain.performance.goals.targets import measured, target_text
from mingzhang.domain.performance.model import Goal, Indicator, Project
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.performance import term


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a version changed: `field` from `before` to `after`, "" where there was none.

    `indicator` is "" for the goal's own text. `ground` is the number of the budget adjustment,
    `reason` what is told besides; both are "" for a version without a row in 绩效目标.
    """

    project: str
    version: int
    on: date | None
    indicator: str
    name: str
    field: str
    before: str
    after: str
    ground: str
    reason: str
    place: Place


#: What is compared of a goal and of an indicator, in the order of the sheets.
_GOAL_FIELDS: Mapping[str, Callable[[Goal], str]] = {
    "年度目标": lambda goal: goal.annual,
    "中期目标": lambda goal: goal.medium,
}
_INDICATOR_FIELDS: Mapping[str, Callable[[Indicator], str]] = {
    "一级指标": lambda i: term("level", i.level),
    "二级指标": lambda i: term("sublevel", i.sublevel) if i.sublevel else "",
    "三级指标": lambda i: i.name,
    "指标内容": lambda i: i.content,
    "年度指标值": target_text,
    "指标方向": lambda i: term("direction", i.direction),
    "分值": lambda i: plain(i.weight) if i.weight is not None else "",
    "中期指标值": lambda i: measured(i.medium, i.unit) if i.medium is not None else "",
    "取数": lambda i: str(i.key) if i.key else "",
}
#: The field of a change that adds or drops an indicator.
WHOLE_INDICATOR = "指标"


def changes(project: Project) -> tuple[Change, ...]:
    """Return every change of a project's goal, version by version; empty for one version."""
    every = (*project.earlier, *project.indicators)
    versions = sorted({i.version for i in every} | {g.version for g in project.goals})
    goals = {g.version: g for g in project.goals}
    found: list[Change] = []
    for before, after in pairwise(versions):
        found += _of_goal(project, goals, before, after)
        found += _of_indicators(project, goals, after)
    return tuple(found)


def _of_goal(
    project: Project, goals: Mapping[int, Goal], before: int, after: int
) -> Iterator[Change]:
    old, new = goals.get(before), goals.get(after)
    if old is None or new is None:
        return
    for field, read in _GOAL_FIELDS.items():
        if read(old) != read(new):
            made = _Version(project, after, new)
            yield made.change("", project.name, field, (read(old), read(new)), new.place)


def _of_indicators(project: Project, goals: Mapping[int, Goal], after: int) -> Iterator[Change]:
    """Compare with the last version that has indicators: one of text alone lets them stand."""
    every = (*project.earlier, *project.indicators)
    before = max((i.version for i in every if i.version < after), default=after)
    old = {i.code: i for i in every if i.version == before}
    new = {i.code: i for i in every if i.version == after}
    if not new:
        return
    made = _Version(project, after, goals.get(after))
    for code, each in new.items():
        was = old.get(code)
        if was is None:
            both = ("", _said(each))
            yield made.change(code, each.name, WHOLE_INDICATOR, both, each.place)
            continue
        for field, read in _INDICATOR_FIELDS.items():
            if read(was) != read(each):
                both = (read(was), read(each))
                yield made.change(code, each.name, field, both, each.place)
    for code, each in old.items():
        if code not in new:
            both = (_said(each), "")
            yield made.change(code, each.name, WHOLE_INDICATOR, both, each.place)


def _said(indicator: Indicator) -> str:
    return f"{indicator.name} {target_text(indicator)}"


@dataclass(frozen=True, slots=True)
class _Version:
    """A version in the making, with the goal that tells why."""

    project: Project
    number: int
    goal: Goal | None

    def change(
        self, indicator: str, name: str, field: str, both: tuple[str, str], place: Place
    ) -> Change:
        goal = self.goal
        return Change(
            project=self.project.code,
            version=self.number,
            on=goal.on if goal else None,
            indicator=indicator,
            name=name,
            field=field,
            before=both[0],
            after=both[1],
            ground=goal.adjustment if goal else "",
            reason=goal.reason if goal else "",
            place=place,
        )
