"""Exact yuan to printed cells: each rounded by itself, or moved so that the print adds up.

The additive structure of a table is its own declaration: lines and columns that name a parent add
up to it. Only sums that hold exactly are ever made to hold in print; a real difference stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.statements.statement import (
    Address,
    Amount,
    FilledLine,
    FilledPane,
    FilledTable,
)
from mingzhang.kernel.money import in_unit
from mingzhang.kernel.rounding import half_up

#: Decimals of a printed amount.
PLACES = 2

Printed = dict[Address, Decimal]


@dataclass(frozen=True, slots=True)
class Move:
    """A cell that was moved off its own rounding so that its sum adds up in print."""

    at: Address
    rounded: Decimal
    printed: Decimal


def rounded(table: FilledTable) -> Printed:
    """Return every known amount in the table's unit, each rounded half-up by itself."""
    return {at: half_up(value, PLACES) for at, value in _exact(table).items()}


def misses(table: FilledTable, printed: Mapping[Address, Decimal]) -> tuple[Address, ...]:
    """Return the sums that hold exactly and yet not in print (尾差), in table order."""
    found = [
        total
        for total, parts in _sums(table)
        if printed[total] != sum((printed[p] for p in parts), Decimal(0))
    ]
    return tuple(dict.fromkeys(found))


def balanced(table: FilledTable) -> tuple[Printed, tuple[Move, ...]]:
    """Return printed amounts that add up both ways, and every cell moved for it.

    Topmost totals keep their own rounding. The line of totals is shared out among its columns by
    largest remainder, then each column down its lines; a total column of another line is the sum
    of its columns. Exact zeros stay zero.
    """
    exact = _exact(table)
    printed = rounded(table)
    for pane in table.panes:
        _balance(table, pane, exact, printed)
    moves = tuple(
        Move(at, own, printed[at]) for at, own in rounded(table).items() if printed[at] != own
    )
    return printed, moves


def apportion(total: Decimal, parts: Sequence[Decimal], places: int = PLACES) -> list[Decimal]:
    """Round `parts` so that they add up to `total` (a rounded amount), by largest remainder.

    Each starts at its own rounding; those that lost most by it go up one step, those that gained
    most go down, ties to the larger amount, then the earlier. Zeros move only if all are zero.
    """
    step = Decimal(1).scaleb(-places)
    shares = [half_up(part, places) for part in parts]
    steps = int((total - sum(shares, Decimal(0))) / step)
    sign = 1 if steps > 0 else -1
    movable = [n for n, part in enumerate(parts) if part != 0] or list(range(len(parts)))
    order = sorted(movable, key=lambda n: (-sign * (parts[n] - shares[n]), -abs(parts[n]), n))
    for turn in range(abs(steps)):
        shares[order[turn % len(order)]] += sign * step
    return shares


def _exact(table: FilledTable) -> Printed:
    unit = table.form.unit
    return {at: in_unit(v.value, unit) for at, v in table.cells() if isinstance(v, Amount)}


def _sums(table: FilledTable) -> Iterator[tuple[Address, list[Address]]]:
    """Yield each total cell with its parts, where all are known and add up exactly."""
    exact = _exact(table)
    for pane in table.panes:
        for line in pane.lines:
            for column in pane.columns:
                at = Address(table.name, line.id, column.id)
                for parts in (_columns_below(table, pane, at), _lines_below(table, at)):
                    if parts and _holds(exact, at, parts):
                        yield at, parts


def _columns_below(table: FilledTable, pane: FilledPane, at: Address) -> list[Address]:
    return [Address(table.name, at.line, column) for column in pane.below(at.column)]


def _lines_below(table: FilledTable, at: Address) -> list[Address]:
    return [Address(table.name, line, at.column) for line in table.below(at.line)]


def _holds(exact: Mapping[Address, Decimal], total: Address, parts: Sequence[Address]) -> bool:
    if total not in exact or any(part not in exact for part in parts):
        return False
    return exact[total] == sum((exact[part] for part in parts), Decimal(0))


def _balance(
    table: FilledTable, pane: FilledPane, exact: Mapping[Address, Decimal], printed: Printed
) -> None:
    parents = {column.id for column in pane.columns if pane.below(column.id)}
    tops = [line for line in pane.lines if not line.parent]
    for line in tops:
        for column in pane.columns:
            if not column.parent:
                _share_columns(table, pane, Address(table.name, line.id, column.id), exact, printed)
        for column in pane.columns:
            if column.id not in parents:
                _share_lines(table, Address(table.name, line.id, column.id), exact, printed)
    below = [line for line in pane.lines if line.parent]
    for column_id in _deepest_first(pane, parents):
        _add_columns(table, pane, below, column_id, exact, printed)


def _share_columns(
    table: FilledTable,
    pane: FilledPane,
    at: Address,
    exact: Mapping[Address, Decimal],
    printed: Printed,
) -> None:
    parts = _columns_below(table, pane, at)
    _share(at, parts, exact, printed)
    for part in parts:
        _share_columns(table, pane, part, exact, printed)


def _share_lines(
    table: FilledTable, at: Address, exact: Mapping[Address, Decimal], printed: Printed
) -> None:
    parts = _lines_below(table, at)
    _share(at, parts, exact, printed)
    for part in parts:
        _share_lines(table, part, exact, printed)


def _share(
    at: Address, parts: list[Address], exact: Mapping[Address, Decimal], printed: Printed
) -> None:
    if parts and _holds(exact, at, parts):
        shares = apportion(printed[at], [exact[part] for part in parts])
        printed.update(zip(parts, shares, strict=True))


def _deepest_first(pane: FilledPane, parents: set[str]) -> list[str]:
    above = {column.id: column.parent for column in pane.columns}

    def depth(column: str) -> int:
        return 1 + depth(above[column]) if above[column] else 0

    return sorted((c.id for c in pane.columns if c.id in parents), key=depth, reverse=True)


def _add_columns(
    table: FilledTable,
    pane: FilledPane,
    lines: list[FilledLine],
    column: str,
    exact: Mapping[Address, Decimal],
    printed: Printed,
) -> None:
    for line in lines:
        at = Address(table.name, line.id, column)
        parts = _columns_below(table, pane, at)
        if _holds(exact, at, parts):
            printed[at] = sum((printed[part] for part in parts), Decimal(0))
