"""Read a spreadsheet (xlsx, xlsm, xls, et, ods): what a person sees in the cells of each sheet.

Places are those of the file: the first row of a sheet is row 0 even where it is empty. Numbers are
as their formats show them (12.3 as 12.30, 0.95 as 95%); an error, a formula without a result, and
what is hidden are told as not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingzhang.docmodel.source import (
    Flow,
    SourceBlock,
    SourceCell,
    SourceDocument,
    SourceParagraph,
    SourceTable,
    Span,
    Unread,
    Unreadable,
)
from mingzhang.documents.readers.assembly import join_lines, visible
from mingzhang.documents.readers.limits import ENCRYPTED, LIMITS, Limits, kind_name, kind_of
from mingzhang.documents.readers.sheets.formats import Show, shown, typed
from mingzhang.documents.readers.sheets.opendocument import read_ods
from mingzhang.documents.readers.sheets.package import BROKEN
from mingzhang.documents.readers.sheets.raw import Entry, RawSheet
from mingzhang.documents.readers.sheets.regions import Part, parts
from mingzhang.documents.readers.sheets.xls import read_xls
from mingzhang.documents.readers.sheets.xlsx import read_xlsx
from mingzhang.kernel.regex import lazy_regex

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
_KINDS = ("xlsx", "xls", "odf")
_UNNAMED = lazy_regex(
    r"(?:Sheet|工作表|表)[ ]?[0-9]{0,3}(?:[ ]?[（(][0-9]{1,2}[）)])?", re.IGNORECASE
)
_CONTENTS = lazy_regex(r"\s*(?:目\s*录|封面目录|表格目录)\s*")
#: Lists that our own workbooks end with: each row is a record of its own, of exact yuan.
_SOURCES = lazy_regex(r"数据来源(?:明细)?")
_LEADER = lazy_regex(r"(?:…{4,}|[.·．]{6,})\s*[0-9]*\s*$")


def read_workbook(data: bytes, name: str, limits: Limits = LIMITS) -> SourceDocument:
    """Return a workbook with each visible sheet as its name and one table, as forms are read back.

    Numbers are as they were typed. `name` is the file's name for people. Raises Unreadable when
    the file is something else, encrypted, broken, hostile or beyond a limit.
    """
    return _Written(name, limits).document(*_sheets(data, limits, typed), whole=True)


def read_spreadsheet(data: bytes, name: str, limits: Limits = LIMITS) -> SourceDocument:
    """Return a workbook as a document: each visible sheet a heading, then its tables and lines.

    Title, unit and notes around a table are paragraphs; so is running text in cells. Cells of
    tables keep the rows and columns of the sheet. Raises Unreadable as `read_workbook`.
    """
    return _Written(name, limits).document(*_sheets(data, limits, shown), whole=False)


def _sheets(data: bytes, limits: Limits, show: Show) -> tuple[list[RawSheet], list[str]]:
    """Return the visible sheets of any format, and what else is not read. Raises Unreadable."""
    limits.check_size(len(data))
    kind = kind_of(data)
    if kind == "encrypted":
        raise Unreadable(ENCRYPTED)
    if kind not in _KINDS:
        raise Unreadable(f"文件内容是{kind_name(kind)}，不是{kind_name(_KINDS[0])}")
    try:
        if kind == "odf":
            return read_ods(data, limits, exact=show is typed)
        return (read_xls if kind == "xls" else read_xlsx)(data, limits, show)
    except (ValueError, ArithmeticError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(BROKEN) from error


class _Written:
    """A document while it is put together from sheets."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._pieces: list[str] = []
        self._offset = 0
        self._cells = 0
        self._blocks: list[SourceBlock] = []

    def document(
        self, sheets: Sequence[RawSheet], hidden: Sequence[str], *, whole: bool
    ) -> SourceDocument:
        """Return the document. `whole`: each sheet is one table. Raises Unreadable."""
        unread = [Unread(reason, 0) for reason in hidden]
        for sheet in sheets:
            if not whole and _SOURCES.fullmatch(sheet.name):
                unread.append(Unread(f"工作表“{sheet.name}”是数据清单，不是报表，没有检查"))
                continue
            start = self._offset
            entries = sheet.entries()
            title = visible(sheet.name)
            level = 0 if whole or _UNNAMED.fullmatch(title.strip()) else 1
            self._blocks.append(SourceParagraph(self._write(title, "\n"), level, "sheet"))
            if whole:
                self._table(entries, sheet.name)
            else:
                for part in parts(entries):
                    self._part(part, sheet.name)
            unread += (Unread(reason, start) for reason in sheet.remarks())
        text = "".join(self._pieces)
        blocks = tuple(self._blocks)
        return SourceDocument(self._name, "workbook", text, blocks, unread=tuple(unread))

    def _part(self, part: Part, sheet: str) -> None:
        if part.lines:
            for entry in part.entries:
                lines = (line.strip() for line in visible(entry.text).split("\n"))
                for line in filter(None, lines):
                    style = "contents" if _LEADER.search(line) else ""
                    self._blocks.append(SourceParagraph(self._write(line, "\n"), style=style))
        elif _CONTENTS.fullmatch(sheet):
            for row in _rows(part.entries):
                line = " ".join(filter(None, map(_joined, row)))
                self._blocks.append(SourceParagraph(self._write(line, "\n"), style="contents"))
        else:
            self._table(part.entries, sheet)

    def _table(self, entries: Sequence[Entry], sheet: str) -> None:
        if not entries:
            return
        first = entries[0].row
        rows = max(each.row + each.rowspan for each in entries)
        columns = max(each.column + each.colspan for each in entries)
        if (rows - first) * columns > self._limits.places:
            raise Unreadable(f"工作表“{sheet}”占{rows - first}行{columns}列，超过上限")
        cells = []
        for row in _rows(entries):
            for place, each in enumerate(row):
                self._cells += 1
                if self._cells > self._limits.cells:
                    raise Unreadable(f"单元格超过{self._limits.cells}个")
                flow = self._write(_joined(each), "\n" if place + 1 == len(row) else "\t")
                cells.append(SourceCell(each.row, each.column, flow, each.rowspan, each.colspan))
        self._blocks.append(SourceTable(tuple(cells), rows, columns))

    def _write(self, text: str, end: str) -> Flow:
        span = Span(self._offset, self._offset + len(text))
        self._pieces += (text, end)
        self._offset = span.end + len(end)
        if self._offset > self._limits.characters:
            raise Unreadable(f"文字超过{self._limits.characters}字")
        return Flow((span,))


def _rows(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    row: list[Entry] = []
    for each in entries:
        if row and each.row != row[0].row:
            yield row
            row = []
        row.append(each)
    if row:
        yield row


def _joined(entry: Entry) -> str:
    return join_lines(visible(entry.text).split("\n")).replace("\t", " ").strip()
