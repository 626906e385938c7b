"""The older format where it is broken, encrypted, or written in other ways than usual."""

from __future__ import annotations

import struct

import pytest

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import LIMITS
from mingzhang.documents.readers.sheets.formats import shown
from mingzhang.documents.readers.sheets.xls import read_xls

_BOF8 = struct.pack("<8H", 0x600, 5, 0, 0, 0, 0, 0, 0)
_BOF5 = struct.pack("<4H", 0x500, 5, 0, 0)
_STYLE = struct.pack("<8H", 0, 2, 0, 0, 0, 0, 0, 0)  # format 2 is 0.00


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _stream(start: bytes, name: bytes, cells: bytes, *, more: bytes = b"", state: int = 0) -> bytes:
    """Give a workbook of one sheet: what opens it, the sheet's name and records, globals."""

    def head(at: int) -> bytes:
        sheet = struct.pack("<IBB", at, state, 0) + name
        styles = _record(0xE0, _STYLE)
        return _record(0x809, start) + more + styles + _record(0x85, sheet) + _record(0x0A)

    return head(len(head(0))) + _record(0x809, start) + cells + _record(0x0A)


_NAME8 = b"\x01\x01" + "表".encode("utf-16-le")
_NAME5 = bytes([2]) + "表".encode("gb18030")


def _read(data: bytes) -> dict[tuple[int, int], str]:
    (sheet,), _ = read_xls(data, LIMITS, shown)
    assert sheet.name == "表"
    return sheet.cells


def test_packed_numbers_are_numbers() -> None:
    integer, hundredth = (12 << 2) | 2, (1234 << 2) | 3
    negative = ((-5 & 0x3FFFFFFF) << 2) | 2
    half = struct.unpack("<Q", struct.pack("<d", 2.5))[0] >> 32
    run = b"".join(struct.pack("<HI", 0, packed) for packed in (integer, hundredth, negative, half))
    cells = _record(0xBD, struct.pack("<HH", 0, 0) + run + struct.pack("<H", 3))
    assert list(_read(_stream(_BOF8, _NAME8, cells)).values()) == [
        "12.00",
        "12.34",
        "-5.00",
        "2.50",
    ]


def test_a_text_goes_on_in_the_next_record_in_other_signs() -> None:
    first = struct.pack("<II", 1, 2) + struct.pack("<HB", 4, 0) + b"ab"
    rest = b"\x01" + "甲乙".encode("utf-16-le")
    rich = struct.pack("<HBHI", 1, 0x0D, 1, 3) + "丙".encode("utf-16-le") + b"\0" * 7
    table = _record(0xFC, first) + _record(0x3C, rest + rich)
    cells = b"".join(_record(0xFD, struct.pack("<3HI", n, 0, 0, n)) for n in (0, 1))
    read = _read(_stream(_BOF8, _NAME8, cells, more=table))
    assert list(read.values()) == ["ab甲乙", "丙"]


def test_a_file_before_unicode_is_read() -> None:
    label = struct.pack("<4H", 0, 0, 0, 4) + "合计".encode("gb18030")
    number = struct.pack("<3Hd", 0, 1, 0, 12.3)
    cells = _record(0x204, label) + _record(0x203, number)
    assert _read(_stream(_BOF5, _NAME5, cells)) == {(0, 0): "合计", (0, 1): "12.30"}


def test_a_formula_gives_a_text_an_error_or_a_truth() -> None:
    def result(row: int, sort: int, value: int) -> bytes:
        held = struct.pack("<BxBxxxH", sort, value, 0xFFFF)
        return _record(0x06, struct.pack("<3H", row, 0, 0) + held)

    text = _record(0x207, struct.pack("<HB", 2, 1) + "甲乙".encode("utf-16-le"))
    data = _stream(_BOF8, _NAME8, result(0, 0, 0) + text + result(1, 2, 0x17) + result(2, 1, 1))
    (sheet,), _ = read_xls(data, LIMITS, shown)
    assert list(sheet.cells.values()) == ["甲乙", "#REF!", "是"]
    assert sheet.errors == [(1, 0)]


def test_a_hidden_sheet_is_said() -> None:
    data = _stream(_BOF8, _NAME8, b"", state=1)
    assert read_xls(data, LIMITS, shown) == ([], ["隐藏的工作表“表”"])


def test_a_password_is_said() -> None:
    with pytest.raises(Unreadable, match="加密"):
        read_xls(_stream(_BOF8, _NAME8, b"", more=_record(0x2F, b"\0\0")), LIMITS, shown)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        b"\xd0\xcf\x11\xe0" + b"\xff" * 2000,
        _record(0x809, _BOF8),
        _stream(_BOF8, _NAME8, _record(0x203, b"\0")),
    ],
)
def test_what_is_broken_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="损坏"):
        read_xls(data, LIMITS, shown)
