"""Which single change of a figure would make violated relations hold, and to what value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from mingzhang.domain.checks.boxes import ONE, ZERO, Box
from mingzhang.domain.checks.judge import Judge
from mingzhang.domain.checks.model import Certainty, Kind, Observation, Relation, Role
from mingzhang.domain.checks.rooms import ANYWHERE, room
from mingzhang.domain.checks.slips import COMMON, SIGN, is_telling, slip
from mingzhang.domain.checks.web import Effect, Values, Web

#: So many printable values are looked through for a slip of the pen.
_GRID = 40
#: So many of them are judged before a figure is given up.
_TRIES = 4
#: So many other readings of a relation are looked at.
_READINGS = 3
#: A figure that was mistaken for another one is at most so many times greater or smaller.
_SIZE = 3
#: No figure of a report is greater than this, in any unit.
_GREATEST = Decimal("1e18")
_SHIFTS = tuple(Decimal(1).scaleb(n) for n in (1, -1, 2, -2, 3, -3, 4, -4))


@dataclass(frozen=True, slots=True)
class Change:
    """A figure with all its copies, and the value that it likely should have, in its unit.

    `slip` is the slip of the pen between the two ("" for none), `telling` whether it is a rare one.
    """

    observations: tuple[Observation, ...]
    likely: Decimal
    slip: str
    telling: bool

    @property
    def observation(self) -> Observation:
        """Return the first place of the figure."""
        return self.observations[0]

    @property
    def values(self) -> Values:
        """Return the change as values in place of the printed ones."""
        return dict.fromkeys(self.observations, self.likely)


@dataclass(frozen=True, slots=True)
class Repair:
    """A change and what it does to the relations around it."""

    change: Change
    effect: Effect

    @property
    def score(self) -> tuple[int, int, int, int, int, int]:
        """Return how likely this is the mistake; the greater the likelier.

        A rare slip first; then how many relations speak against the figure; then how little else
        changes; then figures computed from others (rates) before the others; then any slip.
        """
        change, effect = self.change, self.effect
        return (
            int(change.telling),
            len(effect.repaired),
            -effect.doubtful,
            -effect.disturbed,
            int(change.observation.kind is Kind.RATE),
            int(bool(change.slip)),
        )


def places_of(x: Observation) -> int:
    """Return the decimals that a figure was probably rounded to."""
    return max(x.places, x.presumed)


def repair(
    web: Web,
    x: Observation,
    wanted: Collection[int],
    given: Values | None = None,
    left: Collection[int] = (),
) -> Repair | None:
    """Return the change of `x` (with its copies) that makes the relations `wanted` hold.

    None when no printable value does so without violating a relation that holds. `given` are
    changes of other figures to be assumed, `left` relations that need not hold afterwards.
    """
    wanted, left = frozenset(wanted), frozenset(left)
    around = [n for n in web.around(x) if n not in left]
    best: Repair | None = None
    # Relations with other readings: any of them may be the one that was meant.
    depth = max((len(web.relations[n].otherwise) for n in wanted), default=0)
    for nth in range(min(depth, _READINGS) + 1):
        space = _space(web, x, _Task(around, wanted, given or {}, nth))
        found = _fitting(web, x, space, _Task(around, wanted, given or {})) if space else None
        if found and (best is None or found.score > best.score):
            best = found
    return best


@dataclass(frozen=True, slots=True)
class _Task:
    """Relations around a figure, those to be repaired, other changes, which reading to take."""

    around: Sequence[int]
    wanted: Collection[int]
    given: Values
    nth: int = 0

    def reading(
        self, web: Web, relation: Relation, copies: Mapping[Observation, object]
    ) -> tuple[Relation, Observation] | None:
        """Return the reading to repair, and the place of the figure in it.

        None where the figure is in none, or against itself.
        """
        readings = (relation, *relation.otherwise)
        nth = readings[min(self.nth, len(readings) - 1)]
        for reading in (nth, *readings):
            if (inside := web.inside(reading, copies)) is not None:
                return reading, inside
        return None


def _fitting(web: Web, x: Observation, space: tuple[Box, Decimal], task: _Task) -> Repair | None:
    """Return the first candidate in the space that really repairs what is wanted."""
    wanted = set(task.wanted) & set(task.around)
    for tried, change in enumerate(_candidates(web.copies(x), *space)):
        if tried == _TRIES:
            break
        if not _is_plausible(web, change, wanted):
            continue
        effect = web.effect({**task.given, **change.values}, task.around)
        if not effect.broken and effect.repaired >= wanted:
            return Repair(change, effect)
    return None


def _is_plausible(web: Web, change: Change, wanted: Collection[int]) -> bool:
    """Tell whether a person may have printed the one for the other.

    What is no slip of the pen is a figure from elsewhere, of about the same size; a stated result
    or a figure that several relations speak against may be anything of its sign.
    """
    if change.slip:
        return True
    x = change.observation
    if change.likely == -x.value and x.role is not Role.LEVEL and len(wanted) > 1:
        return True  # too short to be recognised by its digits, but not to two relations
    if (change.likely < 0) != (x.value < 0):
        return False
    values = change.values
    if any(web.relations[n].stated in values for n in wanted):
        return True
    likely, own = abs(change.likely), abs(x.value)
    return bool(likely) and (len(wanted) > 1 or (own <= likely * _SIZE and likely <= own * _SIZE))


def _space(web: Web, x: Observation, task: _Task) -> tuple[Box, Decimal] | None:
    """Return where the exact value of `x` may lie, and the likeliest spot; None for nowhere."""
    low, high = ANYWHERE
    target, narrowest = None, ANYWHERE[1]
    copies = dict.fromkeys(web.copies(x))
    for n in sorted(task.around, key=lambda n: n not in task.wanted):  # the wanted ones first
        relation, judgement = web.relations[n], web.judgements[n]
        if n not in task.wanted:
            weak = relation.certainty < Certainty.LIKELY or judgement.soft
            if judgement.violated or weak or relation.otherwise or judgement.expected is None:
                continue
        found = task.reading(web, relation, copies)
        box = room(web.judge, *found, task.given) if found else None
        if box is None:
            continue
        low, high = max(low, box[0]), min(high, box[1])
        if low > high:
            return None
        if n in task.wanted and box[1] - box[0] < narrowest:
            narrowest, target = box[1] - box[0], (box[0] + box[1]) / 2
    # A comparison alone does not tell what would be right.
    return None if target is None else ((low, high), target)


def _candidates(copies: tuple[Observation, ...], box: Box, target: Decimal) -> Iterator[Change]:
    """Yield printable values inside the box: slips of the pen first, then by nearness."""
    x = copies[0]
    places = places_of(x)
    scale = x.scale * (x.direction or 1)
    low, high = sorted((box[0] / scale, box[1] / scale))
    middle = min(max(target / scale, low), high)
    choices = (high - low).scaleb(places) + 1
    found: dict[Decimal, str] = {}
    for shift in _SHIFTS if x.value else ():
        value = x.value * shift
        # Where nearly nothing is wanted, any small number would do; that is no moved point.
        inside = low <= value <= high and high - low <= abs(value) / _SIZE
        if inside and (code := _slip(x, value, places)):
            found[value] = code
    slips: list[tuple[Decimal, Decimal, str]] = []
    others: list[tuple[Decimal, Decimal, str]] = []
    for value in _printable(low, high, middle, places):
        code = _slip(x, value, places)
        (slips if code else others).append((abs(value - middle), value, code))
    for _, value, code in sorted(slips) + sorted(others):
        found.setdefault(value, code)
    for value, code in found.items():
        if value != x.value:
            telling = bool(code) and is_telling(x.value, value, places, choices)
            yield Change(copies, value, code, telling)


#: By changing one digit a figure becomes at most so many times larger or smaller.
_REACH = 10
#: How often a figure whose point or unit is moved would fit by chance.
_SHIFTED = Decimal("0.01")


def _slip(x: Observation, value: Decimal, places: int) -> str:
    """Return the slip that leads from a value to the print; a level has no direction to mistake."""
    code = slip(x.value, value, places)
    return "" if code == SIGN and x.role is Role.LEVEL else code


def _printable(low: Decimal, high: Decimal, middle: Decimal, places: int) -> list[Decimal]:
    """Return the values of so many decimals between the ends, at most those nearest the middle."""
    if abs(middle) > _GREATEST:
        return []
    first = int(middle.scaleb(places).to_integral_value(ROUND_FLOOR)) - _GRID // 2
    last = first + _GRID
    if low.is_finite() and abs(low) < _GREATEST:
        first = max(first, int(low.scaleb(places).to_integral_value(ROUND_CEILING)))
    if high.is_finite() and abs(high) < _GREATEST:
        last = min(last, int(high.scaleb(places).to_integral_value(ROUND_FLOOR)))
    return [Decimal(n).scaleb(-places) for n in range(first, last + 1)]


def _is_far(x: Observation, box: Box) -> bool:
    """Tell whether no digit can be changed so that a figure falls into the box, only its point."""
    size = abs(x.exact) or ONE
    nearest = min(abs(box[0]), abs(box[1]))
    return nearest > size * _REACH or max(abs(box[0]), abs(box[1])) * _REACH < size


def chance(one: Judge, relation: Relation) -> Decimal:
    """Return how likely some figure of a violated relation would look like a slip by chance.

    A figure of d digits has about 10·d slips; each of them may be any of the values that the
    relation allows, out of all values up to twice the figure.
    """
    total = ZERO
    for reading in (relation, *relation.otherwise):
        for x in reading.observations:
            digits = abs(x.value).scaleb(places_of(x)).to_integral_value(ROUND_FLOOR)
            if digits.adjusted() < COMMON:
                continue  # too short to be recognised at all
            box = room(one, reading, x) or ANYWHERE
            choices = ((box[1] - box[0]) / x.scale).scaleb(places_of(x)) + 1
            if not choices.is_finite():
                return ONE
            if _is_far(x, box):
                total += _SHIFTED
                continue
            total += (digits.adjusted() + 1) * 10 * choices / (2 * digits)
            if total >= ONE:
                return ONE
    return total
