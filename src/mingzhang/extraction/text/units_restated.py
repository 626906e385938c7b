"""One amount printed in 元 at one place and in 万元 or 亿元 at another (RELATIONS.md D3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import View
from mingzhang.extraction.text.named import SAME, Names, thing

_SAME = Same()
_COARSE = frozenset({"万元", "亿元", "万", "亿"})
#: Amounts below this many yuan look alike by chance once they are rounded to 万元.
_LEAST = 10000
_CANDIDATES = 12

_When = tuple[int | None, str]


def find(view: View) -> Iterator[Relation]:
    """Yield that the coarse figure is the fine one rounded."""
    coarse = _Coarse(o for o in view.observations if _counts(o) and o.unit in _COARSE)
    for fine in view.observations if coarse.names else ():
        if _counts(fine) and fine.unit == "元" and fine.value >= _LEAST:
            found = _restated(fine, coarse.like(fine))
            if found is not None:
                yield found


def _counts(o: Observation) -> bool:
    return o.kind is Kind.MONEY and o.role is Role.LEVEL and o.bound is Bound.EXACT


class _Coarse:
    """The first coarse figures of every name, year and stage, in reading order."""

    def __init__(self, figures: Iterable[Observation]) -> None:
        self.names: dict[str, dict[_When, list[Observation]]] = {}
        for o in figures:
            own = self.names.setdefault(thing(o), {}).setdefault((o.year, o.stage), [])
            if len(own) < _CANDIDATES:
                own.append(o)
        self._index = Names(self.names)
        self._like: dict[tuple[str, _When], list[tuple[int, Observation]]] = {}

    def like(self, fine: Observation) -> list[tuple[int, Observation]]:
        """Return the first figures that may be called the same, and how alike the names are."""
        name, when = thing(fine), (fine.year, fine.stage)
        if (name, when) not in self._like:
            alike = self._index.like(name)
            rows = [
                [(o.number, score, o) for o in own]
                for other, score in alike.items()
                for time, own in self.names[other].items()
                if _may_be(when, time)
            ]
            first = islice(merge(*rows), _CANDIDATES)
            self._like[name, when] = [(score, o) for _, score, o in first]
        return self._like[name, when]


def _restated(fine: Observation, fit: list[tuple[int, Observation]]) -> Relation | None:
    """Return the relation with the figure of the same name, one that agrees before all others."""
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


def _may_be(one: _When, other: _When) -> bool:
    years = one[0] is None or other[0] is None or one[0] == other[0]
    return years and (not one[1] or not other[1] or one[1] == other[1])
