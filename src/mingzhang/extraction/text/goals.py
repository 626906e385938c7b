"""Goals told in one section against results told in another (RELATIONS.md C1, C3).

计划接待客商9批次60人次 and 接待考察团9批55人 are goal and result by their names;
接待客商人次完成率为92% ties both to a rate, and 其余指标均完成 says that every other goal was
reached. Without such a sentence a goal that was missed is no contradiction, and nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.checks.formulas import Ratio, Same
from mingzhang.domain.checks.model import Bound, Certainty, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.quantities.restated import same
from mingzhang.extraction.text.counted_names import Counted, counted
from mingzhang.extraction.text.goal_names import is_akin, is_part, is_same, run_of, unit_of
from mingzhang.extraction.text.goal_statements import (
    Matter,
    Stated,
    as_printed,
    goals_again,
    matters,
    missed_in,
    rate_name,
    rated,
    spoken_of,
    summaries,
)

_SAME = Same()
_MET, _RATE = "target.met", "completion.rate"
_ALL_MET, _NOT_MET = "文中称该指标已完成", "文中称该指标没有完成"


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A goal and its result: a figure, or a number of things that are named one by one."""

    goal: Stated
    result: Observation | Counted


def find(view: View) -> Iterator[Relation]:
    """Yield what goals and results of the text must be to each other."""
    for matter in matters(view):
        pairs = list(_pairs(matter))
        if pairs:
            yield from _rates(matter, pairs)
            yield from _met(matter, pairs)


def _pairs(matter: Matter) -> Iterator[Pair]:
    """Yield the goals that have one result; what is told with several values is not known."""
    names = [found for passage in matter.passages for found in counted(passage)]
    taken = _in_runs(matter)
    told = _by_unit(matter)
    goals: dict[str, list[Stated]] = {}
    for goal in matter.goals:
        goals.setdefault(goal.topic.unit, []).append(goal)
    for goal in matter.goals:
        rivals, results = goals[goal.topic.unit], told.get(goal.topic.unit, [])
        if len(rivals) * max(len(rivals), len(results)) > _MOST:
            continue
        if any(is_same(goal.topic, g.topic) and g.o.exact != goal.o.exact for g in rivals):
            continue  # goals of several years or projects
        if goal.o.number in taken:
            yield Pair(goal, taken[goal.o.number])
            continue
        found: list[Observation | Counted] = [n for n in names if is_same(goal.topic, n.topic)]
        found += _results(goal, results)
        values = {_value(each) for each in found}
        if len(values) == 1 and _is_whole(goal, max(values), len(found) + _parts(goal, results)):
            yield Pair(goal, found[0])


#: So many names are compared with each other at most, for goals and results of one unit.
_MOST = 20_000
#: So many figures in a row are summed up at most.
_LIST = 100

_Told = tuple[Stated, Observation]


def _by_unit(matter: Matter) -> dict[str, list[_Told]]:
    """Return the results by what they are counted in, each with the total that sums it up."""
    found: dict[str, list[_Told]] = {}
    for told in matter.results:
        for n, stated in enumerate(told):
            found.setdefault(stated.topic.unit, []).append((stated, _summed(told, n).o))
    return found


def _parts(goal: Stated, told: Sequence[_Told]) -> int:
    """Return how many results are of a part of what a goal is about."""
    return sum(is_part(goal.topic, s.topic) and not is_same(goal.topic, s.topic) for s, _ in told)


def _is_whole(goal: Stated, value: Decimal, times: int) -> bool:
    """Tell whether a result can be all that there is to a goal.

    What is told at several places and falls short each time may have to be added up.
    """
    return times == 1 or goal.o.bound is Bound.AT_MOST or value >= goal.o.exact


def _results(goal: Stated, told: Sequence[_Told]) -> list[Observation]:
    """Return the results of a goal; where parts of it are summed up, their total.

    Where one has the very name of the goal, those with other words are not meant.
    """
    fit = [
        (stated, total)
        for stated, total in told
        if _fits(goal, stated) or (total is not stated.o and is_part(goal.topic, stated.topic))
    ]
    exact = [total for stated, total in fit if set(stated.topic.cores) & set(goal.topic.cores)]
    return exact or [total for _, total in fit]


def _summed(told: Sequence[Stated], at: int) -> Stated:
    """Return the total that sums up a figure and its like right behind it, or the figure itself."""
    for other in told[at + 1 : at + 1 + _LIST]:
        if other.topic.unit != told[at].topic.unit:
            break
        if other.total:
            return other
    return told[at]


