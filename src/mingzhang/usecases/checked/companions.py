"""Relations between a document and others that are given with it: last year's, the budget, tables.

Figures are linked by the quantity that they are (`quantities.index`). What two documents count in
different ways is not an error of either, so what most figures do not agree on is only a hint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from mingzhang.docmodel.source import SourceDocument
from mingzhang.domain.checks.formulas import GrowthFrom, Same, Sum
from mingzhang.domain.checks.judge import Judge
from mingzhang.domain.checks.model import Certainty, Kind, Observation, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.index import Index, of
from mingzhang.extraction.quantities.keys import Key, Mention
from mingzhang.extraction.view import build
from mingzhang.usecases.checked.model import Unexamined
from mingzhang.usecases.checked.places import Atlas, Places

TABLES, LAST_YEAR, BUDGET, APPROVAL, UNIT = "tables", "last-year", "budget", "approval", "unit"
_CALLED = {
    TABLES: "报表",
    LAST_YEAR: "上年报告",
    BUDGET: "预算公开",
    APPROVAL: "批复",
    UNIT: "所属单位报告",
}
_PLANNED = ("initial", "budget")
#: So many figures must be linked before their disagreement says that the documents do not match.
_TELLING = 4


@dataclass(frozen=True, slots=True)
class Companion:
    """Another document: what it is to the examined one, its name as given, and itself."""

    role: str
    name: str
    document: SourceDocument


@dataclass(frozen=True, slots=True)
class Linked:
    """Relations across documents, and what could not be compared.

    `apart` are the numbers of figures that may count otherwise and yet be right: a figure that was
    restated the year after differs from its first print, and neither is an error.
    """

    relations: tuple[Relation, ...] = ()
    unexamined: tuple[Unexamined, ...] = ()
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Other:
    """A companion as the finders see it; `figure` gives its figures the numbers of the atlas."""

    role: str
    name: str
    view: View
    index: Index
    renamed: Mapping[Observation, Observation]

    def best(self, key: Key) -> Mention | None:
        """Return the figure of a quantity, numbered as the atlas numbers it."""
        found = self.index.best(key)
        return found and replace(found, observation=self.renamed[found.observation])

    @property
    def note(self) -> str:
        """Return what the message adds: with which file it was compared."""
        return f"与{_CALLED[self.role]}“{PurePath(self.name).name}”核对"


def link(main: View, companions: Sequence[Companion], atlas: Atlas) -> Linked:
    """Return the relations of a document with others; their places are taken into the atlas."""
    index = of(main)
    relations: list[Relation] = []
    unexamined: list[Unexamined] = []
    units: list[_Other] = []
    apart: set[int] = set()
    for companion in companions:
        other = _seen(companion, atlas)
        if other.role != TABLES:
            apart.update(figure.number for figure in other.renamed.values())
        if reason := _misfit(main, other):
            unexamined.append(Unexamined(reason))
        elif other.role == UNIT:
            units.append(other)
        else:
            found = _each_once(_LINKS[other.role](index, other))
            relations += _weighed(found, other.name, unexamined)
    if units:
        names = "、".join(unit.name for unit in units)
        relations += _weighed(_each_once(_summed(index, units)), names, unexamined)
    return Linked(tuple(relations), tuple(unexamined), frozenset(apart))


def _seen(companion: Companion, atlas: Atlas) -> _Other:
    view = build(companion.document)
    places = Places(companion.document, view, companion.name)
    renamed = atlas.joined(places, view)
    return _Other(companion.role, companion.name, view, of(view), renamed)


def _misfit(main: View, other: _Other) -> str:
    """Return why a companion cannot be compared at all; "" when it can."""
    if main.year is None or other.view.year is None:
        return ""
    wanted = main.year - 1 if other.role == LAST_YEAR else main.year
    if other.view.year == wanted:
        return ""
    return (
        f"{_CALLED[other.role]}“{other.name}”写的是{other.view.year}年度，"
        f"应为{wanted}年度，没有与它核对"
    )


def _each_once(relations: Iterable[Relation]) -> list[Relation]:
    """Return the relations without those that say the same of the same figures."""
    return list({(r.rule, r.observations): r for r in relations}.values())


def _weighed(
    relations: list[Relation], name: str, unexamined: list[Unexamined]
) -> Iterator[Relation]:
    """Yield the relations; as mere possibilities where most of them do not hold."""
    one = Judge()
    broken = sum(one.judge(relation).violated for relation in relations)
    if not relations:
        unexamined.append(Unexamined(f"“{name}”里没有能与本报告对应的数"))
    if len(relations) >= _TELLING and broken * 2 > len(relations):
        unexamined.append(
            Unexamined(
                f"与“{name}”对应的{len(relations)}处大多不同（{broken}处），"
                "可能不是同一部门或口径不同，只作提示"
            )
        )
        relations = [replace(each, certainty=Certainty.POSSIBLE) for each in relations]
    yield from relations


def _same(rule: str, mention: Mention, other: Mention, certainty: Certainty, note: str) -> Relation:
    known = min(mention.certainty, other.certainty, certainty)
    return Relation(
        rule, mention.observation, Same(), (other.observation,), certainty=known, note=note
    )


def _with_tables(index: Index, other: _Other) -> Iterator[Relation]:
    """Yield that what the text says is what the tables say."""
    for key, mention in _mentioned(index):
        found = other.best(key)
        if found is not None:
            yield _same("table.text", mention, found, Certainty.CERTAIN, other.note)


def _with_approval(index: Index, other: _Other) -> Iterator[Relation]:
    """Yield that what was approved is what the document says."""
    for key, mention in _mentioned(index):
        found = other.best(key)
        if found is not None and "|" not in key.aspect:
            yield _same("restate.same", mention, found, Certainty.LIKELY, other.note)


def _with_budget(index: Index, other: _Other) -> Iterator[Relation]:
    """Yield that the budget of the year is the one that was published.

    A bare 预算数 may be the adjusted budget, which the published one does not know.
    """
    for key, mention in _mentioned(index):
        if key.stage not in _PLANNED or "|" in key.aspect:
            continue
        found = (other.best(key._replace(stage=stage)) for stage in _PLANNED)
        partner = next(filter(None, found), None)
        if partner is not None:
            certainty = Certainty.LIKELY if key.stage == "initial" else Certainty.POSSIBLE
            yield _same("restate.same", mention, partner, certainty, other.note)


def _with_last_year(index: Index, other: _Other) -> Iterator[Relation]:
    """Yield that last year's figures, printed or implied by changes, are those of its report."""
    year = other.view.year
    for key, mention in _mentioned(index):
        base, _, against = key.aspect.partition("|")
        measure, _, of_year = against.partition(":")
        if not against:
            found = other.best(key) if key.year is not None and key.year == year else None
            if found is not None:
                yield _same("restate.same", mention, found, Certainty.LIKELY, other.note)
        elif measure in _CHANGES and of_year == str(year):
            level = key._replace(aspect=base)
            this, last = index.best(level), other.best(level._replace(year=year))
            if this is not None and last is not None:
                yield _changed(measure, mention, this, last, other.note)


