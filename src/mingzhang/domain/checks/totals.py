"""Figures as numbers, and long sums of them that are added up once.

A list may have thousands of terms, any of which may be the wrong one: adding all of them up again
for each would take the square of their number. Printed figures have far fewer digits than the
default precision holds, so that it does not matter in which order they are added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from mingzhang.domain.checks.boxes import ZERO, Box
from mingzhang.domain.checks.model import Observation, Operand


class Reading(NamedTuple):
    """A figure as a number: what it says, and the boxes it may lie in by either width.

    `half` is half a unit of its last presumed place, whatever its boxes are.
    """

    nominal: Decimal
    presumed: Box
    literal: Box
    half: Decimal

    def box(self, *, wide: bool) -> Box:
        """Return the box by presumed places, or by printed ones if `wide`."""
        return self.literal if wide else self.presumed

    def spread(self, *, wide: bool) -> Decimal:
        """Return how far the figure may lie from its print, to the wider side."""
        low, high = self.box(wide=wide)
        return max(self.nominal - low, high - self.nominal)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of figures: of their prints, and its boxes by either width.

    `spreads` are the sums of how far each figure may lie from its print, by either width; `signs`
    are the terms of each figure, one sign for each time that it is added or taken away.
    """

    nominal: Decimal
    presumed: Box
    literal: Box
    spreads: tuple[Decimal, Decimal]
    signs: Mapping[Observation, tuple[int, ...]]

    def box(self, *, wide: bool) -> Box:
        """Return the box by presumed places, or by printed ones if `wide`."""
        return self.literal if wide else self.presumed

    def spread(self, *, wide: bool) -> Decimal:
        """Return how far all figures together may lie from their prints."""
        return self.spreads[wide]

    def exchanged(self, changes: Iterable[tuple[Observation, Reading, Reading]]) -> Total:
        """Return the sum with other readings of some figures: each with the old and the new one."""
        terms = [
            term
            for x, old, new in changes
            for sign in self.signs[x]
            for term in ((sign, new, 1), (sign, old, -1))
        ]
        return Total(*_added(terms, self), self.signs)


_Sums = tuple[Decimal, Box, Box, tuple[Decimal, Decimal]]


def _added(terms: Iterable[tuple[int, Reading, int]], start: Total | None = None) -> _Sums:
    """Return sums with signed figures put in (+1) or taken out (−1)."""
    total = start.nominal if start else ZERO
    low, high = start.presumed if start else (ZERO, ZERO)
    least, most = start.literal if start else (ZERO, ZERO)
    narrow, wide = start.spreads if start else (ZERO, ZERO)
    for sign, reading, times in terms:
        (a, b), (c, d) = reading.presumed, reading.literal
        if sign < 0:
            a, b, c, d = -b, -a, -d, -c
        total += sign * times * reading.nominal
        low, high = low + times * a, high + times * b
        least, most = least + times * c, most + times * d
        narrow += times * reading.spread(wide=False)
        wide += times * reading.spread(wide=True)
    return total, (low, high), (least, most), (narrow, wide)


def total_of(
    signs: Sequence[int], operands: Sequence[Operand], read: Callable[[Operand], Reading]
) -> Total:
    """Return the sum of operands with their signs, each as `read` reads it."""
    own: dict[Observation, tuple[int, ...]] = {}
    for sign, x in zip(signs, operands, strict=True):
        if isinstance(x, Observation):
            own[x] = (*own.get(x, ()), sign)
    readings = [read(x) for x in operands]
    terms = ((sign, reading, 1) for sign, reading in zip(signs, readings, strict=True))
    return Total(*_added(terms), own)
