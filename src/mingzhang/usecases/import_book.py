"""Reads a book from what the office has, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mingzhang.documents.tables.csv_folder import read_csv_folder
from mingzhang.domain.book.check import check_book
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.parse import parse_book
from mingzhang.domain.book.sheets import UnitRow
from mingzhang.domain.report.edition import ReportEdition, read_edition
from mingzhang.domain.report.user_text import check_user_texts
from mingzhang.facts.factset import FactSet
from mingzhang.kernel.problem import InputProblems, Place, Problem
from mingzhang.rulebook.editions import choose, merged


@dataclass(frozen=True, slots=True)
class ImportedBook:
    """A book whose rows fit together, and its facts."""

    book: Book
    facts: FactSet

    def only_unit(self) -> str:
        """Return the code of the only unit. Raises InputProblems when there are several."""
        codes = [u.code for u in self.book.rows(UnitRow)]
        if len(codes) != 1:
            found = f"{len(codes)}个单位"
            raise InputProblems(
                [
                    Problem(
                        Place("单位"), found, "指明一个单位", f"加 --unit，可用：{'、'.join(codes)}"
                    )
                ]
            )
        return codes[0]


def report_edition(book: Book) -> ReportEdition:
    """Return the report edition for a book's region and year. Raises NoEdition."""
    chosen = choose("report", book.department.region, book.year)
    return read_edition(chosen.id, merged(chosen.id))


def import_book(folder: Path) -> ImportedBook:
    """Return the book in a folder of CSV files and its facts.

    Raises InputProblems with every problem at once: cells, then rows that do not fit, codes
    that the year does not know, and views or stated totals that do not agree to the fen.
    """
    book = parse_book(read_csv_folder(folder))
    facts, problems = book_facts(book)
    problems += check_book(book, None if problems else facts)
    problems += check_user_texts(book, report_edition(book))
    if problems:
        raise InputProblems(problems)
    return ImportedBook(book, facts)
