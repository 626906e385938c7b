"""The way back from a place of the text to the elements of a docx that it was read from.

What a reader does to text on its way (signs that print nothing left out, spaces made one, lines
joined, numbers of lists put before) changes neither the visible signs nor their order. So the
n-th visible sign of a stretch is the n-th of what it was read from, whatever stands between.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from mingzhang.docmodel.source import SourceCell, Span
from mingzhang.documents.readers.assembly import (
    Assembly,
    Draft,
    DraftCell,
    DraftParagraph,
    DraftTable,
    visible,
)
from mingzhang.documents.readers.limits import LIMITS, Limits


class Origin(NamedTuple):
    """An element and the text that was read from it; None for text that stands in no element."""

    element: etree._Element | None
    text: str


@dataclass(frozen=True, slots=True)
class TracedParagraph(DraftParagraph):
    """A paragraph that knows the elements of its text."""

    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text and what it was read from."""

    span: Span
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Signs `start`..`end` (not included) of the text of an element; 0..1 of a sign of its own."""

    element: etree._Element
    start: int
    end: int


class TracedAssembly(Assembly):
    """Puts drafts together as any assembly does and notes what each stretch was read from."""

    def __init__(self, name: str, kind: str, limits: Limits = LIMITS) -> None:
        """Begin a document."""
        super().__init__(name, kind, limits)
        self.stretches: list[Stretch] = []

    def _paragraph(self, draft: DraftParagraph) -> None:
        start = self._offset
        super()._paragraph(draft)
        self._note(start, _origins(draft))

    def _cell(self, cell: DraftCell, *, last: bool) -> SourceCell:
        start = self._offset
        made = super()._cell(cell, last=last)
        self._note(start, _of_cell(cell.content))
        return made

    def _note(self, start: int, origins: Iterator[Origin]) -> None:
        if self._offset > start:
            self.stretches.append(Stretch(Span(start, self._offset), tuple(origins)))


class WayBack:
    """Leads from places of a document's text to the elements that hold it."""

    def __init__(self, text: str, stretches: Sequence[Stretch]) -> None:
        """Take the text and its stretches, in the order of the text."""
        self._text = text
        self._stretches = stretches
        self._starts = [each.span.start for each in stretches]
        self._signs: dict[int, list[tuple[etree._Element | None, int]]] = {}

    def places(self, span: Span) -> list[Place]:
        """Return where the visible signs of a span stand, in order; none where that is not sure."""
        found: list[Place] = []
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        for number in range(first, len(self._stretches)):
            own = self._stretches[number].span
            if own.start >= span.end:
                break
            before = _solid(self._text[own.start : max(own.start, span.start)])
            asked = _solid(self._text[max(own.start, span.start) : min(own.end, span.end)])
            signs = self._of(number)[len(before) : len(before) + len(asked)]
            for element, at in signs:
                _put(found, element, at)
        return found

    def elements(self) -> Iterator[etree._Element]:
        """Yield the elements that hold visible text, in the order of the text."""
        for stretch in self._stretches:
            for element, text in stretch.origins:
                if element is not None and _solid(text):
                    yield element

    def _of(self, number: int) -> list[tuple[etree._Element | None, int]]:
        """Return element and offset of each visible sign of a stretch; none if they disagree."""
        if number not in self._signs:
            stretch = self._stretches[number]
            read = "".join(_solid(text) for _, text in stretch.origins)
            agree = read == _solid(stretch.span.of(self._text))
            self._signs[number] = list(_signs(stretch.origins)) if agree else []
        return self._signs[number]


def _put(found: list[Place], element: etree._Element | None, at: int) -> None:
    """Add a sign to the places found; signs of one element are one place."""
    if element is None:
        return
    if found and found[-1].element is element and found[-1].end <= at:
        found[-1] = Place(element, found[-1].start, at + 1)
    else:
        found.append(Place(element, at, at + 1))


def _signs(origins: Sequence[Origin]) -> Iterator[tuple[etree._Element | None, int]]:
    """Yield element and offset of every visible sign."""
    for element, text in origins:
        # A reader may change the room in a text; an element without text is the sign read from it.
        own = text if element is None else element.text or text
        for at, sign in enumerate(own):
            if _solid(sign):
                yield element, at


def _solid(text: str) -> str:
    """Return the signs of a text that stay whatever a reader does to the room between them."""
    return "".join(visible(text).split())


def _origins(draft: DraftParagraph) -> Iterator[Origin]:
    if isinstance(draft, TracedParagraph):
        yield from draft.origins


def _of_cell(content: Sequence[Draft]) -> Iterator[Origin]:
    """Yield what the text of a cell was read from: its paragraphs, and boxes that only frame."""
    for draft in content:
        if isinstance(draft, DraftParagraph):
            yield Origin(None, draft.number)
            yield from _origins(draft)
        elif isinstance(draft, DraftTable) and len(draft.cells) == 1:
            yield from _of_cell(draft.cells[0].content)
