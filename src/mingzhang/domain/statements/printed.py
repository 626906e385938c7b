"""Exact yuan to printed cells: each rounded by itself, or moved so that the print adds up.

The additive structure of a table is its own declaration: lines and columns that name a parent add
up to it. Only sums that hold exactly are ever made to hold in print; a real difference stays. A
fact has one print in all tables, whichever policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mingzhang.domain.statements.balance import Block, Entry
from mingzhang.domain.statements.model import Column
from mingzhang.domain.statements.statement import (
    Address,
    Amount,
    FilledTable,
    Statements,
)
from mingzhang.facts.key import FactKey
from mingzhang.kernel.money import in_unit
from mingzhang.kernel.rounding import half_up

#: Decimals of a printed amount.
PLACES = 2

Policy = Literal["true", "balanced"]
Printed = dict[Address, Decimal]


@dataclass(frozen=True, slots=True)
class Move:
    """A cell that was moved off its own rounding so that its sum adds up in print."""

    at: Address
    rounded: Decimal
    printed: Decimal


def printed(statements: Statements, policy: Policy) -> Printed:
    """Return every known amount in its table's unit as printed.

    "true": each cell as it rounds. "balanced": topmost totals as they round, the line of totals
    shared out among its columns and then every line among those below it, by largest remainder;
    tables with most cells first, in the others a fact as it was settled there. Zeros stay zero.
    A sum that settled cells do not allow stays as it is (see `misses`).
    """
    found: Printed = {}
    held: dict[FactKey, Decimal] = {}
    by_detail = sorted(statements.tables.values(), key=_cells, reverse=True)
    for table in by_detail:
        own = rounded(table) if policy == "true" else _Balance(table, held).run()
        found |= own
    return found


def _cells(table: FilledTable) -> int:
    return sum(1 for _ in table.cells())


def printed_facts(statements: Statements, policy: Policy) -> dict[FactKey, Decimal]:
    """Return what the tables print for each fact, so that text can say the same (万元 as there)."""
    figures = printed(statements, policy)
    found: dict[FactKey, Decimal] = {}
    for table in statements.tables.values():
        for at, value in table.cells():
            if isinstance(value, Amount) and value.key is not None:
                found.setdefault(value.key, figures[at])
    return found


def rounded(table: FilledTable) -> Printed:
    """Return every known amount in the table's unit, each rounded half-up by itself."""
    return {at: half_up(value, PLACES) for at, value in _exact(table).items()}


def moves(table: FilledTable, figures: Mapping[Address, Decimal]) -> tuple[Move, ...]:
    """Return the cells of a table that are not printed as they round, in table order."""
    own = rounded(table).items()
    return tuple(Move(at, value, figures[at]) for at, value in own if figures[at] != value)


def misses(table: FilledTable, figures: Mapping[Address, Decimal]) -> tuple[Address, ...]:
    """Return the sums that hold exactly and yet not in print (尾差), in table order."""
    exact = _exact(table)
    found = [
        at
        for at in exact
        for parts in (columns_below(table, at), lines_below(table, at))
        if parts
        and _holds(exact, at, parts)
        and figures[at] != sum((figures[p] for p in parts), Decimal(0))
    ]
    return tuple(dict.fromkeys(found))


def columns_below(table: FilledTable, at: Address) -> list[Address]:
    """Return the cells of the same line that add up to a cell."""
    pane = table.pane_of(at.line)
    return [Address(table.name, at.line, c) for c in pane.below(at.column)] if pane else []


def lines_below(table: FilledTable, at: Address) -> list[Address]:
    """Return the cells of the same column that add up to a cell."""
    return [Address(table.name, line, at.column) for line in table.below(at.line)]


def _exact(table: FilledTable) -> Printed:
    unit = table.form.unit
    return {at: in_unit(v.value, unit) for at, v in table.cells() if isinstance(v, Amount)}


def _holds(exact: Mapping[Address, Decimal], total: Address, parts: Iterable[Address]) -> bool:
    parts = list(parts)
    if total not in exact or any(part not in exact for part in parts):
        return False
    return exact[total] == sum((exact[part] for part in parts), Decimal(0))


