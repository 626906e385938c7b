"""Wholes and their parts wherever a report prints them (`rulebook/data/families.toml`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.model import Certainty, Observation, Operand, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.agreement import agree, slipped
from mingzhang.extraction.quantities.keys import Key
from mingzhang.extraction.quantities.restated import is_open
from mingzhang.extraction.quantities.values import Value, Values, fitted, in_text, values_of
from mingzhang.rulebook.quantities import ALL, Family, Term, families, quantities, term

_ZERO = Decimal(0)
#: Prints of one whole that are looked at.
_MOST = 12
#: The totals of both sides, and the sums of the year that they are mistaken for.
_SIDES = {"total_in": "revenue", "total_out": "expenditure"}
#: How far rounded shares may be from 100 % together.
_ROUNDED = Decimal("0.001")
#: So many paragraphs apart figures are told together.
_TOGETHER = 12


def find(view: View) -> Iterator[Relation]:
    """Yield the sums, bounds and balances whose parts are all printed or told to be none."""
    values = values_of(view)
    wholes = _wholes(values)
    for family in families().values():
        if family.op == "≤":
            for key in wholes.get(term(family.whole).quantity, ()):
                yield from _bounds(values, family, key)
        elif family.id not in _alternatives():
            for key in wholes.get(term(family.whole).quantity, ()):
                yield from _sums(view, values, family, key)


def _wholes(values: Values) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = {}
    for key in values.index:
        if not key.aspect:
            found.setdefault(key.quantity, []).append(key)
    return found


def _alternatives() -> frozenset[str]:
    """Return the families that are only other readings of one before them."""
    later: set[str] = set()
    for family in families().values():
        if family.id not in later:
            later.update(family.same)
    return frozenset(later)


def _sums(view: View, values: Values, family: Family, whole: Key) -> Iterator[Relation]:
    stated = _stated(values, family, whole)
    if stated is None:
        return
    first = _reading(values, family, whole, stated)
    if first is None:
        return
    if family.rule == "balance.totals" and _follows_another_year(view, values, whole, family):
        return
    if whole.quantity in _SIDES and family.rule == "balance.carry" and _misnamed(values, whole):
        return
    if isinstance(first.formula, Same) and len(first.observations) > 1 and not is_open(first):
        return
    yield first
    if first.slip_only and first.rule == "parts.sum" and len(first.operands) > 1:
        yield from _ceiling(first)
    yield from _other_prints(values, first)
    for other in _other_wholes(values, whole, stated):
        again = _reading(values, family, whole, other)
        if again is not None:
            yield replace(again, certainty=Certainty.POSSIBLE, slip_only=True)


def _ceiling(first: Relation) -> Iterator[Relation]:
    """Yield that a whole is no less than its parts: what may be missing only adds to them.

    Parts that are told far from their whole may be of another year or kind of money after all.
    """
    readings = [first, *first.otherwise]
    places = [o.place for o in first.observations]
    added = all(isinstance(r.formula, Sum) and min(r.formula.signs) > 0 for r in readings)
    if added and max(places) - min(places) <= _TOGETHER:
        made = [replace(r, op="≥", slip_only=False, otherwise=()) for r in readings]
        certainty = min(first.certainty, Certainty.LIKELY)
        yield replace(made[0], certainty=certainty, otherwise=tuple(made[1:]))


def _reading(values: Values, family: Family, whole: Key, stated: Value) -> Relation | None:
    """Return the sum for one print of a whole, with the other readings of the family."""
    made = [_sum(values, each, whole, stated) for each in (family, *_others(family))]
    known = sorted((r for r in made if r is not None), key=_apart)
    if not known:
        return None
    weakest = min(relation.certainty for relation in known)
    return replace(known[0], otherwise=tuple(known[1:]), certainty=weakest)


def _other_wholes(values: Values, whole: Key, stated: Value) -> Iterator[Value]:
    """Yield the prints of a whole that differ from the one taken, each value once."""
    if stated.mention is None:
        return
    known = [stated.mention.observation]
    for mention in values.index.get(whole, ())[:_MOST]:
        o = mention.observation
        if not mention.in_table and not any(agree(o, other) for other in known):
            known.append(o)
            yield Value(o, mention.certainty, mention)


def _misnamed(values: Values, whole: Key) -> bool:
    """Tell whether 总计 is said of this year's sums; that they differ says all that is wrong."""
    here = {side: values.index.best(whole._replace(quantity=side)) for side in _SIDES}
    sums = {side: values.get(whole._replace(quantity=sum_)) for side, sum_ in _SIDES.items()}
    told = [m.observation for m in here.values() if m is not None]
    if len(told) < len(_SIDES) or agree(*told):
        return False
    return all(
        isinstance(value.operand, Observation) and agree(value.operand, mention.observation)
        for mention, value in zip(here.values(), sums.values(), strict=True)
        if mention is not None and value is not None
    )


def _apart(relation: Relation) -> Decimal:
    """Return by how much a sum is missed; the best reading is the one to speak of."""
    stated, *operands = (
        x.exact if isinstance(x, Observation) else x for x in (relation.stated, *relation.operands)
    )
    return abs((relation.formula.value(operands) or stated) - stated)


