"""When a sentence is said: closed predicates on names, `pred(name)` or `!pred(name)`."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from mingzhang.domain.book.sheets import NarrativeRow
from mingzhang.domain.report.context import BadReference, Context
from mingzhang.domain.report.loops import LOOPS
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey, dims_of

_CALL = re.compile(r"(!?)([a-z_]+)\((.*)\)")


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
    """Last year's figure is known and not zero, so that a rate exists."""
    return bool(_value(context, context.key(name).last_year()))


def _budget_known(context: Context, name: str) -> bool:
    """The figure and its adjusted budget are known."""
    return _shortfall(context, name) is not None


def _budgeted(context: Context, name: str) -> bool:
    """The figure and its adjusted budget are known, and the budget is not zero."""
    return _value(context, context.key(name).with_dims(measure="completion")) is not None


def _spent_all(context: Context, name: str) -> bool:
    """The figure equals its adjusted budget."""
    return _shortfall(context, name) == 0


def _underspent(context: Context, name: str) -> bool:
    """The figure is below its adjusted budget."""
    return (_shortfall(context, name) or Decimal(0)) > 0


def _occurs(context: Context, arg: str) -> bool:
    """`occurs(dim=value)`: the value appears in the spending or revenue of the book."""
    dim, _, value = arg.partition("=")
    for concept in ("expenditure", "revenue"):
        key = FactKey.of(concept, context.entity, context.book.year)
        if value in context.figures.facts.known_values(key, dim):
            return True
    return False


def _any(context: Context, loop: str) -> bool:
    """The loop has at least one turn."""
    return bool(LOOPS[loop](context))


def _several(context: Context, loop: str) -> bool:
    """The loop has at least two turns."""
    return len(LOOPS[loop](context)) > 1


def _narrative(context: Context, section: str) -> bool:
    """The office wrote a narrative for the section."""
    return any(row.section == section for row in context.book.rows(NarrativeRow))


def _reasoned(context: Context, arg: str) -> bool:
    """The office gave a reason for the change, or for the completion: `reasoned(x:completion)`."""
    name, _, about = arg.partition(":")
    key = context.key(name)
    return (about or "change", key.concept, dims_of(dict(key.dims))) in context.reasons


def _department(context: Context, _: str) -> bool:
    """The report is the department's, not a unit's."""
    return context.is_department


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
    "budget_known": _budget_known,
    "budgeted": _budgeted,
    "spent_all": _spent_all,
    "underspent": _underspent,
    "reasoned": _reasoned,
    "occurs": _occurs,
    "any": _any,
    "several": _several,
    "narrative": _narrative,
    "department": _department,
    "foreign": _foreign,
}
