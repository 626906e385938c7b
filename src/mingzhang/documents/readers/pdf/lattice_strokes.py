"""Drawn lines as a person sees them: pieces joined, and those that touch brought together.

Programs draw one border as many rules: a piece for each cell, dots and dashes, squares where two
meet, a pair for a double line, a rule of each of two neighbours. One stroke is what they make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mingzhang.documents.readers.pdf.model import Rule

SNAP = 3.0
"""Points by which places of one line may differ; less than the height of any print."""

_DASH = 12.0  # points; what is shorter may be a dash
_DASH_GAP = 6.0
_LEVEL = 9.0  # points that the rules of one level may be apart in all
_SHORTEST = 4.0  # points of a stroke that may bound a cell
_MOST_STROKES = 1000  # of one direction; a page with more is a drawing


class Strokes(NamedTuple):
    """Lines that touch each other, by direction and place."""

    horizontal: list[Rule]
    vertical: list[Rule]


def strokes(rules: Iterable[Rule]) -> list[Rule]:
    """Return rules of one direction joined to strokes, by place; of too many the longest."""
    found: list[Rule] = []
    for level in _levels(sorted(rules)):
        found.extend(_joined(level) if len(level) > 1 else level)
    found = [each for each in found if each.end - each.start >= _SHORTEST]
    if len(found) > _MOST_STROKES:
        found = sorted(found, key=lambda each: each.start - each.end)[:_MOST_STROKES]
    return sorted(found)


def _levels(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield rules in groups that stand at nearly the same place."""
    level: list[Rule] = []
    for rule in rules:
        if level and (rule.at - level[-1].at >= SNAP or rule.at - level[0].at >= _LEVEL):
            yield level
            level = []
        level.append(rule)
    if level:
        yield level


def _joined(level: list[Rule]) -> list[Rule]:
    """Return the strokes of a level; `at` is the mean over the length of its pieces."""
    done: list[Rule] = []
    growing: list[tuple[Rule, float]] = []  # with the length of all pieces
    for rule in sorted(level, key=_start):
        reach = _DASH_GAP if rule.end - rule.start < _DASH else SNAP
        still: list[tuple[Rule, float]] = []
        own, weight = rule, rule.end - rule.start + 1e-3
        for one, length in growing:
            if one.end + _DASH_GAP < rule.start:
                done.append(one)
            elif one.end + reach >= rule.start and abs(one.at - own.at) < SNAP:
                at = (own.at * weight + one.at * length) / (weight + length)
                weight += length
                own = Rule(at, min(own.start, one.start), max(own.end, one.end))
            else:
                still.append((one, length))
        still.append((own, weight))
        growing = still
    return done + [one for one, _ in growing]


def _start(rule: Rule) -> float:
    return rule.start


def touching(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[Strokes]:
    """Return strokes that meet, be it by way of others, together; both given by place."""
    count = len(horizontal)
    parent = list(range(count + len(vertical)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for n, m in _joints(horizontal, vertical):
        one, other = root(n), root(count + m)
        if one != other:
            parent[one] = other
    groups: dict[int, Strokes] = {}
    for n, rule in enumerate(horizontal):
        groups.setdefault(root(n), Strokes([], [])).horizontal.append(rule)
    for m, rule in enumerate(vertical):
        groups.setdefault(root(count + m), Strokes([], [])).vertical.append(rule)
    return list(groups.values())


def _joints(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """Yield which strokes cross, or end, at one another."""
    # A sweep from left to right keeps the horizontal strokes that are under way: as many as a
    # table has rows, whatever else stands on the page.
    begins = sorted(range(len(horizontal)), key=lambda n: horizontal[n].start)
    under_way: list[int] = []
    following = 0
    for m, (at, start, end) in enumerate(vertical):
        while following < len(begins) and horizontal[begins[following]].start <= at + SNAP:
            under_way.append(begins[following])
            following += 1
        under_way = [n for n in under_way if horizontal[n].end >= at - SNAP]
        for n in under_way:
            if start - SNAP <= horizontal[n].at <= end + SNAP:
                yield n, m


def places(rules: Iterable[Rule]) -> list[float]:
    """Return where strokes of one direction stand, those that are nearly at one place as one."""
    found: list[list[float]] = []
    for at in sorted(rule.at for rule in rules):
        if found and at - found[-1][-1] < SNAP:
            found[-1].append(at)
        else:
            found.append([at])
    return [sum(each) / len(each) for each in found]


def middles(ats: Sequence[float]) -> list[float]:
    """Return the middles between places."""
    return [(one + other) / 2 for one, other in pairwise(ats)]
