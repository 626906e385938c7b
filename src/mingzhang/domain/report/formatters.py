"""How a figure is said: one function a formatter, by name. No formatter computes."""

from __future__ import annotations

from collections.abc import Callable

from mingzhang.docmodel.model import Gap, Mark, Number, Run, Text
from mingzhang.domain.figures import RATES, of_text
from mingzhang.domain.labels import NO_NAMES, Names, label_of, lacking, print_of, short_label
from mingzhang.domain.performance.goals.targets import target_text
from mingzhang.domain.performance.model import Comparator
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.references import BadReference
from mingzhang.domain.report.context import Context
from mingzhang.facts.factset import Known, Unknown
from mingzhang.facts.key import FactKey, Stage
from mingzhang.kernel.money import UNITS, in_unit
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.concepts import concept

Formatter = Callable[[Context, FactKey, str], tuple[Run, ...]]

#: The unit of the tables; where they move a 尾差, the text prints the same figure.
TABLE_UNIT = "万元"
#: Decimals of amounts in 万元 and 元, and of rates and percentage points.
MONEY_PLACES = 2
RATE_PLACES = 2
#: Decimals of points of an evaluation.
POINT_PLACES = 2

_RATE_UNITS = frozenset({"%", "个百分点"})


def number(
    context: Context, key: FactKey, unit: str, places: int, *, trim: bool, magnitude: bool = False
) -> Run:
    """Return a key's figure rounded for print, or a gap saying why there is none.

    Raises BadReference when the figure is not measured in such units.
    """
    check_unit(key, unit, context.names)
    found = context.figures.quantity(key)
    if not isinstance(found, Known):
        return missing(context, key, found)
    # An indicator may be measured in 万元; its value is in that unit already.
    of_money = concept(key.concept).unit == "yuan" and unit in UNITS
    exact = in_unit(found.value, unit) if of_money else found.value
    shown = half_up(abs(exact) if magnitude else exact, places)
    if unit == TABLE_UNIT and key in context.printed:
        shown = context.printed[key]
    mark = Mark.DISPUTED if context.doubt(key) else None
    return Number(print_of(shown, trim=trim), shown, unit, places, str(key), mark)


def missing(context: Context, key: FactKey, found: Unknown) -> Gap:
    """Return a gap where a figure should stand: what to give; listed with key and reason.

    A rate that does not exist says why, for then nothing is to be given.
    """
    wanted = lacking(context.figures, key)
    shown = short_label(wanted, context.book.year, context.names)
    if wanted == key and key.get("measure"):
        shown += f"（{found.reason}）"
    context.findings.gap(shown, f"{label_of(key, context.names)}：{found.reason}")
    return Gap(shown, str(key))


def check_unit(key: FactKey, unit: str, names: Names = NO_NAMES) -> None:
    """Raise BadReference when a figure is not measured in such units."""
    of_concept = concept(key.concept).unit
    if key.get("measure") in RATES:
        kind, fits = "比率", unit in _RATE_UNITS
    elif of_concept == "yuan":
        kind, fits = "金额", unit in UNITS
    elif of_concept in ("own", "points"):
        word = names.unit_of(key)
        kind, fits = f"以“{word}”计量的数值", unit == word
    else:
        kind, fits = "数量", unit not in UNITS and unit not in _RATE_UNITS
    if not fits:
        raise BadReference(f"“{label_of(key)}”是{kind}，不能以“{unit}”为单位")


def _wan(context: Context, key: FactKey, _arg: str) -> tuple[Run, ...]:
    """Amount in 万元, two decimals."""
    return (number(context, key, "万元", MONEY_PLACES, trim=context.edition.trim_zeros),)


def _yuan(context: Context, key: FactKey, _arg: str) -> tuple[Run, ...]:
    """Amount in 元, two decimals."""
    return (number(context, key, "元", MONEY_PLACES, trim=context.edition.trim_zeros),)


