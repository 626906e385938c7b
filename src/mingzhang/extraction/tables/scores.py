"""Weights and scores of performance forms: no score above its weight, totals that add up.

A form has its weights in several sections (funds, indicators); its last row sums up all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.labels import plain
from mingzhang.extraction.tables.matrix import Cell, Claim, Matrix, claim, matrices, tally
from mingzhang.extraction.tables.tree import Row
from mingzhang.kernel.regex import lazy_regex

BOUND, SCORES, WEIGHTS, SPAN = "score.bound", "score.sum", "score.full", "table.column"
_TOTAL = lazy_regex(r"(?:自评|评价|项目|综合)?(?:总分|合计|总计|总得分|得分合计|小计)(?:得?分)?")
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The weights or scores of a form: those of its items, and that of its last row, if any."""

    items: tuple[Cell, ...]
    total: Cell | None

    def claim(self) -> Claim | None:
        return claim(self.total, [(1, cell) for cell in self.items]) if self.total else None


def find(view: View) -> Iterator[Relation]:
    """Yield what weights and scores of all forms must be."""
    forms: dict[int, list[Matrix]] = {}
    for matrix in matrices(view):
        forms.setdefault(matrix.sheet.section.table, []).append(matrix)
    for form in forms.values():
        measures = {column.measure for matrix in form for column in matrix.sheet.columns}
        if measures & {"weight", "score"}:
            yield from _bounds(form)
            for side in _sides(form):
                yield from _sums(_marks(side, "weight"), _marks(side, "score"))
        yield from _spans(form)


def _sides(form: Sequence[Matrix]) -> Iterator[list[Matrix]]:
    """Yield the sheets of a form that belong together: of each section the one side.

    Where indicators of several levels stand side by side, each level has its own weights.
    """
    last = max(matrix.sheet.pane for matrix in form)
    weighted = [matrix for matrix in form if _column(matrix, "weight") is not None]
    inner = {id(matrix.sheet.section): matrix for matrix in weighted}
    yield list(inner.values())
    for pane in range(last):
        outer = [
            matrix
            for matrix in weighted
            if matrix.sheet.pane == pane and matrix is not inner[id(matrix.sheet.section)]
        ]
        if outer:
            yield outer


def _bounds(form: Sequence[Matrix]) -> Iterator[Relation]:
    for matrix in form:
        weight, score = _column(matrix, "weight"), _column(matrix, "score")
        if weight is None or score is None:
            continue
        pairs = [(cells[weight], cells[score]) for cells in matrix.cells]
        both = [(w, s) for w, s in pairs if w is not None and s is not None]
        above = sum(s.nominal > w.nominal for w, s in both)
        if above * 5 > max(len(both), 5):
            continue
        sure = Certainty.CERTAIN if len(both) > 2 else Certainty.LIKELY
        for w, s in both:
            yield Relation(BOUND, s.observation, Same(), (w.observation,), "≤", sure)


def _column(matrix: Matrix, measure: str) -> int | None:
    found = [n for n, column in enumerate(matrix.sheet.columns) if column.measure == measure]
    return found[0] if len(found) == 1 else None


def _marks(form: Sequence[Matrix], measure: str) -> _Marks:
    items: list[Cell] = []
    total: Cell | None = None
    for matrix in form:
        at = _column(matrix, measure)
        if at is None:
            continue
        for row, cells in zip(matrix.sheet.rows, matrix.cells, strict=True):
            cell = cells[at]
            if cell is None:
                continue
            if any(_TOTAL.fullmatch(plain(name)) for name in row.names):
                total = cell
            else:
                items.append(cell)
    return _Marks(tuple(items), total)


def _sums(weights: _Marks, scores: _Marks) -> Iterator[Relation]:
    """Yield the sums of weights and of scores; one that holds vouches for how both are made up."""
    full, reached = weights.claim(), scores.claim()
    fits = [found.holds for found in (full, reached) if found is not None]
    hundred = sum((cell.nominal for cell in weights.items), Decimal(0)) == _FULL
    if full is None and len(weights.items) > 2:
        yield from _hundred(weights, sure=bool(reached and reached.holds))
    if not fits:
        return
    vouched = any(fits) or hundred
    sure = Certainty.CERTAIN if vouched else Certainty.POSSIBLE
    for found, rule in ((full, WEIGHTS), (reached, SCORES)):
        if found is not None and found.tells:
            yield replace(found.relation(rule, sure), slip_only=not vouched)


def _hundred(weights: _Marks, *, sure: bool) -> Iterator[Relation]:
    """Yield that weights without a total make 100, if they nearly do."""
    total = sum((cell.nominal for cell in weights.items), Decimal(0))
    if abs(total - _FULL) > _FULL / 5:
        return
    operands = tuple(cell.observation for cell in weights.items)
    certainty = Certainty.CERTAIN if sure or total == _FULL else Certainty.POSSIBLE
    yield Relation(
        WEIGHTS, _FULL, Sum((1,) * len(operands)), operands, certainty=certainty,
        slip_only=certainty is Certainty.POSSIBLE,
    )  # fmt: skip


# -- weights of outer indicators ------------------------------------------------------------------


def _spans(form: Sequence[Matrix]) -> Iterator[Relation]:
    """Yield that a figure over several rows is the sum of those beside it, where two are so."""
    sections: dict[int, list[Matrix]] = {}
    for matrix in form:
        sections.setdefault(id(matrix.sheet.section), []).append(matrix)
    spanning = [m for m in form if any(b and b.rowspan > 1 for r in m.sheet.rows for b in r.boxes)]
    for outer in spanning:
        for inner in sections[id(outer.sheet.section)]:
            if inner.sheet.pane < outer.sheet.pane:
                continue
            claims = [
                c for at in range(len(outer.sheet.columns)) for c in _spanned(outer, at, inner)
            ]
            found = tally(claims)
            if found.telling >= 2 and found.failed * 5 <= max(found.telling, 5):
                yield from (c.relation(SPAN, Certainty.CERTAIN) for c in claims)


def _spanned(outer: Matrix, at: int, inner: Matrix) -> Iterator[Claim]:
    like = [
        n
        for n, column in enumerate(inner.sheet.columns)
        if column.measure == outer.sheet.columns[at].measure
        and column.at > outer.sheet.columns[at].at
    ]
    rows = inner.sheet.rows
    for row, cells in zip(outer.sheet.rows, outer.cells, strict=True):
        box, cell = row.boxes[at], cells[at]
        if box is None or cell is None or box.rowspan < 2 or not like:
            continue
        first = bisect_left(rows, row.line, key=_line)
        last = bisect_left(rows, row.line + box.rowspan, first, key=_line)
        found = claim(cell, [(1, own[like[0]]) for own in inner.cells[first:last]])
        if found is not None:
            yield found


def _line(row: Row) -> int:
    return row.line
