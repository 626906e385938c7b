"""One line of a system: from a value, or from what people say, to its points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.domain.labels import label_of
from mingzhang.domain.performance.evaluation.recheck import deduction
from mingzhang.domain.performance.scoring.comparators import Share, award, plain
from mingzhang.domain.performance.scoring.scored import Standing
from mingzhang.domain.performance.whole.curves import DEDUCTION, RULE, earned, percent
from mingzhang.domain.performance.whole.measures import measured
from mingzhang.domain.performance.whole.model import (
    NOTHING_GIVEN,
    ExpertScore,
    Given,
    Grounds,
    Line,
    Measured,
    Operand,
)
from mingzhang.domain.performance.whole.operands import reference
from mingzhang.domain.performance.whole.system_model import System, SystemIndicator
from mingzhang.kernel.problem import Place
from mingzhang.kernel.rounding import half_up

_PLACES = 2


@dataclass(frozen=True, slots=True)
class Said:
    """What people say of one indicator beside the facts of the book.

    `referred` is measured on the data that they name, and goes before what the system would
    measure; `value` counts only where the book gives none. `weight` replaces the system's. Points
    count where nothing is measured; those of evaluators `prevail`. `agreed`: they are no mean.
    """

    referred: Measured | None = None
    value: Decimal | None = None
    standard: Decimal | None = None
    points: Decimal | None = None
    weight: Decimal | None = None
    not_applicable: bool = False
    reason: str = ""
    experts: tuple[ExpertScore, ...] = ()
    agreed: bool = False
    prevail: bool = False
    given: Given = NOTHING_GIVEN
    place: Place | None = None


NOTHING_SAID = Said()


def line_of(item: SystemIndicator, system: System, grounds: Grounds, said: Said) -> Line:
    """Return an indicator's line. Raises UnknownParameter."""
    weight = item.points if said.weight is None else said.weight
    found = _measured(item, grounds, said)
    line = Line(
        item=item,
        weight=weight,
        measured=found,
        points=None,
        standing=Standing.UNSCORED,
        basis=system.basis_of(item),
        lost=said.reason,
        experts=said.experts,
        given=said.given,
        place=said.place,
    )
    if said.prevail and said.points is not None:
        ruled = _ruled(line, replace(said, points=None), grounds)
        return replace(_judged(line, said), computed=ruled.points)
    return _ruled(line, said, grounds)


def _ruled(line: Line, said: Said, grounds: Grounds) -> Line:
    """Score by the rule of the system."""
    item, found = line.item, line.measured
    off = said.reason or "标明不适用" if said.not_applicable else _not_applying(item, grounds)
    if off or found.not_applicable:
        return _not_applicable(line, off or found.reason, grounds)
    if item.measure and found.value is not None:
        return _by_curve(line, found.value, said, grounds)
    return _judged(line, said)


def _measured(item: SystemIndicator, grounds: Grounds, said: Said) -> Measured:
    """Return the value: of the data referred to, of the book, or as people say."""
    found = measured(item, grounds) if said.referred is None else said.referred
    if found.value is not None or found.not_applicable or said.value is None:
        return found
    unit, key = item.unit, said.given.value
    operand = Operand("填报", said.value, unit, (key,) if key else ())
    return Measured(said.value, "填报", f"填报{plain(said.value)}{unit}", (operand,), unit=unit)


def _not_applying(item: SystemIndicator, grounds: Grounds) -> str:
    """Return why an indicator has nothing to be held against, "" where it applies."""
    performance = grounds.performance
    for pattern in item.applies:
        key = reference(pattern, performance.entity, performance.year, grounds.project)
        if grounds.figures.value(key) == 0:
            return f"{label_of(key, grounds.names)}为零，不适用"
    return ""


def _not_applicable(line: Line, reason: str, grounds: Grounds) -> Line:
    standing = Standing.NOT_APPLICABLE
    if not grounds.parameters.flag("not_applicable_full"):
        return replace(line, standing=standing, reason=reason)
    how = f"不适用，得满分{plain(line.weight)}分"
    return replace(line, standing=standing, points=line.weight, how=how, reason=reason)


def _by_curve(line: Line, value: Decimal, said: Said, grounds: Grounds) -> Line:
    curve = line.item.curve
    if curve.kind == DEDUCTION:
        off = deduction(value, grounds.parameters.steps("recheck_deduction"))
        how = (
            f"偏差率{percent(value)}，扣{plain(off)}分"
            if off
            else f"偏差率{percent(value)}，不扣分"
        )
        return replace(line, points=half_up(-off, _PLACES), standing=Standing.SCORED, how=how)
    gained = earned(curve, value, said.standard)
    if isinstance(gained, str):
        return _judged(replace(line, measured=replace(line.measured, reason=gained)), said)
    return _awarded(line, gained)


def _awarded(line: Line, gained: Share) -> Line:
    outcome = award(gained, line.weight)
    return replace(line, points=outcome.score, standing=outcome.standing, how=outcome.formula)


def _judged(line: Line, said: Said) -> Line:
    """Score by what people counted or gave; the points that they gave go before."""
    item, value = line.item, line.measured.value
    if said.points is not None:
        points = half_up(said.points, _PLACES)
        told = f"填报得分{plain(points)}分"
        how = told if said.agreed else _mean(said.experts) or told
        return replace(line, points=points, standing=Standing.SCORED, how=how, stated=True)
    if item.per_case and value is not None:
        return _by_cases(line, value, Decimal(item.per_case))
    if item.questions and value is not None:
        every = Decimal(len(item.questions))
        written = f"符合{plain(value)}项 ÷ 要点{plain(every)}项"
        return _awarded(line, Share(RULE, value, every, written, met=value >= every))
    return replace(line, reason=line.measured.reason or "没有填写得分")


def _by_cases(line: Line, cases: Decimal, each: Decimal) -> Line:
    off = min(cases * each, line.weight)
    how = f"{plain(cases)}个，每个扣{plain(each)}分，共扣{plain(off)}分"
    points = half_up(line.weight - off, _PLACES)
    return replace(line, points=points, standing=Standing.SCORED, how=how)


def _mean(experts: tuple[ExpertScore, ...]) -> str:
    """Write the mean of several experts out, "" where no or one expert gave points."""
    if len(experts) < 2:
        return ""
    given = "、".join(plain(each.points) for each in experts)
    return f"{len(experts)}名专家平均（{given}）"
