"""Sums under headings: the amount of a heading is the sum of the amounts of the headings below it.

Words claim it only by the numbering, so it counts where it holds or fails by one slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import (
    Bound,
    Certainty,
    Kind,
    Observation,
    Relation,
    Role,
)
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.enumerations import sort_of

_LEAST = 2


def find(view: View) -> Iterator[Relation]:
    """Yield for every heading with an amount that its numbered items add up to it."""
    for above, below in _families(view.passages):
        parts = [amount for p in below if (amount := _amount(p)) is not None]
        if len(parts) < _LEAST or len(parts) < len(below):
            continue
        whole = _amount(above, parts[0].stage)
        if whole is not None and {sort_of(p) for p in parts} == {sort_of(whole)}:
            yield Relation(
                "parts.sum",
                whole,
                Sum((1,) * len(parts)),
                tuple(parts),
                certainty=Certainty.LIKELY,
                slip_only=True,
            )


def _families(passages: Sequence[Passage]) -> Iterator[tuple[Passage, list[Passage]]]:
    """Yield every heading with the headings right below it."""
    open_: list[tuple[Passage, list[Passage]]] = []
    for passage in passages:
        if not passage.level:
            continue
        while open_ and open_[-1][0].level >= passage.level:
            yield open_.pop()
        if open_:
            below = open_[-1][1]
            if not below or below[0].level == passage.level:
                below.append(passage)
        open_.append((passage, []))
    yield from reversed(open_)


def _amount(passage: Passage, stage: str = "") -> Observation | None:
    """Return the first amount of money that a heading states.

    Where items tell no stage, a budget named before what was spent is not what they make.
    """
    told = [
        o
        for o in passage.observations
        if o.role is Role.LEVEL and o.kind is Kind.MONEY and o.bound is Bound.EXACT
    ]
    own = [o for o in told if o.stage == stage or o.stage in ("", "actual")]
    found = next(iter(own or told), None)
    return found if found is not None and found.value else None
