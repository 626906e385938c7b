"""Small goals, results and projects, one call each."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from mingzhang.domain.performance.model import (
    Actual,
    Band,
    Comparator,
    Direction,
    Goal,
    Indicator,
    Money,
    Performance,
    Project,
)
from mingzhang.domain.performance.scoring.scored import GoalScore, Scored
from mingzhang.domain.performance.scoring.scoring import score_performance
from mingzhang.domain.performance.scoring.stated import Stated
from mingzhang.facts.key import Entity, FactKey, Scope
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.parameters import Parameters

YEAR = 2023
REGION = "510000"
WHOLE = Entity("999-made", Scope.DEPARTMENT)
YEAR_END = date(YEAR, 12, 31)


def number(text: str | None) -> Decimal | None:
    """Return a number of a table of cases, None for none."""
    return None if text is None else Decimal(text)


def numbers(*texts: str) -> tuple[Decimal, ...]:
    """Return several numbers of a table of cases."""
    return tuple(Decimal(text) for text in texts)


def indicator(
    code: str = "A",
    comparator: Comparator = Comparator.AT_LEAST,
    target: str | None = None,
    weight: str | None = "10",
    *,
    upper: str | None = None,
    direction: Direction | None = None,
    level: str = "output",
    project: str = "P",
    unit: str = "个",
    origin: str = "recorded",
    key: FactKey | None = None,
) -> Indicator:
    """Return an indicator called by its code."""
    usual = Direction.NEGATIVE if comparator is Comparator.AT_MOST else Direction.POSITIVE
    return Indicator(
        code=code,
        project=project,
        version=1,
        level=level,
        sublevel="",
        name=f"指标{code}",
        content="",
        comparator=comparator,
        target=number(target),
        upper=number(upper),
        wording="",
        unit=unit,
        direction=direction or usual,
        weight=number(weight),
        medium=None,
        previous=None,
        key=key,
        origin=origin,
        place=Place("绩效指标", 2),
    )


def actual(
    value: str | None = None,
    *,
    met: bool | None = None,
    band: Band | None = None,
    points: str | None = None,
    reason: str = "说明",
    on: date = YEAR_END,
    wording: str = "",
    origin: str = "recorded",
    from_fact: bool = False,
) -> Actual:
    """Return a report on an indicator, with a reason unless one is left out."""
    return Actual(
        indicator="",
        on=on,
        value=number(value),
        wording=wording,
        met=met,
        band=band,
        points=number(points),
        forecast=None,
        likelihood="",
        cause="",
        reason=reason,
        measure="",
        evidence="",
        origin=origin,
        place=Place("指标完成", 5),
        from_fact=from_fact,
    )


def project(
    lines: Mapping[Indicator, Actual | None] | None = None,
    *,
    code: str = "P",
    budget: str | None = "100",
    spent: str | None = "100",
    done: str = "",
) -> Project:
    """Return a project of indicators with their results."""
    held = dict(lines or {})
    return Project(
        code=code,
        name=f"项目{code}",
        kind="",
        unit="",
        standing="",
        first_year=None,
        last_year=None,
        total=None,
        total_fiscal=None,
        basis="",
        decision="",
        goals=(_goal(code, done),) if done else (),
        indicators=tuple(held),
        earlier=(),
        actuals={i.code: (a,) for i, a in held.items() if a is not None},
        money=Money(adjusted=number(budget), spent=number(spent)),
        by_source={},
        progress=(),
        plan={},
        place=Place("项目", 2),
    )


def _goal(code: str, done: str) -> Goal:
    place = Place("绩效目标", 2)
    return Goal(code, 1, None, "目标", "", done, "", "", "", "", place)


def stated(
    score: str | None = None,
    grade: str = "",
    *,
    code: str = "P",
    conclusion: str = "",
    problems: str = "",
) -> dict[str, Stated]:
    """Return what an office says of one project."""
    said = Stated(code, number(score), grade, conclusion, problems, Place("自评", 2))
    return {code: said}


def performance(*projects: Project, own: Mapping[str, str] | None = None) -> Performance:
    """Return a department with these projects and the parameters that it set."""
    whole = project(code="")
    return Performance(WHOLE, "示例部门", REGION, YEAR, whole, projects, dict(own or {}))


def scored(
    *projects: Project,
    own: Mapping[str, str] | None = None,
    said: Mapping[str, Stated] | None = None,
) -> Scored:
    """Score projects by the rulebook and the parameters that the office set."""
    parameters = Parameters(REGION, YEAR, dict(own or {}))
    return score_performance(performance(*projects, own=own), parameters, said)


def goal_of(one: Project, **own: str) -> GoalScore:
    """Score one project."""
    return scored(one, own=own).goal(one.code)
