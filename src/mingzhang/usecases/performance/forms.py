"""Official forms of the performance cycle: written from a book, and read back into it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mingzhang.docmodel.grid import grids
from mingzhang.docmodel.model import Document
from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.html.write import write_html
from mingzhang.documents.pdf.fonts import MissingFonts, find_fonts
from mingzhang.documents.pdf.write import write_pdf
from mingzhang.documents.readers.registry import read
from mingzhang.documents.readers.sandbox import Guard
from mingzhang.documents.readers.sheets.workbook import SUFFIXES as WORKBOOKS
from mingzhang.documents.readers.sheets.workbook import read_workbook
from mingzhang.documents.readers.word.docx import read_docx
from mingzhang.documents.tables.csv_folder import write_csv
from mingzhang.documents.xlsx.write import write_xlsx
from mingzhang.domain.book.parse import book_grids
from mingzhang.domain.book.performance_sheets import WholeRow
from mingzhang.domain.labels import names_of
from mingzhang.domain.performance.evaluation.evaluate import evaluate
from mingzhang.domain.performance.evaluation.facts import evaluation_facts
from mingzhang.domain.performance.forms.compose import Copy, copies, document_of
from mingzhang.domain.performance.forms.known import Known, known_of
from mingzhang.domain.performance.forms.load import FormSet, form_set
from mingzhang.domain.performance.forms.material import Material
from mingzhang.domain.performance.forms.merge import merged, problems_alone, problems_of
from mingzhang.domain.performance.forms.rated import evaluation_sheets, whole_sheet
from mingzhang.domain.performance.forms.reading import FormReading, read_form
from mingzhang.domain.performance.forms.score_sheet import ScoreSheet
from mingzhang.domain.performance.model import WHOLE
from mingzhang.domain.performance.whole.evaluate import evaluate_whole
from mingzhang.domain.performance.whole.facts import whole_facts, with_ratings
from mingzhang.domain.performance.whole.model import Rating
from mingzhang.facts.factset import Quantity
from mingzhang.facts.key import FactKey
from mingzhang.kernel.problem import InputProblems, Place, Problem
from mingzhang.rulebook.editions import NoEdition
from mingzhang.usecases.import_book import ImportedBook, import_book
from mingzhang.usecases.performance.year import PerformanceYear

FORM_FORMATS = ("docx", "pdf", "html", "xlsx")
_NAME = "绩效管理表格"
#: Files in which filled forms come back, as people are told; an office may call a docx doc or wps.
FORM_FILES = "xlsx、xls、docx"
_READERS = {
    **dict.fromkeys(WORKBOOKS, read_workbook),
    ".docx": read_docx,
    **dict.fromkeys((".docm", ".doc", ".wps"), read),
}
#: Where a form alone says nothing of its place, thresholds of the whole country hold.
_ANYWHERE = "000000"


@dataclass(frozen=True, slots=True)
class FormsWritten:
    """What was written: files, the names of the copies in them, and what could not be made."""

    files: tuple[Path, ...]
    copies: tuple[str, ...]
    refused: tuple[str, ...]
    missing_glyphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormsRead:
    """Forms as read; `skipped` names sheets that are no form, `files` what was saved."""

    readings: tuple[FormReading, ...]
    skipped: tuple[str, ...]
    files: tuple[Path, ...] = ()


def form_material(imported: ImportedBook, sheets: Iterable[ScoreSheet] | None = None) -> Material:
    """Return what the forms of a book are filled from.

    `sheets` are scored systems; without them those of the year's evaluations.
    """
    year = PerformanceYear(imported)
    figures, names = year.figures, names_of(imported.book)
    if sheets is None:
        rated = _rated(year)
        figures, sheets = figures.with_computed(rated.facts), rated.sheets
        names = with_ratings(names, rated.ratings)
    return Material(
        imported.book,
        figures,
        year.performance,
        year.scored,
        names,
        {sheet.code: sheet for sheet in sheets},
    )


@dataclass(frozen=True, slots=True)
class _Rated:
    """Systems that were scored, their figures, and what the codes of those are called."""

    sheets: tuple[ScoreSheet, ...] = ()
    facts: Mapping[FactKey, Quantity] = field(default_factory=dict)
    ratings: tuple[Rating, ...] = ()


def _rated(year: PerformanceYear) -> _Rated:
    """Return the evaluations of a year; none where the rulebook has no system for it."""
    given = (year.book, year.figures, year.performance, year.scored, year.parameters)
    try:
        whole, others = evaluate_whole(*given), evaluate(*given)
    except NoEdition:
        return _Rated()
    ratings = (whole.rating, *(each.rating for each in others.evaluations))
    own = (whole_sheet(whole, year.performance.name),) if _whole_is_managed(year) else ()
    return _Rated(
        (*own, *evaluation_sheets(others)),
        {**whole_facts(whole), **evaluation_facts(others)},
        ratings,
    )


def _whole_is_managed(year: PerformanceYear) -> bool:
    """Tell whether the book says anything of the department's own performance."""
    own = year.performance.whole
    return bool(own.goals or own.indicators or year.book.rows(WholeRow) or WHOLE in year.stated)


