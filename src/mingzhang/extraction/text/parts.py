"""A whole is the sum of its parts (RELATIONS.md A1, A2, A6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.model import Certainty, Observation, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.text.enumerations import Enumeration, Reading, enumerations, runs
from mingzhang.extraction.text.shares import Group, complete, group_of, groups

_NEAR = 2
#: A list that misses its whole by no more than one part in so many,
_NEARLY = 15
#: or makes no more than so many times its whole, is meant to make it.
_AT_MOST = 2
#: So many figures of one unit show that another unit beside them is a mistake.
_OF_ONE_UNIT = 2
_TOTAL = re.compile(r"合计|总计|共有")


def find(view: View) -> Iterator[Relation]:
    """Yield the sums that lists claim, and that no part of a list exceeds its whole."""
    listed: set[tuple[int, ...]] = set()
    told: set[int] = set()
    proven = _proven(view)
    for each in enumerations(view):
        plain = each.readings[0]
        listed.add(tuple(p.number for p in plain.parts))
        told.update(p.number for p in plain.parts)
        group = group_of(view, plain.parts)
        whole_list = _is_complete(each, group) or (each.cue, len(plain.parts)) in proven
        if len(plain.parts) > 1:
            readings = _ordered(each.readings, group)
            yield _sum(
                readings,
                complete_list=whole_list,
                near=_is_near(each, readings[0]) or _is_unit_off(readings[0]),
            )
        if not whole_list:
            yield from _bounds(plain)
    for group in groups(view):
        parts = tuple(pair.part for pair in group.pairs)
        if len(parts) > 1 and group.wholes and tuple(p.number for p in parts) not in listed:
            readings = [Reading(whole, parts) for whole in group.wholes]
            yield _sum(readings, complete_list=complete(group) and group.votes > 1)
    for run in runs(view):
        if not told.issuperset(p.number for p in run[0].parts):
            yield _sum(_closest(run), complete_list=False)


def _proven(view: View) -> set[tuple[tuple[int, int], int]]:
    """Return the lists that are complete in one sort, by cue and number of parts.

    A list that tells how many and how much of the same things is complete in both or in none.
    """
    found = set()
    for each in enumerations(view):
        for reading in each.readings:
            if len(reading.parts) > 1 and _adds_up(reading):
                found.add((each.cue, len(reading.parts)))
    return found


def _adds_up(reading: Reading) -> bool:
    """Tell whether a list adds up to the last digit, and not by chance of small numbers."""
    whole = reading.whole
    telling = len(reading.parts) > 2 or len(str(whole.value).replace(".", "")) > 3
    return telling and whole.exact == sum(p.exact for p in reading.parts)


def _ordered(readings: Sequence[Reading], group: Group | None) -> list[Reading]:
    """Return the readings with more than one part; shares tell which whole is meant."""
    own = [r for r in readings if len(r.parts) > 1]
    if group is not None and group.votes > 1:
        whole, parts = group.wholes[0], own[0].parts
        own.sort(key=lambda r: r.whole is not whole)
        if own[0].whole is not whole:
            own.insert(0, Reading(whole, parts))
    return own


def _is_near(each: Enumeration, plain: Reading) -> bool:
    """Tell whether a list so nearly adds up that it can only be meant to.

    Parts that make more than their whole were meant to make it as well.
    """
    here = plain.parts[0].place == plain.whole.place
    if each.open_ended or not (here or each.named):
        return False
    whole, parts = abs(plain.whole.exact), abs(_total(plain.parts))
    if not whole or not all(p.value >= 0 for p in plain.parts):
        return False
    if each.colon and here and whole < parts <= _AT_MOST * whole:
        return True
    return abs(whole - parts) * _NEARLY <= whole


def _is_unit_off(plain: Reading) -> bool:
    """Tell whether a list adds up but for one figure whose unit is not that of all others."""
    figures = (plain.whole, *plain.parts)
    units = Counter((o.unit, o.scale) for o in figures)
    (_, scale), most = units.most_common(1)[0]
    if len(units) != 2 or most != len(figures) - 1 or most < _OF_ONE_UNIT:
        return False
    in_one = [o.value * scale for o in figures]
    room = sum((o.half if o.scale == scale else Decimal(0) for o in figures), Decimal(0))
    return abs(in_one[0] - sum(in_one[1:], Decimal(0))) <= room


def _closest(run: Sequence[Reading]) -> list[Reading]:
    """Return the readings of a row of amounts, the one missed least first, alone if none holds."""
    ordered = sorted(run, key=_missed)
    return ordered if not _missed(ordered[0]) else ordered[:1]


def _missed(reading: Reading) -> Decimal:
    """Return by how much of the whole a sum is missed, nothing within rounding."""
    whole = reading.whole.exact
    room = sum((o.half for o in (reading.whole, *reading.parts)), Decimal(0))
    missed = abs(whole - _total(reading.parts))
    return Decimal(0) if missed <= room else missed / abs(whole or Decimal(1))


def _total(figures: Sequence[Observation]) -> Decimal:
    return sum((o.exact for o in figures), Decimal(0))


def _sum(readings: Sequence[Reading], *, complete_list: bool, near: bool = False) -> Relation:
    made = [
        Relation(
            "parts.sum",
            reading.whole,
            Sum((1,) * len(reading.parts)),
            reading.parts,
            certainty=Certainty.CERTAIN if complete_list else Certainty.LIKELY,
            slip_only=not (complete_list or near),
        )
        for reading in readings
    ]
    first = made[0]
    return Relation(
        first.rule,
        first.stated,
        first.formula,
        first.operands,
        certainty=first.certainty,
        otherwise=tuple(made[1:]),
        slip_only=first.slip_only,
    )


def _is_complete(each: Enumeration, group: Group | None) -> bool:
    """Tell whether the words show that a list leaves nothing out.

    Shares that add up to 100 % show it, and so does a last part that is the rest (其他), or a whole
    that is called a total before a list that is announced (合计…其中：).
    """
    parts, whole = each.readings[0].parts, each.readings[0].whole
    if each.open_ended or len(parts) < 2:
        return False
    if each.colon and _TOTAL.search(whole.label) and parts[0].place == whole.place:
        return True
    if group is not None and (complete(group) or group.votes == len(group.pairs) > 2):
        return complete(group)
    return len(parts) > 2 and parts[-1].label.startswith(("其他", "其它"))


def _bounds(reading: Reading) -> Iterator[Relation]:
    """Yield that a part is within its whole, where the list stands right behind the whole."""
    whole = reading.whole
    for part in reading.parts:
        if part.place == whole.place and part.number - whole.number <= _NEAR:
            yield Relation("parts.bound", part, Same(), (whole,), op="≤")