def _count(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Number of things, without decimals; the argument is its measure word where it differs."""
    return (number(context, key, arg or concept(key.concept).word, 0, trim=False),)


def _percent(context: Context, key: FactKey, *, magnitude: bool = False) -> tuple[Run, ...]:
    trim = context.edition.trim_zeros
    return (number(context, key, "%", RATE_PLACES, trim=trim, magnitude=magnitude),)


def _change(context: Context, key: FactKey, _arg: str) -> tuple[Run, ...]:
    """Size of the change since last year, without its sign: 万元, or a count."""
    trim = context.edition.trim_zeros
    changed = key.with_dims(measure="change")
    if concept(key.concept).unit == "count":
        return (number(context, changed, concept(key.concept).word, 0, trim=False, magnitude=True),)
    return (number(context, changed, "万元", MONEY_PLACES, trim=trim, magnitude=True),)


def _growth(context: Context, key: FactKey, _arg: str) -> tuple[Run, ...]:
    """Rate of the change since last year, without its sign, in %."""
    return _percent(context, key.with_dims(measure="growth"), magnitude=True)


def _share(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Share of the figure that the argument names, in %."""
    return _percent(context, key.with_dims(measure="share", of=of_text(context.key(arg))))


def _share_change(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Change of the share since last year, without its sign, in percentage points."""
    change, trim = _changed_share(context, key, arg), context.edition.trim_zeros
    return (number(context, change, "个百分点", RATE_PLACES, trim=trim, magnitude=True),)


def _changed_share(context: Context, key: FactKey, whole: str) -> FactKey:
    return key.with_dims(measure="share_change", of=of_text(context.key(whole)))


def _completion(context: Context, key: FactKey, _arg: str) -> tuple[Run, ...]:
    """Actual as a share of the adjusted budget, in %."""
    return _percent(context, key.with_dims(measure="completion"))


def _last(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Last year's amount in 万元."""
    return _wan(context, key.last_year(), arg)


def _budget(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Adjusted budget in 万元."""
    return _wan(context, key.at_stage(Stage.ADJUSTED), arg)


def _points(context: Context, key: FactKey, _arg: str) -> tuple[Run, ...]:
    """Points of an evaluation, two decimals; those that the office states as it states them."""
    trim = key.get("measure") == "stated"
    return (number(context, key, concept(key.concept).word, POINT_PLACES, trim=trim),)


def _own(context: Context, key: FactKey, _arg: str) -> tuple[Run, ...]:
    """Value of an indicator in its own unit, with the decimals that it has, and the unit."""
    found, unit = context.figures.quantity(key), context.names.unit_of(key)
    exponent = found.value.as_tuple().exponent if isinstance(found, Known) else 0
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    shown = number(context, key, unit, places, trim=True)
    return (shown, Text(unit)) if isinstance(shown, Number) else (shown,)


def _weight(context: Context, key: FactKey, _arg: str) -> tuple[Run, ...]:
    """Points that can be earned at most, with the decimals that they have."""
    weight = key.with_dims(measure="weight")
    return (number(context, weight, concept(key.concept).word, POINT_PLACES, trim=True),)


def _target(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Target of an indicator: its comparator in words, the value, its unit; or its wording."""
    side = context.performance
    indicator = side.indicators.get(key.get("indicator") or "") if side else None
    if indicator is None or not indicator.numeric or indicator.target is None:
        return (Text(target_text(indicator)),) if indicator else _own(context, key, arg)
    runs = _own(context, key.at_stage(Stage.ADJUSTED), arg)
    if indicator.comparator is Comparator.RANGE and indicator.upper is not None:
        return (runs[0], Text(f"—{plain(indicator.upper)}{indicator.unit}"))
    return (Text(context.edition.words[f"target_{indicator.comparator}"]), *runs)


def _direction(context: Context, change: FactKey, words: tuple[str, str, str]) -> tuple[Run, ...]:
    found = context.figures.quantity(change)
    if not isinstance(found, Known):
        return (missing(context, change, found),)
    word = words[0] if found.value > 0 else words[1] if found.value < 0 else words[2]
    return (Text(context.edition.words[word]),)


def _up_down(context: Context, key: FactKey, _arg: str) -> tuple[Run, ...]:
    """Word for the direction of the change since last year: 增加, 减少, 持平."""
    return _direction(context, key.with_dims(measure="change"), ("up", "down", "flat"))


def _rate_up_down(context: Context, key: FactKey, _arg: str) -> tuple[Run, ...]:
    """Word for the direction of the rate since last year: 增长, 下降, 持平."""
    return _direction(context, key.with_dims(measure="change"), ("rate_up", "rate_down", "flat"))


def _share_up_down(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Word for the direction in which the share of the argument changed: 上升, 下降, 持平."""
    return _direction(
        context, _changed_share(context, key, arg), ("share_up", "share_down", "flat")
    )


def _gap(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """A visible gap in the argument's words, listed with the figure's name."""
    context.findings.gap(arg, f"{label_of(key, context.names)}：{arg}")
    return (Gap(arg, str(key)),)


FORMATTERS: dict[str, Formatter] = {
    "wan": _wan,
    "yuan": _yuan,
    "count": _count,
    "change": _change,
    "growth": _growth,
    "share": _share,
    "share_change": _share_change,
    "completion": _completion,
    "last": _last,
    "budget": _budget,
    "direction": _up_down,
    "rate_direction": _rate_up_down,
    "share_direction": _share_up_down,
    "points": _points,
    "weight": _weight,
    "own": _own,
    "target": _target,
    "gap": _gap,
}

#: Formatters whose argument names the whole of a share.
OF_A_WHOLE = frozenset({"share", "share_change", "share_direction"})

#: The unit that a text has to print behind a formatter's figure; a count says its own.
UNIT_BEHIND: dict[str, str] = {
    "wan": "万元",
    "yuan": "元",
    "last": "万元",
    "budget": "万元",
    "growth": "%",
    "share": "%",
    "completion": "%",
    "share_change": "个百分点",
    "points": "分",
    "weight": "分",
}
