"""Which reader reads a file: chosen by its suffix, refused when its content is something else.

Adding a reader is adding one row. A reader's module is imported when the first of its files comes,
so that a text costs nothing of what a Word document needs.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import cast

from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.readers.limits import kind_name, kind_of
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
ROWS = (
    ReaderRow((".txt", ".text"), ("", "xml"), f"{_HERE}.text:read_text"),
    ReaderRow((".md", ".markdown"), ("", "html", "xml"), f"{_HERE}.markdown:read_markdown"),
    ReaderRow(
        (".html", ".htm", ".xhtml", ".shtml"), ("html", "xml", ""), f"{_HERE}.html:read_html"
    ),
    ReaderRow((".csv", ".tsv", ".tab"), ("", "xml"), f"{_HERE}.delimited:read_delimited"),
    ReaderRow((".docx", ".docm"), ("docx",), f"{_HERE}.docx:read_docx"),
    # Offices keep these suffixes whatever they save; Word and WPS open them all without a word.
    ReaderRow((".doc", ".wps", ".dot", ".wpt"), ("docx",), f"{_HERE}.docx:read_docx"),
    ReaderRow((".doc", ".wps"), ("html",), f"{_HERE}.html:read_html"),
    ReaderRow((".doc", ".wps", ".dot", ".wpt"), ("doc", "ole"), f"{_HERE}.doc:read_doc"),
    ReaderRow((".doc", ".wps", ".rtf"), ("rtf",), f"{_HERE}.doc:read_rtf"),
)
_ENCRYPTED = "文件已加密，请先用密码打开并另存为不加密的文件"


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
        raise Unreadable(_ENCRYPTED)
    fitting = next((row for row in rows if kind in row.content), None)
    if not data:
        # Every reader says the same of an empty file, also of one whose suffix nobody reads.
        fitting = fitting or ROWS[0]
    if fitting is None:
        raise Unreadable(_refusal(suffix, kind, known=bool(rows)))
    module, _, function = fitting.reader.partition(":")
    return cast(Reader, getattr(importlib.import_module(module), function))(data, name)


def _refusal(suffix: str, kind: str, *, known: bool) -> str:
    """Return why no reader fits, and what its owner can do."""
    readable = "、".join(dict.fromkeys(row.suffixes[0].lstrip(".") for row in ROWS))
    if not kind:
        if known:
            return f"文件内容不像{suffix}文件，可能已损坏"
        return f"后缀{suffix}的文件还不能读；能读的有{readable}"
    said = f"文件内容是{kind_name(kind)}"
    if any(kind in row.content for row in ROWS):
        return f"{said}，与后缀{suffix}不符；请改正后缀后再检查"
    misnamed = f"，与后缀{suffix}不符" if known and suffix else ""
    return f"{said}{misnamed}；这种文件还不能读，能读的有{readable}"
