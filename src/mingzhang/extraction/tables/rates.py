"""Changes, growth, completion, shares and averages in the columns of a table.

Which columns a rate or a change is made of is told by the heads (上年, 本年, 预算数, 执行数); of
several readings the one that most rows bear out is taken. A rate that none bears out says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from mingzhang.domain.checks.formulas import GrowthFrom, PartOfSum, Ratio, Sum
from mingzhang.domain.checks.judge import Judge, Verdict
from mingzhang.domain.checks.model import Certainty, Formula, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.matrix import Cell, Matrix, matrices
from mingzhang.extraction.tables.sheets import Column

CHANGE, GROWTH, COMPLETION, SHARE = "change.amount", "change.rate", "completion.rate", "share.of"
AVERAGE = "per_unit.ratio"
_RULES = {
    "change": CHANGE, "growth": GROWTH, "completion": COMPLETION, "share": SHARE,
    "average": AVERAGE,
}  # fmt: skip
#: So many totals of one column are tried, and so many items that have none: what is one of more
#: is a share too small to be checked by its rounded print.
_TOTALS, _ITEMS = 8, 200
_DIFFERENCE = Sum((1, -1))
#: Budgets in the order in which 执行率 is usually against them.
_BUDGETS = ("adjusted", "budget", "target", "initial")


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of a column: its relations by row, and whether words alone suggest it."""

    relations: tuple[Relation, ...]
    told: bool


def find(view: View) -> Iterator[Relation]:
    """Yield what the rates and changes of all tables must be."""
    judge = Judge()
    for matrix in matrices(view):
        for at, column in enumerate(matrix.sheet.columns):
            if column.measure in _RULES:
                yield from _of(matrix, at, column, judge)


def _of(matrix: Matrix, at: int, column: Column, judge: Judge) -> Iterator[Relation]:
    readings = [r for r in _readings(matrix, at, column) if r.relations]
    best: tuple[tuple[int, int, int], Reading, int, int] | None = None
    for n, reading in enumerate(readings):
        tried = _tried(reading, judge, None if best is None else best[0][0])
        if tried is None:
            continue
        held, failed = tried
        rank = (held - failed, int(reading.told), -n)
        if best is None or rank > best[0]:
            best = (rank, reading, held, failed)
    if best is None:
        return
    _, reading, held, failed = best
    sure = _certainty(held, failed, told=reading.told)
    if sure is not None:
        for relation in reading.relations:
            yield replace(relation, certainty=sure, slip_only=sure is Certainty.POSSIBLE)


def _tried(reading: Reading, judge: Judge, least: int | None) -> tuple[int, int] | None:
    """Return how many relations hold and fail; None when fewer than `least` more would hold."""
    held = failed = 0
    for n, relation in enumerate(reading.relations):
        if least is not None and held - failed + len(reading.relations) - n < least:
            return None
        verdict = judge.judge(relation).verdict
        failed += verdict is Verdict.VIOLATED
        held += verdict not in (Verdict.VIOLATED, Verdict.UNDEFINED)
    return held, failed


def _certainty(held: int, failed: int, *, told: bool) -> Certainty | None:
    if held >= 2 and failed * 5 <= max(held + failed, 5):
        return Certainty.CERTAIN
    if told and held and failed <= 1:
        return Certainty.LIKELY
    if told and failed == 1:
        return Certainty.POSSIBLE
    return None


def _readings(matrix: Matrix, at: int, column: Column) -> Iterator[Reading]:
    amounts = _amounts(matrix, at)
    if column.measure == "share":
        yield from _shares(matrix, at, amounts)
    for one, other in permutations(amounts, 2):
        told = _is_told(matrix.sheet.columns, column.measure, one, other)
        if column.measure == "change":
            yield Reading(tuple(_changes(matrix, at, one, other)), told)
        elif column.measure == "growth":
            yield Reading(tuple(_rows(matrix, at, GrowthFrom(), one, other, GROWTH)), told)
        elif column.measure == "average":
            yield Reading(tuple(_rows(matrix, at, Ratio(), one, other, AVERAGE)), told=False)
        elif not _is_told(matrix.sheet.columns, "growth", one, other):
            rule = _RULES[column.measure]
            yield Reading(tuple(_rows(matrix, at, Ratio(), one, other, rule)), told)
    if column.measure == "growth":
        for change in (n for n, c in enumerate(matrix.sheet.columns) if c.measure == "change"):
            for base in amounts:
                relations = _rows(matrix, at, Ratio(), change, base, GROWTH)
                yield Reading(tuple(relations), told=False)


