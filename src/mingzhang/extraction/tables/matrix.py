"""The figures of a sheet by row and column, with the claims that hypotheses make of them.

A claim says that one cell is the signed sum of others. Cells that are blank or print nothing but a
zero are nothing and take no part; a cell that holds something that cannot be read (…, words) spoils
every claim that needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from heapq import heapify, heapreplace

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.judge import read_figure
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation
from mingzhang.extraction.passages import View, of_view
from mingzhang.extraction.tables.figures import Sort
from mingzhang.extraction.tables.grid import Box
from mingzhang.extraction.tables.layout import layout
from mingzhang.extraction.tables.sheets import Sheet
from mingzhang.extraction.tables.tree import Tree

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A figure as a number, with half a unit of its last place; `observation` is None when zero."""

    observation: Observation
    nominal: Decimal
    half: Decimal


@dataclass(slots=True, eq=False)
class Matrix:
    """A sheet with its figures: `cells[row][column]`, None where nothing is stated.

    `spoilt` are the places (row, column) that state something that is no figure, `tree` tells
    which rows belong under which.
    """

    sheet: Sheet
    cells: list[list[Cell | None]]
    spoilt: set[tuple[int, int]]
    tree: Tree
    _signed: dict[int, bool] = field(default_factory=dict, init=False, repr=False)

    def is_signed(self, column: int) -> bool:
        """Tell whether a column prints a negative figure."""
        if column not in self._signed:
            cells = (line[column] for line in self.cells)
            self._signed[column] = any(c is not None and c.nominal < 0 for c in cells)
        return self._signed[column]

    def stated(self, row: int, column: int) -> bool:
        """Tell whether a place states a figure other than zero."""
        cell = self.cells[row][column]
        return cell is not None and bool(cell.nominal)


@dataclass(frozen=True, slots=True)
class Claim:
    """`stated` is the signed sum of `parts`. `at` says where the claim is.

    `zeros` are parts that print a zero, with their signs: they add nothing, not even room for
    rounding, but one of them may be the figure that is wrong.
    """

    stated: Cell
    parts: tuple[Cell, ...]
    signs: tuple[int, ...]
    at: tuple[int, int] = (0, 0)
    zeros: tuple[tuple[int, Cell], ...] = ()

    @property
    def off(self) -> Decimal:
        """Return by how much the stated figure is above the sum."""
        total = self.stated.nominal
        for sign, part in zip(self.signs, self.parts, strict=True):
            total = total - part.nominal if sign > 0 else total + part.nominal
        return total

    @property
    def holds(self) -> bool:
        """Tell whether rounding explains all of the difference."""
        off = self.off
        if not off:
            return True
        room = self.stated.half
        for part in self.parts:
            room += part.half
        return abs(off) <= room

    @property
    def _may_be_rounded(self) -> bool:
        """Tell whether whole numbers without a unit miss their sum by no more than rounding.

        They may be amounts in 万元; only where a unit says that things are counted are they exact.
        """
        figures = [cell.observation for cell in (self.stated, *self.parts)]
        if any(o.kind is not Kind.PLAIN or o.places for o in figures):
            return False
        return 0 < abs(self.off) * 2 <= len(figures)

    @property
    def tells(self) -> bool:
        """Tell whether the claim is more than that two figures are the same."""
        return len(self.parts) > 1

    def relation(self, rule: str, certainty: Certainty, note: str = "") -> Relation:
        """Return the claim as a relation of the document."""
        parts, signs = self.parts, self.signs
        if self.zeros and not self.holds:
            parts = (*parts, *(cell for _, cell in self.zeros))
            signs = (*signs, *(sign for sign, _ in self.zeros))
            if replace(self, parts=parts, signs=signs).holds:
                parts, signs = self.parts, self.signs
        if self._may_be_rounded:
            certainty = min(certainty, Certainty.POSSIBLE)
        operands = tuple(part.observation for part in parts)
        return Relation(
            rule, self.stated.observation, Sum(signs), operands, certainty=certainty, note=note
        )


@of_view
def matrices(view: View) -> tuple[Matrix, ...]:
    """Return the sheets of a document with their figures."""
    return tuple(_matrix(sheet) for sheet in layout(view).sheets)


