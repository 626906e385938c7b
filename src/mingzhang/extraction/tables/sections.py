"""Tables cut into sections: a head and the rows under it; pages put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mingzhang.extraction.passages import Passage
from mingzhang.extraction.tables import captions
from mingzhang.extraction.tables.breaks import LOST, breaks, is_followed
from mingzhang.extraction.tables.captions import Unit
from mingzhang.extraction.tables.figures import Sort
from mingzhang.extraction.tables.grid import (
    Box,
    Grid,
    Line,
    boxes_of,
    captions_above,
    grids,
    own_boxes,
)
from mingzhang.extraction.tables.labels import bare_head, is_label, label_of
from mingzhang.extraction.tables.packed import typed_rows, unpacked
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.table_words import table_words

_MAX_HEAD = 6
_MAX_MARKED = 10
_SHORT = 14
_NEAR = 3
_SENTENCE = lazy_regex(r"[。；]|，.{6}")
_AMOUNT = lazy_regex(r"金额.{0,6}|合计|小计|[决预]算数.{0,4}|数量")
_ORDER_WORD = lazy_regex(r"栏次|行次|序号|项次|列次")
_ORDER_FORMULA = lazy_regex(
    r"(?:[0-9]{1,2}|[A-Z]|[①-⑳]|（[0-9]{1,2}）|[甲乙丙丁])(?:栏)?(?:[=＝][0-9A-Z①-⑳+＋\-－—×*/÷（）()%]{1,30})?"
)


@dataclass(slots=True, eq=False)
class Section:
    """A head of zero or more lines and the body under it, all of `width` places.

    `own_title` is a title right at the table, "" where `title` comes from farther away. `breaks`
    are the lines of the body before which a page break may have cost rows.
    """

    table: int
    title: str
    unit: Unit | None
    year: int | None
    width: int
    head: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    order: Line | None = None
    keys: list[Line] = field(default_factory=list)
    own_title: str = ""
    breaks: list[int] = field(default_factory=list)
    continued: bool = False
    #: Whether it goes on in another table that its columns may go on in.
    partial: bool = False
    #: Whether the head names indicators; None until a sheet has looked.
    lists_indicators: bool | None = None


def sections(passages: Sequence[Passage]) -> list[Section]:
    """Return the sections of all tables of a document, in order."""
    found: list[Section] = []
    begun: Section | None = None  # the first one of the table that goes on from page to page
    for grid in all_grids(passages):
        own = list(_sections(grid))
        new = own[0] if own else begun
        if own and found and not grid.above and not grid.apart:
            own[0].unit = own[0].unit or found[-1].unit
        if own and begun and _repeats_top(begun, found[-1], own[0], grid):
            own[0].head = []
        if own and found and _goes_on(found[-1], own[0], grid):
            _join(found[-1], own.pop(0), grid)
            new = begun
        elif own and found and _is_cut(found[-1], own[0], grid):
            found[-1].breaks.append(len(found[-1].body))
            own[0].breaks[:0] = range(1, _first_total(own[0]) + 2)
            found[-1].partial = own[0].partial = True
        found.extend(own)
        begun = new
        if found and is_followed(passages, grid):
            found[-1].breaks.append(len(found[-1].body))
    return found


def all_grids(passages: Sequence[Passage]) -> list[Grid]:
    """Return the tables of a document, those in paragraphs among them, in order."""
    found = [unpacked(grid) for grid in grids(passages)]
    after = 0
    for start, end, grid in typed_rows(passages):
        grid.above = captions_above(passages[max(after, start - _MAX_HEAD) : start])
        grid.apart, after = start > after, end
        found.append(grid)
    found.sort(key=_place)
    for number, grid in enumerate(found):
        grid.number = number
    return found


def _place(grid: Grid) -> int:
    return next((box.passage.place for line in grid.lines for box in line if box is not None), -1)


def _sections(grid: Grid) -> Iterator[Section]:
    top, lines = _captioned(grid)
    texts = [box.text for line in reversed(top) for box in boxes_of(line)] + captions.above(grid)
    own = captions.title_in(texts[: len(top) + _NEAR])
    title = own or captions.title_in(texts) or _heading(grid)
    unit = next((u for text in texts[:6] if (u := captions.unit_in(text))), None)
    year = captions.year_in(title)
    first = True
    for head, order, body in _cut(lines, len(top)):
        rows = [line for line in body if not _is_key(_first(line))]
        keys = [line for line in body if _is_key(_first(line))]
        yield Section(
            grid.number, title, unit, year, grid.width, head, rows, order, keys,
            own_title=own, breaks=list(breaks(rows)),
            continued=first and captions.is_continued(grid),
        )  # fmt: skip
        first = False


def _first(line: Line) -> list[Box]:
    """Return the boxes of a row from its first place on, without those that hang in from above."""
    boxes = boxes_of(line)
    row = max((box.row for box in boxes), default=0)
    return [box for box in boxes if box.row == row]


def _captioned(grid: Grid) -> tuple[list[Line], list[Line]]:
    """Return the rows on top that are captions or the title, and the other rows."""
    n = 0
    while n < min(len(grid.lines) - 1, 4):
        boxes = boxes_of(grid.lines[n])
        alone = len(boxes) == 1 and boxes[0].is_words and grid.width > 1
        if alone and boxes[0].rowspan > 1:
            break
        if not captions.is_caption_line(grid.lines[n]) and not (alone and _titled(boxes[0], grid)):
            break
        n += 1
    return grid.lines[:n], grid.lines[n:]


def _titled(box: Box, grid: Grid) -> bool:
    """Tell whether the only box of a row is a title: it spans all, or nothing else can be it."""
    return box.colspan == grid.width or (box.column == 0 and not label_of(box.text).opens)


def _heading(grid: Grid) -> str:
    """Return the nearest heading that a table stands under."""
    first = next((box for line in grid.lines for box in line if box), None)
    if first is None or not first.passage.headings:
        return ""
    return first.passage.headings[-1].text


def _cut(lines: list[Line], top: int) -> Iterator[tuple[list[Line], Line | None, list[Line]]]:
    """Yield head, line of column numbers and body of each section of a table's lines."""
    figured = max((n for n, line in enumerate(lines) if _has_figure(line)), default=-1)
    at = 0
    while at < len(lines):
        length, order = _head_length(lines[at : at + _MAX_HEAD], top + at, more=figured >= at)
        if (known := _known_head(lines, at)) > length:
            last = lines[at + known - 1]
            length, order = known, last if _is_order(last) else None
        head, start = lines[at : at + length - (order is not None)], at + length
        again = {_texts(line) for line in lines[at : at + length]}
        body: list[Line] = []
        at = start
        while at < len(lines) and (at == start or not _is_form_head(lines[at], top + at)):
            if _texts(lines[at]) not in again:
                body.append(lines[at])
            at += 1
        yield head, order, body


