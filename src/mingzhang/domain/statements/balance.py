"""Controlled rounding: every amount to one of its neighbours, so that all sums hold in print.

How far each amount goes between its two neighbours is a variable; that all sums hold and the
distances are least is a linear program. The exact amounts are a solution to start from; sliding
single amounts, others giving way, leads to a corner, where as a rule every amount has reached a
neighbour, and from corner to corner to the nearest one. Tables that add up in one or two
directions always have such a corner. Where many tables cross there may be none; then single sums
stay missed by a unit of the last place.

Only the way to a neighbour is reckoned in floating point, never an amount.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from mingzhang.kernel.rounding import half_up

#: Amounts by number, each with its factor; the exact amounts so weighted add up to zero.
Sum = Mapping[int, int]

#: Steps of arithmetic after which what is found is near enough: some seconds.
_PATIENCE = 4_000_000
#: Less than this is the error of floating point and nothing else.
_NOTHING = 1e-9
#: So near a neighbour an amount has reached it; corners lie at halves, thirds, quarters.
_NEAR = 0.05
#: What a half costs to be rounded down, and what the smallest amount costs more than the largest.
_HALF, _SMALL = 1e-2, 1e-6


def settle(
    exact: Sequence[Decimal], sums: Sequence[Sum], weights: Sequence[int], places: int
) -> list[Decimal]:
    """Return the amounts rounded to `places` so that the sums hold wherever that is found to be.

    Each goes to the neighbour above or below it, all in all as near as can be, distances counted
    by `weights` (1 or more), the larger of equals first; what has no more places stays. `sums`
    must hold exactly. The same input gives the same result.
    """
    step = Decimal(1).scaleb(-places)
    floors = [(value / step).to_integral_value(ROUND_FLOOR) for value in exact]
    order = sorted(range(len(exact)), key=lambda n: (-abs(exact[n]), n))
    ranks = {n: rank / len(exact) for rank, n in enumerate(order)}
    program = _Program()
    for n, (value, floor) in enumerate(zip(exact, floors, strict=True)):
        if part := value / step - floor:
            up = half_up(value, places) / step > floor
            cost = weights[n] * (float(abs(1 - 2 * part)) or _HALF) + _SMALL * ranks[n]
            program.add(n, float(part), -cost if up else cost)
    program.require(sums)
    ways = program.solve()
    return [(floor + ways.get(n, 0)) * step for n, floor in enumerate(floors)]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A sum of the ways that amounts go, 1 to the neighbour above: factors, and what it is."""

    terms: Mapping[int, int]
    total: int


class _Landing(NamedTuple):
    """A rounding: the way of every amount, and how many sums it misses."""

    ways: dict[int, int]
    missed: int


