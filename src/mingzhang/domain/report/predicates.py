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


def _based(context: Context, name: str) -> bool:
    return bool(_value(context, context.key(name).last_year()))


def _shortfall(context: Context, name: str) -> Decimal | None:
    return _value(context, context.key(name).with_dims(measure="shortfall"))


def _occurs(context: Context, arg: str) -> bool:
    """occurs(dim=value) of any spending: does a code or kind appear in the book at all?"""
    dim, _, value = arg.partition("=")
    for concept in ("expenditure", "revenue"):
        key = FactKey.of(concept, context.entity, context.book.year)
        if value in context.figures.facts.known_values(key, dim):
            return True
    return False


def _narrative(context: Context, section: str) -> bool:
    return any(row.section == section for row in context.book.rows(NarrativeRow))


def _reasoned(context: Context, arg: str) -> bool:
    name, _, about = arg.partition(":")
    key = context.key(name)
    return (about or "change", key.concept, dims_of(dict(key.dims))) in context.reasons


PREDICATES: dict[str, Callable[[Context, str], bool]] = {
    "known": lambda c, a: isinstance(c.figures.quantity(c.key(a)), Known),
    "zero": lambda c, a: _value(c, c.key(a)) == 0,
    "nonzero": lambda c, a: bool(_value(c, c.key(a))),
    "positive": lambda c, a: (_value(c, c.key(a)) or Decimal(0)) > 0,
    "changed": lambda c, a: bool(_change(c, a)),
    "unchanged": lambda c, a: _change(c, a) == 0,
    "change_known": lambda c, a: _change(c, a) is not None,
    "increased": lambda c, a: (_change(c, a) or Decimal(0)) > 0,
    "based": _based,
    "budget_known": lambda c, a: _shortfall(c, a) is not None,
    "budgeted": lambda c, a: _value(c, c.key(a).with_dims(measure="completion")) is not None,
    "spent_all": lambda c, a: _shortfall(c, a) == 0,
    "underspent": lambda c, a: (_shortfall(c, a) or Decimal(0)) > 0,
    "reasoned": _reasoned,
    "occurs": _occurs,
    "any": lambda c, a: bool(LOOPS[a](c)),
    "several": lambda c, a: len(LOOPS[a](c)) > 1,
    "narrative": _narrative,
    "department": lambda c, _: c.is_department,
    "foreign": lambda c, a: (c.book.department.foreign_reception or "inside") == a,
}
