"""Readers that do what no reader should; the worker of the sandbox imports them by name."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from pathlib import Path

from mingzhang.docmodel.source import Flow, SourceDocument, SourceParagraph, Span, Unreadable


class Evil:
    """Writes a file where it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (Path(self.path),)


def fine(data: bytes, name: str) -> SourceDocument:
    text = data.decode()
    block = SourceParagraph(Flow((Span(0, len(text)),)))
    return SourceDocument(name, "txt", text, (block,))


def by_process(_: bytes, name: str) -> SourceDocument:
    return SourceDocument(name, "txt", str(os.getpid()), ())


def noisy(data: bytes, name: str) -> SourceDocument:
    print("x" * 100_000)  # noqa: T201 - it is what this one does
    os.write(1, b"y" * 1000)
    return fine(data, name)


def refuses(_: bytes, name: str) -> SourceDocument:
    raise Unreadable(f"读不了{name}")


def fails(data: bytes, _: str) -> SourceDocument:
    raise KeyError(data)


def ends(_: bytes, __: str) -> SourceDocument:
    os._exit(0)


def crashes(_: bytes, __: str) -> SourceDocument:
    ctypes.string_at(0)
    raise AssertionError("not reached")


def hangs(_: bytes, __: str) -> SourceDocument:
    time.sleep(3600)
    raise AssertionError("not reached")


def devours(data: bytes, name: str) -> SourceDocument:
    held = [bytearray(50_000_000) for _ in range(200)]
    return fine(data + bytes(len(held)), name)


def subverts(data: bytes, _: str) -> SourceDocument:
    return Evil(data.decode())  # type: ignore[return-value]


def lies(_: bytes, __: str) -> SourceDocument:
    return Span(0, 1)  # type: ignore[return-value]


def exits(_: bytes, __: str) -> SourceDocument:
    sys.exit(3)
