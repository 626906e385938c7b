"""Judges filled statements by the identities of their edition: three verdicts, both sums shown.

Amounts are exact yuan and the tolerance is nothing; printed figures are judged elsewhere, within
the intervals that they stand for.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from mingzhang.domain.statements.expressions import (
    BELOW,
    COLUMN,
    ROW,
    Cells,
    FactTerm,
    Predicate,
    Term,
)
from mingzhang.domain.statements.fill import kinds_beside
from mingzhang.domain.statements.load import Relation, StatementSet
from mingzhang.domain.statements.model import Identity
from mingzhang.domain.statements.references import code_tables
from mingzhang.domain.statements.statement import (
    Address,
    Amount,
    Blank,
    FilledTable,
    Missing,
    Statements,
    UnknownCell,
    Value,
)
from mingzhang.facts.key import FactKey, Stage
from mingzhang.kernel.code import level_of
from mingzhang.rulebook.concepts import concept, dimension


class Verdict(StrEnum):
    """What became of an identity at one place."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNEXAMINED = "unexamined"


@dataclass(frozen=True, slots=True)
class Operand:
    """An addend: its sign (1 or −1), where it stands, its value; no value, the reason."""

    sign: int
    at: Address | FactKey
    label: str
    value: Decimal | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a relation; without a value when an operand has none."""

    operands: tuple[Operand, ...]

    @property
    def reason(self) -> str:
        """Why the side has no value, empty when it has one."""
        return next((f"{o.label}：{o.reason}" for o in self.operands if o.value is None), "")

    @property
    def value(self) -> Decimal | None:
        """The exact sum in yuan."""
        total = Decimal(0)
        for operand in self.operands:
            if operand.value is None:
                return None
            total += operand.sign * operand.value
        return total


@dataclass(frozen=True, slots=True)
class Judgement:
    """One identity at one place (`line`, `column`, empty where its scope has none).

    `difference` is left less right in yuan. `reason` says why it could not be examined, or, where
    `applies` is false, which condition of the identity is known not to be met: then there is
    nothing to examine and no verdict is counted.
    """

    identity: Identity
    line: str
    column: str
    verdict: Verdict
    left: Side
    right: Side
    reason: str = ""
    applies: bool = True

    @property
    def difference(self) -> Decimal | None:
        """Left less right, None when a side is not known."""
        if self.left.value is None or self.right.value is None:
            return None
        return self.left.value - self.right.value


class _Spot(NamedTuple):
    line: str = ""
    column: str = ""


def judge(edition: StatementSet, statements: Statements) -> list[Judgement]:
    """Return the verdict on every identity at every place, in the edition's order."""
    return [each for relation in edition.relations for each in judge_one(relation, statements)]


def counts(judgements: Iterable[Judgement]) -> dict[Verdict, int]:
    """Return how many judgements came to each verdict, of those that apply."""
    found = dict.fromkeys(Verdict, 0)
    for each in judgements:
        if each.applies:
            found[each.verdict] += 1
    return found


def judge_one(relation: Relation, statements: Statements) -> Iterator[Judgement]:
    """Yield the verdict on one identity at every place of its scope."""
    for line, column in _spots(relation, statements):
        yield judge_at(relation, statements, line, column)


def judge_at(relation: Relation, statements: Statements, line: str, column: str) -> Judgement:
    """Return the verdict on one identity at one place of its scope."""
    spot = _Spot(line, column)
    left = _side(relation.left, spot, statements)
    right = _side(relation.right, spot, statements)
    conditions = [_condition(p, spot, statements) for p in relation.when]
    unmet = next((c.reason for c in conditions if c.met is False), "")
    unclear = next((c.reason for c in conditions if c.met is None), "")
    reason = unmet or unclear or left.reason or right.reason
    verdict = Verdict.UNEXAMINED
    if not reason and left.value is not None and right.value is not None:
        holds = _HOLDS[relation.identity.op](left.value, right.value)
        verdict = Verdict.AGREES if holds else Verdict.DISAGREES
    return Judgement(relation.identity, line, column, verdict, left, right, reason, not unmet)


_NO_PARTS = "账套未提供其明细"
_HOLDS = {"=": operator.eq, "≤": operator.le, "≥": operator.ge}


def _spots(relation: Relation, statements: Statements) -> Iterator[_Spot]:
    scope = relation.identity.scope
    if scope == "cells":
        yield _Spot()
        return
    terms = (*relation.left, *relation.right)
    tables = [statements.tables[name] for name in code_tables(terms)]
    match scope:
        case "rows":
            yield from (_Spot(line) for line in _rows(relation, tables[0]))
        case "lines":
            for line in tables[0].lines():
                if line.id in tables[0].totals()[0]:
                    filled = (c for c, v in line.values.items() if not isinstance(v, Blank))
                    yield from (_Spot(line.id, column) for column in filled)
        case "columns":
            for pane in tables[0].panes:
                parents = [c.id for c in pane.columns if c.id in tables[0].totals()[1]]
                yield from (
                    _Spot(line.id, column)
                    for line in pane.lines
                    for column in parents
                    if not isinstance(line.values[column], Blank)
                )
        case _:
            yield from (_Spot(code) for code in _codes(tables, relation.identity.level))