def _amounts(matrix: Matrix, at: int) -> list[int]:
    """Return the columns of amounts that a rate can be made of: those under the same heads."""
    columns = matrix.sheet.columns
    plain = [
        n for n, column in enumerate(columns) if not column.measure or column.measure == "count"
    ]
    outer = columns[at].path[:-1]
    same = [n for n in plain if columns[n].path[:-1] == outer]
    return (same if len(same) > 1 else plain)[:8]


def _is_told(columns: Sequence[Column], measure: str, one: int, other: int) -> bool:
    """Tell whether heads say that `one` is compared with `other`."""
    mine, theirs = columns[one], columns[other]
    if measure in ("change", "growth"):
        if mine.year and theirs.year and mine.year != theirs.year:
            return mine.year == theirs.year + 1
        return mine.stage == "adjusted" and theirs.stage == "initial"
    return mine.stage == "actual" and theirs.stage in _BUDGETS and mine.year == theirs.year


def _rows(
    matrix: Matrix, at: int, formula: Formula, one: int, other: int, rule: str
) -> Iterator[Relation]:
    """Yield that a rate is `formula` of two columns, row by row."""
    for cells in matrix.cells:
        rate, mine, theirs = cells[at], cells[one], cells[other]
        if rate is not None and mine is not None and theirs is not None and theirs.nominal:
            operands = (mine.observation, theirs.observation)
            yield Relation(rule, rate.observation, formula, operands)


def _changes(matrix: Matrix, at: int, one: int, other: int) -> Iterator[Relation]:
    """Yield that a column is the difference of two, signed unless the table prints no signs."""
    found: list[tuple[Cell, Cell, Cell]] = []
    for cells in matrix.cells:
        change, mine, theirs = cells[at], cells[one], cells[other]
        if change is not None and mine is not None and theirs is not None:
            found.append((change, mine, theirs))
    signed = any(change.nominal < 0 for change, _, _ in found)
    falls = [c for c, a, b in found if a.nominal < b.nominal and c.nominal]
    absolute = not signed and len(falls) > 1
    for change, mine, theirs in found:
        pair = (mine, theirs)
        if absolute and mine.nominal < theirs.nominal:
            pair = (theirs, mine)
        operands = tuple(cell.observation for cell in pair)
        yield Relation(CHANGE, change.observation, _DIFFERENCE, operands)


# -- shares ---------------------------------------------------------------------------------------


def _shares(matrix: Matrix, at: int, amounts: Sequence[int]) -> Iterator[Reading]:
    """Yield that a column is each row's part of the total of another."""
    tree, rows = matrix.tree, matrix.sheet.rows
    totals = [
        n for n, is_sum in enumerate(tree.sums) if is_sum and rows[n].label.total != "subtotal"
    ]
    for amount in sorted(amounts, key=lambda n: abs(at - n)):
        told = amount == at - 1
        for total in totals[:_TOTALS]:
            whole = matrix.cells[total][amount]
            if whole is not None:
                yield Reading(tuple(_of_whole(matrix, at, amount, whole)), told)
        items = [n for n in tree.top(0, len(rows)) if matrix.cells[n][amount] is not None]
        if not totals and 1 < len(items) <= _ITEMS:
            yield Reading(tuple(_of_all(matrix, at, amount, items)), told)


def _of_whole(matrix: Matrix, at: int, amount: int, whole: Cell) -> Iterator[Relation]:
    for n, cells in enumerate(matrix.cells):
        share, part = cells[at], cells[amount]
        if share is not None and part is not None and whole.nominal:
            operands = (part.observation, whole.observation)
            own = Relation(SHARE, share.observation, Ratio(), operands)
            # A part of an item may state its share in that item.
            outer = [matrix.cells[above][amount] for above in matrix.tree.ancestors(n)]
            others = tuple(
                replace(own, operands=(part.observation, cell.observation))
                for cell in outer
                if cell is not None
            )
            yield replace(own, otherwise=others) if others else own


def _of_all(matrix: Matrix, at: int, amount: int, items: Iterable[int]) -> Iterator[Relation]:
    parts = {n: cell for n in items if (cell := matrix.cells[n][amount]) is not None}
    for n, part in parts.items():
        share = matrix.cells[n][at]
        if share is None:
            continue
        others = [cell.observation for k, cell in parts.items() if k != n]
        yield Relation(SHARE, share.observation, PartOfSum(), (part.observation, *others))
