"""Scores of self-evaluations (财预〔2020〕10号): every line, its parts, the total and the grade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from mingzhang.domain.performance.model import (
    Actual,
    Comparator,
    Indicator,
    Notice,
    Performance,
    Project,
)
from mingzhang.domain.performance.scoring.comparators import (
    ZERO,
    completion,
    numeric,
    plain,
    yes_no,
)
from mingzhang.domain.performance.scoring.contradictions import contradictions
from mingzhang.domain.performance.scoring.execution import execution, execution_rate
from mingzhang.domain.performance.scoring.notices import line_notices, weight_notices
from mingzhang.domain.performance.scoring.qualitative import qualitative
from mingzhang.domain.performance.scoring.scored import (
    EXECUTION,
    Flag,
    GoalScore,
    Outcome,
    Point,
    Scored,
    Tally,
)
from mingzhang.domain.performance.scoring.settings import ScoringSettings, scoring_settings
from mingzhang.domain.performance.scoring.stated import Stated
from mingzhang.facts.provenance import Origin
from mingzhang.rulebook.grade_bands import FULL_MARKS, GradeBand, GradeScheme, grade_scheme
from mingzhang.rulebook.parameters import Parameters
from mingzhang.rulebook.performance import terms

#: Parts of a self-evaluation in the order of the official form: the money, then the first levels.
PARTS = (EXECUTION, *terms("level"))
#: All indicators together.
INDICATORS = "indicators"
#: Everything.
TOTAL = ""


def score_performance(
    performance: Performance, parameters: Parameters, stated: Mapping[str, Stated] | None = None
) -> Scored:
    """Return the self-evaluation of the department's own goal and of each project.

    `stated` is what the office says of itself by project code (`stated_of`); it is compared and
    never used. The same input gives the same result. Raises UnknownParameter when the rulebook
    lacks a parameter for the place and year.
    """
    settings, scheme = scoring_settings(parameters), grade_scheme(parameters)
    goals = tuple(score_goal(p, performance.year, settings, scheme) for p in performance.every)
    notices: list[Notice] = []
    for project, goal in zip(performance.every, goals, strict=True):
        notices += weight_notices(project, goal, settings)
        notices += line_notices(goal)
        said = (stated or {}).get(project.code)
        notices += contradictions(project, goal, said, settings, scheme)
    return Scored(
        performance.entity, performance.region, performance.year, scheme, goals, tuple(notices)
    )


def score_goal(
    project: Project, year: int, settings: ScoringSettings, scheme: GradeScheme
) -> GoalScore:
    """Return the score of one project, or of the whole department, with year-end results."""
    weighted = [i.weight for i in project.indicators if i.weight is not None]
    lines = [_execution_point(project, weighted, settings)]
    for indicator in project.indicators:
        actual = _at_year_end(project.final(indicator.code), year)
        lines.append(_point(indicator, actual, settings, alone=bool(weighted)))
    parts = _parts(lines) if weighted else ()
    total = _together(TOTAL, parts) if weighted else None
    results = [p for p in parts if p.code != EXECUTION]
    grade, ungraded = _grade(total, scheme)
    return GoalScore(
        project=project.code,
        name=project.name,
        points=tuple(lines),
        parts=parts,
        indicators=_together(INDICATORS, results) if weighted else None,
        total=total,
        grade=grade,
        ungraded=ungraded,
    )


def _parts(lines: Iterable[Point]) -> tuple[Tally, ...]:
    """Add up the lines of each part that occurs."""
    groups: dict[str, list[Point]] = defaultdict(list)
    for line in lines:
        groups[line.part].append(line)
    return tuple(_tally(part, groups[part]) for part in PARTS if part in groups)


def _tally(code: str, lines: Iterable[Point]) -> Tally:
    weight = assessed = score = ZERO
    complete = True
    for line in lines:
        if line.weight is None or not line.counts:
            continue
        weight += line.weight
        if line.score is None:
            complete = False
        else:
            assessed += line.weight
            score += line.score
    return Tally(code, weight, assessed, score, complete)


def _together(code: str, parts: Sequence[Tally]) -> Tally:
    return Tally(
        code=code,
        weight=sum((p.weight for p in parts), ZERO),
        assessed=sum((p.assessed for p in parts), ZERO),
        score=sum((p.score for p in parts), ZERO),
        complete=all(p.complete for p in parts),
    )


def _grade(total: Tally | None, scheme: GradeScheme) -> tuple[GradeBand | None, str]:
    if total is None:
        return None, "指标没有分值，不评等次"
    if not total.complete:
        return None, f"有{plain(total.open)}分未评，不评等次"
    if total.weight != FULL_MARKS:
        return None, f"满分为{plain(total.weight)}分，不是100分，不评等次"
    return scheme.grade(total.score), ""


def _execution_point(project: Project, weighted: list[Decimal], settings: ScoringSettings) -> Point:
    weight = _execution_weight(weighted, settings)
    outcome = execution(project.money, weight, settings)
    return Point(
        project=project.code,
        part=EXECUTION,
        subject=None,
        result=None,
        money=project.money,
        weight=weight,
        score=outcome.score,
        standing=outcome.standing,
        rule=outcome.rule,
        formula=outcome.formula,
        reason=outcome.reason,
        met=outcome.met,
        completion=execution_rate(project.money),
        flags=outcome.flags if weighted else (),
    )


def _execution_weight(weighted: list[Decimal], settings: ScoringSettings) -> Decimal | None:
    """Return the weight of the execution; none where the indicators bear all points, or none."""
    if not weighted or sum(weighted, ZERO) == settings.full:
        return None
    return settings.execution_weight


def _at_year_end(actual: Actual | None, year: int) -> Actual | None:
    """Return the report of the year's end; one of a checkpoint before it is no result."""
    return actual if actual and actual.on >= date(year, 12, 31) else None


