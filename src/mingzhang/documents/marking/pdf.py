"""Highlights with notes in a copy of a PDF; the pages themselves stay as they are."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import pypdfium2_raw as pdfium

from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.marking.model import AUTHOR, MarkedCopy, Note, Tone, Unmarkable
from mingzhang.documents.readers.pdf.places import places_of
from mingzhang.kernel.regex import lazy_regex

Corners = tuple[float, float, float, float]
"""Left, bottom, right, top in the user space of a page."""

_INKS: Mapping[Tone, tuple[int, int, int]] = MappingProxyType(
    {
        Tone.ERROR: (0xE5, 0x39, 0x2B),
        Tone.WARNING: (0xF2, 0xA1, 0x00),
        Tone.HINT: (0x3B, 0x7D, 0xD8),
    }
)
_ALPHA = 90  # of 255: the words below stay black enough
_CORNER = 16.0  # points; the mark of a note on the whole file
_ID = lazy_regex(rb"/ID\s*\[\s*<([0-9A-Fa-f]{32})>\s*<[0-9A-Fa-f]{32}>\s*\]")
_SIGNED = "原文件有数字签名，副本加了批注，签名不再有效"
_LOCKED = "PDF设有密码或权限限制，不能做标注副本；请用打印成PDF等办法去掉限制，或看网页"
_BROKEN = "PDF里有损坏的部分，不能做标注副本"


def mark_pdf(data: bytes, _: SourceDocument, notes: Sequence[Note]) -> MarkedCopy:
    """Return the copy: every note a highlight over exactly its characters.

    A note of no place stands in the upper left corner of the first page. Nothing of the copy comes
    from a clock. Raises Unmarkable.
    """
    marked = list(_marked(data, notes))
    file = _File(data)
    try:
        for note, places in zip(notes, marked, strict=True):
            file.add(note, places)
        saved = file.saved()
        signed = file.signed
    finally:
        file.close()
    placed = sum(map(bool, marked))
    remarks = (_SIGNED,) if signed else ()
    return MarkedCopy(_settled(saved, data), placed, len(notes) - placed, remarks)


def _marked(data: bytes, notes: Sequence[Note]) -> Iterator[list[tuple[int, Corners]]]:
    """Yield for each note the pages, from 0, and the corners that it covers there, in order."""
    try:
        found = iter(places_of(data, [span for note in notes for span in note.spans]))
    except Unreadable as refused:
        raise Unmarkable(str(refused)) from refused
    for note in notes:
        places = [place for _ in note.spans for place in next(found)]
        yield [(place.page, place.frame.corners(place.box)) for place in places]


class _File:
    """An open PDF that notes are put into."""

    def __init__(self, data: bytes) -> None:
        pdfium.FPDF_InitLibrary()
        self._data = data  # pdfium reads on in the bytes
        self._file = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._file:
            raise Unmarkable(_BROKEN)
        if pdfium.FPDF_GetSecurityHandlerRevision(self._file) >= 0:
            self.close()
            raise Unmarkable(_LOCKED)
        self.signed = pdfium.FPDF_GetSignatureCount(self._file) > 0

    def close(self) -> None:
        pdfium.FPDF_CloseDocument(self._file)

    def add(self, note: Note, places: Sequence[tuple[int, Corners]]) -> None:
        """Add a note; where it reaches over pages, a highlight on each."""
        if not places:
            self._highlight(0, [], note)
        for number in dict.fromkeys(number for number, _ in places):
            self._highlight(number, [corners for on, corners in places if on == number], note)

    def _highlight(self, number: int, areas: Sequence[Corners], note: Note) -> None:
        page = pdfium.FPDF_LoadPage(self._file, number)
        if not page:
            raise Unmarkable(_BROKEN)
        try:
            annotation = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_HIGHLIGHT)
            try:
                _draw(annotation, areas or [_corner(page)], note)
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)
        finally:
            pdfium.FPDF_ClosePage(page)

    def saved(self) -> bytes:
        """Return the file with its notes."""
        pieces: list[bytes] = []

        def write(_: object, address: int, size: int) -> int:
            pieces.append(ctypes.string_at(address, size))
            return 1

        called = type(pdfium.FPDF_FILEWRITE().WriteBlock)(write)
        writer = pdfium.FPDF_FILEWRITE(1, called)
        if not pdfium.FPDF_SaveAsCopy(self._file, writer, pdfium.FPDF_NO_INCREMENTAL):
            raise Unmarkable(_BROKEN)
        return b"".join(pieces)


def _draw(annotation: object, areas: Sequence[Corners], note: Note) -> None:
    """Give an annotation its areas, colour, words and look."""
    ink = _INKS[note.tone]
    for left, bottom, right, top in areas:
        quad = pdfium.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        pdfium.FPDFAnnot_AppendAttachmentPoints(annotation, quad)
    lefts, bottoms, rights, tops = zip(*areas, strict=True)
    around = pdfium.FS_RECTF(min(lefts), max(tops), max(rights), min(bottoms))
    pdfium.FPDFAnnot_SetRect(annotation, around)
    pdfium.FPDFAnnot_SetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *ink, _ALPHA)
    pdfium.FPDFAnnot_SetFlags(annotation, pdfium.FPDF_ANNOT_FLAG_PRINT)
    pdfium.FPDFAnnot_SetStringValue(annotation, b"Contents", _wide(note.text))
    pdfium.FPDFAnnot_SetStringValue(annotation, b"T", _wide(AUTHOR))
    look = " ".join(_operators(areas, ink))
    pdfium.FPDFAnnot_SetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, _wide(look))


def _operators(areas: Sequence[Corners], ink: tuple[int, int, int]) -> Iterator[str]:
    """Yield what paints the areas; GS is the transparency that pdfium declares for the colour."""
    yield "/GS gs"
    yield " ".join(f"{part / 255:.4f}" for part in ink) + " rg"
    for left, bottom, right, top in areas:
        yield f"{left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re f"


def _corner(page: object) -> Corners:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return box.left, box.top - _CORNER, box.left + _CORNER, box.top


def _wide(text: str) -> ctypes.Array[ctypes.c_ushort]:
    """Return text as pdfium takes it: UTF-16, closed by nought."""
    data = text.encode("utf-16-le", "replace") + b"\0\0"
    return (ctypes.c_ushort * (len(data) // 2)).from_buffer_copy(data)


def _settled(saved: bytes, data: bytes) -> bytes:
    """Return the saved file with an id that follows from what it was made of, not from chance."""
    digest = hashlib.sha256(data + str(len(saved)).encode()).hexdigest()[:32].upper().encode()
    found = list(_ID.finditer(saved))
    if not found:
        return saved
    last = found[-1]
    permanent = last[1] if last[1].lower() in data.lower() else digest
    own = b"/ID[<" + permanent + b"><" + digest + b">]"
    return saved[: last.start()] + own.ljust(last.end() - last.start()) + saved[last.end() :]
