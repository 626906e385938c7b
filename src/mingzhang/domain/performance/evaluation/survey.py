"""A survey of satisfaction: its result beside its sample and the interval that it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal

from mingzhang.kernel.rounding import ratio

HUNDRED = Decimal(100)
#: Two-sided 95 % of the normal distribution.
_Z = Decimal("1.959963985")
_WIDE = Context(prec=40)


@dataclass(frozen=True, slots=True)
class Survey:
    """How many there are, were asked, answered, and are satisfied; None where not told."""

    population: Decimal | None
    sample: Decimal | None
    responses: Decimal | None
    satisfied: Decimal | None

    @property
    def response_rate(self) -> Decimal | None:
        """Valid answers over those asked, in %; None where it does not exist."""
        if self.responses is None or not self.sample:
            return None
        return ratio(self.responses * HUNDRED, self.sample)

    @property
    def satisfaction(self) -> Decimal | None:
        """Satisfied over valid answers, in %; no answer is no satisfaction of 100 %."""
        if self.satisfied is None or not self.responses:
            return None
        return ratio(self.satisfied * HUNDRED, self.responses)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """The range of satisfaction that these answers allow, in %, at 95 % confidence.

        Wilson's score interval, with the correction for a finite population where its size is
        known: an answer of everybody has no width. None without answers, or with fewer of them than
        are satisfied.
        """
        if self.satisfaction is None or self.responses is None or self.satisfaction > HUNDRED:
            return None
        share = ratio(self.satisfaction, HUNDRED)
        square = _WIDE.multiply(_Z, _Z)
        if self.population is not None:
            left = max(self.population - self.responses, Decimal(0))
            square = _WIDE.multiply(square, ratio(left, max(self.population - 1, Decimal(1))))
        part = ratio(square, self.responses)
        middle = ratio(share + part / 2, 1 + part)
        spread = _WIDE.sqrt(ratio(share * (1 - share), self.responses) * square + part * part / 4)
        reach = ratio(spread, 1 + part)
        low, high = max(middle - reach, Decimal(0)), min(middle + reach, Decimal(1))
        return low * HUNDRED, high * HUNDRED

    def faults(self) -> Iterator[str]:
        """Yield what cannot be: more asked than there are, more answers than asked."""
        order = (
            ("满意数", self.satisfied, "有效回收", self.responses),
            ("有效回收", self.responses, "样本数", self.sample),
            ("样本数", self.sample, "调查总体", self.population),
        )
        for name, value, above_name, above in order:
            if value is not None and above is not None and value > above:
                yield f"{name}{value:f}大于{above_name}{above:f}"