def _matrix(sheet: Sheet) -> Matrix:
    cells: list[list[Cell | None]] = []
    spoilt: set[tuple[int, int]] = set()
    for n, row in enumerate(sheet.rows):
        line: list[Cell | None] = []
        for column, box in enumerate(row.boxes):
            cell = _cell(box)
            if cell is None and box is not None and box.sort in (Sort.WORDS, Sort.HIDDEN):
                spoilt.add((n, column))
            line.append(cell)
        cells.append(line)
    return Matrix(sheet, cells, spoilt, sheet.tree)


def _cell(box: Box | None) -> Cell | None:
    if box is None or box.figure is None:
        return None
    found = next((o for o in box.passage.observations if o.start == box.figure.start), None)
    if found is None or found.bound is not Bound.EXACT:
        return None
    reading = read_figure(found)
    return Cell(found, reading.nominal, reading.presumed[1] - reading.nominal)


def claim(
    stated: Cell | None, parts: Iterable[tuple[int, Cell | None]], at: tuple[int, int] = (0, 0)
) -> Claim | None:
    """Return the claim of a sum; None when a side is blank or all of it is zero."""
    if stated is None:
        return None
    given = [(sign, cell) for sign, cell in parts if cell is not None]
    own = [(sign, cell) for sign, cell in given if cell.nominal]
    zeros = tuple((sign, cell) for sign, cell in given if not cell.nominal)
    if not own:
        own, zeros = list(zeros), ()
    found = Claim(stated, tuple(c for _, c in own), tuple(s for s, _ in own), at, zeros)
    return found if own and (stated.nominal or own[0][1].nominal) else None


@dataclass(slots=True)
class Tally:
    """How a family of claims stands the test: how many hold, how many do not and by whose fault."""

    held: int = 0
    telling: int = 0
    failed: int = 0
    culprits: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.held + other.held,
            self.telling + other.telling,
            self.failed + other.failed,
            self.culprits + other.culprits,
        )


def tally(claims: Sequence[Claim]) -> Tally:
    """Return how claims stand the test.

    One wrong figure spoils every sum that it takes part in; `culprits` is the least number of
    figures, as far as taking the worst first finds it, whose errors explain all failures.
    """
    failed = [c for c in claims if not c.holds]
    held = [c for c in claims if c.holds]
    return Tally(len(held), sum(c.tells for c in held), len(failed), _culprits(failed))


def _culprits(failed: Sequence[Claim]) -> int:
    groups = [dict.fromkeys((c.stated, *c.parts)) for c in failed]
    holding: dict[Cell, list[int]] = {}
    for n, group in enumerate(groups):
        for cell in group:
            holding.setdefault(cell, []).append(n)
    left = {cell: len(own) for cell, own in holding.items()}
    # The worst first, of equal ones the first; counts fall, so that old entries are put back.
    worst = [(-count, n, cell) for n, (cell, count) in enumerate(left.items())]
    heapify(worst)
    found, explained = 0, set[int]()
    while len(explained) < len(groups):
        count, n, cell = worst[0]
        if left[cell] != -count:
            heapreplace(worst, (-left[cell], n, cell))
            continue
        found += 1
        for of in holding[cell]:
            if of not in explained:
                explained.add(of)
                for one in groups[of]:
                    left[one] -= 1
    return found


def certainty(own: Tally, pooled: Tally, *, law: bool = False) -> Certainty | None:
    """Return how sure a family of sums is that words suggest; None when the table denies it.

    `pooled` is the tally of all families of its sort in the table, `law` that the forms or the
    classification themselves define the sum. The thresholds are ours, of evidence and no rule.
    """
    if not own.failed:
        return Certainty.CERTAIN
    good = own.held >= 2 and own.culprits * 5 <= max(own.held + own.failed, 5)
    shared = pooled.held >= 3 and pooled.culprits * 5 <= max(pooled.held + pooled.failed, 5)
    if good or (shared and own.culprits <= max(1, own.held)):
        return Certainty.CERTAIN
    if own.culprits > 1:
        return None
    # One figure that spoils two sums at once is wrong more likely than both sums.
    vouched = pooled.held > 0 or (pooled.culprits == 1 and pooled.failed > 1)
    if law:
        return Certainty.CERTAIN if vouched else Certainty.LIKELY
    return Certainty.LIKELY if own.held or vouched else Certainty.POSSIBLE
