"""Units and measure words of published reports, read from `data/units.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from mingzhang.rulebook.loading import read_text


@dataclass(frozen=True, slots=True)
class Units:
    """The rows of the file: units to scales, words that count, and what they must not precede."""

    money: dict[str, Decimal]
    rate: dict[str, Decimal]
    measure: tuple[str, ...]
    count: tuple[str, ...]
    multiplier: dict[str, Decimal]
    not_before: dict[str, str]


@cache
def units() -> Units:
    """Return the units that the rulebook holds. Raises RulebookFault."""
    rows = tomllib.loads(read_text("units.toml"))
    return Units(
        {unit: Decimal(scale) for unit, scale in rows["money"].items()},
        {unit: Decimal(scale) for unit, scale in rows["rate"].items()},
        tuple(rows["measure"]["units"]),
        tuple(rows["count"]["words"]),
        {word: Decimal(scale) for word, scale in rows["multiplier"].items()},
        dict(rows["not_before"]),
    )


def any_of(words: tuple[str, ...] | dict[str, Decimal]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def counted() -> str:
    """Return a pattern for a measure word that is not the beginning of another word."""
    known = units()

    def guarded(word: str) -> str:
        stop = known.not_before.get(word, "")
        return re.escape(word) + (f"(?![{stop}])" if stop else "")

    return "|".join(guarded(word) for word in sorted(known.count, key=len, reverse=True))
