"""Goal lint of one indicator: can it be measured, and does its target ask for anything?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mingzhang.domain.performance.goals.lint_subject import Subject, cell
from mingzhang.domain.performance.goals.measured import SHARE, Unit, unit_of
from mingzhang.domain.performance.goals.targets import measured, target_text
from mingzhang.domain.performance.model import Comparator, Direction, Indicator, Notice
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.rulebook.goal_words import words_in
from mingzhang.rulebook.performance import term

_HUNDRED, _ONE, _ZERO = Decimal(100), Decimal(1), Decimal(0)
_TARGET, _UNIT, _WORDING, _SIGN = "年度指标值", "计量单位", "文字指标值", "计算符号"
#: What is counted or measured in figures; effects may be told in words.
_COUNTED = ("quantity", "timeliness", "output_cost", "economic_cost", "served")
_COUNTED_LEVELS = ("satisfaction", "cost")


def lint_indicator(subject: Subject, indicator: Indicator) -> Iterator[Notice]:
    """Yield what is to be said of one indicator in force."""
    if indicator.comparator is Comparator.QUALITATIVE:
        yield from _worded(subject, indicator)
    if indicator.level == "satisfaction":
        yield from _satisfaction(subject, indicator)
    if indicator.numeric:
        yield from _unit(subject, indicator)
        yield from _direction(subject, indicator)
        yield from _zero(subject, indicator)
        yield from _rate(subject, indicator)
        yield from _past(subject, indicator)


def _worded(subject: Subject, indicator: Indicator) -> Iterator[Notice]:
    text = f"{indicator.name}{indicator.content}{indicator.wording}"
    vague = (*words_in(text, "degree"), *words_in(text, "indefinite"))
    figures = re.search("[0-9]", indicator.wording) is not None
    evidence = [cell(indicator, _WORDING, f"“{indicator.wording}”")]
    if vague:
        evidence.append(f"无法核对的词：{'、'.join(vague)}")
    if indicator.level in _COUNTED_LEVELS or indicator.sublevel in _COUNTED:
        if vague or not figures:
            kind = term("sublevel", indicator.sublevel) if indicator.sublevel else ""
            said = f"是{kind or term('level', indicator.level)}，只有文字要求"
            yield subject.of_indicator("goal.unmeasurable", indicator, said, evidence, _WORDING)
    elif vague and not figures:
        said = "只说程度，没有可以核对的标准"
        yield subject.of_indicator("goal.qualitative", indicator, said, evidence, _WORDING)


def _satisfaction(subject: Subject, indicator: Indicator) -> Iterator[Notice]:
    unit = unit_of(indicator.unit)
    share = unit is not None and unit.base == SHARE
    if indicator.comparator is not Comparator.AT_LEAST or not share:
        said = f"写作“{target_text(indicator)}”"
        evidence = [
            cell(indicator, _SIGN, term("comparator", indicator.comparator)),
            cell(indicator, _UNIT, indicator.unit or "空白"),
        ]
        yield subject.of_indicator("goal.satisfaction_format", indicator, said, evidence, _TARGET)


def _unit(subject: Subject, indicator: Indicator) -> Iterator[Notice]:
    if not indicator.unit.strip() and indicator.level != "satisfaction":
        evidence = [cell(indicator, _TARGET, target_text(indicator))]
        said = "没有计量单位"
        yield subject.of_indicator("goal.unit_missing", indicator, said, evidence, _UNIT)


def _direction(subject: Subject, indicator: Indicator) -> Iterator[Notice]:
    said = _contrary(indicator, unit_of(indicator.unit))
    if said:
        evidence = [
            cell(indicator, _SIGN, term("comparator", indicator.comparator)),
            cell(indicator, "指标方向", term("direction", indicator.direction)),
        ]
        yield subject.of_indicator("goal.comparator_direction", indicator, said, evidence, _SIGN)


def _contrary(indicator: Indicator, unit: Unit | None) -> str:
    """Return how comparator and meaning contradict each other, empty where they do not."""
    sign, direction = indicator.comparator, indicator.direction
    if sign is Comparator.AT_LEAST and direction is Direction.NEGATIVE:
        return "为反向指标，计算符号却是“≥”"
    if sign is Comparator.AT_MOST and direction is Direction.POSITIVE:
        return "为正向指标，计算符号却是“≤”"
    if sign is Comparator.AT_MOST and indicator.level == "satisfaction":
        return "是满意度，计算符号却是“≤”"
    cost = indicator.level == "cost" or indicator.sublevel == "output_cost"
    if sign is Comparator.AT_LEAST and cost and not words_in(indicator.name, "saving"):
        return "是成本指标，计算符号却是“≥”"
    timed = indicator.sublevel == "timeliness" and unit is not None and unit.duration
    if sign is Comparator.AT_LEAST and timed:
        return f"以“{indicator.unit}”计时，计算符号却是“≥”"
    return ""


def _zero(subject: Subject, indicator: Indicator) -> Iterator[Notice]:
    if indicator.comparator is Comparator.AT_LEAST and indicator.target == _ZERO:
        evidence = [cell(indicator, _TARGET, target_text(indicator))]
        said = f"的指标值为“{target_text(indicator)}”，任何结果都会达成"
        yield subject.of_indicator("goal.zero_target", indicator, said, evidence, _TARGET)


def _rate(subject: Subject, indicator: Indicator) -> Iterator[Notice]:
    unit, target = unit_of(indicator.unit), indicator.target
    if unit is None or unit.base != SHARE or target is None:
        return
    if words_in(f"{indicator.name}{indicator.content}", "over_hundred"):
        return
    highest = max(target, indicator.upper or target) * unit.scale
    evidence = [cell(indicator, _TARGET, target_text(indicator))]
    if highest > _HUNDRED:
        said = f"的指标值“{target_text(indicator)}”大于 100%"
        yield subject.of_indicator("goal.rate_range", indicator, said, evidence, _TARGET)
    elif indicator.comparator is not Comparator.AT_MOST and _ZERO < highest <= _ONE:
        said = f"的指标值“{target_text(indicator)}”疑以小数填写，应为 {plain(target * _HUNDRED)}%？"
        yield subject.of_indicator("goal.rate_range", indicator, said, evidence, _TARGET)


def _past(subject: Subject, indicator: Indicator) -> Iterator[Notice]:
    """Hold the target against what the office itself reached last year."""
    target, past = indicator.target, indicator.previous
    if target is None or past is None or indicator.comparator is Comparator.RANGE:
        return
    positive = indicator.direction is Direction.POSITIVE
    evidence = [
        cell(indicator, _TARGET, target_text(indicator)),
        cell(indicator, "上年完成值", measured(past, indicator.unit)),
    ]
    if target < past if positive else target > past:
        off = measured(abs(past - target), indicator.unit)
        said = f"比上年实绩{'低' if positive else '高'} {off}"
        evidence.append(f"相差 {off}")
        yield subject.of_indicator("goal.below_past", indicator, said, evidence, _TARGET)
    elif target == past and not _at_limit(indicator, target):
        said = "与上年实绩相同"
        yield subject.of_indicator("goal.equal_past", indicator, said, evidence, _TARGET)


def _at_limit(indicator: Indicator, target: Decimal) -> bool:
    """Tell whether the target cannot be higher, or is the same every year by its nature."""
    if indicator.comparator is Comparator.EQUAL:
        return True
    if indicator.direction is Direction.NEGATIVE:
        return target == _ZERO
    unit = unit_of(indicator.unit)
    return unit is not None and unit.base == SHARE and target * unit.scale >= _HUNDRED
