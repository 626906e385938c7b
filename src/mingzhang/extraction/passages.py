"""The running texts of a document, each under its headings and cut into sentences.

A `Passage` is one paragraph or one cell with its lines joined. Its `text` is folded sign by sign
(full-width digits and letters to ASCII, other signs as they are), so that its offsets are those
of the joined flow and every place can be found again in the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mingzhang.docmodel.source import Flow, Span
from mingzhang.domain.checks.model import Observation


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

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where the offsets `start`..`end` of the text stand in the document."""
        return self.flow.spans(start, end)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A document as the finders of relations see it.

    `year` is the year the report is about and `subject` the department's name, as far as told;
    `kind` is "final" (决算), "budget" (预算), "performance" (自评、评价) or "" (unknown).
    `observations[n].number == n`.
    """

    text: str
    passages: tuple[Passage, ...]
    observations: tuple[Observation, ...]
    year: int | None
    subject: str
    kind: str
