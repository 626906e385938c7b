"""Targets of indicators in words (≥20个, 10—15天, 正常运转), and what was reached of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mingzhang.domain.performance.model import Comparator, Indicator, Project
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.rulebook.performance import term


def measured(value: Decimal | None, unit: str) -> str:
    """Return a value with its unit, 未填 for none."""
    return "未填" if value is None else plain(value) + unit


def target_text(indicator: Indicator) -> str:
    """Return the target as a form prints it: comparator, value, unit; or its wording."""
    if not indicator.numeric:
        return indicator.wording or term("comparator", indicator.comparator)
    if indicator.comparator is Comparator.RANGE:
        low, high = indicator.target, indicator.upper
        if low is not None and high is not None:
            return f"{plain(low)}—{plain(high)}{indicator.unit}"
    sign = term("comparator", indicator.comparator)
    return sign + measured(indicator.target, indicator.unit)


def reached(project: Project, indicator: Indicator, year: int) -> Decimal | None:
    """Return the number reached by the end of the year; None for a wording, or without a report.

    A report of a checkpoint before the year's end is no result.
    """
    final = project.final(indicator.code)
    if final is None or not indicator.numeric or final.on < date(year, 12, 31):
        return None
    return final.value
