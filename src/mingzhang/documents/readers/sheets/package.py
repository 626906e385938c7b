"""The XML parts of a packed spreadsheet (xlsx, ods), unpacked within bounds.

A part is counted as it comes out, whatever the package says of its size. Cells and rows without
content are taken out of a sheet before it is parsed: a sheet may format a million of them.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import MIB, Limits
from mingzhang.kernel.regex import lazy_regex

BROKEN = "工作簿不完整或已损坏，读不出来"
ENCRYPTED = "文件已加密，请先用密码打开并另存为不加密的文件"
_CHUNK = 64 * 1024
_SMALL = MIB  # a part up to this size may expand as it likes
_BLANK = lazy_regex(rb"<(?:[a-z]{1,4}:)?c(?: [^<>]*)?/>")
_BLANK_ROW = lazy_regex(
    rb'<(?:[a-z]{1,4}:)?row [^<>]*?\br="[0-9]+"[^<>]*(?:/>|>\s*</(?:[a-z]{1,4}:)?row>)'
)


def unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the XML parts by name. Raises Unreadable: broken, or beyond a limit."""
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
                if entry.filename.lower().endswith((".xml", ".rels")):
                    parts[entry.filename.replace("\\", "/").lstrip("/")] = b"".join(pieces)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(BROKEN) from error
    return parts


def _refuse(size: int, total: int, packed: int, limits: Limits) -> None:
    if size > max(_SMALL, limits.expansion * packed):
        raise Unreadable(f"压缩包里的内容展开超过{limits.expansion}倍，疑为压缩炸弹")
    if size > limits.part_bytes or total > limits.total_bytes:
        raise Unreadable(f"压缩包展开后超过上限{limits.part_bytes // MIB}MB")


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
