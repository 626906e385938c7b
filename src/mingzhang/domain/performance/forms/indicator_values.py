"""Values of an indicator: its place in the goal, its target, what was reached and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from mingzhang.docmodel.model import Text
from mingzhang.domain.book.columns import CellError
from mingzhang.domain.performance.forms.fund_values import points_key
from mingzhang.domain.performance.forms.loops import IndicatorLine
from mingzhang.domain.performance.forms.material import (
    BLANK,
    Material,
    Runs,
    Subject,
    words,
)
from mingzhang.domain.performance.forms.typed_targets import (
    read_result,
    read_target,
    result_text,
)
from mingzhang.domain.performance.forms.value import (
    Slot,
    Turn,
    Value,
    Write,
    plain_value,
    term_value,
)
from mingzhang.domain.performance.goals.targets import target_text
from mingzhang.domain.performance.model import Actual, Comparator, Indicator
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey, Stage
from mingzhang.rulebook.performance import term, terms

_GOAL, _RESULT = "绩效指标", "指标完成"
_MEASURE = "措施："
_TICK = "√"
_TARGET_FIELDS = ("comparator", "target", "upper", "wording", "measure_unit")
_RESULT_FIELDS = ("value", "wording", "met", "band")


def _line(at: Subject) -> IndicatorLine:
    return cast(IndicatorLine, at.item)


def _key(material: Material, at: Subject, stage: Stage) -> FactKey:
    dims = {"indicator": _line(at).indicator.code}
    entity, year = material.performance.entity, material.performance.year
    return FactKey.of("indicator", entity, year, stage, dims)


def _level(_material: Material, at: Subject) -> Runs:
    return words(term("level", _line(at).indicator.level))


def _sublevel(_material: Material, at: Subject) -> Runs:
    sublevel = _line(at).indicator.sublevel
    return words(term("sublevel", sublevel) if sublevel else "")


def _name(_material: Material, at: Subject) -> Runs:
    return words(_line(at).indicator.name)


def _content(_material: Material, at: Subject) -> Runs:
    return words(_line(at).indicator.content)


def _target(material: Material, at: Subject) -> Runs:
    """Return the target as `target_text` says it, its figure with its key."""
    indicator = _line(at).indicator
    key = _key(material, at, Stage.ADJUSTED)
    if not indicator.numeric or not isinstance(material.figures.quantity(key), Known):
        return words(target_text(indicator))
    figure = material.own(key, indicator.unit)
    if indicator.comparator is Comparator.RANGE and indicator.upper is not None:
        high = material.cell_value(indicator.place, "区间上限", indicator.upper, indicator.unit)
        return figure[0], Text("—"), *high
    return Text(term("comparator", indicator.comparator)), *figure


def _medium(material: Material, at: Subject) -> Runs:
    indicator = _line(at).indicator
    return material.cell_value(indicator.place, "中期指标值", indicator.medium, indicator.unit)


def _weight(material: Material, at: Subject) -> Runs:
    code = _line(at).indicator.code
    return material.points(points_key(material, at, indicator=code).with_dims(measure="weight"))


def _score(material: Material, at: Subject) -> Runs:
    return material.points(points_key(material, at, indicator=_line(at).indicator.code))


def _actual(material: Material, at: Subject) -> Runs:
    """Return what was reached: at the end of the year a fact, before it a cell of the book."""
    indicator, actual = _line(at).indicator, _line(at).actual
    if actual is None:
        return BLANK
    if actual.value is None:
        return words(result_text(actual.met, actual.band or "", actual.wording))
    if at.on is not None:
        return material.cell_value(actual.place, "实际完成值", actual.value, indicator.unit)
    return material.own(_key(material, at, Stage.ACTUAL), indicator.unit)


def _forecast(material: Material, at: Subject) -> Runs:
    indicator, actual = _line(at).indicator, _line(at).actual
    if actual is None:
        return BLANK
    return material.cell_value(actual.place, "全年预计", actual.forecast, indicator.unit)


def _explained(_material: Material, at: Subject) -> Runs:
    """Return why it deviates and what is done about it, in one cell."""
    actual = _line(at).actual
    if actual is None:
        return BLANK
    measure = f"{_MEASURE}{actual.measure}" if actual.measure else ""
    return words("；".join(filter(None, (actual.reason, measure))))


def _of_actual(field: str) -> Write:
    def write(_material: Material, at: Subject) -> Runs:
        actual = _line(at).actual
        return words(getattr(actual, field) if actual else "")

    return write


def _likelihood(_material: Material, at: Subject) -> Runs:
    actual = _line(at).actual
    if actual is None or not actual.likelihood:
        return BLANK
    number = list(terms("likelihood")).index(actual.likelihood) + 1
    return words(f"{number}.{term('likelihood', actual.likelihood)}")


def _cause(code: str) -> Value:
    """Return the column of one cause, which is ticked."""
    slot = (_RESULT, "cause")

    def write(_material: Material, at: Subject) -> Runs:
        actual: Actual | None = _line(at).actual
        return words(_TICK if actual and actual.cause == code else "")

    def read(_text: str, _turn: Turn) -> Mapping[Slot, Any]:
        return {slot: code}

    return Value(write, read, (slot,))


def _read_likelihood(text: str, _turn: Turn) -> Mapping[Slot, Any]:
    said = "".join(text.split())
    for number, (code, label) in enumerate(terms("likelihood").items(), start=1):
        if said in (str(number), label, f"{number}.{label}", f"{number}{label}"):
            return {(_RESULT, "likelihood"): code}
    numbered = "、".join(f"{n}.{label}" for n, label in enumerate(terms("likelihood").values(), 1))
    raise CellError(numbered, "填写其中之一的序号")


def _read_explained(text: str, _turn: Turn) -> Mapping[Slot, Any]:
    reason, _, measure = text.partition(_MEASURE)
    said = {"reason": reason.strip().rstrip("；"), "measure": measure.strip()}
    return {(_RESULT, field): words for field, words in said.items() if words}


def _read_target(text: str, turn: Turn) -> Mapping[Slot, Any]:
    said = read_target(text, turn.indicator)
    return {(_GOAL, field): value for field, value in said.items() if value not in (None, "")}


def _read_medium(text: str, turn: Turn) -> Mapping[Slot, Any]:
    said = read_result(text, Comparator.EQUAL, _unit(turn))
    return {(_GOAL, "medium"): said["value"]}


def _read_actual(text: str, turn: Turn) -> Mapping[Slot, Any]:
    """Return the result; what a fact gives is not for people to report, nor is what is known."""
    indicator = turn.indicator
    if indicator is not None:
        if indicator.key is not None and turn.on is None:
            return {}
        held = _held(turn, indicator)
        wording = held.wording if held else ""
        if held and text == result_text(held.met, held.band or "", wording) and wording == text:
            return {(_RESULT, "wording"): wording}
    comparator = _comparator(turn)
    said = read_result(text, comparator, _unit(turn)) if comparator else {}
    return {(_RESULT, field): value for field, value in said.items()}


def _held(turn: Turn, indicator: Indicator) -> Actual | None:
    """Return the book's report at the form's date."""
    reports = turn.project.actuals.get(indicator.code, ()) if turn.project else ()
    year_end = [r for r in reports if (r.on.month, r.on.day) == (12, 31)]
    dated = [r for r in reports if r.on == turn.on] if turn.on else year_end
    return dated[0] if dated else None


def _read_forecast(text: str, turn: Turn) -> Mapping[Slot, Any]:
    said = read_result(text, Comparator.EQUAL, _unit(turn))
    return {(_RESULT, "forecast"): said["value"]}


def _read_score(text: str, turn: Turn) -> Mapping[Slot, Any]:
    """Return the points of a qualitative indicator; other scores are computed."""
    if _comparator(turn) is not Comparator.QUALITATIVE:
        return {}
    points = read_result(text, Comparator.EQUAL, "分")["value"]
    held = _held(turn, turn.indicator) if turn.indicator else None
    computed = turn.known.scores.get(turn.indicator.code) if turn.indicator else None
    if (held is None or held.points is None) and points == computed:
        return {}
    return {(_RESULT, "points"): points}


def _said_target(turn: Turn) -> Mapping[str, Any]:
    """Return the target of the same row; nothing where it cannot be read, which is told there."""
    text = turn.text("indicator.target")
    try:
        return read_target(text, turn.indicator) if text else {}
    except CellError:
        return {}


def _comparator(turn: Turn) -> Comparator | None:
    if turn.indicator is not None:
        return turn.indicator.comparator
    said = _said_target(turn).get("comparator")
    return Comparator(said) if said else None


def _unit(turn: Turn) -> str:
    if turn.indicator is not None:
        return turn.indicator.unit
    return str(_said_target(turn).get("measure_unit") or "")


def _goal_slots(*fields: str) -> tuple[Slot, ...]:
    return tuple((_GOAL, field) for field in fields)


def _result_slots(*fields: str) -> tuple[Slot, ...]:
    return tuple((_RESULT, field) for field in fields)


INDICATOR_VALUES: dict[str, Value] = {
    "indicator.level": term_value(_GOAL, "level", "level", _level),
    "indicator.sublevel": term_value(_GOAL, "sublevel", "sublevel", _sublevel),
    "indicator.name": plain_value(_GOAL, "name", _name, "left"),
    "indicator.content": plain_value(_GOAL, "content", _content, "left"),
    "indicator.target": Value(_target, _read_target, _goal_slots(*_TARGET_FIELDS)),
    "indicator.medium": Value(_medium, _read_medium, _goal_slots("medium")),
    "indicator.weight": plain_value(_GOAL, "weight", _weight),
    "actual.value": Value(_actual, _read_actual, _result_slots(*_RESULT_FIELDS), by_book=True),
    "actual.score": Value(_score, _read_score, _result_slots("points"), by_book=True),
    "actual.forecast": Value(_forecast, _read_forecast, _result_slots("forecast")),
    "actual.explained": Value(
        _explained, _read_explained, _result_slots("reason", "measure"), "left"
    ),
    "actual.reason": plain_value(_RESULT, "reason", _of_actual("reason"), "left"),
    "actual.measure": plain_value(_RESULT, "measure", _of_actual("measure"), "left"),
    "actual.likelihood": Value(_likelihood, _read_likelihood, _result_slots("likelihood")),
    **{f"cause.{code}": _cause(code) for code in terms("cause")},
}
