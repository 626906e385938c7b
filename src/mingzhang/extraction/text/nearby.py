"""What stands around a figure: the words next to it, the passages above it."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.model import Kind, Observation
from mingzhang.extraction.passages import Passage, View

#: A line at least so long that stops in the middle was broken, and goes on below.
_LINE = 24
_CLOSED = "。；：！？）”…"
#: Cells with more signs than this hold sentences.
_PROSE = 40


def speaks(passage: Passage) -> bool:
    """Tell whether a passage holds sentences."""
    running = passage.cell is None or len(passage.text) > _PROSE
    return running and passage.style not in ("contents", "scrap", "caption")


def sort_of(o: Observation) -> tuple[Kind, str]:
    """Return what may be subtracted from each other: money from money, things from their like."""
    return (o.kind, "" if o.kind in (Kind.MONEY, Kind.RATE) else o.unit.lstrip("万亿千百"))


def words_before(passage: Passage, o: Observation) -> str:
    """Return the words right before a figure, since the one before it."""
    before = [p.unit_end for p in passage.observations if p.unit_end <= o.start]
    return passage.text[max(before[-1] if before else 0, o.start - 24) : o.start]


def words_behind(passage: Passage, o: Observation) -> str:
    """Return the words between a figure and the next one."""
    behind = next((p.start for p in passage.observations if p.start >= o.unit_end), o.unit_end)
    return passage.text[o.unit_end : behind]


def is_torn(view: View, passage: Passage) -> bool:
    """Tell whether a passage goes on with a sentence of the one above, broken at a line's end.

    What its first sentence speaks of, and of which year, may be told there.
    """
    before = view.passages[passage.place - 1] if passage.place else None
    if before is None or before.cell is not None or passage.cell is not None or passage.level:
        return False
    text = before.text.rstrip()
    return len(text) > _LINE and text[-1] not in _CLOSED


def depth(text: str, at: int) -> int:
    """Return in how many brackets a place stands."""
    return text.count("（", 0, at) - text.count("）", 0, at)


def above(view: View, passage: Passage, count: int) -> Iterator[Passage]:
    """Yield the passages above in the same section that hold figures, nearest first."""
    section = [h.place for h in passage.headings if h.level <= 2]
    first = section[-1] if section else 0
    for place in range(passage.place - 1, first - 1, -1):
        other = view.passages[place]
        if other.cell is not None:
            return
        if other.observations and speaks(other):
            yield other
            count -= 1
            if not count:
                return
