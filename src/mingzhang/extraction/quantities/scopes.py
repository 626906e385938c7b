"""Where appropriations are all the money there is, a figure of either is the other's figure.

一般公共预算, 财政拨款 and all money together are three quantities (RELATIONS.md, trap 16); they are
one where their totals are equal, for no kind of money is negative.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from mingzhang.domain.checks.model import Bound, Certainty, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.agreement import agree, by_rounding, near, slipped
from mingzhang.extraction.quantities.keys import Key, Mention
from mingzhang.extraction.quantities.restated import is_open, same
from mingzhang.extraction.quantities.values import Values, side_of, values_of
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.quantities import ALL, FISCAL, GENERAL

_ORDER = (ALL, FISCAL, GENERAL)
_TOTALS = {"revenue": "out", "expenditure": "in"}
_COMPARED = lazy_regex(r"\|(?:change|growth|completion):(?P<year>20[0-9]{2})?")
_BOTH = frozenset({"carry_in", "carry_out"})


def find(view: View) -> Iterator[Relation]:
    """Yield that figures of kinds of money that are the same are the same."""
    values = values_of(view)
    by_quantity: dict[Key, dict[str, Mention]] = defaultdict(dict)
    for key in values.index:
        mention = values.index.best(key)
        if mention and key.scope in _ORDER and mention.observation.bound is Bound.EXACT:
            by_quantity[key._replace(scope="")][key.scope] = mention
    for key, mentions in by_quantity.items():
        yield from _pairs(values, key, mentions)


def _pairs(values: Values, key: Key, mentions: dict[str, Mention]) -> Iterator[Relation]:
    found = [scope for scope in _ORDER if scope in mentions]
    for wide, narrow in pairwise(found):
        sure = _sure(values, key, wide, narrow)
        if sure is None:
            continue
        one, other = mentions[wide].observation, mentions[narrow].observation
        if one is other or (mentions[wide].in_table and mentions[narrow].in_table):
            continue
        certainty = min(sure, mentions[wide].certainty, mentions[narrow].certainty)
        plain = agree(one, other) or slipped(one, other) or near(one, other)
        if not plain or (by_rounding(one, other) and not agree(one, other)):
            certainty = Certainty.POSSIBLE
        made = same(one, other, certainty, slip_only=sure < Certainty.LIKELY or not plain)
        if is_open(made):
            yield made


def _of_one_kind(values: Values, key: Key, wide: str, narrow: str) -> bool:
    stage = key.stage or values.stage
    return {wide, narrow} <= values.same_money(side_of(key.quantity), key.year, stage)


def _sure(values: Values, key: Key, wide: str, narrow: str) -> Certainty | None:
    """Return how sure two kinds of money are the same for a quantity, None when they are not.

    A total cannot vouch for itself: the other side's must be equal.
    """
    if ALL in (wide, narrow) and not values.only_appropriations(key.year, key.stage):
        return None
    if _COMPARED.search(key.aspect):
        # Last year's money need not have been of one kind.
        return Certainty.POSSIBLE if _of_one_kind(values, key, wide, narrow) else None
    if key.quantity in _TOTALS and "|" not in key.aspect:
        sides: tuple[str, ...] = (_TOTALS[key.quantity],)
    elif key.quantity in _BOTH:
        sides = ("in", "out")
    else:
        sides = (side_of(key.quantity),)
    stage = key.stage or values.stage
    for side in sides:
        if not {wide, narrow} <= values.same_money(side, key.year, stage):
            return None
    return Certainty.POSSIBLE if key.quantity in _TOTALS else Certainty.LIKELY
