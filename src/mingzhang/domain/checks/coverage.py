"""Which figures of a document are examined by another one, and why the others are not.

A relation covers a figure if changing that figure alone, by one printed unit beyond what the
relation lets it be, would be reported as a warning or an error. A figure that could change by a
tenth unnoticed is not covered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import IntEnum

from mingzhang.domain.checks.boxes import ZERO
from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.judge import Judge, Judgement, Verdict
from mingzhang.domain.checks.model import Bound, Observation, Relation, Severity
from mingzhang.domain.checks.repairs import places_of
from mingzhang.domain.checks.severity import rank, slip_counts
from mingzhang.domain.checks.slips import significant
from mingzhang.domain.checks.web import figures_of

#: The part of a figure that may change unnoticed before a relation counts as no examination,
_COARSE = Decimal("0.1")
#: and the units of the last place, for small figures.
_COARSE_UNITS = 3
#: Boxes of figures that differ by a tenth differ by far less than this.
_FAR = 4
#: So many digits a figure must have for a slip in it to be recognised.
_DIGITS = 4


class Grade(IntEnum):
    """What a relation does for one of its figures; all but COVERED are reasons why it does not."""

    NOTHING = 0
    UNDEFINED = 1
    COARSE = 2
    HINT = 3
    COVERED = 4


REASONS = {
    Grade.NOTHING: "无其他数字可核对",
    Grade.UNDEFINED: "基数为零，无从计算",
    Grade.COARSE: "有关的算式太粗，错一点看不出",
    Grade.HINT: "有关的数不一定相等",
    Grade.COVERED: "",
}
VAGUE = "只作约数"


@dataclass(frozen=True, slots=True)
class Covered:
    """How many relations examine a figure, and if none, why."""

    number: int
    relations: int
    reason: str


def coverage(
    observations: Iterable[Observation],
    relations: Sequence[Relation],
    judgements: Sequence[Judgement],
) -> list[Covered]:
    """Return for each figure how many relations cover it, in the order of the figures."""
    one = Judge()
    counts: dict[Observation, int] = {}
    best: dict[Observation, Grade] = {}
    for relation, judgement in zip(relations, judgements, strict=True):
        for x, grade in dict(_grades(one, relation, judgement)).items():
            if grade is Grade.COVERED:
                counts[x] = counts.get(x, 0) + 1
            best[x] = max(grade, best.get(x, Grade.NOTHING))
    found = []
    for x in observations:
        reason = REASONS[best.get(x, Grade.NOTHING)]
        if reason and x.bound is not Bound.EXACT:
            reason = VAGUE
        found.append(Covered(x.number, counts.get(x, 0), reason))
    return found


def _grades(
    one: Judge, relation: Relation, judgement: Judgement
) -> Iterable[tuple[Observation, Grade]]:
    """Yield what a relation does for each of its figures."""
    figures = figures_of(relation)
    plain = rank(judgement)
    if judgement.verdict is Verdict.UNDEFINED:
        yield from ((x, Grade.UNDEFINED) for x in figures)
    elif rank(judgement, slip=True) < Severity.WARNING:
        yield from ((x, Grade.HINT) for x in figures)
    elif judgement.violated:
        grade = Grade.COVERED if plain >= Severity.WARNING else Grade.HINT
        yield from ((x, grade) for x in figures)
    elif plain < Severity.WARNING:  # only a slip of the pen would be reported
        counts = slip_counts(one, relation)
        yield from ((x, _by_slip(one, relation, x) if counts else Grade.HINT) for x in figures)
    elif not _is_simple(relation):
        yield from ((x, _by_step(one, relation, x)) for x in figures)
    elif isinstance(relation.formula, Sum | Same):
        yield from _linear(one, relation, judgement)
    else:
        yield from _computed(one, relation, judgement)


def _is_simple(relation: Relation) -> bool:
    """Tell whether the widths of the figures say all: an equation, no zeros dropped."""
    return (
        relation.op == "="
        and not relation.otherwise
        and all(x.places >= x.presumed for x in relation.observations)
    )


def _linear(
    one: Judge, relation: Relation, judgement: Judgement
) -> Iterable[tuple[Observation, Grade]]:
    """Yield the grades of a plain sum: every figure has the same room, that of all together."""
    total = ZERO
    for operand in (relation.stated, *relation.operands):
        box = one.reading(operand, relation.rule).presumed
        total += (box[1] - box[0]) / 2
    free = total - abs(judgement.difference or ZERO)
    for x in relation.observations:
        step = free / x.scale + Decimal(1).scaleb(-places_of(x))
        yield x, Grade.COVERED if step <= _limit(x) else Grade.COARSE


def _stated(judgement: Judgement, x: Observation) -> Grade:
    """Return whether a change of the stated side would leave what the others allow it to be."""
    if judgement.low is None or judgement.high is None:
        return Grade.COARSE
    free = min(judgement.high - judgement.stated, judgement.stated - judgement.low)
    step = (free + judgement.half) / x.scale + Decimal(1).scaleb(-places_of(x))
    return Grade.COVERED if step <= _limit(x) else Grade.COARSE


def _computed(
    one: Judge, relation: Relation, judgement: Judgement
) -> Iterable[tuple[Observation, Grade]]:
    """Yield the grades of any other equation."""
    if isinstance(relation.stated, Observation):
        yield relation.stated, _stated(judgement, relation.stated)
    nominals = [one.reading(x, relation.rule).nominal for x in relation.operands]
    for at, x in enumerate(relation.operands):
        if isinstance(x, Observation):
            moved = [*nominals]
            moved[at] += _limit(x) * x.scale
            far = _is_far(judgement, relation.formula.value(moved))
            yield x, Grade.COVERED if far else _by_step(one, relation, x)


def _is_far(judgement: Judgement, value: Decimal | None) -> bool:
    """Tell whether a result is so far off that it need not be judged to be a violation."""
    expected, low, high = judgement.expected, judgement.low, judgement.high
    if value is None or expected is None or low is None or high is None:
        return False
    tolerance = max(high - expected, expected - low) + judgement.half
    return abs(value - judgement.stated) > _FAR * tolerance


def _limit(x: Observation) -> Decimal:
    return max(abs(x.value) * _COARSE, Decimal(_COARSE_UNITS).scaleb(-places_of(x)))


def _by_step(one: Judge, relation: Relation, x: Observation) -> Grade:
    """Return whether some change below the limit would be reported.

    What a relation lets a figure be is an interval: a small change beyond it is noticed if and
    only if the greatest change is.
    """
    limit = _limit(x).quantize(Decimal(1).scaleb(-places_of(x)), rounding=ROUND_FLOOR)
    for value in (x.value + limit, x.value - limit):
        found = one.judge(relation, {x: value})
        if found.violated and rank(found) >= Severity.WARNING:
            return Grade.COVERED
    return Grade.COARSE


def _by_slip(one: Judge, relation: Relation, x: Observation) -> Grade:
    """Return whether a change of the second digit would be reported as a slip of the pen."""
    if significant(x.value) < _DIGITS:
        return Grade.HINT
    step = Decimal(1).scaleb(x.value.adjusted() - 1)
    for value in (x.value + step, x.value - step):
        found = one.judge(relation, {x: value})
        if found.violated and rank(found, slip=True) >= Severity.WARNING:
            return Grade.COVERED
    return Grade.HINT
