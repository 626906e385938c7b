"""The web of figures and relations of one document, and what a change of one figure would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.judge import Judge, Judgement, Verdict
from mingzhang.domain.checks.model import Certainty, Observation, Relation

_number = attrgetter("number")

#: So many units of its last place a stated figure may be off and still be nearly right.
_HARDLY = 3

Values = Mapping[Observation, Decimal]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does: the violated relations that it repairs, and what it does to others.

    `broken` are relations meant for sure or likely that it would violate, `doubtful` the merely
    possible ones, `disturbed` those that would hold by rounding only.
    """

    repaired: frozenset[int]
    broken: int
    doubtful: int
    disturbed: int


def is_sharp(judgement: Judgement) -> bool:
    """Tell whether a violated relation was likely meant, and no vagueness excuses it."""
    meant = judgement.relation.certainty >= Certainty.LIKELY
    return judgement.violated and meant and not (judgement.presumed_only or judgement.soft)


def is_firm(judgement: Judgement) -> bool:
    """Tell whether a violation is a fault whatever explains it, so that one can reason from it."""
    return is_sharp(judgement) and not judgement.relation.slip_only


def is_parted(before: Judgement, after: Judgement) -> bool:
    """Tell whether a change takes the sides of a relation apart that hardly failed before.

    A stated figure that is off by a unit or two was computed from what is printed.
    """
    one, other = before.difference, after.difference
    if one is None or other is None:
        return False
    return abs(one) <= _HARDLY * 2 * before.half and abs(other) > abs(one)


def figures_of(relation: Relation) -> list[Observation]:
    """Return every figure of a relation and of its other readings, each once."""
    found = dict.fromkeys(relation.observations)
    for other in relation.otherwise:
        found.update(dict.fromkeys(other.observations))
    return list(found)


class Web:
    """Relations by their indices, figures by nodes.

    A node is a figure with its copies: places that a relation links as the same quantity and that
    print the same. A figure that was copied wrong is changed in all of its places at once.
    """

    def __init__(self, relations: Sequence[Relation], judgements: Sequence[Judgement]) -> None:
        self.relations = relations
        self.judgements = judgements
        self.judge = Judge()
        self._parent: dict[Observation, Observation] = {}
        self.touching: dict[Observation, list[int]] = {}
        for n, relation in enumerate(relations):
            for x in figures_of(relation):
                self.touching.setdefault(x, []).append(n)
            self._link(relation)
        copies: dict[Observation, list[Observation]] = {}
        for x in self._parent:
            copies.setdefault(self.root(x), []).append(x)
        self._copies = {x: tuple(sorted(own, key=_number)) for x, own in copies.items()}
        self._around: dict[Observation, list[int]] = {}
        self._times: dict[Relation, Counter[Observation]] = {}

    def root(self, x: Observation) -> Observation:
        """Return the figure that stands for `x` and its copies."""
        top = x
        while (up := self._parent.get(top, top)) is not top:
            top = up
        while x is not top:  # what a chain of copies leads to is looked up once
            self._parent[x], x = top, self._parent[x]
        return top

    def copies(self, x: Observation) -> tuple[Observation, ...]:
        """Return all places of the figure in reading order."""
        return self._copies.get(self.root(x), (x,))

    def around(self, x: Observation) -> list[int]:
        """Return the relations that the figure or a copy takes part in, in order."""
        copies = self.copies(x)
        if len(copies) == 1:
            return self.touching.get(x, [])
        root = self.root(x)
        if root not in self._around:
            self._around[root] = sorted({n for o in copies for n in self.touching.get(o, ())})
        return self._around[root]

    def inside(self, reading: Relation, copies: Mapping[Observation, object]) -> Observation | None:
        """Return the only figure of a reading that is one of some; None for none or several."""
        times = self._times.get(reading)
        if times is None:
            times = self._times[reading] = Counter(reading.observations)
        few, many = (times, copies) if len(times) < len(copies) else (copies, times)
        found = [x for x in few if x in many]
        return found[0] if len(found) == 1 and times[found[0]] == 1 else None

    def nodes(self, indices: Iterable[int]) -> list[Observation]:
        """Return the figures of some relations, copies once, in reading order."""
        found = {self.root(x) for n in indices for x in self.relations[n].observations}
        return sorted(found, key=_number)

    def suspects(self, indices: Iterable[int]) -> list[Observation]:
        """Return the figures that every one of some relations has in one of its readings."""
        common: set[Observation] | None = None
        for n in indices:
            figures = {self.root(x) for x in figures_of(self.relations[n])}
            common = figures if common is None else common & figures
        return sorted(common or (), key=_number)

    def effect(self, values: Values, at: Iterable[int]) -> Effect:
        """Return what `values` in place of the printed ones do to the relations `at`."""
        repaired, broken, doubtful, disturbed = set(), 0, 0, 0
        for n in at:
            before, after = self.judgements[n], self.judge.judge(self.relations[n], values)
            if before.violated:
                if after.verdict in (Verdict.HELD, Verdict.ROUNDING):
                    repaired.add(n)
                elif self.relations[n].certainty >= Certainty.LIKELY and is_parted(before, after):
                    broken += 1
            elif after.violated:
                if self.relations[n].certainty >= Certainty.LIKELY and not after.soft:
                    broken += 1
                else:
                    doubtful += 1
            elif before.verdict is Verdict.HELD and after.verdict is not Verdict.HELD:
                disturbed += 1
        return Effect(frozenset(repaired), broken, doubtful, disturbed)

    def _link(self, relation: Relation) -> None:
        one = relation.stated
        if not isinstance(relation.formula, Same) or relation.op != "=":
            return
        other = relation.operands[0]
        if isinstance(one, Decimal) or isinstance(other, Decimal):
            return
        alike = (one.value, one.scale, one.direction) == (
            other.value, other.scale, other.direction,
        )  # fmt: skip
        if alike and relation.certainty >= Certainty.LIKELY:
            first, second = self.root(one), self.root(other)
            self._parent.setdefault(first, first)
            self._parent[second] = first


def clusters(web: Web, indices: Iterable[int]) -> list[list[int]]:
    """Return the relations in groups that share a figure (or its copies), in order."""
    groups: list[list[int]] = []
    group_of: dict[Observation, int] = {}
    joined: list[int] = []  # the group that each has become part of, itself at first

    def group(n: int) -> int:
        while joined[n] != n:
            joined[n] = joined[joined[n]]
            n = joined[n]
        return n

    for n in indices:
        nodes = web.nodes([n])
        met = sorted({group(group_of[x]) for x in nodes if x in group_of})
        if not met:
            met = [len(groups)]
            groups.append([])
            joined.append(met[0])
        into = met[0]
        for other in met[1:]:
            groups[into] += groups[other]
            groups[other] = []
            joined[other] = into
        groups[into].append(n)
        group_of.update(dict.fromkeys(nodes, into))
    return [sorted(own) for own in groups if own]
