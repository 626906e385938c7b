"""How a figure is said: one function a formatter, by name. No formatter computes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from mingzhang.docmodel.model import Gap, Mark, Number, Run, Text
from mingzhang.domain.figures import of_text
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.labels import label_of
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey, Stage
from mingzhang.kernel.money import in_unit
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.concepts import concept

Formatter = Callable[[Context, FactKey, str], tuple[Run, ...]]


def number(
    context: Context, key: FactKey, unit: str, places: int, *, trim: bool, magnitude: bool = False
) -> Run:
    """Return a key's figure rounded for print, or a gap saying why there is none."""
    found = context.figures.quantity(key)
    if not isinstance(found, Known):
        missing = f"{label_of(key)}：{found.reason}"
        context.findings.gap(missing)
        return Gap(missing, str(key))
    exact = in_unit(found.value, unit) if concept(key.concept).unit == "yuan" and unit != "%" else found.value
    shown = half_up(abs(exact) if magnitude else exact, places)
    mark = Mark.DISPUTED if _without_of(key) in context.disputed else None
    context.findings.used[str(key)] = key
    return Number(print_of(shown, trim=trim), shown, unit, places, str(key), mark)


def print_of(value: Decimal, *, trim: bool) -> str:
    """Return the digits as printed; `trim` drops trailing zeros after the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if trim and "." in text else text


def _without_of(key: FactKey) -> FactKey:
    dims = tuple((d, v) for d, v in key.dims if d != "of")
    return FactKey(key.concept, key.entity, key.period, key.stage, dims)


def _wan(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Amount in 万元, two decimals."""
    return (number(context, key, "万元", 2, trim=context.edition.trim_zeros),)


def _yuan(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Amount in 元, two decimals."""
    return (number(context, key, "元", 2, trim=context.edition.trim_zeros),)


def _count(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Number of things, without decimals; the argument is its measure word where it differs."""
    return (number(context, key, arg or concept(key.concept).word, 0, trim=False),)


def _percent(context: Context, key: FactKey) -> tuple[Run, ...]:
    return (number(context, key, "%", 2, trim=context.edition.trim_zeros, magnitude=True),)


def _change(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Size of the change since last year, without its sign: 万元, or a count."""
    trim = context.edition.trim_zeros
    changed = key.with_dims(measure="change")
    if concept(key.concept).unit == "count":
        return (number(context, changed, concept(key.concept).word, 0, trim=False, magnitude=True),)
    return (number(context, changed, "万元", 2, trim=trim, magnitude=True),)


def _growth(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Rate of the change since last year, without its sign, in %."""
    return _percent(context, key.with_dims(measure="growth"))


def _share(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Share of the figure that the argument names, in %."""
    return _percent(context, key.with_dims(measure="share", of=of_text(context.key(arg))))


def _share_change(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Change of the share since last year, without its sign, in percentage points."""
    change = key.with_dims(measure="share_change", of=of_text(context.key(arg)))
    return (number(context, change, "个百分点", 2, trim=context.edition.trim_zeros, magnitude=True),)


def _completion(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Actual as a share of the adjusted budget, in %."""
    return _percent(context, key.with_dims(measure="completion"))


def _last(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Last year's amount in 万元."""
    return _wan(context, key.last_year(), arg)


def _budget(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Adjusted budget in 万元."""
    return _wan(context, key.at_stage(Stage.ADJUSTED), arg)


def _direction(context: Context, key: FactKey, words: tuple[str, str, str]) -> tuple[Run, ...]:
    value = context.figures.value(key.with_dims(measure="change"))
    if value is None:
        return (Gap(f"{label_of(key)}的上年数"),)
    word = words[0] if value > 0 else words[1] if value < 0 else words[2]
    return (Text(context.edition.words[word]),)


def _up_down(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Word for the direction of the change since last year: 增加, 减少, 持平."""
    return _direction(context, key, ("up", "down", "flat"))


def _rate_up_down(context: Context, key: FactKey, arg: str) -> tuple[Run, ...]:
    """Word for the direction of the rate since last year: 增长, 下降, 持平."""
    return _direction(context, key, ("rate_up", "rate_down", "flat"))


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
}
