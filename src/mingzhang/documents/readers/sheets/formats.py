"""What a cell shows of its number: the number formats of spreadsheets, as far as reports use them.

The sign is always a minus here: brackets, triangles and red say the same to a person. A format
without decimals over a number that has some shows its fen, for a whole figure would be taken as
exact.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from mingzhang.kernel.regex import lazy_regex

GENERAL = "General"
#: The formats that every file may use by number alone (ECMA-376, 18.8.30; 27 to 58 as in China).
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy/m/d", 15: "yyyy-m-d", 16: "m-d", 17: "yyyy-m", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "yyyy-m-d",
    31: 'yyyy"年"m"月"d"日"', 32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss",
    36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '#,##0.00;-#,##0.00;"-"',
    45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: "h:mm", 56: "h:mm:ss", 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = lazy_regex(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|'
    r"(?P<general>General|G/通用格式|常规)|(?P<scientific>[Ee][+-])|(?P<clock>AM/PM|上午/下午)|"
    r"(?P<day>[ymdhsaeb]+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|"
    r"(?P<text>@)|(?P<end>;)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = lazy_regex(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_CURRENCY = lazy_regex(r"\$([^-]*)(?:-.*)?")
_ELAPSED = lazy_regex(r"[hms]{1,2}", re.IGNORECASE)
_SIGNS = str.maketrans("", "", "-−－()（）△▲")
_OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
    "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
_WHOLE = lazy_regex(r"-?[0-9]{1,3}(?:,?[0-9]{3})*")
_DIGIT = lazy_regex(r"[0-9]")
_DIGITS, _SHOWN_DIGITS = ".15g", 11
_MOST_DIGITS = 20
_FEN = Decimal("0.01")
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - no zone
_LAST_DAY = 2_958_466  # the first of the year 10000


@dataclass(slots=True)
class _Section:
    """A part of a format: `tokens` of (kind, text), and when it applies."""

    tokens: list[tuple[str, str]]
    condition: tuple[str, Decimal] | None = None
    kinds: frozenset[str] = frozenset()
    plan: _Plan | None = None

    def close(self) -> None:
        """Note what the tokens come to, once all are there."""
        self.kinds = frozenset(kind for kind, _ in self.tokens)
        if "digit" in self.kinds:
            self.plan = _planned(self.tokens)

    def has(self, kind: str) -> bool:
        """Tell whether a kind of token occurs."""
        return kind in self.kinds


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a section lays out digits.

    `power` scales the number (percent, thousands). `whole` are the signs behind each place for a
    digit before the point, `zeros` how many of these are always filled; `decimals` are the places
    behind the point, `least` those always filled; `fine` allows more of them.
    """

    power: int
    before: str
    whole: tuple[str, ...]
    after: str
    zeros: int
    decimals: int
    least: int
    grouped: bool
    fine: bool


