"""Tables typed with bars: Markdown, bars between cells, and boxes drawn with line characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mingzhang.documents.readers.lines import Line, ends_sentence, starts_chapter, starts_item
from mingzhang.documents.readers.typed.grid import (
    Found,
    Judged,
    Row,
    split_cells,
    table_of,
    words_of,
)
from mingzhang.kernel.regex import lazy_regex

_BAR = lazy_regex(r"(?<!\\)[|│┃｜║]")
# A lone dash is no alignment: so an empty amount is printed.
_DASHES = r"\s*(?::?-{2,}:?|:-+:?|-+:)\s*"
_ALIGNMENT = lazy_regex(rf"\|?(?:{_DASHES}\|)+(?:{_DASHES})?")
_BORDER = lazy_regex(r"[+|\s]*[-─-╿=][-─-╿=+|\s]*")
_DRAWN = lazy_regex(r"[┼├┌└╔╠╚┏┣┗╭╰╒╞╘╓╟╙]|\+[-=]{2}")
_LEAST_TEXT = 12  # characters of a last cell that may go on in the next line
_LOOK_AHEAD = 12  # lines in which the next bar must come
_LEAST_GROUPS = 3  # stretches between drawn lines from which each of them is a row


@dataclass(slots=True)
class _Bars:
    rows: list[Row] = field(default_factory=list)
    heads: int = 0
    borders: list[int] = field(default_factory=list)
    open: bool = False


def is_ruling(words: str) -> bool:
    """Tell whether a line only draws: the alignment row of Markdown, or a line of a box."""
    if _ALIGNMENT.fullmatch(words):
        return True
    return _BORDER.fullmatch(words) is not None and _DRAWN.search(words) is not None


def find_bars(text: str, lines: Sequence[Line], first: int) -> Judged | None:
    """Judge the lines with bars from `first` on; None where the line has none."""
    if not _barred(lines[first]):
        return None
    found, end = _Bars(), first
    for number in range(first, len(lines)):
        line = lines[number]
        if _barred(line):
            _take(text, line, found)
        elif line.blank:
            if not _parted(lines, number):
                break
        elif _goes_on(text, lines, number, found):
            found.rows[-1][-1].append(line.body)
        else:
            break
        end = number + 1
    wide = sum(sum(map(bool, row)) >= 2 for row in found.rows)
    if wide < (1 if found.heads else 2):
        return end, []
    return end, [Found(first, end, table_of(text, _merged(found), "bars", found.heads))]


def _barred(line: Line) -> bool:
    return _BAR.search(line.words) is not None or is_ruling(line.words)


def _take(text: str, line: Line, found: _Bars) -> None:
    if is_ruling(line.words):
        if _ALIGNMENT.fullmatch(line.words) and not found.heads and not found.borders:
            found.heads = len(found.rows)
        found.borders.append(len(found.rows))
        found.open = False
        return
    marks = [each.start() for each in _BAR.finditer(text, line.body.start, line.body.end)]
    row = split_cells(text, line.body, marks)
    found.open = marks[-1] + 1 < line.body.end
    if not found.open:
        row.pop()
    if marks[0] == line.body.start and len(row) > 1:
        row.pop(0)
    found.rows.append(row)


def _parted(lines: Sequence[Line], number: int) -> bool:
    """Tell whether an empty line stands between two rows that begin and end with a bar."""
    around = [*lines[number - 1 : number], *lines[number + 1 : number + 2]]
    return len(around) == 2 and all(
        line.words[:1] in {"|", "│"} and line.words[-1:] == line.words[:1] for line in around
    )


def _goes_on(text: str, lines: Sequence[Line], number: int, found: _Bars) -> bool:
    """Tell whether a line without a bar belongs to the last cell of a row that no bar closes."""
    words = lines[number].words
    if not found.open or not found.rows[-1][-1] or starts_chapter(words):
        return False
    last = words_of(text, found.rows[-1][-1][-1:])
    if not starts_item(words) and (len(last) < _LEAST_TEXT or ends_sentence(last)):
        return False
    for line in lines[number + 1 : number + 1 + _LOOK_AHEAD]:
        if line.blank or starts_chapter(line.words):
            return False
        if _barred(line):
            return True
    return False


def _merged(found: _Bars) -> list[Row]:
    """Put together the lines between two drawn lines, where these part all rows."""
    edges = sorted({0, *found.borders, len(found.rows)})
    groups = [found.rows[first:last] for first, last in pairwise(edges)]
    if found.heads or len(groups) < _LEAST_GROUPS:
        return found.rows
    return [_one_row(group) for group in groups]


def _one_row(group: Sequence[Row]) -> Row:
    width = max(len(row) for row in group)
    return [
        [piece for row in group if column < len(row) for piece in row[column]]
        for column in range(width)
    ]
