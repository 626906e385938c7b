"""Whether mentions of one quantity agree, and what it tells when they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from mingzhang.domain.checks.model import Bound, Observation
from mingzhang.domain.checks.slips import is_telling, significant, slip
from mingzhang.extraction.quantities.keys import Mention

#: One part in so many is nearly the same.
_NEAR = 200
#: So many prints of one quantity are compared with each other.
_PRINTS = 8
#: Figures of fewer digits agree by chance.
_TELLING = 2


def agree(one: Observation, other: Observation) -> bool:
    """Tell whether two prints can be one figure, each rounded in its own way."""
    apart = abs(one.exact - other.exact)
    return not apart or apart <= max(one.half, other.half)


def slipped(one: Observation, other: Observation) -> bool:
    """Tell whether a slip of the pen leads from one print to the other."""
    places = max(one.places, other.places, one.presumed, other.presumed)
    unit = max(one.scale, other.scale)
    first, second = one.exact / unit, other.exact / unit
    if not (slip(first, second, places) or slip(second, first, places)):
        return False
    return is_telling(first, second, places)


def by_rounding(one: Observation, other: Observation) -> bool:
    """Tell whether two prints are one unit of the last place apart.

    Totals that were added up before or after rounding differ by that much in good reports.
    """
    return abs(one.exact - other.exact) <= 2 * max(one.half, other.half)


def near(one: Observation, other: Observation) -> bool:
    """Tell whether two prints are nearly the same amount, as two unlike quantities rarely are."""
    return abs(one.exact - other.exact) * _NEAR <= max(abs(one.exact), abs(other.exact))


def best(mentions: Sequence[Mention]) -> Mention:
    """Return the mention that most others agree with; of equals the surest, then the first."""
    if len(mentions) == 1:
        return mentions[0]
    votes = Votes(mentions)

    def rank(mention: Mention) -> tuple[bool, int, int, int]:
        o = mention.observation
        return (o.bound is Bound.EXACT, votes.for_(mention), mention.certainty, -o.number)

    return max(mentions, key=rank)


class Votes:
    """How many of some mentions agree with one of them, counting the commonest prints."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        """Count the prints once."""
        self._prints = _prints(mentions)

    def for_(self, mention: Mention) -> int:
        """Return the votes for a mention."""
        o = mention.observation
        return sum(count for other, count in self._prints if agree(o, other))


def _prints(mentions: Sequence[Mention]) -> list[tuple[Observation, int]]:
    """Return the commonest prints and how often each occurs.

    One quantity has few prints; many mean that the document joins reports of many units, where
    comparing each with each would cost the square of its length.
    """
    first: dict[tuple[Decimal, Decimal], Observation] = {}
    counts: Counter[tuple[Decimal, Decimal]] = Counter()
    for mention in mentions:
        o = mention.observation
        print_ = (o.exact, o.half)
        first.setdefault(print_, o)
        counts[print_] += 1
    return [(first[print_], count) for print_, count in counts.most_common(_PRINTS)]


def is_trivial(o: Observation) -> bool:
    """Tell whether a figure is one that many figures are: 0, 100 %, 30, or a bound (90 %以上)."""
    return o.bound is not Bound.EXACT or significant(o.value.normalize()) < _TELLING
