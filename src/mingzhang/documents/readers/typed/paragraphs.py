"""Which lines are one paragraph: judged by typography alone, never by what the words mean.

A text is either broken at a width, and then a line that is full runs on; or it has one line to a
paragraph, and then only a sentence that a page end cut in two runs on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.documents.readers.lines import (
    Line,
    closed_up,
    columns,
    ends_sentence,
    is_caption,
    is_image,
    starts_block,
)
from mingzhang.kernel.regex import lazy_regex

_HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
_UNBROKEN = lazy_regex(
    r"[“‘（(《「『【]*(?:[!-'*-~±≥≤]+|.)[，。、；：！？”’）)》」』】…%％,.;:!?]*"
)
_RUNS_ON = tuple("，、,（(“‘《「『【—")
_CLOSES = tuple("，。、；：！？）)》”’」』】,;")
_SENTENCE = lazy_regex(r"[，。；;]|,(?!\d)")
_UNIT_END = lazy_regex(r"\d\s*[万亿]?(?:美元|[元个人次辆名项户家篇年月日级批件台])$")
_CUT = lazy_regex(rf"[{_HAN}]$")
_RESUMES = lazy_regex(rf"[{_HAN}A-Za-z\d“‘《（(]")
_ORPHAN = lazy_regex(rf"[{_HAN}]{{1,3}}$")
_WIDE_GAP = lazy_regex(r"\S {3,}\S")
_LEAST_WIDTH = 40  # columns; a shorter “running width” is a list of short lines
_LONG = 20  # columns; shorter lines say nothing of the width
_SLACK = 2  # columns that a mark may hang out beyond the margin
_HANGING = 4  # columns that a full line may reach further than another one
_LEAST_USUAL = 0.3  # share of long lines that end at a width below the greatest
_LEAST_FULL = 0.2  # share of long lines that must be full
_LEAST_INDENTED = 0.6  # share of paragraphs that must be indented for that to be the style
_MOST_GAP = 2  # blank lines over which a sentence may run on, as at the end of a page


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text is set: its running width in columns (0: not broken at one), indented or not."""

    width: int
    indented: bool

    def full(self, line: Line, after: Line) -> bool:
        """Tell whether the next line's first word would not have fitted on the line."""
        reach = _reach(line)
        if not self.width or reach > self.width + _HANGING:
            return False  # another part of the text, set wider
        return reach + _first(after) > self.width - _SLACK


def _reach(line: Line) -> int:
    return line.indent + columns(closed_up(line.words))


def _first(line: Line) -> int:
    found = _UNBROKEN.match(line.words)
    return columns(found[0]) if found else 0


def shape_of(lines: Sequence[Line]) -> Shape:
    """Return how the lines of running text (tables left out) are set."""
    # Offices and units far apart, and rows of what is no sure table, reach beyond any margin.
    lines = [line for line in lines if _WIDE_GAP.search(line.words) is None]
    reaches = sorted(reach for line in lines if (reach := _reach(line)) >= _LONG)
    if not reaches:
        return Shape(0, indented=False)
    # A hundredth may stand out: an address on the web does not break.
    widest = reaches[len(reaches) - 1 - len(reaches) // 100]
    # Cells of tables that came without their lines are short, and parts may be set wider.
    wide = reaches[bisect_left(reaches, _LEAST_WIDTH) :]
    for width, long in ((widest, len(reaches)), (_usual(wide), len(wide))):
        if width >= _LEAST_WIDTH and (shape := _proved(lines, width, long)):
            return shape
    return Shape(0, indented=False)


def _usual(reaches: Sequence[int]) -> int:
    """Return the width at which most lines end, where other parts are set wider; 0 for none."""
    most, width, first = 0, 0, 0
    for last, reach in enumerate(reaches):
        while reaches[first] < reach - _HANGING:
            first += 1
        if last - first >= most:
            most, width = last - first, reach
    return width if most >= len(reaches) * _LEAST_USUAL else 0


def _proved(lines: Sequence[Line], width: int, long: int) -> Shape | None:
    """Return the shape of lines that are broken at a width, `long` of which may be; else None."""
    shape = Shape(width, indented=False)
    pairs = [(line, after) for line, after in pairwise(lines) if not line.blank and not after.blank]
    full = [line for line, after in pairs if shape.full(line, after)]
    running = [
        line
        for line, after in pairs
        if shape.full(line, after)
        and not ends_sentence(line.words)
        and not starts_block(after.words)
    ]
    if len(running) < 2 or len(full) < long * _LEAST_FULL:
        return None
    return Shape(width, _indented(pairs, shape))


def _indented(pairs: Sequence[tuple[Line, Line]], shape: Shape) -> bool:
    begun = [after for line, after in pairs if not shape.full(line, after)]
    running = [after for line, after in pairs if shape.full(line, after)]
    return (
        sum(line.indent >= 2 for line in begun) > len(begun) * _LEAST_INDENTED
        and sum(line.indent < 2 for line in running) > len(running) * _LEAST_INDENTED
    )


def runs_on(
    line: Line, after: Line, blanks: int, shape: Shape, *, soft: bool = False, paged: bool = False
) -> bool:
    """Tell whether a paragraph that has `line` goes on in `after`, `blanks` blank lines below.

    `soft`: in this format lines next to each other are one paragraph unless something says no.
    `paged`: the number of a page stands between the two.
    """
    if blanks > _MOST_GAP or starts_block(after.words) or is_image(line.words):
        return False
    if is_caption(line.words) or line.words.startswith("#"):
        return False
    if ends_sentence(line.words):
        # A full line is certain to run on where paragraphs are indented and the next line is not;
        # elsewhere a semicolon at its end parts the items of a sum, hardly paragraphs.
        listing = line.words.endswith(("；", ";"))
        return (
            shape.full(line, after)
            and not blanks
            and after.indent < 2
            and (shape.indented or listing)
        )
    if after.words.startswith(_CLOSES):
        return True
    if not soft and after.indent >= 2 and after.indent > line.indent:
        return False
    if line.words.endswith(_RUNS_ON) or (soft and not blanks):
        return True
    if shape.width and (_WIDE_GAP.search(line.words) or _WIDE_GAP.search(after.words)):
        return False  # a row of what is no sure table
    if shape.width and not blanks and line.words.startswith(_CLOSES):
        return after.indent < 2  # a piece that a converter moved out of the line before it
    if shape.width:
        return shape.full(line, after) and (not blanks or paged or _cut(line, after))
    return _cut(line, after) or (not blanks and _orphan(line, after))


def _cut(line: Line, after: Line) -> bool:
    """Tell whether a sentence is cut in two: it has marks, no end, and words on both sides."""
    return (
        columns(line.words) >= _LEAST_WIDTH
        and _SENTENCE.search(line.words) is not None
        and _CUT.search(line.words) is not None
        and _UNIT_END.search(line.words) is None
        and _RESUMES.match(after.words) is not None
    )


def _orphan(line: Line, after: Line) -> bool:
    """Tell whether a last word or two of a long title stand on a line of their own."""
    return (
        columns(line.words) >= _LEAST_WIDTH
        and _CUT.search(line.words) is not None
        and _ORPHAN.match(after.words) is not None
    )
