"""财政应返还额度 is what a budget-funded unit has carried over, at the beginning and the end.

Appropriations that were not drawn are claims on the treasury (RELATIONS.md D1, trap 19). Where a
unit has no other money, its claims of last year are 年初结转和结余 and those of this year
年末结转和结余; in yuan the account of the year balances to the fen.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Bound, Certainty, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.agreement import agree
from mingzhang.extraction.quantities.index import Index, of
from mingzhang.extraction.quantities.keys import Key, Mention
from mingzhang.extraction.quantities.restated import is_open, same
from mingzhang.rulebook.quantities import ALL, FISCAL, GENERAL

_RECEIVABLE = "receivable"
_SIDES = ("revenue", "basic", "project")
_SCOPES = (FISCAL, GENERAL, ALL)


def find(view: View) -> Iterator[Relation]:
    """Yield claims on the treasury as what was carried over, and the balance that they close."""
    year = view.year
    if year is None:
        return
    index = of(view)
    opening, closing = (index.agreed(Key(_RECEIVABLE, each, "")) for each in (year - 1, year))
    pairs = [
        (claim, carried)
        for claim, quantity in ((opening, "carry_in"), (closing, "carry_out"))
        if claim is not None and (carried := _carried(index, quantity, year)) is not None
    ]
    alike = [agree(claim.observation, carried.observation) for claim, carried in pairs]
    for n, (claim, carried) in enumerate(pairs):
        vouched = any(alike[:n] + alike[n + 1 :])
        certainty = Certainty.LIKELY if vouched else Certainty.POSSIBLE
        made = same(carried.observation, claim.observation, certainty, slip_only=not vouched)
        if is_open(made):
            yield made
    if opening is not None and closing is not None:
        yield from _balance(index, opening, closing, year)


def _carried(index: Index, quantity: str, year: int) -> Mention | None:
    found = (index.agreed(Key(quantity, year, "", scope)) for scope in _SCOPES)
    return next((m for m in found if m is not None and not m.in_table), None)


def _balance(index: Index, opening: Mention, closing: Mention, year: int) -> Iterator[Relation]:
    """Yield the balance of a section that tells all of it in yuan."""
    told: list[Mention] = []
    for quantity in _SIDES:
        found = next(
            (
                m
                for scope in _SCOPES
                for m in index.get(Key(quantity, year, "actual", scope), ())
                if m.section == closing.section and m.observation.unit == closing.observation.unit
            ),
            None,
        )
        if found is None:
            return
        told.append(found)
    figures = [m.observation for m in (closing, opening, *told)]
    exact = all(o.bound is Bound.EXACT and o.unit == "元" for o in figures)
    if exact and opening.section == closing.section:
        yield Relation(
            "balance.carry",
            figures[0],
            Sum((1, 1, -1, -1)),
            tuple(figures[1:]),
            certainty=Certainty.LIKELY,
        )
