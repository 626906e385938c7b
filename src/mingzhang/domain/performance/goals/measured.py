"""Units of indicators, and the quantities that the text of a goal names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.goal_words import goal_words, same_units
from mingzhang.rulebook.units import any_of, counted, units

ONE = Decimal(1)
#: Units that share a base can be compared: all money is 元, all shares are %.
MONEY, SHARE, POINTS = "元", "%", "个百分点"

_TIMES = "万亿千百"
_NUMBER = (
    r"(?<![0-9.,A-Za-z第前〔\[])"
    r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
)
#: 年 after a number is mostly a date, 岁 and 度 no result.
_NO_RESULT = ("年", "岁", "度", "字")
_CLAUSE_END = lazy_regex(r"[，。；：、,;:！？（）()\n]|[0-9]+\.(?![0-9])")


@cache
def _quantity() -> re.Pattern[str]:
    known = units()
    measures = tuple(unit for unit in known.measure if unit not in _NO_RESULT)
    return re.compile(
        rf"{_NUMBER}[余多]?[ ]?(?P<unit>{any_of(known.rate)}"
        rf"|[{_TIMES}]?(?:{any_of(measures)}|{counted()})|(?:百|千|万|亿|百万|万亿)?元)"
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as `base` and how many of it: 万元 is 10,000 元, 批次 one 批."""

    base: str
    scale: Decimal = ONE

    @property
    def rate(self) -> bool:
        """Tell whether values are shares or rates, which may be negative."""
        return self.base in (SHARE, POINTS)

    @property
    def duration(self) -> bool:
        """Tell whether values are spans of time."""
        return self.base in goal_words("duration")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text with its unit: `said` as written, `clause` the words around it."""

    value: Decimal
    unit: Unit
    said: str
    clause: str

    @property
    def amount(self) -> Decimal:
        """The value in the unit's base."""
        return self.value * self.unit.scale


@cache
def unit_of(text: str) -> Unit | None:
    """Return the unit that a cell names, None for a blank one; an unknown word is its own base."""
    plain = text.strip()
    plain = same_units().get(plain, plain)
    if not plain:
        return None
    if plain == "‰":
        return Unit(SHARE, Decimal("0.1"))
    if plain in (SHARE, POINTS):
        return Unit(plain)
    if plain.endswith(MONEY) and plain in units().money:
        return Unit(MONEY, units().money[plain])
    times = units().multiplier.get(plain[0])
    if times is not None and len(plain) > 1:
        rest = plain[1:]
        return Unit(same_units().get(rest, rest), times)
    return Unit(plain)


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities with a unit that a text names in figures, in order.

    Years, dates, ordinals and numbers without a unit are none.
    """
    for match in _quantity().finditer(text):
        unit = unit_of(match["unit"])
        if unit is not None:
            value = Decimal(match["number"].replace(",", ""))
            yield Quantity(value, unit, match[0], _clause(text, match.start(), match.end()))


def _clause(text: str, start: int, end: int) -> str:
    """Return the words before a number within its clause, and those after it up to the next."""
    before = 0
    for mark in _CLAUSE_END.finditer(text, 0, start):
        before = mark.end()
    after = _CLAUSE_END.search(text, end)
    following = text[end : after.start() if after else len(text)]
    for other in _quantity().finditer(following):
        following = following[: other.start()]
        break
    return text[before:start] + following
