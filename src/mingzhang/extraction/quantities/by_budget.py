"""What one budget spends is at most what all of them spend less the others.

一般公共预算, 政府性基金预算 and 国有资本经营预算 are parts of 本年支出 that do not overlap; what
other money there may be, their sum cannot exceed it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Bound, Certainty, Observation, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.keys import Key
from mingzhang.extraction.quantities.values import Value, Values, values_of
from mingzhang.rulebook.quantities import ALL, CAPITAL, FUND, GENERAL

_LESSER = (FUND, CAPITAL)


def find(view: View) -> Iterator[Relation]:
    """Yield for the lesser budgets of the report's year that they are within the total."""
    values = values_of(view)
    for quantity in ("revenue", "expenditure"):
        key = Key(quantity, view.year, values.stage)
        total, general = (values.get(key._replace(scope=scope)) for scope in (ALL, GENERAL))
        lesser = [v for scope in _LESSER if (v := values.get(key._replace(scope=scope)))]
        if total is None or general is None or not lesser or not _fit(values, total, general):
            continue
        for value in lesser:
            others = [general.operand, *(v.operand for v in lesser if v is not value)]
            if _is_figure(value) and _is_agreed(values, value):
                yield Relation(
                    "parts.bound",
                    value.operand,
                    Sum((1, *(-1 for _ in others))),
                    (total.operand, *others),
                    op="≤",
                    certainty=min(Certainty.LIKELY, value.certainty, total.certainty),
                )


def _fit(values: Values, total: Value, general: Value) -> bool:
    """Tell whether the total and the greatest part of it are plainly of one unit."""
    one, other = total.operand, general.operand
    if not isinstance(one, Observation) or not isinstance(other, Observation) or one is other:
        return False
    told = all(_is_figure(v) and _is_agreed(values, v) for v in (total, general))
    return told and other.exact <= one.exact + one.half + other.half


def _is_figure(value: Value) -> bool:
    """Tell whether a value is printed in running text, to the point."""
    o = value.operand
    sharp = isinstance(o, Observation) and o.bound is Bound.EXACT
    return sharp and value.mention is not None and not value.mention.in_table


def _is_agreed(values: Values, value: Value) -> bool:
    """Tell whether a value is the only one that is told of its quantity, or told to be nothing."""
    return value.mention is None or values.index.agreed(value.mention.key) is not None
