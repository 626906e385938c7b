"""From characters to the lines that a person reads, whatever their order in the file.

Characters that follow each other closely in the file are runs; runs at one height are a line. So a
figure that was put in later, in another font and a little higher or lower, stands at its place,
and pushes nothing apart where it is wider than the one that it replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mingzhang.documents.readers.assembly import lowered, raised
from mingzhang.documents.readers.pdf.model import Box, Char, TextLine, Word

# All in sizes of a character.
_GAP = 0.35  # between two words; a space that a writer sets between Chinese and digits is less
_LATIN_GAP = 0.19  # between two words of letters or figures, where a space is a quarter
_BACK = 0.5  # that a character may reach back over the one before it and still follow it
_LEVEL = 0.15  # between the middles of characters that follow each other
_OFF = 0.35  # between the middles of runs of one line
_OVERLAP = 0.6  # of the lower one, for runs of one line
_SMALL = 0.8  # of the line's size, for what is raised or lowered beside it
_RAISED_OVERLAP = 0.4  # of what is raised
_OFF_OVERLAP = 0.55  # likewise, if it is no smaller
_BESIDE = 1.0
_SPREAD = 4  # characters that stand singly, for a word that is set apart
_EVEN = 1.5  # times the least gap in it
_WIDEST = 2.5
_MOST_PAIRS = 40_000  # of runs of two lines; no page that people read has so many
_MARK = 0.72  # of the size before it, for the mark of a note or an index
_RAISED = 0.28  # between the feet of a line and of the mark of a note
_LOWERED = 0.05  # likewise, of an index
_LONGEST_MARK = 3  # characters


def lines_of(chars: Sequence[Char]) -> list[TextLine]:
    """Return the lines that characters make, from top to bottom; every character is in one."""
    rows = _rows(_runs(chars))
    _take_in_raised(rows)
    lines = [_line(row) for row in rows if row]
    lines.sort(key=lambda line: (line.box.middle, line.box.left))
    return lines


class _Run:
    """Characters that follow each other without a gap; its place as numbers, as many are asked."""

    __slots__ = ("bottom", "chars", "left", "middle", "right", "size", "top")

    def __init__(self, chars: list[Char]) -> None:
        boxes = [char.box for char in chars]
        self.chars = chars
        self.left, self.right = boxes[0].left, max(box.right for box in boxes)
        self.top, self.bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
        self.middle = (self.top + self.bottom) / 2
        self.size = max(char.size for char in chars)


def _runs(chars: Sequence[Char]) -> list[_Run]:
    runs: list[list[Char]] = []
    end = middle = 0.0
    ascii_before = False
    for char in chars:
        text, (left, top, right, bottom), size = char
        now = (top + bottom) / 2
        ascii_now = text <= "\x7f"
        gap = size * (_LATIN_GAP if ascii_now and ascii_before else _GAP)
        if (
            runs
            and -_BACK * size < left - end < gap
            and -_LEVEL * size < now - middle < (_LEVEL * size)
        ):
            runs[-1].append(char)
        else:
            runs.append([char])
        end, middle, ascii_before = right, now, ascii_now
    return [_Run(each) for each in runs]


def _rows(runs: list[_Run]) -> list[list[_Run]]:
    """Return the runs that stand at one height, each line's in the order of their middles."""
    runs.sort(key=lambda run: run.middle)
    rows: list[list[_Run]] = []
    for run in runs:
        if rows and _level(rows[-1][0], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _level(one: _Run, other: _Run) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return other.middle - one.middle <= _OFF * max(one.size, other.size) and (
        shared >= _OVERLAP * min(one.bottom - one.top, other.bottom - other.top)
    )


def _take_in_raised(rows: list[list[_Run]]) -> None:
    """Put what is raised or lowered beside a line into it: notes, figures put in later."""
    tops = [min(run.top for run in row) for row in rows]
    bottoms = [max(run.bottom for run in row) for row in rows]

    def share(run: _Run, place: int) -> float:
        """Return how much of the height of a run is that of a row."""
        high = min(run.bottom, bottoms[place]) - max(run.top, tops[place])
        return high / (run.bottom - run.top) if high > 0 else 0.0

    for place, row in enumerate(rows):
        near = [
            each
            for each in (place - 1, place + 1)
            if 0 <= each < len(rows)
            and len(row) * len(rows[each]) <= _MOST_PAIRS
            and min(bottoms[place], bottoms[each]) > max(tops[place], tops[each])
        ]
        for run in tuple(row) if near else ():
            hosts = [
                (part, each)
                for each in near
                if _is_beside(run, rows[each], part := share(run, each))
            ]
            if hosts:
                row.remove(run)
                rows[max(hosts)[1]].append(run)


def _is_beside(run: _Run, row: Sequence[_Run], share: float) -> bool:
    """Tell whether a run, this share of which has a row's height, is free beside one of its runs.

    A small one may be raised further than one of the line's own size.
    """
    if share < _RAISED_OVERLAP:
        return False
    beside = False
    for other in row:
        if run.right - other.left > _BACK * run.size and other.right - run.left > _BACK * run.size:
            return False
        near = min(abs(run.left - other.right), abs(run.right - other.left)) < _BESIDE * run.size
        small = run.size < _SMALL * other.size
        beside = beside or (near and (small or share >= _OFF_OVERLAP))
    return beside


def _line(row: list[_Run]) -> TextLine:
    row.sort(key=lambda run: run.left)
    words: list[list[Char]] = []
    end = 0.0
    before: _Run | None = None
    for run in row:
        chars = _marked(run, before) if before else run.chars
        if words and run.left - end < _gap(words[-1][-1], chars[0]):
            words[-1] += chars
            end = max(end, run.right)
        else:
            words.append(list(chars))
            end = run.right
        before = run
    if _is_spread(words):
        words = [[char for word in words for char in word]]
    found = tuple(Word(tuple(word), _around([char.box for char in word])) for word in words)
    return TextLine(found, _around([word.box for word in found]))


def _is_spread(words: Sequence[Sequence[Char]]) -> bool:
    """Tell whether a line is one word whose characters are set apart to fill it."""
    if len(words) < _SPREAD or any(len(word) > 1 or word[0].text <= "\x7f" for word in words):
        return False
    boxes = [word[0].box for word in words]
    gaps = [after.left - box.right for box, after in pairwise(boxes)]
    return max(gaps) <= min(_EVEN * min(gaps), _WIDEST * words[0][0].size)


def _marked(run: _Run, before: _Run) -> list[Char]:
    """Return the characters of a run; the digits of a note's mark or an index as such.

    Else they would be taken for digits of the figure before them.
    """
    if len(run.chars) > _LONGEST_MARK or run.size > _MARK * before.size:
        return run.chars
    up = before.bottom - run.bottom
    if -_LOWERED * before.size <= up <= _RAISED * before.size:
        return run.chars
    written = raised if up > 0 else lowered
    return [char._replace(text=written(char.text)) for char in run.chars]


def _gap(before: Char, after: Char) -> float:
    """Return how wide a gap between two characters parts words."""
    latin = before.text <= "\x7f" and after.text <= "\x7f"
    return (_LATIN_GAP if latin else _GAP) * min(before.size, after.size)


def _around(boxes: Sequence[Box]) -> Box:
    if len(boxes) == 1:
        return boxes[0]
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))
