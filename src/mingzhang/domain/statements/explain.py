"""How a cell that the form defines from other cells of its table came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from mingzhang.docmodel.model import Derivation, Operand
from mingzhang.domain.statements.load import StatementSet, ground_basis
from mingzhang.domain.statements.model import Column, Line
from mingzhang.domain.statements.printed import PLACES, Prints, moves
from mingzhang.domain.statements.statement import Address, Amount, FilledTable, Statements
from mingzhang.facts.key import FactKey
from mingzhang.kernel.money import format_yuan, in_unit
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.documents import cite

_CELL = "cell("


def cell_key(at: Address, statements: Statements) -> str:
    """Return the key of a figure that is no fact but a formula over cells."""
    return f"{_CELL}{at})@{statements.entity}:{statements.year}"


def cell_derivations(edition: StatementSet, statements: Statements) -> dict[str, Derivation]:
    """Return the derivation of every formula cell by its key."""
    found = {}
    for table in statements.tables.values():
        for at, value in table.cells():
            if isinstance(value, Amount) and value.key is None:
                key = cell_key(at, statements)
                found[key] = _explain(edition, statements, table, at, value)
    return found


def with_moves(
    told: Mapping[str, Derivation], statements: Statements, prints: Prints
) -> dict[str, Derivation]:
    """Return derivations in which a figure that is not printed as it rounds says so."""
    moved = {
        cell_key(move.at, statements): (move.rounded, move.printed)
        for table in statements.tables.values()
        for move in moves(table, prints.cells)
    }
    return {
        key: _moved(each, moved.get(key) or _of_fact(each, prints.facts))
        for key, each in told.items()
    }


def _of_fact(told: Derivation, facts: Mapping[FactKey, Decimal]) -> tuple[Decimal, Decimal] | None:
    if told.value is None or told.unit != "元" or told.key.startswith(_CELL):
        return None
    shown = facts.get(FactKey.parse(told.key))
    own = half_up(in_unit(told.value, "万元"), PLACES)
    return None if shown is None or shown == own else (own, shown)


def _moved(told: Derivation, move: tuple[Decimal, Decimal] | None) -> Derivation:
    if move is None:
        return told
    before, after = (f"{value:.{PLACES}f}" for value in move)
    return replace(told, provenance=f"{told.provenance}；尾差调整：{before}→{after}")


def _explain(
    edition: StatementSet, statements: Statements, table: FilledTable, at: Address, value: Amount
) -> Derivation:
    parts = tuple(_operands(statements, table, at))
    return Derivation(
        key=cell_key(at, statements),
        label=statements.label(at),
        exact=f"{format_yuan(value.value)}元",
        formula="本表各栏（行）相加减",
        operands=parts,
        operand_count=len(parts),
        provenance="按表样公式计算",
        basis=cite(ground_basis(edition.forms[table.name].basis)),
        value=value.value,
        unit="元",
    )


def _operands(statements: Statements, table: FilledTable, at: Address) -> Iterator[Operand]:
    for sign, place in _terms(table, at):
        part = statements.value(place)
        if isinstance(part, Amount):
            key = str(part.key) if part.key else cell_key(place, statements)
            label = ("减：" if sign == "-" else "") + statements.label(place)
            signed = -part.value if sign == "-" else part.value
            yield Operand(label, f"{format_yuan(part.value)}元", "", key, signed, "元")


def _terms(table: FilledTable, at: Address) -> Iterator[tuple[str, Address]]:
    """Yield the signed cells of the formula that the column, or else the line, declares."""
    line, column = _declared(table, at)
    across = bool(column and column.sum)  # as in `fill`, the column's formula goes first
    terms = column.sum if column and across else line.sum if line else ()
    for term in terms:
        name = term.removeprefix("-")
        place = Address(at.table, at.line, name) if across else Address(at.table, name, at.column)
        yield ("-" if term.startswith("-") else "+"), place


def _declared(table: FilledTable, at: Address) -> tuple[Line | None, Column | None]:
    pane = table.pane_of(at.line)
    if pane is None:
        return None, None
    lines = [line for rows in pane.form.rows for line in rows.line if line.id == at.line]
    columns = [column for column in pane.columns if column.id == at.column]
    return (lines[0] if lines else None), (columns[0] if columns else None)
