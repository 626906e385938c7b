"""Compiles the reports on a year's performance: of the department, of a project, of a fund."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mingzhang.docmodel.model import Document, Table
from mingzhang.domain.book.performance_sheets import EvaluationRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.model import WHOLE
from mingzhang.domain.report.compile import compile_blocks
from mingzhang.domain.report.context import Context, make_context
from mingzhang.domain.report.edition import ReportEdition
from mingzhang.domain.report.performance_loops import subject_turn
from mingzhang.rulebook.editions import NoEdition
from mingzhang.usecases.compile_report import derivations_of, document_of
from mingzhang.usecases.import_book import (
    PERFORMANCE_REPORTS,
    ImportedBook,
    performance_editions,
)
from mingzhang.usecases.performance.side import form_inserts, with_performance
from mingzhang.usecases.write_package import files_of

WHOLE_REPORT, PROJECT_REPORT, SPECIAL_REPORT = PERFORMANCE_REPORTS

#: What a file of each kind is called.
_NAMES = {
    WHOLE_REPORT: "部门整体支出绩效自评报告",
    PROJECT_REPORT: "项目支出绩效自评报告",
    SPECIAL_REPORT: "专项预算项目绩效评价报告",
}
#: Who evaluates in a report of the department's own; finance writes its own reports.
_OWN_EVALUATORS = ("self", "department")


class NoPerformance(LookupError):
    """The book has nothing for such a report; the message says what is lacking."""


@dataclass(frozen=True, slots=True)
class PerformanceReport:
    """A report: its kind, the project ("" the whole department), the document.

    `gaps` say with full keys what is missing; the document says it in plain words.
    """

    kind: str
    project: str
    document: Document
    gaps: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{_NAMES[self.kind]}-{self.project}" if self.project else _NAMES[self.kind]


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What was written of a report, what is missing in it, what could not be made and why."""

    report: PerformanceReport
    files: tuple[Path, ...]
    refused: tuple[str, ...]
    missing_glyphs: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return what happened, for people."""
        lines = [f"  已生成 {path}" for path in self.files]
        lines += [f"  待补：{gap}" for gap in self.report.gaps]
        lines += [f"  字体缺字：{char}" for char in self.missing_glyphs]
        return lines + [f"  未生成：{reason}" for reason in self.refused]


def compile_performance_report(
    imported: ImportedBook, kind: str, project: str = WHOLE
) -> PerformanceReport:
    """Return a report on performance with the forms that its outline annexes.

    `kind` is `wholereport`, or of a project `projectreport` or `specialreport`. The same book gives
    the same document. Raises NoEdition when the rulebook has no such report for the place and
    year, NoPerformance when the book has nothing for it, KeyError for an unknown project.
    """
    context = _context(imported, _edition(imported, kind), project)
    forms = form_inserts(context, imported)
    document = document_of(context, compile_blocks(context, forms.inserts))
    told = derivations_of(context, document, forms.derivations)
    gaps = tuple(context.findings.gaps)
    return PerformanceReport(kind, project, replace(document, derivations=told), gaps)


def write_performance_reports(
    imported: ImportedBook,
    out: Path,
    kinds: Sequence[str],
    project: str | None,
    formats: Sequence[str],
) -> tuple[WrittenReport, ...]:
    """Write the reports on performance to `out` in `formats`; the folder is made.

    `kinds` empty: those that the place and year have. `project` limits the reports to one project;
    None: the department's and those of every project that has something to report. A project with
    an evaluation of its own or of the department gets the `specialreport`. A workbook is made only
    where a report has tables. The same book, fonts and versions give the same bytes.
    """
    return tuple(
        _written(compile_performance_report(imported, kind, code), out, formats)
        for kind, code in performance_reports(imported, kinds, project)
    )


def performance_reports(
    imported: ImportedBook, kinds: Sequence[str] = (), project: str | None = None
) -> tuple[tuple[str, str], ...]:
    """Return kind and project of every report on performance that a book gives, "" the whole.

    `kinds` and `project` choose among them as for `write_performance_reports`. Raises NoEdition,
    and KeyError for an unknown project.
    """
    return tuple(
        (kind, code)
        for kind in kinds or tuple(performance_editions(imported.book))
        for code in _projects(imported, kind, project)
    )


def _written(report: PerformanceReport, out: Path, formats: Sequence[str]) -> WrittenReport:
    has_tables = any(isinstance(block, Table) for block in report.document.blocks)
    wanted = [f for f in formats if f != "xlsx" or has_tables]
    files = files_of(report.document, report.name, f"{report.name}附表", wanted)
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.made.items():
        (out / name).write_bytes(data)
    paths = tuple(out / name for name in files.made)
    return WrittenReport(report, paths, files.refused, files.missing_glyphs)


def _edition(imported: ImportedBook, kind: str) -> ReportEdition:
    found = performance_editions(imported.book)
    if kind not in found:
        department = imported.book.department
        there = "、".join(found) or "没有"
        said = f"没有适用于 {department.region} {department.year}年的“{kind}”；可用：{there}"
        raise NoEdition(said)
    return found[kind]


def _context(imported: ImportedBook, edition: ReportEdition, project: str) -> Context:
    book = imported.book
    made = make_context(book, Figures(imported.facts), edition, book.whole)
    context = with_performance(made, imported)
    side = context.performance
    if side is None:
        raise NoPerformance("账套没有绩效目标、绩效指标、自评或评价")
    subject = side.performance.project(project)
    if not side.managed(subject):
        named = f"项目“{subject.name}”" if project else "部门整体"
        raise NoPerformance(f"{named}没有绩效目标、绩效指标和自评")
    return context.with_bound(subject_turn(context, subject))


def _projects(imported: ImportedBook, kind: str, only: str | None) -> Iterator[str]:
    """Yield the projects that a report of the kind is about, "" the whole department."""
    book = imported.book
    made = make_context(book, Figures(imported.facts), _edition(imported, kind), book.whole)
    side = with_performance(made, imported).performance
    if side is None:
        return
    if only is not None:
        side.performance.project(only)  # raises KeyError for an unknown one
    if kind == WHOLE_REPORT:
        if not only and side.managed(side.performance.whole):
            yield WHOLE
        return
    kinds = {(r.project, r.kind) for r in book.rows(EvaluationRow)}
    for project in side.projects:
        if only and project.code != only:
            continue
        evaluated = any((project.code, kind_) in kinds for kind_ in _OWN_EVALUATORS)
        by_itself = (project.code, "self") in kinds
        if evaluated if kind == SPECIAL_REPORT else not by_itself:
            yield project.code
