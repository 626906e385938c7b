"""A report edition as data: what a report says, in which order, worded how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from mingzhang.rulebook.loading import RulebookFault
from mingzhang.rulebook.records import Reader

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


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
    """The office's own text for a section.

    `missing` names what is lacking without it, shown as a gap where `needed` holds.
    """

    id: str
    missing: str = ""
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Insert:
    """A part that code makes: `glossary`, `statements`, the `notes` to what stands before.

    Also a `new_page`, and an official form by its id. What the caller does not supply is left out.
    """

    what: str


Item = Text | ChartSpec | Narrative | Insert


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, once or for each turn of a loop.

    An empty title is no heading of its own.
    """

    id: str
    level: int
    title: str
    items: tuple[Item, ...]
    when: tuple[str, ...] = ()
    each: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry, printed when `when` holds."""

    name: str
    text: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a fragment, said when `when` holds; with `each` repeated as a sentence is."""

    text: str
    when: tuple[str, ...] = ()
    each: str = ""
    start: str = ""
    join: str = ""
    end: str = ""


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


@dataclass(frozen=True, slots=True)
class _Head:
    """What is plain in an edition's TOML; the rest has shapes of its own."""

    title: tuple[str, ...]
    names: Mapping[str, str]
    words: Mapping[str, str]
    term: tuple[Term, ...] = ()
    trim_zeros: bool = True


@dataclass(frozen=True, slots=True)
class _SectionHead:
    id: str
    level: int
    title: str = ""
    when: tuple[str, ...] = ()
    each: str = ""


def read_edition(edition_id: str, data: Mapping[str, Any]) -> ReportEdition:
    """Build an edition from its merged TOML.

    Raises RulebookFault with every unknown, missing or ill-typed field at once.
    """
    reader = Reader(edition_id)
    plain = {f: data[f] for f in ("title", "names", "words", "term", "trim_zeros") if f in data}
    head = reader.record(_Head, plain)
    fragments = {
        name: _records(reader, Variant, variants, f"fragments.{name}")
        for name, variants in data.get("fragments", {}).items()
    }
    sections = [_section(reader, row) for row in data.get("section", ())]
    lists = data.get("lists", {})
    if reader.problems or head is None:
        raise RulebookFault(reader.problems)
    return ReportEdition(
        id=edition_id,
        title=head.title,
        names=head.names,
        words=head.words,
        fragments=fragments,
        sections=tuple(s for s in sections if s is not None),
        terms=head.term,
        trim_zeros=head.trim_zeros,
        lists={n: tuple((v, label) for v, label in rows) for n, rows in lists.items()},
    )


def _records(
    reader: Reader, kind: type[Record], rows: Iterable[object], where: str
) -> tuple[Record, ...]:
    found = (reader.record(kind, row, f"{where}[{n}]") for n, row in enumerate(rows, 1))
    return tuple(record for record in found if record is not None)


def _section(reader: Reader, row: Mapping[str, Any]) -> Section | None:
    where = f"section[{row.get('id', '')}]"
    head = reader.record(_SectionHead, {k: v for k, v in row.items() if k != "item"}, where)
    items = [
        _item(reader, f"{where}.item[{n}]", {"id": f"{row.get('id', '')}.{n}", **item})
        for n, item in enumerate(row.get("item", ()), 1)
    ]
    if head is None:
        return None
    given = tuple(item for item in items if item is not None)
    return Section(head.id, head.level, head.title, given, head.when, head.each)


def _item(reader: Reader, where: str, row: Mapping[str, Any]) -> Item | None:
    """Read an item by the field that tells its kind: text, chart, narrative or insert."""
    given = dict(row)
    if "chart" in given:
        given["kind"] = given.pop("chart")
        return reader.record(ChartSpec, given, where)
    if "narrative" in given:
        given["id"] = given.pop("narrative")
        return reader.record(Narrative, given, where)
    if "insert" in given:
        return reader.record(Insert, {"what": given["insert"]}, where)
    return reader.record(Text, given, where)
