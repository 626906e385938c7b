"""A page for every edition of the rulebook: sections and wording, or tables and identities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingzhang.domain.report.edition import (
    ChartSpec,
    Insert,
    Item,
    Narrative,
    ReportEdition,
    Text,
    read_edition,
)
from mingzhang.domain.statements.load import StatementSet, ground_basis, load
from mingzhang.domain.statements.model import Form, Ground
from mingzhang.kernel.basis import Basis
from mingzhang.rulebook.documents import cite
from mingzhang.rulebook.editions import Edition, editions, merged
from tools.reference.markdown import code, codes, page, table, years


def in_order() -> list[Edition]:
    """Return every edition by id."""
    return [editions()[name] for name in sorted(editions())]


def overview() -> str:
    """Return the page that lists the editions."""
    rows = [
        (
            f"[{e.id}](editions/{e.id}.md)",
            e.kind,
            e.region,
            years(e.validity.since, e.validity.until),
            code(e.extends or ""),
            _basis(e.id),
        )
        for e in in_order()
    ]
    intro = (
        "An edition is a folder of `rulebook/editions`, named region, kind, first year. A book's"
        " region and year choose the edition of a kind with the longest region prefix; `cn` serves"
        " every place. What an edition does not say it takes from the one it extends."
    )
    heads = ("edition", "kind", "region", "years", "extends", "basis")
    return page("Editions", intro, table(heads, rows))


def _basis(edition_id: str) -> str:
    given = merged(edition_id).get("basis")
    return cite(Basis(**given)) if given else ""


def edition_page(edition: Edition) -> str:
    """Return the page of one edition."""
    head = f"Region `{edition.region}`, {years(edition.validity.since, edition.validity.until)}."
    head += f" Extends [{edition.extends}]({edition.extends}.md)." if edition.extends else ""
    head += f" Basis: {_basis(edition.id)}."
    match edition.kind:
        case "statements":
            parts = _statements(load(edition.id))
        case "report" | "wholereport" | "projectreport" | "specialreport":
            parts = _report(read_edition(edition.id, merged(edition.id)))
        case _:  # a kind that is shown by its head alone until somebody says what it holds
            parts = iter(())
    return page(edition.id, head, *parts)


def _statements(found: StatementSet) -> Iterator[str]:
    yield found.head.title
    yield "## Tables"
    heads = ("code", "number", "name", "title", "unit", "paper", "basis")
    yield table(heads, (_table(found, name, form) for name, form in found.forms.items()))
    yield "## Identities"
    yield (
        "`cells`: once; `rows`: each line; `lines`, `columns`: each line or column and what adds up"
        " to it; `match`: each code in several tables. Unofficial ground makes a hint, never an"
        " error."
    )
    rows = [
        (
            code(r.identity.id),
            r.identity.title,
            r.identity.scope + (f" {r.identity.level}" if r.identity.level else ""),
            code(f"{r.identity.left} {r.identity.op} {r.identity.right}"),
            codes(r.identity.when),
            r.identity.severity,
            _cited(r.identity.basis),
        )
        for r in found.relations
    ]
    yield table(("id", "says", "scope", "relation", "when", "severity", "basis"), rows)
    if found.left_out:
        left_out = codes(found.left_out)
        yield f"Inherited but left out, as a table of theirs is not published: {left_out}."


def _table(found: StatementSet, name: str, form: Form) -> tuple[str, ...]:
    number, basis = found.number(name), _cited(form.basis)
    return (found.code(name), number, code(name), form.title, form.unit, form.orientation, basis)


def _cited(ground: Ground) -> str:
    return cite(ground_basis(ground))


def _report(found: ReportEdition) -> Iterator[str]:
    yield "## Sections"
    rows = [(s.level, code(s.id), s.title, codes(s.when), _held(s.items)) for s in found.sections]
    yield table(("level", "id", "title", "when", "holds"), rows)
    yield "## Narrative"
    yield "Texts of the office (sheet 叙述). One that is required is a gap where it is missing."
    told = [
        (i.id, code(s.id), "yes" if i.missing else "")
        for s in found.sections
        for i in s.items
        if isinstance(i, Narrative)
    ]
    yield table(("章节", "section", "required"), told)
    yield "## Names"
    yield table(("name", "key"), _pairs(found.names))
    yield "## Words"
    yield table(("word", "text"), ((code(k), v) for k, v in found.words.items()))
    yield "## Fragments"
    yield "The first variant whose conditions hold is said."
    variants = [
        (code(name), codes(v.when), code(v.text))
        for name, each in found.fragments.items()
        for v in each
    ]
    yield table(("fragment", "when", "text"), variants)
    yield "## Lists"
    listed = [(code(n), "、".join(f"{la} (`{v}`)" for v, la in r)) for n, r in found.lists.items()]
    yield table(("loop", "values"), listed)
    yield "## Terms"
    yield table(("term", "when"), ((t.name, codes(t.when)) for t in found.terms))


def _pairs(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, key in names.items():
        yield code(name), code(key)


def _held(items: tuple[Item, ...]) -> str:
    texts = sum(isinstance(i, Text) for i in items)
    parts = [f"{texts} sentence{'s' * (texts > 1)}"] if texts else []
    parts += [f"chart: {i.caption}" for i in items if isinstance(i, ChartSpec)]
    parts += [f"insert: {i.what}" for i in items if isinstance(i, Insert)]
    return "; ".join(parts)
