"""Which values of one figure let a relation hold, all other figures staying in their boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from mingzhang.domain.checks.boxes import ZERO, Box
from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.judge import Judge, Reading
from mingzhang.domain.checks.model import Formula, Observation, Relation

_INFINITE = Decimal("Infinity")
ANYWHERE: Box = (-_INFINITE, _INFINITE)


def room(
    one: Judge,
    relation: Relation,
    x: Observation,
    changed: Mapping[Observation, Decimal] | None = None,
    *,
    wide: bool = False,
) -> Box | None:
    """Return the box of exact values of `x` (signed by its words) that let `relation` hold.

    Figures lie in their boxes by presumed places, or by printed ones if `wide`.

    Only the relation itself is looked at, not its other readings. `changed` are printed values to
    be taken for other figures. The box is ANYWHERE where it cannot be told, None where `x` has no
    part. An equation gives an interval, a comparison a half-line. For sums that are no plain
    additions the box is that of the monotone corners and has to be confirmed by judging.
    """
    rule = relation.rule
    own = _box(one.reading(x, rule), wide=wide)
    slack = (own[1] - own[0]) / 2
    operands = [one.reading(each, rule, changed) for each in relation.operands]
    if wide:
        operands = [each._replace(presumed=each.literal) for each in operands]
    if relation.stated is x:
        bounds = relation.formula.bounds([each.presumed for each in operands])
        if bounds is None:
            return ANYWHERE
        if not isinstance(relation.formula, Sum | Same):
            slack = max(slack, one.reading(x, rule).half)
        return _beside(bounds, relation.op, slack)
    at = next((n for n, each in enumerate(relation.operands) if each is x), None)
    if at is None:
        return None
    stated = one.reading(relation.stated, rule, changed)
    box = _box(stated, wide=wide)
    if not isinstance(relation.formula, Sum | Same) and relation.op == "=":
        half = max(stated.half, (box[1] - box[0]) / 2)
        box = (stated.nominal - half, stated.nominal + half)
    found = _solutions(relation.formula, at, operands, (stated.nominal, box))
    if found is None:
        return ANYWHERE
    if relation.op == "=":
        return found[0] - slack, found[1] + slack
    rising = _is_rising(relation.formula, at, operands)
    # stated ≤ f(x): a greater x helps where f rises.
    upward = rising == (relation.op in ("≤", "<"))
    return (found[0] - slack, _INFINITE) if upward else (-_INFINITE, found[1] + slack)


def _box(reading: Reading, *, wide: bool) -> Box:
    return reading.literal if wide else reading.presumed


def _beside(bounds: Box, op: str, slack: Decimal) -> Box:
    low, high = bounds[0] - slack, bounds[1] + slack
    if op == "=":
        return low, high
    return (-_INFINITE, high) if op in ("≤", "<") else (low, _INFINITE)


def _solutions(
    formula: Formula, at: int, operands: Sequence[Reading], stated: tuple[Decimal, Box]
) -> Box | None:
    """Return the least and the greatest solution for operand `at`; None where there is none."""
    if isinstance(formula, Sum | Same):
        return _linear(formula, at, operands, stated)
    nominals = [each.nominal for each in operands]
    ends: list[tuple[Decimal, Decimal]] = []  # of each variable: for the least, the greatest
    for n, each in enumerate(operands):
        if n == at or each.presumed[0] == each.presumed[1]:
            ends.append((each.nominal, each.nominal))
            continue
        found = []
        for end in each.presumed:
            moved = [*nominals[:n], end, *nominals[n + 1 :]]
            solution = formula.solve(at, moved, stated[0])
            if solution is None:
                return None
            found.append((solution, end))
        ends.append((min(found)[1], max(found)[1]))
    results = []
    for side in (0, 1):
        xs = [end[side] for end in ends]
        for result in stated[1]:
            solution = formula.solve(at, xs, result)
            if solution is None:
                return None
            results.append(solution)
    return min(results), max(results)


def _linear(
    formula: Sum | Same, at: int, operands: Sequence[Reading], stated: tuple[Decimal, Box]
) -> Box | None:
    solution = formula.solve(at, [each.nominal for each in operands], stated[0])
    if solution is None:
        return None
    below, above = stated[0] - stated[1][0], stated[1][1] - stated[0]
    for n, each in enumerate(operands if isinstance(formula, Sum) else ()):
        if n != at:
            # Boxes of exact figures are even to both sides; vague ones go the wider way.
            wide = max(each.nominal - each.presumed[0], each.presumed[1] - each.nominal)
            below, above = below + wide, above + wide
    return solution - max(below, above), solution + max(below, above)


def _is_rising(formula: Formula, at: int, operands: Sequence[Reading]) -> bool:
    xs = [each.nominal for each in operands]
    now = formula.value(xs)
    xs[at] += abs(xs[at]) / 100 or Decimal(1)
    more = formula.value(xs)
    return now is None or more is None or more - now >= ZERO
