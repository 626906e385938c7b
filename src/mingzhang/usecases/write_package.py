"""Writes a compiled report in every format, from one document."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    document = report.document
    refused: list[str] = []
    pdf = _pdf(document, refused) if {"pdf", "docx"} & set(formats) else None
    made: dict[str, bytes] = {}
    if "docx" in formats:
        pages = pdf.heading_pages if pdf else None
        made["决算公开报告.docx"] = write_docx(document, contents_pages=pages)
    if "pdf" in formats and pdf is not None:
        made["决算公开报告.pdf"] = pdf.data
    if "html" in formats:
        made["决算公开报告.html"] = write_html(document)
    if "xlsx" in formats:
        made["决算公开表.xlsx"] = write_xlsx(document)
    if "txt" in formats:
        made["决算公开报告.txt"] = write_text(document)
    made["勾稽检验.json"] = _judgements(report)
    out.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (out / name).write_bytes(data)
    shown = refused if "pdf" in formats else []
    missing = pdf.missing if pdf and "pdf" in formats else ()
    return Written(tuple(out / name for name in made), report, tuple(shown), missing)


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
