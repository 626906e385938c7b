"""Which reader reads a file: chosen by its suffix, refused when its content is something else.

Adding a reader is adding one row. A reader's module is imported when the first of its files comes,
so that a text costs nothing of what a Word document needs.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import cast

from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.readers.limits import ENCRYPTED, kind_name, kind_of
from mingzhang.documents.readers.sandbox import Reader


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """The suffixes of a file name, what the content may then be (`kind_of`), and who reads it.

    `content` "" is content that nothing tells: plain text. A `reader` is `module:function`.
    """

    suffixes: tuple[str, ...]
    content: tuple[str, ...]
    reader: str


_HERE = "mingzhang.documents.readers"
_SHEETS = "read_spreadsheet"
ROWS = (
    ReaderRow((".txt", ".text"), ("", "xml"), f"{_HERE}.typed.text:read_text"),
    ReaderRow((".md", ".markdown"), ("", "html", "xml"), f"{_HERE}.typed.markdown:read_markdown"),
    ReaderRow(
        (".html", ".htm", ".xhtml", ".shtml"), ("html", "xml", ""), f"{_HERE}.web.html:read_html"
    ),
    ReaderRow((".csv", ".tsv", ".tab"), ("", "xml"), f"{_HERE}.sheets.delimited:read_delimited"),
    ReaderRow(
        (".xlsx", ".xlsm", ".xls", ".et"), ("xlsx", "xls"), f"{_HERE}.sheets.workbook:{_SHEETS}"
    ),
    ReaderRow((".ods",), ("odf",), f"{_HERE}.sheets.workbook:{_SHEETS}"),
    # What systems export as xls is often a web page or a text with tabs.
    ReaderRow((".xls", ".et"), ("html",), f"{_HERE}.web.html:read_html"),
    ReaderRow((".xls", ".et"), ("",), f"{_HERE}.sheets.delimited:read_delimited"),
    ReaderRow((".docx", ".docm"), ("docx",), f"{_HERE}.word.docx:read_docx"),
    # Offices keep these suffixes whatever they save; Word and WPS open them all without a word.
    ReaderRow((".doc", ".wps", ".dot", ".wpt"), ("docx",), f"{_HERE}.word.docx:read_docx"),
    ReaderRow((".doc", ".wps"), ("html",), f"{_HERE}.web.html:read_html"),
    ReaderRow((".doc", ".wps", ".dot", ".wpt"), ("doc", "ole"), f"{_HERE}.word.doc:read_doc"),
    ReaderRow((".doc", ".wps", ".rtf"), ("rtf",), f"{_HERE}.word.doc:read_rtf"),
    ReaderRow((".pdf",), ("pdf",), f"{_HERE}.pdf.read:read_pdf"),
)
#: Suffixes that nobody asks for by name, the others being told.
_RARE = frozenset({".text", ".markdown", ".htm", ".xhtml", ".shtml", ".tsv", ".tab"}) | {
    ".docm", ".dot", ".wpt", ".xlsm",
}  # fmt: skip
_AS_TEXT = "请用Word或WPS打开，另存为docx或txt后再检查"
_AS_TABLE = "请把其中的表逐张另存为csv后再检查"
_UNPACKED = "请先解压，再检查其中的文件"
_RECOGNISED = "请先识别成文字，存为docx或txt后再检查"
#: What to do with a file that no reader reads, by its content or, where that tells nothing, suffix.
_WAYS = {
    **dict.fromkeys(("ofd", "mht", "wordxml", "ole"), _AS_TEXT),
    "odf": "请另存为docx（文字）或csv（表格）后再检查",
    **dict.fromkeys(("xlsx", "xls", "xlsb"), _AS_TABLE),
    **dict.fromkeys(("zip", "rar", "7z", "gz"), _UNPACKED),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp"), _RECOGNISED),
}
_LOCKS = ("~$", ".~")
_RESULT = b'<meta name="generator" content="mingzhang check">'
_HEAD = 2048  # bytes that tell what a page is


def suffixes() -> tuple[str, ...]:
    """Return every suffix that can be read, each once, as the rows have them."""
    return tuple(dict.fromkeys(each for row in ROWS for each in row.suffixes))


def read(data: bytes, name: str) -> SourceDocument:
    """Return a file as the reader for its suffix and content reads it.

    A name without a suffix goes by its content. Raises Unreadable: no reader for the suffix, a
    content that the suffix does not promise (renamed, encrypted, broken), or the reader's own.
    """
    suffix = PurePath(name).suffix.lower()
    rows = [row for row in ROWS if not suffix or suffix in row.suffixes]
    kind = kind_of(data)
    if kind == "encrypted":
        raise Unreadable(ENCRYPTED)
    fitting = next((row for row in rows if kind in row.content), None)
    if not data:
        # Every reader says the same of an empty file, also of one whose suffix nobody reads.
        fitting = fitting or ROWS[0]
    if fitting is None:
        raise Unreadable(_refusal(suffix, kind, known=bool(rows)))
    module, _, function = fitting.reader.partition(":")
    return cast(Reader, getattr(importlib.import_module(module), function))(data, name)


def passed_over(path: Path) -> str:
    """Return why a file of a folder is none of its documents; "" for one that may be.

    That are locks, which Word, WPS and LibreOffice leave beside a document that is open, and pages
    with results of this program.
    """
    if path.name.startswith(_LOCKS):
        return "是正在编辑的文档留下的临时文件，已跳过"
    if path.suffix.lower() in (".html", ".htm"):
        try:
            with path.open("rb") as file:
                return "是检查结果的网页，已跳过" if _RESULT in file.read(_HEAD) else ""
        except OSError:
            return ""
    return ""


def _refusal(suffix: str, kind: str, *, known: bool) -> str:
    """Return why no reader fits, and what its owner can do."""
    readable = "、".join(each.lstrip(".") for each in suffixes() if each not in _RARE)
    way = _WAYS.get(kind) or _WAYS.get(suffix.lstrip("."), "")
    can = f"能读的有{readable}"
    if not kind:
        if known:
            return f"文件内容不像{suffix}文件，可能已损坏"
        return f"后缀{suffix}的文件还不能读{f'：{way}' if way else ''}。{can}"
    said = f"文件内容是{kind_name(kind)}"
    if any(kind in row.content for row in ROWS):
        return f"{said}，与后缀{suffix}不符；请改正后缀后再检查"
    misnamed = f"，与后缀{suffix}不符" if known and suffix else ""
    return f"{said}{misnamed}；这种文件还不能读{f'：{way}' if way else ''}。{can}"
