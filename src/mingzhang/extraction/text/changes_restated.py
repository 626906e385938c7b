"""One change told several times: equal figures with one base changed by the same (D3).

A report tells the change of its total again for appropriations, for income and for outlay. Where
figures are equal by accident their changes differ widely; so only one slip proves anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from operator import itemgetter

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Certainty, Kind, Observation, Relation
from mingzhang.domain.checks.slips import COMMON
from mingzhang.extraction.passages import View
from mingzhang.extraction.text.movements import Movement, movements
from mingzhang.extraction.text.named import Names, name_of, thing
from mingzhang.extraction.text.nearby import sort_of

_SAME = Same()
_Sort = tuple[str, Kind, str]


def find(view: View) -> Iterator[Relation]:
    """Yield that a change told again is the same."""
    yield from _of_equal_figures(view)
    yield from _of_names(view)


def _of_names(view: View) -> Iterator[Relation]:
    """Yield that a change told of a name only is that of the figure of this name."""
    own: dict[_Sort, dict[str, tuple[int, Observation]]] = {}
    for at, m in enumerate(movements(view)):
        if m.change is not None and m.level is not None and m.certainty >= Certainty.LIKELY:
            alike = own.setdefault((m.base, *sort_of(m.change)), {})
            alike.setdefault(thing(m.level), (at, m.change))
    names = {sort: Names(found) for sort, found in own.items()}
    for m in movements(view):
        name = m.statement.name
        if m.level is not None or m.change is None or not name_of(name).stem:
            continue
        sort = (m.base, *sort_of(m.change))
        found = [own[sort][other] for other in names[sort].like(name)] if sort in own else []
        if found:
            _, change = min(found, key=itemgetter(0))
            yield Relation("restate.same", m.change, _SAME, (change,), slip_only=True)


def _of_equal_figures(view: View) -> Iterator[Relation]:
    """Yield that the change of a figure is that of the last equal figure with the same base."""
    last: dict[tuple[Decimal, str], Movement] = {}
    for m in movements(view):
        if m.level is None or m.change is None or m.certainty < Certainty.LIKELY:
            continue
        digits = len(m.level.value.normalize().as_tuple().digits)
        if m.level.kind is not Kind.MONEY or digits <= COMMON:
            continue
        key = (m.level.exact, m.base)
        before = last.get(key)
        if before is not None and before.change is not None and before.level is not m.level:
            yield Relation("restate.same", m.change, _SAME, (before.change,), slip_only=True)
        last[key] = m