def _value(found: Observation | Counted) -> Decimal:
    return found.count if isinstance(found, Counted) else found.exact


def _fits(goal: Stated, result: Stated) -> bool:
    sharp = result.o.bound in (Bound.EXACT, Bound.AT_LEAST)
    return sharp and goal.part == result.part and is_same(goal.topic, result.topic)


def _in_runs(matter: Matter) -> dict[int, Observation]:
    """Return the results of goals that are told together, by the number of each goal.

    What is counted in two ways (8批50人) has a result that is counted in the same two ways, and
    only one such result with a word in common is its result.
    """
    found: dict[int, Observation] = {}
    goals = _runs(matter.goals)
    results = [run for each in matter.results for run in _runs(each)]
    for goal in goals:
        if len(goal) < _LEAST:
            continue
        units = [s.topic.unit for s in goal]
        fit = [
            run
            for run in results
            if [s.topic.unit for s in run] == units and is_akin(goal[0].topic, run[0].topic)
        ]
        if len(fit) == 1 and all(s.o.bound is Bound.EXACT and not s.part for s in fit[0]):
            found.update((g.o.number, r.o) for g, r in zip(goal, fit[0], strict=True))
    return found


_LEAST = 2


def _runs(stated: Sequence[Stated]) -> list[list[Stated]]:
    """Return figures in groups that share their words."""
    found, at = [], 0
    both = [(s.o, s.topic) for s in stated]
    while at < len(stated):
        end = run_of(both, at)
        found.append(list(stated[at:end]))
        at = end
    return found


def _rates(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Relation]:
    """Yield the rates of completion that name a goal, or stand right behind its result."""
    for passage in matter.passages:
        for rate in passage.observations:
            if rate.role is not Role.COMPLETION or rate.bound is not Bound.EXACT:
                continue
            pair = _rated(passage, rate, pairs)
            if pair is None or not isinstance(pair.result, Observation):
                continue
            if pair.result.bound is Bound.EXACT:
                yield Relation(_RATE, rate, Ratio(), (pair.result, as_printed(pair.goal.o)))
        for result, again in goals_again(passage):
            pair = next((p for p in pairs if p.result is result), None)
            if pair is not None and pair.goal.topic.unit == unit_of(again):
                yield same(as_printed(pair.goal.o), again, Certainty.LIKELY)


def _rated(passage: Passage, rate: Observation, pairs: Sequence[Pair]) -> Pair | None:
    """Return the goal and result that a rate is of."""
    before = rated(passage, rate)
    if before is not None:
        return next((p for p in pairs if p.result is before), None)
    name = rate_name(passage, rate)
    found = _named(name, pairs) if name else []
    return found[0] if len(found) == 1 else None


def _named(words: str, pairs: Sequence[Pair]) -> list[Pair]:
    meant = {goal.o.number for goal in spoken_of(words, [p.goal for p in pairs])}
    return [p for p in pairs if p.goal.o.number in meant]


def _met(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Relation]:
    """Yield that goals are reached where a sentence says so, and missed where one says that."""
    claims = {claim.excepted for claim in summaries(matter.passages)}
    # Where a sentence names exceptions, one that names none only sums it up.
    claims = {claim for claim in claims if claim} or claims
    excepted = [
        {pair.goal.o.number for words in claim for pair in _named(words, pairs)}
        for claim in sorted(claims)
    ]
    for pair in pairs:
        if any(pair.goal.o.number not in each for each in excepted):
            yield _reached(pair, "≤" if pair.goal.o.bound is Bound.AT_MOST else "≥", _ALL_MET)
    for passage in matter.passages:
        for words in missed_in(passage):
            found = _named(words, pairs)
            if len(found) == 1:
                op = ">" if found[0].goal.o.bound is Bound.AT_MOST else "<"
                yield _reached(found[0], op, _NOT_MET)


_TURNED = {"≥": "≤", "≤": "≥", "<": ">", ">": "<"}


def _reached(pair: Pair, op: str, why: str) -> Relation:
    result, goal = pair.result, pair.goal.o
    if isinstance(result, Counted):
        note = f"{why}，而逐一列出的“{result.name}”为{result.count}{goal.unit}"
        return Relation(_MET, goal, _SAME, (result.count,), op=_TURNED[op], note=note)
    sharp = goal if op in "≥≤" else as_printed(goal)
    return Relation(_MET, as_printed(result), _SAME, (sharp,), op=op, note=why)
