"""Figures of invented reports for the tests of judging."""

from collections.abc import Callable
from decimal import Decimal
from itertools import count

from mingzhang.docmodel.source import Span
from mingzhang.domain.checks.model import Bound, Kind, Observation, Role

UNITS = {
    "元": (Kind.MONEY, Decimal(1)),
    "万元": (Kind.MONEY, Decimal(10_000)),
    "亿元": (Kind.MONEY, Decimal(10**8)),
    "%": (Kind.RATE, Decimal("0.01")),
    "个": (Kind.COUNT, Decimal(1)),
    "人": (Kind.COUNT, Decimal(1)),
    "分": (Kind.SCORE, Decimal(1)),
    "": (Kind.PLAIN, Decimal(1)),
}


def decimals(text: str) -> int:
    """Return how many decimals a number is printed with."""
    return len(text.partition(".")[2])


class Report:
    """Makes figures one after the other, ten signs apart."""

    def __init__(self) -> None:
        self._next = count()
        self.figures: list[Observation] = []

    def __call__(
        self,
        text: str,
        label: str = "",
        *,
        presumed: int | None = None,
        role: Role = Role.LEVEL,
        direction: int = 0,
        bound: Bound = Bound.EXACT,
        base: str = "",
    ) -> Observation:
        """Return a figure such as `12.30万元`."""
        number = text.rstrip("元万亿%个人分")
        unit = text[len(number) :]
        kind, scale = UNITS[unit]
        at = next(self._next)
        places = decimals(number)
        made = Observation(
            number=at,
            value=Decimal(number),
            unit=unit,
            kind=kind,
            scale=scale,
            places=places,
            presumed=places if presumed is None else presumed,
            place=at,
            start=0,
            end=len(number),
            unit_end=len(text),
            spans=(Span(10 * at, 10 * at + len(number)),),
            role=role,
            bound=bound,
            direction=direction,
            label=label,
            base=base,
        )
        self.figures.append(made)
        return made


def money(report: Report) -> Callable[[str], Observation]:
    """Return a maker of 万元 that were rounded to two decimals."""
    return lambda text: report(f"{text}万元", presumed=2)
