"""Slips of the pen: whether one mistake of typing leads from the likely figure to the printed one.

A slip is evidence of where an error sits, for two unrelated figures are rarely one slip apart. It
needs figures that have something in common to be recognised by.
"""

from __future__ import annotations

from decimal import Decimal

from mingzhang.domain.checks.boxes import ONE
from mingzhang.kernel.rounding import half_up

DIGIT = "digit"  # one digit replaced
SWAP = "swap"  # two neighbours exchanged
POINT = "point"  # decimal point moved by one to three places
UNIT = "unit"  # by four: 元 for 万元, 万元 for 亿元
DROP = "drop"  # one digit left out
DOUBLE = "double"  # one digit typed twice
EXTRA = "extra"  # one digit too many
SIGN = "sign"  # increase for decrease

#: What a person calls each slip.
NAMES = {
    DIGIT: "一位数字之误",
    SWAP: "相邻两位数字颠倒",
    POINT: "小数点错位",
    UNIT: "计量单位之误（相差一万倍）",
    DROP: "漏写一位数字",
    DOUBLE: "重复写一位数字",
    EXTRA: "多写一位数字",
    SIGN: "增减方向之误",
}
#: So many significant digits must be common to both figures.
COMMON = 3
_SHIFTS = (1, 2, 3, 4)
#: A difference below so many units of the last place is one digit replaced more often than not.
_CHANCE = 10
#: At most one chance in so many that an unrelated figure would look like a slip.
_CHANCES = 3


def slip(printed: Decimal, likely: Decimal, places: int) -> str:
    """Return which slip leads from `likely` to `printed`, or "" if none does.

    Both are in one unit; they are compared as written with `places` decimals (a figure printed
    without its trailing zeros is meant with them). `likely` may be finer; only a moved decimal
    point makes use of that. Digits that were not printed are no evidence.
    """
    wanted = half_up(likely, places)
    own = half_up(printed, places)
    if wanted == own or not own or not likely:
        return ""
    unseen = max(0, places - max(0, -_exponent(printed)))
    if wanted == -own:
        return SIGN if len(_digits(own, places)) - unseen >= COMMON else ""
    if (wanted < 0) != (own < 0):
        return ""
    moved = _shifted(own, likely, places)
    return moved or _typed(_digits(own, places), _digits(wanted, places), unseen)


def is_telling(printed: Decimal, likely: Decimal, places: int, choices: Decimal = ONE) -> bool:
    """Tell whether a slip between the two is rare by chance.

    `choices` is how many printable values would be likely ones. Among values that are some
    hundreds of units of the last place away, slips lie about a hundred units apart, and so on; a
    difference of a few units can nearly always be made by changing the last digit.
    """
    apart = abs(half_up(likely, places) - printed).scaleb(places)
    spacing = Decimal(1).scaleb(apart.adjusted()) if apart else Decimal(0)
    return spacing >= _CHANCE and choices * _CHANCES <= spacing


def significant(printed: Decimal) -> int:
    """Return how many significant digits are printed, leading zeros not counted."""
    return len(_digits(printed, max(0, -_exponent(printed))))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _digits(value: Decimal, places: int) -> str:
    return str(int(abs(value).scaleb(places)))


def _typed(own: str, wanted: str, unseen: int) -> str:
    """Return the slip between two rows of digits, the last `unseen` of the print not written."""
    if len(own) == len(wanted):
        apart = [n for n in range(len(own)) if own[n] != wanted[n]]
        if len(apart) == 1 and len(own) - 1 - unseen >= COMMON:
            return DIGIT
        if len(apart) == 2 and len(own) - unseen >= COMMON:
            first, second = apart
            crossed = own[first] == wanted[second] and own[second] == wanted[first]
            if second == first + 1 and crossed:
                return SWAP
        return ""
    # Zeros at the end say little: 100 for 1000 is no evidence.
    if len(wanted) == len(own) + 1 and len(own[: len(own) - unseen].rstrip("0")) >= COMMON:
        return DROP if _without_one(wanted, own) is not None else ""
    if len(own) == len(wanted) + 1 and len(wanted.rstrip("0")) >= COMMON:
        at = _without_one(own, wanted)
        if at is None:
            return ""
        # The first place where the rows part is the end of a run of equal digits, if there is one.
        return DOUBLE if at > 0 and own[at] == own[at - 1] else EXTRA
    return ""


def _without_one(longer: str, shorter: str) -> int | None:
    """Return which digit of `longer` to leave out for `shorter`; None if there is none."""
    at = next((n for n, digit in enumerate(shorter) if longer[n] != digit), len(shorter))
    return at if longer[at + 1 :] == shorter[at:] else None


def _shifted(printed: Decimal, likely: Decimal, places: int) -> str:
    if len(_digits(printed, places).rstrip("0")) < COMMON:
        return ""
    moved = printed.adjusted() - likely.adjusted()
    # The likely figure with its point moved must print as this one does.
    if abs(moved) in _SHIFTS and half_up(likely.scaleb(moved), places) == printed:
        return UNIT if abs(moved) == 4 else POINT
    return ""
