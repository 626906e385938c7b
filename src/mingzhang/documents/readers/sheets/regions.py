"""Where the tables of a sheet begin and end, and which lines stand around them.

A sheet often holds a title, a line with office and unit, the table, and notes below; sometimes
several of these, or running text, a line a cell. Told by form alone: lines of one text, captions
as all forms have them, blank rows. Blank rows within a form are rows of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from mingzhang.documents.readers.sheets.raw import Entry
from mingzhang.kernel.regex import lazy_regex

_BLANKS = lazy_regex(r"\s+")
_CAPTION = lazy_regex(
    r"[（(]?(?:(?:金额)?单位|计量单位)[:：]?(?:人民币)?[百千万亿]{0,2}元[)）]?|"
    r"(?:预算|决算|编制|填报|编报|填表|公开|报送|主管)?(?:单位|部门|机关)(?:名称)?(?:[（(][^）)]*[）)])?[:：].*|"
    r"(?:编制|填报|填表|公开|报送|编报)?(?:日期|时间|年度)[:：].*|"
    r"(?:单位)?(?:负责人|填表人|经办人|审核人|制表人|制表|联系电话|电话)(?:[（(][^）)]*[）)])?[:：].*|"
    r"(?:财决|部门|预算|附)?(?:公开)?(?:附)?表?[0-9]{1,2}(?:-[0-9]{1,2})?表?|财决[0-9A-Z-]{1,8}表?|"
    r"附件?[:：]?[0-9一二三四五六七八九十]{0,3}[:：]?"
)
_TITLE = lazy_regex(
    r".*(?:表|一览|明细|汇总|情况|清单)(?:[一二三四五六七八九十0-9]{1,3})?(?:[（(][^）)]*[）)])?"
)
_NOTE = lazy_regex(r"(?:备?注|说明|注释|填表说明|本表)[:：0-9一二三四五六七八九十、.]?.*|[*※★].*")
_ENUMERATED = lazy_regex(
    r"[（(]?[一二三四五六七八九十0-9]{1,3}[、.．)）].*|(?:其中|总计|合计|小计|共计).*|.*[:：]"
)
_SENTENCE = lazy_regex(r"[。；]")
_LONG = 30  # signs of a line that is more than a name
_APART = 50  # blank rows that no table has
_HEAD = 20  # signs of the head of a column at most


@dataclass(frozen=True, slots=True)
class Part:
    """Cells in reading order: a table, or lines around tables (`lines`), each cell a paragraph."""

    entries: tuple[Entry, ...]
    lines: bool = False


def parts(entries: Iterable[Entry]) -> Iterator[Part]:
    """Yield what a sheet is made of, from top to bottom; blank merged cells go with their table."""
    rows = [list(row) for _, row in groupby(entries, key=attrgetter("row"))]
    block: list[list[Entry]] = []
    end, stated = 0, False  # the rows so far, and whether a figure stands in the block
    for n, row in enumerate(rows):
        gap = row[0].row - end
        if block and (gap > _APART or (stated and _begins(rows, n, gap=gap > 0))):
            yield from _parts(block)
            block, stated = [], False
        block.append(row)
        stated = stated or any(each.is_figure for each in row)
        if _told(row):
            end = max(end, *(each.row + each.rowspan for each in row))
    if block:
        yield from _parts(block)


def _told(row: Sequence[Entry]) -> list[Entry]:
    """Return the cells of a row that state something."""
    return [each for each in row if each.text.strip()]


def _plain(entry: Entry) -> str:
    return _BLANKS.sub("", entry.text)


def _is_caption(row: Sequence[Entry]) -> bool:
    """Tell whether a row tells office, unit, date or number of the form, and nothing else.

    A caption that ends in a colon is followed by a cell with what it announces.
    """
    announced = known = False
    for each in row:
        text = _plain(each)
        if _CAPTION.fullmatch(text):
            known, announced = True, text.endswith(("：", ":"))
        elif announced and not each.is_figure:
            announced = False
        else:
            return False
    return known


def _begins(rows: Sequence[Sequence[Entry]], n: int, *, gap: bool) -> bool:
    """Tell whether a row is the first of something new rather than one more of a table."""
    row = _told(rows[n])
    if not row:
        return False
    alone = len(row) == 1 and not row[0].is_figure
    text = _plain(row[0])
    follows = any(len(_told(line)) > 1 for line in rows[n + 1 : n + 4])
    if alone and follows and _TITLE.fullmatch(text) and not _ENUMERATED.fullmatch(text):
        return gap or row[0].colspan > 1
    if not gap:
        return False
    if _is_caption(row):
        return follows
    if alone:
        return _SENTENCE.search(text) is not None or _NOTE.fullmatch(text) is not None
    return _is_head(row) and n + 1 < len(rows) and any(e.is_figure for e in rows[n + 1])


def _is_head(row: Sequence[Entry]) -> bool:
    """Tell whether a row names columns rather than what figures beside it would be of."""
    texts = [_plain(each) for each in row]
    return not any(
        each.is_figure or len(text) > _HEAD or _ENUMERATED.fullmatch(text)
        for each, text in zip(row, texts, strict=True)
    )


def _parts(block: list[list[Entry]]) -> Iterator[Part]:
    rows = [row for row in block if _told(row)]
    top, bottom = 0, len(rows)
    if all(len(_told(row)) == 1 and not row[0].is_figure for row in rows):
        top = bottom
    width = max((each.column + each.colspan for row in rows for each in row), default=0)
    left = min((each.column for row in rows for each in row), default=0)
    while top < bottom - 1 and _is_above(_told(rows[top]), left):
        top += 1
    while bottom - 1 > top and _is_below(_told(rows[bottom - 1]), left, width):
        bottom -= 1
    yield from _lines(rows[:top])
    if top < bottom:
        first, last = rows[top][0].row, rows[bottom - 1][0].row
        table = (each for row in block for each in row if first <= each.row <= last)
        yield Part(tuple(table))
    yield from _lines(rows[bottom:])


def _lines(rows: Sequence[Sequence[Entry]]) -> Iterator[Part]:
    found = tuple(each for row in rows for each in _told(row))
    if found:
        yield Part(found, lines=True)


def _is_above(row: Sequence[Entry], left: int) -> bool:
    """Tell whether a row stands above a table: its title, the office, the unit."""
    if _is_caption(row):
        return True
    if len(row) != 1 or row[0].is_figure or row[0].rowspan > 1:
        return False
    text = _plain(row[0])
    return row[0].column == left or (_TITLE.fullmatch(text) is not None and len(text) > 4)


def _is_below(row: Sequence[Entry], left: int, width: int) -> bool:
    """Tell whether a row stands below a table: notes, signatures."""
    if _is_caption(row):
        return True
    if len(row) != 1 or row[0].is_figure or row[0].column != left:
        return False
    text = _plain(row[0])
    whole = row[0].colspan == width - left > 1
    long = len(text) > _LONG or _SENTENCE.search(text) is not None
    return whole or long or _NOTE.fullmatch(text) is not None
