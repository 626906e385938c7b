"""Makes performance of any size: projects whose indicators hold every comparator and boundary.

Nothing of it is real. The same number of projects and the same seed give the same performance; a
larger one begins with the smaller one.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from mingzhang.domain.performance.model import (
    Actual,
    Band,
    Comparator,
    Direction,
    Indicator,
    Money,
    Performance,
    Project,
)
from mingzhang.facts.key import Entity, Scope
from mingzhang.kernel.problem import Place

YEAR = 2023
INDICATORS = 12
_YEAR_END = date(YEAR, 12, 31)

#: First level and weight of the twelve indicators: 50, 30 and 10 points, 90 in all.
_LINES = (
    *(("output", w) for w in ("10", "10", "10", "7.5", "7.5", "5")),
    *(("benefit", w) for w in ("10", "10", "3.33", "6.67")),
    *(("satisfaction", w) for w in ("6.5", "3.5")),
)
_UNITS = ("个", "%", "万元", "天", "")


def made_performance(projects: int, seed: int = 7) -> Performance:
    """Return a department with that many projects, each of twelve weighted indicators."""
    return Performance(
        entity=Entity("999999-made", Scope.DEPARTMENT),
        name="示例部门",
        region="510000",
        year=YEAR,
        whole=_project("", "示例部门", seed),
        projects=tuple(_project(f"P{n:05}", f"示例项目{n}", seed) for n in range(projects)),
    )


def _project(code: str, name: str, seed: int) -> Project:
    rng = random.Random(f"{seed}:{code}")  # noqa: S311 - the same performance again
    indicators = tuple(_indicator(code, n, rng) for n in range(INDICATORS))
    careful = rng.random() < 0.5
    make = _good_actual if careful else _actual
    actuals = {i.code: (make(i, rng),) for i in indicators if careful or rng.random() > 0.03}
    return Project(
        code=code,
        name=name,
        kind="",
        unit="",
        standing="",
        first_year=None,
        last_year=None,
        total=None,
        total_fiscal=None,
        basis="",
        decision="",
        goals=(),
        indicators=indicators,
        earlier=(),
        actuals=actuals,
        money=_money(rng, careful=careful),
        by_source={},
        progress=(),
        plan={},
        place=Place("项目", 2),
    )


def _money(rng: random.Random, *, careful: bool) -> Money:
    budget = Decimal(rng.randrange(1, 10**9)) / 100
    spent: Decimal | None = budget * rng.randrange(70, 101) / 100
    if not careful:
        budget = budget if rng.random() > 0.03 else Decimal(0)
        other = Decimal(rng.randrange(0, 10**9)) / 100
        spent = rng.choice((Decimal(0), budget, budget / 2, other, None))
    return Money(initial=budget, adjusted=budget, received=budget, spent=spent)


def _indicator(project: str, number: int, rng: random.Random) -> Indicator:
    comparator = rng.choice(tuple(Comparator))
    level, weight = _LINES[number]
    target, upper = _target(comparator, rng)
    negative = comparator is Comparator.AT_MOST
    if comparator is Comparator.EQUAL:
        negative = rng.random() < 0.3
    return Indicator(
        code=f"{project or 'W'}-{number:02}",
        project=project,
        version=1,
        level=level,
        sublevel="",
        name=f"示例指标{number}",
        content="",
        comparator=comparator,
        target=target,
        upper=upper,
        wording="",
        unit=rng.choice(_UNITS),
        direction=Direction.NEGATIVE if negative else Direction.POSITIVE,
        weight=Decimal(weight),
        medium=None,
        previous=None,
        key=None,
        origin="recorded",
        place=Place("绩效指标", number + 2),
    )


def _target(comparator: Comparator, rng: random.Random) -> tuple[Decimal | None, Decimal | None]:
    if comparator in (Comparator.YES_NO, Comparator.QUALITATIVE):
        return None, None
    target = Decimal(rng.choice((0, -5, 1, 3, 100, rng.randrange(1, 10**6)))) / rng.choice((1, 100))
    upper = target + rng.randrange(0, 50) if comparator is Comparator.RANGE else None
    return target, upper


def _actual(indicator: Indicator, rng: random.Random) -> Actual:
    comparator, weight = indicator.comparator, indicator.weight or Decimal(0)
    of_people = comparator is Comparator.QUALITATIVE
    hundredths = rng.randrange(0, int(weight * 100) + 1)
    return Actual(
        indicator=indicator.code,
        on=_YEAR_END,
        value=_reached(indicator, rng) if indicator.numeric else None,
        wording="",
        met=rng.random() < 0.5 if comparator is Comparator.YES_NO else None,
        band=rng.choice(tuple(Band)) if of_people else None,
        points=Decimal(hundredths) / 100 if of_people and rng.random() > 0.1 else None,
        forecast=None,
        likelihood="",
        cause="",
        reason="示例原因" if rng.random() < 0.8 else "",
        measure="",
        evidence="",
        origin="recorded",
        place=Place("指标完成", 2),
    )


def _good_actual(indicator: Indicator, rng: random.Random) -> Actual:
    """Return a result of a year that went well: reported, and reached or nearly."""
    target, weight = indicator.target or Decimal(0), indicator.weight or Decimal(0)
    near = Decimal(rng.choice((100, 100, 100, 95, 80, 50))) / 100
    of_people = indicator.comparator is Comparator.QUALITATIVE
    return replace(
        _actual(indicator, rng),
        value=target * near if indicator.numeric and target > 0 else indicator.target,
        met=rng.random() < 0.9 if indicator.comparator is Comparator.YES_NO else None,
        band=Band.REACHED if of_people else None,
        points=weight if of_people else None,
    )


def _reached(indicator: Indicator, rng: random.Random) -> Decimal | None:
    """Return a result on a boundary of its target, anywhere else, or none."""
    target = indicator.target or Decimal(0)
    upper = indicator.upper if indicator.upper is not None else target
    share = Decimal(rng.randrange(0, 300)) / 100
    choices = (target, upper, 2 * target, target * Decimal("1.3"), target * share, upper + share)
    return rng.choice((*choices, Decimal(0), None))
