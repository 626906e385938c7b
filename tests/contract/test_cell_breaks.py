"""One cent on a cell breaks the identities that it should, and no others.

What should break is derived by hand from the forms in cell_breaks.csv, not from the engine: the
sums that hold the cell in its row and in its column, and what the other tables say of it. For the
cells that nobody thought through, linear algebra: an amount that stands in two tables must be the
same in both by force of the equations, so that no error can hide between them.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.identities import Verdict, judge
from mingzhang.domain.statements.load import KIND, load
from mingzhang.domain.statements.statement import Address, Amount, Statements
from mingzhang.facts.key import FactKey
from mingzhang.rulebook.editions import editions
from mingzhang.usecases.import_book import import_book

HERE = Path(__file__)
DEMO = HERE.parents[2] / "examples" / "demo-2024"
EDITION = "51-statements-2022"
EDITIONS = sorted(e.id for e in editions().values() if e.kind == KIND)
CENT = Decimal("0.01")
_CELL = re.compile(r"(\w+)\[([^\]]+)\]\.(\w+)")


class Break(NamedTuple):
    """A judgement: the identity and its place."""

    identity: str
    line: str
    column: str


@cache
def by_hand() -> dict[str, list[Break]]:
    found: dict[str, list[Break]] = defaultdict(list)
    with HERE.with_name("cell_breaks.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["cell"]].append(Break(row["identity"], row["line"], row["column"]))
    return dict(found)


@cache
def demo(edition: str = EDITION) -> Statements:
    imported = import_book(DEMO)
    book = imported.book
    projects = {p.code: p.name for p in book.rows(ProjectRow)}
    return fill(load(edition), Figures(imported.facts), book.whole, book.year, projects)


def address(cell: str) -> Address:
    match = _CELL.fullmatch(cell)
    assert match, cell
    return Address(*match.groups())


def broken(statements: Statements) -> set[Break]:
    return {
        Break(each.identity.id, each.line, each.column)
        for each in judge(load(EDITION), statements)
        if each.verdict is Verdict.DISAGREES
    }


@pytest.mark.parametrize("cell", by_hand())
def test_a_cent_breaks_exactly_what_the_forms_say(cell: str) -> None:
    at = address(cell)
    held = demo().value(at)
    assert isinstance(held, Amount)
    moved = demo().with_value(at, Amount(held.value + CENT, held.key))
    assert broken(moved) == set(by_hand()[cell])


def test_nothing_is_broken_before() -> None:
    assert broken(demo()) == set()


def test_the_hand_list_reaches_every_table_and_says_nothing_twice() -> None:
    assert {address(cell).table for cell in by_hand()} == demo().tables.keys()
    for cell, breaks in by_hand().items():
        assert len(breaks) == len(set(breaks)), cell


Row = dict[Address, Fraction]


def amounts(edition: str) -> dict[Address, Amount]:
    cells = (cell for table in demo(edition).tables.values() for cell in table.cells())
    return {at: value for at, value in cells if isinstance(value, Amount)}


def equations(edition: str) -> Iterator[Row]:
    """Yield each equation that holds as coefficients of cells; what is not listed is zero."""
    listed = amounts(edition)
    for each in judge(load(edition), demo(edition)):
        if each.identity.op == "=" and each.verdict is Verdict.AGREES:
            row: Row = defaultdict(Fraction)
            for turn, side in ((1, each.left), (-1, each.right)):
                for operand in side.operands:
                    if isinstance(operand.at, Address) and operand.at in listed:
                        row[operand.at] += turn * operand.sign
            yield {at: factor for at, factor in row.items() if factor}


class Eliminated:
    """Equations in echelon form; the rarest cell of a row leads it, which keeps rows short."""

    def __init__(self, rows: list[Row]) -> None:
        seen = Counter(at for row in rows for at in row)
        self._rank = {at: n for n, at in enumerate(sorted(seen, key=lambda at: (seen[at], at)))}
        self._rows: dict[Address, Row] = {}
        for row in rows:
            if rest := self.rest(row):
                lead = self._lead(rest)
                self._rows[lead] = {at: factor / rest[lead] for at, factor in rest.items()}

    def rest(self, row: Row) -> Row:
        """Return what the equations leave of a sum: nothing if they force it to be zero."""
        row = dict(row)
        while row and (taken := self._rows.get(lead := self._lead(row))):
            factor = row[lead]
            for at, each in taken.items():
                row[at] = row.get(at, Fraction(0)) - factor * each
                if not row[at]:
                    del row[at]
        return row

    def _lead(self, row: Row) -> Address:
        return min(row, key=lambda at: self._rank.get(at, -1))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_amount_stands_in_an_equation(edition: str) -> None:
    tied = {at for row in equations(edition) for at in row}
    assert amounts(edition).keys() - tied == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_amount_in_two_tables_is_forced_to_agree(edition: str) -> None:
    forced = Eliminated(list(equations(edition)))
    places: dict[FactKey, list[Address]] = defaultdict(list)
    for at, amount in amounts(edition).items():
        if amount.key is not None:
            places[amount.key].append(at)
    pairs = [(first, other) for first, *others in places.values() for other in others]
    assert len(pairs) > 40
    free = [pair for pair in pairs if forced.rest({pair[0]: Fraction(1), pair[1]: Fraction(-1)})]
    assert free == []
