"""`python -m tools.bench`: each figure is the median of several runs in this one process.

Ratios compare two things measured here and now; seconds depend on the machine.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from mingzhang.docmodel.model import Document
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.html.write import write_html
from mingzhang.documents.pdf.fonts import MissingFonts, find_fonts
from mingzhang.documents.pdf.write import write_pdf
from mingzhang.documents.xlsx.write import write_xlsx
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import ImportedBook, import_book
from mingzhang.usecases.write_package import FORMATS, write_package
from tools.bench.baseline_docx import baseline_docx
from tools.bench.check import bench_check
from tools.bench.large_book import write_large_book
from tools.bench.pdf import bench_pdf
from tools.bench.scoring import bench_scoring

EXAMPLES = Path(__file__).parents[2] / "examples"
ROWS = 5000
MEGABYTE = 1_000_000

Result = TypeVar("Result")


def timed(what: str, action: Callable[[], Result], rounds: int = 3) -> tuple[float, Result]:
    """Run an action once to warm up, then `rounds` times; print and return the median seconds."""
    result = action()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        result = action()
        times.append(time.perf_counter() - start)
    median = statistics.median(times)
    print(f"  {what}: {median:.3f} s (min {min(times):.3f}, max {max(times):.3f})")
    return median, result


def bench_package(out: Path) -> None:
    """The whole package of a real department, and the docx against the ordinary idiom."""
    print("luzhou-2023")
    imported = import_book(EXAMPLES / "luzhou-2023")
    timed(
        "whole package, from CSV to five formats",
        lambda: write_package(import_book(EXAMPLES / "luzhou-2023"), out, None, FORMATS),
    )
    document = compile_report(imported.book, imported.facts).document
    ours, _ = timed("docx, ours", lambda: write_docx(document), 9)
    base, _ = timed("docx, python-docx baseline", lambda: baseline_docx(document), 5)
    print(f"  docx ours / baseline: {ours / base:.3f} (target at most 1.5)")


def bench_large(folder: Path, rows: int) -> None:
    """A book with many expenditure rows: import, report, size of the html."""
    print(f"a book of {rows} expenditure rows")
    write_large_book(folder, rows)
    timed("import (target 3 s)", lambda: import_book(folder))
    imported = import_book(folder)
    _, report = timed("report: compile and docx (target 5 s)", lambda: _report_with_docx(imported))
    timed("html", lambda: write_html(report))
    size = len(write_html(report))
    print(f"  html: {size / MEGABYTE:.2f} MB (target 5 MB)")
    timed("xlsx", lambda: write_xlsx(report))
    try:
        fonts = find_fonts()
    except MissingFonts as missing:
        print(f"  pdf not measured: {missing}")
        return
    timed("pdf", lambda: write_pdf(report, fonts))


def _report_with_docx(imported: ImportedBook) -> Document:
    document = compile_report(imported.book, imported.facts).document
    write_docx(document)
    return document


def main() -> None:
    """Measure everything."""
    bench_check(timed)
    bench_pdf(timed)
    bench_scoring(timed)
    with tempfile.TemporaryDirectory() as folder:
        bench_package(Path(folder) / "package")
        bench_large(Path(folder) / "book", ROWS)


if __name__ == "__main__":
    main()
