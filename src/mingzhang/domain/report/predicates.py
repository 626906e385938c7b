"""When a sentence is said: closed predicates on names, `pred(name)` or `!pred(name)`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from mingzhang.domain.references import BadReference
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.formatters import MONEY_PLACES, TABLE_UNIT
from mingzhang.domain.report.loops import turns_of
from mingzhang.domain.report.performance_predicates import PREDICATES as PERFORMANCE
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey, Stage, dims_of
from mingzhang.kernel.money import in_unit
from mingzhang.kernel.regex import lazy_regex
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.concepts import ancestors, concept

_CALL = lazy_regex(r"(!?)([a-z_]+)\((.*)\)")


def holds(context: Context, predicate: str) -> bool:
    """Tell whether a predicate of a `when` list holds. Raises BadReference for a malformed one."""
    match = _CALL.fullmatch(predicate.strip())
    if match is None or match[2] not in PREDICATES:
        raise BadReference(f"未知的条件“{predicate}”；可用：{'、'.join(PREDICATES)}")
    return PREDICATES[match[2]](context, match[3].strip()) != bool(match[1])


def all_hold(context: Context, predicates: tuple[str, ...]) -> bool:
    """Tell whether every predicate holds."""
    return all(holds(context, p) for p in predicates)


def _value(context: Context, key: FactKey) -> Decimal | None:
    return context.figures.value(key)


def _change(context: Context, name: str) -> Decimal | None:
    return _value(context, context.key(name).with_dims(measure="change"))


def _shortfall(context: Context, name: str) -> Decimal | None:
    return _value(context, context.key(name).with_dims(measure="shortfall"))


def _known(context: Context, name: str) -> bool:
    """The figure is known."""
    return isinstance(context.figures.quantity(context.key(name)), Known)


def _zero(context: Context, name: str) -> bool:
    """The figure is known and zero."""
    return _value(context, context.key(name)) == 0


def _nonzero(context: Context, name: str) -> bool:
    """The figure is known and not zero."""
    return bool(_value(context, context.key(name)))


def _positive(context: Context, name: str) -> bool:
    """The figure is known and above zero."""
    return (_value(context, context.key(name)) or Decimal(0)) > 0


def _changed(context: Context, name: str) -> bool:
    """The change since last year is known and not zero."""
    return bool(_change(context, name))


def _unchanged(context: Context, name: str) -> bool:
    """The change since last year is known and zero."""
    return _change(context, name) == 0


def _change_known(context: Context, name: str) -> bool:
    """The change since last year is known."""
    return _change(context, name) is not None


def _increased(context: Context, name: str) -> bool:
    """The change since last year is known and above zero."""
    return (_change(context, name) or Decimal(0)) > 0


def _based(context: Context, name: str) -> bool:
    """A rate on last year's figure exists: it is known and above zero."""
    return _value(context, context.key(name).with_dims(measure="growth")) is not None


def _base_zero(context: Context, name: str) -> bool:
    """Last year's figure is known and zero."""
    return _value(context, context.key(name).last_year()) == 0


def _slight(context: Context, name: str) -> bool:
    """The change since last year is not zero, but is printed as 0 万元."""
    return _prints_zero(context, context.key(name).with_dims(measure="change"))


def _slight_rate(context: Context, name: str) -> bool:
    """The change since last year is not zero, but its rate is printed as 0 %."""
    return _prints_zero(context, context.key(name).with_dims(measure="growth"))


def _near_budget(context: Context, name: str) -> bool:
    """The figure differs from its adjusted budget, but by what is printed as 0 万元."""
    return _prints_zero(context, context.key(name).with_dims(measure="shortfall"))


def _prints_zero(context: Context, key: FactKey) -> bool:
    value = _value(context, key)
    if not value:
        return False
    money = concept(key.concept).unit == "yuan" and key.get("measure") != "growth"
    return (_in_wan(value) if money else half_up(value, MONEY_PLACES)) == 0


def _names(arg: str) -> list[str]:
    return [name.strip() for name in arg.split(",")]


def _differ(context: Context, arg: str) -> bool:
    """`differ(x,y)`: both figures are known and are not the same."""
    one, other = (_value(context, context.key(name)) for name in _names(arg))
    return one is not None and other is not None and one != other


def _alike(context: Context, arg: str) -> bool:
    """`alike(x,y)`: both amounts are known and are printed alike in 万元, whatever the last fen."""
    one, other = (_value(context, context.key(name)) for name in _names(arg))
    if one is None or other is None:
        return False
    return _in_wan(one) == _in_wan(other)


