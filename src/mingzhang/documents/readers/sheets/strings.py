"""Texts of an xls: alone in a record, or in the table that all cells share ([MS-XLS] 2.5.293).

A text is of bytes or of UTF-16, as a sign before it says; in the shared table it may go on in the
next record, which then says anew of what the rest is.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_CODEPAGE = "gb18030"  # of files before Unicode, as written in China
_WIDE, _EXTENDED, _RICH = 1, 4, 8


def text_of(body: bytes, at: int, *, wide: bool, short: bool = False) -> str:
    """Return the text that begins at a place of a record with its length.

    `wide`: the file knows UTF-16. `short`: the length is one byte. Raises struct.error, IndexError.
    """
    length = body[at] if short else struct.unpack_from("<H", body, at)[0]
    at += 1 if short else 2
    if not wide:
        return body[at : at + length].decode(_CODEPAGE, "replace")
    if body[at] & _WIDE:
        return body[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
    return body[at + 1 : at + 1 + length].decode("latin-1")


class SharedStrings:
    """The texts that cells refer to by number. `segments` are the record and those it goes on in.

    Raises struct.error or IndexError where the records end too soon.
    """

    def __init__(self, segments: Sequence[bytes]) -> None:
        self._segments, self._place, self._at = segments, 0, 8
        self._texts: list[str] = []
        if segments:
            count = struct.unpack_from("<I", segments[0], 4)[0]
            for _ in range(min(count, sum(map(len, segments)))):
                self._texts.append(self._next())

    def __getitem__(self, number: int) -> str:
        return self._texts[number] if number < len(self._texts) else ""

    def _next(self) -> str:
        length, flags = struct.unpack("<HB", self._taken(3))
        runs = struct.unpack("<H", self._taken(2))[0] if flags & _RICH else 0
        more = struct.unpack("<I", self._taken(4))[0] if flags & _EXTENDED else 0
        text = self._letters(length, flags)
        self._taken(4 * runs + more)
        return text

    def _letters(self, length: int, flags: int) -> str:
        pieces = []
        while length:
            size = 2 if flags & _WIDE else 1
            left = (len(self._segments[self._place]) - self._at) // size
            number = min(length, left)
            data = self._taken(number * size)
            pieces.append(data.decode("utf-16-le" if size > 1 else "latin-1", "replace"))
            length -= number
            if length:
                self._place, self._at = self._place + 1, 1
                flags = self._segments[self._place][0]
        return "".join(pieces)

    def _taken(self, size: int) -> bytes:
        """Return the next bytes, from as many segments as they lie in."""
        pieces = []
        while size > 0:
            segment = self._segments[self._place]
            piece = segment[self._at : self._at + size]
            pieces.append(piece)
            size -= len(piece)
            self._at += len(piece)
            if size:
                self._place, self._at = self._place + 1, 0
        return b"".join(pieces)
