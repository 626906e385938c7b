"""Reads a book from what the office has, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mingzhang.documents.tables.csv_folder import read_csv_folder
from mingzhang.domain.book.cautions import cautions
from mingzhang.domain.book.check import check_book
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.parse import read_book
from mingzhang.domain.book.sheets import DepartmentRow, UnitRow
from mingzhang.domain.performance.checks.cautions import performance_cautions
from mingzhang.domain.performance.checks.sheets import check_performance
from mingzhang.domain.report.edition import ReportEdition, read_edition
from mingzhang.domain.report.user_text import check_user_texts, unprinted_texts
from mingzhang.domain.statements.load import KIND as STATEMENTS
from mingzhang.facts.factset import FactSet
from mingzhang.kernel.problem import Caution, InputProblems, Place, Problem, in_files, in_order
from mingzhang.rulebook.editions import Edition, NoEdition, choose, editions, merged

_REPORT = "report"
#: The reports on performance, from the whole department to a special fund.
PERFORMANCE_REPORTS = ("wholereport", "projectreport", "specialreport")
#: What people call the kinds of edition that a report needs.
_EDITIONS = {_REPORT: "公开说明文字", STATEMENTS: "公开表"}


@dataclass(frozen=True, slots=True)
class ImportedBook:
    """A book whose rows fit together, its facts, and what to look at again in it."""

    book: Book
    facts: FactSet
    cautions: tuple[Caution, ...] = ()

    def unit(self, code: str | None = None) -> str:
        """Return the code of a unit, without one that of the only unit.

        Raises InputProblems when there is no such unit, or there are several to choose from.
        """
        codes = [u.code for u in self.book.rows(UnitRow)]
        if code in codes or (code is None and len(codes) == 1):
            return code or codes[0]
        found = f"{len(codes)}个单位" if code is None else code
        remedy = f"用 --unit 指明，可用：{'、'.join(codes)}"
        raise InputProblems([Problem(Place("单位"), found, "“单位”表中的一个单位", remedy)])


def report_edition(book: Book) -> ReportEdition:
    """Return the report edition for a book's region and year. Raises NoEdition."""
    chosen = choose(_REPORT, book.department.region, book.year)
    return read_edition(chosen.id, merged(chosen.id))


def performance_editions(book: Book) -> dict[str, ReportEdition]:
    """Return the editions of the performance reports that the place and year have, by kind.

    The names of the final-accounts report hold in them too: the office's texts use the same.
    """
    names = report_edition(book).names
    found: dict[str, ReportEdition] = {}
    for kind in PERFORMANCE_REPORTS:
        try:
            chosen = choose(kind, book.department.region, book.year)
        except NoEdition:
            continue
        edition = read_edition(chosen.id, merged(chosen.id))
        found[kind] = replace(edition, names={**edition.names, **names})
    return found


def import_book(folder: Path) -> ImportedBook:
    """Return the book in a folder of CSV files and its facts.

    Raises InputProblems with every problem at once: cells, rows that do not fit, codes that the
    year does not know, views or stated totals that do not agree to the fen, texts that type their
    figures, and a place or year without an edition. What rests on a sheet that has problems is not
    examined. Places name the files.
    """
    grids = read_csv_folder(folder)
    files = {grid.name: grid.file for grid in grids}
    reading = read_book(grids)
    book = reading.book
    checked = check_book(book, reading.unclean, check_performance(book, reading.unclean))
    problems = [*reading.problems, *checked.problems]
    doubted = [*cautions(book, checked.facts), *performance_cautions(book, checked.facts)]
    try:
        edition = report_edition(book)
        choose(STATEMENTS, book.department.region, book.year)
        own, every = (edition, *performance_editions(book).values()), _performance_reports()
        problems += check_user_texts(book, edition, every)
        doubted += unprinted_texts(book, own, every)
    except NoEdition as none:
        problems += _no_edition(book, none)
    doubts = in_order(in_files(doubted, files))
    if problems:
        raise InputProblems(in_files(problems, files), doubts)
    return ImportedBook(book, checked.facts, doubts)


def _performance_reports() -> tuple[ReportEdition, ...]:
    """Return the performance reports of every place and year: all that texts may be written for.

    A text that this year's report has no place for is no slip of the pen in its name; and a wrong
    year must not make every text wrong.
    """
    every = (e.id for e in editions().values() if e.kind in PERFORMANCE_REPORTS)
    return tuple(read_edition(each, merged(each)) for each in every)


def _no_edition(book: Book, none: NoEdition) -> Iterator[Problem]:
    """Say whether it is the place or the year; nothing where these could not be read."""
    number = next(book.lines(DepartmentRow)).number
    region, year = book.department.region, book.year
    if not region or not year:
        return
    for kind, name in _EDITIONS.items():
        every = [e for e in editions().values() if e.kind == kind]
        own = [e for e in every if e.region == "cn" or region.startswith(e.region)]
        if not own:
            there = "、".join(f"{r}开头" for r in sorted({e.region for e in every}))
            place = Place("部门", number, "行政区划代码")
            remedy = f"还没有该地区的{name}，可以自己加一个版本，见用户手册第十六节"
            yield Problem(place, region, f"已有{name}的地区（代码以{there}）", remedy)
            return
        if not any(e.validity.covers(year) for e in own):
            place = Place("部门", number, "年度")
            remedy = f"核对年度；其他年度的{name}还没有收录"
            yield Problem(place, str(year), f"已有{name}的年度（{_years(own)}）", remedy)
            return
    yield Problem(Place("部门", number), f"{region}，{year}年度", "可用的版本", str(none))


def _years(own: list[Edition]) -> str:
    """Return the years that some editions cover together, for people."""
    since = min(e.validity.since or 0 for e in own)
    ends = [e.validity.until for e in own]
    last = "" if None in ends else f"至{max(e for e in ends if e is not None)}年"
    return f"{since}年起{last}" if since else last
