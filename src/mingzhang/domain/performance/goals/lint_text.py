"""Goal lint of the text of a goal: its numbers against its indicators, and words for numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from mingzhang.domain.book.cells import folded
from mingzhang.domain.performance.goals.lint_subject import Subject, cell
from mingzhang.domain.performance.goals.measured import MONEY, Quantity, Unit, quantities, unit_of
from mingzhang.domain.performance.goals.targets import target_text
from mingzhang.domain.performance.model import Goal, Indicator, Money, Notice, Project
from mingzhang.rulebook.goal_words import goal_words, words_in

_COLUMN = "年度目标"
#: An indicator is meant when half of its name, pair of signs by pair, stands around the number.
_ALIKE = Fraction(1, 2)


def lint_text(subject: Subject) -> Iterator[Notice]:
    """Yield what is to be said of the annual goal in words."""
    goal = subject.project.goal
    if goal is None or not goal.annual:
        return
    yield from _vague(subject, goal)
    owners = subject.performance.every if subject.whole else (subject.project,)
    if subject.project.indicators:
        named = [each for project in owners for each in _named(project)]
        amounts = {amount for project in owners for amount in _amounts(project)}
        for quantity in quantities(goal.annual):
            if quantity.unit.base != MONEY or quantity.amount not in amounts:
                yield from _borne(subject, goal, quantity, named)


def _vague(subject: Subject, goal: Goal) -> Iterator[Notice]:
    words = words_in(goal.annual, "indefinite")
    if words:
        place = replace(goal.place, column=_COLUMN)
        evidence = [f"{place}：{'、'.join(words)}"]
        said = f"“{subject.project.name}”的年度目标没有说明数量：{'、'.join(words)}"
        yield subject.notice("goal.text_vague", said, evidence, place)


def _amounts(project: Project) -> Iterator[Decimal]:
    """Yield the money of a project: a goal may well name its budget."""
    own = (project.total, project.total_fiscal)
    yield from (a for a in own if a is not None)
    for money in (project.money, *project.by_source.values()):
        yield from _planned(money)


def _planned(money: Money) -> Iterator[Decimal]:
    for amount in (money.initial, money.adjusted, money.received):
        if amount is not None:
            yield amount


@dataclass(frozen=True, slots=True)
class _Named:
    """An indicator with its unit, and its own name as pairs of neighbouring signs."""

    indicator: Indicator
    unit: Unit
    pairs: frozenset[str]

    def likeness(self, words: str) -> Fraction:
        """Return how much of the name stands in the (folded) words around a number."""
        if not self.pairs:
            return Fraction(0)
        return Fraction(sum(pair in words for pair in self.pairs), len(self.pairs))

    def bears(self, quantity: Quantity) -> bool:
        """Tell whether the indicator asks for this very number."""
        ends = (self.indicator.target, self.indicator.upper)
        return any(e is not None and e * self.unit.scale == quantity.amount for e in ends)


def _named(project: Project) -> Iterator[_Named]:
    for each in project.indicators:
        unit = unit_of(each.unit)
        if each.numeric and unit is not None:
            name = _own(each.name) or _own(each.content)
            pairs = frozenset(name[i : i + 2] for i in range(max(len(name) - 1, 1)) if name)
            yield _Named(each, unit, pairs)


def _borne(
    subject: Subject, goal: Goal, quantity: Quantity, named: Sequence[_Named]
) -> Iterator[Notice]:
    """Some indicator bears the number: the one that the words mean, else any of its unit."""
    words = folded(quantity.clause)
    alike = [n for n in named if n.unit.base == quantity.unit.base]
    degrees = [(n.likeness(words), n) for n in alike]
    meant = [n for degree, n in degrees if degree >= _ALIKE]
    if any(n.bears(quantity) for n in meant or alike):
        return
    place = replace(goal.place, column=_COLUMN)
    text = f"{place}：“{quantity.said}”"
    if meant:
        best = max(degrees, key=lambda each: each[0])[1].indicator
        said = f"年度目标写“{quantity.said}”，指标“{best.name}”为“{target_text(best)}”"
        evidence = (text, cell(best, "年度指标值", target_text(best)))
        rule = "goal.text_contradicted"
        yield Notice(rule, subject.project.code, best.code, said, evidence, place)
    else:
        said = f"年度目标中的“{quantity.said}”没有指标承接"
        same = [cell(n.indicator, "年度指标值", target_text(n.indicator)) for n in alike]
        yield subject.notice("goal.text_unborne", said, (text, *same), place)


def _own(name: str) -> str:
    """Return a name without what the names of all indicators share."""
    for word in goal_words("generic"):
        name = name.replace(word, "")
    return folded(name)
