"""Changes, completions and shares whose figures stand in different parts of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.domain.checks.formulas import GrowthFrom, Ratio, Sum
from mingzhang.domain.checks.model import (
    Bound,
    Certainty,
    Kind,
    Observation,
    Relation,
    Role,
)
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.index import Index
from mingzhang.extraction.quantities.keys import Key, Mention
from mingzhang.extraction.quantities.naming import read_name
from mingzhang.extraction.quantities.values import Value, Values, fitted, values_of
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.quantities import ALL

_BASIS = lazy_regex(
    r"(?P<aspect>[^|]*)\|(?P<measure>change|growth|completion|share):"
    r"(?P<year>20[0-9]{2})?/?(?P<stage>[a-z]*)(?P<whole>.*)"
)


def find(view: View) -> Iterator[Relation]:
    """Yield changes, rates, completions and shares with figures printed elsewhere."""
    values = values_of(view)
    for mention in values.index.mentions:
        found = _BASIS.fullmatch(mention.key.aspect)
        if found is None or mention.observation.bound is not Bound.EXACT:
            continue
        if found["measure"] == "share":
            yield from _share(view, values, mention)
        elif found["measure"] == "completion":
            yield from _completion(values, mention, found["aspect"], found["stage"])
        else:
            yield from _change(view, values, mention, found)


def _change(
    view: View, values: Values, mention: Mention, found: re.Match[str]
) -> Iterator[Relation]:
    """Yield that a change is the difference to the base that is printed elsewhere, or its rate."""
    key = mention.key._replace(aspect=found["aspect"])
    base = _base(view, key, found["year"], found["stage"])
    at = mention.observation.number
    this, last = values.get(key, at), values.get(base, at)
    if this is None or last is None or not _apart(mention, this, last):
        return
    operands = (this.operand, last.operand)
    certainty = min(mention.certainty, this.certainty, last.certainty)
    if mention.observation.role is Role.GROWTH:
        yield Relation(
            "change.rate", mention.observation, GrowthFrom(), operands, certainty=certainty
        )
    else:
        yield Relation(
            "change.amount", mention.observation, Sum((1, -1)), operands, certainty=certainty
        )


def _base(view: View, key: Key, year: str | None, stage: str) -> Key:
    """Return what a change is against: last year's figure, or this year's at another stage."""
    if year is None:
        return key._replace(stage=stage or key.stage)
    same = "" if view.kind == "budget" and not stage else key.stage
    return key._replace(year=int(year), stage=stage or same)


def _completion(values: Values, mention: Mention, aspect: str, stage: str) -> Iterator[Relation]:
    """Yield that a rate of completion is the actual over the budget that is printed elsewhere."""
    key = mention.key._replace(aspect=aspect)
    if key.stage == stage or not stage:
        return
    at = mention.observation.number
    this, budget = values.get(key, at), values.get(key._replace(stage=stage), at)
    if this is None or budget is None or not _apart(mention, this, budget):
        return
    yield Relation(
        "completion.rate",
        mention.observation,
        Ratio(),
        (this.operand, budget.operand),
        certainty=min(mention.certainty, this.certainty, budget.certainty),
    )


def _share(view: View, values: Values, mention: Mention) -> Iterator[Relation]:
    """Yield that a share of a whole that the words name is the part over that whole."""
    share = mention.observation
    name = read_name(share.base, Kind.MONEY, "万元") if share.base else None
    part = _part(view, values.index, share)
    if name is None or name.quantity is None or part is None:
        return
    key = mention.key._replace(quantity=name.quantity.id, aspect="", scope=name.scope or ALL)
    whole = values.get(fitted(key), share.number)
    if whole is None or whole.mention is None or whole.operand is part:
        return
    certainty = min(mention.certainty, whole.certainty)
    if name.scope == "" and name.quantity.scoped and whole.mention.key.scope != key.scope:
        certainty = min(certainty, Certainty.LIKELY)
    yield Relation("share.of", share, Ratio(), (part, whole.operand), certainty=certainty)


def _part(view: View, index: Index, share: Observation) -> Observation | None:
    """Return the amount that a share is of: the one before it, of the same quantity."""
    if not share.number:
        return None
    before = view.observations[share.number - 1]
    own, told = index.key(share), index.key(before)
    if before.place != share.place or own is None or told is None:
        return None
    if before.role is not Role.LEVEL or told != own._replace(aspect=own.aspect.partition("|")[0]):
        return None
    return before


def _apart(mention: Mention, *values: Value) -> bool:
    """Tell whether the figures stand in several places; one passage is read for itself."""
    places = {v.mention.observation.place for v in values if v.mention is not None}
    return len(places | {mention.observation.place}) > 1
