"""Pages on how things are said: placeholders, conditions, measures; legal documents; themes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from mingzhang.domain.figures import Figures, Formula
from mingzhang.domain.report.formatters import FORMATTERS
from mingzhang.domain.report.loops import LOOPS
from mingzhang.domain.report.predicates import PREDICATES
from mingzhang.facts.factset import FactSet
from mingzhang.facts.key import Entity, FactKey, Scope
from mingzhang.rulebook.concepts import concepts, dimension
from mingzhang.rulebook.documents import documents
from tools.reference.markdown import code, page, table, words

_WHOLE = Entity("any", Scope.DEPARTMENT)
_YEAR = 2024  # formulas are the same in every year
_INTRO = """\
A placeholder is `{data|formatter}` or `{data|formatter:argument}`. Data is a name that the edition
binds (see its page) or a key written out: `concept{dim=value,…}`, then `:-1` for last year,
`:initial` or `:adjusted` for a stage of the budget. Text does not compute."""
_MADE_BY_WORDING = (
    ("reason", "The office's reason for the change; `reason:completion` for a missed budget."),
    ("names", "Names of the turns of a loop, with 、 between: `{personnel_names|names}`."),
)
_WORDS = (
    ("{Y}", "the year of the book"),
    ("{Y-1}", "the year before"),
    ("{entity}", "name of the department or unit that reports"),
    ("{kind}", "部门 or 单位"),
    ("{item.name}", "name of the current turn of a loop (editions only)"),
    ("{i}", "number of the current turn, from 1 (editions only)"),
    ("{@fragment:x,y}", "a wording of the edition, said of x and y (editions only)"),
)


def wording() -> str:
    """Return the page on placeholders and what they are made of."""
    said = [(code(n), words(f)) for n, f in FORMATTERS.items()]
    said += [(code(n), text) for n, text in _MADE_BY_WORDING]
    return page(
        "Placeholders and conditions",
        _INTRO,
        "## Formatters",
        table(("formatter", "prints"), said),
        "## Words without a formatter",
        table(("placeholder", "prints"), [(code(p), text) for p, text in _WORDS]),
        "## Conditions",
        "Written in `when`; all must hold; `!` before one turns it round. `x` is data as above.",
        table(("condition", "holds when"), [(code(n), words(p)) for n, p in PREDICATES.items()]),
        "## Loops",
        "Written in `each`; a turn binds `item` (the figure) and `item.name`.",
        table(("loop", "turns"), [(code(n), words(loop)) for n, loop in LOOPS.items()]),
        "## Measures",
        "A computed figure is the key of its base with dimension `measure`.",
        table(("measure", "label", "formula", "basis"), _measures()),
        "## Totals",
        "Concepts that are computed where the book does not give them.",
        table(("concept", "label", "formula", "basis"), _totals()),
    )


def _formula(key: FactKey) -> Formula | None:
    try:
        return Figures(FactSet(_WHOLE)).formula(key)
    except KeyError:  # a measure of the list for which no formula is there
        return None


def _measures() -> Iterator[tuple[str, ...]]:
    for value in dimension("measure").values.values():
        dims = {"measure": value.code, "nature": "basic"}
        dims |= {"of": "expenditure"} if "share" in value.code else {}
        found = _formula(FactKey.of("expenditure", _WHOLE, _YEAR, dims=dims))
        text, basis = (found.text, found.basis) if found else ("(no formula yet)", "")
        yield code(value.code), value.label, text, basis


def _totals() -> Iterator[tuple[str, ...]]:
    for each in concepts().values():
        found = _formula(FactKey.of(each.code, _WHOLE, _YEAR))
        if found is not None:
            yield code(each.code), each.label, found.text, found.basis


def legal_documents() -> str:
    """Return the page on the documents that rules rest on."""
    rows = [
        (code(d.id), d.citation, d.kind, d.issuer, d.date or "", d.certainty, d.replaced_by, d.note)
        for d in documents().values()
    ]
    heads = ("id", "document", "kind", "issuer", "date", "certainty", "replaced by", "note")
    intro = (
        "K-H: number and title are sure. What rests on K-M or K-L is shown as 非官方 and is never"
        " the basis of an error. A date stands only where it is sure."
    )
    return page("Documents that rules rest on", intro, table(heads, rows))


def themes() -> str:
    """Return the page on themes."""
    folder = files("mingzhang.rulebook") / "themes"
    rows = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        given = tomllib.loads(path.read_text("utf-8"))
        rows.append((code(given["id"]), given["label"], given["basis"]))
    return page("Themes", table(("id", "label", "basis"), rows))
