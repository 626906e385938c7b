"""Where rows of a table may be missing, or a row cannot be told where it belongs.

A sum that reaches over such a place proves nothing when it fails. That is so where a page break or
a line that fits no column may hide rows, where rows follow a table that were not read as part of
it, and where names of groups stand in the middle of their rows, their merged cells being lost:
which rows belong to which group cannot be known then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.extraction.passages import Passage
from mingzhang.extraction.tables.grid import Grid, Line, boxes_of
from mingzhang.extraction.tables.labels import label_of
from mingzhang.kernel.regex import lazy_regex

LOST = lazy_regex(r"[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{1,2}(?![0-9])|[0-9],[0-9]{3}(?![0-9])")
"""A figure of a row that did not get into its table."""

_SENTENCE = lazy_regex(r"[。；：，？！]")
_ROW = lazy_regex(r"[^0-9]{0,40}(?:[0-9]{2,9}[^0-9.,]{1,40})?(?:[ ]+-?[0-9][0-9,.]*%?){1,14}[ ]*")
_LONGEST = 300


def breaks(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines of a body, in order, before which something is not sure."""
    width = max((len(line) for line in lines), default=0)
    centred = _is_centred(lines)
    for number, line in enumerate(lines):
        if _is_lost(line, width) or (centred and _named(line) != (True, True)):
            yield number


def _named(line: Line) -> tuple[bool, bool]:
    """Tell whether words stand in the first two places of a row."""
    pair = (*line[:2], None, None)[:2]
    first, second = (box is not None and box.is_words and box.colspan == 1 for box in pair)
    return first, second


def _is_centred(lines: Sequence[Line]) -> bool:
    """Tell whether names of groups stand in the middle of their rows, not in the first of them."""
    named = [_named(line) for line in lines]
    if (True, True) not in named:
        return False
    begun = next(n for n, (outer, _) in enumerate(named) if outer)
    early = any(inner and not _is_total(lines[n]) for n, (_, inner) in enumerate(named[:begun]))
    lone = any(own == (True, False) and len(boxes_of(lines[n])) == 1 for n, own in enumerate(named))
    return early or lone


def _is_total(line: Line) -> bool:
    box = line[1]
    return box is not None and label_of(box.text).total in ("total", "grand")


def _is_lost(line: Line, width: int) -> bool:
    """Tell whether a row is one cell that figures stand in."""
    boxes = boxes_of(line)
    if len(boxes) != 1 or boxes[0].colspan < width or width < 2 or not boxes[0].is_words:
        return False
    return is_row(boxes[0].passage)


def is_row(passage: Passage) -> bool:
    """Tell whether a text is a name with figures, as rows of a table are."""
    text = passage.text
    if len(text) > _LONGEST or _SENTENCE.search(text) or not LOST.search(text):
        return False
    return _ROW.fullmatch(text.strip()) is not None


def is_followed(passages: Sequence[Passage], grid: Grid) -> bool:
    """Tell whether a row stands right after a table that is not part of it."""
    places = [box.passage.place for line in grid.lines for box in line if box is not None]
    after = max(places, default=len(passages)) + 1
    return after < len(passages) and passages[after].cell is None and is_row(passages[after])
