"""What the highlights of a PDF say, and the characters that each of them lies over."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
from pypdfium2 import raw


def highlights(data: bytes) -> list[tuple[int, str, str]]:
    """Give page, words below and note of every highlight, in order."""
    found = []
    with pdfium.PdfDocument(data) as file:
        for number, page in enumerate(file):
            text = page.get_textpage()
            for n in range(raw.FPDFPage_GetAnnotCount(page)):
                note = raw.FPDFPage_GetAnnot(page, n)
                assert raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_HIGHLIGHT
                below = []
                for quad in range(raw.FPDFAnnot_CountAttachmentPoints(note)):
                    corners = raw.FS_QUADPOINTSF()
                    assert raw.FPDFAnnot_GetAttachmentPoints(note, quad, corners)
                    box = corners.x1 + 0.5, corners.y3 + 0.5, corners.x2 - 0.5, corners.y1 - 0.5
                    below.append(text.get_text_bounded(*box).strip())
                found.append((number, "|".join(below), string(note, b"Contents")))
                assert string(note, b"T") == "明账"
                assert not string(note, b"M")
                raw.FPDFPage_CloseAnnot(note)
    return found


def string(note: object, key: bytes) -> str:
    """Give a text of an annotation."""
    size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    room = ctypes.create_string_buffer(size)
    wide = ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFAnnot_GetStringValue(note, key, wide, size)
    return room.raw.decode("utf-16-le").rstrip("\0")
