"""What comes in is what goes out: the totals of two sides, and carry-over along a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.matrix import (
    Cell,
    Claim,
    Matrix,
    certainty,
    claim,
    matrices,
    tally,
)
from mingzhang.extraction.tables.measures import quantity
from mingzhang.rulebook.table_words import table_words

TOTALS = "table.balance"
CARRIED = "balance.carry"


def find(view: View) -> Iterator[Relation]:
    """Yield the balances of all tables."""
    found = matrices(view)
    for n, matrix in enumerate(found):
        yield from _carried(matrix)
        if matrix.sheet.panes > 1 and n + 1 < len(found):
            following = found[n + 1]
            if following.sheet.section is matrix.sheet.section:
                yield from _sides(matrix, following)


# -- the totals of two sides --------------------------------------------------------------


def _sides(left: Matrix, right: Matrix) -> Iterator[Relation]:
    """Yield that the totals of both sides are equal, where they are the whole of each side.

    本年收入合计 and 本年支出合计 are not: only 总计 holds what was carried over (RELATIONS.md, D2).
    """
    here, there = _last_total(left), _last_total(right)
    if here is None or there is None:
        return
    one, other = left.sheet.rows[here], right.sheet.rows[there]
    kinds = {one.label.total, other.label.total}
    if one.line != other.line or kinds - {"grand", "total"}:
        return
    if any(table_words().row["own_year"].search(row.label.name) for row in (one, other)):
        return
    sides = {quantity(left, here, 0).side, quantity(right, there, 0).side}
    if sides != {"revenue", "expenditure"} and kinds != {"grand"}:
        return
    mine, theirs = left.cells[here][0], right.cells[there][0]
    if mine is None or theirs is None or not (mine.nominal or theirs.nominal):
        return
    sure = Certainty.CERTAIN if kinds == {"grand"} else Certainty.LIKELY
    yield Relation(TOTALS, mine.observation, Same(), (theirs.observation,), certainty=sure)


def _last_total(matrix: Matrix) -> int | None:
    """Return the last row of a side if it is a total of one that has items."""
    rows = matrix.sheet.rows
    stated = [n for n, row in enumerate(rows) if row.names or any(matrix.cells[n])]
    if len(stated) < 3 or not rows[stated[-1]].label.total:
        return None
    return stated[-1]


# -- carry-over along a row ---------------------------------------------------------------


def _carried(matrix: Matrix) -> Iterator[Relation]:
    """Yield 年初结转 + 收入 − 支出 = 年末结转 in every row of a table that has all four."""
    columns = matrix.sheet.columns
    found: dict[str, int] = {}
    for n, column in enumerate(columns):
        side = quantity(matrix, None, n).side
        if side == "surplus":
            return
        if column.measure or side not in ("carry_in", "carry_out", "revenue", "expenditure"):
            continue
        if side not in found and (len(column.path) == 1 or column.total or len(columns) <= 4):
            found[side] = n
    if len(found) < 4:
        return
    claims = list(_claims(matrix, found))
    sure = certainty(tally(claims), tally(claims), law=True)
    if sure is not None:
        yield from (c.relation(CARRIED, sure) for c in claims)


def _claims(matrix: Matrix, found: dict[str, int]) -> Iterator[Claim]:
    for n, cells in enumerate(matrix.cells):
        if any((n, at) in matrix.spoilt for at in found.values()):
            continue
        parts = [(1, "carry_in"), (1, "revenue"), (-1, "expenditure")]
        # What is left may be nothing and its cell blank: then what comes in is all spent.
        own = claim(cells[found["carry_out"]], [(s, cells[found[side]]) for s, side in parts])
        if own is None and cells[found["carry_out"]] is None:
            own = _spent(cells, found)
        if own is not None:
            yield own


def _spent(cells: Sequence[Cell | None], found: dict[str, int]) -> Claim | None:
    parts = [(1, cells[found["carry_in"]]), (1, cells[found["revenue"]])]
    return claim(cells[found["expenditure"]], parts)
