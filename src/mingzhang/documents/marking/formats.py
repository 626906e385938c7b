"""Which files have marked copies, and what serves instead of them for the others."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import cast

from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.marking.model import MarkedCopy, Marker, Note, Unmarkable
from mingzhang.documents.readers.limits import kind_of

_HERE = "mingzhang.documents.marking"
#: By what a file is, whatever its name says; a module is imported with its first file.
_MARKERS = {
    "docx": f"{_HERE}.docx:mark_docx",
    "pdf": f"{_HERE}.pdf:mark_pdf",
    "xlsx": f"{_HERE}.xlsx:mark_xlsx",
}
_SAVED_AS = {
    "doc": "另存为docx",
    "ole": "另存为docx",
    "rtf": "另存为docx",
    "xls": "另存为xlsx",
    "odf": "另存为docx或xlsx",
}
_PAGE = "用--format html生成在原文里标出问题的网页"


def mark(data: bytes, document: SourceDocument, notes: Sequence[Note]) -> MarkedCopy:
    """Return a marked copy of a file, from its bytes and the document as read from them.

    Raises Unmarkable for a kind of file that takes no notes, and for a file that cannot be changed.
    """
    kind = kind_of(data)
    if kind not in _MARKERS:
        way = f"{_SAVED_AS[kind]}再检查，或" if kind in _SAVED_AS else ""
        raise Unmarkable(f"这种文件不能加批注，可{way}{_PAGE}")
    module, _, function = _MARKERS[kind].partition(":")
    return cast(Marker, getattr(importlib.import_module(module), function))(data, document, notes)
