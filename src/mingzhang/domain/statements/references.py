"""Does what an edition's files say hold together? Queries, parents, formulas, identities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mingzhang.domain.statements.expressions import BELOW, COLUMN, ROW, Cells, FactTerm, Term
from mingzhang.domain.statements.model import Column, Form, Line, Pane, Query, Rows
from mingzhang.facts.key import Stage
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.concepts import UnknownConcept, UnknownDimension, check_dims

_FIX = "修改版本数据文件"
#: What a run of lines sets for each of its lines, besides what is declared.
CODE_DIMS: dict[str, str] = {
    "functional_tree": "function",
    "functional_classes": "function",
    "economic_tree": "economic",
    "economic_list": "economic",
}
_SAMPLE = {"function": "201", "economic": "301"}
_SOURCES = ("lines", *CODE_DIMS)
_TEXTS = ("name", "code", "number")
_CASES = ("projects", "listed", "unlisted")


def form_problems(file: str, form: Form) -> Iterator[Problem]:
    """Yield what is wrong with a table by itself."""
    ids = [line.id for pane in form.pane for rows in pane.rows for line in rows.line]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        yield _problem(file, "line", twice, "全表不重复的行 id")
    lines = [line for pane in form.pane for rows in pane.rows for line in rows.line]
    for looped in _loops({line.id: line.parent for line in lines}):
        yield _problem(file, f"line.{looped}.parent", looped, "不绕回自身的上级行")
    if form.orientation not in ("portrait", "landscape"):
        yield _problem(file, "orientation", form.orientation, "portrait 或 landscape")
    for note in form.note_if:
        if note.when not in _CASES:
            yield _problem(file, "note_if.when", note.when, "、".join(_CASES))
    for pane in form.pane:
        yield from _pane_problems(file, pane, set(ids))


def _loops(above: Mapping[str, str]) -> list[str]:
    """Return the ids from which following parents never ends."""
    looped = []
    for start in above:
        seen = {start}
        at = above[start]
        while at in above and at not in seen:
            seen.add(at)
            at = above[at]
        if at in seen:
            looped.append(start)
    return looped


def _pane_problems(file: str, pane: Pane, lines: set[str]) -> Iterator[Problem]:
    for label in pane.label:
        if label.text not in _TEXTS:
            yield _problem(file, "label.text", label.text, "、".join(_TEXTS))
    yield from _column_problems(file, pane)
    for rows in pane.rows:
        if rows.source not in _SOURCES:
            yield _problem(file, "rows.source", rows.source, "、".join(_SOURCES))
            continue
        yield from _line_problems(file, pane, rows, lines)
        yield from _query_problems(file, pane, _samples(rows.source, rows.line))


def _column_problems(file: str, pane: Pane) -> Iterator[Problem]:
    columns = {c.id for c in pane.column}
    if len(columns) < len(pane.column):
        yield _problem(file, "column", "重复的列 id", "每栏内不重复的列 id")
    for looped in _loops({c.id: c.parent for c in pane.column}):
        yield _problem(file, f"column.{looped}.parent", looped, "不绕回自身的合计列")
    for column in pane.column:
        where = f"column.{column.id}"
        for used in _named(column.parent, column.sum):
            if used not in columns:
                yield _problem(file, where, used, "本栏已有的列 id")
        if column.source not in ("", "economic"):
            yield _problem(file, where, column.source, "economic 或不填")


def _line_problems(file: str, pane: Pane, rows: Rows, lines: set[str]) -> Iterator[Problem]:
    columns = {c.id for c in pane.column}
    if rows.parent and rows.parent not in lines:
        yield _problem(file, "rows.parent", rows.parent, "本表已有的行 id")
    for line in rows.line:
        for used in _named(line.parent, line.sum):
            if used not in lines:
                yield _problem(file, f"line.{line.id}", used, "本表已有的行 id")
        for used in line.only:
            if used not in columns:
                yield _problem(file, f"line.{line.id}.only", used, "本栏已有的列 id")


def _named(parent: str, terms: tuple[str, ...]) -> list[str]:
    return [each for each in (parent, *(t.removeprefix("-") for t in terms)) if each]


def _samples(source: str, lines: Iterable[Line]) -> Iterator[Line]:
    if source == "lines":
        yield from (line for line in lines if not line.blank and not line.sum)
    else:
        dim = CODE_DIMS[source]
        yield Line(source, query=Query(dims={dim: _SAMPLE[dim]}))


def _query_problems(file: str, pane: Pane, lines: Iterable[Line]) -> Iterator[Problem]:
    for line in lines:
        for column in pane.column:
            if column.sum or (line.only and column.id not in line.only):
                continue
            query = cell_query(pane, column, line)
            try:
                Stage(query.stage or "actual")
                check_dims(query.concept, dict(query.dims))
            except (UnknownConcept, UnknownDimension, ValueError) as unknown:
                where = f"{line.id}.{column.id}"
                yield _problem(file, where, str(unknown.args[0]), "规则库中的指标、阶段和维度")


def cell_query(pane: Pane, column: Column, line: Line) -> Query:
    """Return what a cell asks: the pane's part, over it the column's, over it the line's."""
    economic = {"economic": _SAMPLE["economic"]} if column.source else {}
    part = Query(dims=economic).over(column.query) if economic else column.query
    return line.query.over(part.over(pane.query))


def reference_problems(
    edition: str, identity: str, terms: Iterable[Term], forms: Mapping[str, Form]
) -> Iterator[Problem]:
    """Yield the references of an identity that no cell or fact can answer."""
    for term in terms:
        if isinstance(term, FactTerm):
            try:
                Stage(term.stage)
                check_dims(term.concept, dict(term.dims))
            except (UnknownConcept, UnknownDimension, ValueError) as unknown:
                yield _problem(edition, identity, str(unknown.args[0]), "规则库中的指标和维度")
            continue
        for line in term.lines:
            panes = [p for p in forms[term.table].pane if _has_line(p, line)]
            if not panes:
                yield _problem(edition, identity, f"{term.table}[{line}]", "该表的行 id")
            for column in term.columns:
                if panes and not any(_has_column(p, column) for p in panes):
                    found = f"{term.table}[{line}].{column}"
                    yield _problem(edition, identity, found, "该行所在栏的列 id")


def _has_line(pane: Pane, line: str) -> bool:
    if line in (ROW, BELOW):
        return True
    listed = any(each.id == line and not each.blank for rows in pane.rows for each in rows.line)
    return listed or (line.isdigit() and any(rows.source in CODE_DIMS for rows in pane.rows))


def _has_column(pane: Pane, column: str) -> bool:
    if column in (COLUMN, BELOW):
        return True
    if column == ROW or column.isdigit():
        return any(c.source for c in pane.column)
    return any(c.id == column for c in pane.column)


def code_tables(terms: Iterable[Term]) -> tuple[str, ...]:
    """Return the tables in which a sum stands at `row`, in the order named, each once."""
    found = (t.table for t in terms if isinstance(t, Cells) and ROW in t.lines)
    return tuple(dict.fromkeys(found))


def _problem(file: str, where: str, found: str, expected: str) -> Problem:
    return Problem(Place(file, column=where), found, expected, _FIX)
