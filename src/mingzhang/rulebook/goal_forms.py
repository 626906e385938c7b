"""Forms of performance goals by region and year, read from `data/performance/goal_forms.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mingzhang.kernel.basis import Basis
from mingzhang.kernel.period import Validity
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.loading import RulebookFault, read_text
from mingzhang.rulebook.parameters import Parameters, parameters
from mingzhang.rulebook.performance import terms
from mingzhang.rulebook.records import Reader

_FILE = "performance/goal_forms.toml"
_OF = ("project", "whole", "both")
_KINDS = ("required", "usual", "cost")


@dataclass(frozen=True, slots=True)
class Branch:
    """A first-level indicator and the second-level ones under it."""

    level: str
    sublevels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """What a goal should have: an indicator of a level, or of one of its second levels.

    `kind` is required, usual or cost.
    """

    level: str
    kind: str
    sublevel: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the points of a goal are spread over its first levels (code → points)."""

    points: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GoalForm:
    """A form of goals: its tree of indicators, what it needs, its usual points, its ground."""

    id: str
    title: str
    of: str
    document: str
    branch: tuple[Branch, ...]
    need: tuple[Need, ...] = ()
    pattern: tuple[Pattern, ...] = ()
    article: str = ""
    certainty: str = "K-H"
    region: str = "cn"
    since: int = 0
    until: int = 9999
    switch: str = ""

    @property
    def basis(self) -> Basis:
        """What the form rests on."""
        return Basis(self.document, self.article, self.certainty)

    def holds(self, level: str, sublevel: str) -> bool:
        """Tell whether the form has this second level there; "" asks for the level alone."""
        return any(
            b.level == level and (not sublevel or sublevel in b.sublevels) for b in self.branch
        )


@cache
def goal_forms() -> Mapping[str, GoalForm]:
    """Return every form by its code. Raises RulebookFault."""
    reader = Reader(_FILE)
    found = {}
    for code, table in tomllib.loads(read_text(_FILE)).items():
        form = reader.record(GoalForm, {**table, "id": code}, code)
        if form is not None:
            found[code] = form
            reader.problems.extend(_wrong(form))
    if reader.problems:
        raise RulebookFault(reader.problems)
    return found


def forms_for(rules: Parameters, *, whole: bool) -> tuple[GoalForm, ...]:
    """Return the forms in force for a region and year: of projects, or of the whole department.

    An office may keep an older form beyond its years by the form's switch.
    """
    own = "whole" if whole else "project"
    return tuple(
        form
        for form in goal_forms().values()
        if form.of in (own, "both")
        and (form.region == "cn" or rules.region.startswith(form.region))
        and (Validity(form.since, form.until).covers(rules.year) or _kept(form, rules))
    )


def _kept(form: GoalForm, rules: Parameters) -> bool:
    return bool(form.switch) and rules.year > form.until and rules.flag(form.switch)


def _wrong(form: GoalForm) -> Iterator[Problem]:
    place, fix = Place(_FILE, column=form.id), "修改规则数据文件"
    spots = [(b.level, s) for b in form.branch for s in b.sublevels]
    spots += [(n.level, n.sublevel) for n in form.need]
    spots += [(level, "") for p in form.pattern for level in p.points]
    for level, sublevel in spots:
        known = level in terms("level") and (not sublevel or sublevel in terms("sublevel"))
        if not known or not form.holds(level, sublevel):
            yield Problem(place, f"{level} {sublevel}".strip(), "本表式已列的指标", fix)
    if form.of not in _OF:
        yield Problem(place, form.of, "、".join(_OF), fix)
    for need in form.need:
        if need.kind not in _KINDS:
            yield Problem(place, need.kind, "、".join(_KINDS), fix)
    if form.document not in documents():
        yield Problem(place, form.document, "依据清单中的文件", fix)
    if form.switch and form.switch not in parameters():
        yield Problem(place, form.switch, "参数清单中的参数", fix)
