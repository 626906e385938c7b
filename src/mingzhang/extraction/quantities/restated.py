"""One quantity printed at several places is one figure (RELATIONS.md D3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.agreement import (
    Votes,
    agree,
    best,
    by_rounding,
    is_trivial,
    mistyped,
    near,
    slipped,
)
from mingzhang.extraction.quantities.index import Index, of
from mingzhang.extraction.quantities.keys import Mention
from mingzhang.kernel.regex import lazy_regex

#: What is counted at another time, or is a change.
_OTHER_DAY = lazy_regex(r"[年期]初|上年|去年|原有|调[入出]|新增|平均|历年")
#: So many other quantities must agree for one disagreement between two sections to be a mistake.
_FOR_EACH = 2
#: So many mentions that agree outvote one that does not.
_MAJORITY = 3


class Evidence(NamedTuple):
    """How many quantities two sections both print, and print alike."""

    agree: int = 0
    apart: int = 0

    @property
    def speaks_for_one(self) -> bool:
        """Tell whether two sections are plainly about the same things."""
        return self.agree >= _FOR_EACH * max(1, self.apart)


Pair = tuple[int, int]


def find(view: View) -> Iterator[Relation]:
    """Yield for each quantity that every further mention equals the best vouched one."""
    index = of(view)
    evidence = sections(index)
    seen: set[Pair] = set()
    for mentions in index.values():
        sharp = [m for m in mentions if m.observation.bound is Bound.EXACT]
        if sharp and sharp[0].observation.kind is Kind.COUNT:
            sharp = [m for m in sharp if not _is_of_another_day(view, m.observation)]
        if sum(not m.in_table for m in sharp) > 1:
            yield from _same(sharp, evidence, seen)


def sections(index: Index) -> dict[Pair, Evidence]:
    """Return what each two sections (or one with itself) agree and disagree in."""
    counts: dict[Pair, list[int]] = defaultdict(lambda: [0, 0])
    for mentions in index.values():
        text = [m for m in mentions if not m.in_table]
        first = best(text or mentions)
        for other in text:
            if other is first or is_trivial(other.observation):
                continue
            equal = agree(first.observation, other.observation)
            counts[_pair(first, other)][0 if equal else 1] += 1
    return {pair: Evidence(*each) for pair, each in counts.items()}


def _pair(one: Mention, other: Mention) -> Pair:
    return min(one.section, other.section), max(one.section, other.section)


def _same(
    mentions: Sequence[Mention], evidence: dict[Pair, Evidence], seen: set[Pair]
) -> Iterator[Relation]:
    text = [m for m in mentions if not m.in_table]
    every = Votes(mentions)
    first = max(text, key=lambda m: (every.for_(m), m.certainty, -m.observation.number))
    votes = every.for_(first)
    listed = _lists_several(text, Votes(text).for_(first))
    for other in text:
        numbers = (first.observation.number, other.observation.number)
        if other is first or numbers in seen:
            continue
        seen.add(numbers)
        between = evidence.get(_pair(first, other), Evidence())
        made = _relation(first, other, votes, between, listed)
        if is_open(made):
            yield made


def _lists_several(mentions: Sequence[Mention], votes: int) -> bool:
    """Tell whether one name is used for a row of things: every mention has its own value."""
    return len(mentions) >= _MAJORITY and votes * 2 <= len(mentions)


def _relation(
    first: Mention, other: Mention, votes: int, between: Evidence, listed: bool
) -> Relation:
    strength = _strength(first, other)
    certainty, slip_only = strength, strength < Certainty.CERTAIN
    one, two = first.observation, other.observation
    if agree(one, two):
        pass
    elif listed:
        certainty, slip_only = Certainty.POSSIBLE, True
    elif by_rounding(one, two):
        certainty = Certainty.POSSIBLE
    elif slipped(one, two) or (votes >= _MAJORITY and between.agree >= between.apart):
        slip_only = False
    elif (votes > 1 or strength is Certainty.CERTAIN) and mistyped(one, two):
        certainty, slip_only = Certainty.LIKELY, False
    elif between.speaks_for_one:
        certainty, slip_only = min(strength, Certainty.LIKELY), False
    elif near(one, two) or votes > 1:
        certainty = min(strength, Certainty.LIKELY)
    else:
        certainty, slip_only = Certainty.POSSIBLE, between.apart > max(1, between.agree)
    return same(one, two, certainty, slip_only=slip_only)


def _is_of_another_day(view: View, o: Observation) -> bool:
    """Tell whether words before a count make it one of another time, or of others as well."""
    text = view.passages[o.place].text
    begin = max(text.rfind(sign, 0, o.start) for sign in "，。；：（") + 1
    return _OTHER_DAY.search(text, begin, o.start) is not None


def is_open(relation: Relation) -> bool:
    """Tell whether something can come of a relation between two figures.

    One that counts only as a slip of the pen says nothing where there is no slip.
    """
    one, two = relation.observations
    return not relation.slip_only or agree(one, two) or slipped(one, two)


def _strength(first: Mention, other: Mention) -> Certainty:
    """Return how sure it is that two mentions are of one quantity."""
    if "|share:" in first.key.aspect or "|completion:" in first.key.aspect:
        return Certainty.LIKELY
    return min(first.certainty, other.certainty)


def same(
    one: Observation, other: Observation, certainty: Certainty, *, slip_only: bool = False
) -> Relation:
    """Return that two figures are one: the second is stated, unless the first is the coarser."""
    stated, operand = (one, other) if one.half > other.half else (other, one)
    rule = "restate.same" if stated.scale == operand.scale else "restate.unit"
    return Relation(rule, stated, Same(), (operand,), certainty=certainty, slip_only=slip_only)
