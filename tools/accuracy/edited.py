"""Changes a figure in a PDF file as people do who have no source of it: by editing the page.

The objects that draw the figure go, what else they drew comes back as new objects, and the new
figure is drawn at the end of the page in another font, often a little higher than its line. Or the
old figure stays, under a white rectangle with the new one on it.
"""

from __future__ import annotations

import ctypes
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

CUT, RAISED, COVERED = "cut", "raised", "covered"
WAYS = (CUT, RAISED, COVERED)
#: Fonts that every reader of PDF has, and the widths of what figures are made of.
_FONTS = (b"Times-Roman", b"Helvetica")
_WIDTHS = ({".": 0.25, ",": 0.25, "-": 0.333}, {".": 0.278, ",": 0.278, "-": 0.333})
_DIGIT_WIDTHS = (0.5, 0.556)
_WHITE = (255, 255, 255, 255)
#: A numeral as whole: what stands beside it would make it another one.
_NUMERAL = r"(?<![0-9.,])(?:{})(?![0-9]|[.,][0-9])"


class Glyph(NamedTuple):
    """A character of a page: its number there, and where its baseline begins."""

    number: int
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Change:
    """Which way a figure is changed; `rise` is how much higher the new one stands, in points."""

    way: str
    rise: float = 0.0
    font: int = 0


class Pages:
    """A PDF file of which single figures are changed; each change starts from the file itself."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of a PDF."""
        self._data = data
        self._glyphs: dict[int, list[Glyph]] = {}

    def places(self, page: int, printed: str) -> list[tuple[Glyph, ...]]:
        """Return where a numeral is printed on a page (counted from 1), in the file's order."""
        if page not in self._glyphs:
            with _opened(self._data) as document:
                self._glyphs[page] = list(_glyphs(_text(document[page - 1])))
        glyphs = self._glyphs[page]
        text = "".join(each.text for each in glyphs)
        found = re.finditer(_NUMERAL.format(re.escape(printed)), text)
        return [tuple(glyphs[match.start() : match.end()]) for match in found]

    def changed(self, page: int, place: Sequence[Glyph], new: str, change: Change) -> bytes:
        """Return the file with the figure at a place printed otherwise."""
        with _opened(self._data) as document:
            _Editing(document, document[page - 1]).change(place, new, change)
            out = io.BytesIO()
            document.save(out)
        return out.getvalue()


def _opened(data: bytes) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(data)


def _text(page: pdfium.PdfPage) -> pdfium.PdfTextPage:
    return page.get_textpage()


def _glyphs(text: pdfium.PdfTextPage) -> Iterator[Glyph]:
    """Yield what is drawn, without the blanks that the library adds."""
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        char = chr(c.FPDFText_GetUnicode(text, index))
        if c.FPDFText_IsGenerated(text, index) == 1:
            char = "\n"
        c.FPDFText_GetCharOrigin(text, index, x, y)
        yield Glyph(index, char, x.value, y.value)


class _Editing:
    """A page while it is edited."""

    def __init__(self, document: pdfium.PdfDocument, page: pdfium.PdfPage) -> None:
        self._document = document
        self._page = page
        self._text = _text(page)

    def change(self, place: Sequence[Glyph], new: str, change: Change) -> None:
        """Take the figure at a place away, or cover it, and draw the new one."""
        matrix, size = self._matrix(place[0]), c.FPDFText_GetFontSize(self._text, place[0].number)
        width = self._width(place)
        added: list[Any] = []
        if change.way == COVERED:
            added.append(self._cover(place))
        else:
            added += self._cut({each.number for each in place})
        added.append(self._figure(new, change, matrix, size, width))
        for each in added:
            c.FPDFPage_InsertObject(self._page, each)
        self._page.gen_content()

    def _matrix(self, glyph: Glyph) -> c.FS_MATRIX:
        """Return how a character is turned and scaled, and where it stands."""
        matrix = c.FS_MATRIX()
        c.FPDFText_GetMatrix(self._text, glyph.number, matrix)
        matrix.e, matrix.f = glyph.x, glyph.y
        return matrix

    def _width(self, place: Sequence[Glyph]) -> float:
        """Return how long a figure is along its line."""
        first, last = place[0], place[-1]
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        c.FPDFText_GetCharBox(self._text, last.number, left, right, bottom, top)
        upright = abs(last.x - first.x) < abs(last.y - first.y)
        glyph = top.value - bottom.value if upright else right.value - left.value
        return math.hypot(last.x - first.x, last.y - first.y) + glyph

    def _cut(self, indexes: set[int]) -> list[Any]:
        """Remove the objects that draw some characters; return new ones for what else they drew."""
        objects: dict[int, Any] = {}
        for index in sorted(indexes):
            drawn = c.FPDFText_GetTextObject(self._text, index)
            objects[_address(drawn)] = drawn
        again = [
            self._again(glyph, drawn)
            for glyph in _glyphs(self._text)
            if glyph.number not in indexes
            and glyph.text.strip()
            and (drawn := c.FPDFText_GetTextObject(self._text, glyph.number))
            and _address(drawn) in objects
        ]
        for drawn in objects.values():
            if not c.FPDFPage_RemoveObject(self._page, drawn):
                raise ValueError("a figure inside of a form cannot be cut")
        return again

    def _again(self, glyph: Glyph, drawn: Any) -> Any:
        """Return an object that draws one character where it stood."""
        size = c.FPDFText_GetFontSize(self._text, glyph.number)
        made = c.FPDFPageObj_CreateTextObj(self._document, c.FPDFTextObj_GetFont(drawn), size)
        _write(made, glyph.text)
        c.FPDFPageObj_SetMatrix(made, self._matrix(glyph))
        return made

    def _cover(self, place: Sequence[Glyph]) -> Any:
        """Return a white rectangle over a figure."""
        boxes = []
        for glyph in place:
            box = c.FS_RECTF()
            c.FPDFText_GetLooseCharBox(self._text, glyph.number, box)
            boxes.append(box)
        left, bottom = min(b.left for b in boxes), min(b.bottom for b in boxes)
        right, top = max(b.right for b in boxes), max(b.top for b in boxes)
        made = c.FPDFPageObj_CreateNewRect(left, bottom, right - left, top - bottom)
        c.FPDFPageObj_SetFillColor(made, *_WHITE)
        c.FPDFPath_SetDrawMode(made, c.FPDF_FILLMODE_WINDING, 0)
        return made

    def _figure(
        self, new: str, change: Change, matrix: c.FS_MATRIX, size: float, width: float
    ) -> Any:
        """Return an object that draws the new figure, no longer than the old one was."""
        widths, digit = _WIDTHS[change.font], _DIGIT_WIDTHS[change.font]
        along, up = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        natural = sum(widths.get(char, digit) for char in new) * size * along
        font = c.FPDFText_LoadStandardFont(self._document, _FONTS[change.font])
        made = c.FPDFPageObj_CreateTextObj(self._document, font, size * min(1.0, width / natural))
        _write(made, new)
        matrix.e += matrix.c / up * change.rise
        matrix.f += matrix.d / up * change.rise
        c.FPDFPageObj_SetMatrix(made, matrix)
        return made


def _address(drawn: Any) -> int:
    return ctypes.cast(drawn, ctypes.c_void_p).value or 0


def _write(made: Any, text: str) -> None:
    encoded = (text + "\0").encode("utf-16-le")
    words = ctypes.create_string_buffer(encoded)
    if not c.FPDFText_SetText(made, ctypes.cast(words, c.FPDF_WIDESTRING)):
        raise ValueError("a text cannot be drawn")
