"""Numbers of lists as Word prints them, by the name of their format (ECMA-376 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

from mingzhang.documents.readers.web.lists import letters, roman

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def _counting(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """Return 1–9999 as it is spoken (十, 十一, 二十, 一百零一); beyond it its digits."""
    if not 0 < number < 10_000:
        return str(number)
    out, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            zero = bool(out)
            continue
        out += (digits[0] if zero else "") + digits[digit] + (units[power - 1] if power else "")
        zero = False
    return out.removeprefix("一") if 10 <= number < 20 and units[0] == "十" else out


def _by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number)).replace("零", "○")


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if 21 <= number <= 35:
        return chr(ord("㉑") + number - 21)
    return str(number)


def _enclosed(first: str) -> Callable[[int], str]:
    """Return a format of twenty signs that begin with `first`."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= 20 else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _letter(number: int) -> str:
    """Return Word's letters: after z comes aa, then bb."""
    return letters((number - 1) % 26 + 1) * ((number - 1) // 26 + 1) if number < 1000 else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _enclosed("⒈"),
    "decimalEnclosedParen": _enclosed("⑴"),
    "ideographEnclosedCircle": lambda n: chr(ord("㊀") + n - 1) if 1 <= n <= 10 else str(n),
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "ideographDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "taiwaneseDigital": _by_digit,
    "koreanDigital2": _by_digit,
    "chineseLegalSimplified": lambda number: _counting(number, _LEGAL, "拾佰仟"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
}


def numeral(number: int, form: str) -> str:
    """Return a number (1 and up) in a format of Word; one that is not known prints digits."""
    shown = _FORMATS.get(form)
    return shown(number) if shown and number > 0 else str(number)
