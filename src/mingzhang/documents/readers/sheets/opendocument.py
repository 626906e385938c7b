"""The sheets of an ods: every cell as the file says that it is shown.

The format writes what a cell shows beside its value, so nothing is computed here; repeated cells
are written once (OpenDocument 1.2, part 1, chapter 9).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import ENCRYPTED, Limits
from mingzhang.documents.readers.sheets.formats import GENERAL, as_read, number_of, typed
from mingzhang.documents.readers.sheets.package import BROKEN, parsed, unpacked
from mingzhang.documents.readers.sheets.raw import UNTOLD, RawSheet
from mingzhang.kernel.regex import lazy_regex

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_HIDDEN = frozenset({"collapse", "filter"})
_ERROR = lazy_regex(r"#[A-Z/0]+[!?]|#N/A|Err:[0-9]{3}|#[A-Z]+!")
_MOST_SPACES = 64
_CALCULATED = frozenset({"float", "percentage", "currency"})


def read_ods(data: bytes, limits: Limits, *, exact: bool) -> tuple[list[RawSheet], list[str]]:
    """Return the visible sheets and the names of the hidden ones as parts not read.

    `exact`: numbers as they were typed rather than as they are shown.

    Raises Unreadable: broken, encrypted, no spreadsheet (odt), or beyond a limit.
    """
    parts = unpacked(data, limits)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Unreadable(ENCRYPTED)
    root = parsed(parts.get("content.xml"))
    if root is None:
        raise Unreadable(BROKEN)
    book = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if book is None:
        raise Unreadable("文件是开放文档，但不是电子表格（ods）；请另存为docx或xlsx后再检查")
    unseen = _unseen(root)
    reader = _Reader(limits, exact=exact)
    sheets, unread = [], []
    for table in book.iterfind(f"{_TABLE}table"):
        name = table.get(f"{_TABLE}name") or ""
        if table.get(f"{_TABLE}style-name") in unseen:
            unread.append(f"隐藏的工作表“{name}”")
        else:
            sheets.append(reader.sheet(name, table))
    return sheets, unread


def _unseen(root: etree._Element) -> set[str]:
    """Return the names of the styles of hidden sheets."""
    found = set()
    for style in root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style"):
        properties = style.find(f"{_STYLE}table-properties")
        if properties is not None and properties.get(f"{_TABLE}display") == "false":
            found.add(style.get(f"{_STYLE}name") or "")
    return found


class _Reader:
    """Reads the sheets of one file, whose cells are counted together."""

    def __init__(self, limits: Limits, *, exact: bool) -> None:
        self._limits, self._exact = limits, exact
        self._cells = 0

    def sheet(self, name: str, table: etree._Element) -> RawSheet:
        """Return a sheet. Raises Unreadable."""
        found = RawSheet(name)
        column = 0
        for each in table.iter(f"{_TABLE}table-column"):
            last = column + _times(each, "columns") - 1
            if each.get(f"{_TABLE}visibility") in _HIDDEN:
                found.hidden_columns.append((column, last))
            column = last + 1
        number = 0
        for row in table.iter(f"{_TABLE}table-row"):
            times = _times(row, "rows")
            cells = list(self._row(row))
            for line in range(number, number + times if cells else number):
                for column, cell, text in cells:
                    self._put(found, (line, column), cell, text)
                if row.get(f"{_TABLE}visibility") in _HIDDEN:
                    found.hidden_rows.add(line)
            number += times
        pictures = (f"{_DRAW}image", f"{_DRAW}text-box", f"{_DRAW}custom-shape")
        found.pictures = next(table.iter(*pictures), None) is not None
        return found

    def _row(self, row: etree._Element) -> Iterator[tuple[int, etree._Element, str]]:
        """Yield the cells of a row that state something or are merged, with their columns."""
        column = 0
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            times = _times(cell, "columns")
            covered = cell.tag.startswith(f"{_TABLE}covered")
            text = "" if covered else _shown(cell, exact=self._exact)
            merged = (cell.get(f"{_TABLE}number-columns-spanned") or "1") != "1"
            merged = merged or (cell.get(f"{_TABLE}number-rows-spanned") or "1") != "1"
            if text or merged:
                if times > self._limits.places:
                    raise Unreadable(f"一行超过{self._limits.places}列")
                yield from ((column + n, cell, text) for n in range(times))
            column += times

    def _put(
        self, found: RawSheet, place: tuple[int, int], cell: etree._Element, text: str
    ) -> None:
        rows, columns = (
            int(cell.get(f"{_TABLE}number-{lines}-spanned") or 1) for lines in ("rows", "columns")
        )
        if rows > 1 or columns > 1:
            found.spans[place] = (rows, columns)
        if not text:
            return
        self._cells += 1
        if self._cells > self._limits.cells:
            raise Unreadable(f"单元格超过{self._limits.cells}个")
        if _ERROR.fullmatch(text):
            found.errors.append(place)
        elif text == UNTOLD and cell.get(f"{_TABLE}formula"):
            found.unsolved.append(place)
        found.cells[place] = text


def _times(element: etree._Element, lines: str) -> int:
    return max(int(element.get(f"{_TABLE}number-{lines}-repeated") or 1), 1)


def _shown(cell: etree._Element, *, exact: bool) -> str:
    """Return what a cell shows: its paragraphs, a line each, notes on it left out."""
    lines = ["".join(_letters(each)) for each in cell.iterchildren(f"{_TEXT}p", f"{_TEXT}h")]
    text = "\n".join(lines).strip("\n")
    kind = cell.get(f"{_OFFICE}value-type")
    value = number_of(cell.get(f"{_OFFICE}value") or "") if kind in _CALCULATED else None
    if kind == "boolean":
        return "是" if cell.get(f"{_OFFICE}boolean-value") == "true" else "否"
    if value is None:
        known = text or kind in ("string", "date", "time")
        return text if known or not cell.get(f"{_TABLE}formula") else UNTOLD
    if exact or not lines:
        return typed(value, "0%" if kind == "percentage" else GENERAL)
    # A number without a letter is one that its format hides.
    return as_read(text, value) if text and kind == "float" else text


def _letters(paragraph: etree._Element) -> Iterator[str]:
    """Yield the text of a paragraph; runs of spaces are written as their number."""
    yield paragraph.text or ""
    for each in paragraph:
        if each.tag == f"{_TEXT}s":
            yield " " * min(int(each.get(f"{_TEXT}c") or 1), _MOST_SPACES)
        elif each.tag == f"{_TEXT}line-break":
            yield "\n"
        elif each.tag == f"{_TEXT}tab":
            yield " "
        elif not each.tag.endswith(("}annotation", "}ruby-text", "}note")):
            yield from _letters(each)
        yield each.tail or ""
