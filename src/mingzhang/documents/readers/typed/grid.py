"""Rows of typed cells as a table, and the proof that rows are a table at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.docmodel.source import SourceCell, SourceTable, Span
from mingzhang.documents.readers.lines import ends_sentence, flow, starts_chapter, trimmed
from mingzhang.kernel.regex import lazy_regex

Cell = list[Span]
"""The pieces of a cell without white space at their ends; none for an empty cell."""

Row = list[Cell]

_MOST_PROSE = 1 / 3  # of the cells; what is typed with tabs is else indented prose
_PAGE_NUMBER = lazy_regex(r"[-—\s]*\d{1,3}[-—\s]*")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of lines, `first` up to `end` (not included), and the table that they are."""

    first: int
    end: int
    table: SourceTable


Judged = tuple[int, list[Found]]
"""What a finder made of a stretch of lines: the line after it, and the tables in it, if any.

A finder judges no line twice, so that reading is linear in the length of the text.
"""


def cell(text: str, start: int, end: int) -> Cell:
    """Return the cell that stands between two offsets of one line."""
    span = trimmed(text, start, end)
    return [span] if span.start < span.end else []


def split_cells(text: str, span: Span, marks: Sequence[int]) -> Row:
    """Return the cells that marks at the given offsets, one character each, separate in a span."""
    starts = [span.start, *(mark + 1 for mark in marks)]
    return [cell(text, *ends) for ends in zip(starts, [*marks, span.end], strict=True)]


def words_of(text: str, pieces: Cell) -> str:
    """Return the words of a cell."""
    return "".join(piece.of(text) for piece in pieces)


def is_table(text: str, rows: Sequence[Row]) -> bool:
    """Tell whether rows are a table: two with two cells, hardly any prose, no list of contents."""
    filled = [[words_of(text, each) for each in row if each] for row in rows]
    if sum(len(row) >= 2 for row in filled) < 2 or is_contents(filled):
        return False
    words = [each for row in filled for each in row]
    prose = sum(is_prose(each) or starts_chapter(each) for each in words)
    # “预算数:” and the like end with a colon and are no sentences.
    labels = sum(each.endswith((":", "：")) and len(each) <= 20 for each in words)
    numbered = sum(starts_chapter(row[0]) for row in filled if len(row) >= 2)
    return prose - labels - numbered <= len(words) * _MOST_PROSE


def is_prose(words: str) -> bool:
    """Tell whether a cell holds a sentence; “…” alone stands for an amount not given."""
    return ends_sentence(words) and words.strip("…—") != ""


def is_contents(filled: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows are a list of contents: a heading and its page in each."""
    rows = [row for row in filled if len(row) > 1]
    if not rows or any(len(row) != 2 or not _PAGE_NUMBER.fullmatch(row[1]) for row in rows):
        return False
    return sum(starts_chapter(row[0]) for row in rows) * 2 >= len(rows)


def table_of(text: str, rows: Sequence[Row], kind: str, heads: int = 0) -> SourceTable:
    """Return rows as a table; the first `heads` rows are its head.

    Empty cells at the beginning of a row continue the cells above them: so a group of rows is
    typed whose name stands only once. A row without any text continues nothing.
    """
    cells: list[SourceCell] = []
    above: dict[int, int] = {}
    for number, row in enumerate(rows):
        leading = any(row) and number > heads
        for column, pieces in enumerate(row):
            if pieces:
                leading = False
                above[column] = len(cells)
                cells.append(SourceCell(number, column, flow(text, pieces), head=number < heads))
            elif leading and (leading := _reaches(cells, above.get(column), number)):
                cells[above[column]] = _taller(cells[above[column]])
    width = max((len(row) for row in rows), default=0)
    return SourceTable(tuple(cells), len(rows), width, kind)


def _reaches(cells: Sequence[SourceCell], above: int | None, row: int) -> bool:
    return above is not None and cells[above].row + cells[above].rowspan == row


def _taller(one: SourceCell) -> SourceCell:
    return SourceCell(one.row, one.column, one.flow, one.rowspan + 1, one.colspan, one.head)
