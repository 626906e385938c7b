"""Workbooks made for tests, and what was read of them in a few signs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import xlsxwriter

from mingzhang.docmodel.source import SourceDocument, SourceParagraph

Fill = Callable[[xlsxwriter.Workbook], None]


def book(fill: Fill) -> bytes:
    """Give an xlsx that a function fills."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    fill(made)
    made.close()
    return out.getvalue()


def edited(data: bytes, part: str, changes: Mapping[str, str]) -> bytes:
    """Give a package with pieces of one part replaced, each of which must be there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                text = content.decode()
                for before, after in changes.items():
                    assert re.search(before, text), before
                    text = re.sub(before, after, text, count=1)
                content = text.encode()
            new.writestr(name, content)
    return out.getvalue()


def outline(document: SourceDocument) -> list[str]:
    """Give the blocks of a document: paragraphs as they are, tables as |cell|cell| by rows."""
    found = []
    for block in document.blocks:
        if isinstance(block, SourceParagraph):
            found.append(block.flow.joined(document.text))
            continue
        rows: dict[int, list[str]] = {}
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(cell.flow.joined(document.text))
        found.append("/".join("|".join(row) for row in rows.values()))
    return found


def reasons(document: SourceDocument) -> list[str]:
    """Give why parts were not read."""
    return [each.reason for each in document.unread]
