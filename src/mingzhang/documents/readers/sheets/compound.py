"""The stream of the workbook in a compound file, the container of xls ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_MAGIC = b"\xd0\xcf\x11\xe0"
_FREE = 0xFFFFFFFA  # from here on sector numbers mark ends and free sectors
_ENTRY = 128
_NAMES = ("Workbook", "Book")


def workbook_stream(data: bytes) -> bytes:
    """Return the stream with the workbook's records.

    Raises ValueError, IndexError or struct.error where the file is not as the format has it.
    """
    if not data.startswith(_MAGIC):
        return data  # the oldest files are nothing but the stream
    shift, mini_shift = struct.unpack_from("<HH", data, 0x1E)
    if not 7 <= shift <= 16 or not 2 <= mini_shift <= shift:
        raise ValueError("sectors of no possible size")
    sectors = _Sectors(data, 1 << shift)
    folder = sectors.chain(struct.unpack_from("<I", data, 0x30)[0])
    entries: dict[str, tuple[int, int]] = {}
    for at in range(0, len(folder) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", folder, at + 64)[0]
        name = folder[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        entries.setdefault(name, struct.unpack_from("<II", folder, at + 116))
    start, size = next(entries[name] for name in _NAMES if name in entries)
    if size >= struct.unpack_from("<I", data, 0x38)[0]:
        return sectors.chain(start)[:size]
    # Small streams lie in sectors of their own within the stream of the root.
    table = sectors.chain(struct.unpack_from("<I", data, 0x3C)[0])
    links = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
    small, step = sectors.chain(entries["Root Entry"][0]), 1 << mini_shift
    return b"".join(small[n * step : (n + 1) * step] for n in _followed(start, links))[:size]


class _Sectors:
    """The sectors of a compound file and how they follow each other."""

    def __init__(self, data: bytes, step: int) -> None:
        self._data, self._step = data, step
        most, per = len(data) // step, step // 4
        tables = [n for n in struct.unpack_from("<109I", data, 0x4C) if n < _FREE]
        more, count = struct.unpack_from("<II", data, 0x44)
        for _ in range(min(count, most)):
            if more >= _FREE:
                break
            *listed, more = struct.unpack_from(f"<{per}I", data, (more + 1) * step)
            tables += (n for n in listed if n < _FREE)
        self._links: list[int] = []
        for n in tables[:most]:
            self._links += struct.unpack_from(f"<{per}I", data, (n + 1) * step)

    def chain(self, start: int) -> bytes:
        """Return the sectors from one on, put together."""
        step, most = self._step, len(self._data) // self._step
        found = []
        for n in _followed(start, self._links):
            found.append(self._data[(n + 1) * step : (n + 2) * step])
            if len(found) > most:
                raise ValueError("sectors follow each other in a ring")
        return b"".join(found)


def _followed(start: int, links: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of a chain of sectors, which ends at the latest after all of them."""
    for _ in links:
        if start >= len(links):
            return
        yield start
        start = links[start]
