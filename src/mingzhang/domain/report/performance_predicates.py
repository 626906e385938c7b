"""Conditions on the performance of the year; they speak of the bound project, or the department."""

from __future__ import annotations

from collections.abc import Callable

from mingzhang.domain.performance.model import Comparator, Direction, Indicator
from mingzhang.domain.performance.scoring.scored import GoalScore
from mingzhang.domain.report.context import Context
from mingzhang.facts.factset import Known
from mingzhang.facts.provenance import Origin


def _score(context: Context) -> GoalScore | None:
    return context.performance.scores[context.project] if context.performance else None


def _indicator(context: Context, name: str) -> Indicator | None:
    code = context.key(name).get("indicator") or ""
    return context.performance.indicators.get(code) if context.performance else None


def _performance(context: Context, _: str) -> bool:
    """The book has goals, self-evaluations or evaluations."""
    return context.performance is not None


def _told(context: Context, name: str) -> bool:
    """The text that a turn binds to the name is not blank."""
    return bool(context.bound.get(name))


def _scored(context: Context, _: str) -> bool:
    """Everything that bears points is scored: there is a total."""
    score = _score(context)
    return bool(score and score.total and score.total.complete)


def _weighted(context: Context, _: str) -> bool:
    """The indicators bear points."""
    score = _score(context)
    return bool(score and score.total)


def _all_reached(context: Context, _: str) -> bool:
    """There are indicators, and every one reached its target."""
    score = _score(context)
    return bool(score and score.points[1:]) and all(
        point.met for point in (score.points[1:] if score else ())
    )


def _rest_reached(context: Context, _: str) -> bool:
    """Some indicators reached their targets, others did not, and of none it is unknown."""
    score = _score(context)
    met = {point.met for point in score.points[1:]} if score else set()
    return met == {True, False}


def _noticed(context: Context, rule: str) -> bool:
    """Scoring names this contradiction (a row of notices.toml) of the project."""
    side = context.performance
    return side is not None and (rule, context.project) in side.noticed


def _targeted(context: Context, name: str) -> bool:
    """The indicator's target is a number."""
    indicator = _indicator(context, name)
    return bool(indicator and indicator.numeric and indicator.target is not None)


def _rated(context: Context, name: str) -> bool:
    """How far the indicator reached its target is told as a rate: more is better, no range."""
    indicator = _indicator(context, name)
    if indicator is None or indicator.direction is Direction.NEGATIVE:
        return False
    key = context.key(name).with_dims(measure="completion")
    numeric = indicator.comparator not in (Comparator.RANGE, Comparator.AT_MOST)
    return numeric and isinstance(context.figures.quantity(key), Known)


def _solved(context: Context, name: str) -> bool:
    """The indicator's target was solved from a printed rate."""
    indicator = _indicator(context, name)
    return indicator is not None and indicator.origin == Origin.INFERRED


PREDICATES: dict[str, Callable[[Context, str], bool]] = {
    "performance": _performance,
    "told": _told,
    "scored": _scored,
    "weighted": _weighted,
    "all_reached": _all_reached,
    "rest_reached": _rest_reached,
    "noticed": _noticed,
    "targeted": _targeted,
    "rated": _rated,
    "solved": _solved,
}
