"""How a cell that the form defines from other cells of its table came about."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.docmodel.model import Derivation, Operand
from mingzhang.domain.statements.load import StatementSet, ground_basis
from mingzhang.domain.statements.model import Column, Line
from mingzhang.domain.statements.statement import Address, Amount, FilledTable, Statements
from mingzhang.kernel.money import format_yuan
from mingzhang.rulebook.documents import cite


def cell_key(at: Address, statements: Statements) -> str:
    """Return the key of a figure that is no fact but a formula over cells."""
    return f"cell({at})@{statements.entity}:{statements.year}"


def cell_derivations(edition: StatementSet, statements: Statements) -> dict[str, Derivation]:
    """Return the derivation of every formula cell by its key."""
    found = {}
    for table in statements.tables.values():
        for at, value in table.cells():
            if isinstance(value, Amount) and value.key is None:
                key = cell_key(at, statements)
                found[key] = _explain(edition, statements, table, at, value)
    return found


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
    )


def _operands(statements: Statements, table: FilledTable, at: Address) -> Iterator[Operand]:
    for sign, place in _terms(table, at):
        part = statements.value(place)
        if isinstance(part, Amount):
            key = str(part.key) if part.key else cell_key(place, statements)
            label = ("减：" if sign == "-" else "") + statements.label(place)
            yield Operand(label, f"{format_yuan(part.value)}元", "", key)


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
