"""Heading numbers: 第一部分, 一、, （一）, 1., （1）."""

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


def heading_number(level: int, number: int) -> str:
    """Return the printed number of a heading of level 1–5 (公文 order of levels)."""
    match level:
        case 1:
            return f"第{chinese(number)}部分 "
        case 2:
            return f"{chinese(number)}、"
        case 3:
            return f"（{chinese(number)}）"
        case 4:
            return f"{number}．"
        case _:
            return f"（{number}）"
