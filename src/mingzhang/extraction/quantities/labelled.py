"""Figures that a report calls by the same long name, whatever it is, are likely one figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.domain.checks.model import Bound, Certainty, Observation, Relation, Role
from mingzhang.extraction.labels import is_aspect
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.agreement import agree
from mingzhang.extraction.quantities.index import Index, of
from mingzhang.extraction.quantities.restated import is_open, same

_SIGNS = re.compile(r"[一-鿿]")
#: Lines without these are rows of a table.
_SENTENCE = re.compile(r"[，。；]")
#: A name of so many signs names one thing.
_LONG = 8
#: Names with so many values are heads of a list.
_VALUES = 2

_Name = tuple[str, str, int | None]


def find(view: View) -> Iterator[Relation]:
    """Yield that figures of one name, unit and year are equal, as far as a slip shows it."""
    index = of(view)
    groups: dict[_Name, list[Observation]] = {}
    for o in view.observations:
        if _counts(view, index, o):
            groups.setdefault((o.label, o.unit, o.year), []).append(o)
    for first, *others in groups.values():
        if _values([first, *others]) <= _VALUES:
            for other in others:
                made = same(first, other, Certainty.POSSIBLE, slip_only=True)
                if is_open(made):
                    yield made


def _counts(view: View, index: Index, o: Observation) -> bool:
    passage = view.passages[o.place]
    return (
        o.role is Role.LEVEL
        and o.bound is Bound.EXACT
        and bool(o.unit)
        and passage.cell is None
        and _SENTENCE.search(passage.text) is not None
        and len(_SIGNS.findall(o.label)) >= _LONG
        and not is_aspect(o.label)
        and index.key(o) is None
    )


def _values(figures: list[Observation]) -> int:
    """Return how many different values there are."""
    found: list[Observation] = []
    for o in figures:
        if not any(agree(o, other) for other in found):
            found.append(o)
    return len(found)
