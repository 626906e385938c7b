"""Heading numbers: 第一部分, 一、, （一）, 1., （1）."""

from __future__ import annotations

from mingzhang.kernel.numerals import chinese


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
