"""Pages on what goes in: the sheets of a book, concepts, dimensions, classifications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mingzhang.domain.book.columns import Column, columns
from mingzhang.domain.book.sheets import SHEETS
from mingzhang.domain.book.views import VIEWED, sheet_dims
from mingzhang.rulebook.classification import all_items, moves, sources, systems
from mingzhang.rulebook.concepts import Dimension, concepts, dimensions
from tools.reference.markdown import code, codes, page, table, words

_INTRO = """\
A book is a folder of CSV files, one a sheet, named by the sheet (`支出.csv`). A sheet that is not
there says nothing; one with headings only says that there is nothing. Columns may stand in any
order, and those without a mark under required may be left out (heading: must be there, may be
blank). In the sheets that have views a blank amount means: it exists, its amount is not given. In
the others a blank amount is no row, and a column blank throughout is not known."""
LISTED = 8  # a longer list of choices is a dimension's or the concepts', and stands on their page


def sheets() -> str:
    """Return the page on the sheets of a book and their columns."""
    viewed = "; ".join(f"{s} ({'、'.join(_labels(sheet_dims(s)))})" for s in VIEWED)
    parts = [_INTRO, f"Sheets whose rows may be views (see 视图), and their dimensions: {viewed}."]
    for name, row_type in SHEETS.items():
        rows = [_column(c) for c in columns(row_type)]
        heads = ("column", "field", "holds", "required", "note")
        parts += [f"## {name}", words(row_type), table(heads, rows)]
    return page("Sheets of a book", *parts)


def _labels(dims: tuple[str, ...]) -> list[str]:
    return [dimensions()[d].label for d in dims]


def _column(column: Column) -> tuple[str, ...]:
    required = "yes" if column.required else "heading" if column.present else ""
    return (column.heading, code(column.field), _holds(column), required, column.note)


def _holds(column: Column) -> str:
    kind = column.kind
    if not kind.choices:
        return kind.name
    if len(kind.choices) <= LISTED:
        return "、".join(kind.choices)
    by_label = {d.label: d.code for d in dimensions().values()}
    if kind.name in by_label:
        return f"{kind.name}, see [{by_label[kind.name]}](dimensions.md#{by_label[kind.name]})"
    return f"{kind.name}, see [concepts](concepts.md)"


def concepts_page() -> str:
    """Return the page on concepts."""
    rows = [
        (
            code(c.code),
            c.label,
            c.unit,
            c.kind,
            c.word,
            codes(d for d in dimensions() if d in c.dims),
        )
        for c in concepts().values()
    ]
    heads = ("concept", "label", "unit", "kind", "measure word", "dimensions")
    intro = (
        "What a fact is about. A `flow` is of a year, a `stock` of its last day. The label is what"
        " a book's columns 指标 take. Any concept may further carry `measure` and `of`: they tell a"
        " computed figure from the one that it is computed from (see [wording](wording.md))."
    )
    return page("Concepts", intro, table(heads, rows))


def dimensions_page() -> str:
    """Return the page on dimensions and their values."""
    kinds = (
        "`tree`: the listed values, each with all that lies below it. `code`: codes of a"
        " classification, below one another by prefix. `open`: any code of the book."
    )
    parts = [kinds]
    for each in dimensions().values():
        about = f"{each.label}. Kind: `{each.kind}`"
        about += f", classification `{each.classification}`." if each.classification else "."
        used = [c.code for c in concepts().values() if each.code in c.dims]
        about += f" Carried by: {codes(used) or 'computed figures'}."
        heads = ("value", "label", "below", "covers")
        parts += [f"## {each.code}", about, table(heads, _values(each))]
    return page("Dimensions", *parts)


def _values(each: Dimension) -> Iterator[tuple[str, ...]]:
    for value in each.values.values():
        label = f"{value.label}（{value.full}）" if value.full else value.label
        yield code(value.code), label, code(value.parent or ""), codes(value.covers)


def classifications() -> str:
    """Return the page on the classifications: how many codes, how sure, from where."""
    rows = []
    for system in systems().values():
        items = all_items(system.id)
        sure = Counter(item.certainty for item in items)
        rows.append(
            (
                code(system.id),
                system.label,
                system.first_year,
                "yes" if system.complete else "no",
                len({item.code for item in items}),
                ", ".join(f"{level} {sure[level]}" for level in sorted(sure)),
            )
        )
    heads = ("id", "label", "first year", "complete", "codes", "entries by certainty")
    intro = (
        "Codes and names by year. Where a list is not complete, a code that it lacks is accepted,"
        " as it cannot be judged. K-H: sure; K-M, K-L: not read against the original."
    )
    read = [(code(s.id), s.kind, s.year or "", s.title, s.note) for s in sources().values()]
    return page(
        "Classifications",
        intro,
        table(heads, rows),
        f"Codes that moved: {len(moves())} rows of `successions.csv`.",
        "## Where they were read",
        table(("id", "kind", "year", "title", "note"), read),
    )
