"""What the wording of a report may refer to: keys by name, the book, the edition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mingzhang.domain.book.dims import parse_dims
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.sheets import DisputedRow, ReasonRow, UnitRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.report.edition import ReportEdition
from mingzhang.facts.key import Entity, FactKey, Scope, Stage, dims_of

_PATTERN = re.compile(
    r"(?P<concept>[a-z_]+)(?:\{(?P<dims>[^{}]*)\})?(?P<suffix>(?::(?:-1|initial|adjusted|actual))*)"
)

Binding = FactKey | str


class BadReference(ValueError):
    """A placeholder names something that does not exist; the message names both."""


@dataclass(slots=True)
class Findings:
    """What came up while wording the report."""

    gaps: list[str] = field(default_factory=list)
    used: dict[str, FactKey] = field(default_factory=dict)

    def gap(self, text: str) -> None:
        """List something missing, once."""
        if text not in self.gaps:
            self.gaps.append(text)


@dataclass(frozen=True, slots=True)
class Context:
    """One report in the making. `bound` are the names of the current turn of a loop."""

    book: Book
    figures: Figures
    edition: ReportEdition
    entity: Entity
    findings: Findings
    reasons: Mapping[tuple[str, str, tuple[tuple[str, str], ...]], str]
    disputed: Mapping[FactKey, str]
    bound: Mapping[str, Binding] = field(default_factory=dict)

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
        """Read a key written out as one of this report. Raises BadReference."""
        return read_key(pattern, self.entity, self.book.year)

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

    def units(self) -> tuple[UnitRow, ...]:
        """Return the units that the report covers."""
        every = self.book.rows(UnitRow)
        return every if self.is_department else tuple(u for u in every if u.code == self.entity.code)


def read_key(pattern: str, entity: Entity, year: int) -> FactKey:
    """Read `concept{dims}:-1:adjusted` as a key of an entity and year. Raises BadReference."""
    match = _PATTERN.fullmatch(pattern)
    if match is None:
        raise BadReference(f"无法识别的引用“{pattern}”")
    dims = dict(p.split("=", 1) for p in (match["dims"] or "").split(",") if "=" in p)
    stage = Stage.ACTUAL
    for suffix in filter(None, match["suffix"].split(":")):
        if suffix == "-1":
            year -= 1
        else:
            stage = Stage(suffix)
    try:
        return FactKey.of(match["concept"], entity, year, stage, dims)
    except (KeyError, ValueError) as wrong:
        raise BadReference(f"没有“{pattern}”这一数据（{wrong}）") from wrong


def make_context(
    book: Book, figures: Figures, edition: ReportEdition, entity: Entity
) -> Context:
    """Return the context of a report before any loop."""
    reasons = {}
    for row in book.rows(ReasonRow):
        reasons[row.about, row.concept, dims_of(parse_dims(row.dims))] = row.text
    disputed = {}
    for doubt in book.rows(DisputedRow):
        dims = parse_dims(doubt.dims)
        if doubt.measure:
            dims["measure"] = doubt.measure
        stage = Stage(doubt.stage or "actual")
        key = FactKey.of(doubt.concept, entity, book.year, stage, dims)
        disputed[key] = doubt.note or doubt.printed
    return Context(book, figures, edition, entity, Findings(), reasons, disputed)


