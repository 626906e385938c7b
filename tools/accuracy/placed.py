"""What can be changed in a document whose file tells where its tables are: by its blocks.

A sentence that goes on over lines and pages is one text here, and a figure of a cell is known by
its row and the head of its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mingzhang.docmodel.source import Flow, SourceCell, SourceDocument, SourceTable
from tools.accuracy.targets import (
    CELL,
    FIGURE,
    HEAD_UNIT,
    NARROW,
    RATE,
    RATES,
    ROW_TOTAL,
    TOTAL,
    Target,
    find_targets,
    is_negative,
    report_year,
)

#: Paragraphs that repeat what stands elsewhere or are no part of the text.
_APART = frozenset(("contents", "footer", "header", "scrap"))
_DIGIT = "[0-9０-９]"
_ALONE = re.compile(
    rf"[ \u3000]*[-－−]?(?P<numeral>(?:{_DIGIT}{{1,3}}(?:,{_DIGIT}{{3}})+|{_DIGIT}+)"
    rf"(?:[.．]{_DIGIT}+)?)[ \u3000]*(?P<rate>[%％]?)[ \u3000]*"
)
#: Columns of codes and of numbers that only name a row. A label may hold figures of its own.
_NAMES = re.compile(
    r"编码|代码|编号|科目|^[类款项]+$|行次|序号|栏次|年度|^年$|日期|时间|电话|文号|名称"
)


#: Digits of the codes of classifications, whole or in parts.
_CODE_LENGTHS = frozenset((2, 3, 5, 7))


def placed_targets(document: SourceDocument) -> list[Target]:
    """Return what can be changed in a document in reading order.

    What a line end of the file cuts in two is left out.
    """
    year = report_year(document.text)
    found: list[Target] = []
    for block in document.blocks:
        if isinstance(block, SourceTable):
            found += _of_table(document, block, year)
        elif block.style not in _APART:
            found += _of_flow(document, block.flow, year)
    return sorted(dict.fromkeys(found), key=lambda target: target.start)


def alone(text: str) -> re.Match[str] | None:
    """Match a cell that holds one numeral, with its sign or as a rate, and nothing else."""
    return _ALONE.fullmatch(text)


def heads(table: SourceTable, text: str) -> dict[int, str]:
    """Return the words above the first figures of each column, from the top."""
    found: dict[int, str] = {}
    first: dict[int, int] = {}
    for cell in table.cells:
        words = cell.flow.joined(text)
        if alone(words):
            first.setdefault(cell.column, cell.row)
    for cell in table.cells:
        words = re.sub(r"\s", "", cell.flow.joined(text))
        for column in range(cell.column, cell.column + cell.colspan):
            if words and not alone(words) and cell.row < first.get(column, 0):
                found[column] = found.get(column, "") + "\n" + words
    return found


def name_columns(table: SourceTable, text: str) -> set[int]:
    """Return the columns of names and codes: by their heads, or left of the labels they belong to.

    A table that goes on from the page before may have no head of its own.
    """
    above = heads(table, text)
    found = {column for column, words in above.items() if is_name(words)}
    numerals: dict[int, list[bool]] = {}
    for row in _rows(table, text):
        for n, (column, words) in enumerate(row):
            match = alone(words)
            if match is not None:
                before_label = n + 1 < len(row) and not _is_amount(row[n + 1][1])
                coded = len(words) in _CODE_LENGTHS and words.isdigit()
                numerals.setdefault(column, []).append(before_label and coded)
    return found | {column for column, coded in numerals.items() if all(coded)}


def _rows(table: SourceTable, text: str) -> Iterator[list[tuple[int, str]]]:
    """Yield the cells of each row that are not empty, from left to right."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in table.cells:
        words = cell.flow.joined(text).strip()
        if words:
            rows.setdefault(cell.row, []).append((cell.column, words))
    return iter(rows.values())


def _is_amount(words: str) -> bool:
    return alone(words) is not None and not words.isdigit()


def is_name(head: str) -> bool:
    """Tell whether the column under some words holds names and codes and no quantities."""
    return any(_NAMES.search(line) for line in head.split("\n"))


def _of_table(document: SourceDocument, table: SourceTable, year: int | None) -> Iterator[Target]:
    text = document.text
    names = name_columns(table, text)
    totals = {cell.row for cell in table.cells if ROW_TOTAL.search(cell.flow.joined(text))} - {
        cell.row for cell in table.cells if cell.head
    }
    for cell in table.cells:
        match = alone(cell.flow.joined(text))
        if match is None:
            yield from _of_flow(document, cell.flow, year)
        elif not _is_code(match["numeral"], named=cell.column in names):
            found = _of_cell(document, cell, match, total=cell.row in totals)
            if found is not None:
                yield found


def _is_code(numeral: str, *, named: bool) -> bool:
    """Tell whether a numeral names something: a code, a row number."""
    whole = numeral.translate(NARROW)
    return whole.isdigit() and (named or (len(whole) > 1 and whole.startswith("0")))


def _of_cell(
    document: SourceDocument, cell: SourceCell, match: re.Match[str], *, total: bool
) -> Target | None:
    spans = cell.flow.spans(*match.span("numeral"))
    if len(spans) != 1:
        return None
    start, end = spans[0].start, spans[0].end
    place = RATE if match["rate"] else TOTAL if total else CELL
    spot = (end, end + 1) if match["rate"] and document.text[end] in RATES else (-1, -1)
    return Target(
        FIGURE, start, end, document.text[start:end], place, match["rate"], *spot,
        negative=is_negative(document.text, start),
    )  # fmt: skip


def _of_flow(document: SourceDocument, flow: Flow, year: int | None) -> Iterator[Target]:
    """Yield the targets of a text that runs on; `find_targets` sees it as one line."""
    joined = flow.joined(document.text)
    for target in find_targets(joined.replace("\n", " ").replace("\t", " "), year):
        spans = flow.spans(target.start, target.end)
        units = flow.spans(target.unit_start, target.unit_end) if target.unit_start >= 0 else ()
        if len(spans) != 1 or (target.kind == HEAD_UNIT and len(units) != 1):
            continue
        spot = (units[0].start, units[0].end) if len(units) == 1 else (-1, -1)
        yield replace(
            target, start=spans[0].start, end=spans[0].end, unit_start=spot[0], unit_end=spot[1]
        )
