"""Which lines are one paragraph: judged by typography alone, never by what the words mean.

A text is either broken at a width, and then a line that is full runs on; or it has one line to a
paragraph, and then only a sentence that a page end cut in two runs on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.documents.readers.lines import (
    Line,
    columns,
    ends_sentence,
    is_caption,
    is_image,
    starts_block,
)

_HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
_UNBROKEN = re.compile(
    r"[“‘（(《「『【]*(?:[!-'*-~±≥≤]+|.)[，。、；：！？”’）)》」』】…%％,.;:!?]*"
)
_RUNS_ON = tuple("，、,（(“‘《「『【—")
_CLOSES = tuple("，。、；：！？）)》”’」』】,;")
_SENTENCE = re.compile(r"[，。；;]|,(?!\d)")
_UNIT_END = re.compile(r"\d\s*[万亿]?(?:美元|[元个人次辆名项户家篇年月日级批件台])$")
_CUT = re.compile(rf"[{_HAN}]$")
_RESUMES = re.compile(rf"[{_HAN}A-Za-z\d“‘《（(]")
_ORPHAN = re.compile(rf"[{_HAN}]{{1,3}}$")
_LEAST_WIDTH = 40  # columns; a shorter “running width” is a list of short lines
_LONG = 20  # columns; shorter lines say nothing of the width
_SLACK = 2  # columns that a mark may hang out beyond the margin
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
        if not self.width:
            return False
        return _reach(line) + _first(after) > self.width - _SLACK


def _reach(line: Line) -> int:
    return line.indent + columns(line.words)


def _first(line: Line) -> int:
    found = _UNBROKEN.match(line.words)
    return columns(found[0]) if found else 0


def shape_of(lines: Sequence[Line]) -> Shape:
    """Return how the lines of running text (tables left out) are set."""
    reaches = sorted(reach for line in lines if (reach := _reach(line)) >= _LONG)
    if not reaches:
        return Shape(0, indented=False)
    # A hundredth may stand out: an address on the web does not break.
    width = reaches[len(reaches) - 1 - len(reaches) // 100]
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
    if width < _LEAST_WIDTH or len(running) < 2 or len(full) < len(reaches) * _LEAST_FULL:
        return Shape(0, indented=False)
    return Shape(width, _indented(pairs, shape))


def _indented(pairs: Sequence[tuple[Line, Line]], shape: Shape) -> bool:
    begun = [after for line, after in pairs if not shape.full(line, after)]
    running = [after for line, after in pairs if shape.full(line, after)]
    return (
        sum(line.indent >= 2 for line in begun) > len(begun) * _LEAST_INDENTED
        and sum(line.indent < 2 for line in running) > len(running) * _LEAST_INDENTED
    )


def runs_on(line: Line, after: Line, blanks: int, shape: Shape, *, soft: bool = False) -> bool:
    """Tell whether a paragraph that has `line` goes on in `after`, `blanks` blank lines below.

    `soft`: in this format lines next to each other are one paragraph unless something says no.
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
    if shape.width:
        return shape.full(line, after) and (not blanks or _cut(line, after))
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