class _Balance:
    """One table in the making; `held` are prints of facts settled by earlier tables."""

    def __init__(self, table: FilledTable, held: dict[FactKey, Decimal]) -> None:
        self.table = table
        self.held = held
        self.exact = _exact(table)
        self.keys = {at: v.key for at, v in table.cells() if isinstance(v, Amount)}
        self.found: Printed = {}

    def run(self) -> Printed:
        lines = [line.id for line in self.table.lines()]
        parents = {line.id: line.parent for line in self.table.lines()}
        tops = [line for line in lines if parents[line] not in parents]
        for top in tops:
            for column in self._columns(top):
                if not column.parent:
                    self._root(Address(self.table.name, top, column.id))
            self._across(top)
        ordered = sorted(lines, key=lambda line: _depth(line, parents))
        for line in ordered:
            if below := self.table.below(line):
                self._down(line, below)
        for at in self.exact:
            if at not in self.found:  # below a total of another pane with other columns
                self._settle(at, half_up(self.exact[at], PLACES))
        return self.found

    def _columns(self, line: str) -> list[Column]:
        pane = self.table.pane_of(line)
        columns = pane.columns if pane else ()
        above = {c.id: c.parent for c in columns}
        return sorted(columns, key=lambda c: _depth(c.id, above))

    def _root(self, at: Address) -> None:
        if at not in self.exact:
            return
        settled = self._settled(at)
        self._settle(at, half_up(self.exact[at], PLACES) if settled is None else settled)

    def _across(self, line: str) -> None:
        """Share the cells of a topmost line out among its columns, widest totals first."""
        for column in self._columns(line):
            at = Address(self.table.name, line, column.id)
            if parts := columns_below(self.table, at):
                self._block([parts], [self._settled_total(at)], [None] * len(parts))

    def _down(self, line: str, below: Sequence[str]) -> None:
        """Share a line out among those below it, the finest columns first; totals are then sums.

        Where few of the lines have amounts in few of the columns, totals settled first would leave
        their parts no choice.
        """
        name = self.table.name
        columns = self._columns(line)
        parents = {column.parent for column in columns}
        for column in reversed(columns):
            at = Address(name, line, column.id)
            if column.id not in parents and not column.parent:
                parts = lines_below(self.table, at)
                self._block([[part] for part in parts], [None] * len(parts), [self._sum(at)])
            if group := columns_below(self.table, at):
                totals = [Address(name, each, column.id) for each in below]
                grid = [[Address(name, each, c.column) for c in group] for each in below]
                rows = [self._settled_total(total) for total in totals]
                self._block(grid, rows, [self._sum(c) for c in group])
                for total in totals:
                    self._add(total)

    def _settled_total(self, at: Address) -> Decimal | None:
        holds = _holds(self.exact, at, columns_below(self.table, at))
        return self._settled(at) if holds else None

    def _add(self, at: Address) -> None:
        """Print a total column as the sum of its columns."""
        if at not in self.exact:
            return
        parts = columns_below(self.table, at)
        if _holds(self.exact, at, parts):
            self._settle(at, sum((self.found[part] for part in parts), Decimal(0)))
        else:
            self._settle(at, half_up(self.exact[at], PLACES))

    def _sum(self, at: Address) -> Decimal | None:
        """Return the print that the lines below a cell must come to, if they do exactly."""
        return self.found.get(at) if _holds(self.exact, at, lines_below(self.table, at)) else None

    def _block(
        self,
        grid: list[list[Address]],
        rows: list[Decimal | None],
        columns: list[Decimal | None],
    ) -> None:
        cells = [
            [Entry(self.exact[at], self._settled(at)) if at in self.exact else None for at in row]
            for row in grid
        ]
        prints = Block(cells, rows, columns, PLACES).settle()
        for addresses, values in zip(grid, prints, strict=True):
            for at, value in zip(addresses, values, strict=True):
                if at in self.exact:
                    self._settle(at, value)

    def _held(self, at: Address) -> Decimal | None:
        if at in self.found:
            return self.found[at]
        key = self.keys.get(at)
        return self.held.get(key) if key else None

    def _settled(self, at: Address) -> Decimal | None:
        """Return the print of a cell settled before, itself or all that adds up to it."""
        held = self._held(at)
        if held is not None:
            return held
        parts = lines_below(self.table, at)
        if not parts or not _holds(self.exact, at, parts):
            return None
        found = [value for part in parts if (value := self._settled(part)) is not None]
        return sum(found, Decimal(0)) if len(found) == len(parts) else None

    def _settle(self, at: Address, value: Decimal) -> None:
        held = self._held(at)
        self.found[at] = value if held is None else held
        if key := self.keys.get(at):
            self.held.setdefault(key, self.found[at])


def _depth(node: str, above: Mapping[str, str]) -> int:
    depth = 0
    while above.get(node):
        node = above[node]
        depth += 1
    return depth
