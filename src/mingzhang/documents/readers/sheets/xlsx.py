"""The sheets of an xlsx or xlsm: every cell as its format shows it.

Read from the XML itself, for the formats, the hidden rows and columns and the formulas without a
result are told nowhere else (ECMA-376, part 1, chapter 18).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from datetime import datetime

from lxml import etree

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import Limits
from mingzhang.documents.readers.sheets.formats import BUILT_IN, GENERAL, Show, number_of
from mingzhang.documents.readers.sheets.package import BROKEN, parsed, unpacked
from mingzhang.documents.readers.sheets.raw import UNTOLD, RawSheet

_TRUE = frozenset({"1", "true", "on"})


def read_xlsx(data: bytes, limits: Limits, show: Show) -> tuple[list[RawSheet], list[str]]:
    """Return the visible sheets and what else of the workbook is not read.

    `show` writes a number by its format.

    Raises Unreadable: broken, binary (xlsb), or beyond a limit.
    """
    parts = unpacked(data, limits)
    if "xl/workbook.xml" not in parts:
        raise Unreadable("工作簿是二进制格式（xlsb），请另存为xlsx后再检查")
    book = parsed(parts["xl/workbook.xml"])
    if book is None:
        raise Unreadable(BROKEN)
    reader = _Reader(parts, book, limits, show)
    sheets, unread = [], []
    for element, part, kind in _sheets(parts, book):
        name = element.get("name") or ""
        if (element.get("state") or "visible") != "visible":
            unread.append(f"隐藏的工作表“{name}”")
        elif kind != "worksheet":
            unread.append(f"图表工作表“{name}”")
        else:
            sheets.append(reader.sheet(name, part))
    if not sheets and not unread:
        raise Unreadable(BROKEN)
    return sheets, unread


def _sheets(
    parts: Mapping[str, bytes], book: etree._Element
) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield the sheets' entries with the names of their parts and the kind of sheet."""
    targets = _relations(parts, "xl/workbook.xml")
    for sheet in book.iter("{*}sheet"):
        linked = next((value for key, value in sheet.items() if str(key).endswith("}id")), "")
        kind, target = targets.get(str(linked), ("", ""))
        yield sheet, target, kind


def _relations(parts: Mapping[str, bytes], name: str) -> dict[str, tuple[str, str]]:
    """Return kind and target of what a part refers to, by the id that it uses."""
    folder, _, own = name.rpartition("/")
    root = parsed(parts.get(f"{folder}/_rels/{own}.rels"))
    found = {}
    for each in () if root is None else root.iter("{*}Relationship"):
        target = each.get("Target") or ""
        path = target if target.startswith("/") else f"/{folder}/{target}"
        kind = (each.get("Type") or "").rpartition("/")[2]
        found[each.get("Id") or ""] = (kind, posixpath.normpath(path).lstrip("/"))
    return found


