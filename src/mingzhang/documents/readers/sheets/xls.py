"""The sheets of an xls (BIFF5 and BIFF8): every cell as its format shows it ([MS-XLS] 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from decimal import Decimal

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import ENCRYPTED, Limits
from mingzhang.documents.readers.sheets.compound import workbook_stream
from mingzhang.documents.readers.sheets.formats import BUILT_IN, GENERAL, Show, number_of
from mingzhang.documents.readers.sheets.package import BROKEN
from mingzhang.documents.readers.sheets.raw import RawSheet
from mingzhang.documents.readers.sheets.strings import SharedStrings, text_of

_BOF, _EOF, _CONTINUE, _PASSWORD = 0x809, 0x0A, 0x3C, 0x2F
_FORMAT, _XF, _SHEET, _DATEMODE, _STRINGS = 0x41E, 0xE0, 0x85, 0x22, 0xFC
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_SHARED, _LABEL, _RICH, _RESULT = 0xFD, 0x204, 0xD6, 0x207
_ROW, _COLUMNS, _WINDOW, _MERGED = 0x208, 0x7D, 0x23E, 0xE5
_BIFF8 = 0x600
_NO_NUMBER = b"\xff\xff"  # at the end of a result that is a text, a truth or an error
_TEXT_RESULT, _TRUTH_RESULT, _ERROR_RESULT = 0, 1, 2
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_WORKSHEET = 0


def read_xls(data: bytes, limits: Limits, show: Show) -> tuple[list[RawSheet], list[str]]:
    """Return the visible sheets and what else of the workbook is not read.

    `show` writes a number by its format. Raises Unreadable: broken, encrypted, beyond a limit.
    """
    try:
        return _Reader(workbook_stream(data), limits, show).sheets()
    except (struct.error, IndexError, KeyError, StopIteration, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(BROKEN) from error


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part of the stream, from its beginning to its end."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return


class _Reader:
    """A workbook while it is read."""

    def __init__(self, stream: bytes, limits: Limits, show: Show) -> None:
        self._stream, self._limits, self._show = stream, limits, show
        self._version = 0
        self._since_1904 = False
        self._parts: list[tuple[int, int, int, str]] = []
        self._formats: list[str] = []
        self._strings = SharedStrings([])
        self._cells = 0
        self._globals()

    def sheets(self) -> tuple[list[RawSheet], list[str]]:
        """Return the visible sheets and what is not read. Raises Unreadable."""
        found, unread = [], []
        for at, state, kind, name in self._parts:
            if state:
                unread.append(f"隐藏的工作表“{name}”")
            elif kind != _WORKSHEET:
                unread.append(f"图表工作表“{name}”")
            else:
                found.append(self._sheet(name, at))
        if not found and not unread:
            raise Unreadable(BROKEN)
        return found, unread

    def _globals(self) -> None:
        codes, styles = dict(BUILT_IN), []
        segments: list[bytes] = []
        last = 0
        for kind, body in _records(self._stream, 0):
            if kind == _BOF and not self._version:
                self._version = struct.unpack_from("<H", body)[0]
            elif kind == _PASSWORD:
                raise Unreadable(ENCRYPTED)
            elif kind == _FORMAT:
                number = struct.unpack_from("<H", body)[0]
                codes[number] = text_of(body, 2, wide=self._is_new, short=not self._is_new)
            elif kind == _XF:
                styles.append(struct.unpack_from("<H", body, 2)[0])
            elif kind == _SHEET:
                at, state, sort = struct.unpack_from("<IBB", body)
                name = text_of(body, 6, wide=self._is_new, short=True)
                self._parts.append((at, state & 3, sort, name))
            elif kind == _DATEMODE:
                self._since_1904 = body[:1] == b"\x01"
            elif kind == _STRINGS or (kind == _CONTINUE and last == _STRINGS):
                segments.append(body)
            last = last if kind == _CONTINUE else kind
        self._strings = SharedStrings(segments)
        self._formats = [codes.get(each, GENERAL) for each in styles]

    @property
    def _is_new(self) -> bool:
        """Tell whether texts are Unicode (BIFF8)."""
        return self._version >= _BIFF8

    def _sheet(self, name: str, at: int) -> RawSheet:
        found = RawSheet(name)
        zeros = [True]
        numbers: dict[tuple[int, int], tuple[Decimal, int]] = {}
        waiting: tuple[int, int] | None = None
        for kind, body in _records(self._stream, at):
            if kind == _RESULT and waiting is not None:
                self._put(found, waiting, text_of(body, 0, wide=self._is_new))
            elif kind in (_ROW, _COLUMNS, _MERGED, _WINDOW):
                _lines(kind, body, found, zeros)
            elif kind == _MULRK:
                numbers.update(_several(body))
            elif kind in (_NUMBER, _RK, _FORMULA, _BOOLERR, _SHARED, _LABEL, _RICH):
                row, column, style = struct.unpack_from("<3H", body)
                waiting = (row, column) if kind == _FORMULA else waiting
                if (number := _number(kind, body)) is not None:
                    numbers[row, column] = (number, style)
                else:
                    self._worded(found, (row, column), kind, body)
        for place, (number, style) in numbers.items():
            if number or zeros[0]:
                code = self._formats[style] if style < len(self._formats) else GENERAL
                self._put(found, place, self._show(number, code, since_1904=self._since_1904))
        return found

    def _worded(self, found: RawSheet, place: tuple[int, int], kind: int, body: bytes) -> None:
        """Take a cell with a text, a truth or an error."""
        if kind == _SHARED:
            self._put(found, place, self._strings[struct.unpack_from("<I", body, 6)[0]])
        elif kind in (_LABEL, _RICH):
            self._put(found, place, text_of(body, 6, wide=self._is_new))
        elif (error := _error(kind, body)) is not None:
            found.errors.append(place)
            self._put(found, place, error)
        elif (truth := _truth(kind, body)) is not None:
            self._put(found, place, "是" if truth else "否")

    def _put(self, found: RawSheet, place: tuple[int, int], text: str) -> None:
        if not text:
            return
        self._cells += 1
        if self._cells > self._limits.cells:
            raise Unreadable(f"单元格超过{self._limits.cells}个")
        found.cells[place] = text


def _lines(kind: int, body: bytes, found: RawSheet, zeros: list[bool]) -> None:
    """Take what is said of rows, columns, merged cells and the whole sheet."""
    if kind == _ROW:
        if struct.unpack_from("<H", body, 12)[0] & 0x20:
            found.hidden_rows.add(struct.unpack_from("<H", body)[0])
    elif kind == _COLUMNS:
        first, last, width, _, flags = struct.unpack_from("<5H", body)
        if flags & 1 or not width:
            found.hidden_columns.append((first, last))
    elif kind == _WINDOW:
        zeros[0] = bool(struct.unpack_from("<H", body)[0] & 0x10)
    else:
        for n in range(struct.unpack_from("<H", body)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", body, 2 + 8 * n)
            if top <= bottom and left <= right:
                found.spans[top, left] = (bottom - top + 1, right - left + 1)


def _several(body: bytes) -> Iterator[tuple[tuple[int, int], tuple[Decimal, int]]]:
    """Yield the numbers of a run of cells, each with its place and style."""
    row, column = struct.unpack_from("<HH", body)
    for n in range((len(body) - 6) // 6):
        style, packed = struct.unpack_from("<HI", body, 4 + 6 * n)
        if (number := _unpacked(packed)) is not None:
            yield (row, column + n), (number, style)


def _number(kind: int, body: bytes) -> Decimal | None:
    """Return the number of a record; None where it holds anything else."""
    if kind == _RK:
        return _unpacked(struct.unpack_from("<I", body, 6)[0])
    if kind == _NUMBER or (kind == _FORMULA and body[12:14] != _NO_NUMBER):
        return number_of(repr(struct.unpack_from("<d", body, 6)[0]))
    return None


def _unpacked(packed: int) -> Decimal | None:
    """Return the number of an RK: an integer or half a double, or a hundredth of it."""
    if packed & 2:
        value = float((packed >> 2) - ((packed >> 31) << 30))
    else:
        value = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return number_of(repr(value / 100 if packed & 1 else value))


def _error(kind: int, body: bytes) -> str | None:
    """Return the error that stands in a cell, None where none does."""
    if kind == _BOOLERR:
        return _ERRORS.get(body[6], "#N/A") if body[7] else None
    if kind == _FORMULA and body[6] == _ERROR_RESULT:
        return _ERRORS.get(body[8], "#N/A")
    return None


def _truth(kind: int, body: bytes) -> bool | None:
    if kind == _BOOLERR:
        return bool(body[6])
    return bool(body[8]) if kind == _FORMULA and body[6] == _TRUTH_RESULT else None
