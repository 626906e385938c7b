"""Re-checks of self-evaluations: a draw that anyone can repeat, and the deviation found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from mingzhang.kernel.rounding import ratio
from mingzhang.rulebook.parameters import Steps

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A project drawn: its place in the draw and the number that put it there."""

    rank: int
    code: str
    number: str


def draw(codes: Iterable[str], share: Decimal, seed: str) -> tuple[Drawn, ...]:
    """Draw `share` % of the codes, rounded up, at least one of any.

    Each code's number is SHA-256 of `seed`, a line feed and the code in UTF-8, in hex; the smallest
    numbers are drawn. So who knows seed and list can repeat the draw with any tool, whatever the
    order of the list. Raises ValueError for a share outside 0–100 or an empty seed.
    """
    if not Decimal(0) < share <= HUNDRED or not seed:
        raise ValueError("share outside 0–100, or no seed")
    numbers = sorted((_number(seed, code), code) for code in set(codes))
    count = (share * len(numbers) / HUNDRED).to_integral_value(ROUND_CEILING)
    return tuple(
        Drawn(rank, code, number)
        for rank, (number, code) in enumerate(numbers[: int(count)], start=1)
    )


def _number(seed: str, code: str) -> str:
    return hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest()


def deviation(own: Decimal, rechecked: Decimal) -> Decimal | None:
    """Return (own score − re-checked score) ÷ own score in %; None for an own score of 0."""
    return ratio((own - rechecked) * HUNDRED, own) if own else None


def deduction(found: Decimal, steps: Steps) -> Decimal:
    """Return the points that a deviation costs: 5 % exactly costs nothing, more than 5 % does."""
    return next((points for above, points in steps if abs(found) > above), Decimal(0))
