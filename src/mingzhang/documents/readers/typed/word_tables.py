"""Tables of words typed with runs of spaces: columns that three lines or more agree in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.docmodel.source import Span
from mingzhang.documents.readers.lines import Line, offsets
from mingzhang.documents.readers.typed.grid import (
    Found,
    Row,
    is_contents,
    is_prose,
    table_of,
)
from mingzhang.documents.readers.typed.segments import has_gap
from mingzhang.kernel.regex import lazy_regex

_SEGMENT = lazy_regex(r"\S+(?: \S+)*")
_NUMBER = lazy_regex(r"[\d一二三四五六七八九十]{1,3}[.．、]?|[（(].{1,3}[）)]|[●•·◆■□▪★※①-⑳⑴-⒇]")
_LEAST_LINES = 3
_MOST_DRIFT = 1  # column by which starts or ends may differ
_MOST_PROSE = 1 / 3


@dataclass(frozen=True, slots=True)
class _Segment:
    span: Span
    start: int
    end: int


@dataclass(slots=True)
class _Column:
    """The places of a column: least and greatest start and end so far."""

    starts: tuple[int, int]
    ends: tuple[int, int]

    def agrees(self, one: _Segment) -> _Column | None:
        """Return the column with one more segment; None where neither side stays in line."""
        starts = min(self.starts[0], one.start), max(self.starts[1], one.start)
        ends = min(self.ends[0], one.end), max(self.ends[1], one.end)
        if min(starts[1] - starts[0], ends[1] - ends[0]) > _MOST_DRIFT:
            return None
        return _Column(starts, ends)

    def overlaps(self, one: _Segment) -> bool:
        """Tell whether a segment stands, be it in part, where the column does."""
        return one.start < self.ends[1] and self.starts[0] < one.end


@dataclass(slots=True)
class _Core:
    """Consecutive rows, `first` up to `end`, of one number of segments whose columns agree."""

    columns: list[_Column]
    first: int
    end: int

    @classmethod
    def begin(cls, row: Sequence[_Segment], number: int) -> _Core:
        """Return the core that one row is."""
        columns = [_Column((one.start, one.start), (one.end, one.end)) for one in row]
        return cls(columns, number, number + 1)

    def take(self, row: Sequence[_Segment]) -> bool:
        """Take the next row; refuse, and stay as it was, where it does not agree."""
        if len(row) != len(self.columns):
            return False
        agreed = [column.agrees(one) for column, one in zip(self.columns, row, strict=True)]
        columns = [column for column in agreed if column]
        if len(columns) < len(row):
            return False
        self.columns, self.end = columns, self.end + 1
        return True


def find_words(text: str, lines: Sequence[Line], numbers: Sequence[int]) -> Iterator[Found]:
    """Yield the tables among lines of the given numbers; a line without a gap parts two tables."""
    run: list[int] = []
    for number in (*numbers, None):
        if number is not None and has_gap(lines[number]) and (not run or number == run[-1] + 1):
            run.append(number)
            continue
        if run:
            yield from _found(text, lines[run[0] : run[-1] + 1], run[0])
        run = [number] if number is not None and has_gap(lines[number]) else []


def _found(text: str, lines: Sequence[Line], first: int) -> Iterator[Found]:
    rows = [_segments(text, line) for line in lines]
    start = 0
    while core := _core(rows, start):
        typed, begun, start = _placed(rows, core, start)
        if _is_table(text, typed, core):
            yield Found(first + begun, first + start, table_of(text, typed, "spaces"))


def _segments(text: str, line: Line) -> list[_Segment]:
    raw = line.raw.of(text)
    places = offsets(raw)
    return [
        _Segment(
            Span(line.raw.start + found.start(), line.raw.start + found.end()),
            places[found.start()],
            places[found.end()],
        )
        for found in _SEGMENT.finditer(raw)
    ]


def _core(rows: Sequence[Sequence[_Segment]], start: int) -> _Core | None:
    """Return the first rows from `start` on that agree, as many as there are."""
    core: _Core | None = None
    for number in range(start, len(rows)):
        if core is not None and core.take(rows[number]):
            continue
        if core is not None and core.end - core.first >= _LEAST_LINES:
            return core
        core = _Core.begin(rows[number], number)
    return core if core is not None and core.end - core.first >= _LEAST_LINES else None


def _placed(
    rows: Sequence[Sequence[_Segment]], core: _Core, start: int
) -> tuple[list[Row], int, int]:
    """Put rows into the columns of the core, also those around it that leave cells empty.

    Returns the rows, the number of the first and the one after the last.
    """
    before: list[Row] = []
    first = core.first
    while first > start and (row := _fitted(rows[first - 1], core.columns)):
        before.append(row)
        first -= 1
    placed = [*reversed(before)]
    placed += [[[one.span] for one in row] for row in rows[core.first : core.end]]
    end = core.end
    while end < len(rows) and (row := _fitted(rows[end], core.columns)):
        placed.append(row)
        end += 1
    return placed, first, end


def _fitted(row: Sequence[_Segment], columns: Sequence[_Column]) -> Row | None:
    """Return a row by the columns of the core; None where one does not stand in one column."""
    cells: Row = [[] for _ in columns]
    if len(row) > len(columns):
        return None
    for one in row:
        held = [n for n, column in enumerate(columns) if column.overlaps(one)]
        if len(held) != 1 or cells[held[0]]:
            return None
        cells[held[0]] = [one.span]
    return cells


def _is_table(text: str, rows: Sequence[Row], core: _Core) -> bool:
    words = [[piece.of(text) for one in row for piece in one] for row in rows]
    every = [each for row in words for each in row]
    if len(core.columns) < 2 or is_contents(words):
        return False
    if all(_NUMBER.fullmatch(row[0]) for row in words):
        return False  # a list whose numbers stand apart
    if sum(map(is_prose, every)) > len(every) * _MOST_PROSE:
        return False
    figures = sum(any(each.isdigit() for each in row[-1]) for row in words)
    return len(core.columns) > 2 or figures * 2 >= len(words)