def forms_of(imported: ImportedBook) -> FormSet:
    """Return the forms that a book's department uses in its year. Raises NoEdition."""
    return form_set(imported.book.department.region, imported.book.year)


def forms_document(
    imported: ImportedBook,
    forms: Collection[str] = (),
    project: str | None = None,
    sheets: Iterable[ScoreSheet] | None = None,
) -> tuple[Document, tuple[Copy, ...]]:
    """Return forms of a book as one document, a page each, and which they are.

    Without `forms` (ids of the edition) all that have something to say; `project` keeps those of
    one project, "" those of the whole department. Raises InputProblems for an unknown form or
    project, or when there is nothing to print; NoEdition.
    """
    material, chosen = form_material(imported, sheets), forms_of(imported)
    _refuse_unknown(chosen, material, forms, project)
    printed = copies(chosen, material, forms, project)
    if not printed:
        remedy = "先填绩效目标、绩效指标等表，或用 forms 指明要印的空表"
        raise InputProblems([Problem(Place(_NAME), "没有内容", "有内容的表", remedy)])
    return document_of(printed, material), printed


def _refuse_unknown(
    chosen: FormSet, material: Material, forms: Collection[str], project: str | None
) -> None:
    problems = []
    for name in forms:
        if name not in chosen.forms:
            known = "、".join(f"{form.id}（{form.title}）" for form in chosen.forms.values())
            problems.append(Problem(Place("表"), name, "当年表格之一", f"可用：{known}"))
    projects = [each.code for each in material.performance.every]
    if project is not None and project not in projects:
        known = "、".join(filter(None, projects))
        problems.append(Problem(Place("项目"), project, "“项目”表中的编码", f"可用：{known}"))
    if problems:
        raise InputProblems(problems)


def write_forms(
    imported: ImportedBook,
    out: Path,
    forms: Collection[str] = (),
    project: str | None = None,
    formats: Sequence[str] = FORM_FORMATS,
    *,
    sheets: Iterable[ScoreSheet] | None = None,
) -> FormsWritten:
    """Write forms of a book to `out` in `formats`; the folder is made.

    A format whose font is missing is refused with one line and the others are written. The same
    book, fonts and versions give the same bytes. Raises as `forms_document` does.
    """
    document, printed = forms_document(imported, forms, project, sheets)
    name = f"{_NAME}-{project}" if project else _NAME
    made: dict[str, bytes] = {}
    refused: list[str] = []
    missing: tuple[str, ...] = ()
    for each in formats:
        if each != "pdf":
            made[f"{name}.{each}"] = _WRITERS[each](document)
            continue
        try:
            pdf = write_pdf(document, find_fonts())
        except MissingFonts as none:
            refused.append(str(none))
            continue
        made[f"{name}.pdf"], missing = pdf.data, tuple(pdf.missing)
    out.mkdir(parents=True, exist_ok=True)
    for file, data in made.items():
        (out / file).write_bytes(data)
    files = tuple(out / file for file in made)
    return FormsWritten(files, tuple(c.name for c in printed), tuple(refused), missing)


_WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    "docx": write_docx,
    "html": write_html,
    "xlsx": write_xlsx,
}


def read_form_files(
    paths: Sequence[Path], chosen: FormSet | None = None, known: Known | None = None
) -> FormsRead:
    """Return the forms in files (see FORM_FILES), each read in a process of its own.

    Without `chosen` and `known` (the edition and the book) a form is judged by itself: its cells,
    and its rows by the rules of its year. Raises InputProblems with every problem of every file;
    a file without a form is one.
    """
    readings: list[FormReading] = []
    problems: list[Problem] = []
    skipped: list[str] = []
    with Guard() as guard:
        for path in paths:
            try:
                source = _read_source(guard, path)
            except Unreadable as wrong:
                remedy = "打开原件，另存为 xlsx 或 docx 后再读取"
                expected = f"填好的表格（{FORM_FILES}）"
                problems.append(Problem(Place(path.name), str(wrong), expected, remedy))
                continue
            found, others = _forms_in(source, chosen, known)
            readings += found
            skipped += others
            if not found:
                expected = "绩效管理表格（有标题和栏目名称）"
                remedy = "用系统生成的表填写，不改标题和栏目"
                problems.append(Problem(Place(path.name), "没有认出的表", expected, remedy))
    for reading in readings:
        problems += reading.problems
        if known is None:
            problems += problems_alone(reading, _region_of(reading))
    if problems:
        raise InputProblems(problems)
    return FormsRead(tuple(readings), tuple(skipped))


def _read_source(guard: Guard, path: Path) -> SourceDocument:
    suffix = path.suffix.lower()
    if suffix not in _READERS and path.is_file():
        raise Unreadable(f"后缀{suffix}的文件" if suffix else "没有后缀的文件")
    return guard.read(path, _READERS.get(suffix, read))


def _forms_in(
    source: SourceDocument, chosen: FormSet | None, known: Known | None
) -> tuple[list[FormReading], list[str]]:
    found, others = [], []
    for grid in grids(source):
        reading = read_form(grid, chosen, known)
        if reading is None:
            others.append(f"{grid.file}“{grid.name}”")
        else:
            found.append(reading)
    return found, others


def _region_of(reading: FormReading) -> str:
    """Return a region in which the edition of a form holds."""
    region = reading.home.partition("-")[0]
    return _ANYWHERE if region == "cn" else f"{region}{_ANYWHERE}"[: len(_ANYWHERE)]


def read_forms(
    paths: Sequence[Path], book_folder: Path, sheets: Iterable[ScoreSheet] | None = None
) -> FormsRead:
    """Read forms into a book: what they say is laid over its sheets, and the sheets are written.

    Sheets are written only when there is no problem at all: in the files, in their cells, between
    the forms, with the goals that the book holds, and in the book as it would then be. Raises
    InputProblems otherwise; problems that a form brings are told at the form's cells.
    """
    imported = import_book(book_folder)
    material = form_material(imported, sheets)
    found = read_form_files(paths, forms_of(imported), known_of(material))
    laid, problems = merged(imported.book, material.performance, found.readings)
    problems += problems_of(laid)
    if problems:
        raise InputProblems(problems)
    written = [grid for grid in book_grids(laid.book) if grid.name in laid.changed]
    files = tuple(book_folder / f"{grid.name}.csv" for grid in written)
    _save({file: write_csv(grid) for file, grid in zip(files, written, strict=True)})
    return replace(found, files=files)


def _save(made: Mapping[Path, bytes]) -> None:
    """Write files beside the old ones and put them in their place when all are there."""
    waiting = {file: file.with_name(f"{file.name}.new") for file in made}
    for file, data in made.items():
        waiting[file].write_bytes(data)
    for file, new in waiting.items():
        new.replace(file)