def _rows(relation: Relation, table: FilledTable) -> Iterator[str]:
    """Yield the lines that have every column which the identity asks of the line."""
    asked = {
        column
        for term in (*relation.left, *relation.right)
        if isinstance(term, Cells) and term.table == table.name and term.lines == (ROW,)
        for column in term.columns
    }
    for line in table.lines():
        if all(not isinstance(line.values.get(c, Blank()), Blank) for c in asked):
            yield line.id


def _codes(tables: list[FilledTable], level: str) -> list[str]:
    found = {
        line.id for table in tables for line in table.lines() if line.code and line.id == line.code
    }
    return sorted(code for code in found if not level or level_of(code) == level)


def _side(terms: tuple[Term, ...], spot: _Spot, statements: Statements) -> Side:
    return Side(tuple(o for term in terms for o in _operands(term, spot, statements)))


def _operands(term: Term, spot: _Spot, statements: Statements) -> Iterator[Operand]:
    if isinstance(term, FactTerm):
        yield _fact_operand(term, statements)
        return
    table = statements.tables[term.table]
    address = Address(table.name, *spot)
    if BELOW in (*term.lines, *term.columns) and address in table.without_parts:
        yield _operand(term.sign, address, statements.label(address), Missing(_NO_PARTS))
        return
    for line in _lines(term, spot, table):
        for column in _columns(term, spot, table, line):
            address = Address(term.table, line, column)
            try:
                value = statements.value(address)
            except UnknownCell:
                value = Missing("表中无此单元格")
            if not isinstance(value, Blank):
                yield _operand(term.sign, address, statements.label(address), value)


def _lines(term: Cells, spot: _Spot, table: FilledTable) -> tuple[str, ...]:
    match term.lines:
        case (("row"),):
            return (spot.line,)
        case (("below"),):
            return table.below(spot.line)
        case named:
            return named


def _columns(term: Cells, spot: _Spot, table: FilledTable, line: str) -> tuple[str, ...]:
    if term.columns == (COLUMN,):
        return (spot.column,)
    if term.columns == (ROW,):
        return (spot.line,)
    if term.columns == (BELOW,):
        pane = table.pane_of(line)
        return pane.below(spot.column) if pane else ()
    return term.columns


def _operand(sign: int, at: Address | FactKey, label: str, value: Value) -> Operand:
    if isinstance(value, Amount):
        return Operand(sign, at, label, value.value)
    reason = value.reason if isinstance(value, Missing) else "表中此处不填数"
    return Operand(sign, at, label, None, reason)


def _fact_operand(term: FactTerm, statements: Statements) -> Operand:
    key = FactKey.of(term.concept, statements.entity, statements.year, Stage(term.stage), term.dims)
    value = statements.facts.get(key, Missing("未取此数", key))
    return _operand(term.sign, key, fact_label(key), value)


def fact_label(key: FactKey) -> str:
    """Return a fact for people: its concept and the labels of its dimensions."""
    dims = "、".join(dimension(d).label_of(v) for d, v in key.dims)
    return concept(key.concept).label + (f"（{dims}）" if dims else "")


_CONDITIONS = {"zero": "为零", "nonzero": "不为零", "given": "已提供"}


class _Condition(NamedTuple):
    """Is a condition met? None: it cannot be told."""

    met: bool | None
    reason: str = ""


def _condition(predicate: Predicate, spot: _Spot, statements: Statements) -> _Condition:
    """Return whether a condition is met, and if not or not known, why."""
    terms = predicate.of
    if predicate.test == "unit_kinds":
        terms = tuple(
            FactTerm(1, "unit_count", Stage.ACTUAL, {"unit_kind": kind})
            for kind in kinds_beside(predicate.kinds)
        )
    side = _side(terms, spot, statements)
    if side.value is None:
        return _Condition(None, f"条件无法判断（{side.reason}）")
    if predicate.test == "given":
        return _Condition(True)
    if predicate.test == "unit_kinds":
        kinds = "、".join(dimension("unit_kind").label_of(k) for k in predicate.kinds)
        return _Condition(side.value == 0, f"不适用：还有{kinds}以外的单位")
    met = (side.value == 0) == (predicate.test == "zero")
    names = "".join(f"{' − ' if o.sign < 0 else ' + '}{o.label}" for o in side.operands)
    said = names.removeprefix(" + ").strip()
    return _Condition(met, f"不适用：仅当{said}{_CONDITIONS[predicate.test]}")
