"""Checklists of reviewers with points and grades, read from `data/performance/checklists.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from mingzhang.kernel.basis import Basis
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.loading import RulebookFault, read_text
from mingzhang.rulebook.notices import notice_rules
from mingzhang.rulebook.performance import terms
from mingzhang.rulebook.records import Reader

_FILE = "performance/checklists.toml"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Item:
    """A point to be judged: what to ask, its full points, and rules that give evidence on it.

    `optional`: counted only where somebody judged it.
    """

    code: str
    dimension: str
    full: str
    questions: tuple[str, ...]
    rules: tuple[str, ...] = ()
    optional: bool = False

    @property
    def most(self) -> Decimal:
        """The full points."""
        return Decimal(self.full)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from `at_least` % of the full points on; `effect` is its code."""

    at_least: str
    label: str
    effect: str
    consequence: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """Items in their order, grades (if any) the best first, and the ground of both."""

    id: str
    title: str
    terms: str
    document: str
    item: tuple[Item, ...]
    grade: tuple[Grade, ...] = ()
    article: str = ""
    certainty: str = "K-H"

    @property
    def basis(self) -> Basis:
        """What the checklist rests on."""
        return Basis(self.document, self.article, self.certainty)

    def find(self, code: str) -> Item:
        """Return one item. KeyError: no such item."""
        for item in self.item:
            if item.code == code:
                return item
        raise KeyError(code)

    def graded(self, points: Decimal, full: Decimal) -> Grade:
        """Return the grade of `points` (not negative) out of `full`, exact at the boundary."""
        return next(g for g in self.grade if points * _HUNDRED >= Decimal(g.at_least) * full)


@cache
def _checklists() -> Mapping[str, Checklist]:
    reader = Reader(_FILE)
    found = {}
    for code, table in tomllib.loads(read_text(_FILE)).items():
        checklist = reader.record(Checklist, {**table, "id": code}, code)
        if checklist is not None:
            found[code] = checklist
            reader.problems.extend(_wrong(checklist))
    if reader.problems:
        raise RulebookFault(reader.problems)
    return found


def checklist(code: str) -> Checklist:
    """Return a checklist (review, ex_ante). KeyError: none of this name; raises RulebookFault."""
    return _checklists()[code]


def _wrong(checklist: Checklist) -> Iterator[Problem]:
    place, fix = Place(_FILE, column=checklist.id), "修改规则数据文件"
    listed = [item.code for item in checklist.item]
    if listed != list(terms(checklist.terms)):
        yield Problem(place, "、".join(listed), "、".join(terms(checklist.terms)), fix)
    bounds = [Decimal(g.at_least) for g in checklist.grade]
    if bounds and (bounds != sorted(bounds, reverse=True) or bounds[-1] != 0):
        yield Problem(place, "、".join(map(str, bounds)), "从高到低，以0结束的界限", fix)
    for item in checklist.item:
        for rule in item.rules:
            if rule not in notice_rules():
                yield Problem(place, rule, "规则清单中的规则", fix)
    if checklist.document not in documents():
        yield Problem(place, checklist.document, "依据清单中的文件", fix)
