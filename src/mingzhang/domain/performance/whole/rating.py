"""Lines of a system into sums by level, the total and the grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from mingzhang.domain.performance.scoring.comparators import PLACES, ZERO, plain
from mingzhang.domain.performance.scoring.scored import Tally
from mingzhang.domain.performance.whole.model import Line, Rating
from mingzhang.domain.performance.whole.system_model import System
from mingzhang.kernel.rounding import half_up, ratio
from mingzhang.rulebook.grade_bands import FULL_MARKS, GradeBand, GradeScheme, grade_scheme
from mingzhang.rulebook.parameters import Parameters

#: Everything.
TOTAL = ""


def rating(system: System, lines: Iterable[Line], parameters: Parameters) -> Rating:
    """Return all lines with their sums. Raises UnknownParameter."""
    every = tuple(lines)
    levels = tuple(
        _tally(level.id, (x for x in every if level in system.path(x.item)))
        for level in system.levels
    )
    total = _tally(TOTAL, every)
    scheme = grade_scheme(parameters)
    points, ungraded = _on_full_scale(total, every)
    grade, why = _grade(points, ungraded, scheme)
    return Rating(system, every, levels, total, points, grade, why, scheme)


def _tally(code: str, lines: Iterable[Line]) -> Tally:
    weight = assessed = score = ZERO
    complete = True
    for line in lines:
        if not line.counts:
            continue
        weight += line.weight
        if line.points is None:
            # Points that can only be taken off leave nothing open where nothing was looked at.
            complete = complete and line.weight == 0
        else:
            assessed += line.weight
            score += line.points
    return Tally(code, weight, assessed, score, complete)


def _on_full_scale(total: Tally, lines: Sequence[Line]) -> tuple[Decimal | None, str]:
    """Return the total on a scale of 100, never below 0, or why there is none.

    Points that are only taken off (lines without weight) are of that scale already.
    """
    if not total.complete:
        return None, f"有{plain(total.open)}分未评，不评等次"
    if total.weight <= 0:
        return None, "没有适用的指标，不评等次"
    off = sum((x.points for x in lines if x.points is not None and x.weight == 0), ZERO)
    gained = ratio((total.score - off) * FULL_MARKS, total.weight)
    return half_up(max(gained + off, ZERO), PLACES), ""


def _grade(
    points: Decimal | None, ungraded: str, scheme: GradeScheme
) -> tuple[GradeBand | None, str]:
    if points is None:
        return None, ungraded
    grade = scheme.grade(points)
    return grade, "" if grade else "得分超过满分，不评等次"


def examined(total: Tally) -> Decimal | None:
    """Return the share of the points that apply which were scored, in %; None without points."""
    return ratio(total.assessed * FULL_MARKS, total.weight) if total.weight else None
