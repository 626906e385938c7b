"""A report edition as data: what a report says, in which order, worded how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence: when it is said, for each of what, and its words with placeholders.

    Sentences of one section run on in one paragraph until a sentence with `new` begins another.
    `start` stands before the repetitions of `each`, `join` between them, `end` behind.
    """

    id: str
    text: str
    when: tuple[str, ...] = ()
    each: str = ""
    start: str = ""
    join: str = ""
    end: str = ""
    new: bool = True
    small: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A series or the slices of a chart: fixed keys, or one per turn of `each`.

    `whole` names what the slices of a pie are shares of.
    """

    name: str = ""
    keys: tuple[str, ...] = ()
    each: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart; columns have a category per `categories`, a pie takes them from its one series."""

    id: str
    kind: str
    caption: str
    series: tuple[Points, ...]
    categories: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrative:
    """The office's own text for a section; a gap with `missing` when required and absent."""

    id: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Insert:
    """A part that code makes: `glossary` or `statements`."""

    what: str


Item = Text | ChartSpec | Narrative | Insert


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. An empty title is no heading of its own."""

    id: str
    level: int
    title: str
    items: tuple[Item, ...]
    when: tuple[str, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry, printed when `when` holds."""

    name: str
    text: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a fragment, said when `when` holds."""

    text: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportEdition:
    """Everything that a region's report of a year says.

    `names` bind words to keys, `words` are single words that formatters use, `fragments` are
    wordings that several sentences share; the first variant whose `when` holds is said. `lists`
    name, for a loop, the values to print (zeros too) with their printed labels.
    """

    id: str
    title: tuple[str, ...]
    names: Mapping[str, str]
    words: Mapping[str, str]
    fragments: Mapping[str, tuple[Variant, ...]]
    sections: tuple[Section, ...]
    terms: tuple[Term, ...]
    trim_zeros: bool = True
    lists: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def read_edition(edition_id: str, data: Mapping[str, Any]) -> ReportEdition:
    """Build an edition from its merged TOML. Raises KeyError or TypeError naming what is wrong."""
    return ReportEdition(
        id=edition_id,
        title=tuple(data["title"]),
        names=data["names"],
        words=data["words"],
        fragments={
            name: tuple(Variant(v["text"], tuple(v.get("when", ()))) for v in variants)
            for name, variants in data["fragments"].items()
        },
        sections=tuple(_section(s) for s in data["section"]),
        terms=tuple(Term(t["name"], t["text"], tuple(t.get("when", ()))) for t in data["term"]),
        trim_zeros=data.get("trim_zeros", True),
        lists={n: tuple((v, label) for v, label in rows) for n, rows in data["lists"].items()},
    )


def _section(row: Mapping[str, Any]) -> Section:
    items = tuple(_item(row["id"], n, i) for n, i in enumerate(row.get("item", ())))
    return Section(
        row["id"],
        row["level"],
        row.get("title", ""),
        items,
        tuple(row.get("when", ())),
        row.get("landscape", False),
    )


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}


def _item(section: str, number: int, row: Mapping[str, Any]) -> Item:
    given = {"id": f"{section}.{number}", **_frozen(row)}
    if "text" in given:
        return Text(**given)
    if "chart" in given:
        given["kind"] = given.pop("chart")
        given["series"] = tuple(Points(**_frozen(s)) for s in row["series"])
        return ChartSpec(**given)
    if "narrative" in given:
        return Narrative(given["narrative"], given.get("missing", ""))
    return Insert(given["insert"])
