"""The speed of checking PDFs, beside what their libraries take for less of it; memory; growth.

All in this one process on one core: ours reads and checks, pypdfium2 alone gives the text of each
page in the order of the file, pdfplumber alone gives the tables. Nobody looks for cycles of objects
meanwhile, as in the process in which the command reads and checks (`sandbox.serve`).
"""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium

from mingzhang.documents.pdf.fonts import MissingFonts, find_fonts
from mingzhang.documents.pdf.write import write_pdf
from mingzhang.documents.readers import registry
from mingzhang.usecases.check_document import check
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import import_book
from tools.bench.check import EXAMPLES, Timed

CORPUS = "MINGZHANG_CORPUS"
_NAME = "报告.pdf"
_MEMORY_PAGES, _JOINED_PAGES, _MANY_PAGES = 30, 12, 500
_PEAK = (
    "import sys\n"
    "from pathlib import Path\n"
    "from mingzhang.usecases.check_document import examine\n"
    "from mingzhang.usecases.checked.guarded import Order\n"
    "examine(Order(sys.argv[1]))\n"
    # What `getrusage` tells counts the process that this one was started by as well.
    "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])\n"
)


def bench_pdf(timed: Timed) -> None:
    """Measure our own report and, of a corpus, all real PDFs together."""
    print("checking a PDF")
    try:
        own = _own()
    except MissingFonts as missing:
        print(f"  not measured: {missing}")
        return
    gc.disable()
    try:
        _measured(timed, own)
    finally:
        gc.enable()


def _measured(timed: Timed, own: bytes) -> None:
    _rates(timed, "report of ours", [own])
    folder = os.environ.get(CORPUS)
    real = [path.read_bytes() for path in sorted(Path(folder or ".").glob("samples/*.pdf"))]
    if folder and real:
        _rates(timed, "real documents", real)
    _memory(first_pages(own, _MEMORY_PAGES))
    _growth(timed, first_pages(own, _JOINED_PAGES))


def _own() -> bytes:
    imported = import_book(EXAMPLES / "luzhou-2023")
    return write_pdf(compile_report(imported.book, imported.facts).document, find_fonts()).data


def _rates(timed: Timed, what: str, files: list[bytes]) -> None:
    """Print pages a second of the check and of the libraries alone, and their ratios."""
    pages = sum(_pages(data) for data in files)
    reading, _ = timed(f"{what} ({pages} pages), read", _each(files, _read), 5)
    ours, _ = timed(f"{what}, read and checked", _each(files, _checked), 5)
    bare, _ = timed(f"{what}, bare text by pypdfium2", _each(files, _bare_text), 5)
    tables, _ = timed(f"{what}, tables by pdfplumber", _each(files, _tables), 1)
    print(f"  pages a second, read and checked: {pages / ours:.0f} (target at least 100)")
    rates = f"read {pages / reading:.0f}; pypdfium2 {pages / bare:.0f}"
    print(f"  pages a second, {rates}; pdfplumber {pages / tables:.1f}")
    print(f"  pdfplumber's tables / ours: {tables / ours:.1f} times as long (target at least 5)")
    print(f"  ours / bare text: {ours / bare:.1f} times as long")


def _memory(data: bytes) -> None:
    """Print the peak memory of a process that reads and checks a file; Linux tells it."""
    if not Path("/proc/self/status").exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _NAME
        path.write_bytes(data)
        told = subprocess.run(
            [sys.executable, "-c", _PEAK, str(path)], check=True, capture_output=True, text=True
        )
    size = int(told.stdout) * 1024 / 1_000_000
    print(f"  peak memory for {_pages(data)} pages: {size:.0f} MB (target at most 150)")


def _growth(timed: Timed, data: bytes) -> None:
    """Print how the time grows with joined copies, and the time of a file of many pages."""
    seconds = {}
    for times, rounds in ((1, 5), (10, 3), (100, 1)):
        longer = joined(data, times)
        what = f"{times}x ({_pages(longer)} pages), read and checked"
        seconds[times], _ = timed(what, _each([longer], _checked), rounds)
    for times in (10, 100):
        told = f"{seconds[times] / seconds[1] / times:.2f} (linear: 1, target 1.2)"
        print(f"  seconds per page {times}x : 1x = {told}")
    many = joined(data, -(-_MANY_PAGES // _pages(data)))
    timed(
        f"{_MANY_PAGES} pages (target 10 s)",
        _each([first_pages(many, _MANY_PAGES)], _checked),
        1,
    )


def joined(data: bytes, times: int) -> bytes:
    """Return so many copies of a PDF in one."""
    return _imported(data, None, times)


def first_pages(data: bytes, count: int) -> bytes:
    """Return the first pages of a PDF as one."""
    return _imported(data, list(range(min(count, _pages(data)))), 1)


def _imported(data: bytes, numbers: list[int] | None, times: int) -> bytes:
    source, made = pdfium.PdfDocument(data), pdfium.PdfDocument.new()
    for _ in range(times):
        made.import_pages(source, numbers)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _pages(data: bytes) -> int:
    return len(pdfium.PdfDocument(data))


def _each(files: list[bytes], action: Callable[[bytes], object]) -> Callable[[], list[object]]:
    return lambda: [action(data) for data in files]


def _read(data: bytes) -> object:
    return registry.read(data, _NAME)


def _checked(data: bytes) -> object:
    return check(registry.read(data, _NAME))


def _bare_text(data: bytes) -> str:
    return "\n".join(_page_texts(data))


def _page_texts(data: bytes) -> Iterator[str]:
    for page in pdfium.PdfDocument(data):
        yield page.get_textpage().get_text_range()


def _tables(data: bytes) -> list[object]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_tables() for page in document.pages]
