"""Views of one quantity must agree to the fen; stated totals likewise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from mingzhang.facts.factset import FactSet, Known, View, can_tell
from mingzhang.facts.key import FactKey


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two views give one key two values."""

    key: FactKey
    left: View
    left_value: Decimal
    right: View
    right_value: Decimal

    @property
    def difference(self) -> Decimal:
        """Left less right."""
        return self.left_value - self.right_value


def disagreements(facts: FactSet) -> list[Disagreement]:
    """Return every key on which two views differ, the coarsest keys first.

    A key is compared when both views can tell it; a list that is not complete is compared row by
    row with every view that can tell the row.
    """
    found = []
    for key, left, right in comparisons(facts):
        one, other = facts.ask_view(left, key), facts.ask_view(right, key)
        if isinstance(one, Known) and isinstance(other, Known) and one.value != other.value:
            found.append(Disagreement(key, left, one.value, right, other.value))
    return sorted(found, key=lambda d: (len(d.key.dims), d.key, d.left.code, d.right.code))


def comparisons(facts: FactSet) -> Iterator[tuple[FactKey, View, View]]:
    """Yield every key that two views can tell, with the two views: they must tell the same."""
    for left, right in _pairs(facts):
        for key in _common_keys(facts, left, right):
            yield key, left, right


def _pairs(facts: FactSet) -> Iterator[tuple[View, View]]:
    for left, right in combinations(facts.views(), 2):
        same = (left.concept, left.period, left.stage) == (right.concept, right.period, right.stage)
        if same and (left.complete or right.complete):
            yield left, right


def _common_keys(facts: FactSet, left: View, right: View) -> list[FactKey]:
    """Return the keys that rows of either view reach with the dimensions both views give."""
    shared = tuple(d for d in left.dims if d in right.dims)
    limits = dict(left.within) | dict(right.within)
    if not set(limits) <= set(shared) or any(
        dict(right.within).get(d, v) != v for d, v in left.within
    ):
        return []  # one view's slice cannot be cut out of the other
    keys: set[FactKey] = set()
    for view in (left, right):
        keys |= _reached(facts, view, shared, tuple(limits), coarsen=view.complete)
    return sorted(k for k in keys if can_tell(left, k) and can_tell(right, k))


def _reached(
    facts: FactSet, view: View, shared: tuple[str, ...], fixed: tuple[str, ...], *, coarsen: bool
) -> set[FactKey]:
    keys = set()
    for fact in facts.facts(view.code):
        given = {d: v for d, v in fact.key.dims if d in shared}
        if not coarsen:
            if set(given) == set(dict(fact.key.dims)):
                keys.add(fact.key)
            continue
        for entity in {fact.key.entity, facts.whole}:
            base = FactKey.of(fact.key.concept, entity, fact.key.period, fact.key.stage)
            keys.add(base.with_dims(**given))
            keys.add(base.with_dims(**{d: v for d, v in given.items() if d in fixed}))
    return keys
