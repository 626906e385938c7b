"""Writes a compiled report in every format, from one document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingzhang.docmodel.model import Document
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.html.write import write_html
from mingzhang.documents.pdf.fonts import Fonts, MissingFonts, find_fonts
from mingzhang.documents.pdf.write import PdfResult, write_pdf
from mingzhang.documents.text import write_text
from mingzhang.documents.xlsx.write import write_xlsx
from mingzhang.usecases.compile_report import CompiledReport, compile_report
from mingzhang.usecases.import_book import ImportedBook

FORMATS = ("docx", "pdf", "html", "xlsx", "txt")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, what is missing in it, and what could not be made and why."""

    files: tuple[Path, ...]
    report: CompiledReport
    refused: tuple[str, ...]
    missing_glyphs: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return what happened, for people."""
        lines = [f"  已生成 {path}" for path in self.files]
        lines += [f"  {line}" for line in self.report.judged.told()]
        lines += [f"  待补：{gap}" for gap in self.report.gaps]
        lines += [f"  字体缺字：{char}" for char in self.missing_glyphs]
        return lines + [f"  未生成：{reason}" for reason in self.refused]


def write_package(
    imported: ImportedBook, out: Path, unit: str | None, formats: Sequence[str]
) -> Written:
    """Compile a book's report and write it to `out` in `formats`; the folder is made.

    A format whose font is missing is refused with one line and the others are written. The same
    book, fonts and versions give the same bytes.
    """
    report = compile_report(imported.book, imported.facts, unit)
    files = files_of(report.document, "决算公开报告", "决算公开表", formats)
    made = dict(files.made)
    made["勾稽检验.json"] = _judgements(report)
    out.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (out / name).write_bytes(data)
    return Written(tuple(out / name for name in made), report, files.refused, files.missing_glyphs)


@dataclass(frozen=True, slots=True)
class Files:
    """A document in some formats: bytes by name, what could not be made, letters without glyph."""

    made: Mapping[str, bytes]
    refused: tuple[str, ...]
    missing_glyphs: tuple[str, ...]


def files_of(document: Document, name: str, tables_name: str, formats: Sequence[str]) -> Files:
    """Return a document in `formats`, named `name`; its tables as xlsx, named `tables_name`.

    A format whose font is missing is refused with one line.
    """
    refused: list[str] = []
    pdf = _pdf(document, refused) if {"pdf", "docx"} & set(formats) else None
    made: dict[str, bytes] = {}
    if "docx" in formats:
        pages = pdf.heading_pages if pdf else None
        made[f"{name}.docx"] = write_docx(document, contents_pages=pages)
    if "pdf" in formats and pdf is not None:
        made[f"{name}.pdf"] = pdf.data
    if "html" in formats:
        made[f"{name}.html"] = write_html(document)
    if "xlsx" in formats:
        made[f"{tables_name}.xlsx"] = write_xlsx(document)
    if "txt" in formats:
        made[f"{name}.txt"] = write_text(document)
    shown = tuple(refused) if "pdf" in formats else ()
    return Files(made, shown, pdf.missing if pdf and "pdf" in formats else ())


def _pdf(document: Document, refused: list[str]) -> PdfResult | None:
    try:
        fonts: Fonts = find_fonts()
    except MissingFonts as missing:
        refused.append(str(missing))
        return None
    return write_pdf(document, fonts)


def _judgements(report: CompiledReport) -> bytes:
    text = json.dumps(report.judged.records(), ensure_ascii=False, indent=1)
    return (text + "\n").encode()
