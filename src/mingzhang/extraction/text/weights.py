"""Weights in a row make 100 %: 按40%、40%、10%、10%的权重 (RELATIONS.md A5)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.kernel.regex import lazy_regex

_WEIGHT = lazy_regex(r"[ ]?的?(?:权重|比例|比重|权数)")
_BETWEEN = lazy_regex(r"[ ]?[、，和及与：:/][ ]?")
_LEAST = 3
_ALL = Decimal(1)


def find(view: View) -> Iterator[Relation]:
    """Yield that rates that are listed as weights make 100 %."""
    for passage in view.passages:
        for row in _rows(passage):
            if len(row) >= _LEAST and _WEIGHT.match(passage.text, row[-1].unit_end):
                yield Relation(
                    "weight.sum",
                    _ALL,
                    Sum((1,) * len(row)),
                    tuple(row),
                    certainty=Certainty.LIKELY,
                )


def _rows(passage: Passage) -> Iterator[list[Observation]]:
    """Yield the rates of a passage that stand in a row with nothing but 、 between."""
    row: list[Observation] = []
    for found in passage.observations:
        if (
            found.kind is not Kind.RATE
            or found.bound is not Bound.EXACT
            or found.role is Role.CHANGE
        ):
            continue
        if row and not _BETWEEN.fullmatch(passage.text, row[-1].unit_end, found.start):
            yield row
            row = []
        row.append(found)
    if row:
        yield row
