"""All figures of a document by what they are."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from mingzhang.domain.checks.model import Observation, Role
from mingzhang.extraction.passages import Passage, View, of_view
from mingzhang.extraction.quantities import cells
from mingzhang.extraction.quantities.agreement import Votes, best
from mingzhang.extraction.quantities.keys import Key, Mention
from mingzhang.extraction.quantities.resolve import Resolver
from mingzhang.rulebook.quantities import quantities

_SHORTEST_ORGAN = 4
#: A name used so often, and more than all others, is the department's where its title is not read.
_OFTEN = 3


class Index(Mapping[Key, tuple[Mention, ...]]):
    """The mentions of every key, in reading order. A name for both sides counts for each."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = tuple(mentions)
        self._keys = {m.observation.number: m.key for m in self.mentions}
        found: dict[Key, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            for key in _sides(mention.key):
                found[key].append(mention)
        self._found = {key: tuple(each) for key, each in found.items()}
        self._best: dict[Key, tuple[Mention, bool]] = {}

    def __getitem__(self, key: Key) -> tuple[Mention, ...]:
        return self._found[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def key(self, observation: Observation) -> Key | None:
        """Return what a figure is, None when unknown."""
        return self._keys.get(observation.number)

    def best(self, key: Key) -> Mention | None:
        """Return the mention that most others agree with, the first of such; None for none."""
        return self._voted(key)[0] if key in self._found else None

    def agreed(self, key: Key) -> Mention | None:
        """Return the best mention where all mentions or most agree, else None.

        Where they are at odds, the document tells of several units.
        """
        first, agreed = self._voted(key) if key in self._found else (None, False)
        return first if agreed else None

    def nearest(self, key: Key, number: int) -> Mention | None:
        """Return the best mention, or the one nearest to a figure where mentions are at odds.

        A document that has a part for each of several units says everything several times.
        """
        if key not in self._found:
            return None
        first, agreed = self._voted(key)
        if agreed:
            return first
        found = self._found[key]
        at = bisect_left(found, number, key=lambda m: m.observation.number)
        return min(
            found[max(0, at - 1) : at + 1],
            key=lambda m: (abs(m.observation.number - number), m.observation.number),
        )

    def _voted(self, key: Key) -> tuple[Mention, bool]:
        """Return the best mention of a key, and whether it has all or most votes."""
        if key not in self._best:
            found = self._found[key]
            first = best(found)
            votes = Votes(found).for_(first)
            agreed = votes == len(found) or (votes >= _OFTEN and votes * 2 > len(found))
            self._best[key] = (first, agreed)
        return self._best[key]


@of_view
def of(view: View) -> Index:
    """Return the index of a view; made once for each."""
    mentions = [*Resolver(view).mentions(), *cells.mentions(view)]
    mentions.sort(key=lambda m: m.observation.number)
    return Index(_with_own_entity(mentions, view))


def resolve(observation: Observation, passage: Passage, view: View) -> Key | None:
    """Return which quantity a figure of running text is, None when that is not sure."""
    del passage  # the key also depends on the figures before it, so that whole passages are read
    return of(view).key(observation)


def _sides(key: Key) -> tuple[Key, ...]:
    quantity = quantities().get(key.quantity)
    if quantity is None or not quantity.sides:
        return (key,)
    return tuple(key._replace(quantity=side) for side in quantity.sides)


def _with_own_entity(mentions: list[Mention], view: View) -> Iterator[Mention]:
    """Take the department's own name off its figures; those of others keep whose they are."""
    votes = Counter(m.key.entity for m in mentions if m.key.entity)
    own = {n for n in votes if _shortens(n, view.subject) or _shortens(view.subject, n)}
    most = max(votes, key=lambda name: (votes[name], len(name)), default="")
    if not own and votes[most] * 2 > votes.total() and votes[most] >= _OFTEN:
        own = {most, *(n for n in votes if _shortens(n, most) or _shortens(most, n))}
    for m in mentions:
        if m.key.entity in own:
            yield Mention(m.observation, m.key._replace(entity=""), m.certainty, m.section)
        else:
            yield m


def _shortens(short: str, full: str) -> bool:
    """Tell whether a name is another one with signs left out (市经济合作外事局)."""
    if len(short) < _SHORTEST_ORGAN or short[-1:] != full[-1:]:
        return False
    rest = iter(full)
    return all(sign in rest for sign in short)


def levels(index: Index) -> Iterator[tuple[Key, tuple[Mention, ...]]]:
    """Yield the keys that are amounts and counts, with their mentions."""
    for key, mentions in index.items():
        if "|" not in key.aspect and mentions[0].observation.role is Role.LEVEL:
            yield key, mentions
