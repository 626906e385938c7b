"""One amount printed in 元 at one place and in 万元 or 亿元 at another (RELATIONS.md D3)."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import View
from mingzhang.extraction.text.named import OTHER, SAME, alike, thing

_SAME = Same()
_COARSE = frozenset({"万元", "亿元", "万", "亿"})
#: Amounts below this many yuan look alike by chance once they are rounded to 万元.
_LEAST = 10000
_CANDIDATES = 12


def find(view: View) -> Iterator[Relation]:
    """Yield that the coarse figure is the fine one rounded."""
    coarse = [o for o in view.observations if _counts(o) and o.unit in _COARSE]
    if not coarse:
        return
    for fine in view.observations:
        if _counts(fine) and fine.unit == "元" and fine.value >= _LEAST:
            found = _restated(fine, coarse)
            if found is not None:
                yield found


def _counts(o: Observation) -> bool:
    return o.kind is Kind.MONEY and o.role is Role.LEVEL and o.bound is Bound.EXACT


def _restated(fine: Observation, coarse: list[Observation]) -> Relation | None:
    """Return the relation with the figure of the same name, one that agrees before all others."""
    fit = [(alike(thing(fine), thing(o)), o) for o in coarse if _may_be(fine, o)]
    fit = [(score, o) for score, o in fit if score > OTHER][:_CANDIDATES]
    for _, o in fit:
        if abs(o.exact - fine.exact) <= o.half:
            return Relation("restate.unit", o, _SAME, (fine,))
    values = {o.exact for score, o in fit if score == SAME}
    if len(values) != 1:
        return None
    other = next(o for score, o in fit if score == SAME)
    return Relation(
        "restate.unit", other, _SAME, (fine,), certainty=Certainty.POSSIBLE, slip_only=True
    )


def _may_be(fine: Observation, o: Observation) -> bool:
    years = fine.year is None or o.year is None or fine.year == o.year
    return years and (not fine.stage or not o.stage or fine.stage == o.stage)
