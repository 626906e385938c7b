"""Read a spreadsheet (xlsx, xlsm, xls, et): every visible sheet as a table, merged cells as such.

Places are those of the file: the first row of the sheet is row 0 even where it is empty. A cell
holds what a person sees in it as near as the file tells; a number shown as a percentage keeps its
sign (0.95 shown as 95% is “95%”), which only the newer format tells.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

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
from mingzhang.documents.readers.limits import LIMITS, Limits, kind_name, kind_of
from mingzhang.documents.readers.workbook_styles import Percents, percents

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et")
_KINDS = ("xlsx", "xls")
_DIGITS = ".15g"  # what a spreadsheet shows of a number at most
_BROKEN = "工作簿不完整或已损坏，读不出来"
_ENCRYPTED = "文件已加密，请先用密码打开并另存为不加密的文件"


def read_workbook(data: bytes, name: str, limits: Limits = LIMITS) -> SourceDocument:
    """Return a workbook as read: for each visible sheet its name, then its cells.

    Formulas give their last result. `name` is the file's name for people. Raises Unreadable when
    the file is something else, encrypted, broken, hostile or beyond a limit.
    """
    limits.check_size(len(data))
    kind = kind_of(data)
    if kind == "encrypted":
        raise Unreadable(_ENCRYPTED)
    if kind not in _KINDS:
        raise Unreadable(f"文件内容是{kind_name(kind)}，不是{kind_name(_KINDS[0])}")
    shown = percents(data, limits) if kind == "xlsx" else Percents()
    try:
        return _Workbook(data, name, shown, limits).read()
    except PasswordError as error:
        raise Unreadable(_ENCRYPTED) from error
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(_BROKEN) from error


class _Workbook:
    """One workbook while it is read."""

    def __init__(self, data: bytes, name: str, shown: Percents, limits: Limits) -> None:
        self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        self._name, self._shown, self._limits = name, shown, limits
        self._pieces: list[str] = []
        self._offset = 0
        self._cells = 0

    def read(self) -> SourceDocument:
        """Return the document."""
        blocks: list[SourceBlock] = []
        unread = []
        for sheet in self._book.sheets_metadata:
            if sheet.visible is not SheetVisibleEnum.Visible:
                unread.append(Unread(f"隐藏的工作表“{sheet.name}”", self._offset))
                continue
            title = SourceParagraph(self._write(visible(sheet.name), "\n"), style="sheet")
            table = self._table(self._book.get_sheet_by_name(sheet.name))
            blocks += [title, table] if table else [title]
        text = "".join(self._pieces)
        return SourceDocument(self._name, "workbook", text, tuple(blocks), unread=tuple(unread))

    def _table(self, sheet: CalamineSheet) -> SourceTable | None:
        if sheet.end is None:
            return None
        rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
        if rows * columns > self._limits.places:
            raise Unreadable(f"工作表“{sheet.name}”占{rows}行{columns}列，超过上限")
        spans = {
            first: (last[0] - first[0] + 1, last[1] - first[1] + 1)
            for first, last in sheet.merged_cell_ranges or ()
        }
        cells = tuple(self._row_cells(sheet, spans))
        rows = max((c.row + c.rowspan for c in cells), default=rows)
        columns = max((c.column + c.colspan for c in cells), default=columns)
        return SourceTable(cells, rows, columns) if cells else None

    def _row_cells(
        self, sheet: CalamineSheet, spans: dict[tuple[int, int], tuple[int, int]]
    ) -> Iterator[SourceCell]:
        for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
            filled = []
            for column, value in enumerate(values):
                text = self._text(sheet.name, row, column, value)
                if text or (row, column) in spans:
                    filled.append((column, text))
            for place, (column, text) in enumerate(filled):
                self._cells += 1
                if self._cells > self._limits.cells:
                    raise Unreadable(f"单元格超过{self._limits.cells}个")
                flow = self._write(text, "\n" if place + 1 == len(filled) else "\t")
                yield SourceCell(row, column, flow, *spans.get((row, column), (1, 1)))

    def _text(self, sheet: str, row: int, column: int, value: object) -> str:
        """Return what a cell shows; an error of a formula is empty."""
        match value:
            case bool():
                return "是" if value else "否"
            case int() | float():
                number = Decimal(format(value, _DIGITS))
                if self._shown.at(sheet, row, column):
                    return f"{_plain(number * 100)}%"
                return _plain(number)
            case datetime():
                midnight = value.time() == time()
                return value.date().isoformat() if midnight else value.isoformat(" ")
            case date():
                return value.isoformat()
            case _:
                return join_lines(visible(str(value)).split("\n")).replace("\t", " ").strip()

    def _write(self, text: str, end: str) -> Flow:
        span = Span(self._offset, self._offset + len(text))
        self._pieces += (text, end)
        self._offset = span.end + len(end)
        if self._offset > self._limits.characters:
            raise Unreadable(f"文字超过{self._limits.characters}字")
        return Flow((span,))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
