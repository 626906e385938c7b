"""Reads a book from what the office has, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mingzhang.documents.tables.csv_folder import read_csv_folder
from mingzhang.domain.book.check import check_book
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.parse import parse_book
from mingzhang.facts.factset import FactSet
from mingzhang.kernel.problem import InputProblems


@dataclass(frozen=True, slots=True)
class ImportedBook:
    """A book whose rows fit together, and its facts."""

    book: Book
    facts: FactSet


def import_book(folder: Path) -> ImportedBook:
    """Return the book in a folder of CSV files and its facts.

    Raises InputProblems with every problem at once: cells, then rows that do not fit, codes
    that the year does not know, and views or stated totals that do not agree to the fen.
    """
    book = parse_book(read_csv_folder(folder))
    facts, problems = book_facts(book)
    problems += check_book(book, None if problems else facts)
    if problems:
        raise InputProblems(problems)
    return ImportedBook(book, facts)
