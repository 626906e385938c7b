"""pdfium's functions called for a whole page at a time.

A page has hundreds of characters and as many objects. Called one by one from Python, with arguments
that ctypes checks and wraps, pdfium takes three times as long as it needs; here a call is mapped
over plain addresses and answers go into one array.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import repeat
from math import hypot
from typing import Any

import pypdfium2_raw as pdfium

_POINTER, _INT, _UINT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float
_FLOAT_BYTES = 4

UNKNOWN = "\ufffd"
"""A character of which the file does not tell what it is."""

Address = int
"""Where pdfium keeps a thing."""


def address(handle: Any) -> Address:
    """Return the address behind a handle of pdfium; 0 for none."""
    return ctypes.cast(handle, _POINTER).value or 0


def _plain(function: Any, answer: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a function of pdfium that takes addresses for pointers, and keeps the lock."""
    return ctypes.PYFUNCTYPE(answer, *arguments)(address(function))


_box = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_code = _plain(pdfium.FPDFText_GetUnicode, _UINT, _POINTER, _INT)
_angle = _plain(pdfium.FPDFText_GetCharAngle, _FLOAT, _POINTER, _INT)
_origin = _plain(pdfium.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
_font_size = _plain(pdfium.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _INT)
_matrix = _plain(pdfium.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
_unmapped = _plain(pdfium.FPDFText_HasUnicodeMapError, _INT, _POINTER, _INT)
_text_object = _plain(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
_page_object = _plain(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
_form_object = _plain(pdfium.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
_kind = _plain(pdfium.FPDFPageObj_GetType, _INT, _POINTER)
_mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
_bounds = _plain(
    pdfium.FPDFPageObj_GetBounds, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER
)
_drawn = _plain(pdfium.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
_count = _plain(pdfium.FPDFPath_CountSegments, _INT, _POINTER)
_segment = _plain(pdfium.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
_point = _plain(pdfium.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
_stroke = _plain(pdfium.FPDFPathSegment_GetType, _INT, _POINTER)
_closes = _plain(pdfium.FPDFPathSegment_GetClose, _INT, _POINTER)

_clip = _plain(pdfium.FPDFPageObj_GetClipPath, _POINTER, _POINTER)
_clip_count = _plain(pdfium.FPDFClipPath_CountPaths, _INT, _POINTER)
_clip_length = _plain(pdfium.FPDFClipPath_CountPathSegments, _INT, _POINTER, _INT)
_clip_segment = _plain(pdfium.FPDFClipPath_GetPathSegment, _POINTER, _POINTER, _INT, _INT)

Segment = tuple[int, bool, float, float]
"""A piece of a path: its type, whether it closes the figure, and the point that it goes to."""


def _is_character(code: int) -> bool:
    return 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF


def _run(calls: Iterable[object]) -> None:
    deque(calls, maxlen=0)


class Characters:
    """The characters of one page's text, by their number from 0."""

    def __init__(self, text_page: Any) -> None:
        """Take a text page, which must stay open."""
        self._page = address(text_page)
        self._handle = text_page
        self.count = max(pdfium.FPDFText_CountChars(text_page), 0)

    @cached_property
    def texts(self) -> Sequence[str]:
        """Return each character; UNKNOWN for one of which the file does not tell what it is."""
        units = (ctypes.c_ushort * (self.count + 1))()
        written = pdfium.FPDFText_GetText(self._handle, 0, self.count, units)
        texts: Sequence[str] = bytes(units)[:-2].decode("utf-16-le", "replace")
        if written != self.count + 1 or len(texts) != self.count:
            # A character without a code, or one beyond the basic plane, shifts the others there.
            codes = map(_code, repeat(self._page), range(self.count))
            texts = [chr(code) if _is_character(code) else UNKNOWN for code in codes]
        unmapped = list(map(_unmapped, repeat(self._page), range(self.count)))
        if 1 in unmapped:
            return [UNKNOWN if n == 1 else text for n, text in zip(unmapped, texts, strict=True)]
        return texts

    def boxes(self) -> list[float]:
        """Return left, top, right, bottom of each loose box, in the space of the page."""
        values = (_FLOAT * (4 * self.count))()
        first = ctypes.addressof(values)
        places = range(first, first + 16 * self.count, 16)
        _run(map(_box, repeat(self._page), range(self.count), places))
        return list(values)

    def angles(self, step: int = 1) -> list[float]:
        """Return the angle of each `step`-th character in radians, 0 to two pi."""
        return list(map(_angle, repeat(self._page), range(0, self.count, step)))

    def origins(self) -> list[tuple[float, float]]:
        """Return the point on its base line at which each character begins."""
        values = (ctypes.c_double * (2 * self.count))()
        first = ctypes.addressof(values)
        end = first + 16 * self.count
        numbers = range(self.count)
        places = range(first, end, 16), range(first + 8, end, 16)
        _run(map(_origin, repeat(self._page), numbers, *places))
        flat = values[:]
        return list(zip(flat[0::2], flat[1::2], strict=True))

    def sizes(self) -> list[float]:
        """Return how high each character's font is as drawn."""
        values = (_FLOAT * (6 * self.count))()
        first = ctypes.addressof(values)
        places = range(first, first + 24 * self.count, 24)
        numbers = range(self.count)
        _run(map(_matrix, repeat(self._page), numbers, places))
        flat = values[:]
        sizes = map(_font_size, repeat(self._page), numbers)
        return [
            size * hypot(c, d) for size, c, d in zip(sizes, flat[2::6], flat[3::6], strict=True)
        ]

    def objects(self, numbers: Iterable[int]) -> list[Address]:
        """Return the text objects that draw these characters; 0 or None for none."""
        return list(map(_text_object, repeat(self._page), numbers))


def page_objects(page: Any) -> list[Address]:
    """Return the objects of a page in the order they are painted."""
    count = max(pdfium.FPDFPage_CountObjects(page), 0)
    return list(map(_page_object, repeat(address(page)), range(count)))


def form_objects(form: Address) -> list[Address]:
    """Return the objects of a form in the order they are painted."""
    count = max(pdfium.FPDFFormObj_CountObjects(pointer(form)), 0)
    return list(map(_form_object, repeat(form), range(count)))


def pointer(thing: Address) -> Any:
    """Return the handle of a page object at an address, for the functions of pdfium itself."""
    return ctypes.cast(thing, pdfium.FPDF_PAGEOBJECT)


def kinds(things: Sequence[Address]) -> list[int]:
    """Return what page objects are: `FPDF_PAGEOBJ_TEXT` …"""
    return list(map(_kind, things))


def render_modes(texts: Sequence[Address]) -> list[int]:
    """Return how text objects are drawn; 3 is invisible."""
    return list(map(_mode, texts))


def bounds(things: Sequence[Address]) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, right, top of page objects, in the space they are drawn in."""
    values = (_FLOAT * (4 * len(things)))()
    first = ctypes.addressof(values)
    sides = [range(first + _FLOAT_BYTES * side, first + 16 * len(things), 16) for side in range(4)]
    _run(map(_bounds, things, *sides))
    flat = values[:]
    return list(zip(flat[0::4], flat[1::4], flat[2::4], flat[3::4], strict=True))


def draw_modes(paths: Sequence[Address]) -> list[tuple[int, int]]:
    """Return how paths are filled (0: not) and whether their outline is drawn."""
    values = (_INT * (2 * len(paths)))()
    first = ctypes.addressof(values)
    end = first + 8 * len(paths)
    _run(map(_drawn, paths, range(first, end, 8), range(first + 4, end, 8)))
    flat = values[:]
    return list(zip(flat[0::2], flat[1::2], strict=True))


def segment_counts(paths: Sequence[Address]) -> list[int]:
    """Return of how many segments paths are."""
    return list(map(_count, paths))


def segments(path: Address, count: int) -> list[Segment]:
    """Return the first `count` segments of a path, in its own space."""
    return _read(list(map(_segment, repeat(path), range(count))))


def clips(things: Sequence[Address]) -> list[tuple[int, Address | None]]:
    """Return what cuts page objects off: of how many paths their clips are, and the last path.

    Objects with the same answer are cut off alike, as a clip grows path by path.
    """
    found = list(map(_clip, things))
    counts = list(map(_clip_count, found))
    if not any(counts):
        return [(0, None)] * len(things)
    lasts = map(_clip_segment, found, [count - 1 for count in counts], repeat(0))
    return list(zip(counts, lasts, strict=True))


def clip_paths(thing: Address, count: int) -> Iterator[list[Segment]]:
    """Yield the segments of each of the paths that cut off an object, in the space it is in."""
    clip = _clip(thing)
    for number in range(count):
        length = max(_clip_length(clip, number), 0)
        yield _read([_clip_segment(clip, number, each) for each in range(length)])


def _read(found: Sequence[Address]) -> list[Segment]:
    values = (_FLOAT * (2 * len(found)))()
    first = ctypes.addressof(values)
    end = first + 8 * len(found)
    _run(map(_point, found, range(first, end, 8), range(first + 4, end, 8)))
    flat = values[:]
    types, closings = map(_stroke, found), map(bool, map(_closes, found))
    return list(zip(types, closings, flat[0::2], flat[1::2], strict=True))
