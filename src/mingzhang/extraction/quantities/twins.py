"""Two figures that stand side by side at two places, one of them equal: the other is equal too.

What a sentence says in other words (新办企业57家，注册资本… / 登记57家，认缴…) is not known to be
the same; but where one figure is the same and the other is one slip of the pen off, it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.domain.checks.slips import significant
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.restated import is_open, same

#: Digits of the figure that is equal, and of the one that may be off.
_KNOWN, _OFF = 4, 3
#: A count may be known by fewer where the figures beside it are of one sort.
_COUNTED = 2
#: A change stands so near behind what changed: a share and a rate may come between.
_REACH = 3
_AGAINST = (Role.CHANGE, Role.GROWTH)


class _Beside(NamedTuple):
    """A figure beside an equal one: what the equal one is, and what sort the other is of."""

    value: Decimal
    unit: str
    other: str
    role: Role


def find(view: View) -> Iterator[Relation]:
    """Yield that figures beside equal figures are equal, as far as a slip shows that they are."""
    first: dict[_Beside, Observation] = {}
    for key, o in _pairs(view):
        known = first.setdefault(key, o)
        made = same(known, o, Certainty.POSSIBLE, slip_only=True)
        if known.place != o.place and is_open(made):
            yield made


def _pairs(view: View) -> Iterator[tuple[_Beside, Observation]]:
    """Yield figures with what they stand beside: a level and its change, a count and its amount."""
    last: Observation | None = None
    for o in view.observations:
        if o.bound is not Bound.EXACT or view.passages[o.place].cell is not None:
            last = None
            continue
        beside = last is not None and last.place == o.place and significant(o.value) >= _OFF
        if last is not None and beside and (_is_change_of(last, o) or _is_amount_of(last, o)):
            yield _Beside(last.exact, last.unit, o.unit, o.role), o
        if o.role is Role.LEVEL:
            last = o


def _is_change_of(level: Observation, change: Observation) -> bool:
    near = change.number - level.number <= _REACH
    return change.role in _AGAINST and near and significant(level.value) >= _KNOWN


def _is_amount_of(count: Observation, amount: Observation) -> bool:
    """Tell whether a figure is the amount right behind a count of things."""
    return (
        amount.role is Role.LEVEL
        and (count.kind, amount.kind) == (Kind.COUNT, Kind.MONEY)
        and amount.number == count.number + 1
        and significant(count.value) >= _COUNTED
        and significant(amount.value) >= _KNOWN
    )
