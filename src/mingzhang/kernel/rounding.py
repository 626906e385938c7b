"""The only place that rounds. Every rounding of the product is one of these functions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

# Wide enough for any sum of yuan; division results are rounded by `half_up` straight after.
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


def half_up(value: Decimal, places: int) -> Decimal:
    """Return `value` with exactly `places` decimals, halves away from zero (四舍五入).

    Never returns a negative zero. `places` may be 0 (a whole number).
    """
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    return abs(rounded) if rounded == 0 else rounded


def ratio(part: Decimal, whole: Decimal) -> Decimal:
    """Return part ÷ whole to 60 significant digits.

    Raises ZeroDivisionError when `whole` is zero: a ratio on a zero base does not exist.
    """
    if whole == 0:
        raise ZeroDivisionError("ratio on a zero base")
    return _WIDE.divide(part, whole)


@dataclass(frozen=True, slots=True)
class Interval:
    """All exact values that a printed figure can stand for: low ≤ value < high.

    A negative print is mirrored (low < value ≤ high), and a printed zero holds neither end, for
    halves are rounded away from zero; `holds` knows the difference.
    """

    low: Decimal
    high: Decimal
    negative: bool = False

    def holds(self, value: Decimal) -> bool:
        """Tell whether rounding `value` half-up could have printed this figure."""
        if self.negative:
            return self.low < value <= self.high
        if self.low < 0:
            return self.low < value < self.high
        return self.low <= value < self.high


def printed_interval(printed: Decimal, places: int, scale: Decimal = Decimal(1)) -> Interval:
    """Return the interval of exact values that print as `printed` with `places` decimals.

    `scale` turns the printed unit into the exact one (10000 for 万元 printed, yuan meant).
    A printed zero stands for (−½, ½) units of the last place, without the ends.
    """
    half = Decimal(5).scaleb(-places - 1)
    return Interval((printed - half) * scale, (printed + half) * scale, printed < 0)
