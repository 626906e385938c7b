"""How much room text takes: safe estimates that hold for every face that a reader may have.

A report is opened with the official faces or with whatever stands in for them, so the widest of
the usual faces counts: DejaVu Serif, which systems without Times New Roman take for digits.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

from mingzhang.docmodel.model import Cover, Gap, Mark, Number, Orientation, Run
from mingzhang.documents.theme import MM_PER_INCH, PT_PER_INCH, TextStyle, Theme
from mingzhang.kernel.regex import lazy_regex

TWIPS_PER_PT = 20
_PLAIN_EM = 0.64  # a digit
_HEAVY_EM = 0.70  # a digit in bold
_POINT = 0.5  # full stop and comma, as a part of a digit
_RAISED = 0.6  # size of raised text, as a part of the text beside it
# What keeps together on a line: letters and digits with their signs; a closing sign stays with
# what stands before it, an opening one with what follows.
_COVER_SPARE_MM = 5.0  # left free on the page of a cover: programs round differently
_UNIT = lazy_regex(
    r"[（《〈“‘『「【〔]*(?:[0-9A-Za-z.,%+*/\-]+|.)[，。、；：？！）》〉”’』」】〕]*", re.DOTALL
)


def points(mm: float) -> float:
    """Turn millimetres into points."""
    return mm / MM_PER_INCH * PT_PER_INCH


def body_spacing_pt(theme: Theme) -> float:
    """Give the spacing in points that puts `chars_per_line` body characters on a portrait line.

    Rounded down to a twentieth, so that the line holds them.
    """
    page = theme.pages[Orientation.PORTRAIT]
    room = points(page.text_width_mm) / theme.chars_per_line - theme.styles["body"].size_pt
    return math.floor(room * TWIPS_PER_PT) / TWIPS_PER_PT


def em_width(text: str, *, strong: bool = False) -> float:
    """Give the width of a text on one line, in em."""
    narrow = _HEAVY_EM if strong else _PLAIN_EM
    wide = 0 if text.isascii() else sum(unicodedata.east_asian_width(c) in "WFA" for c in text)
    stops = text.count(".") + text.count(",")
    return wide + narrow * (len(text) - wide - _POINT * stops)


def unbroken_em(text: str, *, strong: bool = False) -> float:
    """Give the width of the widest piece of a text that no line may break, in em."""
    return max((em_width(unit, strong=strong) for unit in _UNIT.findall(text)), default=0.0)


def line_count(text: str, room_em: float, *, strong: bool = False) -> int:
    """Give the lines that a text takes where a line holds `room_em`; at least 1."""
    lines, used = 1, 0.0
    for unit in _UNIT.findall(text):
        width = em_width(unit, strong=strong)
        if used and (used + width > room_em or unit == "\n"):
            lines, used = lines + 1, 0.0
        used += width
    return lines


def text_pt(text: str, style: TextStyle, width_pt: float) -> float:
    """Give the height of a paragraph in a style, its distances included, in points."""
    room = width_pt / style.size_pt - style.left_chars
    lines = line_count("　" * style.indent_chars + text, room, strong=style.strong)
    return lines * style.line_pt + style.before_pt + style.after_pt


def cover_gap_mm(cover: Cover, theme: Theme) -> float:
    """Give the distance from the title of a cover to its lines; a long title takes from it."""
    page = theme.pages[Orientation.PORTRAIT]
    width = points(page.text_width_mm)
    title = sum(text_pt(line, theme.styles["cover_title"], width) for line in cover.title)
    lines = sum(text_pt(line, theme.styles["cover_line"], width) for line in cover.lines)
    height = page.height_mm - page.top_mm - page.bottom_mm - _COVER_SPARE_MM
    room = height - theme.cover_title_before_mm - (title + lines) / points(1)
    return max(min(theme.cover_lines_before_mm, room), 0.0)


def run_text(run: Run, theme: Theme) -> str:
    """Give a run as printed, with the unit behind a figure and its mark."""
    match run:
        case Number():
            return run.text + run.tail + (theme.marks[run.mark.value] if run.mark else "")
        case Gap():
            return f"{theme.gap_open}{run.text}{theme.gap_close}"
        case _:
            return run.text


def figure_em(runs: Sequence[Run], theme: Theme, *, strong: bool = False) -> float:
    """Give the room in em that the figures of a cell need: each on one line, with its sign.

    Only the sign of rounding (*) counts: a mark in words may stand below its figure.
    """
    widest = 0.0
    for run in runs:
        if isinstance(run, Number):
            sign = theme.marks[run.mark.value] if run.mark is Mark.ROUNDING else ""
            width = em_width(run.text + run.tail, strong=strong)
            widest = max(widest, width + _RAISED * em_width(sign))
    return widest
