"""Highlights: over exactly the characters that are meant, on pages however they are turned."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from mingzhang.docmodel.source import SourceDocument, Span
from mingzhang.documents.marking.model import MarkedCopy, Note, Tone
from mingzhang.documents.marking.pdf import mark_pdf
from mingzhang.documents.readers.pdf.read import read_pdf
from tests.unit.documents.marking.highlighted import highlights

_LINES = ("In total 880.50 of which", "basic 500.20 and", "projects 380.30 in all")


def made(*, extra: str = "", lines: tuple[str, ...] = _LINES, pages: int = 1) -> bytes:
    """Give a PDF with these lines on each page; `extra` goes into the pages' dictionaries."""
    drawn = " ".join(
        f"BT /F1 14 Tf 1 0 0 1 60 {700 - 24 * n} Tm ({line}) Tj ET" for n, line in enumerate(lines)
    )
    kids = " ".join(f"{5 + n} 0 R" for n in range(pages))
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {extra} /Contents 3 0 R "
        "/Resources << /Font << /F1 4 0 R >> >> >>"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *[page] * pages,
    ]
    out, starts = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n"
    return (out + f"{out.index('xref')}\n%%EOF\n").encode()


def marked(data: bytes, *spans: tuple[Span, ...], tone: Tone = Tone.ERROR) -> MarkedCopy:
    """Mark pieces of the text; the copy reads as the file does, and comes out the same twice."""
    document = read_pdf(data, "文.pdf")
    notes = [Note(each, f"第{n}条\n说", tone) for n, each in enumerate(spans, 1)]
    copy = mark_pdf(data, document, notes)
    assert read_pdf(copy.data, "文.pdf") == document
    assert mark_pdf(data, document, notes).data == copy.data
    return copy


def at(document: SourceDocument, words: str) -> Span:
    """Give the first place of some words."""
    start = document.text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    "extra",
    ["", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox [40 300 500 800]",
     "/Rotate 90 /CropBox [40 300 500 800]"],
)  # fmt: skip
def test_a_highlight_lies_over_the_figure_alone(extra: str) -> None:
    data = made(extra=extra)
    document = read_pdf(data, "文.pdf")
    copy = marked(data, (at(document, "880.50"),), (at(document, "380.30"),))
    assert highlights(copy.data) == [(0, "880.50", "第1条\n说"), (0, "380.30", "第2条\n说")]
    assert (copy.placed, copy.elsewhere, copy.remarks) == (2, 0, ())


def test_pieces_of_several_lines_are_one_note() -> None:
    data = made()
    document = read_pdf(data, "文.pdf")
    copy = marked(data, (at(document, "of which"), at(document, "500.20")))
    assert highlights(copy.data) == [(0, "of which|500.20", "第1条\n说")]


def test_every_page_that_a_note_reaches_has_it() -> None:
    data = made(pages=3)
    document = read_pdf(data, "文.pdf")
    start = document.text.rindex("880.50")
    copy = marked(data, (at(document, "880.50"), Span(start, start + 6)))
    assert [(page, below) for page, below, _ in highlights(copy.data)] == [
        (0, "880.50"),
        (2, "880.50"),
    ]


def test_a_note_on_the_whole_stands_in_the_corner() -> None:
    copy = marked(made(), (), tone=Tone.HINT)
    assert [(page, note) for page, _, note in highlights(copy.data)] == [(0, "第1条\n说")]
    assert (copy.placed, copy.elsewhere) == (0, 1)


@pytest.mark.parametrize("tone", list(Tone))
def test_the_page_shows_the_colour_and_the_words_below(tone: Tone) -> None:
    data = made()
    document = read_pdf(data, "文.pdf")
    copy = marked(data, (at(document, "880.50"),), tone=tone)
    with pdfium.PdfDocument(data) as plain, pdfium.PdfDocument(copy.data) as coloured:
        before, after = (each[0].render(scale=1).to_numpy() for each in (plain, coloured))
    changed = (before != after).any(axis=2)
    assert 200 < changed.sum() < 2000
    assert after[changed].max() > 150  # light where the paper was
    assert after[changed].min() < 110  # and dark where the ink is
