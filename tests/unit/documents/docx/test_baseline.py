"""The baseline of the speed comparison prints what the writer prints."""

from __future__ import annotations

from io import BytesIO

import docx

from mingzhang.docmodel.model import Chart, Document, Heading
from mingzhang.documents.docx import write_docx
from tests.unit.documents.docx.unzipped import W, body, text
from tests.unit.documents.sample import sample_document, wide_table
from tools.bench.baseline_docx import baseline_docx


def rows(data: bytes) -> list[list[str]]:
    return [[text(cell) for cell in row.iter(f"{W}tc")] for row in body(data).iter(f"{W}tr")]


def test_same_cells_as_the_writer() -> None:
    document = Document("题", "某局", "2024-01-02", (wide_table("T", 12, 8),))
    above, *own = rows(write_docx(document))
    assert above == ["12行8列的表\t单位：万元"]
    assert rows(baseline_docx(document)) == own


def test_same_headings_and_a_picture_for_each_chart() -> None:
    word = docx.Document(BytesIO(baseline_docx(sample_document())))
    headings = [
        item.text
        for item in word.paragraphs
        if item.style is not None and str(item.style.name).startswith("Heading")
    ]
    blocks = sample_document().blocks
    assert headings == [block.text for block in blocks if isinstance(block, Heading)]
    assert len(word.inline_shapes) == sum(isinstance(block, Chart) for block in blocks)