def _planned(tokens: Sequence[tuple[str, str]]) -> _Plan:
    """Return how tokens with places for digits lay these out."""
    digits = [n for n, (kind, _) in enumerate(tokens) if kind == "digit"]
    point = next((n for n, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    whole = [n for n in digits if n < point]
    places = [n for n in digits if n > point]
    commas = [n for n, (kind, _) in enumerate(tokens) if kind == "comma"]
    thousands = sum(n > digits[-1] for n in commas)
    percents = sum(kind == "percent" for kind, _ in tokens)

    def signs(first: int, last: int) -> str:
        return "".join(text for kind, text in tokens[first:last] if kind in ("plain", "percent"))

    return _Plan(
        power=2 * percents - 3 * thousands,
        before=signs(0, digits[0]),
        whole=tuple(signs(a, b) for a, b in pairwise(whole)),
        after=signs(whole[-1] if whole else digits[0], len(tokens)),
        zeros=sum(tokens[n][1] == "0" for n in whole) if whole else 1,
        decimals=len(places),
        least=sum(tokens[n][1] != "#" for n in places),
        grouped=bool(whole) and any(whole[0] < n < whole[-1] for n in commas),
        fine=not (places or percents or thousands),
    )


class Show(Protocol):
    """Writes a number by its format."""

    def __call__(self, value: Decimal, code: str, *, since_1904: bool = False) -> str:
        """Return the text of the cell."""


def number_of(text: str) -> Decimal | None:
    """Return the number that a file holds as text, without the noise of binary fractions.

    None for what is no number, and for one beyond all amounts.
    """
    try:
        number = Decimal(format(float(text), _DIGITS))
    except (ValueError, InvalidOperation, OverflowError):
        return None
    return number if number.is_finite() and number.adjusted() < _MOST_DIGITS else None


def shown(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """Return what a cell with a number and a format shows, "" where the format hides it.

    Dates are as the format writes them, with the time of day in full where it has one; days count
    from 1900, or from 1904 where the workbook says so.
    """
    sections = _sections(code)
    section, signed = _chosen(sections, value)
    if section is None or section.has("general") or section.has("scientific"):
        around = (
            "".join(text for kind, text in section.tokens if kind == "plain") if section else ""
        )
        return general(value) + around.translate(_SIGNS).strip()
    if section.has("text") and not section.has("digit"):
        return general(value)
    if section.has("day"):
        day = _date(value, since_1904)
        return general(value) if day is None else _dated(section, day)
    if section.plan is None:
        return "".join(text for kind, text in section.tokens if kind == "plain").strip()
    return _figure(section.plan, value, signed)


def typed(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """Return a number as a person typed it, all its digits and no unit; dates as `shown`."""
    first = _sections(code)[0]
    if first.has("percent"):
        return f"{plain(value * 100)}%"
    is_date = first.has("day") and not first.has("general")
    return shown(value, code, since_1904=since_1904) if is_date else plain(value)


def as_read(text: str, value: Decimal) -> str:
    """Return what a file says that a cell shows, with the sign and the fen as `shown` has them."""
    bare = text.strip()
    if value < 0 and _DIGIT.search(bare) and "-" not in bare:
        bare = f"-{bare.translate(_SIGNS).strip()}"
    cut = _WHOLE.fullmatch(bare) and value != value.to_integral_value()
    if not cut or abs(value) < 1:
        return bare
    fine = value.quantize(_FEN, ROUND_HALF_UP)
    return f"{fine:,f}" if "," in bare else f"{fine:f}"


def general(value: Decimal) -> str:
    """Return a number as cells without a format show it: eleven digits, no trailing zeros."""
    if value == value.to_integral_value():
        return plain(value)
    places = _SHOWN_DIGITS - max(value.adjusted() + 1, 1)
    return plain(value.quantize(Decimal(1).scaleb(-max(places, 2)), ROUND_HALF_UP))


def plain(value: Decimal) -> str:
    """Return a number written out, without trailing zeros."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    found = [_Section([])]
    for token in _TOKEN.finditer(code or GENERAL):
        kind = token.lastgroup or ""
        if kind == "end":
            found.append(_Section([]))
        elif kind == "bracket":
            _bracketed(token["bracket"], found[-1])
        elif kind in ("quoted", "escaped"):
            found[-1].tokens.append(("plain", token[kind]))
        elif kind:
            found[-1].tokens.append((kind, token[0]))
    for section in found:
        section.close()
    return tuple(found)


def _bracketed(text: str, section: _Section) -> None:
    """Read what stands in square brackets: a condition, a currency, elapsed time; or a colour."""
    if condition := _CONDITION.fullmatch(text):
        limit = number_of(condition[2])
        section.condition = None if limit is None else (condition[1], limit)
    elif currency := _CURRENCY.fullmatch(text):
        section.tokens.append(("plain", currency[1]))
    elif _ELAPSED.fullmatch(text):
        section.tokens.append(("day", "h"))


def _chosen(sections: Sequence[_Section], value: Decimal) -> tuple[_Section | None, bool]:
    """Return the section for a number, and whether a minus must be added to what it shows."""
    numeric = [each for each in sections[:3] if not each.has("text")] or list(sections[:1])
    if any(each.condition for each in numeric):
        for each in numeric:
            if each.condition is None or _OPERATORS[each.condition[0]](value, each.condition[1]):
                return each, value < 0
        return None, False
    place = 0
    if value < 0 and len(numeric) > 1:
        place = 1
    elif not value and len(numeric) > 2:
        place = 2
    return numeric[place], value < 0


def _figure(plan: _Plan, value: Decimal, negative: bool) -> str:
    """Return a number laid into the digits of a section."""
    scaled = abs(value).scaleb(plan.power) if plan.power else abs(value)
    decimals = plan.decimals
    if plan.fine and scaled != scaled.to_integral_value():
        decimals = 2  # the fen behind a figure that is shown whole
    rounded = scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    digits, _, behind = f"{rounded:f}".partition(".")
    behind = behind[: plan.least] + behind[plan.least :].rstrip("0")
    digits = digits.lstrip("0").rjust(plan.zeros, "0")
    if any(plan.whole):
        digits = _parted(digits, plan.whole)  # signs between digits: 0!.0, shows 万元 of yuan
    elif plan.grouped and digits:
        digits = f"{int(digits):,}"
    text = f"{plan.before}{digits}{'.' if behind else ''}{behind}{plan.after}".strip()
    return f"-{text.translate(_SIGNS).strip()}" if negative and rounded else text


def _parted(digits: str, signs: Sequence[str]) -> str:
    """Return digits with the signs that stand behind their places, the last place at the end."""
    text = ""
    for sign in reversed(signs):
        text = sign + digits[-1:] + text
        digits = digits[:-1]
    return digits + text


def _date(value: Decimal, since_1904: bool) -> datetime | None:
    if not 0 <= value < _LAST_DAY:
        return None
    seconds = int((value * 86_400).to_integral_value(ROUND_HALF_UP))
    try:
        return (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _dated(section: _Section, day: datetime) -> str:
    """Return a day as the format writes it; with a time of day in full."""
    letters = "".join(text.lower() for kind, text in section.tokens if kind == "day")
    if "h" in letters or "s" in letters:
        whole = day.isoformat(" ")
        return whole if set(letters) & set("yd") else whole[11:]
    pieces = []
    for kind, text in section.tokens:
        first = text[0].lower()
        if kind in ("plain", "point", "comma"):
            pieces.append(text)
        elif kind != "day":
            continue
        elif first in "ye":
            pieces.append(
                f"{day.year:04}" if len(text) > 2 or first == "e" else f"{day.year % 100:02}"
            )
        elif first in "md":
            number = day.month if first == "m" else day.day
            pieces.append(f"{number:02}" if len(text) == 2 else str(number))
    return "".join(pieces).strip()
