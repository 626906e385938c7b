"""Monitoring as plain data: what a command prints as JSON. Decimals are text, rates in %."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.domain.performance.follow_up import Rectification, rectification_notices
from mingzhang.domain.performance.monitoring.model import (
    Forecast,
    IndicatorProgress,
    Monitored,
    Monitoring,
)
from mingzhang.domain.performance.notice_record import Record, notice_record
from mingzhang.kernel.rounding import half_up

#: Decimals of rates that divisions make.
_PLACES = 6


def monitoring_record(monitoring: Monitoring, tasks: tuple[Rectification, ...]) -> Record:
    """Return monitoring and corrective tasks as mappings, lists, texts and None, in fixed order."""
    return {
        "on": monitoring.on.isoformat(),
        "projects": [_project(each) for each in monitoring.projects],
        "rectifications": [_task(task) for task in tasks],
        "notices": [notice_record(notice) for notice in rectification_notices(tasks)],
    }


def _project(each: Monitored) -> Record:
    execution, goal = each.execution, each.goal
    return {
        "project": each.project.code,
        "name": each.project.name,
        "planned": _rate(each.planned),
        "execution": {
            "budget": _exact(execution.budget),
            "spent": _exact(execution.spent),
            "rate": _rate(execution.rate),
            "against_plan": _rate(execution.against_plan),
            "light": execution.light.value,
            "forecast": _forecast(execution.forecast),
            "reason": execution.reason,
        },
        "goal": {
            "done": _rate(goal.done),
            "against_plan": _rate(goal.against_plan),
            "light": goal.light.value,
            "examined": goal.examined,
            "indicators": [_indicator(i) for i in goal.indicators],
        },
        "gap": _rate(each.gap),
        "notices": [notice_record(notice) for notice in each.notices],
    }


def _indicator(each: IndicatorProgress) -> Record:
    actual = each.actual
    return {
        "indicator": each.indicator.code,
        "name": each.indicator.name,
        "target": _exact(each.indicator.target),
        "actual": _exact(actual.value) if actual else None,
        "unit": each.indicator.unit,
        "done": _rate(each.done),
        "against_plan": _rate(each.against_plan),
        "light": each.light.value,
        "forecast": _forecast(each.forecast),
        "likelihood": actual.likelihood if actual else "",
        "cause": actual.cause if actual else "",
        "reason": each.reason,
    }


def _task(task: Rectification) -> Record:
    return {
        "code": task.row.code,
        "project": task.row.project or "",
        "problem": task.row.problem,
        "due": task.due.isoformat() if task.due else None,
        "closed": task.row.closed.isoformat() if task.row.closed else None,
        "status": task.status.value,
        "days_over": task.days_over,
    }


def _forecast(forecast: Forecast) -> Record:
    return {"value": _rate(forecast.value), "method": forecast.method}


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _rate(value: Decimal | None) -> str | None:
    return None if value is None else f"{half_up(value, _PLACES).normalize():f}"
