"""Items that tell both their budget and their outturn: both columns are of the same items (A1).

预算90万元，决算80万元。其中：1.甲…预算40万元，决算30万元。2.乙… Where the items make
the whole in one column, the list is complete, and what they have in the other column makes the
other whole. A budget of which nothing was spent may have been left out of such a list, so a column
that falls short counts only where one slip of the pen explains it; too much it can never have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Bound, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.closed import is_slip_off
from mingzhang.extraction.text.enumerations import Reading, followers
from mingzhang.kernel.regex import lazy_regex

_OPENS = lazy_regex(r"(?:其中|如下|具体情况|具体为|以下方面)[ ]?[：，。]?[ ]?$")
_PLANNED = frozenset({"initial", "adjusted", "budget"})
_LEAST = 3


class _Row(NamedTuple):
    """The budget and the outturn that one paragraph tells."""

    plan: Observation
    done: Observation


def find(view: View) -> Iterator[Relation]:
    """Yield for items with budget and outturn that both columns add up."""
    for passage in view.passages:
        if passage.cell is not None or not _OPENS.search(passage.text):
            continue
        whole = _row(passage)
        rows = [_row(each) for each in followers(view, passage)] if whole else []
        told = [row for row in rows if row is not None]
        same = whole is not None and all(row.plan.stage == whole.plan.stage for row in told)
        if whole is not None and same and len(told) == len(rows) >= _LEAST:
            yield from _columns(whole, told)


def _row(passage: Passage) -> _Row | None:
    """Return the only budget and the only outturn of a paragraph."""
    money = [o for o in passage.observations if _is_amount(o)]
    plan = [o for o in money if o.stage in _PLANNED]
    done = [o for o in money if o.stage == "actual"]
    if len(plan) != 1 or len(done) != 1 or plan[0].year != done[0].year:
        return None
    return _Row(plan[0], done[0])


def _is_amount(o: Observation) -> bool:
    return o.kind is Kind.MONEY and o.role is Role.LEVEL and o.bound is Bound.EXACT


def _columns(whole: _Row, rows: Sequence[_Row]) -> Iterator[Relation]:
    readings = [Reading(total, tuple(parts)) for total, *parts in zip(whole, *rows, strict=True)]
    apart = [_apart(reading) for reading in readings]
    if all(apart):
        return
    for reading, missed in zip(readings, apart, strict=True):
        if missed >= 0 or is_slip_off(reading):
            signs = Sum((1,) * len(reading.parts))
            yield Relation("parts.sum", reading.whole, signs, reading.parts)


def _apart(reading: Reading) -> Decimal:
    """Return by how much the parts exceed their whole, 0 within rounding."""
    apart = sum((o.exact for o in reading.parts), Decimal(0)) - reading.whole.exact
    room = sum((o.half for o in (reading.whole, *reading.parts)), Decimal(0))
    return apart if abs(apart) > room else Decimal(0)
