"""What repeats in a form: one function a loop, by name, giving the items in the form's order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingzhang.domain.book.model import Line
from mingzhang.domain.book.performance_sheets import (
    DecisionRow,
    FundRow,
    ProgressRow,
    RectificationRow,
    TaskRow,
)
from mingzhang.domain.performance.forms.material import Material, Subject
from mingzhang.domain.performance.goals.ex_ante import ex_ante_of
from mingzhang.domain.performance.goals.review import review_goal
from mingzhang.domain.performance.goals.versions import changes
from mingzhang.domain.performance.model import Actual, Indicator
from mingzhang.domain.performance.scoring.scored import Point
from mingzhang.rulebook.performance import terms

Loop = Callable[[Material, Subject], Sequence[object]]

_MANAGEMENT = "management"
#: Of the monitoring form: everything that is not this year's appropriation.
REST = "rest"


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator with the report of the form's date, and its score at the end of the year."""

    indicator: Indicator
    actual: Actual | None
    point: Point | None


@dataclass(frozen=True, slots=True)
class FundLine:
    """A source of funds with its row in the book and its row of progress at the form's date."""

    source: str
    funds: tuple[Line[FundRow], ...]
    progress: tuple[Line[ProgressRow], ...]


def indicators(material: Material, at: Subject) -> Sequence[IndicatorLine]:
    """Indicators of the goal in force, those of a level and of a second level together."""
    return _indicator_lines(material, at, lambda _level: True)


def management(material: Material, at: Subject) -> Sequence[IndicatorLine]:
    """Indicators of the project's management."""
    return _indicator_lines(material, at, lambda level: level == _MANAGEMENT)


def effects(material: Material, at: Subject) -> Sequence[IndicatorLine]:
    """Indicators of what a project brings about: all but those of its management."""
    return _indicator_lines(material, at, lambda level: level != _MANAGEMENT)


def _indicator_lines(
    material: Material, at: Subject, wanted: Callable[[str], bool]
) -> Sequence[IndicatorLine]:
    given = [i for i in at.project.indicators if wanted(i.level)]
    levels = list(dict.fromkeys(i.level for i in given))
    sublevels = list(dict.fromkeys((i.level, i.sublevel) for i in given))
    given.sort(key=lambda i: (levels.index(i.level), sublevels.index((i.level, i.sublevel))))
    end = date(material.performance.year, 12, 31)
    goal = material.scored.goal(at.project.code)
    return [
        IndicatorLine(
            indicator,
            _report(at.project.actuals.get(indicator.code, ()), at.on or end),
            goal.point(indicator.code),
        )
        for indicator in given
    ]


def _report(reports: Sequence[Actual], on: date) -> Actual | None:
    return next((report for report in reports if report.on == on), None)


def fund(material: Material, at: Subject) -> Sequence[FundLine]:
    """Sources of funds, whether the project has money of them or not, and those not of the year."""
    book, code = material.book, at.project.code
    funds = [line for line in book.lines(FundRow) if line.row.project == code]
    steps = [
        line
        for line in book.lines(ProgressRow)
        if line.row.project == code and line.row.on == at.on
    ]
    groups = {source: {source} for source in terms("fund_source")}
    groups[REST] = groups.keys() - {"fiscal"}
    return [
        FundLine(
            source,
            tuple(line for line in funds if line.row.source in held),
            tuple(line for line in steps if line.row.source in held),
        )
        for source, held in groups.items()
    ]


def tasks(material: Material, _at: Subject) -> Sequence[Line[TaskRow]]:
    """Main tasks of the department's year."""
    return list(material.book.lines(TaskRow))


def reviews(material: Material, at: Subject) -> Sequence[object]:
    """Points of the review of the goal."""
    return review_goal(material.book, at.project, ()).points


def dimensions(material: Material, at: Subject) -> Sequence[object]:
    """Dimensions of the ex-ante evaluation."""
    return ex_ante_of(material.book, at.project.code).dimensions


def goal_changes(_material: Material, at: Subject) -> Sequence[object]:
    """What the versions of the goal changed, version by version."""
    return changes(at.project)


def rectifications(material: Material, _at: Subject) -> Sequence[Line[RectificationRow]]:
    """Problems and what is done about them."""
    return list(material.book.lines(RectificationRow))


def decisions(material: Material, _at: Subject) -> Sequence[Line[DecisionRow]]:
    """What next year's budget does with the projects."""
    return list(material.book.lines(DecisionRow))


def scores(material: Material, at: Subject) -> Sequence[object]:
    """Indicators of a scored system."""
    sheet = material.sheets.get(at.evaluation)
    return sheet.lines if sheet else ()


def goals(_material: Material, at: Subject) -> Sequence[object]:
    """The goal in force."""
    return at.project.goals[-1:] or at.project.indicators[:1]


def results(material: Material, at: Subject) -> Sequence[object]:
    """Reports of the year's end on indicators, or money of the year."""
    end = date(material.performance.year, 12, 31)
    found = [r for reports in at.project.actuals.values() for r in reports if r.on == end]
    done = [goal for goal in at.project.goals[-1:] if goal.done]
    return found or done or [m for m in (at.project.money.spent,) if m is not None]


def judged(material: Material, at: Subject) -> Sequence[object]:
    """Points of the review on which somebody said something."""
    return [
        p
        for p in review_goal(material.book, at.project, ()).points
        if p.points is not None or p.opinion
    ]


def evaluated(material: Material, at: Subject) -> Sequence[object]:
    """The ex-ante evaluation, where there is one."""
    evaluation = ex_ante_of(material.book, at.project.code)
    return [evaluation] if evaluation.evaluated else []


def reports(_material: Material, at: Subject) -> Sequence[object]:
    """What is reported at the date of a monitoring form."""
    found = [r for each in at.project.actuals.values() for r in each if r.on == at.on]
    return [*found, *(step for step in at.project.progress if step.on == at.on)]


LOOPS: dict[str, Loop] = {
    "indicators": indicators,
    "management": management,
    "effects": effects,
    "fund": fund,
    "tasks": tasks,
    "reviews": reviews,
    "dimensions": dimensions,
    "changes": goal_changes,
    "rectifications": rectifications,
    "decisions": decisions,
    "scores": scores,
    "goals": goals,
    "results": results,
    "judged": judged,
    "evaluated": evaluated,
    "reports": reports,
}


def source_item(material: Material, at: Subject, only: str) -> object:
    """Return the item of a row that is written out for one source of funds."""
    return next(line for line in fund(material, at) if line.source == only)


def total_of(values: Sequence[Decimal | None]) -> Decimal | None:
    """Return a sum of which every part is known; None without parts."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None
