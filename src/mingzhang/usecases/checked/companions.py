"""Relations between a document and others that are given with it: last year's, the budget, tables.

Figures are linked by the quantity that they are (`quantities.index`); the tables of a report are
read as one document with it (`joint`). What does not belong to the document is told, not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from mingzhang.docmodel.source import Flow, SourceDocument, SourceParagraph, Span
from mingzhang.domain.checks.formulas import GrowthFrom, Same, Sum
from mingzhang.domain.checks.judge import Judge
from mingzhang.domain.checks.model import Certainty, Kind, Observation, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.agreement import slipped
from mingzhang.extraction.quantities.index import Index, of
from mingzhang.extraction.quantities.keys import Key, Mention
from mingzhang.extraction.view import build
from mingzhang.usecases.checked import fitting
from mingzhang.usecases.checked.joint import Part, across
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
_TEXT = "table.text"
_PLANNED = ("initial", "budget")
_TITLES = {"budget": "部门预算", "performance": "绩效自评", "final": "部门决算"}


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

    def each(self, key: Key) -> Iterator[Mention]:
        """Yield the figure of a quantity in every part of the document that has only one."""
        parts: dict[int, list[Mention]] = {}
        for mention in self.index.get(key, ()):
            parts.setdefault(mention.section, []).append(mention)
        for mentions in parts.values():
            if len(mentions) == 1:
                own = mentions[0]
                yield replace(own, observation=self.renamed[own.observation])

    @property
    def called(self) -> str:
        """Return what a message calls it: 上年报告“2022决算.docx”."""
        return f"{_CALLED[self.role]}“{PurePath(self.name).name}”"

    @property
    def note(self) -> str:
        """Return what the message adds: with which file it was compared."""
        return f"与{self.called}核对"


def link(main: View, companions: Sequence[Companion], atlas: Atlas) -> Linked:
    """Return the relations of a document with others; their places are taken into the atlas."""
    others = [_seen(companion, main, atlas) for companion in companions]
    apart = {o.number for other in others if other.role != TABLES for o in other.renamed.values()}
    links = _Links(main)
    chosen = [other for other in others if links.fits(other)]
    links.compare([other for other in chosen if other.role not in (TABLES, UNIT)])
    links.join([other for other in chosen if other.role == TABLES])
    links.add_up([other for other in chosen if other.role == UNIT])
    unexamined = tuple(Unexamined(reason) for reason in links.told)
    return Linked(tuple(links.relations), unexamined, frozenset(apart))


def _seen(companion: Companion, main: View, atlas: Atlas) -> _Other:
    view = build(companion.document)
    if view.year is None and companion.role == TABLES:
        view = build(_titled(companion.document, main))
    places = Places(companion.document, view, companion.name)
    renamed = atlas.joined(places, view)
    return _Other(companion.role, companion.name, view, of(view), renamed)


def _titled(document: SourceDocument, main: View) -> SourceDocument:
    """Return tables that do not say of which year they are, with the year of their report on top.

    The words stand at the end of the text, so that all places stay as they are.
    """
    if main.year is None:
        return document
    words = f"{main.subject}{main.year}年度{_TITLES.get(main.kind, _TITLES['final'])}"
    span = Span(len(document.text) + 1, len(document.text) + 1 + len(words))
    title = SourceParagraph(Flow((span,)))
    return replace(document, text=f"{document.text}\n{words}", blocks=(title, *document.blocks))


@dataclass(slots=True)
class _Links:
    """What a document has in common with others while it is looked for."""

    main: View
    relations: list[Relation] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def _own(self) -> int:
        """Return how many figures the document has; later numbers are of others."""
        return len(self.main.observations)

    def fits(self, other: _Other) -> bool:
        """Tell whether a document can be compared; say why where it cannot."""
        last = other.role == LAST_YEAR
        reason = fitting.of_another_year(self.main, other.view, other.called, last=last)
        if not reason and other.role != UNIT:
            found = _each_once(_LINKS[other.role](of(self.main), other))
            if not fitting.vouched(found, self._own):
                reason = fitting.of_another_department(self.main, other.view, other.called)
            reason = reason or fitting.apart(found, self._own, other.called)
        if reason:
            self.told.append(reason)
        return not reason

    def compare(self, others: Sequence[_Other]) -> None:
        """Link figures with those of last year, the budget, the approval."""
        for other in others:
            self._keep(_each_once(_LINKS[other.role](of(self.main), other)), other.called)

    def join(self, tables: Sequence[_Other]) -> None:
        """Read the files of tables as parts of the document."""
        if not tables:
            return
        parts = [Part(other.view, other.renamed, other.note) for other in tables]
        found = across(self.main, parts)
        # That they are of one report need not be proven figure by figure, as within a file.
        index = of(self.main)
        said = [r for other in tables for r in self._sure(_each_once(_with_tables(index, other)))]
        known = {frozenset(relation.observations) for relation in said}
        less_sure = (
            r.rule == _TEXT and frozenset(r.observations) in known for r in found.relations
        )
        others = (r for r, less in zip(found.relations, less_sure, strict=True) if not less)
        self._keep([*said, *others], "、".join(other.called for other in tables))
        if found.own:
            names = "、".join(other.called for other in tables)
            self.told.append(f"{names}自身还有{found.own}处算式不成立，请单独检查")

    def _sure(self, said: Sequence[Relation]) -> Iterator[Relation]:
        """Yield what text and table both say; only likely so where too little else agrees."""
        agreed = fitting.weighed(said, self._own)
        for relation in said:
            one, other = relation.observations[:2]
            if fitting.of_one(agreed, slip=slipped(one, other)):
                yield relation
            else:
                yield replace(relation, certainty=min(relation.certainty, Certainty.LIKELY))

    def add_up(self, units: Sequence[_Other]) -> None:
        """Compare the department with the sum of its units, all of which must be there."""
        if not units:
            return
        found = _each_once(_summed(of(self.main), units))
        called = f"{len(units)}份{_CALLED[UNIT]}"
        reason = _short(found, called) or fitting.apart(found, self._own, f"{called}之和", least=2)
        if reason:
            self.told.append(reason)
        else:
            self._keep(found, "、".join(unit.called for unit in units))

    def _keep(self, found: Sequence[Relation], called: str) -> None:
        if not any(x.number < self._own for r in found for x in r.observations):
            self.told.append(f"{called}里没有能与本报告对应的数")
        self.relations += found


def _each_once(relations: Iterable[Relation]) -> list[Relation]:
    """Return the relations without those that say the same of the same figures."""
    return list({(r.rule, r.observations): r for r in relations}.values())


def _short(relations: Sequence[Relation], called: str) -> str:
    """Return that units are missing: the department has more than their sum in all; "" else."""
    one = Judge()
    judged = [one.judge(relation) for relation in relations]
    less = [j.violated and j.difference is not None and j.difference > 0 for j in judged]
    telling = [short for j, short in zip(judged, less, strict=True) if j.stated]
    if not telling or not all(telling):
        return ""
    return f"{called}之和小于本报告的数，可能缺少单位（含本级）的报告，没有核对"


def _same(rule: str, mention: Mention, other: Mention, certainty: Certainty, note: str) -> Relation:
    known = min(mention.certainty, other.certainty, certainty)
    return Relation(
        rule, mention.observation, Same(), (other.observation,), certainty=known, note=note
    )


def _with_tables(index: Index, other: _Other) -> Iterator[Relation]:
    """Yield that what the text says is what every table says; sure as the surer of both."""
    for key, mention in _mentioned(index):
        for found in other.each(key):
            said = _same(_TEXT, mention, found, Certainty.CERTAIN, other.note)
            yield replace(said, certainty=max(mention.certainty, found.certainty))


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
            closing = key._replace(quantity="carry_out", year=year)
            if key.quantity == "carry_in" and (found := other.best(closing)) is not None:
                # What was adjusted since then opens the year otherwise than the last one closed.
                yield _same("restate.same", mention, found, Certainty.POSSIBLE, other.note)
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
