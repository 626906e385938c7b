"""Collects the views and facts of a book, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.domain.book.model import Book
from mingzhang.domain.book.sheets import UnitRow
from mingzhang.facts.factset import Fact, FactSet, View
from mingzhang.facts.key import Entity, FactKey, Scope, Stage
from mingzhang.facts.provenance import Origin, Row
from mingzhang.kernel.problem import Place, Problem

#: With the row number the unit code of an elimination: one more addend of the department.
ELIMINATIONS = "抵销"


@dataclass(slots=True)
class Source:
    """A cell that an amount was read from."""

    sheet: str
    number: int
    column: str
    origin: str | None = None
    note: str = ""

    def row(self) -> Row:
        """Return the cell as provenance."""
        origin = Origin(self.origin) if self.origin else Origin.RECORDED
        return Row(self.sheet, self.number, self.column, origin, self.note)


@dataclass(slots=True)
class Builder:
    """Facts in the making. Rows that do not fit are problems, and nothing of them is kept."""

    book: Book
    views: dict[str, View] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _only: str = ""
    _seen: dict[tuple[str, FactKey], Source] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._only = self.book.only_unit

    def entity(self, unit: str) -> Entity:
        """Return the unit; for a blank code the only unit of the book, else the department.

        A department of one unit is that unit: its rows answer for both.
        """
        code = unit or self._only
        return Entity(code, Scope.UNIT) if code else self.book.whole

    def by_unit(self, rows: Iterable[object]) -> bool:
        """Tell whether all of these rows belong to units."""
        return bool(self._only) or all(getattr(row, "unit", "") for row in rows)

    def view(self, view: View) -> View:
        """Declare a view once; the same declaration again is the same view."""
        return self.views.setdefault(view.code, view)

    def add(
        self,
        view: View,
        entity: Entity,
        dims: Mapping[str, str],
        value: Decimal | None,
        source: Source,
    ) -> None:
        """Add one row's amount to a view; a second row with the same key is a problem."""
        key = FactKey.of(view.concept, entity, view.period, view.stage, dims)
        earlier = self._seen.setdefault((view.code, key), source)
        if earlier is not source and not view.ledger:
            self.problem(
                source,
                f"与第{earlier.number}行相同的维度",
                "每组维度一行",
                "合并为一行，或补上区分两行的维度",
            )
            return
        self.facts.append(Fact(key, value, source.row(), view.code))

    def problem(self, source: Source, found: str, expected: str, remedy: str) -> None:
        """Note a problem at a cell."""
        place = Place(source.sheet, source.number, source.column)
        self.problems.append(Problem(place, found, expected, remedy))

    def result(self) -> FactSet:
        """Return the facts; the caller looks at `problems` first."""
        units = (unit.code for unit in self.book.rows(UnitRow))
        return FactSet(self.book.whole, self.views.values(), self.facts, units)


def auto_view(
    builder: Builder,
    concept: str,
    dims: tuple[str, ...],
    *,
    stage: Stage = Stage.ACTUAL,
    ledger: bool = False,
    by_unit: bool = False,
) -> View:
    """Return the complete view that a sheet without margins makes for a concept and stage."""
    code = f"{concept}:{stage}:"
    period = builder.book.year
    return builder.view(
        View(code, concept, period, stage, dims, complete=True, by_unit=by_unit, ledger=ledger)
    )
