"""Wholes whose parts stand elsewhere: in other rows, columns or tables than 合计 and 小计 tell.

基本支出 is 人员经费 and 公用经费, wherever a report prints them; what the forms define as the sum
along the heads of one row is tested here where no head says 合计.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mingzhang.domain.checks.model import Certainty, Kind, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.matrix import Cell, Claim, claim, matrices
from mingzhang.extraction.tables.measures import Measure, Quantity, of

RULE = "parts.sum"
_GROUPS = ("personnel", "public_use")
_AMOUNTS = (Kind.MONEY, Kind.PLAIN)
_Key = tuple[Quantity, tuple[str, ...], int | None, str]


def find(view: View) -> Iterator[Relation]:
    """Yield that 基本支出 of a table is 人员经费 and 公用经费 of another."""
    found = matrices(view)
    cells: dict[_Key, list[tuple[int, Cell]]] = {}
    for measure in of(view):
        if measure.measure or measure.observation.kind not in _AMOUNTS or measure.items:
            continue
        cell = found[measure.sheet].cells[measure.row][measure.column]
        if cell is not None and measure.total != "grand":
            cells.setdefault(_key(measure), []).append((measure.sheet, cell))
    claims = list(_claims(cells))
    held = sum(c.holds for c in claims)
    for each in claims:
        if each.holds or held or len(claims) == 1:
            sure = Certainty.CERTAIN if each.holds else Certainty.LIKELY
            yield each.relation(RULE, sure)


def _key(measure: Measure) -> _Key:
    quantity = measure.quantity
    if quantity.group:
        quantity = replace(quantity, nature="basic", side="expenditure")
    return quantity, (), measure.observation.year, measure.observation.stage


def _claims(cells: Mapping[_Key, Sequence[tuple[int, Cell]]]) -> Iterator[Claim]:
    for key, wholes in cells.items():
        quantity = key[0]
        if quantity.nature != "basic" or quantity.group:
            continue
        parts = [cells.get((replace(quantity, group=group), *key[1:]), ()) for group in _GROUPS]
        if not all(parts):
            continue
        one, other = parts[0][0], parts[1][0]
        for sheet, whole in wholes:
            if sheet in (one[0], other[0]):
                continue
            found = claim(whole, [(1, one[1]), (1, other[1])])
            if found is not None:
                yield found
            break
