"""Controlled rounding: every amount to a neighbour, as near as can be, with all sums kept."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.domain.statements.balance import Sum, settle
from mingzhang.kernel.rounding import half_up

STEP = Decimal("0.01")
AMOUNTS = st.integers(0, 10**9).map(lambda n: Decimal(n) / 10**6)
SIGNED = st.integers(-(10**7), 10**7).map(lambda n: Decimal(n) / 10**4)


def _apart(prints: Sequence[Decimal], exact: Sequence[Decimal]) -> Decimal:
    pairs = zip(prints, exact, strict=True)
    return sum((abs(shown - value) for shown, value in pairs), Decimal(0))


def _off(prints: Sequence[Decimal], sums: Sequence[Sum]) -> list[Sum]:
    return [s for s in sums if sum(prints[n] * factor for n, factor in s.items())]


def _shares(parts: Sequence[Decimal], firm: int = 1000) -> list[Decimal]:
    """Round parts and, first of all, their total."""
    exact = [*parts, sum(parts, Decimal(0))]
    total = len(parts)
    sums = [{total: 1, **dict.fromkeys(range(total), -1)}]
    return settle(exact, sums, [1] * total + [firm], 2)


@given(st.lists(SIGNED, min_size=1, max_size=12))
def test_parts_come_to_their_total_which_is_rounded_by_itself(parts: list[Decimal]) -> None:
    *shares, total = _shares(parts)
    assert total == half_up(sum(parts, Decimal(0)), 2)
    assert sum(shares, Decimal(0)) == total
    assert all(abs(s - p) < STEP for s, p in zip(shares, parts, strict=True))
    assert all(s == p for s, p in zip(shares, parts, strict=True) if p == half_up(p, 2))


def test_who_lost_most_by_rounding_goes_up_first() -> None:
    parts = [Decimal(text) for text in ("1.004", "1.0049", "1.001")]
    assert _shares(parts)[:3] == [Decimal("1.00"), Decimal("1.01"), Decimal("1.00")]


def test_of_equals_the_larger_goes_first() -> None:
    parts = [Decimal("1.004"), Decimal("9.004"), Decimal("3.002")]
    assert _shares(parts)[1] == Decimal("9.01")


def test_what_needs_not_move_is_rounded_half_up() -> None:
    exact = [Decimal(text) for text in ("0.005", "1.0049", "-0.005", "-1.006", "0", "7")]
    assert settle(exact, [], [1] * 6, 2) == [half_up(each, 2) for each in exact]


@given(st.lists(AMOUNTS, min_size=2, max_size=7))
def test_no_other_rounding_is_nearer(parts: list[Decimal]) -> None:
    exact = [*parts, sum(parts, Decimal(0))]
    found = _shares(parts, firm=1)
    floors = [value - value % STEP for value in exact]
    steps = [(Decimal(0), STEP) if value % STEP else (Decimal(0),) for value in exact]
    best = min(
        _apart(tried, exact)
        for up in product(*steps)
        if sum(tried := [f + u for f, u in zip(floors, up, strict=True)]) == 2 * tried[-1]
    )
    assert _apart(found, exact) == best


@given(st.lists(st.lists(SIGNED, min_size=3, max_size=3), min_size=2, max_size=5))
def test_a_table_that_adds_up_both_ways_always_does_in_print(grid: list[list[Decimal]]) -> None:
    full = [[*row, sum(row, Decimal(0))] for row in grid]
    full.append([sum(column, Decimal(0)) for column in zip(*full, strict=True)])
    exact = [value for row in full for value in row]
    high = len(full)
    rows = [{4 * n + 3: -1, **{4 * n + m: 1 for m in range(3)}} for n in range(high)]
    columns = [
        {4 * (high - 1) + m: -1, **{4 * n + m: 1 for n in range(high - 1)}} for m in range(4)
    ]
    prints = settle(exact, [*rows, *columns], [1] * len(exact), 2)
    assert not _off(prints, [*rows, *columns])
    assert all(abs(shown - value) < STEP for shown, value in zip(prints, exact, strict=True))


def test_where_no_rounding_keeps_all_sums_most_are_kept_all_the_same() -> None:
    """Three amounts of a half, any two of which are a whole: two of them go one way."""
    exact = [Decimal("0.005")] * 3 + [Decimal("0.01")] * 3
    sums = [{0: 1, 1: 1, 3: -1}, {1: 1, 2: 1, 4: -1}, {0: 1, 2: 1, 5: -1}]
    prints = settle(exact, sums, [1] * 6, 2)
    assert prints[3:] == exact[3:]
    assert all(abs(shown - value) < STEP for shown, value in zip(prints, exact, strict=True))
    assert 1 <= len(_off(prints, sums)) <= 3


@settings(max_examples=20)
@given(st.lists(AMOUNTS, min_size=27, max_size=27))
def test_a_cube_of_sums_is_kept_or_nearly(cube: list[Decimal]) -> None:
    """Three ways at once there may be no solution; what is left is a unit of the last place."""
    exact, sums = list(cube), []
    for axis in range(3):
        for place in product(range(3), repeat=2):
            cells = [(*place[:axis], n, *place[axis:]) for n in range(3)]
            at = [9 * a + 3 * b + c for a, b, c in cells]
            sums.append({len(exact): -1, **dict.fromkeys(at, 1)})
            exact.append(sum((cube[n] for n in at), Decimal(0)))
    prints = settle(exact, sums, [1] * len(exact), 2)
    assert all(abs(shown - value) < STEP for shown, value in zip(prints, exact, strict=True))
    assert len(_off(prints, sums)) <= 2
