"""An evaluation as quantities at keys, so that documents print them with how they came about.

The concept is `points` with the dimensions `evaluation` (`whole`, or the code of an evaluation) and
`indicator`: the code of an indicator or level of the system; the total has none. `measure=weight`
is the weight, `score_rate` points ÷ weight in %, `ratio` the value of an indicator in %. What has
no value is Unknown with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from mingzhang.domain.book.performance_facts import WHOLE_EVALUATION
from mingzhang.domain.labels import Names
from mingzhang.domain.performance.scoring.comparators import HUNDRED, plain
from mingzhang.domain.performance.scoring.scored import Tally
from mingzhang.domain.performance.whole.model import Line, Rating, WholeEvaluation
from mingzhang.facts.factset import Known, Quantity, Unknown
from mingzhang.facts.key import Entity, FactKey, Stage
from mingzhang.facts.provenance import Derived
from mingzhang.kernel.rounding import ratio
from mingzhang.rulebook.documents import cite

_PERCENT = "%"


def whole_facts(evaluation: WholeEvaluation) -> Mapping[FactKey, Quantity]:
    """Return every weight, value and sum of a whole-department evaluation by key."""
    return rating_facts(evaluation.rating, evaluation.entity, evaluation.year, WHOLE_EVALUATION)


def rating_facts(
    rating: Rating, entity: Entity, year: int, code: str
) -> Mapping[FactKey, Quantity]:
    """Return every weight, value and sum of a rating by key, for `with_computed`."""
    making = _Making(rating, FactKey.of("points", entity, year, Stage.ACTUAL, {"evaluation": code}))
    return {quantity.key: quantity for quantity in making.quantities()}


def with_ratings(names: Names, ratings: Iterable[Rating]) -> Names:
    """Return the names of a book, and behind them what the codes of ratings are called."""
    of: dict[tuple[str, str], str] = {}
    units: dict[str, str] = {}
    for rating in ratings:
        of |= {("indicator", level.id): level.title for level in rating.system.levels}
        of |= {("indicator", line.item.id): line.item.title for line in rating.lines}
        units |= {line.item.id: line.item.unit for line in rating.lines}
    return Names({**of, **names.of}, {**units, **names.units})


class _Making:
    def __init__(self, rating: Rating, key: FactKey) -> None:
        self.rating, self.key = rating, key

    def at(self, code: str) -> FactKey:
        return self.key.with_dims(indicator=code)

    def quantities(self) -> Iterator[Quantity]:
        rating = self.rating
        for line in rating.lines:
            yield from self.line(line)
        for level in rating.levels:
            below = [x for x in rating.lines if _under(rating, x, level.code)]
            yield from self.sum(self.at(level.code), level, below)
        weight = self.key.with_dims(measure="weight")
        yield from self.weights(weight, rating.total.weight, rating.lines)
        if rating.points is None:
            yield Unknown(self.key, rating.ungraded)
            return
        operands = tuple(self.at(x.item.id) for x in rating.lines if x.points is not None)
        made = Derived(
            "各项得分相加；有不适用的，按适用分值折算为百分制，扣分项不折算", (*operands, weight)
        )
        yield Known(self.key, rating.points, made)

    def line(self, line: Line) -> Iterator[Quantity]:
        key = self.at(line.item.id)
        weight, value = key.with_dims(measure="weight"), key.with_dims(measure="ratio")
        basis, given = cite(self.rating.system.points), line.given
        made = Derived("评价打分表填写的分值", (given.weight,)) if given.weight else None
        yield Known(weight, line.weight, made or Derived("指标体系的分值", (), basis))
        yield self.value(value, line)
        if line.points is None:
            yield Unknown(key, line.reason)
            return
        if line.stated:
            operands = given.points
        else:
            standard = (given.standard,) if given.standard else ()
            operands = (weight, *((value,) if self.measured(line) else _behind(line)), *standard)
        yield Known(key, line.points, Derived(line.how, operands, basis))
        yield _rate(key, weight, line.points, line.weight)

    def measured(self, line: Line) -> bool:
        return line.measured.value is not None and line.measured.unit == _PERCENT

    def value(self, key: FactKey, line: Line) -> Quantity:
        found = line.measured
        if found.value is None or not self.measured(line):
            return Unknown(key, found.reason or "不以比率衡量")
        return Known(key, found.value, Derived(found.formula, _behind(line), cite(line.basis)))

    def sum(self, key: FactKey, tally: Tally, lines: list[Line]) -> Iterator[Quantity]:
        weight = key.with_dims(measure="weight")
        yield from self.weights(weight, tally.weight, lines)
        if not tally.complete:
            yield Unknown(key, f"{plain(tally.weight)}分中有{plain(tally.open)}分未评")
            return
        operands = tuple(self.at(x.item.id) for x in lines if x.points is not None)
        yield Known(key, tally.score, Derived("各项得分相加", operands))
        yield _rate(key, weight, tally.score, tally.weight)

    def weights(self, key: FactKey, total: Decimal, lines: Iterable[Line]) -> Iterator[Quantity]:
        operands = (self.at(x.item.id).with_dims(measure="weight") for x in lines if x.counts)
        yield Known(key, total, Derived("适用的各项分值相加", tuple(operands)))


def _behind(line: Line) -> tuple[FactKey, ...]:
    """Return the data that a line was measured on."""
    return tuple(dict.fromkeys(key for each in line.measured.operands for key in each.keys))


def _under(rating: Rating, line: Line, level: str) -> bool:
    return any(each.id == level for each in rating.system.path(line.item))


def _rate(key: FactKey, weight: FactKey, points: Decimal, full: Decimal) -> Quantity:
    rate = key.with_dims(measure="score_rate")
    if not full:
        return Unknown(rate, "分值为零，不计算得分率")
    made = Derived("得分 ÷ 分值 × 100%", (key, weight))
    return Known(rate, ratio(points * HUNDRED, full), made)