@dataclass(slots=True)
class _Program:
    """The linear program in the making; an amount is 0 at its neighbour below, 1 at that above.

    By the sums some amounts, the led ones, move with the others, the free ones: `rows` tell by how
    much for a unit of each, `users` which led ones move with a free one, `price` what a unit of a
    free one costs with all that moves along.
    """

    _value: dict[int, float] = field(default_factory=dict)
    _cost: dict[int, float] = field(default_factory=dict)
    _price: dict[int, float] = field(default_factory=dict)
    _rows: dict[int, dict[int, float]] = field(default_factory=dict)
    _users: dict[int, dict[int, None]] = field(default_factory=dict)
    _sums: list[_Kept] = field(default_factory=list)
    _holding: dict[int, list[_Kept]] = field(default_factory=dict)
    _work: int = 0

    def add(self, n: int, part: float, cost: float) -> None:
        """Take in an amount so far above its lower neighbour; `cost` of going up, less than 0 if
        it is rounded up by itself.
        """
        self._value[n] = part
        self._cost[n] = self._price[n] = cost
        self._users[n] = {}
        self._holding[n] = []

    def require(self, sums: Sequence[Sum]) -> None:
        """Keep these sums from now on; the rarest amount of each is led, which keeps rows short."""
        seen = Counter(n for each in sums for n in each)
        self._note(sums)
        for each in sums:
            moved: dict[int, float] = {}
            for n, factor in each.items():
                for m, share in self._rows.get(n, {n: 1.0}).items():
                    if m in self._value:
                        moved[m] = moved.get(m, 0.0) + factor * share
            moved = {n: share for n, share in moved.items() if abs(share) > _NOTHING}
            if moved:
                lead = min(moved, key=lambda n: (seen[n], n))
                own = moved.pop(lead)
                self._lead(lead, {n: -share / own for n, share in moved.items()})

    def _note(self, sums: Sequence[Sum]) -> None:
        for each in sums:
            terms = {n: factor for n, factor in each.items() if n in self._value}
            kept = _Kept(terms, round(sum(f * self._value[n] for n, f in terms.items())))
            self._sums.append(kept)
            for n in terms:
                self._holding[n].append(kept)

    def solve(self) -> dict[int, int]:
        """Return 1 for every amount that goes to the neighbour above, 0 for those below.

        The nearest corner may lie between neighbours; then others are tried around it, and what
        misses fewest sums is taken.
        """
        for n in list(self._value):
            while n in self._price and _NOTHING < self._value[n] < 1 - _NOTHING:
                self._slide(n, up=self._price[n] < 0)
        found = [self._landed()]
        self._improve()
        found.append(self._landed())
        for n in list(self._value):
            if not found[-1].missed or self._work > _PATIENCE:
                break
            if self._between(n):
                found += self._pressed(n)
        return min(reversed(found), key=lambda landing: landing.missed).ways

    def _between(self, n: int) -> bool:
        return _NEAR < self._value[n] < 1 - _NEAR

    def _pressed(self, n: int) -> Iterator[_Landing]:
        """Make an amount so dear that it goes to its own neighbour, or else to the other."""
        dear = 4 * max(abs(cost) for cost in self._cost.values())
        for cost in (-dear, dear) if self._cost[n] < 0 else (dear, -dear):
            more = cost - self._cost[n]
            self._cost[n] = cost
            for m, share in self._rows.get(n, {n: 1.0}).items():
                self._price[m] += more * share
            self._improve()
            yield self._landed()
            if not self._between(n):
                return

    def _landed(self) -> _Landing:
        """Return where the amounts go from this corner.

        What stands between its neighbours hangs together in odd circles: one goes where it rounds
        to, the others follow by their sums, and only where a circle closes a sum is missed.
        """
        ways = {n: round(at) for n, at in self._value.items() if not self._between(n)}
        for n, cost in self._cost.items():
            if n not in ways:
                ways[n] = int(cost < 0)
                self._follow(n, ways)
        missed = sum(
            sum(factor * ways[n] for n, factor in each.terms.items()) != each.total
            for each in self._sums
        )
        return _Landing(ways, missed)

    def _follow(self, n: int, ways: dict[int, int]) -> None:
        """Settle what the sums leave no choice once `n` is settled."""
        waiting = [n]
        while waiting:
            for each in self._holding[waiting.pop()]:
                left = [m for m in each.terms if m not in ways]
                if len(left) == 1:
                    known = sum(f * ways[m] for m, f in each.terms.items() if m in ways)
                    way, rest = divmod(each.total - known, each.terms[left[0]])
                    if not rest and way in (0, 1):
                        ways[left[0]] = way
                        waiting.append(left[0])

    def _improve(self) -> None:
        """Go from corner to corner, first where a unit gains most, while that gains."""
        value = self._value
        while self._work < _PATIENCE:
            best, gain = -1, _NOTHING
            for n, price in self._price.items():
                gained = price if value[n] > 1 / 2 else -price
                if gained > gain:
                    best, gain = n, gained
            if best < 0:
                return
            self._slide(best, up=self._price[best] < 0)

    def _slide(self, n: int, *, up: bool) -> None:
        """Move an amount until it or one moving along reaches a neighbour; that one is freed."""
        way = 1.0 if up else -1.0
        room = 1 - self._value[n] if up else self._value[n]
        stopped = None
        for led in sorted(self._users[n]):
            share = self._rows[led][n] * way
            far = ((1 - self._value[led]) if share > 0 else -self._value[led]) / share
            if far < room - _NOTHING:
                room, stopped = max(far, 0.0), led
        for led in self._users[n]:
            self._value[led] += self._rows[led][n] * way * room
        if stopped is None:
            self._value[n] = float(up)
        else:
            self._value[n] += way * room
            self._value[stopped] = float(round(self._value[stopped]))
            self._exchange(stopped, n)

    def _exchange(self, led: int, n: int) -> None:
        """Let `n` be led by what led `led`, which is free from now on."""
        row = self._rows.pop(led)
        for m in row:
            del self._users[m][led]
        factor = row.pop(n)
        self._price[led] = 0.0
        new = {m: -share / factor for m, share in row.items()}
        self._lead(n, {led: 1 / factor, **new})

    def _lead(self, n: int, row: dict[int, float]) -> None:
        """Make a free amount move with others, and with them all that moved with it."""
        led_so_far, price, users = self._users[n], self._price.pop(n), self._users
        users[n] = {}
        self._rows[n] = row
        self._work += len(row) * (len(led_so_far) + 1)
        for m, share in row.items():
            users[m][n] = None
            self._price[m] += price * share
        for led in led_so_far:
            own = self._rows[led]
            factor = own.pop(n)
            for m, share in row.items():
                total = own.get(m, 0.0) + factor * share
                if abs(total) > _NOTHING:
                    own[m] = total
                    users[m][led] = None
                elif m in own:
                    del own[m], users[m][led]
