"""The lines of a pane: as listed, or from the codes of a classification that occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mingzhang.domain.figures import Figures
from mingzhang.domain.statements.model import Column, Line, Pane, Query, Rows
from mingzhang.domain.statements.references import CODE_DIMS
from mingzhang.domain.statements.statement import Amount, Missing, Value
from mingzhang.facts.factset import Known
from mingzhang.facts.key import Entity, FactKey, Stage
from mingzhang.kernel.code import ancestors_and_self
from mingzhang.kernel.numerals import chinese
from mingzhang.rulebook.classification import Classification, economic, functional

#: Parts the code from the project in the id of a project's line.
PROJECT = "/"


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose statements are filled, from what; `projects` are names of projects by code."""

    figures: Figures
    entity: Entity
    year: int
    projects: Mapping[str, str]

    def key(self, query: Query) -> FactKey:
        """Return the fact that a complete query asks for."""
        stage = Stage(query.stage or "actual")
        return FactKey.of(query.concept, self.entity, self.year, stage, query.dims)

    def value(self, query: Query) -> Value:
        """Return what a complete query finds."""
        found = self.figures.quantity(self.key(query))
        if isinstance(found, Known):
            return Amount(found.value, found.key)
        return Missing(found.reason, found.key)

    def occurring(self, query: Query, dim: str) -> set[str]:
        """Return the values of `dim` that the book holds within a complete query."""
        return set(self.figures.facts.known_values(self.key(query), dim))

    def names(self, dim: str) -> Classification:
        """Return the classification behind a dimension."""
        return functional(self.year) if dim == "function" else economic(self.year)


def name_of(names: Classification, code: str) -> str:
    """Return the name of a code; the code where the year's list does not hold it."""
    item = names.find(code)
    return item.name if item else code


def expand_columns(asker: Asker, pane: Pane) -> tuple[Column, ...]:
    """Return the pane's columns with those of a source put in for it."""
    found: list[Column] = []
    for column in pane.column:
        found += _by_code(asker, pane, column) if column.source else [column]
    return tuple(found)


def _by_code(asker: Asker, pane: Pane, column: Column) -> Iterator[Column]:
    names = asker.names("economic")
    base = column.query.over(pane.query)
    for code in _with_ancestors(asker.occurring(base, "economic")):
        query = Query(dims={"economic": code}).over(column.query)
        value = asker.value(query.over(pane.query))
        if isinstance(value, Amount) and value.value == 0:
            continue
        top = code[:3]
        title = "小计" if code == top else name_of(names, code)
        group = (*column.group, name_of(names, top))
        parent = column.parent if code == top else top
        yield replace(
            column, id=code, title=title, group=group, query=query, parent=parent, source=""
        )


def _with_ancestors(codes: Iterable[str]) -> list[str]:
    return sorted({above for c in codes if c.isdigit() for above in ancestors_and_self(c)})


def expand_rows(
    asker: Asker, pane: Pane, columns: tuple[Column, ...], rows: Rows
) -> tuple[Line, ...]:
    """Return the lines of one run, each with all of its part of the query."""
    if rows.source == "lines":
        return rows.line
    dim = CODE_DIMS[rows.source]
    occurring = _occurring(asker, pane, columns, dim)
    match rows.source:
        case "functional_classes":
            return _classes(asker, rows, occurring)
        case "economic_list":
            return tuple(_listed(asker, rows, occurring))
        case _:
            lines = tuple(_line(asker, dim, c, rows) for c in _with_ancestors(occurring))
            return tuple(_with_projects(asker, pane, columns, lines)) if rows.projects else lines


def _occurring(asker: Asker, pane: Pane, columns: tuple[Column, ...], dim: str) -> set[str]:
    """Return the codes that occur in any column; formulas and the columns of codes add none."""
    found: set[str] = set()
    for column in columns:
        if not column.sum and "economic" not in column.query.dims:
            query = column.query.over(pane.query)
            if query.concept:
                found |= asker.occurring(query, dim)
    return found


def _line(asker: Asker, dim: str, code: str, rows: Rows) -> Line:
    return Line(
        id=code,
        label=name_of(asker.names(dim), code),
        code=code,
        query=Query(dims={dim: code}),
        parent=code[:-2] if len(code) > 3 else rows.parent,
        level=(len(code) - 3) // 2,
    )


def _classes(asker: Asker, rows: Rows, occurring: set[str]) -> tuple[Line, ...]:
    listed = {item.code for item in asker.names("function").classes()} - set(rows.exclude)
    codes = sorted(listed | {code[:3] for code in occurring if code.isdigit()})
    lines = (_line(asker, "function", code, rows) for code in codes)
    if not rows.numbered:
        return tuple(lines)
    return tuple(
        replace(line, label=f"{chinese(n)}、{line.label}") for n, line in enumerate(lines, 1)
    )


def _listed(asker: Asker, rows: Rows, occurring: set[str]) -> Iterator[Line]:
    names = asker.names("economic")
    listed = {*rows.classes, *rows.classes_if_any}
    named = {code for code in _with_ancestors(occurring) if code[:3] in listed}
    named |= {*rows.classes}
    official = {item.code for code in rows.classes for item in names.children(code)}
    for code in sorted(named | official):
        yield replace(_line(asker, "economic", code, rows), hidden=code not in named)


def _with_projects(
    asker: Asker, pane: Pane, columns: tuple[Column, ...], lines: tuple[Line, ...]
) -> Iterator[Line]:
    above = {line.parent for line in lines}
    for line in lines:
        yield line
        if line.id in above:
            continue  # projects stand below the finest code only
        found: set[str] = set()
        for column in columns:
            if not column.sum:
                query = line.query.over(column.query.over(pane.query))
                found |= asker.occurring(query, "project")
        for project in sorted(found):
            yield Line(
                id=f"{line.id}{PROJECT}{project}",
                label=asker.projects.get(project, project),
                query=Query(dims={"project": project}).over(line.query),
                parent=line.id,
                level=line.level + 1,
            )
