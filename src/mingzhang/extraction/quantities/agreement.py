"""Whether mentions of one quantity agree, and what it tells when they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from mingzhang.domain.checks.model import Bound, Kind, Observation
from mingzhang.domain.checks.slips import is_telling, significant, slip
from mingzhang.extraction.quantities.keys import Mention

#: One part in so many is nearly the same.
_NEAR = 200
_Print = tuple[Decimal, Decimal]
"""A figure as printed, and half a unit of its last place."""

#: So many prints of one quantity are compared with each other.
_PRINTS = 8
#: Figures of fewer digits agree by chance.
_TELLING = 2


def agree(one: Observation, other: Observation) -> bool:
    """Tell whether two prints can be one figure, each rounded in its own way."""
    return _agree((one.exact, one.half), (other.exact, other.half))


def _agree(one: _Print, other: _Print) -> bool:
    apart = abs(one[0] - other[0])
    return not apart or apart <= max(one[1], other[1])


def slipped(one: Observation, other: Observation) -> bool:
    """Tell whether a slip of the pen leads from one print to the other."""
    places = max(one.places, other.places, one.presumed, other.presumed)
    unit = max(one.scale, other.scale)
    first, second = one.exact / unit, other.exact / unit
    if not (slip(first, second, places) or slip(second, first, places)):
        return False
    return is_telling(first, second, places)


def mistyped(one: Observation, other: Observation) -> bool:
    """Tell whether two counts differ by one digit, or by two neighbours that are exchanged.

    Counts have too few digits for a slip to prove that they are the same; where that is known
    otherwise, it tells that the difference is no matter of what is counted.
    """
    if {one.kind, other.kind} != {Kind.COUNT} or one.places or other.places:
        return False
    first, second = str(one.value), str(other.value)
    if len(first) != len(second) or len(first) < _TELLING:
        return False
    apart = [n for n, digit in enumerate(first) if digit != second[n]]
    if len(apart) == 1:
        return True
    return len(apart) == 2 and sorted(first) == sorted(second) and apart[1] == apart[0] + 1


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
    """How many of some mentions agree with one of them, counting the commonest prints.

    One quantity has few prints; many mean that the document joins reports of many units, where
    comparing each with each would cost the square of its length.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        """Count the prints once."""
        counts = Counter((m.observation.exact, m.observation.half) for m in mentions)
        self._prints = counts.most_common(_PRINTS)
        self._votes: dict[_Print, int] = {}

    def for_(self, mention: Mention) -> int:
        """Return the votes for a mention."""
        own = (mention.observation.exact, mention.observation.half)
        if own not in self._votes:
            self._votes[own] = sum(n for other, n in self._prints if _agree(own, other))
        return self._votes[own]


def is_trivial(o: Observation) -> bool:
    """Tell whether a figure is one that many figures are: 0, 100 %, 30, or a bound (90 %以上)."""
    return o.bound is not Bound.EXACT or significant(o.value.normalize()) < _TELLING
