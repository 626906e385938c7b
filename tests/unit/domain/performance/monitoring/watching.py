"""A project watched at a day, one call each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mingzhang.domain.performance.model import Actual, Indicator, Notice, Progress, Project
from mingzhang.domain.performance.monitoring.model import IndicatorProgress, Monitored
from mingzhang.domain.performance.monitoring.monitor import monitor
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.parameters import Parameters
from tests.unit.domain.performance.builders import REGION, YEAR, number, performance, project

MARCH, JUNE, DECEMBER = date(YEAR, 3, 31), date(YEAR, 6, 30), date(YEAR, 12, 31)


def spent(
    amount: str | None, on: date = JUNE, *, expected: str | None = None, row: int = 2
) -> Progress:
    """Return what was spent since January, at a row of its sheet."""
    return Progress(on, number(amount), number(expected), "", "", "", Place("项目进度", row))


def money(*entries: Progress, budget: str | None = "100", plan: str | None = None) -> Project:
    """Return a project with a budget and its progress; `plan` is the share planned by June."""
    months = {} if plan is None else {6: Decimal(plan)}
    return replace(project(budget=budget), progress=entries, plan=months)


def watched(one: Project, on: date = JUNE, **own: str) -> Monitored:
    """Monitor one project."""
    found = monitor(performance(one), Parameters(REGION, YEAR, own), on)
    return next(m for m in found.projects if m.project.code == one.code)


def seen(one: Indicator, report: Actual | None, on: date = JUNE, **own: str) -> IndicatorProgress:
    """Monitor the only indicator of a project."""
    (found,) = watched(project({one: report}), on, **own).goal.indicators
    return found


def told(found: Monitored, rule: str) -> list[Notice]:
    """Return the notices by one rule."""
    return [notice for notice in found.notices if notice.rule == f"monitoring.{rule}"]
