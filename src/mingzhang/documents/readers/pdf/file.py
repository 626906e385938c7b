"""A PDF file while it is open: its pages one after the other, each let go before the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import pypdfium2_raw as pdfium

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import ENCRYPTED, LIMITS, Limits
from mingzhang.documents.readers.pdf.model import PageContents
from mingzhang.documents.readers.pdf.page import contents_of

_BROKEN = "PDF文件已损坏，读不出来"
_NO_PAGE = "页面已损坏"
_TYPED = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET)
_MOST_NOTES = 10_000


class PdfFile:
    """An open PDF. `pages` is how many it has."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        """Open a file. Raises Unreadable: encrypted, broken, without pages or with too many."""
        pdfium.FPDF_InitLibrary()
        self._data, self._limits = data, limits  # pdfium reads on in the bytes
        self._file = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._file:
            locked = pdfium.FPDF_GetLastError() in (
                pdfium.FPDF_ERR_PASSWORD,
                pdfium.FPDF_ERR_SECURITY,
            )
            raise Unreadable(ENCRYPTED if locked else _BROKEN)
        self.pages: int = pdfium.FPDF_GetPageCount(self._file)
        if not 0 < self.pages <= limits.pages:
            self.close()
            raise Unreadable(
                f"文件有{self.pages}页，超过上限{limits.pages}页" if self.pages > 0 else _BROKEN
            )

    def __enter__(self) -> Self:
        """Return the file."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the file."""
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._file:
            pdfium.FPDF_CloseDocument(self._file)
            self._file = None

    def contents(self, number: int) -> PageContents:
        """Return what stands on a page, counted from 0; never raises.

        Text in form fields and in notes that are typed onto the page is text of the page.
        """
        with self._page(number) as page:
            if not page:
                return PageContents(0.0, 0.0, fault=_NO_PAGE)
            if not _has_typed_notes(page) or not _flattened(page):
                return contents_of(page, self._limits)
        with self._page(number) as page:
            return contents_of(page, self._limits)

    @contextmanager
    def _page(self, number: int) -> Iterator[object]:
        page = pdfium.FPDF_LoadPage(self._file, number)
        try:
            yield page
        finally:
            if page:
                pdfium.FPDF_ClosePage(page)


def _has_typed_notes(page: object) -> bool:
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if note:
            kind = pdfium.FPDFAnnot_GetSubtype(note)
            pdfium.FPDFPage_CloseAnnot(note)
            if kind in _TYPED:
                return True
    return False


def _flattened(page: object) -> bool:
    """Paint the notes of a page onto it, in memory; tell whether there was anything to paint."""
    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)
