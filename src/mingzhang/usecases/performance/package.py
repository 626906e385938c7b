"""Writes all that a year's performance gives on paper: the reports, and the forms to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mingzhang.domain.book.model import Book
from mingzhang.domain.book.performance_sheets import PERFORMANCE_SHEETS
from mingzhang.rulebook.editions import NoEdition
from mingzhang.usecases.import_book import ImportedBook
from mingzhang.usecases.performance.forms import write_forms
from mingzhang.usecases.performance.report import write_performance_reports


@dataclass(frozen=True, slots=True)
class PerformancePackage:
    """What was written: files, what is missing in them, and what could not be made and why."""

    files: tuple[Path, ...]
    forms: tuple[str, ...]
    gaps: tuple[str, ...]
    refused: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return what happened, for people."""
        lines = [f"  已生成 {path}" for path in self.files]
        if self.forms:
            lines.append(f"  表格{len(self.forms)}张，各占一页，可打印签字盖章")
        lines += [f"  待补：{gap}" for gap in self.gaps]
        return lines + [f"  未生成：{reason}" for reason in self.refused]


def has_performance(book: Book) -> bool:
    """Tell whether a book keeps anything of the performance cycle."""
    return any(book.sheets.get(name) for name in PERFORMANCE_SHEETS)


def write_performance_package(
    imported: ImportedBook, out: Path, project: str | None, formats: Sequence[str]
) -> PerformancePackage:
    """Write the reports and the forms of a year, or of one project, to `out` in `formats`.

    A place or year without reports gets its forms all the same, and the other way round; what has
    no edition is told. Raises InputProblems for an unknown project, and NoEdition when there is
    neither.
    """
    refused: list[str] = []
    try:
        printed = write_forms(imported, out, (), project, formats)
        files, forms = list(printed.files), printed.copies
        refused += printed.refused
    except NoEdition as none:
        files, forms = [], ()
        refused.append(str(none))
    gaps: list[str] = []
    try:
        for written in write_performance_reports(imported, out, (), project, formats):
            files += written.files
            gaps += [f"{written.report.name}：{gap}" for gap in written.report.gaps]
            refused += written.refused
    except NoEdition as none:
        if not forms:
            raise
        refused.append(str(none))
    return PerformancePackage(tuple(files), forms, tuple(gaps), tuple(dict.fromkeys(refused)))
