"""Figures that a report calls by the same long name, whatever it is, are likely one figure."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.model import Bound, Certainty, Observation, Relation, Role
from mingzhang.extraction.labels import is_aspect
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.agreement import agree
from mingzhang.extraction.quantities.index import Index, of
from mingzhang.extraction.quantities.restated import is_open, same
from mingzhang.kernel.regex import lazy_regex

_SIGNS = lazy_regex(r"[一-鿿]")
#: Lines without these are rows of a table.
_SENTENCE = lazy_regex(r"[，。；]")
#: A name of so many signs names one thing.
_LONG = 8
#: Names with so many values are heads of a list.
_VALUES = 2

_Name = tuple[str, str, int | None]


def find(view: View) -> Iterator[Relation]:
    """Yield that figures of one name, unit and year are equal, as far as a slip shows it."""
    index = of(view)
    groups: dict[_Name, list[Observation]] = {}
    prose = {p.place for p in view.passages if p.cell is None and _SENTENCE.search(p.text)}
    for o in view.observations:
        if o.place in prose and _counts(index, o):
            groups.setdefault((o.label, o.unit, o.year), []).append(o)
    for first, *others in groups.values():
        if _are_few([first, *others]):
            for other in others:
                made = same(first, other, Certainty.POSSIBLE, slip_only=True)
                if is_open(made):
                    yield made


def _counts(index: Index, o: Observation) -> bool:
    return (
        o.role is Role.LEVEL
        and o.bound is Bound.EXACT
        and bool(o.unit)
        and len(_SIGNS.findall(o.label)) >= _LONG
        and not is_aspect(o.label)
        and index.key(o) is None
    )


def _are_few(figures: list[Observation]) -> bool:
    """Tell whether there are no more different values than one figure and its slips have."""
    found: list[Observation] = []
    for o in figures:
        if not any(agree(o, other) for other in found):
            found.append(o)
            if len(found) > _VALUES:
                return False
    return True
