"""Chinese numerals, as they number lines and headings."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九十"


def chinese(number: int) -> str:
    """Return 1–99 in Chinese numerals. ValueError outside."""
    if not 1 <= number <= 99:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    if number <= 10:
        return _DIGITS[number]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