def _others(family: Family) -> Iterator[Family]:
    return (families()[other] for other in family.same)


def _sum(values: Values, family: Family, whole: Key, stated: Value) -> Relation | None:
    """Return the sum that a family claims of a whole, None when a part is not known."""
    needed = [_part(values, whole, each, stated) for each in family.terms]
    if not all(needed):
        return None
    extra = [(each, _part(values, whole, each, stated)) for each in family.others]
    missing = any(v is None and _applies(each, whole) for each, v in extra)
    pairs = [(t, v) for t, v in zip(family.terms, needed, strict=True) if v]
    pairs += [(t, v) for t, v in extra if v]
    if any(v.operand is stated.operand for _, v in pairs):
        return None
    if not any(in_text(v) for v in (stated, *(v for _, v in pairs))):
        return None
    certainty = min(stated.certainty, *(v.certainty for _, v in pairs))
    told_none = any(v.mention is None for _, v in pairs)
    loose = family.open or told_none or (missing and not _told_whole(values, pairs))
    if loose or family.usual:
        certainty = min(certainty, Certainty.LIKELY)
    signs = tuple(t.sign for t, _ in pairs)
    operands = tuple(v.operand for _, v in pairs)
    formula = Same() if signs == (1,) and _is_one(family) else Sum(signs)
    return Relation(
        family.rule, stated.operand, formula, operands, certainty=certainty, slip_only=loose
    )


def _told_whole(values: Values, pairs: Sequence[tuple[Term, Value]]) -> bool:
    """Tell whether the shares that are printed of all parts make 100 %."""
    total = _ZERO
    for _, value in pairs:
        if value.mention is None or not value.mention.observation.value:
            continue
        key = value.mention.key
        share = values.index.best(key._replace(aspect=f"{key.aspect}|share:"))
        if share is None:
            return False
        total += share.observation.exact
    return abs(total - 1) < _ROUNDED


def _is_one(family: Family) -> bool:
    return family.rule in ("restate.same", "balance.totals")


def _stated(values: Values, family: Family, whole: Key) -> Value | None:
    """Return the figure of the whole; None where the family is not about this kind of money."""
    if family.stages and whole.stage not in family.stages:
        return None
    wanted = term(family.whole).scope
    divided = any(each.scope for each in family.terms)
    if wanted and whole.scope != wanted:
        return None
    if not wanted and divided and whole.scope not in ("", ALL):
        return None
    found = values.get(whole)
    return found if found is not None and isinstance(found.operand, Observation) else None


def _part(values: Values, whole: Key, part: Term, stated: Value) -> Value | None:
    if not _applies(part, whole):
        return None
    scope = part.scope or whole.scope or ALL
    stage = whole.stage or ("" if quantities()[part.quantity].stock else values.stage)
    key = fitted(whole._replace(quantity=part.quantity, scope=scope, stage=stage))
    if key == fitted(whole):
        return None
    return values.get(key, stated.mention.observation.number if stated.mention else None)


def _applies(part: Term, whole: Key) -> bool:
    """Tell whether a part exists in the whole's kind of money."""
    quantity = quantities()[part.quantity]
    return bool(part.scope) or quantity.scoped or whole.scope in ("", ALL)


def _follows_another_year(view: View, values: Values, whole: Key, family: Family) -> bool:
    """Tell whether the year of the report already shows that 总计 is said of something else."""
    if whole.year == view.year:
        return False
    key = whole._replace(year=view.year)
    stated = _stated(values, family, key)
    own = stated and _sum(values, family, key, stated)
    return own is not None and not _holds(own)


def _holds(relation: Relation) -> bool:
    one, two = relation.stated, relation.operands[0]
    return isinstance(one, Observation) and isinstance(two, Observation) and agree(one, two)


def _other_prints(values: Values, first: Relation) -> Iterator[Relation]:
    """Yield the same sum with each print of a part that is a slip away from the one taken.

    Where two prints of a figure differ, the sums tell which of them is wrong.
    """
    for at, operand in enumerate(first.operands, start=1):
        if not isinstance(operand, Observation):
            continue
        key = values.index.key(operand)
        for mention in values.index.get(key, ()) if key else ():
            other = mention.observation
            if mention.in_table or not slipped(other, operand):
                continue
            figures: list[Operand] = [first.stated, *first.operands]
            figures[at] = other
            yield Relation(
                first.rule,
                figures[0],
                first.formula,
                tuple(figures[1:]),
                certainty=Certainty.POSSIBLE,
                slip_only=True,
            )


def _bounds(values: Values, family: Family, whole: Key) -> Iterator[Relation]:
    over = _stated(values, family, whole)
    if over is None or over.mention is None:
        return
    for each in family.terms:
        under = _part(values, whole, each, over)
        if under is None or under.mention is None or under.operand is over.operand:
            continue
        if not (in_text(over) or in_text(under)):
            continue
        near = under.mention.section == over.mention.section
        certainty = min(over.certainty, under.certainty)
        if family.usual:
            certainty = min(certainty, Certainty.LIKELY)
        yield Relation(
            family.rule,
            under.operand,
            Same(),
            (over.operand,),
            op="≤",
            certainty=certainty if near else min(certainty, Certainty.LIKELY),
        )
