"""Where pieces of a PDF's text stand on its pages, for marking them there.

A reading keeps no places, as it needs none; the file is read once more when they are asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mingzhang.docmodel.source import Span
from mingzhang.documents.readers.limits import LIMITS, Limits
from mingzhang.documents.readers.pdf.model import Box, Frame
from mingzhang.documents.readers.pdf.read import Writer, pages_of
from mingzhang.documents.readers.pdf.typeset import Line


class Place(NamedTuple):
    """A piece of one line: its page, from 0, its box there, and how the page is shown.

    `box` is upright, as in `model`; `frame.corners(box)` is the same in the file's own coordinates.
    """

    page: int
    box: Box
    frame: Frame


def places_of(
    data: bytes, spans: Sequence[Span], limits: Limits = LIMITS
) -> list[tuple[Place, ...]]:
    """Return for each span of the text of `read_pdf(data, …)` where it stands, line by line.

    Nothing stands where only line ends and blanks are. Raises Unreadable as the reading does.
    """
    pages = pages_of(data, limits, places=True)
    writer = Writer(pages, limits)
    writer.write()
    starts = [start for start, _, _ in writer.written]

    def places(span: Span) -> Iterator[Place]:
        first = max(bisect_right(starts, span.start) - 1, 0)
        for start, number, line in writer.written[first:]:
            if start >= span.end:
                return
            box = _around(line, span.start - start, span.end - start)
            if box is not None:
                yield Place(number, box, pages[number].frame)

    return [tuple(places(span)) for span in spans]


def _around(line: Line, start: int, end: int) -> Box | None:
    """Return the box around the characters of a line from `start` to `end`, not included."""
    boxes = [box for box in line.places[max(start, 0) : max(end, 0)] if box is not None]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))
