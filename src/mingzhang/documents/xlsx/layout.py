"""Measures and names: widths of columns, heights of rows, names of sheets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from mingzhang.docmodel.model import Orientation
from mingzhang.documents.theme import MM_PER_INCH, PT_PER_INCH, Theme
from mingzhang.documents.xlsx.content import clean

PX_PER_INCH = 96  # the pixel in which spreadsheets count columns
CELL_PADDING_PX = 8  # both sides together, borders included
INDENT_PX = 10  # one step of indentation
_LINE_HEIGHT = 1.35  # a line of a CJK face, in its size
_HEIGHT_LIMIT_PT = 409.0  # the highest row that a spreadsheet allows
_ASCII_EM = 0.55  # Song digits are 0.5 wide; the faces that stand in for it are wider
_NAME_LIMIT = 31
# Characters that no sheet name may hold, as the full-width ones that look the same.
_NAME_SIGNS = str.maketrans("[]:*?/\\'\n\t", "［］：＊？／＼’  ")
_RESERVED_NAME = "history"


def share_pixels(weights: Sequence[int], total: int) -> list[int]:
    """Share `total` pixels among columns by weight; the widths add up to `total`."""
    whole, seen, edges = sum(weights), 0, [0]
    for weight in weights:
        seen += weight
        edges.append(total * seen // whole)
    return [right - left for left, right in pairwise(edges)]


def text_width_px(orientation: Orientation, theme: Theme) -> int:
    """Give the width between the margins of a page, in whole pixels."""
    return int(theme.pages[orientation].text_width_mm * PX_PER_INCH / MM_PER_INCH)


def em_width(text: str) -> float:
    """Give the width of the widest line of a text in em."""
    return max(
        len(line) - (1 - _ASCII_EM) * sum(map(str.isascii, line)) for line in text.split("\n")
    )


def pixels(em: float, size_pt: float) -> float:
    """Give `em` of a face of `size_pt` in pixels."""
    return em * size_pt * PX_PER_INCH / PT_PER_INCH


def line_count(text: str, width_px: float, size_pt: float) -> int:
    """Give the lines that a text takes in a column of this width."""
    room = max(width_px - CELL_PADDING_PX, pixels(1, size_pt))
    return sum(ceil(pixels(em_width(line), size_pt) / room) or 1 for line in text.split("\n"))


def height_pt(lines: int, size_pt: float, least_pt: float) -> float:
    """Give the height of a row of so many lines."""
    needed = lines * size_pt * _LINE_HEIGHT + size_pt * 0.4
    return min(max(needed, least_pt), _HEIGHT_LIMIT_PT)


class SheetNames:
    """Gives every sheet a name that spreadsheets accept and that no other sheet has."""

    def __init__(self) -> None:
        self._used: set[str] = {_RESERVED_NAME}

    def take(self, wanted: str, fallback: str) -> str:
        """Give the name nearest to `wanted`; a later sheet of the same name gets （2）, （3）…"""
        base = _legal(wanted) or _legal(fallback) or "表"
        name, number = _cut(base, _NAME_LIMIT), 1
        while name.casefold() in self._used:
            number += 1
            ending = f"（{number}）"
            name = _cut(base, _NAME_LIMIT - len(ending)) + ending
        self._used.add(name.casefold())
        return name


def _legal(name: str) -> str:
    return clean(name).translate(_NAME_SIGNS).strip()


def _cut(name: str, limit: int) -> str:
    """Cut to `limit` UTF-16 units, in which spreadsheets count, between characters."""
    while len(name.encode("utf-16-le")) > 2 * limit:
        name = name[:-1]
    return name
