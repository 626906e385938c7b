"""The completion of a whole from that of its parts (RELATIONS.md A7).

Parts with what was spent imply their budgets, parts with their budgets imply what was spent; either
way the rate of the whole is determined where the parts exhaust it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.checks.formulas import Same, WeightedRate
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.domain.checks.rollups import RollUp
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.completion import side_of
from mingzhang.extraction.text.statements import sentence_at
from mingzhang.kernel.regex import lazy_regex

_ZERO, _ONE = Decimal(0), Decimal(1)
_MOST = 60
_SOON = 12
#: Signs within which a whole's parts are announced.
_ANNOUNCED = 4000
_ALL_SPENT = "合计的执行率为100%，决算数又等于预算数，则各项都应为100%"
_LIST = lazy_regex(r"其中|具体情况|如下")


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """An amount with the completion told of it; `planned`: the amount is the budget."""

    amount: Observation
    rate: Observation
    planned: bool


def find(view: View) -> Iterator[Relation]:
    """Yield the rates of wholes that the rates of their parts imply."""
    rows = list(_rows(view))
    spent = [row for row in rows if not row.planned]
    for at, whole in enumerate(spent):
        parts = _parts(whole, spent[at + 1 : at + 1 + _MOST])
        if parts:
            yield _of_spent(view, whole, parts)
    yield from _of_planned(view, [row for row in rows if row.planned])


def _rows(view: View) -> Iterator[_Row]:
    for passage in view.passages:
        for rate in passage.observations:
            if rate.role is Role.COMPLETION and rate.base != "/target":
                row = _row(passage, rate)
                if row is not None and rate.bound is Bound.EXACT:
                    yield row


def _row(passage: Passage, rate: Observation) -> _Row | None:
    """Return the amount right before a rate, in its sentence."""
    begin = sentence_at(passage, rate.start)
    n = passage.behind(rate.start)
    for o in reversed(passage.observations[max(0, n - _MOST) : n]):
        if o.start < begin:
            break
        if o.role is Role.COMPLETION:
            continue
        exact = o.role is Role.LEVEL and o.bound is Bound.EXACT and o.kind is Kind.MONEY
        return _Row(o, rate, side_of(o) == "plan") if exact else None
    return None


def _parts(whole: _Row, behind: Sequence[_Row]) -> tuple[_Row, ...]:
    """Return the rows right behind a whole that add up to it; () if they do not."""
    total, room, found = _ZERO, whole.amount.half, []
    for row in behind:
        if row.rate.base != whole.rate.base:
            return ()
        total += row.amount.exact
        room += row.amount.half
        found.append(row)
        if total > whole.amount.exact + room:
            return ()
        if abs(total - whole.amount.exact) <= room:
            break
    else:
        return ()
    worth = [row for row in found if row.amount.value]
    return tuple(found) if len(worth) > 1 else ()


def _of_spent(view: View, whole: _Row, parts: Sequence[_Row]) -> Relation:
    """Return the rate of a whole from what was spent on its parts and their rates.

    A part on which nothing of its budget was spent says nothing of how large that was: the whole's
    rate is then no higher than the other parts imply.
    """
    used = [row for row in parts if row.amount.value and row.rate.value]
    idle = any(not row.amount.value and not row.rate.value for row in parts)
    operands: list[Observation] = [whole.amount]
    for row in used:
        operands += [row.amount, row.rate]
    return Relation(
        "completion.rollup",
        whole.rate,
        RollUp(len(used)),
        tuple(operands),
        op="≤" if idle else "=",
        certainty=Certainty.CERTAIN if _announced(view, whole) else Certainty.LIKELY,
    )


def _announced(view: View, whole: _Row) -> bool:
    """Tell whether the words behind a whole announce its parts."""
    passage = view.passages[whole.rate.place]
    if _LIST.search(passage.text, whole.rate.end, whole.rate.end + _ANNOUNCED):
        return True
    following = view.passages[passage.place + 1 : passage.place + 4]
    return any(_LIST.search(p.text, 0, _ANNOUNCED) for p in following if p.cell is None)


def _of_planned(view: View, rows: Sequence[_Row]) -> Iterator[Relation]:
    """Yield the rate of a whole budget from the budgets and rates of its parts."""
    for at, first in enumerate(rows):
        total, parts = _ZERO, []
        for row in rows[at : at + _SOON]:
            total += row.amount.exact
            parts.append(row)
            others = [r for r in rows[max(0, at - 1) : at + _SOON] if r not in parts]
            for whole in others if len(parts) > 1 else []:
                near = abs(whole.amount.place - first.amount.place) <= _SOON * 2
                if near and whole.amount.exact == total:
                    yield from _weighted(view, whole, parts)
                    return


def _weighted(view: View, whole: _Row, parts: Sequence[_Row]) -> Iterator[Relation]:
    operands = tuple(x for row in parts for x in (row.rate, row.amount))
    yield Relation("completion.rollup", whole.rate, WeightedRate(), operands)
    rates = [row.rate.exact for row in parts]
    if whole.rate.exact == _ONE and max(rates) == _ONE and _is_spent(view, whole.amount):
        for row in parts:
            if row.rate.exact < _ONE:
                yield Relation("completion.rate", row.rate, Same(), (_ONE,), note=_ALL_SPENT)


def _is_spent(view: View, plan: Observation) -> bool:
    """Tell whether the document prints the whole budget as spent, too."""
    return any(
        o.exact == plan.exact
        and o.role is Role.LEVEL
        and o.kind is Kind.MONEY
        and side_of(o) == "done"
        and o.year in (None, view.year)
        for o in view.observations
    )
