"""The XML parts of a packed spreadsheet (xlsx, ods), unpacked within bounds.

Cells and rows without content are taken out of a sheet before it is parsed: a sheet may format a
million of them.
"""

from __future__ import annotations

import zipfile
import zlib

from lxml import etree

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import Limits
from mingzhang.documents.readers.unpacking import Unpacking, plain
from mingzhang.kernel.regex import lazy_regex

BROKEN = "工作簿不完整或已损坏，读不出来"
_BLANK = lazy_regex(rb"<(?:[a-z]{1,4}:)?c(?: [^<>]*)?/>")
_BLANK_ROW = lazy_regex(
    rb'<(?:[a-z]{1,4}:)?row [^<>]*?\br="[0-9]+"[^<>]*(?:/>|>\s*</(?:[a-z]{1,4}:)?row>)'
)


def unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the XML parts by name. Raises Unreadable: broken, encrypted, or beyond a limit."""
    try:
        package = Unpacking(data, limits)
        return {
            plain(entry.filename): package.read(entry)
            for entry in package.entries
            if entry.filename.lower().endswith((".xml", ".rels"))
        }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(BROKEN) from error


def parsed(data: bytes | None, *, cells: bool = False) -> etree._Element | None:
    """Return the root of a part, None where there is none, or none that may be parsed.

    `cells`: it is a sheet of an xlsx, whose blank cells need not be parsed.
    """
    if data is None or b"<!DOCTYPE" in data.replace(b"\x00", b""):
        return None
    if cells and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        data = _BLANK_ROW.sub(b"", _BLANK.sub(b"", data))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
