"""A book's folder: its cells sought, solved, verified with the product itself, written back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from mingzhang.documents.tables.csv_folder import read_csv_folder, write_csv
from mingzhang.domain.book.check import check_book
from mingzhang.domain.book.columns import columns
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.parse import book_grids, parse_book
from mingzhang.domain.book.sheets import SHEETS
from mingzhang.domain.figures import Figures
from mingzhang.facts.factset import FactSet
from mingzhang.kernel.problem import InputProblems
from tools.reconstruct.forms import Cell, Form, Forms, Ratio
from tools.reconstruct.printed import Printed, Statement, read_printed
from tools.reconstruct.solve import Bound, NoSolution, Problem, solve

_FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Example:
    """A book in the making and what its report printed."""

    name: str
    book: Book
    facts: FactSet
    printed: Printed


def read_example(folder: Path, *, as_printed: bool = False) -> Example:
    """Return the book in `folder` and the print of the same name. Raises InputProblems."""
    book = parse_book(read_csv_folder(folder))
    facts, problems = book_facts(book)
    if problems:
        raise InputProblems(problems)
    printed = read_printed(folder.name, book.whole, book.year, as_printed=as_printed)
    return Example(folder.name, book, facts, printed)


def reconstruct(example: Example) -> Book:
    """Return the book with every amount marked 还原 or 推算 found anew.

    What those cells held before does not matter. Raises NoSolution with the statements that
    cannot hold together, or with those that the exact check finds broken.
    """
    forms = Forms.of(example.facts)
    found = solve(pose(forms, example.printed))
    book = filled(example.book, {cell: fen * _FEN for cell, fen in found.items()})
    broken = list(violations(book, example.printed))
    if broken:
        raise NoSolution(broken)
    return book


def pose(forms: Forms, printed: Printed) -> Problem:
    """Return the statements, the identities and the agreement of views as a linear problem."""
    problem = Problem(tuple(sorted(forms.sought)))
    for statement in printed.statements:
        figure = forms.figure(statement.key)
        if _constant(figure):
            continue  # of exact rows only; `violations` looks at it all the same
        problem.bounds += _bounds(statement, figure, forms)
        if statement.is_amount and isinstance(figure, Form):
            target = int(statement.value * statement.scale * 100)
            _once(problem.deviations, figure - Form({}, target))
    for key, value in printed.near:
        _once(problem.deviations, forms.amount(key) - Form({}, int(value * 100)))
    for identity in printed.identities:
        total = forms.amount(identity.key)
        for addend in identity.addends:
            total -= forms.amount(addend)
        _once(problem.equations, total)
    for form in forms.agreements():
        _once(problem.equations, form)
    return problem


def violations(book: Book, printed: Printed) -> Iterator[str]:
    """Yield every statement, identity or rule of a book that does not hold, computed exactly."""
    yield from map(str, check_book(book).problems)
    figures = Figures(book_facts(book)[0])
    for statement in printed.statements:
        exact = figures.value(statement.key)
        if exact is None:
            yield f"{statement}：账套推不出"
        elif not statement.interval.holds(exact):
            yield f"{statement}：账套得 {exact:.6f}"
    for identity in printed.identities:
        left, right = figures.value(identity.key), [figures.value(k) for k in identity.addends]
        if left is None or None in right or left != sum(v for v in right if v is not None):
            yield f"{identity.reason}：{identity.key}"


def files(book: Book) -> dict[str, bytes]:
    """Return the CSV files of a book by name."""
    return {f"{grid.name}.csv": write_csv(grid) for grid in book_grids(book)}


def filled(book: Book, amounts: Mapping[Cell, Decimal]) -> Book:
    """Return the book with these amounts (yuan) in these cells."""
    fields = {name: {c.heading: c.field for c in columns(t)} for name, t in SHEETS.items()}
    changes: dict[tuple[str, int], dict[str, Decimal]] = {}
    for cell, amount in amounts.items():
        row = changes.setdefault((cell.sheet, cell.row), {})
        row[fields[cell.sheet][cell.column]] = amount
    return Book(
        {
            name: tuple(_changed(line, changes.get((name, line.number), {})) for line in lines)
            for name, lines in book.sheets.items()
        }
    )


def _changed(line: Line[object], values: Mapping[str, Decimal]) -> Line[object]:
    return replace(line, row=replace(line.row, **values)) if values else line  # type: ignore[type-var]


def _once(forms: list[Form], form: Form) -> None:
    if form not in forms and form.times(-1) not in forms and (form.cells or form.constant):
        forms.append(form)


def _constant(figure: Form | Ratio) -> bool:
    if isinstance(figure, Form):
        return not figure.cells
    return not (figure.part.cells or figure.whole.cells)


def _bounds(statement: Statement, figure: Form | Ratio, forms: Forms) -> Iterator[Bound]:
    """Yield low ≤ figure < high (mirrored below zero) in whole numbers of fen."""
    interval, name = statement.interval, str(statement)
    if isinstance(figure, Form):
        part, whole, factor = figure, Form({}, 1), Decimal(100)
    else:
        part, whole, factor = figure.part.times(100), figure.whole, Decimal(1)
    low, high = interval.low * factor, interval.high * factor
    scale = 10 ** max(0, *(-int(b.normalize().as_tuple().exponent) for b in (low, high)))
    size = _size(whole, forms) * float(high - low) / 2 * scale
    above = part.times(scale).plus(whole, -int(low * scale))
    below = whole.times(int(high * scale)) - part.times(scale)
    strict = Form({}, 1)
    yield Bound(above - strict if interval.negative else above, name, size)
    yield Bound(below if interval.negative else below - strict, name, size)


def _size(whole: Form, forms: Forms) -> float:
    fen = {cell: int(value * 100) for cell, value in forms.sought.items()}
    return float(max(1, abs(whole.value(fen))))
