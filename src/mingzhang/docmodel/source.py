"""A document that someone else wrote, as read: its text, and where in it everything stands.

`SourceDocument.text` is the whole extracted text with LF line ends; every place is a span of code
points in it, so a finding can quote an exact piece. Readers of file formats make these; they say
what stands where and do not judge what it means.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start`..`end` (not included) of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the piece of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Flow:
    """Text that runs on although lines break it: pieces of the document's text in order.

    Joined, the pieces are one string without line ends (`joined`); a place in that string is
    turned into places of the document by `spans`.
    """

    pieces: tuple[Span, ...]

    def joined(self, text: str) -> str:
        """Return the text as it runs, the pieces put together."""
        return "".join(piece.of(text) for piece in self.pieces)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where the code points `start`..`end` of the joined text stand in the document."""
        found, offset = [], 0
        for piece in self.pieces:
            length = piece.end - piece.start
            first, last = max(start - offset, 0), min(end - offset, length)
            if first < last:
                found.append(Span(piece.start + first, piece.start + last))
            offset += length
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph. `level` is the heading level that the file itself declares, 0 for none.

    `style` is the file's own name of the paragraph's kind ("caption", "contents", "footer",
    "footnote", "header", "list", "scrap" (letters read off a picture), "textbox" or "");
    `number` a list or footnote number that is not in the text.
    """

    flow: Flow
    level: int = 0
    style: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell: its first row and column, how many it spans, and its text (lines joined)."""

    row: int
    column: int
    flow: Flow
    rowspan: int = 1
    colspan: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table as drawn or typed. `cells` in reading order; places without a cell are empty.

    `kind` tells how it was recognised: "ruled" (the format has tables), "tabs", "bars", "spaces".
    """

    cells: tuple[SourceCell, ...]
    rows: int
    columns: int
    kind: str = "ruled"


SourceBlock = SourceParagraph | SourceTable


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the file that was not read, and why (a picture, an embedded object)."""

    reason: str
    at: int | None = None


@dataclass(frozen=True)
class SourceDocument:
    """A document as read; `pages` are the offsets at which pages begin, empty if it has none."""

    name: str
    kind: str
    text: str
    blocks: tuple[SourceBlock, ...]
    pages: tuple[int, ...] = ()
    unread: tuple[Unread, ...] = field(default=())

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        return (0, *(n + 1 for n, char in enumerate(self.text) if char == "\n"))

    def line(self, offset: int) -> int:
        """Return the line of an offset, counted from 1."""
        return bisect_right(self._lines, offset)

    def page(self, offset: int) -> int | None:
        """Return the page of an offset, counted from 1; None when there are no pages."""
        return bisect_right(self.pages, offset) if self.pages else None


def flows(blocks: Sequence[SourceBlock]) -> Iterator[Flow]:
    """Yield every running text in reading order, cells row by row."""
    for block in blocks:
        if isinstance(block, SourceParagraph):
            yield block.flow
        else:
            yield from (cell.flow for cell in block.cells)


class Unreadable(ValueError):
    """A file that cannot be read at all; the message says why, in Chinese, for this file only."""