_CHANGES = ("change", "growth")


def _changed(measure: str, mention: Mention, this: Mention, last: Mention, note: str) -> Relation:
    """Return that a change is the difference of this year's and last year's figure, or its rate."""
    certainty = min(mention.certainty, this.certainty, last.certainty, Certainty.LIKELY)
    operands = (this.observation, last.observation)
    if measure == "growth":
        return Relation(
            "change.rate",
            mention.observation,
            GrowthFrom(),
            operands,
            certainty=certainty,
            note=note,
        )
    return Relation(
        "change.amount",
        mention.observation,
        Sum((1, -1)),
        operands,
        certainty=certainty,
        note=note,
    )


def _summed(index: Index, units: Sequence[_Other]) -> Iterator[Relation]:
    """Yield that what every unit reports adds up to the department.

    What units pay each other is left out of a sum, so a difference is never more than likely.
    """
    note = f"与{len(units)}份{_CALLED[UNIT]}之和核对"
    for key in index:
        mention = index.best(key)
        parts = [unit.best(key) for unit in units]
        found = [part for part in parts if part is not None]
        if mention is None or len(found) < len(units) or not _adds_up(mention):
            continue
        certainty = min(mention.certainty, *(part.certainty for part in found), Certainty.LIKELY)
        figures = tuple(part.observation for part in found)
        yield Relation(
            "parts.sum",
            mention.observation,
            Sum((1,) * len(figures)),
            figures,
            certainty=certainty,
            note=note,
        )


def _adds_up(mention: Mention) -> bool:
    kind = mention.observation.kind
    return "|" not in mention.key.aspect and kind in (Kind.MONEY, Kind.COUNT)


def _mentioned(index: Index) -> Iterator[tuple[Key, Mention]]:
    """Yield every figure with each quantity that it is: 收、支总计 is two of one amount."""
    for key, mentions in index.items():
        for mention in mentions:
            yield key, mention


_LINKS: Mapping[str, Callable[[Index, _Other], Iterator[Relation]]] = {
    TABLES: _with_tables,
    LAST_YEAR: _with_last_year,
    BUDGET: _with_budget,
    APPROVAL: _with_approval,
}
