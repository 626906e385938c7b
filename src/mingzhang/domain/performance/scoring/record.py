"""A self-evaluation as plain data: what a command prints as JSON. Decimals are their exact text."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.domain.performance.notice_record import Record, notice_record
from mingzhang.domain.performance.scoring.scored import GoalScore, Point, Scored, Tally
from mingzhang.rulebook.documents import cite
from mingzhang.rulebook.scoring import scoring_rules


def score_record(scored: Scored) -> Record:
    """Return a self-evaluation as mappings, lists, texts and None, in a fixed order."""
    return {
        "entity": str(scored.entity),
        "region": scored.region,
        "year": scored.year,
        "grades": [{"grade": b.label, "least": b.least} for b in scored.scheme.band],
        "grades_basis": cite(scored.scheme.basis),
        "goals": [_goal(goal) for goal in scored.goals],
        "notices": [notice_record(notice) for notice in scored.notices],
    }


def _goal(goal: GoalScore) -> Record:
    return {
        "project": goal.project,
        "name": goal.name,
        "points": [_point(point) for point in goal.points],
        "parts": [_tally(part) for part in goal.parts],
        "indicators": _tally(goal.indicators) if goal.indicators else None,
        "total": _tally(goal.total) if goal.total else None,
        "grade": goal.grade.label if goal.grade else None,
        "ungraded": goal.ungraded,
    }


def _point(point: Point) -> Record:
    rule = scoring_rules().get(point.rule)
    return {
        "indicator": point.indicator,
        "name": point.name,
        "part": point.part,
        "standing": point.standing.value,
        "weight": _text(point.weight),
        "score": _text(point.score),
        "met": point.met,
        "completion": _text(point.completion),
        "rule": point.rule,
        "basis": cite(rule.basis) if rule else "",
        "formula": point.formula,
        "reason": point.reason,
        "flags": [flag.value for flag in point.flags],
    }


def _tally(tally: Tally) -> Record:
    return {
        "part": tally.code,
        "weight": _text(tally.weight),
        "assessed": _text(tally.assessed),
        "score": _text(tally.score),
        "complete": tally.complete,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
