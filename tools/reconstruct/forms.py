"""Figures as linear forms of the cells that are sought: the product's own facts tell how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from mingzhang.domain.figures import Figures, base_of, whole_of
from mingzhang.facts.factset import Fact, FactSet, Known
from mingzhang.facts.key import FactKey, Stage
from mingzhang.facts.provenance import Origin
from mingzhang.facts.reconcile import comparisons

SOUGHT = (Origin.RECONSTRUCTED, Origin.INFERRED)
#: A row of contracts gives a part within a part; its cells are no figures by themselves. Values of
#: indicators are no amounts: those inferred were solved by hand from one rate each.
_AS_GIVEN = ("procurement_contracts", "indicator")


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """An amount cell of a book: sheet, row as a person counts it, heading."""

    sheet: str
    row: int
    column: str

    def __str__(self) -> str:
        return f"{self.sheet} 第{self.row}行「{self.column}」"


@dataclass(frozen=True, slots=True)
class Form:
    """Σ coefficient × cell + constant; cells and constant in fen, coefficients whole."""

    cells: Mapping[Cell, int] = field(default_factory=dict)
    constant: int = 0

    def __add__(self, other: Form) -> Form:
        return self.plus(other)

    def __sub__(self, other: Form) -> Form:
        return self.plus(other, -1)

    def plus(self, other: Form, times: int = 1) -> Form:
        """Return this form and `times` another."""
        cells = dict(self.cells)
        for cell, weight in other.cells.items():
            cells[cell] = cells.get(cell, 0) + times * weight
        kept = {c: w for c, w in sorted(cells.items()) if w}
        return Form(kept, self.constant + times * other.constant)

    def times(self, factor: int) -> Form:
        """Return `factor` times this form."""
        return Form().plus(self, factor)

    def value(self, fen: Mapping[Cell, int]) -> int:
        """Return the form's value for these cells, in fen."""
        return self.constant + sum(w * fen[c] for c, w in self.cells.items())


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate in percent: 100 × part ÷ whole."""

    part: Form
    whole: Form


@dataclass(slots=True)
class Forms:
    """Turns keys into forms, by the rows that a FactSet answers them with."""

    facts: FactSet
    sought: dict[Cell, Decimal] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: FactSet) -> Self:
        """Return the forms of a book's facts; sought is what its rows mark 还原 or 推算.

        A zero is not sought: it says that there was nothing, and is no rounded amount.
        """
        forms = cls(facts)
        for view in facts.views():
            for fact in facts.facts(view.code) if view.concept not in _AS_GIVEN else ():
                if fact.source.origin in SOUGHT and fact.value:
                    forms.sought[cell_of(fact)] = fact.value
        return forms

    def figure(self, key: FactKey) -> Form | Ratio:
        """Return a key as a form of cells, or as a ratio of two. LookupError: it is not known."""
        now = base_of(key)
        match key.get("measure"):
            case None:
                return self.amount(key)
            case "change":
                return self.amount(now) - self.amount(now.last_year())
            case "growth":
                before = self.amount(now.last_year())
                return Ratio(self.amount(now) - before, before)
            case "share":
                return Ratio(self.amount(now), self.amount(whole_of(key)))
            case "completion":
                return Ratio(self.amount(now), self.amount(now.at_stage(Stage.ADJUSTED)))
        raise LookupError(f"{key}: no linear form")

    def amount(self, key: FactKey) -> Form:
        """Return a recorded or added-up quantity as a form. LookupError: it is not known."""
        if isinstance(self.facts.ask(key), Known):
            return self.added(self.facts.rows_behind(key))
        formula = Figures(self.facts).formula(key)
        if formula is None:
            raise LookupError(f"{key}: not in the book")
        total = Form()
        for operand in formula.operands:  # the totals of a book are sums
            total += self.amount(operand)
        return total

    def added(self, rows: Iterable[Fact]) -> Form:
        """Return the sum of rows as a form."""
        total = Form()
        for fact in rows:
            cell = cell_of(fact)
            value = fact.value or Decimal(0)
            one = Form({cell: 1}) if value and cell in self.sought else Form({}, int(value * 100))
            total += one
        return total

    def agreements(self) -> Iterator[Form]:
        """Yield the forms that must be zero for the book's views to agree."""
        for key, left, right in comparisons(self.facts):
            if all(isinstance(self.facts.ask_view(v, key), Known) for v in (left, right)):
                rows = (self.added(self.facts.rows_of(v, key)) for v in (left, right))
                yield next(rows) - next(rows)


def cell_of(fact: Fact) -> Cell:
    """Return the cell that a fact was read from."""
    return Cell(fact.source.sheet, fact.source.row, fact.source.column)
