"""From a value to the share of the points that it earns; exact at every bound."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from mingzhang.domain.performance.scoring.comparators import HUNDRED, ONE, ZERO, Share, plain
from mingzhang.domain.performance.whole.system_model import Curve
from mingzhang.kernel.rounding import half_up

#: What a `Share` made by a curve calls its rule; it is declared with the indicator.
RULE = "curve"
#: Decimals of a rate in words.
_PLACES = 2


def percent(value: Decimal) -> str:
    """Return a rate as people write it, with two decimals at most."""
    return f"{plain(half_up(value, _PLACES))}%"


def pairs(steps: str) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return "10:100;20:50" as bounds and shares. Raises ValueError, InvalidOperation."""
    split = [part.split(":") for part in steps.split(";")]
    return tuple((Decimal(bound), Decimal(gives)) for bound, gives in split)


def earned(curve: Curve, value: Decimal, standard: Decimal | None = None) -> Share | str:
    """Return the share of its points that a value earns, or what is missing to tell."""
    held = abs(value) if curve.absolute else value
    return _KINDS[curve.kind](curve, held, standard)


def _linear(curve: Curve, value: Decimal, _: Decimal | None) -> Share:
    full, zero = Decimal(curve.full), Decimal(curve.zero)
    rising = full > zero
    if value >= full if rising else value <= full:
        return _all(f"{percent(value)}{'不低于' if rising else '不高于'}{plain(full)}%")
    if value <= zero if rising else value >= zero:
        return _none(f"{percent(value)}{'不高于' if rising else '不低于'}{plain(zero)}%")
    if zero == 0 and rising:
        written = f"{percent(value)} ÷ {plain(full)}%"
    elif rising:
        written = f"（{percent(value)} − {plain(zero)}%）÷（{plain(full)}% − {plain(zero)}%）"
    elif full == 0:
        written = f"（{plain(zero)}% − {percent(value)}）÷ {plain(zero)}%"
    else:
        written = f"（{plain(zero)}% − {percent(value)}）÷（{plain(zero)}% − {plain(full)}%）"
    return Share(RULE, abs(value - zero), abs(full - zero), written, met=False)


def _upto(curve: Curve, value: Decimal, _: Decimal | None) -> Share:
    gives = next((g for bound, g in sorted(pairs(curve.steps)) if value <= bound), None)
    return _step(curve, value, gives)


def _from(curve: Curve, value: Decimal, _: Decimal | None) -> Share:
    falling = sorted(pairs(curve.steps), reverse=True)
    return _step(curve, value, next((g for bound, g in falling if value >= bound), None))


def _step(curve: Curve, value: Decimal, gives: Decimal | None) -> Share:
    given = Decimal(curve.otherwise) if gives is None else gives
    written = f"{percent(value)}所在档的{plain(given)}%"
    return Share(RULE, given, HUNDRED, written, met=given == HUNDRED)


def _lower(curve: Curve, value: Decimal, standard: Decimal | None) -> Share | str:
    if standard is None:
        return "没有比较标准"
    if value <= standard:
        return _all(f"{percent(value)}不高于比较标准{percent(standard)}")
    return _worse(curve, f"{percent(value)}高于比较标准{percent(standard)}")


def _higher(curve: Curve, value: Decimal, standard: Decimal | None) -> Share | str:
    if standard is None:
        return "没有比较标准"
    if value >= standard:
        return _all(f"{percent(value)}不低于比较标准{percent(standard)}")
    return _worse(curve, f"{percent(value)}低于比较标准{percent(standard)}")


def _worse(curve: Curve, said: str) -> Share:
    given = Decimal(curve.otherwise)
    if given == 0:
        return _none(said)
    return Share(RULE, given, HUNDRED, f"{plain(given)}%（{said}）", met=False)


def _all(said: str) -> Share:
    return Share(RULE, ONE, ONE, said, met=True)


def _none(said: str) -> Share:
    return Share(RULE, ZERO, ONE, said, met=False)


_KINDS: dict[str, Callable[[Curve, Decimal, Decimal | None], Share | str]] = {
    "linear": _linear,
    "upto": _upto,
    "from": _from,
    "lower": _lower,
    "higher": _higher,
}
#: The curve that is no share: points are taken off by the parameter `recheck_deduction`.
DEDUCTION = "deduction"
CURVES = (*_KINDS, DEDUCTION)
