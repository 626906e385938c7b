"""What the wording of a report may refer to: keys by name, the book, the edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mingzhang.domain.book.dims import parse_dims
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.sheets import DisputedRow, NarrativeRow, ReasonRow, UnitRow
from mingzhang.domain.figures import Figures, without_of
from mingzhang.domain.labels import NO_NAMES, Names, names_of
from mingzhang.domain.performance.model import Project
from mingzhang.domain.references import BadReference, read_key
from mingzhang.domain.report.edition import ReportEdition
from mingzhang.domain.report.performance_side import PerformanceSide
from mingzhang.facts.key import Entity, FactKey, Scope, Stage

Binding = FactKey | str

#: The narrative that a unit's register can stand for.
_DUTIES = "一.职责"
#: What books keep for the department alone, whoever carries a project out.
_OF_DEPARTMENT = frozenset({"indicator", "goal_indicators", "points", "funds_received"})


@dataclass(slots=True)
class Findings:
    """What came up while wording the report.

    `gaps` say what is missing with its full key, for who makes the report; `shown` the same in
    plain words, as it stands in the report.
    """

    gaps: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    def gap(self, shown: str, full: str) -> None:
        """List something missing, once."""
        for listed, text in ((self.shown, shown), (self.gaps, full)):
            if text not in listed:
                listed.append(text)


@dataclass(frozen=True, slots=True)
class Context:
    """One report in the making.

    `printed` are figures in 万元 that the tables print otherwise than as they round; `bound` are
    the names of the current turn of a loop; `disputed` what the office doubts; `names` what the
    book calls its projects and indicators. `performance` is None where nothing is known of it;
    the project that is spoken of is bound to the name `project`.
    """

    book: Book
    figures: Figures
    edition: ReportEdition
    entity: Entity
    findings: Findings
    reasons: Mapping[tuple[str, str, tuple[tuple[str, str], ...]], str]
    disputed: Mapping[FactKey, DisputedRow]
    printed: Mapping[FactKey, Decimal] = field(default_factory=dict)
    bound: Mapping[str, Binding] = field(default_factory=dict)
    names: Names = NO_NAMES
    performance: PerformanceSide | None = None

    def binding(self, name: str) -> Binding:
        """Return what a name stands for: a turn's name, an edition's name, or a key written out.

        Raises BadReference.
        """
        if name in self.bound:
            return self.bound[name]
        if name in self.edition.names:
            return self.key_of(self.edition.names[name])
        return self.key_of(name)

    def key(self, name: str) -> FactKey:
        """Return the key that a name stands for. Raises BadReference."""
        bound = self.binding(name)
        if isinstance(bound, str):
            raise BadReference(f"“{name}”不是数据")
        return bound

    def key_of(self, pattern: str) -> FactKey:
        """Read a key written out as one of this report. Raises BadReference.

        Goals and results, and what is said of a project, are the department's in a unit's report.
        """
        key = read_key(pattern, self.entity, self.book.year)
        of_department = self.project or key.concept in _OF_DEPARTMENT
        return replace(key, entity=self.book.whole) if of_department else key

    def with_bound(self, bound: Mapping[str, Binding]) -> Context:
        """Return the context with further names bound."""
        return replace(self, bound={**self.bound, **bound})

    @property
    def is_department(self) -> bool:
        """Tell whether the report is the department's."""
        return self.entity.scope is Scope.DEPARTMENT

    @property
    def name(self) -> str:
        """The name of the department or unit that reports."""
        if self.is_department:
            return self.book.department.name
        return self.book.unit(self.entity.code).name

    def doubt(self, key: FactKey) -> DisputedRow | None:
        """Return what the office doubts about a figure, whatever it is a share of."""
        return self.disputed.get(without_of(key))

    def owns(self, unit: str) -> bool:
        """Tell whether a text of the office is about this entity; `unit` blank: the department's.

        A unit's figures are not the department's, unless it is the only unit.
        """
        if unit:
            return not self.is_department and unit == self.entity.code
        return self.is_department or len(self.book.rows(UnitRow)) == 1

    @property
    def project(self) -> str:
        """The code of the project that is spoken of, "" for the whole department."""
        return str(self.bound.get("project", ""))

    @property
    def subject(self) -> Project | None:
        """The project that is spoken of, or the whole department; None without performance."""
        return self.performance.performance.project(self.project) if self.performance else None

    def narrative(self, section: str) -> tuple[str, ...]:
        """Return what the office wrote for a section; a unit's own register serves its report.

        Of a project where one is spoken of: that a unit's report has as the department's does.
        """
        texts = tuple(
            row.text
            for row in self.book.rows(NarrativeRow)
            if row.section == section
            and (self.owns(row.unit) or (row.project and not row.unit))
            and (row.project or "") == self.project
        )
        if texts or self.is_department or section != _DUTIES:
            return texts
        duties = self.book.unit(self.entity.code).duties
        return (f"{duties.rstrip('。')}。",) if duties else ()

    def units(self) -> tuple[UnitRow, ...]:
        """Return the units that the report covers."""
        every = self.book.rows(UnitRow)
        return (
            every if self.is_department else tuple(u for u in every if u.code == self.entity.code)
        )


def make_context(book: Book, figures: Figures, edition: ReportEdition, entity: Entity) -> Context:
    """Return the context of a report before any loop."""
    context = Context(book, figures, edition, entity, Findings(), {}, {})
    reasons = {}
    for row in book.rows(ReasonRow):
        if context.owns(row.unit):
            key = reason_key(row, book)
            reasons[row.about, key.concept, key.dims] = row.text
    doubts = book.rows(DisputedRow) if context.owns("") else ()
    disputed = {disputed_key(row, entity, book.year): row for row in doubts}
    return replace(context, reasons=reasons, disputed=disputed, names=names_of(book))


def reason_key(row: ReasonRow, book: Book) -> FactKey:
    """Return the key of what a reason explains. Raises CellError, UnknownDimension."""
    entity = Entity(row.unit, Scope.UNIT) if row.unit else book.whole
    return FactKey.of(row.concept, entity, book.year, dims=parse_dims(row.dims))


def disputed_key(doubt: DisputedRow, entity: Entity, year: int) -> FactKey:
    """Return the key of a doubtful figure. Raises CellError, UnknownConcept, UnknownDimension."""
    dims = parse_dims(doubt.dims)
    if doubt.measure:
        dims["measure"] = doubt.measure
    return FactKey.of(doubt.concept, entity, year, Stage(doubt.stage or "actual"), dims)
