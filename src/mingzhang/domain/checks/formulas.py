"""The closed set of sums by which figures of a report determine one another.

Every formula works on exact values (yuan, plain numbers, fractions), signed: a decrease is
negative. `value` and `solve` are None where the sum does not exist (a zero base), `bounds` is None
where it may not exist somewhere in the boxes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.checks.boxes import (
    ONE,
    ZERO,
    Box,
    added,
    divided,
    holds_zero,
    mean_bounds,
    multiplied,
)
from mingzhang.domain.checks.rollups import ImpliedPrevious, RollUp, RollUpSum

__all__ = [
    "Growth",
    "GrowthFrom",
    "ImpliedPrevious",
    "PartOfSum",
    "Product",
    "Ratio",
    "RollUp",
    "RollUpSum",
    "Same",
    "Scaled",
    "Sum",
    "WeightedRate",
]

_MINUS = ("−", "-")


def _over(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole if whole else None


def _unsigned(text: str) -> tuple[bool, str]:
    """Return whether the printed operand is negative, and its text without the sign."""
    return (True, text[1:]) if text.startswith(_MINUS) else (False, text)


def _enclosed(text: str) -> str:
    return f"({text})" if text.startswith(_MINUS) else text


def _joined(terms: Sequence[tuple[bool, str]]) -> str:
    """Return terms as a sum, each with whether it is taken away."""
    parts: list[str] = []
    for negative, text in terms:
        if parts:
            parts.append("−" if negative else "+")
            parts.append(text)
        else:
            parts.append(f"−{text}" if negative else text)
    return " ".join(parts)


def _pairs(xs: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    return list(zip(xs[::2], xs[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Same:
    """The figure itself, printed elsewhere."""

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return the operand."""
        return xs[0]

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the operand's box."""
        return boxes[0]

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return the stated figure, for the operand must be equal to it."""
        del at, xs
        return stated

    def written(self, xs: Sequence[str]) -> str:
        """Return the operand."""
        return xs[0]


@dataclass(frozen=True, slots=True)
class Sum:
    """Σ ± x: parts of a whole, balances, differences. `signs` are +1 or −1, one an operand."""

    signs: tuple[int, ...]

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return the signed sum."""
        total = ZERO
        for sign, x in zip(self.signs, xs, strict=True):
            total = total + x if sign > 0 else total - x
        return total

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the sums of the near and of the far ends."""
        low = high = ZERO
        for sign, box in zip(self.signs, boxes, strict=True):
            if sign > 0:
                low, high = low + box[0], high + box[1]
            else:
                low, high = low - box[1], high - box[0]
        return low, high

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return what is missing from the stated sum."""
        others = ZERO
        for n, (sign, x) in enumerate(zip(self.signs, xs, strict=True)):
            if n != at:
                others += x * sign
        return (stated - others) * self.signs[at]

    def written(self, xs: Sequence[str]) -> str:
        """Return the terms with their signs."""
        terms = []
        for sign, x in zip(self.signs, xs, strict=True):
            negative, text = _unsigned(x)
            terms.append((negative != (sign < 0), text))
        return _joined(terms)


