"""Changing a row by 1,000 yuan changes the figures whose derivation names it, and no other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from mingzhang.docmodel.model import Number, numbers
from mingzhang.domain.book.columns import columns
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.sheets import SHEETS, FigureRow
from mingzhang.domain.derivations import rows_behind
from mingzhang.domain.figures import Figures
from mingzhang.facts.key import FactKey
from mingzhang.kernel.money import UNITS, in_unit
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.concepts import concept
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import ImportedBook, import_book
from mingzhang.usecases.performance.report import compile_performance_report, performance_reports
from mingzhang.usecases.performance.side import figures_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
BOOKS = sorted(p.parent.name for p in EXAMPLES.glob("*/部门.csv"))
#: A larger book is tested at so many of its cells, spread over all sheets.
MOST = 150


@dataclass(frozen=True)
class Cell:
    """An amount or count of a row."""

    sheet: str
    row: int
    column: str
    field: str
    step: Decimal

    @property
    def address(self) -> tuple[str, int, str]:
        return self.sheet, self.row, self.column


def _cells(book: Book) -> Iterator[Cell]:
    for sheet, lines in book.sheets.items():
        for column in columns(SHEETS[sheet]):
            if column.field == "version":  # tells which row counts; no amount
                continue
            for line in lines:
                if isinstance(getattr(line.row, column.field), Decimal):
                    step = Decimal(1) if _counts(line.row, column.kind.name) else Decimal(1000)
                    yield Cell(sheet, line.number, column.heading, column.field, step)


def _counts(row: object, kind: str) -> bool:
    if isinstance(row, FigureRow):
        return concept(row.concept).unit == "count"
    return kind == "数量"


def _changed(book: Book, cell: Cell) -> Book:
    """Return the book with one cell raised; nothing reconciles it."""
    lines = []
    for line in book.sheets[cell.sheet]:
        row = line.row
        if line.number == cell.row:
            value = getattr(row, cell.field) + cell.step
            row = replace(row, **{cell.field: value})  # type: ignore[type-var]
        lines.append(Line(line.number, row))
    return Book({**book.sheets, cell.sheet: tuple(lines)})


@dataclass(frozen=True)
class Printed:
    """A compiled example: every key printed, its value and the cells behind it."""

    book: Book
    values: dict[FactKey, Decimal | None]
    behind: dict[FactKey, frozenset[tuple[str, int, str]]]


@cache
def _printed(name: str) -> Printed:
    imported = import_book(EXAMPLES / name)
    figures = figures_of(imported)
    keys = {FactKey.parse(number.key) for number in _numbers(imported)}
    return Printed(
        imported.book,
        {key: figures.value(key) for key in keys},
        {key: _addresses(figures, key) for key in keys},
    )


def _numbers(imported: ImportedBook) -> Iterator[Number]:
    """Yield the facts that the report and those on performance print.

    A cell of a form that is no fact shows a cell of the book as it is.
    """
    documents = [compile_report(imported.book, imported.facts).document]
    documents += [
        compile_performance_report(imported, kind, project).document
        for kind, project in performance_reports(imported)
    ]
    for document in documents:
        yield from (n for n in numbers(document) if not n.key.startswith("cell("))


def _addresses(figures: Figures, key: FactKey) -> frozenset[tuple[str, int, str]]:
    return frozenset((r.sheet, r.row, r.column) for r in rows_behind(figures, key))


def _sample(book: Book) -> list[Cell]:
    cells = list(_cells(book))
    return cells[:: -(-len(cells) // MOST)]


CELLS = [(name, cell) for name in BOOKS for cell in _sample(import_book(EXAMPLES / name).book)]


def _named(case: object) -> str:
    return "-".join(map(str, case.address)) if isinstance(case, Cell) else str(case)


def _still(value: Decimal | None, key: FactKey) -> bool:
    """A share of 100 % stays one when part and whole grow alike, and 0 % of anything is 0 %.

    More than the target earns no more points, and an indicator that was reached stays reached.
    """
    if key.concept in ("points", "goal_indicators"):
        return key.get("measure") not in ("weight", "stated")
    return key.get("measure") in ("share", "completion") and value in (0, 100)


@pytest.mark.parametrize("name", BOOKS)
def test_the_examples_have_rows_enough_to_prove_it(name: str) -> None:
    assert len(_sample(_printed(name).book)) >= 60


@pytest.mark.parametrize(("name", "cell"), CELLS, ids=_named)
def test_a_row_changes_exactly_the_figures_that_name_it(name: str, cell: Cell) -> None:
    before = _printed(name)
    step = cell
    facts, problems = book_facts(_changed(before.book, step))
    if problems:  # a part above its whole is refused; a part below it is not
        step = replace(cell, step=-cell.step)
        facts, problems = book_facts(_changed(before.book, step))
    assert not problems
    figures = figures_of(ImportedBook(_changed(before.book, step), facts))
    changed = {key for key, value in before.values.items() if figures.value(key) != value}
    naming = {key for key, cells in before.behind.items() if cell.address in cells}
    assert sorted(map(str, changed - naming)) == []
    unmoved = {k for k in naming - changed if not _still(before.values[k], k)}
    assert sorted(map(str, unmoved)) == []


@pytest.mark.parametrize("name", BOOKS)
def test_some_rows_are_behind_many_figures_and_some_behind_few(name: str) -> None:
    # Else the test above would compare empty sets.
    printed = _printed(name)
    counts = [
        sum(cell.address in cells for cells in printed.behind.values())
        for cell in _sample(printed.book)
    ]
    assert max(counts) >= 5
    assert sum(1 for count in counts if count) > len(counts) / 4


@pytest.mark.parametrize("name", BOOKS)
def test_what_is_printed_is_the_rounded_exact_value(name: str) -> None:
    """The document after a change prints the changed values, not those of before."""
    before = _printed(name)
    for cell in _sample(before.book)[::60]:
        book = _changed(before.book, cell)
        facts, _ = book_facts(book)
        imported = ImportedBook(book, facts)
        figures = figures_of(imported)
        for number in _numbers(imported):
            key = FactKey.parse(number.key)
            exact = figures.value(key)
            assert exact is not None
            of_money = concept(key.concept).unit == "yuan" and number.unit in UNITS
            shown = in_unit(exact, number.unit) if of_money else exact
            assert half_up(abs(shown), number.places) == abs(number.value), number.key
