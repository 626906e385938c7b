"""A whole is the sum of its parts (RELATIONS.md A1, A2, A6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.model import Certainty, Observation, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.text.closed import (
    is_point_off,
    is_slip_off,
    is_unit_off,
    says_all,
)
from mingzhang.extraction.text.enumerations import Enumeration, Reading, enumerations, runs
from mingzhang.extraction.text.shares import Group, complete, group_of, groups
from mingzhang.kernel.regex import lazy_regex

_NEAR = 2
#: A list that misses its whole by no more than one part in so many,
_NEARLY = 15
#: or makes no more than so many times its whole, is meant to make it.
_AT_MOST = 2
#: How often figures may look by chance as if one had its point moved: those of a list that a colon
#: announces, of another list, and of a row that no word makes a list.
_ANNOUNCED, _LISTED, _IN_ROW = Decimal("0.015"), Decimal("0.008"), Decimal("0.0005")
#: A part of its own is told so many figures behind its whole at most.
_ALONE = 4
_TOTAL = lazy_regex(r"合计|总计|共有")


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
        all_told = says_all(view, each)
        if len(plain.parts) > 1 or all_told:
            readings = _ordered(each.readings, group) if len(plain.parts) > 1 else [plain]
            near = all_told or _is_near(each, readings[0]) or _is_mistyped(each, readings[0])
            if whole_list or near or _is_open(readings):
                yield _sum(readings, complete_list=whole_list, near=near)
            if not (whole_list or near) and _is_closed_above(each, readings[0]):
                yield _ceiling(readings[0])
        if not whole_list:
            yield from _bounds(plain, announced=each.colon)
    for group in groups(view):
        parts = tuple(pair.part for pair in group.pairs)
        if len(parts) > 1 and group.wholes and tuple(p.number for p in parts) not in listed:
            readings = [Reading(whole, parts) for whole in group.wholes]
            yield _sum(readings, complete_list=complete(group) and group.votes > 1)
    for run in runs(view):
        if not told.issuperset(p.number for p in run[0].parts):
            yield from _of_run(run)


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


def _is_closed_above(each: Enumeration, plain: Reading) -> bool:
    """Tell whether parts that made more than their whole would be reported (`_is_near`)."""
    here = plain.parts[0].place == plain.whole.place
    told = each.colon and here and not each.open_ended and plain.whole.value > 0
    fits = all(p.value >= 0 for p in plain.parts) and _total(plain.parts) <= plain.whole.exact
    return told and fits


def _is_mistyped(each: Enumeration, plain: Reading) -> bool:
    """Tell whether a list adds up but for the unit or point of one figure."""
    if is_unit_off(plain):
        return True
    return not each.open_ended and is_point_off(plain, _ANNOUNCED if each.colon else _LISTED)


def _of_run(run: Sequence[Reading]) -> Iterator[Relation]:
    """Yield the sum of a row of amounts that no word makes a list."""
    for reading in run:
        if _missed(reading) and (is_unit_off(reading) or is_point_off(reading, _IN_ROW)):
            yield _sum([reading], complete_list=False, near=True)
            return
    readings = _closest(run)
    if _is_open(readings):
        yield _sum(readings, complete_list=False)


def _is_open(readings: Sequence[Reading]) -> bool:
    """Tell whether a list that need not be complete tells something: it holds, or a slip shows."""
    return any(not _missed(reading) or is_slip_off(reading) for reading in readings)


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


def _ceiling(reading: Reading) -> Relation:
    """Return that the parts make no more than their whole, whatever the list leaves out."""
    signs = Sum((1,) * len(reading.parts))
    return Relation("parts.sum", reading.whole, signs, reading.parts, op="≥")


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


def _bounds(reading: Reading, *, announced: bool) -> Iterator[Relation]:
    """Yield that a part is within its whole, where the list stands right behind the whole."""
    whole = reading.whole
    far = _ALONE if announced and len(reading.parts) == 1 else _NEAR
    for part in reading.parts:
        if part.place == whole.place and part.number - whole.number <= far:
            yield Relation("parts.bound", part, Same(), (whole,), op="≤")
