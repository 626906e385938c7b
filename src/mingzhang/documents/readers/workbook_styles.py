"""Which numbers of an xlsx are shown as percentages, and the proof that it unpacks within bounds.

A cell with 95% in it holds 0.95 and a format; without the format a rate would be read a hundred
times too small.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import MIB, Limits
from mingzhang.kernel.regex import lazy_regex

_BUILT_IN = frozenset({9, 10})  # 0% and 0.00%
_QUOTED = lazy_regex(r'"[^"]*"|\\.|_.|\*.')
_CELL = lazy_regex(r"([A-Z]{1,3})([0-9]{1,7})")
_CHUNK = 64 * 1024
_SMALL = MIB  # a part up to this size may expand as it likes
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Percents:
    """The places, counted from 0, of numbers shown as percentages, by sheet."""

    places: dict[str, frozenset[tuple[int, int]]] = field(default_factory=dict)

    def at(self, sheet: str, row: int, column: int) -> bool:
        """Tell whether the number at a place is shown as a percentage."""
        return (row, column) in self.places.get(sheet, ())


def percents(data: bytes, limits: Limits) -> Percents:
    """Return where an xlsx shows percentages; nowhere, where its styles cannot be told.

    Raises Unreadable: broken, or beyond a limit when unpacked, whatever it says of its sizes.
    """
    parts = _unpacked(data, limits)
    styles = _xml(parts, "xl/styles.xml")
    chosen = _percent_styles(styles) if styles is not None else frozenset()
    if not chosen:
        return Percents()
    found = {}
    for name, part in _sheets(parts):
        sheet = _xml(parts, part)
        if sheet is not None:
            found[name] = frozenset(_places(sheet, chosen))
    return Percents(found)


def _unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the XML parts by name, every part unpacked by pieces and counted."""
    total, parts = 0, {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > limits.zip_entries:
                raise Unreadable(f"压缩包里有{len(entries)}个文件，超过上限{limits.zip_entries}个")
            for entry in entries:
                pieces = []
                with package.open(entry) as part:
                    size = 0
                    while piece := part.read(_CHUNK):
                        size += len(piece)
                        total += len(piece)
                        _refuse(size, total, entry.compress_size, limits)
                        pieces.append(piece)
                if entry.filename.endswith((".xml", ".rels")):
                    parts[entry.filename.replace("\\", "/").lstrip("/")] = b"".join(pieces)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("工作簿不完整或已损坏，读不出来") from error
    return parts


def _refuse(size: int, total: int, packed: int, limits: Limits) -> None:
    if size > max(_SMALL, limits.expansion * packed):
        raise Unreadable(f"压缩包里的内容展开超过{limits.expansion}倍，疑为压缩炸弹")
    if size > limits.part_bytes or total > limits.total_bytes:
        raise Unreadable(f"压缩包展开后超过上限{limits.part_bytes // MIB}MB")


def _xml(parts: dict[str, bytes], name: str) -> etree._Element | None:
    data = parts.get(name)
    if data is None or b"<!DOCTYPE" in data.replace(b"\x00", b""):
        return None
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _percent_styles(styles: etree._Element) -> frozenset[str]:
    """Return the numbers of the cell styles whose format is a percentage."""
    formats = {
        int(each.get("numFmtId") or 0): each.get("formatCode") or ""
        for each in styles.iter("{*}numFmt")
    }
    rates = {number for number, code in formats.items() if "%" in _QUOTED.sub("", code)}
    rates |= _BUILT_IN - formats.keys()
    cells = styles.find("{*}cellXfs")
    return frozenset(
        str(place)
        for place, each in enumerate(() if cells is None else cells)
        if int(each.get("numFmtId") or 0) in rates
    )


def _sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the sheets' names with the names of their parts."""
    book, relations = _xml(parts, "xl/workbook.xml"), _xml(parts, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return
    targets = {each.get("Id"): each.get("Target") or "" for each in relations}
    for sheet in book.iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target if target.startswith("/") else f"/xl/{target}"
        yield sheet.get("name") or "", posixpath.normpath(part).lstrip("/")


def _places(sheet: etree._Element, chosen: frozenset[str]) -> Iterator[tuple[int, int]]:
    for cell in sheet.iter("{*}c"):
        match = _CELL.fullmatch(cell.get("r") or "")
        if match and cell.get("s") in chosen and (cell.get("t") or "n") == "n":
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            yield int(match[2]) - 1, column - 1
