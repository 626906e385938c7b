"""Ratios of quantities of the book. Nothing is divided by zero, and the unknown stays unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from mingzhang.domain.performance.scoring.comparators import HUNDRED
from mingzhang.domain.performance.whole.curves import percent
from mingzhang.domain.performance.whole.model import Grounds, Measured, Operand
from mingzhang.domain.performance.whole.operands import lacking, operand, shown
from mingzhang.domain.performance.whole.system_model import SystemIndicator
from mingzhang.kernel.rounding import half_up, ratio

_PLACES = 2
#: Numerator and denominator of some values.
Combined = Callable[[Sequence[Decimal]], tuple[Decimal, Decimal]]


def share(item: SystemIndicator, grounds: Grounds) -> Measured:
    """Part ÷ whole × 100 %."""
    return ratio_of("{} ÷ {} × 100%", _operands(item, grounds), _part)


def growth(item: SystemIndicator, grounds: Grounds) -> Measured:
    """(Now − base) ÷ base × 100 %."""
    now, base = _operands(item, grounds)
    return ratio_of("（{} − {}）÷ {} × 100%", (now, base, base), _difference)


def saving(item: SystemIndicator, grounds: Grounds) -> Measured:
    """(Planned − actual) ÷ planned × 100 %."""
    planned, actual = _operands(item, grounds)
    return ratio_of("（{} − {}）÷ {} × 100%", (planned, actual, planned), _difference)


def part(item: SystemIndicator, grounds: Grounds) -> Measured:
    """One ÷ (one + other) × 100 %; where there is neither, all of it."""
    one, other = _operands(item, grounds)
    if one.value == 0 and other.value == 0:
        text = f"{one.label}和{other.label}均为零，按100%"
        return Measured(HUNDRED, text, text, (one, other))
    return ratio_of("{} ÷（{} + {}）× 100%", (one, one, other), lambda v: (v[0], v[1] + v[2]))


def per_head_growth(item: SystemIndicator, grounds: Grounds) -> Measured:
    """Growth of an amount per head: (amount ÷ heads) against (amount ÷ heads) of last year."""
    amount, heads, base, base_heads = _operands(item, grounds)
    template = "（{} ÷ {} − {} ÷ {}）÷（{} ÷ {}）× 100%"
    written = (amount, heads, base, base_heads, base, base_heads)
    for each in (heads, base_heads, base):
        if each.value == 0:
            text = template.format(*(o.label for o in written))
            return without_base(each, (amount, heads, base, base_heads), text)
    # a ÷ h against b ÷ k is a × k against b × h: one division, exact to its last place.
    return ratio_of(template, written, lambda v: (v[0] * v[3] - v[2] * v[1], v[2] * v[1]))


def _operands(item: SystemIndicator, grounds: Grounds) -> tuple[Operand, ...]:
    return tuple(operand(spec, grounds) for spec in item.operand)


def _part(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    return values[0], values[1]


def _difference(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    return values[0] - values[1], values[2]


def ratio_of(template: str, operands: Sequence[Operand], combine: Combined) -> Measured:
    """Return a ratio in %; the denominator that `combine` gives is named by the last operand.

    A denominator of zero: not applicable. A negative one gives no ratio, for its sign would say
    the opposite of what happened.
    """
    text = template.format(*(each.label for each in operands))
    distinct = tuple(dict.fromkeys(operands))
    if missing := lacking(distinct):
        return Measured(text=text, operands=distinct, reason=missing)
    base = operands[-1]
    top, bottom = combine([each.value for each in operands if each.value is not None])
    if bottom == 0:
        return without_base(base, distinct, text)
    if bottom < 0:
        return Measured(text=text, operands=distinct, reason=f"{base.label}为负数，不计算比率")
    value = ratio(top * HUNDRED, bottom)
    written = template.format(*(shown(each) for each in operands))
    return Measured(value, text, f"{written} {equals(value)}", distinct)


def without_base(base: Operand, operands: Sequence[Operand], text: str) -> Measured:
    """Return that there is nothing that a ratio could be of."""
    reason = f"{base.label}为零，不适用"
    return Measured(text=text, operands=tuple(operands), reason=reason, not_applicable=True)


def equals(value: Decimal) -> str:
    """Return a rate behind the sign that says whether it is rounded."""
    sign = "=" if half_up(value, _PLACES) == value else "≈"
    return f"{sign} {percent(value)}"
