"""Zip packages, unpacked by pieces: what a package says of its own sizes is not believed."""

from __future__ import annotations

import io
import zipfile

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import ENCRYPTED, MIB, Limits

_LOCKED = 0x1
_CHUNK = 64 * 1024
_SMALL = MIB  # a part up to this size may be packed as tightly as it likes


class Unpacking:
    """A package in memory; nothing is ever written to a disk, so no name in it can do harm."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the bytes. Raises Unreadable for too many entries, and what `zipfile` raises."""
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._limits = limits
        self._total = 0
        self.entries = self._zip.infolist()
        if len(self.entries) > limits.zip_entries:
            many = len(self.entries)
            raise Unreadable(f"压缩包里有{many}个文件，超过上限{limits.zip_entries}个")

    def read(self, entry: zipfile.ZipInfo) -> bytes:
        """Return a part. Raises Unreadable: encrypted or beyond a limit; what `zipfile` raises."""
        if entry.flag_bits & _LOCKED:
            raise Unreadable(ENCRYPTED)
        limits, pieces, size = self._limits, [], 0
        most = max(_SMALL, limits.expansion * entry.compress_size)
        with self._zip.open(entry) as file:
            while piece := file.read(_CHUNK):
                size += len(piece)
                self._total += len(piece)
                if size > most:
                    raise Unreadable(f"压缩包里的内容展开超过{limits.expansion}倍，疑为压缩炸弹")
                if size > limits.part_bytes or self._total > limits.total_bytes:
                    raise Unreadable(f"压缩包展开后超过上限{limits.part_bytes // MIB}MB")
                pieces.append(piece)
        return b"".join(pieces)


def plain(name: str) -> str:
    """Return the name of a part as all programs would write it, but for its case."""
    return name.replace("\\", "/").lstrip("/")
