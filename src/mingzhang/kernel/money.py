"""Money: exact yuan in `Decimal`, read from text and split without loss."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from mingzhang.kernel.regex import lazy_regex
from mingzhang.kernel.rounding import half_up

FEN = Decimal("0.01")
#: Yuan in one unit, by the unit's printed name.
UNITS: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}

# [0-9], for \d also takes digits of other scripts. 20 digits of yuan exceed any country's money.
_AMOUNT = lazy_regex(r"[+-]?([0-9]{1,3}(,[0-9]{3}){1,6}|[0-9]{1,20})(\.[0-9]{1,20})?")
# Full-width forms of ASCII, and the minus sign; no further folding: ² must not become 2.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: ord("-")}


class AmountError(ValueError):
    """The text is not an amount; the message says what was found."""


def parse_number(text: str) -> Decimal:
    """Read a decimal number: full-width digits, thousands commas and a sign are accepted.

    Raises AmountError for anything else (exponents, units, several points, blanks inside, more
    than 20 digits on a side of the point).
    """
    plain = text.strip().translate(_PLAIN)
    if not _AMOUNT.fullmatch(plain):
        raise AmountError(text)
    value = Decimal(plain.replace(",", ""))
    return abs(value) if value == 0 else value


def parse_yuan(text: str) -> Decimal:
    """Read an amount of yuan, exact to the fen.

    Raises AmountError when it is not a number or has parts of a fen.
    """
    value = parse_number(text)
    exact = half_up(value, 2)
    if exact != value:
        raise AmountError(f"{text}: finer than one fen")
    return exact


def format_yuan(value: Decimal) -> str:
    """Return yuan with two decimals and no separators; `parse_yuan` reads it back."""
    return f"{half_up(value, 2):f}"


def in_unit(value: Decimal, unit: str) -> Decimal:
    """Return an amount of yuan in `unit` (exact, not rounded). KeyError: unknown unit."""
    return value / UNITS[unit]


def typed_in_wan(typed: Decimal, yuan: Decimal) -> bool:
    """Tell whether `typed` is the amount of `yuan` in 万元, as a person would round and type it.

    Fewer than two decimals count only where at least three digits are left; 0 is no amount.
    """
    exact = yuan / UNITS["万元"]
    return bool(typed) and any(
        half_up(exact, places) == typed and abs(typed) >= least
        for places, least in ((2, FEN), (1, Decimal(10)), (0, Decimal(100)))
    )


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
    # Fractions, for a product of two long decimals would be rounded before it is divided.
    exact = [Fraction(w) for w in weights]
    whole = sum(exact, Fraction(0))
    sign = -1 if units < 0 else 1
    count = int(abs(units))
    shares = [divmod(count * w, whole) for w in exact]
    floors = [q for q, _ in shares]
    order = sorted(range(len(weights)), key=lambda i: (-shares[i][1], i))
    for i in order[: count - sum(floors)]:
        floors[i] += 1
    return [sign * n * quantum for n in floors]
