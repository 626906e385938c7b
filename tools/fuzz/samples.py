"""A sound file for every reader, made from an example report; damage starts from these."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from mingzhang.docmodel.model import (
    Block,
    Chart,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
)
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.html.write import write_html
from mingzhang.documents.pdf.fonts import find_fonts
from mingzhang.documents.pdf.write import write_pdf
from mingzhang.documents.readers.sandbox import Reader
from mingzhang.documents.readers.sheets.delimited import read_delimited
from mingzhang.documents.readers.typed.markdown import read_markdown
from mingzhang.documents.readers.typed.text import read_text
from mingzhang.documents.readers.web.html import read_html
from mingzhang.documents.readers.word.doc import office
from mingzhang.documents.readers.word.docx import read_docx
from mingzhang.documents.text import write_text
from mingzhang.documents.xlsx.write import write_xlsx
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import import_book

READERS: Mapping[str, Reader] = {
    "txt": read_text,
    "md": read_markdown,
    "html": read_html,
    "csv": read_delimited,
    "docx": read_docx,
}
#: Kinds that a library reads which is not in Python: a fault of it ends the process.
GUARDED = ("pdf", "xlsx", "xls", "ods")
KINDS = (*READERS, *GUARDED)
_BOOK = Path(__file__).parents[2] / "examples" / "yanjiang-2020"
_MOST_ROWS = 12
_PARAGRAPHS = 45


@cache
def report() -> Document:
    """Return the beginning of a report, with short tables and one chart."""
    imported = import_book(_BOOK)
    document = compile_report(imported.book, imported.facts).document
    return replace(document, blocks=tuple(_short(document.blocks)))


def _short(blocks: tuple[Block, ...]) -> Iterator[Block]:
    paragraphs = tables = charts = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            if tables <= 3:
                yield _cut(block)
        elif isinstance(block, Chart):
            charts += 1
            if charts == 1:
                yield block
        elif paragraphs < _PARAGRAPHS:
            paragraphs += 1
            yield block


def _cut(table: Table) -> Table:
    """Return a table's first rows; spans that would reach beyond them end with it."""
    rows = table.rows[:_MOST_ROWS]
    return replace(
        table,
        rows=tuple(
            tuple(replace(cell, rowspan=min(cell.rowspan, len(rows) - n)) for cell in row)
            for n, row in enumerate(rows)
        ),
    )


class NoSample(RuntimeError):
    """A kind of file that nothing here can make: there is no LibreOffice."""


@cache
def sample(kind: str) -> bytes:
    """Return a sound file of a kind (of `KINDS`). Raises NoSample."""
    if kind == "pdf":
        return write_pdf(report(), find_fonts()).data
    if kind == "xlsx":
        return write_xlsx(report())
    if kind in GUARDED:
        return _converted(write_xlsx(report()), kind)
    if kind == "docx":
        return write_docx(report())
    if kind == "html":
        return write_html(report())
    if kind == "txt":
        return write_text(report())
    lines = _csv() if kind == "csv" else _markdown()
    return ("\n".join(lines) + "\n").encode()


def _converted(workbook: bytes, kind: str) -> bytes:
    """Return a workbook as LibreOffice saves it in another format. Raises NoSample."""
    program = office()
    if program is None:
        raise NoSample(kind)
    with tempfile.TemporaryDirectory(prefix="mingzhang-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "source.xlsx").write_bytes(workbook)
        home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        order = [program, home, "--headless", "--convert-to", kind, "--outdir", name]
        subprocess.run([*order, str(folder / "source.xlsx")], check=True, capture_output=True)
        return (folder / f"source.{kind}").read_bytes()


def _words(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def _markdown() -> Iterator[str]:
    for block in report().blocks:
        if isinstance(block, Heading):
            yield f"{'#' * block.level} {block.text}"
        elif isinstance(block, Paragraph):
            yield from ("", f"**{_words(block.runs)[:4]}**{_words(block.runs)[4:]}")
        elif isinstance(block, Table):
            yield ""
            for n, row in enumerate(block.rows):
                yield f"| {' | '.join(_words(cell.runs) for cell in row)} |"
                if n == 0:
                    yield f"|{'---|' * len(row)}"


def _csv() -> Iterator[str]:
    for block in report().blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield ",".join(f'"{_words(cell.runs)}"' for cell in row)
