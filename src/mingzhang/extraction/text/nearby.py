"""What stands around a figure: the words next to it, the passages above it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from mingzhang.domain.checks.model import Kind, Observation
from mingzhang.extraction.passages import Passage, View, of_view

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
    n = passage.before(o.start)
    end = passage.observations[n - 1].unit_end if n else 0
    return passage.text[max(end, o.start - 24) : o.start]


def signs_in_common(one: str, other: str) -> int:
    """Return how many Chinese signs stand at the end of both rows of words."""
    count = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        count += "一" <= mine <= "鿿"
    return count


def words_behind(passage: Passage, o: Observation) -> str:
    """Return the words between a figure and the next one."""
    n = passage.behind(o.unit_end)
    own = passage.observations
    return passage.text[o.unit_end : own[n].start if n < len(own) else o.unit_end]


def is_torn(view: View, passage: Passage) -> bool:
    """Tell whether a passage goes on with a sentence of the one above, broken at a line's end.

    What its first sentence speaks of, and of which year, may be told there.
    """
    before = view.passages[passage.place - 1] if passage.place else None
    if before is None or before.cell is not None or passage.cell is not None or passage.level:
        return False
    text = before.text.rstrip()
    return len(text) > _LINE and text[-1] not in _CLOSED


def above(view: View, passage: Passage, count: int) -> Iterator[Passage]:
    """Yield the passages above in the same section that hold figures, nearest first."""
    section = [h.place for h in passage.headings if h.level <= 2]
    first = section[-1] if section else 0
    places = _telling(view)
    for n in range(bisect_left(places, passage.place) - 1, -1, -1):
        other = view.passages[places[n]]
        if other.place < first or other.cell is not None:
            return
        yield other
        count -= 1
        if not count:
            return


@of_view
def _telling(view: View) -> list[int]:
    """Return the places of passages that hold figures in sentences, and of cells, in order."""
    return [
        passage.place
        for passage in view.passages
        if passage.cell is not None or (passage.observations and speaks(passage))
    ]
