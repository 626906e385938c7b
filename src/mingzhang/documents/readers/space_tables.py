"""Tables typed with runs of spaces: columns that the lines between two captions agree in.

What stands between the caption of a table and the next one is a table whole or not at all: rows
that are left out make every total look wrong. So where cells cannot be told apart there is no
table, and a line in the midst that fits nowhere stays in it as one cell over all columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.docmodel.source import SourceCell, SourceTable
from mingzhang.documents.readers.lines import Line, flow, starts_block
from mingzhang.documents.readers.space_columns import Columns
from mingzhang.documents.readers.space_rows import TypedRow, rows_of
from mingzhang.documents.readers.typed_grid import Found, Judged, is_contents, is_prose
from mingzhang.documents.readers.typed_lines import Sort, TypedLine, has_gap, stretch
from mingzhang.documents.readers.word_tables import find_words
from mingzhang.kernel.regex import lazy_regex

_LEAST_ROWS = 3  # with amounts
_MOST_HEADS = 8  # lines of one head
_MOST_GAP = 3  # empty lines between a head and its rows
_MOST_LOST = 1 / 4  # of the rows
_MOST_PROSE = 1 / 3  # of the cells
_HEAD = lazy_regex(
    r"(?:项目|功能|经济|指标|单位|部门|支出){0,3}(?:分类)?(?:科目)?(?:名称|编码|代码)|项目|科目|金额|[类款项]"
    r"|[预决]算数?|合计|小计|序号|行次|栏次|备注|数量|单价"
)


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
        if last >= 0 and line.text not in heads and _is_head(line):
            yield part[: last + 1]
            part, heads, last = part[last + 1 :], set(), -1
        if line.stated:
            last = len(part)
        elif last < 0:
            heads.add(line.text)
        part.append(line)
    yield part


def _is_head(line: TypedLine) -> bool:
    if line.stated:
        return False
    words = ["".join(each.split()) for each in line.text]
    return len(words) > 1 and sum(_HEAD.fullmatch(each) is not None for each in words) > 1


def _tables(text: str, lines: Sequence[TypedLine]) -> Iterator[Found]:
    """Yield the table of lines; of the two ways to count columns the one that loses less."""
    if sum(line.stated for line in lines) < _LEAST_ROWS:
        return
    tried = [found for wide in (False, True) if (found := _laid(lines, wide=wide)) is not None]
    if not tried:
        return
    rows, columns = min(tried, key=lambda each: (sum(row.whole for row in each[0]), each[1]))
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
    heads = next((n for n, row in enumerate(rows) if row.stated), 0)
    # Lines of words above the first amount may as well be names and dates of a form.
    sure = any(_is_head(line) or line.numbers for row in rows[:heads] for line in row.lines)
    for number, row in enumerate(rows):
        for first, last, held in row.cells_of():
            wide = columns if row.whole else last - first + 1
            words = flow(text, [one.span for one in held])
            yield SourceCell(number, first, words, colspan=wide, head=sure and number < heads)


def _laid(lines: Sequence[TypedLine], *, wide: bool) -> tuple[list[TypedRow], int] | None:
    """Return the rows of a table and how many columns it has; None where that is not sure."""
    begin = _begin(lines)
    heads = _heads(lines[:begin])
    pages = _pages(lines[begin : _end(lines)])
    found = _columns(pages, heads, wide=wide)
    if found is None:
        return None
    known = {line.text for line in heads}
    rows = rows_of(heads, found[0], known) or []
    for page, columns in zip(pages, found, strict=True):
        own = rows_of(page, columns, known)
        if own is None:
            return None
        rows.extend(own)
    return rows, len(found[0])


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


def _columns(
    pages: Sequence[Sequence[TypedLine]], heads: Sequence[TypedLine], *, wide: bool
) -> list[Columns] | None:
    """Return the columns of each page, the same ones in the same order; None where not sure."""
    known = {line.text for line in heads}

    def columns_of(lines: Sequence[TypedLine]) -> Columns | None:
        return Columns.of([line for line in lines if line.text not in known], wide=wide)

    joint = columns_of([line for page in pages for line in page])
    each = [columns_of(page) for page in pages] if len(pages) > 1 else [joint]
    most = max((len(one) for one in each if one is not None), default=0)
    if joint is not None and len(joint) <= most:
        joint.headed(heads[::-1])
        return [joint] * len(pages)
    found = [one for one in each if one is not None]
    if len(found) < len(pages):
        return None
    for page, one in zip(pages, found, strict=True):
        again = [line for line in page if line.text in known]
        one.headed(heads[::-1] if page is pages[0] else again[::-1])
        if one.sorts != found[0].sorts or not (again or page is pages[0] or _is_full(page, one)):
            return None
    return found


def _is_full(page: Sequence[TypedLine], columns: Columns) -> bool:
    """Tell whether no row leaves a column of amounts free, so that their order tells them apart."""
    figures = sum(sort is Sort.AMOUNT for sort in columns.sorts)
    return all(
        sum(one.sort is Sort.AMOUNT for one in line.segments) == figures
        for line in page
        if line.stated
    )
