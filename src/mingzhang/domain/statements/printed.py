"""Exact yuan to printed cells: each rounded by itself, or moved so that the print adds up.

The additive structure of a table is its own declaration: lines and columns that name a parent add
up to it; identities add what holds between tables. Only sums that hold exactly are ever made to
hold in print; a real difference stays. Money has one print in all tables and texts, whichever
policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from mingzhang.domain.statements.balance import settle
from mingzhang.domain.statements.identities import Judgement
from mingzhang.domain.statements.statement import (
    Address,
    Amount,
    FilledTable,
    Statements,
)
from mingzhang.domain.statements.ties import (
    Node,
    Quantities,
    Ties,
    find_ties,
    node_at,
    same_money,
)
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey
from mingzhang.kernel.money import in_unit
from mingzhang.kernel.rounding import half_up

#: Decimals of a printed amount.
PLACES = 2
#: How much dearer it is to move the grand total of a table than any of its cells.
_TOTAL = 1000

Policy = Literal["true", "balanced"]
Printed = dict[Address, Decimal]


@dataclass(frozen=True, slots=True)
class Move:
    """A cell that was moved off its own rounding so that its sum adds up in print."""

    at: Address
    rounded: Decimal
    printed: Decimal


@dataclass(frozen=True, slots=True)
class Prints:
    """All that is printed of a set of statements: cells, and facts where text must say the same.

    `facts` are empty where every figure is printed as it rounds.
    """

    cells: Printed
    facts: Mapping[FactKey, Decimal]


def prints_of(
    statements: Statements,
    policy: Policy,
    judgements: Iterable[Judgement],
    quantity: Quantities,
) -> Prints:
    """Return every known amount in its table's unit as printed.

    "true": each cell as it rounds. "balanced": every cell at one of the two neighbours of its
    exact amount, one money alike everywhere, so that the sums of the tables and of `judgements`
    (identities that hold) hold in print wherever that is found to be possible (see `misses` for
    the others); as near as can be, grand totals first.
    """
    tables = list(statements.tables.values())
    if policy == "true":
        return Prints({at: v for table in tables for at, v in rounded(table).items()}, {})
    ties = find_ties(statements, judgements, quantity)
    cells: Printed = {}
    for unit in dict.fromkeys(table.form.unit for table in tables):
        alike = [table for table in tables if table.form.unit == unit]
        cells |= _Balance(statements, alike, ties).run()
    return Prints(cells, FactPrints(statements, cells, ties, quantity))


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
    """The tables of one unit in the making, as one system of amounts."""

    def __init__(self, statements: Statements, tables: list[FilledTable], ties: Ties) -> None:
        self.statements = statements
        self.ties = ties
        self.tables = tables
        self.exact = {at: value for table in tables for at, value in _exact(table).items()}
        self.names = {table.name for table in tables}
        self.nodes = {at: ties.of(node_at(statements, at)) for at in self.exact}
        self.amounts = {node: self.exact[at] for at, node in reversed(self.nodes.items())}

    def run(self) -> Printed:
        """Return the cells as printed."""
        numbers = {node: n for n, node in enumerate(self.amounts)}
        totals = {self.nodes[at] for at in self._totals() if at in self.nodes}
        cells = Counter(self.nodes.values())
        weights = [cells[node] * (_TOTAL if node in totals else 1) for node in self.amounts]
        sums = dict.fromkeys(self._sums())
        prints = settle(
            list(self.amounts.values()),
            [{numbers[node]: factor for node, factor in each} for each in sums],
            weights,
            PLACES,
        )
        return {at: prints[numbers[node]] for at, node in self.nodes.items()}

    def _totals(self) -> Iterator[Address]:
        """Yield the cells that are part of no sum of their table."""
        for table in self.tables:
            for pane in table.panes:
                for line in pane.lines:
                    for column in pane.columns:
                        if not line.parent and not column.parent:
                            yield Address(table.name, line.id, column.id)

    def _sums(self) -> Iterator[tuple[tuple[Node, int], ...]]:
        """Yield each sum as figures with factors, in one order whatever it was read from."""
        for table in self.tables:
            for at in _exact(table):
                for parts in (columns_below(table, at), lines_below(table, at)):
                    if parts and _holds(self.exact, at, parts):
                        addends = [(-1, self.nodes[part]) for part in parts]
                        yield from self._sum([(1, self.nodes[at]), *addends])
        for stated in self.ties.sums:
            if all(self._is_here(node) for _, node in stated):
                yield from self._sum((sign, self.ties.of(node)) for sign, node in stated)

    def _is_here(self, node: Node) -> bool:
        return self.ties.of(node) in self.amounts

    def _sum(self, signed: Iterable[tuple[int, Node]]) -> Iterator[tuple[tuple[Node, int], ...]]:
        factors: Counter[Node] = Counter()
        for sign, node in signed:
            if self.amounts[node]:
                factors[node] += sign
        terms = sorted(((n, f) for n, f in factors.items() if f), key=lambda term: str(term[0]))
        if terms:
            turn = 1 if terms[0][1] > 0 else -1
            yield tuple((node, turn * factor) for node, factor in terms)


@dataclass(frozen=True)
class FactPrints(Mapping[FactKey, Decimal]):
    """What the tables print for each fact, so that text and charts can say the same (万元).

    It also answers for a fact that no table holds and that is the money of one that does, at any
    stage: a budget that was spent to the fen reads as what was spent. KeyError for all others.
    """

    statements: Statements
    figures: Printed
    ties: Ties
    quantity: Quantities
    unit: str = "万元"
    _prints: dict[Node, Decimal] = field(init=False, default_factory=dict, repr=False)
    _same: dict[Decimal, list[FactKey]] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Gather the prints by figure and the facts by their exact value."""
        for table in self.statements.tables.values():
            for at, value in table.cells():
                if isinstance(value, Amount) and table.form.unit == self.unit:
                    self._prints.setdefault(self.ties.of(value.key or at), self.figures[at])
                    if value.key and value.value:
                        self._same.setdefault(value.value, []).append(value.key)

    def __getitem__(self, key: FactKey) -> Decimal:
        """Return the print in the unit of the tables. KeyError when they do not print it."""
        if (node := self.ties.of(key)) in self._prints:
            return self._prints[node]
        found = self.quantity(key) if key.get("measure") is None else None
        for other in self._same.get(found.value, ()) if isinstance(found, Known) else ():
            at_all_stages = key.at_stage(other.stage) == other
            if at_all_stages or same_money(key, other, self.quantity):
                return self._prints[self.ties.of(other)]
        raise KeyError(key)

    def __iter__(self) -> Iterator[FactKey]:
        """Yield the facts that the tables hold."""
        held = (key for keys in self._same.values() for key in keys)
        return iter(dict.fromkeys(held))

    def __len__(self) -> int:
        """Count the facts that the tables hold."""
        return sum(1 for _ in self)