def _known_head(lines: list[Line], at: int) -> int:
    """Return how many lines from `at` on the file or its reader marks as head."""
    end = at
    while end < min(len(lines), at + _MAX_MARKED):
        boxes = boxes_of(lines[end])
        if not boxes or not all(box.passage.cell and box.passage.cell.head for box in boxes):
            break
        if _has_figure(lines[end]) and not _is_order(lines[end]):
            break
        end += 1
    return end - at


def _texts(line: Line) -> tuple[str, ...]:
    return tuple(box.text for box in boxes_of(line))


def _head_length(lines: list[Line], top: int, *, more: bool) -> tuple[int, Line | None]:
    """Return how many of the first lines are head, and the last of them if it numbers the columns.

    `more`: figures follow somewhere.
    """
    for n, line in enumerate(lines):
        if _is_order(line):
            return n + 1, line
        if _is_body(line, top + n, lines[n - 1] if n else None):
            return n, None
        if n and (_is_form_head(line, top + n) or _is_prose(line, top + n)):
            return n, None
        if n and not _spanned(lines[:n], top + n) and not _is_told([line]):
            return n, None
    return len(lines) if more else 1, None


def _is_prose(line: Line, row: int) -> bool:
    """Tell whether sentences stand in a row, which no head has."""
    return any(_SENTENCE.search(box.text) for box in own_boxes(line, row))


def _has_figure(line: Line) -> bool:
    return any(box.sort is Sort.FIGURE for box in line if box)


def _spanned(head: list[Line], row: int) -> bool:
    """Tell whether a head needs one more line: a cell over several columns has none under it."""
    return any(
        box.row + box.rowspan == row and box.colspan > 1 for box in boxes_of(head[-1])
    ) or any(box.row + box.rowspan > row for box in boxes_of(head[-1]) if box.column > 0)


def _is_body(line: Line, row: int, before: Line | None) -> bool:
    boxes = boxes_of(line)
    if not boxes:
        return before is not None
    if any(box.sort in (Sort.FIGURE, Sort.HIDDEN) for box in boxes):
        return True
    own = own_boxes(line, row)
    if not own:
        return False
    first = own[0]
    if _is_key(own):
        return True
    if before is None:
        return label_of(first.text).style >= 0 and len(line) > 1
    if label_of(first.text).opens and first.colspan < len(line) and first.column < len(line) / 2:
        return not (label_of(first.text).total and len(own) > 1)
    lone = len(boxes) == 1 and boxes[0].colspan == 1 and len(line) > 1
    return lone and len(boxes_of(before)) > 1


