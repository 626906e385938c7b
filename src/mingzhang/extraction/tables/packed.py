"""Rows whose cells stand in one text, parted by blanks: 二、事业收入 5 80.78.

Such rows are taken apart only under a head that says what stands where (项目 行次 金额), so that no
sentence is taken for a row. Where a head has several columns of figures, a row must have them all:
with one missing it cannot be told which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mingzhang.extraction.passages import Passage
from mingzhang.extraction.tables.captions import is_caption
from mingzhang.extraction.tables.figures import Sort, sort_of
from mingzhang.extraction.tables.grid import Box, Grid, Line
from mingzhang.extraction.tables.labels import is_label
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.table_words import table_words

_TOKEN = lazy_regex(r"\S+")
_STATED = lazy_regex(
    r"金额|数额|(?:.{0,4}[决预]算|执行)数|合计|(?:20[0-9]{2}年)?.{0,2}(?:预算|决算)数?"
)
_SIDE = lazy_regex(r"收入|支出|收|支")
_ORDER = lazy_regex(r"[0-9]{1,3}")
_AMOUNT = lazy_regex(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,6})?")
_TITLE = lazy_regex(r"[^，。；：.]{4,50}表(?:（[^（）]{1,14}）)?")
_CODE = lazy_regex(r"[1-5][0-9]{2}(?:[0-9]{2}){0,2}")
_NAME = lazy_regex(r"[一-鿿]")
#: So many rows must stand under a head before it is taken for one.
_ROWS = 3
#: A table does not begin with so many rows of names alone.
_SILENT = 60


@dataclass(frozen=True, slots=True)
class _Head:
    """What a head says of each row: whether it has a code and a number, how many figures."""

    coded: bool
    ordered: bool
    figures: int

    @property
    def width(self) -> int:
        return 1 + self.coded + self.ordered + self.figures


_Piece = tuple[int, int, str]
"""Start, end and text of a word."""


def _pieces(text: str) -> list[_Piece]:
    return [(*found.span(), found[0]) for found in _TOKEN.finditer(text)]


def _head(text: str) -> _Head | None:
    """Return what a text says as a head, None when it is no head."""
    words = [word for _, _, word in _pieces(text)]
    if words and _SIDE.fullmatch(words[0]) and len(words) > 2:
        words = words[1:]
    if not 2 <= len(words) <= 10 or not is_label(words[0]):
        return None
    orders = [n for n, word in enumerate(words) if table_words().column["order"].fullmatch(word)]
    labels = [n for n, word in enumerate(words) if is_label(word) and n not in orders]
    figures = [n for n, word in enumerate(words) if n not in orders and n not in labels]
    if not figures or len(labels) > 2 or len(orders) > 1:
        return None
    if figures[0] < max([*labels, *orders]) or not all(
        _STATED.fullmatch(words[n]) for n in figures
    ):
        return None
    return _Head(len(labels) == 2, bool(orders), len(figures))


def _cells(text: str, head: _Head) -> list[_Piece | None] | None:
    """Return the places of a row under a head, None for what is no such row."""
    left = _pieces(text)
    code: _Piece | None = None
    if head.coded and left and _CODE.fullmatch(left[0][2]):
        code = left.pop(0)
    figures: list[_Piece] = []
    while left and len(figures) < head.figures and _AMOUNT.fullmatch(left[-1][2]):
        figures.insert(0, left.pop())
    order: _Piece | None = None
    if head.ordered:
        if left and _ORDER.fullmatch(left[-1][2]):
            order = left.pop()
        elif len(figures) == 1 and _ORDER.fullmatch(figures[0][2]):
            order = figures.pop()
        else:
            return None
    if figures and len(figures) < head.figures:
        return None
    if any(_AMOUNT.fullmatch(word) and not _ORDER.fullmatch(word) for _, _, word in left):
        return None  # more figures than the head has columns: it is the head of another table
    name = (left[0][0], left[-1][1], text[left[0][0] : left[-1][1]]) if left else None
    if name is not None and (not _NAME.search(name[2]) or len(left) > 3):
        return None
    row: list[_Piece | None] = [code] if head.coded else []
    row.append(name)
    row += [order] if head.ordered else []
    return [*row, *figures, *([None] * (head.figures - len(figures)))]


def _box(passage: Passage, piece: _Piece, row: int, column: int) -> Box:
    start, _, text = piece
    sort, figure = sort_of(text)
    if figure is not None:
        figure = replace(
            figure,
            start=figure.start + start,
            end=figure.end + start,
            unit_end=figure.unit_end + start,
        )
    return Box(passage, row, column, 1, 1, "".join(text.split()), 0, sort, figure)


def _line(passage: Passage, cells: Sequence[_Piece | None], row: int, first: int) -> Line:
    return [
        None if piece is None else _box(passage, piece, row, first + n)
        for n, piece in enumerate(cells)
    ]


def _head_line(passage: Passage, head: _Head, row: int, first: int) -> Line:
    words = _pieces(passage.text)[-head.width :]
    return _line(passage, [*words], row, first)


# -- paragraphs -----------------------------------------------------------------------------------


def typed_rows(passages: Sequence[Passage]) -> Iterator[tuple[int, int, Grid]]:
    """Yield the tables that paragraphs make up: the first, the one after the last, the table."""
    at = 0
    while at < len(passages):
        passage = passages[at]
        head = _head(passage.text) if passage.cell is None and len(passage.text) < 60 else None
        found = _run(passages, at, head) if head is not None else None
        if found is None:
            at += 1
            continue
        yield found
        at = found[1]


def _begins_another(text: str) -> bool:
    """Tell whether a text is the title, a caption or the head of a table: none goes on over it."""
    plain = "".join(text.split())
    return _TITLE.fullmatch(plain) is not None or is_caption(text) or _head(text) is not None


def _run(passages: Sequence[Passage], at: int, head: _Head) -> tuple[int, int, Grid] | None:
    lines = [_head_line(passages[at], head, 0, 0)]
    stated = 0
    end = at + 1
    while end < len(passages) and passages[end].cell is None:
        text = passages[end].text
        cells = None if _begins_another(text) else _cells(text, head)
        if cells is None or all(cell is None for cell in cells):
            break
        stated += any(cell is not None for cell in cells[-head.figures :])
        if not stated and len(lines) > _SILENT:
            return None
        lines.append(_line(passages[end], cells, len(lines), 0))
        end += 1
    if len(lines) <= _ROWS or not stated:
        return None
    return at, end, Grid(-1, lines, head.width)


# -- cells of tables ------------------------------------------------------------------------------


def unpacked(grid: Grid) -> Grid:
    """Return a table with cells that hold a whole row taken apart, others as they are."""
    for n, line in enumerate(grid.lines):
        heads = [_head(box.passage.text) if box is not None else None for box in line]
        if not any(heads):
            continue
        rows = [_parted(line, heads, row) for row, line in enumerate(grid.lines) if row > n]
        good = [row for row in rows if row is not None]
        if len(good) < _ROWS or len(good) * 4 < len(rows) * 3:
            return grid
        top = _parted_heads(line, heads, n)
        return Grid(grid.number, [top, *good], len(top), grid.above, grid.apart)
    return grid


def _parted_heads(line: Line, heads: Sequence[_Head | None], row: int) -> Line:
    found: Line = []
    for box, head in zip(line, heads, strict=True):
        if box is None or head is None:
            found.append(box)
        else:
            found.extend(_head_line(box.passage, head, row, len(found)))
    return found


def _parted(line: Line, heads: Sequence[_Head | None], row: int) -> Line | None:
    found: Line = []
    for box, head in zip(line, heads, strict=True):
        if head is None:
            found.append(box)
            continue
        cells: list[_Piece | None] | None = [None] * head.width
        if box is not None and box.sort is not Sort.EMPTY:
            cells = _cells(box.passage.text, head)
        if cells is None:
            return None
        found.extend(_line(box.passage, cells, row, len(found)) if box else [None] * head.width)
    return found
