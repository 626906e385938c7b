"""Shares: 占…% is a part over its whole, and the shares of all parts make 100 % (A3, A4).

What the whole of a share is, is seldom said. Shares that stand together have one whole, so among
the amounts that it may be, the one that most of the shares agree with is it (RELATIONS.md, trap 1).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from mingzhang.domain.checks.formulas import Ratio, Sum
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import View, of_view
from mingzhang.extraction.text.enumerations import Enumeration, enumerations, sort_of
from mingzhang.kernel.regex import lazy_regex

_HUNDRED = Decimal(1)
_PLAIN = lazy_regex(r"[（(][^）)]*[）)]|的|数$|“|”|[ ]")
_NOISE = lazy_regex(r"总额|合计|总计|金额|决算|预算(?!拨款|财政|单位)|全部|全年|本年|当年|财政拨款")
_TOTAL = lazy_regex(r"合计|总计|总额|全年|本年|总|共")
_REACH = 12
_SHORT = 3
_CANDIDATES = 6
_NEAREST = 3
_ROUNDED = Decimal("0.05")


_Sort = tuple[Kind, str]
_Bearers = dict[tuple[str, _Sort], list[Observation]]


class _Names(NamedTuple):
    """Levels by name and sort: to the letter, but for 合计 and so on, those of them that sum up."""

    exact: _Bearers
    loose: _Bearers
    totals: _Bearers
    all: set[str]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A part and the share that is told of it."""

    part: Observation
    share: Observation


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Pairs that have one whole, and the amounts that it may be, the best vouched first."""

    pairs: tuple[Pair, ...]
    wholes: tuple[Observation, ...]
    votes: int
    listed: bool


def find(view: View) -> Iterator[Relation]:
    """Yield every share with its part and whole, and the sums of shares of complete lists."""
    for group in groups(view):
        if group.wholes:
            for pair in group.pairs:
                yield _shared(pair, group)
        if len(group.pairs) > 1:
            yield from _sum(group)
    for pair in _pairs(view):
        if pair.share.base:
            yield from _named(view, pair)


@of_view
def groups(view: View) -> tuple[Group, ...]:
    """Return the shares of a document, those of one whole together."""
    pairs = [pair for pair in _pairs(view) if not pair.share.base]
    by_part = {pair.part.number: pair for pair in pairs}
    found, done = [], set()
    for each in enumerations(view):
        own = [by_part[p.number] for p in each.readings[0].parts if p.number in by_part]
        own = [pair for pair in own if pair.part.number not in done]
        if len(own) > 1 or (own and len(each.readings[0].parts) == 1):
            done |= {pair.part.number for pair in own}
            found.append(_voted(own, _of_list(view, each, own[0].part), listed=True))
    rest = [pair for pair in pairs if pair.part.number not in done]
    for run in _joined(list(_runs(rest))):
        found.append(_voted(run, _before(view, run), listed=False))
    return tuple(found)


@of_view
def _pairs(view: View) -> tuple[Pair, ...]:
    found = []
    for share in view.observations:
        if share.role is Role.SHARE and share.bound is Bound.EXACT:
            part = part_of(view, share)
            if part is not None:
                found.append(Pair(part, share))
    return tuple(found)


def part_of(view: View, share: Observation) -> Observation | None:
    """Return the amount whose share is told: the level right before it in its passage."""
    for number in range(share.number - 1, max(-1, share.number - 1 - _REACH), -1):
        before = view.observations[number]
        if before.place != share.place:
            return None
        if before.role is Role.LEVEL and before.kind is not Kind.RATE:
            return before
    return None


def _runs(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Yield the pairs that follow each other closely: same passage, same sort, little between."""
    run: list[Pair] = []
    for pair in pairs:
        last = run[-1] if run else None
        if last is not None and not (
            pair.part.place == last.part.place
            and sort_of(pair.part) == sort_of(last.part)
            and pair.part.number - last.share.number <= 3
        ):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _joined(runs: Sequence[list[Pair]]) -> Iterator[list[Pair]]:
    """Put single shares of one passage together where they make 100 %: they share one whole."""
    single: dict[tuple[int, object], list[Pair]] = {}
    for run in runs:
        if len(run) > 1:
            yield run
        else:
            single.setdefault((run[0].part.place, sort_of(run[0].part)), []).extend(run)
    for pairs in single.values():
        if len(pairs) > 1 and abs(_percent(pairs) - 100) <= _ROUNDED * len(pairs):
            yield pairs
        else:
            yield from ([pair] for pair in pairs)


def _percent(pairs: Sequence[Pair]) -> Decimal:
    return sum((pair.share.value for pair in pairs), Decimal(0))


def _of_list(view: View, each: Enumeration, part: Observation) -> list[Observation]:
    """Return the wholes that a list may have; a list that opens its passage looks further up."""
    own = list(dict.fromkeys(reading.whole for reading in each.readings))
    further = [o for o in _levels_before(view, part) if o not in own]
    return [*own, *further[:_CANDIDATES]]


def _before(view: View, run: Sequence[Pair]) -> list[Observation]:
    """Return the levels before the first of some parts that may be their whole.

    Shares that make 100 % are of what their parts make: the nearest to it is the first choice.
    """
    levels = list(_levels_before(view, run[0].part))
    if len(run) > 1 and abs(_percent(run) - 100) <= _ROUNDED * len(run):
        made = sum((pair.part.exact for pair in run), Decimal(0))
        return sorted(levels, key=lambda o: abs(o.exact - made))[:_CANDIDATES]
    most = max(pair.part.exact for pair in run)
    return [o for o in levels if o.exact >= most][:_CANDIDATES]


