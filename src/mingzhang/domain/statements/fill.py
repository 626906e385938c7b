"""Fills the statements of an edition from facts. Pure; what is not known stays unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from mingzhang.domain.figures import Figures
from mingzhang.domain.statements.expressions import FactTerm
from mingzhang.domain.statements.load import StatementSet
from mingzhang.domain.statements.model import Column, Form, Line, Pane, Query
from mingzhang.domain.statements.references import CODE_DIMS
from mingzhang.domain.statements.rows import Asker, expand_columns, expand_rows
from mingzhang.domain.statements.statement import (
    BLANK,
    Amount,
    Blank,
    FilledLine,
    FilledPane,
    FilledTable,
    Missing,
    Statements,
    UnknownCell,
    Value,
)
from mingzhang.facts.key import Entity, FactKey
from mingzhang.rulebook.concepts import dimension

Draft = dict[str, Value]


def fill(
    edition: StatementSet,
    figures: Figures,
    entity: Entity,
    year: int,
    projects: Mapping[str, str] = MappingProxyType({}),
) -> Statements:
    """Return the statements of a department or unit for a year, exact in yuan.

    `projects` are names of projects by code. A cell that `figures` cannot tell is Missing with the
    reason, never zero. Raises YearNotCovered for a year without classifications.
    """
    asker = Asker(figures, entity, year, projects)
    tables = {
        name: FilledTable(name, edition.code(name), edition.number(name), form, _panes(asker, form))
        for name, form in edition.forms.items()
    }
    return Statements(edition.id, entity, year, tables, _facts(asker, edition))


def kinds_beside(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of unit that are not among `kinds`."""
    return tuple(k for k in dimension("unit_kind").values if k not in set(kinds))


def _facts(asker: Asker, edition: StatementSet) -> dict[FactKey, Value]:
    queries = []
    for relation in edition.relations:
        for term in relation.terms:
            if isinstance(term, FactTerm):
                queries.append(Query(term.concept, term.stage, term.dims))
        for predicate in relation.when:
            for kind in kinds_beside(predicate.kinds) if predicate.test == "unit_kinds" else ():
                queries.append(Query("unit_count", dims={"unit_kind": kind}))
    return {asker.key(query): asker.value(query) for query in queries}


def _panes(asker: Asker, form: Form) -> tuple[FilledPane, ...]:
    drafts: dict[str, Draft] = {}
    parts = []
    for pane in form.pane:
        columns = expand_columns(asker, pane)
        body: list[Line] = []
        foot: list[Line] = []
        for rows in pane.rows:
            lines = expand_rows(asker, pane, columns, rows)
            for line in lines:
                drafts[line.id] = _asked(asker, pane, columns, line)
            if rows.source.endswith("_tree"):
                lines = _that_occur(lines, drafts)
            elif rows.source == "economic_list":
                lines = tuple(_known_or_named(line, drafts[line.id]) for line in lines)
            (foot if rows.foot else body).extend(lines)
        parts.append((pane, columns, body, foot))
    for _, columns, body, foot in parts:
        _line_formulas((*body, *foot), columns, drafts)
    return tuple(
        FilledPane(
            pane,
            columns,
            tuple(_filled(line, columns, drafts) for line in body),
            tuple(_filled(line, columns, drafts) for line in foot),
            _absent(asker, pane, columns, (*body, *foot)),
        )
        for pane, columns, body, foot in parts
    )


def _asked(asker: Asker, pane: Pane, columns: tuple[Column, ...], line: Line) -> Draft:
    draft: Draft = {}
    for column in columns:
        if line.blank or (line.only and column.id not in line.only):
            draft[column.id] = BLANK
        elif not line.sum and not column.sum:
            draft[column.id] = asker.value(line.query.over(column.query.over(pane.query)))
    return draft


def _that_occur(lines: tuple[Line, ...], drafts: Mapping[str, Draft]) -> tuple[Line, ...]:
    """Leave out the codes whose every amount is known to be zero, with nothing else below."""
    parents = {line.id: line.parent for line in lines}
    kept: set[str] = set()
    for line in lines:
        values = drafts[line.id].values()
        if any(not (isinstance(v, Amount) and v.value == 0) for v in values):
            at = line.id
            while at in parents and at not in kept:
                kept.add(at)
                at = parents[at]
    return tuple(line for line in lines if line.id in kept)


def _known_or_named(line: Line, draft: Draft) -> Line:
    """Hide an item of the official list only where neither its amount nor its name is told.

    Nobody reads a page of items of which the book knows nothing; unlike those that are left out
    they stay part of their sums, which therefore cannot be examined.
    """
    return replace(line, hidden=line.hidden and all(isinstance(v, Missing) for v in draft.values()))


def _line_formulas(
    lines: Iterable[Line], columns: tuple[Column, ...], drafts: dict[str, Draft]
) -> None:
    for line in lines:
        for column in columns:
            if line.sum and not column.sum and column.id not in drafts[line.id]:
                above = {name: drafts[name].get(column.id, BLANK) for name in drafts}
                drafts[line.id][column.id] = _added(line.sum, above)


def _added(terms: tuple[str, ...], values: Mapping[str, Value]) -> Value:
    total = Decimal(0)
    for term in terms:
        match values.get(term.removeprefix("-"), BLANK):
            case Amount(value=amount):
                total += -amount if term.startswith("-") else amount
            case Missing(reason=reason):
                return Missing(reason)
            case Blank():
                continue
    return Amount(total)


def _filled(line: Line, columns: tuple[Column, ...], drafts: Mapping[str, Draft]) -> FilledLine:
    draft = drafts[line.id]
    for column in columns:
        if column.sum and column.id not in draft:
            draft[column.id] = _added(column.sum, draft)
    values = MappingProxyType({column.id: draft[column.id] for column in columns})
    return FilledLine(
        line.id,
        line.label,
        line.code,
        line.level,
        line.strong,
        line.parent,
        values,
        line.blank,
        line.hidden,
    )


def _absent(
    asker: Asker, pane: Pane, columns: tuple[Column, ...], lines: Iterable[Line]
) -> Callable[[str, str], Value] | None:
    """Return how a code that the pane does not list is asked for all the same."""
    dims = [CODE_DIMS[rows.source] for rows in pane.rows if rows.source in CODE_DIMS]
    if not dims:
        return None
    listed = {line.id: line for line in lines}
    by_id = {column.id: column for column in columns}
    by_code = next((c for c in pane.column if c.source), None)

    def absent(line_id: str, column_id: str) -> Value:
        line = listed.get(line_id)
        if line is None and line_id.isdigit():
            line = Line(line_id, query=Query(dims={dims[0]: line_id}))
        column = by_id.get(column_id)
        if column is None and by_code is not None and column_id.isdigit():
            query = Query(dims={"economic": column_id}).over(by_code.query)
            column = Column(column_id, query=query)
        if line is None or column is None or column.sum:
            raise UnknownCell(f"[{line_id}].{column_id}")
        return asker.value(line.query.over(column.query.over(pane.query)))

    return absent