def _point(
    indicator: Indicator, actual: Actual | None, settings: ScoringSettings, *, alone: bool
) -> Point:
    """Score one line; `alone`: without a weight it stands alone among others that have one."""
    outcome = _outcome(indicator, actual, settings)
    return Point(
        project=indicator.project,
        part=indicator.level,
        subject=indicator,
        result=actual,
        money=None,
        weight=indicator.weight,
        score=outcome.score,
        standing=outcome.standing,
        rule=outcome.rule,
        formula=outcome.formula,
        reason=outcome.reason,
        met=outcome.met,
        completion=completion(indicator, actual),
        flags=tuple(_flags(indicator, actual, outcome, alone=alone)),
    )


def _outcome(indicator: Indicator, actual: Actual | None, settings: ScoringSettings) -> Outcome:
    weight = indicator.weight
    if weight is not None and weight < 0:
        return Outcome(reason="分值为负数", flags=(Flag.BAD_WEIGHT,))
    match indicator.comparator:
        case Comparator.YES_NO:
            return yes_no(actual, weight)
        case Comparator.QUALITATIVE:
            return qualitative(actual, weight, settings)
        case _:
            return numeric(indicator, actual, weight, settings)


def _flags(
    indicator: Indicator, actual: Actual | None, outcome: Outcome, *, alone: bool
) -> Iterable[Flag]:
    for flag in outcome.flags:
        # A result beside the goal, without target and points, lacks nothing.
        if flag is not Flag.NO_TARGET or indicator.weight is not None:
            yield flag
    if alone and indicator.weight is None:
        yield Flag.NO_WEIGHT
    if indicator.origin == Origin.INFERRED and indicator.target is not None:
        yield Flag.TARGET_INFERRED
    if actual is not None:
        yield from _result_flags(indicator, actual, outcome)


def _result_flags(indicator: Indicator, actual: Actual, outcome: Outcome) -> Iterable[Flag]:
    if actual.origin == Origin.INFERRED and actual.reported:
        yield Flag.ACTUAL_INFERRED
    if not actual.reason.strip():
        if outcome.met is False:
            yield Flag.SHORTFALL_UNEXPLAINED
        if Flag.OVER_ACHIEVED in outcome.flags:
            yield Flag.OVER_UNEXPLAINED
    by_people = indicator.comparator is Comparator.QUALITATIVE
    if actual.points is not None and not by_people and outcome.score != actual.points:
        yield Flag.POINTS_UNUSED
