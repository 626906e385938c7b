"""Money: exact yuan in `Decimal`, read from text and split without loss."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from mingzhang.kernel.rounding import half_up

FEN = Decimal("0.01")
#: Yuan in one unit, by the unit's printed name.
UNITS: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}

_AMOUNT = re.compile(r"^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$")


class AmountError(ValueError):
    """The text is not an amount; the message says what was found."""


def parse_number(text: str) -> Decimal:
    """Read a decimal number: full-width digits, thousands commas and a sign are accepted.

    Raises AmountError for anything else (exponents, units, several points, blanks inside).
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace("－", "-")
    if not _AMOUNT.match(plain):
        raise AmountError(text)
    value = Decimal(plain.replace(",", ""))
    return abs(value) if value == 0 else value


def parse_yuan(text: str) -> Decimal:
    """Read an amount of yuan, exact to the fen.

    Raises AmountError when it is not a number or has parts of a fen.
    """
    value = parse_number(text)
    exact = value.quantize(FEN)
    if exact != value:
        raise AmountError(f"{text}: finer than one fen")
    return exact


def format_yuan(value: Decimal) -> str:
    """Return yuan with two decimals and no separators; `parse_yuan` reads it back."""
    return f"{half_up(value, 2):f}"


def in_unit(value: Decimal, unit: str) -> Decimal:
    """Return an amount of yuan in `unit` (exact, not rounded). KeyError: unknown unit."""
    return value / UNITS[unit]


def split(total: Decimal, weights: Sequence[Decimal], quantum: Decimal = FEN) -> list[Decimal]:
    """Split `total` in proportion to `weights`, each part a multiple of `quantum`, Σ = total.

    Largest remainder; ties go to the earlier part. Weights are not negative and not all zero,
    and `total` is a multiple of `quantum`; ValueError otherwise.
    """
    if any(w < 0 for w in weights) or not any(weights):
        raise ValueError("weights must not be negative and not all zero")
    units = total / quantum
    if units != units.to_integral_value():
        raise ValueError(f"{total} is not a multiple of {quantum}")
    whole = sum(weights, Decimal(0))
    sign = -1 if units < 0 else 1
    count = int(abs(units))
    shares = [divmod(count * w, whole) for w in weights]
    floors = [int(q) for q, _ in shares]
    order = sorted(range(len(weights)), key=lambda i: (-shares[i][1], i))
    for i in order[: count - sum(floors)]:
        floors[i] += 1
    return [sign * n * quantum for n in floors]
