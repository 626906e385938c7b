"""Changes against another year or against the budget, and their rates (RELATIONS.md B1, B2).

Where the base is printed too, a change is tied to both figures and a rate to each pair of what is
printed, so that one wrong figure leaves one of the sums standing and is known by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mingzhang.domain.checks.formulas import Growth, GrowthFrom, Ratio, Same, Sum
from mingzhang.domain.checks.model import (
    Certainty,
    Kind,
    Observation,
    Operand,
    Relation,
    Remark,
    Role,
    Severity,
)
from mingzhang.extraction.passages import View
from mingzhang.extraction.text.movements import Movement, movements
from mingzhang.extraction.text.statements import is_point
from mingzhang.kernel.regex import lazy_regex

_OF_CURRENT = "按本年数作分母恰得此数，增减幅度应以基数（上年数或预算数）作分母"
_BELOW_NOTHING = "增加额大于本年数，则基数为负"
#: Grown at constant prices, so that the printed amounts do not make the rate.
_REAL = lazy_regex(r"生产总值|GDP|增加值|可比价|不变价")
#: What may be below zero.
_NET = lazy_regex(r"净|结余|利润|差额|盈余|收益|顺差|增加值")
_BY_ADDING = Sum((1, -1))
_FROM_CHANGE = Growth()
_FROM_BASE = GrowthFrom()
_PLAIN = Ratio()
_UNCHANGED = Same()


def find(view: View) -> Iterator[Relation | Remark]:
    """Yield what ties changes and rates of change to the figures that they are of."""
    for movement in movements(view):
        if not _is_real(view, movement):
            yield from _relations(movement)
        yield from _from_nothing(view, movement)


def _is_real(view: View, m: Movement) -> bool:
    """Tell whether a rate is one of volume and not of money."""
    text = view.passages[m.place].text
    named = m.level.subject + m.level.label if m.level is not None else ""
    return bool(_REAL.search(named) or _REAL.search(text, m.statement.start, m.statement.end + 12))


def _relations(m: Movement) -> Iterator[Relation]:
    sure = m.certainty
    if m.previous is not None and m.previous.place != m.place:
        sure = min(sure, Certainty.LIKELY)
    change, rate, level, old = m.change, m.rate, m.level, m.previous
    if change is not None and level is not None and old is not None:
        yield _made(m, Relation("change.amount", change, _BY_ADDING, (level, old), certainty=sure))
    if rate is None:
        if change is not None and level is not None and old is None:
            yield from _bounded(m, change, level)
        return
    if change is not None and not change.value and level is not None and not level.value:
        # Nothing after nothing: no sum gives the rate, but it cannot be other than 0 %.
        yield Relation("change.rate", rate, _UNCHANGED, (change,), certainty=m.certainty)
    elif change is not None and level is not None and not is_point(change):
        yield _made(
            m,
            Relation(
                "change.rate",
                rate,
                _FROM_CHANGE,
                (change, level),
                certainty=m.certainty,
                note=_note(change, level, rate),
            ),
        )
    if level is not None and old is not None:
        yield _made(m, Relation("change.rate", rate, _FROM_BASE, (level, old), certainty=sure))
    elif old is not None and change is not None:
        yield _made(m, Relation("change.rate", rate, _PLAIN, (change, old), certainty=sure))


def _bounded(m: Movement, change: Observation, level: Observation) -> Iterator[Relation]:
    """Yield that a figure did not grow by more than it is: it was never below zero."""
    signed = _NET.search(level.subject + level.label) or level.exact < 0
    if change.exact > 0 and change.direction and not is_point(change) and not signed:
        plain = Relation("compare.order", level, _UNCHANGED, (change,), "≥", m.certainty)
        yield _made(m, replace(plain, note=_BELOW_NOTHING))


def _made(m: Movement, plain: Relation) -> Relation:
    """Return a relation with the readings in which another figure is meant."""
    others = [o for o in m.others if m.level is not None and o.kind is m.level.kind]
    readings = [
        replace(plain, operands=tuple(o if x is m.level else x for x in plain.operands))
        for o in others
    ]
    if m.change is not None and not m.change.direction and m.change.value > 0:
        readings += [_decreased(each) for each in (plain, *readings)]
    slip_only = plain.certainty is Certainty.POSSIBLE
    return replace(plain, otherwise=tuple(readings), slip_only=slip_only)


def _decreased(plain: Relation) -> Relation:
    """Return the reading in which an unsigned change (增加（减少）5万元) is a decrease."""

    def turned(x: Operand) -> Operand:
        if isinstance(x, Decimal) or x.role not in (Role.CHANGE, Role.GROWTH) or x.direction:
            return x
        return replace(x, direction=-1)

    return replace(plain, stated=turned(plain.stated), operands=tuple(map(turned, plain.operands)))


def _note(change: Observation, level: Observation, rate: Observation) -> str:
    """Return what to add where a rate was computed on the figure of now instead of the base."""
    base = level.exact - change.exact
    if not level.exact or not base:
        return ""
    half = rate.scale.scaleb(-rate.places) / 2
    on_level = abs(change.exact / level.exact - rate.exact) <= half
    on_base = abs(change.exact / base - rate.exact) <= half
    return _OF_CURRENT if on_level and not on_base else ""


def _from_nothing(view: View, m: Movement) -> Iterator[Remark]:
    """Yield a remark on a rate of growth from zero (RELATIONS.md B4): there is none."""
    if m.rate is None or m.level is None or not m.level.value or not m.rate.value:
        return
    from_change = m.change is not None and m.change.exact == m.level.exact
    from_base = m.previous is not None and not m.previous.value
    if not (from_change or from_base) or m.certainty is not Certainty.CERTAIN:
        return
    if m.level.kind is Kind.RATE or m.level.places != (m.change or m.level).places:
        return
    passage = view.passages[m.place]
    yield Remark(
        "change.rate",
        Severity.HINT,
        "基数为0，增长率没有意义，一般写作“上年无此项支出”或只写增加额",
        passage.spans(m.rate.start, m.rate.unit_end),
        stated=passage.text[m.rate.start : m.rate.unit_end],
        numbers=tuple(o.number for o in (m.rate, m.change, m.level) if o is not None),
    )
