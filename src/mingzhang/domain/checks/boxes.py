"""Interval arithmetic: what can be said of a result when each operand lies anywhere in its box.

Every function is an exact enclosure. A function that is monotone in each operand alone has its
extremes at corners of the box; only corners are computed. The default precision of 28 digits is
far finer than any printed figure, and a rounded division is still monotone.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

Box = tuple[Decimal, Decimal]

ZERO = Decimal(0)
ONE = Decimal(1)
# Sums of rounded quotients may be off in the 27th digit, depending on the order of the terms.
_SLACK = Decimal("1e-24")


def holds_zero(box: Box) -> bool:
    """Tell whether the box contains zero, so that nothing can be divided by it."""
    return box[0] <= 0 <= box[1]


def added(boxes: Sequence[Box]) -> Box:
    """Return the box of the sum."""
    low = high = ZERO
    for each in boxes:
        low += each[0]
        high += each[1]
    return low, high


def multiplied(one: Box, other: Box) -> Box:
    """Return the box of the product."""
    corners = [a * b for a in one for b in other]
    return min(corners), max(corners)


def divided(part: Box, whole: Box) -> Box | None:
    """Return the box of part ÷ whole; None when the whole may be zero."""
    if whole[0] > 0 and part[0] >= 0:  # nearly always
        return part[0] / whole[1], part[1] / whole[0]
    if holds_zero(whole):
        return None
    corners = [a / b for a in part for b in whole]
    return min(corners), max(corners)


def slackened(low: Decimal, high: Decimal) -> Box:
    """Return the box widened by what the order of rounded operations may have cost."""
    return low - abs(low) * _SLACK, high + abs(high) * _SLACK


def least_mean(pairs: Sequence[tuple[Decimal, Box]]) -> Decimal | None:
    """Return the least weighted mean of values whose weights lie in boxes, none negative.

    The least mean has the upper weight on every value below some threshold and the lower weight
    on the others, for the mean moves with a weight by the sign of (value − mean). None when all
    weights may be zero.
    """
    ordered = sorted(pairs, key=lambda pair: pair[0])
    weight = sum((box[0] for _, box in ordered), ZERO)
    total = sum((value * box[0] for value, box in ordered), ZERO)
    best = total / weight if weight > 0 else None
    for value, box in ordered:
        weight += box[1] - box[0]
        total += value * (box[1] - box[0])
        if weight > 0 and (best is None or total / weight < best):
            best = total / weight
    return best


def mean_bounds(values: Sequence[Box], weights: Sequence[Box]) -> Box | None:
    """Return the box of Σ value·weight ÷ Σ weight; None when a weight may be negative or all zero.

    The mean grows with every value, so the ends of the values go with the ends of the mean.
    """
    if any(box[0] < 0 for box in weights) or not added(weights)[0] > 0:
        return None
    low = least_mean([(v[0], w) for v, w in zip(values, weights, strict=True)])
    high = least_mean([(-v[1], w) for v, w in zip(values, weights, strict=True)])
    if low is None or high is None:
        return None
    return slackened(low, -high)
