"""The running texts of a document, each under its headings and cut into sentences.

A `Passage` is one paragraph or one cell with its lines joined. Its `text` is folded sign by sign
(full-width digits and letters to ASCII, other signs as they are), so that its offsets are those
of the joined flow and every place can be found again in the document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from itertools import accumulate
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from mingzhang.docmodel.source import Flow, Span
from mingzhang.domain.checks.model import Observation
from mingzhang.extraction.brackets import Brackets

Made = TypeVar("Made")
#: Pieces of a text that are not worth being searched for the right one.
_FEW = 4
_START, _UNIT_END, _BEGIN = attrgetter("start"), attrgetter("unit_end"), itemgetter(0)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in which table a passage stands (`table` counts the document's tables from 0)."""

    table: int
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading by sense: `level` 1 is 第一部分, 2 一、, 3 （一）, 4 1., 5 （1）, 6 deeper."""

    level: int
    text: str
    place: int  # the passage


@dataclass(slots=True, eq=False)
class Passage:
    """A paragraph or a cell.

    `place` is its index in `View.passages`. `headings` are the headings that it stands under,
    outermost first (it is itself the last one when it is a heading). `sentences` are the offsets
    of its sentences, ended by 。！？ outside of brackets. `observations` are its figures in order.
    """

    place: int
    text: str
    flow: Flow
    style: str = ""
    number: str = ""
    level: int = 0
    cell: Cell | None = None
    headings: tuple[Heading, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    observations: list[Observation] = field(default_factory=list)
    _brackets: Brackets | None = field(default=None, init=False, repr=False)
    _offsets: list[int] = field(default_factory=list, init=False, repr=False)

    @property
    def brackets(self) -> Brackets:
        """Return the brackets of the text, matched once."""
        if self._brackets is None:
            self._brackets = Brackets(self.text)
        return self._brackets

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where the offsets `start`..`end` of the text stand in the document."""
        pieces = self.flow.pieces
        if len(pieces) <= _FEW:
            return self.flow.spans(start, end)
        if not self._offsets:
            self._offsets = [0, *accumulate(piece.end - piece.start for piece in pieces)]
        first = max(0, bisect_right(self._offsets, start) - 1)
        offset = self._offsets[first]
        behind = Flow(pieces[first : bisect_left(self._offsets, end, first)])
        return behind.spans(start - offset, end - offset)

    def within(self, start: int, end: int) -> list[Observation]:
        """Return the figures that begin at offsets `start`..`end` (not included), in order."""
        own = self.observations
        first = bisect_left(own, start, key=_START)
        return own[first : bisect_left(own, end, first, key=_START)]

    def before(self, at: int) -> int:
        """Return how many figures end, units and all, at an offset or before it."""
        return bisect_right(self.observations, at, key=_UNIT_END)

    def behind(self, at: int) -> int:
        """Return how many figures begin before an offset: the next one is at this index."""
        return bisect_left(self.observations, at, key=_START)

    def sentence(self, at: int) -> tuple[int, int] | None:
        """Return the sentence that holds an offset, None where none does."""
        n = bisect_right(self.sentences, at, key=_BEGIN) - 1
        return self.sentences[n] if n >= 0 and at < self.sentences[n][1] else None


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A document as the finders of relations see it.

    `year` is the year the report is about and `subject` the department's name, as far as told;
    `kind` is "final" (决算), "budget" (预算), "performance" (自评、评价) or "" (unknown).
    `observations[n].number == n`. `kept` is what `of_view` holds for it.
    """

    text: str
    passages: tuple[Passage, ...]
    observations: tuple[Observation, ...]
    year: int | None
    subject: str
    kind: str
    kept: dict[Callable[[View], object], Any] = field(default_factory=dict, init=False, repr=False)


def of_view(make: Callable[[View], Made]) -> Callable[[View], Made]:
    """Let a function of a view be computed once for each view, and go when the view goes."""

    @wraps(make)
    def kept(view: View) -> Made:
        if make not in view.kept:
            view.kept[make] = make(view)
        found: Made = view.kept[make]
        return found

    return kept
