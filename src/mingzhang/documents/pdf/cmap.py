"""Which characters a font file has, read from its `cmap` table (OpenType 1.9, formats 4 and 12)."""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_Buffer = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class Coverage:
    """Ranges of code points with a glyph, rising; `ends` are inclusive."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, char: str) -> bool:
        """Tell whether the face has a glyph for `char`."""
        place = bisect_right(self.starts, ord(char)) - 1
        return place >= 0 and ord(char) <= self.ends[place]


@lru_cache(maxsize=16)
def read_coverage(path: Path, index: int) -> Coverage:
    """Read the coverage of face `index` of a .ttf, .otf, .ttc or .otc file.

    Raises OSError when it cannot be read and ValueError when it holds no Unicode cmap that is
    known here.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        table = _cmap_offset(data, _face_offset(data, index))
        ranges = sorted(_ranges(data, table))
    return Coverage(tuple(start for start, _ in ranges), tuple(end for _, end in ranges))


def _u16(data: _Buffer, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 2], "big")


def _u32(data: _Buffer, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 4], "big")


def _face_offset(data: _Buffer, index: int) -> int:
    return _u32(data, 12 + 4 * index) if data[:4] == b"ttcf" else 0


def _cmap_offset(data: _Buffer, face: int) -> int:
    for number in range(_u16(data, face + 4)):
        record = face + 12 + 16 * number
        if data[record : record + 4] == b"cmap":
            return _u32(data, record + 8)
    raise ValueError("font without cmap")


def _ranges(data: _Buffer, table: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the largest Unicode subtable: format 12 before format 4."""
    offsets = [table + _u32(data, table + 8 + 8 * n) for n in range(_u16(data, table + 2))]
    formats = {_u16(data, offset): offset for offset in offsets}
    if 12 in formats:
        return _format_12(data, formats[12])
    if 4 in formats:
        return _format_4(data, formats[4])
    raise ValueError("font without a Unicode cmap")


def _format_12(data: _Buffer, offset: int) -> Iterator[tuple[int, int]]:
    count = _u32(data, offset + 12)
    for start, end, _ in struct.iter_unpack(">III", data[offset + 16 : offset + 16 + 12 * count]):
        yield start, end


def _format_4(data: _Buffer, offset: int) -> Iterator[tuple[int, int]]:
    count = _u16(data, offset + 6) // 2
    ends = struct.unpack_from(f">{count}H", data, offset + 14)
    starts = struct.unpack_from(f">{count}H", data, offset + 16 + 2 * count)
    for start, end in zip(starts, ends, strict=True):
        if start != 0xFFFF:  # the last segment only closes the list
            yield start, end
