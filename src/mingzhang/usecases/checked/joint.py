"""A narrative and its tables as one document: what the finders find in it across its files.

A report is often published as several files. Put one after the other they are the document that
the finders know, in which the text must say what the tables say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from mingzhang.docmodel.source import Flow, Span
from mingzhang.domain.checks.judge import Judge
from mingzhang.domain.checks.model import Certainty, Observation, Operand, Relation
from mingzhang.extraction.finders import find
from mingzhang.extraction.passages import Heading, Passage, View


class Part(NamedTuple):
    """A further file: its view, its figures as the result numbers them, and what it is called."""

    view: View
    renamed: Mapping[Observation, Observation]
    note: str


class Across(NamedTuple):
    """What the files say together, and how many contradictions a further file has in itself."""

    relations: tuple[Relation, ...]
    own: int


def across(main: View, parts: Sequence[Part]) -> Across:
    """Return what is found across files, text before tables whichever is examined.

    What figures of the further files say of each other counts where it holds: it vouches for them.
    Where it does not hold it is a matter of that file, and only counted.
    """
    own_figures = {o: o for o in main.observations}
    joined = _Joined(main)
    for part in sorted((Part(main, own_figures, ""), *parts), key=_in_tables):
        joined.append(part)
    known = {o.number for o in main.observations}
    one = Judge()
    found: list[Relation] = []
    own = 0
    for relation in map(joined.told, find(joined.view()).relations):
        numbers = {x.number for x in relation.observations}
        if numbers <= known:
            continue
        if numbers & known:
            note = "；".join(filter(None, (relation.note, joined.note(numbers))))
            found.append(replace(relation, note=note))
        elif not one.judge(relation).violated:
            found.append(relation)
        else:
            own += relation.certainty is Certainty.CERTAIN and not relation.slip_only
    return Across(tuple(found), own)


def _in_tables(part: Part) -> bool:
    """Tell whether most figures of a file stand in cells."""
    passages, figures = part.view.passages, part.view.observations
    return sum(passages[o.place].cell is not None for o in figures) * 2 > len(figures)


class _Joined:
    """Several views while they are put together into one."""

    def __init__(self, main: View) -> None:
        self._main = main
        self._texts: list[str] = []
        self._passages: list[Passage] = []
        self._observations: list[Observation] = []
        self._own: list[Observation] = []
        self._notes: dict[int, str] = {}
        self._offset = 0

    def append(self, part: Part) -> None:
        """Put a file behind those before it."""
        places, tables = len(self._passages), _tables(self._passages)
        moved = [_moved(p, places, tables, self._offset) for p in part.view.passages]
        for own in part.view.observations:
            copy = replace(
                own,
                number=len(self._observations),
                place=own.place + places,
                spans=_shifted(own.spans, self._offset),
            )
            told = part.renamed[own]
            self._observations.append(copy)
            self._own.append(told)
            self._notes[told.number] = part.note
            moved[own.place].observations.append(copy)
        self._passages += moved
        self._texts.append(part.view.text)
        self._offset += len(part.view.text) + 1

    def view(self) -> View:
        """Return the whole."""
        main = self._main
        return View(
            "\n".join(self._texts),
            tuple(self._passages),
            tuple(self._observations),
            main.year,
            main.subject,
            main.kind,
        )

    def note(self, numbers: set[int]) -> str:
        """Return with which files figures were compared."""
        return "、".join(dict.fromkeys(filter(None, (self._notes[n] for n in sorted(numbers)))))

    def told(self, relation: Relation) -> Relation:
        """Return a relation with its figures as the result numbers them."""

        def own(x: Operand) -> Operand:
            return self._own[x.number] if isinstance(x, Observation) else x

        return replace(
            relation,
            stated=own(relation.stated),
            operands=tuple(map(own, relation.operands)),
            otherwise=tuple(map(self.told, relation.otherwise)),
        )


def _tables(passages: Sequence[Passage]) -> int:
    return max((p.cell.table for p in passages if p.cell is not None), default=-1) + 1


def _moved(passage: Passage, places: int, tables: int, offset: int) -> Passage:
    """Return a passage as it stands behind others, without its figures."""
    cell = passage.cell
    return replace(
        passage,
        place=passage.place + places,
        flow=Flow(_shifted(passage.flow.pieces, offset)),
        cell=None if cell is None else replace(cell, table=cell.table + tables),
        headings=tuple(_headings(passage.headings, places)),
        observations=[],
    )


def _headings(headings: Sequence[Heading], places: int) -> Iterator[Heading]:
    for each in headings:
        yield replace(each, place=each.place + places)


def _shifted(spans: Sequence[Span], offset: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + offset, span.end + offset) for span in spans)
