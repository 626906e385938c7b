"""Scores as quantities at keys, so that documents print them with how they came about.

The concept is `points`. A project's key has `project`, the whole department's has none; a line has
`indicator`, a sum has `part`, the total neither. `measure=weight` is the weight, `score_rate` score
÷ weight in %. What has no score is Unknown with the reason. Completion of an indicator is the
measure `completion` of the concept `indicator`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingzhang.domain.figures import HUNDRED
from mingzhang.domain.performance.model import WHOLE, Comparator
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.performance.scoring.scored import GoalScore, Point, Scored, Tally
from mingzhang.facts.factset import Known, Quantity, Unknown
from mingzhang.facts.key import Entity, FactKey, Stage
from mingzhang.facts.provenance import Derived, Origin, Row
from mingzhang.kernel.rounding import ratio
from mingzhang.rulebook.documents import cite
from mingzhang.rulebook.scoring import scoring_rules

_INDICATOR = "indicator"


def score_facts(scored: Scored) -> Mapping[FactKey, Quantity]:
    """Return every weight, score and rate of a self-evaluation by key, for `with_computed`.

    Also the results of indicators that are taken from a fact, and why a range has no completion.
    """
    making = _Making(scored.entity, scored.year)
    found: dict[FactKey, Quantity] = {}
    for goal in scored.goals:
        for quantity in making.goal(goal):
            found[quantity.key] = quantity
    return found


class _Making:
    def __init__(self, entity: Entity, year: int) -> None:
        self.entity, self.year = entity, year

    def points_key(self, project: str, **dims: str) -> FactKey:
        own = {"project": project} if project != WHOLE else {}
        return FactKey.of("points", self.entity, self.year, Stage.ACTUAL, {**own, **dims})

    def money_key(self, project: str, stage: Stage) -> FactKey:
        """Return the key that `from_book.project_money` takes the money from."""
        own = {"nature": "project", "project": project} if project != WHOLE else {}
        return FactKey.of("expenditure", self.entity, self.year, stage, own)

    def line_key(self, point: Point) -> FactKey:
        if point.subject is None:
            return self.points_key(point.project, part=point.part)
        return self.points_key(point.project, indicator=point.subject.code)

    def goal(self, goal: GoalScore) -> Iterator[Quantity]:
        for point in goal.points:
            yield from self.line(point)
            if point.subject is not None:
                yield from self.result(point)
        if goal.total is None:
            total = self.points_key(goal.project)
            yield Unknown(total, goal.ungraded)
            return
        sums = [t for t in goal.parts if t.code != goal.execution.part]
        for part in sums:
            yield from self.sum(goal, part, [p for p in goal.points if p.part == part.code])
        if goal.indicators is not None:
            yield from self.sum(goal, goal.indicators, list(goal.points[1:]))
        yield from self.sum(goal, goal.total, list(goal.points))

    def line(self, point: Point) -> Iterator[Quantity]:
        """Yield weight, score and rate of one line; nothing of a line that bears no points."""
        key = self.line_key(point)
        if point.weight is None:
            return
        weight = key.with_dims(measure="weight")
        if point.subject is None:
            rule = scoring_rules()["execution"]
            yield Known(weight, point.weight, Derived(rule.title, (), cite(rule.basis)))
        else:
            place = point.subject.place
            row = Row(place.file, place.row or 0, "分值", Origin(point.subject.origin))
            yield Known(weight, point.weight, row)
        if point.score is None:
            yield Unknown(key, point.reason)
            return
        rule = scoring_rules()[point.rule]
        made = Derived(
            f"{rule.text}：{point.formula}", (weight, *self.operands(point)), cite(rule.basis)
        )
        yield Known(key, point.score, made)
        yield self.rate(key, weight, point)

    def operands(self, point: Point) -> tuple[FactKey, ...]:
        """Return the quantities that a line's score is made of, beside its weight."""
        if point.subject is None:
            return tuple(self.money_key(point.project, s) for s in (Stage.ACTUAL, Stage.ADJUSTED))
        if not point.subject.numeric:
            return ()
        actual = self.indicator_key(point)
        return actual, actual.at_stage(Stage.ADJUSTED)

    def indicator_key(self, point: Point) -> FactKey:
        dims = {_INDICATOR: point.indicator}
        return FactKey.of(_INDICATOR, self.entity, self.year, Stage.ACTUAL, dims)

    def result(self, point: Point) -> Iterator[Quantity]:
        """Yield an indicator's result where a fact gives it, and what has no completion."""
        subject, result, key = point.subject, point.result, self.indicator_key(point)
        if subject and subject.key and result and result.from_fact and result.value is not None:
            yield Known(key, result.value, Derived("取自账套", (subject.key,)))
        if subject and subject.comparator is Comparator.RANGE:
            yield Unknown(key.with_dims(measure="completion"), "区间指标不计算完成率")

    def sum(self, goal: GoalScore, tally: Tally, lines: list[Point]) -> Iterator[Quantity]:
        """Yield weight, score and rate of a part, of all indicators or of everything."""
        dims = {"part": tally.code} if tally.code else {}
        key = self.points_key(goal.project, **dims)
        weight = key.with_dims(measure="weight")
        bearing = [self.line_key(p) for p in lines if p.counts]
        weights = tuple(k.with_dims(measure="weight") for k in bearing)
        yield Known(weight, tally.weight, Derived("各项分值相加", weights))
        if not tally.complete:
            said = (
                f"{plain(tally.weight)}分中有{plain(tally.open)}分未评，已评部分得{tally.score:f}分"
            )
            yield Unknown(key, said)
            return
        yield Known(key, tally.score, Derived("各项得分相加", tuple(bearing)))
        yield self.rate(key, weight, tally)

    def rate(self, key: FactKey, weight: FactKey, of: Point | Tally) -> Quantity:
        rate = key.with_dims(measure="score_rate")
        if not of.weight or of.score is None:
            return Unknown(rate, "分值为零，不计算得分率")
        value = ratio(of.score * HUNDRED, of.weight)
        return Known(rate, value, Derived("得分 ÷ 分值 × 100%", (key, weight)))