def _in_wan(value: Decimal) -> Decimal:
    return half_up(in_unit(value, TABLE_UNIT), MONEY_PLACES)


def _any_nonzero(context: Context, arg: str) -> bool:
    """`any_nonzero(x,y,…)`: one of the figures is known and not zero."""
    return any(bool(_value(context, context.key(name))) for name in _names(arg))


def _any_changed(context: Context, arg: str) -> bool:
    """`any_changed(x,y,…)`: the change since last year of one of them is known and not zero."""
    return any(bool(_change(context, name)) for name in _names(arg))


def _changes_add_up(context: Context, arg: str) -> bool:
    """`changes_add_up(whole,x,y,…)`: all changes are known, and those of x, y, … sum to whole's."""
    whole, *parts = (_change(context, name) for name in _names(arg))
    known = [part for part in parts if part is not None]
    return len(known) == len(parts) and sum(known, Decimal(0)) == whole


def _budget_known(context: Context, name: str) -> bool:
    """The figure and its adjusted budget are known."""
    return _shortfall(context, name) is not None


def _budgeted(context: Context, name: str) -> bool:
    """A completion rate exists: figure and adjusted budget are known, the budget above zero."""
    return _value(context, context.key(name).with_dims(measure="completion")) is not None


def _budget_zero(context: Context, name: str) -> bool:
    """The adjusted budget is known and zero."""
    return _value(context, context.key(name).at_stage(Stage.ADJUSTED)) == 0


def _spent_all(context: Context, name: str) -> bool:
    """The figure equals its adjusted budget."""
    return _shortfall(context, name) == 0


def _underspent(context: Context, name: str) -> bool:
    """The figure is below its adjusted budget."""
    return (_shortfall(context, name) or Decimal(0)) > 0


def _occurs(context: Context, arg: str) -> bool:
    """`occurs(dim=value)`: it, or what lies below it, is in the spending or revenue of the book."""
    dim, _, value = arg.partition("=")
    for code in ("expenditure", "revenue"):
        key = FactKey.of(code, context.entity, context.book.year)
        if any(value in ancestors(dim, v) for v in context.figures.facts.known_values(key, dim)):
            return True
    return False


def _any(context: Context, loop: str) -> bool:
    """The loop has at least one turn."""
    return bool(turns_of(context, loop))


def _several(context: Context, loop: str) -> bool:
    """The loop has at least two turns."""
    return len(turns_of(context, loop)) > 1


def _narrative(context: Context, section: str) -> bool:
    """The office wrote a narrative for the section."""
    return bool(context.narrative(section))


def _reasoned(context: Context, arg: str) -> bool:
    """The office gave a reason for the change, or for the completion: `reasoned(x:completion)`."""
    name, _, about = arg.partition(":")
    key = context.key(name)
    return (about or "change", key.concept, dims_of(dict(key.dims))) in context.reasons


def _department(context: Context, _: str) -> bool:
    """The report is the department's, not a unit's."""
    return context.is_department


def _only_of_kind(context: Context, arg: str) -> bool:
    """`only_of_kind(k,l,…)`: there are units in the report, and all are of these kinds."""
    kinds = {unit.kind for unit in context.units()}
    return bool(kinds) and kinds <= set(_names(arg))


def _foreign(context: Context, place: str) -> bool:
    """Foreign guests are listed `inside` domestic receptions (the default) or `beside` them."""
    return (context.book.department.foreign_reception or "inside") == place


PREDICATES: dict[str, Callable[[Context, str], bool]] = {
    "known": _known,
    "zero": _zero,
    "nonzero": _nonzero,
    "positive": _positive,
    "changed": _changed,
    "unchanged": _unchanged,
    "change_known": _change_known,
    "increased": _increased,
    "based": _based,
    "base_zero": _base_zero,
    "slight": _slight,
    "slight_rate": _slight_rate,
    "differ": _differ,
    "alike": _alike,
    "any_nonzero": _any_nonzero,
    "any_changed": _any_changed,
    "changes_add_up": _changes_add_up,
    "budget_known": _budget_known,
    "budgeted": _budgeted,
    "budget_zero": _budget_zero,
    "near_budget": _near_budget,
    "spent_all": _spent_all,
    "underspent": _underspent,
    "reasoned": _reasoned,
    "occurs": _occurs,
    "any": _any,
    "several": _several,
    "narrative": _narrative,
    "department": _department,
    "only_of_kind": _only_of_kind,
    "foreign": _foreign,
    **PERFORMANCE,
}
