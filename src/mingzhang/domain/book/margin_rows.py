"""Does a row fit the view it names? Its dimensions, or a problem at each cell that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from mingzhang.domain.book.builder import Builder, Source
from mingzhang.domain.book.columns import columns
from mingzhang.domain.book.sheets import ProjectRow, ViewRow
from mingzhang.domain.book.views import VIEWED, Margin, margins
from mingzhang.rulebook.concepts import dimensions

#: Natures of spending that economic items do not divide.
_UNDIVIDED = ("upward", "commercial", "downward")


class MarginRow(Protocol):
    """What the rows of the four sheets share."""

    @property
    def view(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def origin(self) -> str | None: ...
    @property
    def note(self) -> str: ...


@dataclass(slots=True)
class _Fit:
    """A row held against its view; `ok` turns false at the first thing that does not fit."""

    builder: Builder
    margin: Margin
    number: int
    ok: bool = field(default=True)

    def wrong(self, dim: str, found: str, expected: str, remedy: str) -> None:
        heading = heading_of(VIEWED[self.margin.sheet], dim)
        self.builder.problem(
            Source(self.margin.sheet, self.number, heading), found, expected, remedy
        )
        self.ok = False


class MarginRows:
    """The rows of a book's four margin sheets, held against the views declared for them."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.declared = margins(builder.book, builder.problems)
        self._written = {(v.sheet, v.code) for v in builder.book.rows(ViewRow)}
        self._without_unit: dict[str, frozenset[str]] = {}

    def margin(self, sheet: str, number: int, code: str) -> Margin | None:
        """Return the view that a row names; None and a problem when there is no such view."""
        margin = self.declared.get((sheet, code))
        if margin is None and (sheet, code) not in self._written:  # told at the view, if written
            known = "、".join(c for s, c in self.declared if s == sheet and c) or "空白"
            self.builder.problem(
                Source(sheet, number, "视图"),
                code or "空白",
                known,
                "填写“视图”表中本表的视图编码",
            )
        return margin

    def by_unit(self, sheet: str, view: str) -> bool:
        """Tell whether every row of a view names its unit."""
        if sheet not in self._without_unit:
            rows: tuple[MarginRow, ...] = self.builder.book.rows(VIEWED[sheet])
            blank = (r.view for r in rows if not self.builder.by_unit([r]))
            self._without_unit[sheet] = frozenset(blank)
        return view not in self._without_unit[sheet]

    def dims(self, margin: Margin, row: MarginRow, number: int) -> dict[str, str] | None:
        """Return the dimensions a row gives; None and problems when its view does not hold it."""
        given = self._given(margin, row)
        fit = _Fit(self.builder, margin, number)
        for d in margin.dims:
            if d not in given and not not_applicable(d, given):
                fit.wrong(d, "空白", "本视图要求填写", "补填，或改用另一视图")
        for d, value in given.items():
            if d not in margin.dims:
                fit.wrong(d, value, "本视图不含此列", "清空，或改用另一视图")
        for d, value in margin.within:
            if given.get(d, value) != value:
                expected = f"本视图的范围“{dimensions()[d].label_of(value)}”"
                fit.wrong(d, given[d], expected, "改用另一视图")
        return given if fit.ok else None

    def _given(self, margin: Margin, row: MarginRow) -> dict[str, str]:
        given = {d: v for d in dimensions() if (v := getattr(row, d, None))}
        kind = self._project_kinds.get(given.get("project", ""))
        if kind and "project_kind" in margin.dims:
            given.setdefault("project_kind", kind)
        return given

    @cached_property
    def _project_kinds(self) -> Mapping[str, str]:
        return {p.code: p.kind for p in self.builder.book.rows(ProjectRow) if p.kind}


def heading_of(row_type: type, field_name: str) -> str:
    """Return the printed heading of a row dataclass's column."""
    return next(c.heading for c in columns(row_type) if c.field == field_name)


def not_applicable(dim: str, given: Mapping[str, str]) -> bool:
    """Tell whether a dimension means nothing for the row: only projects have a project."""
    nature = given.get("nature")
    if dim in ("project", "project_kind"):
        return nature is not None and nature != "project"
    return dim == "economic" and nature in _UNDIVIDED
