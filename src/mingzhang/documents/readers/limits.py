"""What a reader takes on at most, and what a file really is whatever its name says."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from mingzhang.docmodel.source import Unreadable
from mingzhang.kernel.regex import lazy_regex

MIB = 1024 * 1024
ENCRYPTED = "文件已加密，请先用密码打开并另存为不加密的文件"
_HEAD = 4096  # bytes in which a file says what it is
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a reader takes; a file beyond a limit is Unreadable and says which.

    `expansion` is bytes of a packed part for each byte in the file. `nested` is how deep tables
    and boxes may lie in each other; the depth of XML and HTML itself is 256, which the parser
    keeps to. `places` are those that the cells of one table cover. `drawn` are objects on one page
    of a PDF. `seconds` and `memory_bytes` are of a guarded reading (`sandbox`).
    """

    file_bytes: int = 200 * MIB
    zip_entries: int = 20_000
    part_bytes: int = 96 * MIB
    total_bytes: int = 256 * MIB
    expansion: int = 400
    nested: int = 24
    blocks: int = 300_000
    cells: int = 2_000_000
    places: int = 10_000_000
    characters: int = 30_000_000
    pages: int = 5_000
    page_characters: int = 100_000
    drawn: int = 100_000
    seconds: float = 60.0
    memory_bytes: int = 2048 * MIB

    def check_size(self, size: int) -> None:
        """Refuse a file of no or too many bytes. Raises Unreadable."""
        if size == 0:
            raise Unreadable("文件是空的（0字节）")
        if size > self.file_bytes:
            raise Unreadable(f"文件有{size // MIB}MB，超过上限{self.file_bytes // MIB}MB")


LIMITS = Limits()

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
)
# Streams of a compound file, most telling first; names are UTF-16 there.
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_PARTS = (
    (lazy_regex(r"word/document\d*\.xml", re.IGNORECASE), "docx"),
    (lazy_regex(r"xl/workbook\d*\.(xml|bin)", re.IGNORECASE), "xlsx"),
    (lazy_regex(r"ppt/presentation\d*\.xml", re.IGNORECASE), "pptx"),
    (lazy_regex(r"(.*/)?OFD\.xml", re.IGNORECASE), "ofd"),
    (lazy_regex(r"content\.xml", re.IGNORECASE), "odf"),
)
_HTML = lazy_regex(rb"<(!doctype\s+html|html|head|body|table|div|p|meta|title)\b", re.IGNORECASE)
_NAMES = {
    "docx": "Word文档（docx）",
    "doc": "Word 97-2003文档（doc、wps）",
    "xlsx": "Excel工作簿（xlsx）",
    "xls": "Excel 97-2003工作簿（xls、et）",
    "pptx": "演示文稿（pptx）",
    "ppt": "演示文稿（ppt）",
    "ofd": "版式文档（ofd）",
    "odf": "开放文档（odt、ods）",
    "ole": "旧版Office复合文档",
    "encrypted": "加密的Office文档",
    "pdf": "PDF文件",
    "rtf": "RTF文档",
    "rar": "RAR压缩包",
    "7z": "7z压缩包",
    "gz": "gzip压缩包",
    "zip": "ZIP压缩包",
    "png": "PNG图片",
    "jpg": "JPEG图片",
    "gif": "GIF图片",
    "tif": "TIFF图片",
    "mht": "单个文件网页（mht）",
    "html": "网页（html）",
    "wordxml": "Word XML文档（xml）",
    "xml": "XML文件",
    "": "无法识别的文件",
}


def kind_of(data: bytes) -> str:
    """Return what the bytes are: "docx", "doc", "pdf", "html" …; "" when nothing tells.

    "encrypted" is an Office file under a password, "ole" a compound file without a known stream,
    "zip" a package without a known part.
    """
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(_OLE):
        found = (kind for name, kind in _STREAMS if name.encode("utf-16-le") in data)
        return next(found, "ole")
    if data.startswith(b"PK"):
        return _zip_kind(data)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"MIME-Version:") and b"multipart/related" in head:
        return "mht"
    return _markup_kind(data)


def kind_name(kind: str) -> str:
    """Return what a kind is called in a message."""
    return _NAMES[kind]


def refuse_kind(data: bytes, wanted: str) -> None:
    """Raise Unreadable if the bytes tell that they are something other than `wanted`."""
    kind = kind_of(data)
    if kind == wanted:
        return
    if kind == "encrypted":
        raise Unreadable(ENCRYPTED)
    if kind:
        raise Unreadable(f"文件内容是{_NAMES[kind]}，不是{_NAMES[wanted]}")
    raise Unreadable(f"文件内容不是{_NAMES[wanted]}，可能已损坏")


def _zip_kind(data: bytes) -> str:
    import zipfile  # noqa: PLC0415 - a text needs none of it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name.replace("\\", "/").lstrip("/") for name in package.namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "zip"
    for pattern, kind in _PARTS:
        if any(pattern.fullmatch(name) for name in names):
            return kind
    return "zip"


def _markup_kind(data: bytes) -> str:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<?xml"):
        if b'progid="Word.Document"' in head or b"<pkg:package" in head:
            return "wordxml"
        return "html" if re.search(rb"<html\b", head, re.IGNORECASE) else "xml"
    return "html" if _HTML.search(head) else ""
