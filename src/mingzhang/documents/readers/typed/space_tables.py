"""Tables typed with runs of spaces: columns that the lines between two captions agree in.

What stands between the caption of a table and the next one is a table whole or not at all: rows
that are left out make every total look wrong. So where cells cannot be told apart there is no
table, and a line in the midst that fits nowhere stays in it as one cell over all columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from mingzhang.docmodel.source import SourceCell, SourceTable
from mingzhang.documents.readers.lines import Line, flow, starts_block
from mingzhang.documents.readers.typed.grid import Found, Judged, is_contents, is_prose
from mingzhang.documents.readers.typed.segments import Sort, TypedLine, has_gap, stretch
from mingzhang.documents.readers.typed.space_columns import MOST_COLUMNS, Columns
from mingzhang.documents.readers.typed.space_heads import Heads, is_head
from mingzhang.documents.readers.typed.space_rows import TypedRow, rows_of
from mingzhang.documents.readers.typed.word_tables import find_words

_LEAST_ROWS = 3  # with amounts
_LEAST_MOVED = 2  # rows on either side of a page break that is lost
_MOST_HEADS = 8  # lines of one head
_MOST_GAP = 3  # empty lines between a head and its rows
_MOST_LOST = 1 / 4  # of the rows
_MOST_PROSE = 1 / 3  # of the cells


def find_spaces(text: str, lines: Sequence[Line], first: int) -> Judged | None:
    """Judge the aligned lines from `first` on; None where the line has no gap."""
    if not has_gap(lines[first]):
        return None
    end, blocks = stretch(text, lines, first)
    found: list[Found] = []
    for block in blocks:
        if sum(line.stated for line in block) < _LEAST_ROWS:
            found.extend(find_words(text, lines, [line.number for line in block]))
        else:
            found.extend(each for part in _parts(block) for each in _tables(text, part))
    return end, found


def _parts(block: Sequence[TypedLine]) -> Iterator[list[TypedLine]]:
    """Yield the tables of a block: a new head begins one unless it is the first head again."""
    part: list[TypedLine] = []
    heads: set[tuple[str, ...]] = set()
    last = -1  # the last line of the part with an amount
    for line in block:
        if last >= 0 and line.text not in heads and is_head(line):
            yield part[: last + 1]
            part, heads, last = part[last + 1 :], set(), -1
        if line.stated:
            last = len(part)
        elif last < 0:
            heads.add(line.text)
        part.append(line)
    yield part


def _tables(text: str, lines: Sequence[TypedLine]) -> Iterator[Found]:
    """Yield the table of lines; of the two ways to count columns the one that loses less."""
    if sum(line.stated for line in lines) < _LEAST_ROWS:
        return
    tried = []
    for wide in (False, True):
        laid = _laid(lines, wide=wide)
        if laid is not None:
            tried.append(laid)
            if not any(row.whole for row in laid[0]):
                break
    rows, columns = min(tried, key=lambda each: sum(row.whole for row in each[0]), default=([], 0))
    if _is_table(rows, columns):
        table = SourceTable(tuple(_cells(text, rows, columns)), len(rows), columns, "spaces")
        numbers = [line.number for row in rows for line in row.lines]
        yield Found(min(numbers), max(numbers) + 1, table)


def _is_table(rows: Sequence[TypedRow], columns: int) -> bool:
    words = [[one.words for _, _, held in row.cells_of() for one in held] for row in rows]
    every = [each for row in words for each in row]
    if columns < 2 or is_contents(words) or sum(row.whole for row in rows) > len(rows) * _MOST_LOST:
        return False
    return sum(map(is_prose, every)) <= len(every) * _MOST_PROSE


def _cells(text: str, rows: Sequence[TypedRow], columns: int) -> Iterator[SourceCell]:
    heads = next((n for n, row in enumerate(rows) if not row.is_head), 0)
    for number, row in enumerate(rows):
        for first, last, held in row.cells_of():
            wide = columns if row.whole else last - first + 1
            words = flow(text, [one.span for one in held])
            yield SourceCell(number, first, words, colspan=wide, head=number < heads)


def _laid(lines: Sequence[TypedLine], *, wide: bool) -> tuple[list[TypedRow], int] | None:
    """Return the rows of a table and how many columns it has; None where columns are not sure.

    There are no rows where it is not sure which lines are one.
    """
    begin = _begin(lines)
    heads = _heads(lines[:begin])
    if not any(is_head(line) or line.numbers for line in heads):
        # Lines of words above the first amount may as well be names and dates of a form.
        begin, heads = begin - len(heads), []
    pages = _pages(lines[begin : _end(lines)])
    found = _columns(pages, heads, wide=wide)
    if found is None:
        return None
    known = {line.text for line in heads}
    rows = rows_of(heads, found[0][1], known) or []
    for page, over in found:
        own = rows_of(page, over, known)
        if own is None:
            return [], 0
        rows.extend(own)
    # What stands above the first amount in columns of its own is no part of the table.
    lost = next((n + 1 for n in range(len(rows) - 1, -1, -1) if _is_apart(rows, n)), 0)
    return rows[lost:], len(found[0][1].columns)


def _is_apart(rows: Sequence[TypedRow], at: int) -> bool:
    return rows[at].whole and not any(row.stated for row in rows[: at + 1])


def _begin(lines: Sequence[TypedLine]) -> int:
    """Return where the body begins: after the numbers of the columns, else with the first amount.

    Where that has no name beside it, the lines right above it are the beginning of its name.
    """
    begin = next(n for n, line in enumerate(lines) if line.stated)
    numbered = next((n + 1 for n in range(begin) if lines[n].numbers), 0)
    if numbered:
        return numbered
    at = begin
    if not any(one.sort is Sort.WORDS for one in lines[at].segments):
        while at and not lines[at].blanks and len(lines[at - 1].segments) == 1:
            at -= 1
    return at


def _end(lines: Sequence[TypedLine]) -> int:
    """Return where the body ends: after the last amount, or the rest of the name beside it."""
    end = max(n for n, line in enumerate(lines) if line.stated) + 1
    if not any(one.sort is Sort.WORDS for one in lines[end - 1].segments):
        while end < len(lines) and not lines[end].blanks and len(lines[end].segments) == 1:
            end += 1
    return end


def _heads(lines: Sequence[TypedLine]) -> list[TypedLine]:
    """Return the lines right above the body that may be its head."""
    found: list[TypedLine] = []
    for line in reversed(lines[-_MOST_HEADS:]):
        if len(line.segments) == 1 and starts_block(line.segments[0].words):
            break
        if len(line.segments) > MOST_COLUMNS:
            break
        found.append(line)
        if line.blanks > _MOST_GAP:
            break
    return found[::-1]


def _pages(lines: Sequence[TypedLine]) -> list[list[TypedLine]]:
    """Return lines by pages; what has no amounts goes with the page before."""
    pages: list[list[TypedLine]] = [[]]
    for line in lines:
        if line.page and any(each.stated for each in pages[-1]):
            pages.append([])
        pages[-1].append(line)
    if len(pages) > 1 and not any(each.stated for each in pages[-1]):
        last = pages.pop()
        pages[-1] += last
    return pages


_Page = Sequence[TypedLine]


def _columns(
    pages: Sequence[_Page], heads: Sequence[TypedLine], *, wide: bool
) -> list[tuple[_Page, Heads]] | None:
    """Return pages with their columns, the same ones in the same order; None where not sure."""
    known = {line.text for line in heads}
    each = [_columns_of(page, known, wide=wide) for page in pages]
    most = max((len(one) for one in each if one is not None), default=0)
    joint = _columns_of([line for page in pages for line in page], known, wide=wide)
    if joint is not None and len(joint) <= most and _begin_alike(pages, joint, known):
        over = Heads(joint, heads)
        at = _moved(joint, over) if len(pages) == 1 else 0
        if not at:
            return [(page, over) for page in pages] if over.sure else None
        pages = [[x for x in pages[0] if x.number < at], [x for x in pages[0] if x.number >= at]]
        each = [_columns_of(page, known, wide=wide) for page in pages]
    found: list[tuple[_Page, Heads]] = []
    for page, one in zip(pages, each, strict=True):
        if one is None:
            return None
        again = [line for line in page if line.text in known]
        found.append((page, Heads(one, again if found else heads)))
        if not found[-1][1].sure:
            return None
        same = one.sorts == found[0][1].columns.sorts
        if not same or not (again or len(found) == 1 or _is_full(page, one)):
            return None
    return found


def _begin_alike(pages: Sequence[_Page], joint: Columns, known: set[tuple[str, ...]]) -> bool:
    """Tell whether each page states the first amount of a side where it states any there.

    That is the total mostly. A page that has none may be moved by a column.
    """
    first = [next((n for n in side if joint.sorts[n] is Sort.AMOUNT), -1) for side in joint.sides]
    for page in pages:
        if page is pages[0] or any(line.text in known for line in page):
            continue
        numbers = {line.number for line in page}
        for side, at in zip(joint.sides, first, strict=True):
            held = [n for n in side if not joint.columns[n].lines.isdisjoint(numbers)]
            figures = [n for n in held if joint.sorts[n] is Sort.AMOUNT]
            if figures and figures[0] != at:
                return False
    return True


def _columns_of(lines: _Page, known: set[tuple[str, ...]], *, wide: bool) -> Columns | None:
    return Columns.of([line for line in lines if line.text not in known], wide=wide)


def _moved(columns: Columns, heads: Heads) -> int:
    """Return the first line of a page that moves all columns, 0 where none does.

    A text that has lost its page breaks shows such a page by columns of amounts without heads,
    and by no column of amounts having any on both sides of it.
    """
    own = [(n, column.lines) for n, column in enumerate(columns.columns) if column.stated]
    if all(n in heads.headed for n, _ in own):
        return 0
    spans = sorted((min(lines), max(lines)) for _, lines in own)
    every = sorted({line for _, lines in own for line in lines})
    reach = spans[0][1]
    for first, last in spans[1:]:
        at = bisect_left(every, first)
        if first > reach and _LEAST_MOVED <= at <= len(every) - _LEAST_MOVED:
            return first
        reach = max(reach, last)
    return 0


def _is_full(page: Sequence[TypedLine], columns: Columns) -> bool:
    """Tell whether no row leaves a column of amounts free, so that their order tells them apart."""
    figures = sum(sort is Sort.AMOUNT for sort in columns.sorts)
    return all(
        sum(one.sort is Sort.AMOUNT for one in line.segments) == figures
        for line in page
        if line.stated
    )
