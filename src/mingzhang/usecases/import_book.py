"""Reads a book from what the office has, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mingzhang.documents.tables.csv_folder import read_csv_folder
from mingzhang.domain.book.check import check_book
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.parse import parse_book
from mingzhang.domain.book.sheets import DepartmentRow, UnitRow
from mingzhang.domain.report.edition import ReportEdition, read_edition
from mingzhang.domain.report.user_text import check_user_texts
from mingzhang.facts.factset import FactSet
from mingzhang.kernel.problem import InputProblems, Place, Problem
from mingzhang.rulebook.editions import NoEdition, choose, merged


@dataclass(frozen=True, slots=True)
class ImportedBook:
    """A book whose rows fit together, and its facts."""

    book: Book
    facts: FactSet

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
    chosen = choose("report", book.department.region, book.year)
    return read_edition(chosen.id, merged(chosen.id))


def import_book(folder: Path) -> ImportedBook:
    """Return the book in a folder of CSV files and its facts.

    Raises InputProblems with every problem at once: cells, then rows that do not fit, codes
    that the year does not know, views or stated totals that do not agree to the fen, texts that
    type their figures, and a place or year without a report edition.
    """
    book = parse_book(read_csv_folder(folder))
    facts, problems = book_facts(book)
    problems += check_book(book, None if problems else facts)
    try:
        problems += check_user_texts(book, report_edition(book))
    except NoEdition as none:
        place = Place("部门", next(book.lines(DepartmentRow)).number, "行政区划代码")
        region = f"{book.department.region}，{book.year}年度"
        problems += (Problem(place, region, "有报告版本的地区和年度", str(none)),)
    if problems:
        raise InputProblems(problems)
    return ImportedBook(book, facts)
