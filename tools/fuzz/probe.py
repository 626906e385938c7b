"""What must hold for any bytes at all: a refusal in words or a document, soon, and then a check."""

from __future__ import annotations

import contextlib
import re
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Self

from mingzhang.docmodel.source import SourceDocument, SourceParagraph, Unreadable, flows
from mingzhang.documents.readers.limits import LIMITS, MIB
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.guarded import Examiner, Order
from mingzhang.usecases.checked.model import Checked
from tools.fuzz.samples import READERS

SECONDS = 10.0
MEMORY = 1024 * MIB
_TELLTALE = re.compile(r"[/\\][\w.-]+[/\\]|\.py\b|Traceback|0x[0-9a-f]{6,}|<[a-z_]+ object")
#: In what quotes the document any sign may stand, so that only this machine's own places tell.
_MACHINE = re.compile("|".join(map(re.escape, (sys.prefix, str(Path.cwd()), "site-packages"))))
_LONGEST_MESSAGE = 200
#: What is told of a reader or a check that failed, took too long or too much.
_FAULTS = re.compile(r"出错|意外中止|内存超过|超过[0-9.]+秒")


class TooSlow(AssertionError):
    """A file took longer than any may."""


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow when the block takes longer (main thread, not on Windows)."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _require(holds: bool, what: object) -> None:
    if not holds:
        raise AssertionError(what)


def probe(kind: str, data: bytes, seconds: float = SECONDS) -> str:
    """Read and check bytes as a file of a kind; return "refused" or "checked".

    AssertionError: a message that tells of the machine, places outside of the text, a part of the
    check that failed, or too slow. Any other exception is a fault as well.
    """
    with limited(seconds):
        try:
            document = READERS[kind](data, f"文件.{kind}")
        except Unreadable as refused:
            return _refused(str(refused))
        sound(document)
        return _checked(check(document), document)


class Probe:
    """Probes files in a worker that is given so much time and memory, and may fall; a context."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Take the bounds of one file."""
        self._examiner = Examiner(replace(LIMITS, seconds=seconds, memory_bytes=memory))
        self._folder = tempfile.TemporaryDirectory(prefix="mingzhang-")

    def __enter__(self) -> Self:
        """Return the probe."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the worker."""
        self._examiner.close()
        self._folder.cleanup()

    def probe(self, kind: str, data: bytes) -> str:
        """Do what `probe` does; it is a fault as well that the worker fell or beyond its bounds."""
        path = Path(self._folder.name) / f"文件.{kind}"
        path.write_bytes(data)
        examined = self._examiner.examine(Order(str(path), page=True))
        if examined.failed:
            told = examined.failed[0]
            _require(not _FAULTS.search(told), told)
            return _refused(told)
        if examined.source is None:
            raise AssertionError("a document that was checked is there")
        sound(examined.source)
        return _checked(examined.checked, examined.source)


def _refused(told: str) -> str:
    _require(0 < len(told) <= _LONGEST_MESSAGE, told)
    _require(not _TELLTALE.search(told), told)
    return "refused"


def _checked(checked: Checked, document: SourceDocument) -> str:
    _require(not checked.incidents, checked.incidents)
    for part in document.unread:
        _require(not _MACHINE.search(part.reason), part.reason)
    for finding in checked.findings:
        _require(not _MACHINE.search(finding.message), finding.message)
        for each in finding.evidence:
            _require(document.text[each.start : each.end] == each.quote, each)
    return "checked"


def sound(document: SourceDocument) -> None:
    """Assert that every place of a document lies in its text."""
    size = len(document.text)
    for flow in flows(document.blocks):
        at = 0
        for piece in flow.pieces:
            _require(0 <= piece.start <= piece.end <= size, piece)
            _require(at <= piece.start, piece)
            at = piece.end
    _require(all(0 <= page <= size for page in document.pages), document.pages)
    _require(list(document.pages) == sorted(document.pages), document.pages)
    for block in document.blocks:
        if not isinstance(block, SourceParagraph):
            for cell in block.cells:
                _require(0 <= cell.row < block.rows, cell)
                _require(0 <= cell.column < block.columns, cell)
