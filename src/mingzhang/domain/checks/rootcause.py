"""From violated relations to the figures that are likely wrong: the smallest repair.

One wrong figure violates every relation that it takes part in, so relations that one changed
figure would make hold are one mistake. Violated relations are grouped by the figures they share; in
each group one figure is looked for that mends all without violating what holds, then a figure
together with one other that was computed from it, then the figure that mends the most. Figures
that mend equally well stand beside each other: one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from mingzhang.domain.checks.judge import Judgement, Verdict
from mingzhang.domain.checks.model import Observation, Relation
from mingzhang.domain.checks.repairs import Change, Repair, places_of, repair
from mingzhang.domain.checks.web import Values, Web, clusters, is_firm, is_parted, is_sharp

#: Changes tried in a document before violations are left as they are. A page that was misread
#: whole must not cost the reader's time.
_BUDGET = 6000
#: A change that so many relations see costs as much as two.
_AROUND = 100
#: Figures of one group that are looked at: among more, several could always be the wrong one.
_SUSPECTS = 1000
#: Changes of two figures tried for one group, and figures looked at to be tried together.
_PAIRS, _LOOKED = 60, 100_000
#: Violated relations of one group whose cause is looked for: so many go back to no one mistake.
_LARGEST = 400


@dataclass(frozen=True, slots=True)
class Cause:
    """Violated relations that go back to one mistake.

    `changes` mend all of them, the root first, then what was computed from it; empty where the
    root cannot be told. `candidates` are then figures each of which, changed alone, would mend
    them, the likeliest first (empty when none does). `repairs` are all changes found for them.
    """

    judgements: tuple[Judgement, ...]
    changes: tuple[Change, ...] = ()
    candidates: tuple[Change, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def root(self) -> Change | None:
        """Return the likely wrong figure, None where it cannot be told."""
        return self.changes[0] if self.changes else None


@dataclass(slots=True)
class _Found:
    """A cause by the indices of its relations."""

    indices: list[int]
    changes: tuple[Change, ...] = ()
    repairs: tuple[Repair, ...] = ()


def causes(relations: Sequence[Relation], judgements: Sequence[Judgement]) -> list[Cause]:
    """Return the causes of all violated relations, each relation in one cause, in order."""
    return _Search(Web(relations, judgements)).causes()


class _Search:
    def __init__(self, web: Web) -> None:
        self.web = web
        self._budget = _BUDGET

    def causes(self) -> list[Cause]:
        """Return the causes: first of what is sure to be violated, then of the rest."""
        violated = [n for n, each in enumerate(self.web.judgements) if each.violated]
        firm = [n for n in violated if is_firm(self.web.judgements[n])]
        found = [each for group in clusters(self.web, firm) for each in self._solved(group)]
        sure = set(firm)
        rest = self._absorbed(found, [n for n in violated if n not in sure])
        found += [each for group in clusters(self.web, rest) for each in self._solved(group)]
        found.sort(key=lambda each: min(each.indices))
        return [self._cause(each) for each in found]

    def _cause(self, found: _Found) -> Cause:
        judgements = tuple(self._told(n, found.changes) for n in sorted(found.indices))
        ranked = sorted(found.repairs, key=lambda each: each.score, reverse=True)
        candidates = () if found.changes else tuple(each.change for each in ranked)
        return Cause(judgements, found.changes, candidates, tuple(ranked))

    def _told(self, n: int, changes: Sequence[Change]) -> Judgement:
        """Return the judgement on the reading of a relation that the changes make hold."""
        before, relation = self.web.judgements[n], self.web.relations[n]
        if not relation.otherwise or not changes:
            return before
        reading = self.web.judge.judge(relation, _values(changes)).reading
        return before if reading is before.reading else self.web.judge.of(relation, reading)

    def _absorbed(self, found: Iterable[_Found], weak: list[int]) -> list[int]:
        """Give weakly violated relations to the causes whose changes mend them; return the rest."""
        owner: dict[int, _Found] = {}
        wanted = set(weak)
        for each in found:
            values = _values(each.changes)
            for x in values:
                for n in self.web.touching.get(x, ()):
                    if n in wanted and n not in owner and self._mended(n, values):
                        owner[n] = each
        for n in weak:
            if n in owner:
                owner[n].indices.append(n)
        return [n for n in weak if n not in owner]

    def _mended(self, n: int, values: Values) -> bool:
        found = self.web.judge.judge(self.web.relations[n], values)
        return found.verdict in (Verdict.HELD, Verdict.ROUNDING)

    def _solved(self, group: list[int]) -> list[_Found]:
        """Return the causes of one group of violated relations that share figures."""
        singles = self._singles(group, group)
        if singles:
            return [_Found(group, _decided(singles), tuple(singles))]
        if len(group) == 1:
            return [_Found(group)]
        if len(group) > _LARGEST:
            return [_Found([n]) for n in group]
        pair = self._pair(group)
        if pair:
            return [_Found(group, pair)]
        return self._greedy(group)

    def _greedy(self, group: list[int]) -> list[_Found]:
        """Take out what the best single figure mends, and look at the remainder anew."""
        web, members = self.web, set(group)
        partial = []
        for x in web.nodes(group):
            own = [n for n in web.around(x) if n in members]
            if 1 < len(own) < len(group) and (one := self._try(x, own)):
                partial.append((one, own))
        if not partial:
            return [each for n in group for each in self._alone(n)]
        best = max(one.score for one, _ in partial)
        mended = next(own for one, own in partial if one.score == best)
        equal = [one for one, own in partial if own == mended]
        first = _Found(mended, _decided(equal), tuple(equal))
        rest = sorted(members.difference(mended))
        return [first, *(each for part in clusters(web, rest) for each in self._solved(part))]

    def _alone(self, n: int) -> list[_Found]:
        singles = self._singles([n], [n])
        return [_Found([n], _decided(singles), tuple(singles))]

    def _singles(self, group: list[int], wanted: Sequence[int]) -> list[Repair]:
        """Return the changes of one figure that mend all of a group."""
        suspects = self.web.suspects(group)
        if len(suspects) > min(_SUSPECTS, self._budget):
            return []
        return [one for x in suspects if (one := self._try(x, wanted))]

    def _try(
        self, x: Observation, wanted: Sequence[int], given: Values | None = None
    ) -> Repair | None:
        if not self._afford(x):
            return None
        return repair(self.web, x, wanted, given)

    def _pair(self, group: list[int]) -> tuple[Change, ...]:
        """Return a figure of two or more violated relations and one that goes with it."""
        scored: list[tuple[tuple[int, ...], Repair, Repair]] = []
        for x, y, own, fixed in islice(self._pairs(group), _PAIRS):
            found = self._both(x, y, fixed, group)
            if found:
                scored.append((_pair_score(*found, len(own)), *found))
        if not scored:
            return ()
        best = max(score for score, _, _ in scored)
        first = [(one.change, two.change) for score, one, two in scored if score == best]
        roots = {one.observation for one, _ in first}
        sets = {frozenset((one.observation, two.observation)) for one, two in first}
        return first[0] if len(roots) == 1 or len(sets) == 1 else ()

    def _afford(self, x: Observation) -> bool:
        """Tell whether another change may be tried; one that many relations see counts for more."""
        if self._budget <= 0:
            return False
        self._budget -= 1 + len(self.web.around(x)) // _AROUND
        return True

    def _pairs(
        self, group: list[int]
    ) -> Iterator[tuple[Observation, Observation, list[int], list[int]]]:
        """Yield figures of several relations, each with one that has all the other relations.

        With them are the relations of the first, and those of them that the second is not in.
        """
        around = {x: set(self.web.around(x)).intersection(group) for x in self.web.nodes(group)}
        looked = 0
        for x, own in around.items():
            if len(own) < 2:
                continue
            for y, with_y in around.items():
                looked += 1
                if looked > _LOOKED:
                    return
                if len(own) + len(with_y) < len(group) or y is x:
                    continue
                fixed = own - with_y
                if fixed and len(own | with_y) == len(group):
                    yield x, y, sorted(own), sorted(fixed)

    def _both(
        self, x: Observation, y: Observation, fixed: list[int], group: list[int]
    ) -> tuple[Repair, Repair] | None:
        """Return the change of `x` by the relations without `y`, and of `y` given that."""
        around = set(self.web.around(y))
        one = self._try_beside(x, fixed, [n for n in self.web.around(x) if n in around])
        if one is None:
            return None
        wanted = [n for n in group if n in around]
        if not self._follows(y, one.change, wanted):
            return None
        two = self._try(y, wanted, one.change.values)
        if two is None:
            return None
        together = {**one.change.values, **two.change.values}
        touched = sorted({*self.web.around(x), *around})
        effect = self.web.effect(together, touched)
        if effect.broken or not effect.repaired >= set(group):
            return None
        return one, replace(two, effect=effect)

    def _follows(self, y: Observation, change: Change, wanted: Sequence[int]) -> bool:
        """Tell whether `y` may be wrong together with a figure that is changed.

        Either something else speaks against it, or it was computed from the other: it is the
        result then. A relation that nearly holds is not mended by taking its sides further apart:
        its two mistakes have nothing in common.
        """
        shared = [
            n
            for n in wanted
            if any(x in change.observations for x in self.web.relations[n].observations)
        ]
        copies = self.web.copies(y)
        computed = all(any(self.web.relations[n].stated is x for x in copies) for n in shared)
        if len(shared) == len(wanted) and not computed:
            return False
        web = self.web
        return not any(
            is_parted(web.judgements[n], web.judge.judge(web.relations[n], change.values))
            for n in shared
        )

    def _try_beside(
        self, x: Observation, wanted: Sequence[int], left: Sequence[int]
    ) -> Repair | None:
        """Return the change of `x`, the relations `left` being for the other figure to mend."""
        if not self._afford(x):
            return None
        return repair(self.web, x, wanted, left=left)


def _values(changes: Iterable[Change]) -> Values:
    return {x: change.likely for change in changes for x in change.observations}


def _decided(repairs: Sequence[Repair]) -> tuple[Change, ...]:
    """Return the change that is likelier than every other one, or nothing."""
    ranked = sorted(repairs, key=lambda each: each.score, reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0].score == ranked[1].score):
        return ()
    return (ranked[0].change,)


def _pair_score(one: Repair, two: Repair, against: int) -> tuple[int, ...]:
    """Return how likely two changes are the mistake; the root's own score counts before all."""
    return (
        int(one.change.telling) + int(two.change.telling),
        against,
        -two.effect.doubtful,
        -two.effect.disturbed,
        *two.score[4:],
    )


def agreeing(cause: Cause) -> int:
    """Return how many independent violated relations speak against the root.

    Copies of a relation, with the same figures printed elsewhere, count once; what is only
    possible, or violated only by presumed places, does not count.
    """
    root = cause.root
    if root is None:
        return 0
    copies = set(root.observations)
    seen = set()
    for each in cause.judgements:
        figures = each.relation.observations
        if not is_sharp(each) or not any(x in copies for x in figures):
            continue
        others = tuple((x.value, x.unit) for x in figures if x not in copies)
        seen.add((each.relation.rule, others))
    return len(seen)


def printed(change: Change) -> str:
    """Return the likely value as it would be printed, without its unit."""
    places = places_of(change.observation)
    value = change.likely
    if change.observation.places < places and value == value.to_integral_value():
        return f"{value:.{change.observation.places}f}"
    return f"{value:f}"
