"""Which values of one figure let a relation hold, all other figures staying in their boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from mingzhang.domain.checks.boxes import ZERO, Box
from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.judge import Judge
from mingzhang.domain.checks.model import Formula, Observation, Relation
from mingzhang.domain.checks.totals import Reading, Total

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
    own = one.reading(x, rule).box(wide=wide)
    slack = (own[1] - own[0]) / 2
    total = one.total(relation, rule, changed)
    if total is not None and len(total.signs.get(x, ())) + (relation.stated is x) < 2:
        return _of_total(one, relation, x, (total, changed, wide), slack)
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
    box = stated.box(wide=wide)
    if not isinstance(relation.formula, Sum | Same) and relation.op == "=":
        half = max(stated.half, (box[1] - box[0]) / 2)
        box = (stated.nominal - half, stated.nominal + half)
    found = _solutions(relation.formula, at, operands, (stated.nominal, box))
    if found is None:
        return ANYWHERE
    rising = relation.op == "=" or _is_rising(relation.formula, at, operands)
    return _half_line(relation.op, found, slack, rising=rising)


def _of_total(
    one: Judge,
    relation: Relation,
    x: Observation,
    given: tuple[Total, Mapping[Observation, Decimal] | None, bool],
    slack: Decimal,
) -> Box | None:
    """Return the box of a figure that takes part once in a long sum."""
    total, changed, wide = given
    if relation.stated is x:
        return _beside(total.box(wide=wide), relation.op, slack)
    if x not in total.signs:
        return None
    (sign,) = total.signs[x]
    own = one.reading(x, relation.rule, changed)
    stated = one.reading(relation.stated, relation.rule, changed)
    others = total.nominal - own.nominal * sign
    solution = (stated.nominal - others) * sign
    room = stated.spread(wide=wide) + total.spread(wide=wide) - own.spread(wide=wide)
    return _half_line(relation.op, (solution - room, solution + room), slack, rising=sign > 0)


def _half_line(op: str, found: Box, slack: Decimal, *, rising: bool) -> Box:
    """Return where an operand may lie: as found in an equation, to one side in a comparison."""
    if op == "=":
        return found[0] - slack, found[1] + slack
    # stated ≤ f(x): a greater x helps where f rises.
    upward = rising == (op in ("≤", "<"))
    return (found[0] - slack, _INFINITE) if upward else (-_INFINITE, found[1] + slack)


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
            spread = each.spread(wide=False)
            below, above = below + spread, above + spread
    return solution - max(below, above), solution + max(below, above)


def _is_rising(formula: Formula, at: int, operands: Sequence[Reading]) -> bool:
    xs = [each.nominal for each in operands]
    now = formula.value(xs)
    xs[at] += abs(xs[at]) / 100 or Decimal(1)
    more = formula.value(xs)
    return now is None or more is None or more - now >= ZERO
