"""Where rows of a table may be missing, or a row cannot be told where it belongs.

A sum that reaches over such a place proves nothing when it fails. That is so where a page break or
a line that fits no column may hide rows, where rows follow a table that were not read as part of
it, and where names of groups stand in the middle of their rows, their merged cells being lost:
which rows belong to which group cannot be known then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

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
    names = _names(lines)
    centred = names[0] < names[1] and _is_centred(lines, names)
    for number, line in enumerate(lines):
        if _is_lost(line, width) or (centred and sum(_named(line, names)) == 1):
            yield number


def _named(line: Line, names: tuple[int, int]) -> tuple[bool, bool]:
    """Tell whether words stand in the first and in the last column of names."""
    first, second = (line[at] if at < len(line) else None for at in names)
    return first is not None and first.is_words, second is not None and second.is_words


def _names(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the first and the last column of words to the left of all figures."""
    figures = [box.column for line in lines for box in boxes_of(line) if box.figure]
    last = min(figures, default=0)
    words = sorted(
        {
            box.column
            for line in lines
            for box in boxes_of(line)
            if box.is_words and box.column < last
        }
    )
    return (words[0], words[-1]) if words else (0, 0)


def _is_centred(lines: Sequence[Line], names: tuple[int, int]) -> bool:
    """Tell whether names of groups stand in the middle of their rows, not in the first of them."""
    named = [_named(line, names) for line in lines]
    if (True, True) not in named or (False, True) not in named:
        return False
    begun = next(n for n, (outer, _) in enumerate(named) if outer)
    if any(named[n][1] and not _is_total(lines[n], names[1]) for n in range(begun)):
        return True
    return any(own == (True, False) and len(boxes_of(lines[n])) == 1 for n, own in enumerate(named))


def _is_total(line: Line, at: int) -> bool:
    box = line[at]
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
    """Tell whether rows of a table, or a page of it, stand right after it as no part of it."""
    places = [box.passage.place for line in grid.lines for box in line if box is not None]
    at = max(places, default=len(passages)) + 1
    after = list(takewhile(lambda p: p.cell is None, passages[at : at + _CAPTIONS]))
    return bool(after) and (is_row(after[0]) or any(map(_goes_on, after)))


def _goes_on(passage: Passage) -> bool:
    """Tell whether a text is the title of a page of the table before it."""
    return _CONTINUED.search("".join(passage.text.split())) is not None


_CAPTIONS = 5  # lines over a table: the number of a page, its title, its unit
_CONTINUED = lazy_regex(
    r"表（续表?[0-9一二三四五六七八九十]{0,2}）$|^（?(?:接上表|续表[0-9]{0,2})）?$"
)