def _is_key(own: list[Box]) -> bool:
    """Tell whether a row of a form gives a name or a date: 项目名称, and what it is."""
    if not own or not table_words().form["key"].fullmatch(bare_head(own[0].text)):
        return False
    return not any(is_label(box.text) or _AMOUNT.fullmatch(box.text) for box in own[1:])


def _is_order(line: Line) -> bool:
    """Tell whether a line numbers the columns (栏次 1 2 3, or 1=2+3 2 3)."""
    boxes = boxes_of(line)
    marked = any(_ORDER_WORD.fullmatch(box.text) for box in boxes)
    rest = [box for box in boxes if not _ORDER_WORD.fullmatch(box.text)]
    if len(rest) < (1 if marked else 3):
        return False
    if not all(_ORDER_FORMULA.fullmatch(box.text) for box in rest):
        return False
    numbers = [int(box.text) for box in rest if box.text.isdecimal()]
    steps = all(b - a == 1 for a, b in pairwise(numbers))
    return steps and (marked or len(numbers) < len(rest) or (bool(numbers) and numbers[0] <= 2))


def _is_form_head(line: Line, row: int) -> bool:
    """Tell whether a row in the midst of a form is the head of what follows."""
    own = own_boxes(line, row)
    if len(own) < 2 or any(box.sort is Sort.FIGURE for box in own):
        return False
    words = table_words().form["head"]
    heads = sum(words.fullmatch(bare_head(box.text)) is not None for box in own)
    return heads >= 2 and heads * 2 >= len(own)


def _goes_on(before: Section, after: Section, grid: Grid) -> bool:
    """Tell whether a table is the next page of the one before it."""
    if before.width != after.width or not (before.body or (before.head and not after.head)):
        return False
    own = after.own_title
    if (own and own != before.title) or (own and _begins_anew(before, after)):
        return False
    if after.head and not own and not grid.apart and not _is_told(after.head):
        after.head, after.body = [], [*after.head, *after.body]
    if after.head:
        same = [_texts(line) for line in after.head] == [_texts(line) for line in before.head]
        return same and (not grid.apart or after.continued or own == before.title)
    return bool(after.body) and not grid.apart and (not own or after.continued)


def _repeats_top(begun: Section, before: Section, after: Section, grid: Grid) -> bool:
    """Tell whether a page of a form begins with the first head of all, and goes on after another.

    Writers repeat the top rows of a table on every page, whichever head the rows there stand under.
    Said twice, it is the head of its own rows as well.
    """
    if grid.apart or after.own_title or before.width != after.width:
        return False
    if not (after.head and after.body and (before.head or before.body)):
        return False
    head = [_texts(line) for line in after.head]
    first, last = ([_texts(line) for line in each.head] for each in (begun, before))
    twice = [_texts(line) for line in grid.lines[len(head) : 2 * len(head)]] == head
    return head == first != last and not twice and not _begins_anew(begun, after)


def _first_total(section: Section) -> int:
    """Return the first line of a body that sums up, which may be what stands in another table."""
    return next((n for n, line in enumerate(section.body) if any(map(_sums_up, boxes_of(line)))), 0)


def _sums_up(box: Box) -> bool:
    return box.is_words and bool(label_of(box.text).total)


def _begins_anew(before: Section, after: Section) -> bool:
    """Tell whether a table of the same title is the form of another thing: its rows begin again.

    What opens with a name (项目名称) is a form of its own; a next page does not.
    """
    if after.keys:
        return True
    first, again = (_names(section.body[0]) if section.body else () for section in (before, after))
    return bool(first) and first == again


def _names(line: Line) -> tuple[str, ...]:
    return tuple(box.text for box in boxes_of(line) if box.is_words)


def _is_cut(before: Section, after: Section, grid: Grid) -> bool:
    """Tell whether a table goes on with one that it does not fit: by its words, or without head."""
    own = after.own_title
    if after.continued or grid.apart:
        return after.continued
    if own:
        return own == before.title and not _begins_anew(before, after)
    return not _is_told(after.head)


def _is_told(head: list[Line]) -> bool:
    """Tell whether a head has words that only heads have."""
    words = table_words()
    for line in head:
        for text in (bare_head(box.text) for box in boxes_of(line)):
            if is_label(text) or _AMOUNT.fullmatch(text) or words.form["head"].fullmatch(text):
                return True
            if len(text) <= _SHORT and any(p.fullmatch(text) for p in words.measure.values()):
                return True
    return False


def _join(before: Section, after: Section, grid: Grid) -> None:
    at = len(before.body)
    lost = any(LOST.search(text) for text in captions.above(grid))
    if lost and at not in before.breaks[-1:]:
        before.breaks.append(at)
    before.breaks.extend(at + n for n in after.breaks)
    before.body.extend(line for line in after.body if boxes_of(line))
