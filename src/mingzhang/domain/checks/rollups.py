"""Sums that go through what is not printed: budgets and last years implied by rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.checks.boxes import ONE, ZERO, Box, divided, mean_bounds


def _over(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole if whole else None


def _bases(xs: Sequence[Decimal], without: int = -1) -> Decimal | None:
    """Return Σ aᵢ ÷ rᵢ of a₁, r₁, a₂, r₂, … but term `without`; None when some rᵢ is zero."""
    total = ZERO
    for n in range(0, len(xs), 2):
        if n // 2 == without:
            continue
        if not xs[n + 1]:
            return None
        total += xs[n] / xs[n + 1]
    return total


def _bases_bounds(boxes: Sequence[Box]) -> Box | None:
    low = high = ZERO
    for amount, rate in zip(boxes[::2], boxes[1::2], strict=True):
        term = divided(amount, rate)
        if term is None:
            return None
        low, high = low + term[0], high + term[1]
    return low, high


def _factors(xs: Sequence[Decimal]) -> list[Decimal]:
    """Return amounts and growth rates as amounts and growth factors."""
    return [x if n % 2 == 0 else ONE + x for n, x in enumerate(xs)]


def _terms(xs: Sequence[str]) -> str:
    return " + ".join(f"{a} ÷ {r}" for a, r in zip(xs[::2], xs[1::2], strict=True))


def _pair_solution(at: int, pair: Sequence[Decimal], base: Decimal) -> Decimal | None:
    """Return the amount (`at` 0) or the rate (`at` 1) of a pair that gives `base` = a ÷ r."""
    return base * pair[1] if at == 0 else _over(pair[0], base)


@dataclass(frozen=True, slots=True)
class RollUp:
    """A ÷ Σ(aᵢ ÷ rᵢ) of A, a₁, r₁, a₂, r₂, …: overall completion from parts and their rates.

    `n` is the number of parts. aᵢ ÷ rᵢ is the budget of a part, which need not be printed.
    """

    n: int

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return the overall rate; None when a rate is zero."""
        base = _bases(self._parts(xs))
        return None if base is None else _over(xs[0], base)

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the rate's box; None when some rate may be zero."""
        base = _bases_bounds(boxes[1:])
        return None if base is None else divided(boxes[0], base)

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return the total, a part's amount or a part's rate that gives the stated rate."""
        if at == 0:
            base = _bases(self._parts(xs))
            return None if base is None else stated * base
        own = (at - 1) // 2
        others, whole = _bases(self._parts(xs), own), _over(xs[0], stated)
        if others is None or whole is None:
            return None
        return _pair_solution((at - 1) % 2, xs[1 + 2 * own :][:2], whole - others)

    def written(self, xs: Sequence[str]) -> str:
        """Return the total divided by the implied bases."""
        return f"{xs[0]} ÷ ({_terms(xs[1:])})"

    def _parts(self, xs: Sequence[Decimal]) -> Sequence[Decimal]:
        if len(xs) != 2 * self.n + 1:
            raise ValueError(f"{self.n} parts and a total are meant, {len(xs)} operands given")
        return xs[1:]


@dataclass(frozen=True, slots=True)
class RollUpSum:
    """Σ aᵢ ÷ Σ(aᵢ ÷ rᵢ) of a₁, r₁, a₂, r₂, …: the overall rate where only parts are given."""

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return the overall rate; None when a rate is zero."""
        base = _bases(xs)
        return None if base is None else _over(sum(xs[::2], ZERO), base)

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the rate's box; None when a rate or all amounts may be zero.

        The inverse is the mean of the inverse rates, weighted by the amounts.
        """
        inverses = [divided((ONE, ONE), rate) for rate in boxes[1::2]]
        known = [each for each in inverses if each is not None]
        if len(known) < len(inverses):
            return None
        mean = mean_bounds(known, boxes[::2])
        return None if mean is None else divided((ONE, ONE), mean)

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return the amount, or the rate, of a part that gives the stated overall rate."""
        own = at // 2
        amount, rate = xs[2 * own], xs[2 * own + 1]
        others = _bases(xs, own)
        total = sum(xs[::2], ZERO) - amount
        if others is None or not stated or not rate:
            return None
        if at % 2 == 0:
            return _over(total - stated * others, stated / rate - ONE)
        return _over(amount, (total + amount) / stated - others)

    def written(self, xs: Sequence[str]) -> str:
        """Return the sum divided by the implied bases."""
        return f"({' + '.join(xs[::2])}) ÷ ({_terms(xs)})"


@dataclass(frozen=True, slots=True)
class ImpliedPrevious:
    """C ÷ Σ(cᵢ ÷ (1 + gᵢ)) − 1 of C, c₁, g₁, c₂, g₂, …: total growth from the parts' growth.

    cᵢ ÷ (1 + gᵢ) is a part's figure of last year, which need not be printed.
    """

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return the signed growth rate; None when a part fell to nothing from nothing."""
        base = _bases(_factors(xs[1:]))
        rate = None if base is None else _over(xs[0], base)
        return None if rate is None else rate - ONE

    def bounds(self, boxes: Sequence[Box]) -> Box | None:
        """Return the rate's box; None when the implied base may be zero."""
        factors = [b if n % 2 == 0 else (ONE + b[0], ONE + b[1]) for n, b in enumerate(boxes[1:])]
        base = _bases_bounds(factors)
        rate = None if base is None else divided(boxes[0], base)
        return None if rate is None else (rate[0] - ONE, rate[1] - ONE)

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return the total, a part's figure or a part's growth that gives the stated growth."""
        factors = _factors(xs[1:])
        if at == 0:
            base = _bases(factors)
            return None if base is None else (ONE + stated) * base
        own = (at - 1) // 2
        others, whole = _bases(factors, own), _over(xs[0], ONE + stated)
        if others is None or whole is None:
            return None
        side = (at - 1) % 2
        found = _pair_solution(side, factors[2 * own :][:2], whole - others)
        return found - ONE if found is not None and side else found

    def written(self, xs: Sequence[str]) -> str:
        """Return this year's total divided by the implied last year, less one."""
        terms = [
            f"{c} ÷ (1 − {g[1:]})" if g.startswith(("−", "-")) else f"{c} ÷ (1 + {g})"
            for c, g in zip(xs[1::2], xs[2::2], strict=True)
        ]
        return f"{xs[0]} ÷ ({' + '.join(terms)}) − 1"