class _Reader:
    """What all sheets of a workbook share."""

    def __init__(
        self, parts: Mapping[str, bytes], book: etree._Element, limits: Limits, show: Show
    ) -> None:
        self._parts, self._limits, self._show = parts, limits, show
        self._cells = 0
        self._formats = _formats(parsed(parts.get("xl/styles.xml")))
        self._strings = _strings(parsed(parts.get("xl/sharedStrings.xml")))
        properties = book.find("{*}workbookPr")
        self._since_1904 = properties is not None and properties.get("date1904") in _TRUE
        calculation = book.find("{*}calcPr")
        #: The file asks to be calculated before anyone looks, so a result of 0 may be none at all.
        self._stale = calculation is not None and calculation.get("fullCalcOnLoad") in _TRUE

    def sheet(self, name: str, part: str) -> RawSheet:
        """Return a sheet. Raises Unreadable."""
        root = parsed(self._parts.get(part), cells=True)
        if root is None:
            raise Unreadable(BROKEN)
        found = RawSheet(name)
        view = root.find("{*}sheetViews/{*}sheetView")
        zeros = view is None or view.get("showZeros") not in ("0", "false")
        self._columns(root, found)
        formulas = _Formulas()
        hides = root.find("{*}sheetFormatPr[@zeroHeight='1']") is not None
        row_number = -1
        for row in root.iterfind("{*}sheetData/{*}row"):
            row_number = int(row.get("r") or row_number + 2) - 1
            if row.get("hidden") in _TRUE or (hides and row.get("ht") is None):
                found.hidden_rows.add(row_number)
            column = -1
            for cell in row:
                column = _column(cell.get("r") or "", column + 1)
                self._cell(found, cell, (row_number, column), formulas, zeros=zeros)
        if self._stale and formulas.results and not any(formulas.results.values()):
            found.unsolved += formulas.results
            found.cells |= dict.fromkeys(formulas.results, UNTOLD)
        for merge in root.iterfind("{*}mergeCells/{*}mergeCell"):
            _merge(merge.get("ref") or "", found)
        found.pictures = self._has_pictures(part)
        return found

    def _columns(self, root: etree._Element, found: RawSheet) -> None:
        for each in root.iterfind("{*}cols/{*}col"):
            if each.get("hidden") in _TRUE or each.get("width") == "0":
                first, last = int(each.get("min") or 1), int(each.get("max") or 1)
                found.hidden_columns.append((first - 1, last - 1))

    def _cell(
        self,
        found: RawSheet,
        cell: etree._Element,
        place: tuple[int, int],
        formulas: _Formulas,
        *,
        zeros: bool,
    ) -> None:
        kind = cell.get("t") or "n"
        value, formula = _held(cell)
        if not value:
            if formula and kind != "str":
                found.unsolved.append(place)
                found.cells[place] = UNTOLD
            return
        text = self._text(kind, value, cell.get("s"), zeros=zeros)
        if kind == "e":
            found.errors.append(place)
        if formula and kind == "n":
            formulas.results[place] = value.strip(" 0.") != ""
        if text:
            self._cells += 1
            if self._cells > self._limits.cells:
                raise Unreadable(f"单元格超过{self._limits.cells}个")
            found.cells[place] = text

    def _text(self, kind: str, value: str, style: str | None, *, zeros: bool) -> str:
        """Return what a cell shows of a value."""
        match kind:
            case "s":
                place = int(value)
                return self._strings[place] if 0 <= place < len(self._strings) else ""
            case "b":
                return "是" if value.strip() in _TRUE else "否"
            case "n":
                number = number_of(value)
                if number is None or (not zeros and not number):
                    return ""
                return self._show(number, self._format(style), since_1904=self._since_1904)
            case "d":
                return _day(value)
            case _:
                return value

    def _format(self, style: str | None) -> str:
        place = int(style or 0)
        return self._formats[place] if 0 <= place < len(self._formats) else GENERAL

    def _has_pictures(self, part: str) -> bool:
        """Tell whether pictures or boxes with text lie on a sheet."""
        for kind, target in _relations(self._parts, part).values():
            drawn = self._parts.get(target, b"") if kind == "drawing" else b""
            if b":pic>" in drawn or b"<a:t>" in drawn:
                return True
        return False


def _held(cell: etree._Element) -> tuple[str, bool]:
    """Return the value of a cell as the file has it, and whether a formula gave it."""
    value, formula = "", False
    for each in cell:
        tag = each.tag
        if tag.endswith("}v"):
            value = each.text or ""
        elif tag.endswith("}is"):
            value = _written(each)
        elif tag.endswith("}f"):
            formula = True
    return value, formula


class _Formulas:
    """The formulas of a sheet with a number as result, and whether that is other than 0."""

    def __init__(self) -> None:
        self.results: dict[tuple[int, int], bool] = {}


def _formats(styles: etree._Element | None) -> list[str]:
    """Return the number format of each style of cells."""
    if styles is None:
        return []
    codes = dict(BUILT_IN)
    for each in styles.iter("{*}numFmt"):
        codes[int(each.get("numFmtId") or 0)] = each.get("formatCode") or GENERAL
    cells = styles.find("{*}cellXfs")
    return [
        codes.get(int(each.get("numFmtId") or 0), GENERAL)
        for each in (() if cells is None else cells)
    ]


def _strings(root: etree._Element | None) -> list[str]:
    return [] if root is None else [_written(each) for each in root.iterfind("{*}si")]


def _written(element: etree._Element) -> str:
    """Return the text of a string, its runs put together, without what tells its pronunciation."""
    pieces = []
    for each in element:
        if each.tag.endswith("}t"):
            pieces.append(each.text or "")
        elif each.tag.endswith("}r"):
            pieces += (t.text or "" for t in each.iterfind("{*}t"))
    return "".join(pieces)


def _column(reference: str, following: int) -> int:
    """Return the column of a reference (C12), that after the cell before where it has none."""
    column = 0
    for letter in reference:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter.upper()) - ord("A") + 1
    return column - 1 if column else following


def _merge(reference: str, found: RawSheet) -> None:
    first, _, last = reference.partition(":")
    if not last:
        return
    (top, left), (bottom, right) = _place(first), _place(last)
    if 0 <= top <= bottom and 0 <= left <= right:
        found.spans[top, left] = (bottom - top + 1, right - left + 1)


def _place(reference: str) -> tuple[int, int]:
    digits = "".join(each for each in reference if each.isdecimal())
    return int(digits or 0) - 1, _column(reference, -1)


def _day(value: str) -> str:
    try:
        day = datetime.fromisoformat(value)
    except ValueError:
        return value
    return day.date().isoformat() if day.time() == datetime.min.time() else day.isoformat(" ")
