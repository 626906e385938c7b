"""What an indicator of a system can be measured by: one function a measure, by its name in data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.figures import RATES
from mingzhang.domain.labels import label_of
from mingzhang.domain.performance.evaluation.rechecked import rechecked
from mingzhang.domain.performance.whole.counted import (
    adjustment,
    completion,
    goals,
    progress,
    surplus,
    survey,
)
from mingzhang.domain.performance.whole.curves import percent
from mingzhang.domain.performance.whole.model import Grounds, Measured, Operand
from mingzhang.domain.performance.whole.operands import said, shown, unit_of
from mingzhang.domain.performance.whole.ratios import (
    equals,
    growth,
    part,
    per_head_growth,
    saving,
    share,
)
from mingzhang.domain.performance.whole.system_model import SystemIndicator
from mingzhang.facts.factset import Unknown
from mingzhang.facts.key import FactKey
from mingzhang.kernel.rounding import ratio


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its function, and how many operands and checkpoints its data has to give."""

    of: Callable[[SystemIndicator, Grounds], Measured]
    operands: int = 0
    checkpoints: bool = False


def _rechecks(_item: SystemIndicator, grounds: Grounds) -> Measured:
    """Mean distance of self-scores from their re-checks, of all that were re-checked."""
    text = "各复核对象偏差率（取绝对值）的平均"
    found = rechecked(grounds.book, grounds.scored, grounds.parameters)
    if not found:
        return Measured(text=text, reason="没有复核得分")
    operands = tuple(
        Operand(f"{r.name}偏差率", r.deviation, "%", (), "没有可比的自评得分") for r in found
    )
    open_names = [r.name for r in found if r.deviation is None]
    if open_names:
        reason = f"没有可比的自评得分：{'、'.join(open_names)}"
        return Measured(text=text, operands=operands, reason=reason)
    distances = [abs(r.deviation) for r in found if r.deviation is not None]
    value = ratio(sum(distances, Decimal(0)), Decimal(len(distances)))
    written = "、".join(f"{r.name}{percent(r.deviation)}" for r in found if r.deviation is not None)
    return Measured(value, text, f"{written}；平均 {equals(value)}", operands)


def _told(_item: SystemIndicator, _grounds: Grounds) -> Measured:
    """A rate that books do not keep: the office tells it, or names the data it is made of."""
    return Measured(reason="账套不记此数，需填写数值或取数")


#: Name in data → measure, in the order of the reference.
MEASURES: Mapping[str, Measure] = {
    "share": Measure(share, operands=2),
    "growth": Measure(growth, operands=2),
    "saving": Measure(saving, operands=2),
    "part": Measure(part, operands=2),
    "per_head_growth": Measure(per_head_growth, operands=4),
    "goals": Measure(goals),
    "completion": Measure(completion),
    "progress": Measure(progress, checkpoints=True),
    "surplus": Measure(surplus),
    "adjustment": Measure(adjustment, operands=1),
    "survey": Measure(survey),
    "recheck": Measure(_rechecks),
    "told": Measure(_told),
}


def measured(item: SystemIndicator, grounds: Grounds) -> Measured:
    """Return the value of an indicator by its measure; without measure none."""
    if not item.measure:
        return Measured()
    return MEASURES[item.measure].of(item, grounds)


def from_reference(key: FactKey, grounds: Grounds) -> Measured:
    """Return the value that the office refers to, with the formula and operands behind it.

    A rate on a zero base does not apply.
    """
    names = grounds.names
    found, formula = grounds.figures.quantity(key), grounds.figures.formula(key)
    operands = tuple(_referred(k, grounds) for k in (formula.operands if formula else (key,)))
    text = formula.text if formula else "取自账套"
    if isinstance(found, Unknown):
        known = [o.value for o in operands if o.value is not None]
        zero_base = formula is not None and len(known) == len(operands) and known[-1:] == [0]
        reason = f"{label_of(key, names)}：{found.reason}"
        return Measured(text=text, operands=operands, reason=reason, not_applicable=zero_base)
    value, unit = found.value, unit_of(key, grounds)
    if key.get("measure") in RATES or unit == "%":
        sum_of = f"{text}：{'、'.join(shown(each) for each in operands)}"
        written = sum_of if formula else label_of(key, names)
        return Measured(value, text, f"{written} {equals(value)}", operands)
    written = f"{label_of(key, names)} = {said(value, unit)}"
    return Measured(value, text, written, operands, unit=unit)


def _referred(key: FactKey, grounds: Grounds) -> Operand:
    label, found = label_of(key, grounds.names), grounds.figures.quantity(key)
    if isinstance(found, Unknown):
        return Operand(label, None, unit_of(key, grounds), (key,), found.reason)
    return Operand(label, found.value, unit_of(key, grounds), (key,))
