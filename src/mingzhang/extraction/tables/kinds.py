"""What each column of a section holds: names, codes, numbers of rows, figures, remarks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from mingzhang.extraction.tables.figures import Sort
from mingzhang.extraction.tables.grid import Box, Line
from mingzhang.extraction.tables.heads import Path
from mingzhang.extraction.tables.labels import bare_head, is_label, label_of
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.table_words import table_words


class ColumnKind(IntEnum):
    """What stands in a column."""

    BLANK = 0
    LABEL = 1
    CODE = 2
    ORDER = 3
    VALUE = 4
    REMARK = 5


_NAMING = (ColumnKind.LABEL, ColumnKind.CODE)
_CODE_HEAD = lazy_regex(r"(?:.{0,12}(?:编码|代码)|类|款|项|类款项)")
_CODES = lazy_regex(r"[0-9]{2,9}")
_LONG_CODE = lazy_regex(r"[1-5][0-9]{2}(?:[0-9]{2}){0,2}")
_CHINESE = lazy_regex(r"[一-鿿]")
_YEAR = lazy_regex(r"20[0-4][0-9]")


@dataclass(slots=True)
class _Count:
    """How many cells of a column are what."""

    words: int = 0
    figures: int = 0
    nothing: int = 0
    bare: int = 0
    summed: int = 0
    coded: int = 0


def kinds(body: list[Line], paths: list[Path], width: int) -> list[ColumnKind]:
    """Return the kind of each column of a body under the heads `paths`."""
    totals = {box for line in body if _is_total(line) for box in line if box is not None}
    merged = any(box.colspan > 1 for line in body for box in line if box is not None)
    columns = [
        _settled(_boxes(body, column), set() if merged else totals) for column in range(width)
    ]
    counts = [_count(boxes, totals) for boxes in columns]
    found = [
        _kind(count, paths[column][-1] if paths[column] else "", columns[column])
        for column, count in enumerate(counts)
    ]
    for column, kind in enumerate(found):
        if kind is ColumnKind.VALUE and _is_code(column, found, counts, columns):
            found[column] = ColumnKind.CODE
    named = False
    for column, kind in enumerate(found):
        told = named and bool(paths[column])
        if kind is ColumnKind.VALUE and not told and _numbers_rows(column, found, columns[column]):
            found[column] = ColumnKind.ORDER
        named = named or kind in _NAMING
    return _with_remarks(found, columns, paths)


def _boxes(body: list[Line], column: int) -> list[Box]:
    """Return the boxes that begin in a column, each once; rows that are one sentence left out."""
    found: list[Box] = []
    for line in body:
        box = line[column]
        if box is None or box.is_blank or (found and found[-1] is box):
            continue
        if column and line[column - 1] is box:
            continue
        if not box.is_words or box.colspan < max(2, len(line) - 1):
            found.append(box)
    return found


def _settled(boxes: list[Box], totals: set[Box]) -> list[Box]:
    """Return a column without the rows of totals, whose names are often merged and have slipped."""
    return [box for box in boxes if box not in totals] or boxes


def _is_total(line: Line) -> bool:
    first = next((box for box in line if box is not None and not box.is_blank), None)
    return first is not None and bool(label_of(first.text).total)


def _count(boxes: list[Box], totals: set[Box]) -> _Count:
    count = _Count()
    for box in boxes:
        if box.sort is Sort.FIGURE:
            count.figures += 1
            count.summed += box in totals
            count.bare += bool(box.figure and box.figure.bare)
        elif box.sort is Sort.WORDS:
            count.words += 1
        else:
            count.nothing += 1
        count.coded += _CODES.fullmatch(box.text) is not None
    return count


def _kind(count: _Count, head: str, boxes: list[Box]) -> ColumnKind:
    words, plain = table_words(), bare_head(head)
    if plain and words.column["order"].fullmatch(plain) and count.bare == count.figures:
        return ColumnKind.ORDER
    if _CODE_HEAD.fullmatch(plain) and count.coded * 2 >= count.words + count.figures:
        return ColumnKind.CODE
    if count.words > count.figures:
        chinese = any(_CHINESE.search(box.text) for box in boxes)
        return ColumnKind.LABEL if chinese or not count.coded else ColumnKind.CODE
    if count.figures and count.summed == count.figures and is_label(plain):
        return ColumnKind.LABEL
    if count.figures:
        years = sum(_YEAR.fullmatch(box.text) is not None for box in boxes)
        return ColumnKind.LABEL if years == len(boxes) else ColumnKind.VALUE
    if count.nothing:
        return ColumnKind.VALUE
    return ColumnKind.LABEL if is_label(plain) else ColumnKind.BLANK


def _is_code(
    column: int, found: list[ColumnKind], counts: list[_Count], columns: list[list[Box]]
) -> bool:
    """Tell whether a column of whole numbers holds codes: names follow to its right."""
    count = counts[column]
    if count.bare < count.figures or not count.figures or count.nothing:
        return False
    follows = next((k for k in found[column + 1 :] if k is not ColumnKind.BLANK), None)
    if follows not in _NAMING and not (follows is ColumnKind.VALUE and _short(columns, column + 1)):
        return False
    texts = [box.text for box in columns[column]]
    long = sum(_LONG_CODE.fullmatch(text) is not None for text in texts)
    before = column > 0 and found[column - 1] is ColumnKind.CODE
    return long * 5 >= len(texts) * 4 or (before and all(len(text) == 2 for text in texts))


def _short(columns: list[list[Box]], column: int) -> bool:
    return column < len(columns) and all(
        len(box.text) == 2 and box.text.isdecimal() for box in columns[column]
    )


def _numbers_rows(column: int, found: list[ColumnKind], boxes: list[Box]) -> bool:
    """Tell whether whole numbers that go up by one number the rows beside a name.

    Behind a name they do so only without a head: 5, 6, 7 under 预算数 are a coincidence.
    """
    values = [box.figure for box in boxes if box.figure]
    if len(values) < 3 or len(values) < len(boxes) or not all(v.bare for v in values):
        return False
    beside = found[max(0, column - 1) : column] + found[column + 1 : column + 2]
    if not any(kind in _NAMING for kind in beside):
        return False
    return all(int(b.value) - int(a.value) == 1 for a, b in pairwise(values))


def _with_remarks(
    found: list[ColumnKind], columns: list[list[Box]], paths: list[Path]
) -> list[ColumnKind]:
    """Tell names that open another side of a table from words that only remark on figures."""
    seen_value = False
    for column, kind in enumerate(found):
        if kind is ColumnKind.VALUE:
            seen_value = True
        elif kind in _NAMING and seen_value:
            if _opens_pane(columns[column], paths[column], found[column:]):
                seen_value = False
            else:
                found[column] = ColumnKind.REMARK
        elif kind is ColumnKind.BLANK and seen_value:
            found[column] = ColumnKind.VALUE
    return found


def _opens_pane(boxes: list[Box], path: Path, rest: list[ColumnKind]) -> bool:
    if ColumnKind.VALUE not in rest:
        return False
    if path and table_words().column["remark"].search(path[-1]):
        return False
    if path and is_label(path[-1]):
        return True
    return any(label_of(box.text).opens or box.text.endswith("：") for box in boxes)


def panes(found: list[ColumnKind]) -> list[tuple[list[int], list[int]]]:
    """Return the naming columns (with codes) and the value columns of each side of a table."""
    sides: list[tuple[list[int], list[int]]] = []
    naming: list[int] = []
    values: list[int] = []
    for column, kind in enumerate(found):
        if kind in _NAMING:
            if values:
                sides.append((naming, values))
                naming, values = [], []
            naming.append(column)
        elif kind is ColumnKind.VALUE:
            values.append(column)
    if values:
        sides.append((naming, values))
    return sides


def realigned(line: Line, found: list[ColumnKind], first: int = 0) -> Line:
    """Return a line whose merged name has lost its width with its figures moved under their heads.

    A line is moved only if a figure stands where all others have a name. `first` is the column
    from which totals are stated, where a name spans columns of figures as well.
    """
    off = any(
        box.sort is Sort.FIGURE and found[n] is ColumnKind.LABEL
        for n, box in enumerate(line)
        if box is not None and n < len(found)
    )
    if not off:
        return line
    moved: Line = [None] * len(line)
    shift = 0
    for n, box in enumerate(line):
        if box is None or box.is_blank:
            continue
        column = n + shift if box.is_words else max(n + shift, first)
        wanted = _NAMING if box.is_words else (ColumnKind.VALUE, ColumnKind.ORDER)
        while column < len(found) and found[column] not in wanted:
            column += 1
        if column >= len(line):
            return line
        shift = column - n
        moved[column] = box
    return moved
