"""Evaluations as quantities at keys; the keys are those of `whole.facts` with the own code."""

from __future__ import annotations

from collections.abc import Mapping

from mingzhang.domain.performance.evaluation.model import Evaluations
from mingzhang.domain.performance.whole.facts import rating_facts
from mingzhang.facts.factset import Quantity
from mingzhang.facts.key import FactKey


def evaluation_facts(found: Evaluations) -> Mapping[FactKey, Quantity]:
    """Return every weight, value and sum of every evaluation by key, for `with_computed`."""
    facts: dict[FactKey, Quantity] = {}
    for each in found.evaluations:
        facts |= rating_facts(each.rating, found.entity, found.year, each.row.code)
    return facts