@dataclass(frozen=True, slots=True)
class Scaled:
    """The operand times a constant of the rule."""

    factor: Decimal

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return factor · x."""
        return xs[0] * self.factor

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the box times the factor."""
        return multiplied(boxes[0], (self.factor, self.factor))

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return stated ÷ factor."""
        del at, xs
        return _over(stated, self.factor)

    def written(self, xs: Sequence[str]) -> str:
        """Return the product."""
        return f"{_enclosed(xs[0])} × {self.factor}"


@dataclass(frozen=True, slots=True)
class Product:
    """x₀ · x₁ · …: price and quantity, an average and the number of people."""

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return the product."""
        total = ONE
        for x in xs:
            total *= x
        return total

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the product's box."""
        total: Box = (ONE, ONE)
        for box in boxes:
            total = multiplied(total, box)
        return total

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return stated ÷ the other factors."""
        others = ONE
        for n, x in enumerate(xs):
            if n != at:
                others *= x
        return _over(stated, others)

    def written(self, xs: Sequence[str]) -> str:
        """Return the factors."""
        return " × ".join(_enclosed(x) for x in xs)


@dataclass(frozen=True, slots=True)
class Ratio:
    """x₀ ÷ x₁: a share, a completion rate, an amount for each."""

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return the quotient; None on a zero whole."""
        return _over(xs[0], xs[1])

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the quotient's box; None when the whole may be zero."""
        return divided(boxes[0], boxes[1])

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return the part, or the whole, that gives the stated quotient."""
        return stated * xs[1] if at == 0 else _over(xs[0], stated)

    def written(self, xs: Sequence[str]) -> str:
        """Return the division."""
        return f"{_enclosed(xs[0])} ÷ {_enclosed(xs[1])}"


@dataclass(frozen=True, slots=True)
class PartOfSum:
    """x₀ ÷ Σ x: a part against the sum of all parts, as spent ÷ (spent + carried over)."""

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return the share of the first operand; None when all are zero together."""
        return _over(xs[0], sum(xs, ZERO))

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the share's box by its corners; None when the sum may be zero."""
        part, rest = boxes[0], added(boxes[1:])
        if holds_zero((part[0] + rest[0], part[1] + rest[1])):
            return None
        corners = [a / (a + b) for a in part for b in rest]
        return min(corners), max(corners)

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return the part, or the other part, that gives the stated share."""
        others = sum((x for n, x in enumerate(xs) if n != at), ZERO)
        if at == 0:
            return _over(stated * others, ONE - stated)
        whole = _over(xs[0], stated)
        return None if whole is None else whole - others

    def written(self, xs: Sequence[str]) -> str:
        """Return the division by the sum."""
        return f"{_enclosed(xs[0])} ÷ ({_joined([_unsigned(x) for x in xs])})"


@dataclass(frozen=True, slots=True)
class Growth:
    """change ÷ (current − change): the growth rate from this year's figure and the change."""

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return the signed rate; None when last year's figure is zero."""
        return _over(xs[0], xs[1] - xs[0])

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the rate's box by its corners; None when last year's figure may be zero."""
        change, current = boxes
        if holds_zero((current[0] - change[1], current[1] - change[0])):
            return None
        corners = [d / (c - d) for d in change for c in current]
        return min(corners), max(corners)

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return the change, or the current figure, that gives the stated rate."""
        if at == 0:
            return _over(stated * xs[1], ONE + stated)
        previous = _over(xs[0], stated)
        return None if previous is None else previous + xs[0]

    def written(self, xs: Sequence[str]) -> str:
        """Return the change divided by the implied base."""
        negative, change = _unsigned(xs[0])
        if negative:
            return f"{change} ÷ ({xs[1]} + {change})"
        return f"{change} ÷ ({xs[1]} − {change})"


@dataclass(frozen=True, slots=True)
class GrowthFrom:
    """(current − previous) ÷ previous: the growth rate from two years' figures."""

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return the signed rate; None on a zero base."""
        return _over(xs[0] - xs[1], xs[1])

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the rate's box; None when the base may be zero."""
        current, previous = boxes
        if holds_zero(previous):
            return None
        corners = [(c - p) / p for c in current for p in previous]
        return min(corners), max(corners)

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return the current, or the previous figure, that gives the stated rate."""
        return xs[1] * (ONE + stated) if at == 0 else _over(xs[0], ONE + stated)

    def written(self, xs: Sequence[str]) -> str:
        """Return the difference divided by the base."""
        return f"({xs[0]} − {xs[1]}) ÷ {xs[1]}"


@dataclass(frozen=True, slots=True)
class WeightedRate:
    """Σ rᵢ·wᵢ ÷ Σ wᵢ of r₁, w₁, r₂, w₂, …: an overall rate from rates and their bases."""

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return the weighted mean; None when the weights add up to zero."""
        return _over(sum((r * w for r, w in _pairs(xs)), ZERO), sum(xs[1::2], ZERO))

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the mean's box; None when a weight may be negative, or all zero."""
        return mean_bounds(boxes[::2], boxes[1::2])

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return the rate, or the weight, that gives the stated mean."""
        own = at // 2
        others = [pair for n, pair in enumerate(_pairs(xs)) if n != own]
        total = sum((r * w for r, w in others), ZERO)
        weight = sum((w for _, w in others), ZERO)
        rate, base = xs[2 * own], xs[2 * own + 1]
        if at % 2 == 0:
            return _over(stated * (weight + base) - total, base)
        return _over(stated * weight - total, rate - stated)

    def written(self, xs: Sequence[str]) -> str:
        """Return the weighted sum divided by the weights."""
        terms = [f"{r} × {w}" for r, w in zip(xs[::2], xs[1::2], strict=True)]
        return f"({' + '.join(terms)}) ÷ ({' + '.join(xs[1::2])})"
