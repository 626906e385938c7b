"""What must hold for any bytes at all: a refusal in words or a document, soon, and then a check."""

from __future__ import annotations

import contextlib
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from mingzhang.docmodel.source import SourceDocument, SourceParagraph, Unreadable, flows
from mingzhang.usecases.check_document import check
from tools.fuzz.samples import READERS

SECONDS = 10.0
_TELLTALE = re.compile(r"[/\\][\w.-]+[/\\]|\.py\b|Traceback|0x[0-9a-f]{6,}|<[a-z_]+ object")
#: In what quotes the document any sign may stand, so that only this machine's own places tell.
_MACHINE = re.compile("|".join(map(re.escape, (sys.prefix, str(Path.cwd()), "site-packages"))))
_LONGEST_MESSAGE = 200


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
            told = str(refused)
            _require(0 < len(told) <= _LONGEST_MESSAGE, told)
            _require(not _TELLTALE.search(told), told)
            return "refused"
        sound(document)
        checked = check(document)
        _require(not checked.incidents, checked.incidents)
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