def _levels_before(view: View, part: Observation) -> Iterator[Observation]:
    for number in range(part.number - 1, max(-1, part.number - 1 - _REACH), -1):
        before = view.observations[number]
        if before.role is Role.LEVEL and sort_of(before) == sort_of(part) and before.value:
            yield before


def _voted(pairs: Sequence[Pair], wholes: Sequence[Observation], *, listed: bool) -> Group:
    """Return a group with its wholes ordered by how many of the shares agree with them."""
    votes = {w.number: sum(_agrees(pair, w) for pair in pairs) for w in wholes}
    ordered = sorted(wholes, key=lambda w: -votes[w.number])
    best = votes[ordered[0].number] if ordered else 0
    return Group(tuple(pairs), tuple(ordered), best, listed)


def _agrees(pair: Pair, whole: Observation) -> bool:
    if not whole.exact or not pair.part.value:
        return False
    off = abs(pair.part.exact / whole.exact - pair.share.exact)
    return off <= Decimal(6).scaleb(-pair.share.places - 1) * pair.share.scale


def _shared(pair: Pair, group: Group) -> Relation:
    """Return the relation of one share; the whole is certain where others vouch for it."""
    others = group.votes - _agrees(pair, group.wholes[0])
    if others >= 1 or (group.listed and group.wholes):
        certainty = Certainty.CERTAIN
    else:
        alone = len({w.exact for w in group.wholes}) == 1
        certainty = Certainty.LIKELY if alone else Certainty.POSSIBLE
    made = [
        Relation("share.of", pair.share, Ratio(), (pair.part, whole), certainty=certainty)
        for whole in group.wholes
    ]
    return Relation(
        "share.of",
        pair.share,
        Ratio(),
        made[0].operands,
        certainty=certainty,
        otherwise=() if others > 1 else tuple(made[1:]),
    )


def _sum(group: Group) -> Iterator[Relation]:
    """Yield that shares make 100 %, where the parts make the whole."""
    parts = sum((pair.part.exact for pair in group.pairs), Decimal(0))
    whole = group.wholes[0].exact if group.wholes else None
    complete = whole is not None and abs(parts - whole) <= abs(whole) / 200
    yield Relation(
        "share.sum",
        _HUNDRED,
        Sum((1,) * len(group.pairs)),
        tuple(pair.share for pair in group.pairs),
        certainty=Certainty.CERTAIN if complete else Certainty.LIKELY,
        slip_only=not complete,
    )


def group_of(view: View, parts: Sequence[Observation]) -> Group | None:
    """Return the group of shares that tells of exactly these parts (those of 0 aside)."""
    worth = tuple(p.number for p in parts if p.value)
    return _by_parts(view).get(worth) if len(worth) > 1 else None


@of_view
def _by_parts(view: View) -> dict[tuple[int, ...], Group]:
    """Return the groups by the numbers of their parts, the first of equal ones."""
    found: dict[tuple[int, ...], Group] = {}
    for group in groups(view):
        told = tuple(pair.part.number for pair in group.pairs if pair.part.value)
        found.setdefault(told, group)
    return found


def complete(group: Group) -> bool:
    """Tell whether the shares of a group make 100 %, as far as rounding allows."""
    total = _percent(group.pairs)
    room = sum((Decimal(5).scaleb(-p.share.places - 1) for p in group.pairs), Decimal(0))
    return abs(total - 100) <= room


def _named(view: View, pair: Pair) -> Iterator[Relation]:
    """Yield a share of a whole that the words name (占本年支出合计的100%)."""
    same = _so_called(view, pair.share.base, sort_of(pair.part))
    # In reading order, so that the nearest stand around the share; one of them may be the part.
    at = bisect_left(same, pair.share.number, key=lambda o: o.number)
    before = [o for o in same[max(0, at - _NEAREST - 1) : at] if o is not pair.part]
    behind = [o for o in same[at : at + _NEAREST + 1] if o is not pair.part]
    around = [*before[-_NEAREST:], *behind[:_NEAREST]]
    nearest = sorted(around, key=lambda o: abs(o.number - pair.share.number))[:_NEAREST]
    if nearest:
        made = [
            Relation("share.of", pair.share, Ratio(), (pair.part, w), certainty=Certainty.CERTAIN)
            for w in nearest
        ]
        yield Relation(
            "share.of",
            pair.share,
            Ratio(),
            made[0].operands,
            certainty=Certainty.CERTAIN,
            otherwise=tuple(made[1:]),
        )


def _so_called(view: View, base: str, sort: _Sort) -> list[Observation]:
    """Return the levels that bear the name of a whole: to the letter, else but for 合计 and so on.

    Without those words a short name (支出) would be that of any item; then only a total bears it.
    """
    name = _PLAIN.sub("", base)
    known = _names(view)
    if not name or name in known.all:
        return known.exact.get((name, sort), [])
    shorter = _NOISE.sub("", name)
    return (known.loose if len(shorter) > _SHORT else known.totals).get((shorter, sort), [])


@of_view
def _names(view: View) -> _Names:
    """Return the levels of a document by their names: to the letter, and without 合计 and so on."""
    known = _Names({}, {}, {}, set())
    for o in view.observations:
        if o.role is Role.LEVEL:
            sort, is_total = sort_of(o), _TOTAL.search(o.label) is not None
            for name in dict.fromkeys(_PLAIN.sub("", n) for n in (o.label, o.subject)):
                known.all.add(name)
                known.exact.setdefault((name, sort), []).append(o)
                shorter = (_NOISE.sub("", name), sort)
                known.loose.setdefault(shorter, []).append(o)
                if is_total:
                    known.totals.setdefault(shorter, []).append(o)
    return known
