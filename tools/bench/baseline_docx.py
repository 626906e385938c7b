"""A fixed baseline for the docx writer: the same report by python-docx in its ordinary idiom.

Rows, headings, paragraphs and pictures as its documentation shows them (`add_row().cells`,
`cell.text`, `add_picture`). Nothing is slowed on purpose and nothing tuned: fonts, contents,
repeated heads, spans and native charts are left out, all in its favour.
Charts are one picture made beforehand, since python-docx has none.

Run `python -m tools.bench.baseline_docx` from the root for the medians of both on the
sample report and on a table of 250 × 8 (add `--rows 50` for a smaller one).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import cache
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from mingzhang.docmodel.model import (
    Block,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Orientation,
    PageBreak,
    Paragraph,
    Run,
    Table,
)

_PICTURE_PX = (900, 492)
_ROUNDS = 5


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@cache
def _picture() -> bytes:
    """Give a PNG of the size of a chart, with bands of colour."""
    width, height = _PICTURE_PX
    rows = b"".join(
        b"\0" + bytes((band * 28 % 256, band * 60 % 256, 160)) * width
        for band in (row // 60 for row in range(height))
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _add_table(word: WordDocument, block: Table) -> None:
    word.add_paragraph(block.title)
    word.add_paragraph(f"{block.entity} {block.unit} {block.number}")
    table = word.add_table(rows=0, cols=len(block.widths))
    table.style = "Table Grid"
    for row in block.rows:
        cells = table.add_row().cells
        for cell, content in zip(cells, row, strict=False):
            cell.text = _text(content.runs)
    for note in block.notes:
        word.add_paragraph(note)


def _turn(word: WordDocument, wanted: Orientation) -> None:
    last = word.sections[-1]
    orient = WD_ORIENT.LANDSCAPE if wanted is Orientation.LANDSCAPE else WD_ORIENT.PORTRAIT
    if last.orientation == orient:
        word.add_page_break()  # type: ignore[no-untyped-call]
        return
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = orient
    section.page_width, section.page_height = last.page_height, last.page_width


def _add(word: WordDocument, block: Block) -> None:
    match block:
        case Cover():
            for line in block.title + block.lines:
                word.add_paragraph(line)
            word.add_page_break()  # type: ignore[no-untyped-call]
        case Contents():
            word.add_paragraph(block.title)
        case Heading():
            word.add_heading(block.text, level=block.level)
        case Paragraph():
            paragraph = word.add_paragraph()
            for run in block.runs:
                paragraph.add_run(run.text)
        case Table():
            _add_table(word, block)
        case Chart():
            word.add_picture(BytesIO(_picture()), width=Mm(150))
            word.add_paragraph(block.caption)
        case PageBreak():
            _turn(word, block.orientation)


def baseline_docx(document: Document) -> bytes:
    """Give the docx that python-docx makes of a document in its ordinary idiom."""
    word = docx.Document()
    for block in document.blocks:
        _add(word, block)
    out = BytesIO()
    word.save(out)
    return out.getvalue()
