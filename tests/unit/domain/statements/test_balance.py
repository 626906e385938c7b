"""Controlled rounding: one way, two ways, and over all tables of an edition."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.domain.statements.balance import Block, Entry, apportion
from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.load import load
from mingzhang.domain.statements.printed import misses, moves, printed, printed_facts, rounded
from mingzhang.domain.statements.statement import Amount, Statements
from mingzhang.kernel.rounding import half_up
from tests.unit.domain.statements import world

STEP = Decimal("0.01")
AMOUNTS = st.integers(0, 10**9).map(lambda n: Decimal(n) / 10**6)


@given(st.lists(AMOUNTS, min_size=1, max_size=12))
def test_parts_come_to_their_total(parts: list[Decimal]) -> None:
    total = half_up(sum(parts, Decimal(0)), 2)
    shares = apportion(total, parts)
    if any(parts):
        assert sum(shares, Decimal(0)) == total
    assert all(share == 0 for share, part in zip(shares, parts, strict=True) if part == 0)
    assert all(abs(s - p) < STEP for s, p in zip(shares, parts, strict=True))


def test_who_lost_most_by_rounding_goes_up_first() -> None:
    parts = [Decimal(text) for text in ("1.004", "1.0049", "1.001")]
    assert apportion(Decimal("3.01"), parts) == [Decimal("1.00"), Decimal("1.01"), Decimal("1.00")]


def test_of_equals_the_larger_goes_first() -> None:
    parts = [Decimal("1.004"), Decimal("9.004"), Decimal("3.002")]
    assert apportion(Decimal("13.01"), parts)[1] == Decimal("9.01")


@given(st.lists(st.lists(AMOUNTS, min_size=3, max_size=3), min_size=2, max_size=5))
def test_a_block_comes_to_both_its_sums(grid: list[list[Decimal]]) -> None:
    whole = half_up(sum((sum(row, Decimal(0)) for row in grid), Decimal(0)), 2)
    rows = apportion(whole, [sum(row, Decimal(0)) for row in grid])
    columns = apportion(whole, [sum(c, Decimal(0)) for c in zip(*grid, strict=True)])
    cells = [[Entry(v + 1) for v in row] for row in grid]  # no zeros: every cell may move
    wide = [row + 3 for row in rows], [column + len(grid) for column in columns]
    if sum(wide[0], Decimal(0)) != sum(wide[1], Decimal(0)):
        return  # all zero: nothing was shared out
    prints = Block(cells, *wide, 2).settle()
    assert [sum(row, Decimal(0)) for row in prints] == wide[0]
    assert [sum(c, Decimal(0)) for c in zip(*prints, strict=True)] == wide[1]


def test_what_is_held_stays_and_a_sum_that_cannot_be_met_is_left() -> None:
    held = [[Entry(Decimal("1.004"), Decimal("1.00")), Entry(Decimal(0))]]
    assert Block(held, [Decimal("1.01")], [None, None], 2).settle() == [[Decimal("1.00"), 0]]


def _statements(edition: str, fen: list[int]) -> Statements:
    return fill(load(edition), world.figures(fen), world.DEPARTMENT, 2024)


@settings(max_examples=15)
@pytest.mark.parametrize(
    "edition", ["cn-statements-2022", "31-statements-2024", "51-statements-2022"]
)
@given(fen=st.lists(st.integers(0, 10**10), min_size=2 * world.NEEDED, max_size=2 * world.NEEDED))
def test_a_fact_has_one_print_in_all_tables(edition: str, fen: list[int]) -> None:
    statements = _statements(edition, fen)
    figures = printed(statements, "balanced")
    facts = printed_facts(statements, "balanced")
    for table in statements.tables.values():
        for at, value in table.cells():
            assert isinstance(value, Amount)
            assert value.key is not None
            assert figures[at] == facts[value.key]
            assert abs(figures[at] - value.value / 10000) < 3 * STEP
            assert (figures[at] == 0) or value.value != 0


@pytest.mark.parametrize(
    "edition", ["cn-statements-2022", "31-statements-2024", "51-statements-2022"]
)
def test_balanced_tables_add_up_where_true_ones_do_not(edition: str) -> None:
    statements = _statements(edition, world.fixed())
    as_they_are, moved = printed(statements, "true"), printed(statements, "balanced")
    tables = statements.tables.values()
    assert any(misses(table, as_they_are) for table in tables)
    assert not any(misses(table, moved) for table in tables)
    for table in tables:
        assert not moves(table, as_they_are)
        for move in moves(table, moved):
            assert move.rounded == rounded(table)[move.at]
            assert abs(move.printed - move.rounded) == STEP
    totals = [a for a in as_they_are if a.table == "summary" and a.line.startswith("total_")]
    assert all(as_they_are[a] == moved[a] for a in totals)
    assert all(moved[a] == moved[b] for a, b in pairwise(totals))


@settings(max_examples=15)
@given(fen=st.lists(st.integers(0, 10**9), min_size=2 * world.NEEDED, max_size=2 * world.NEEDED))
def test_tables_of_the_national_form_always_add_up(fen: list[int]) -> None:
    statements = _statements("cn-statements-2022", fen)
    figures = printed(statements, "balanced")
    assert not any(misses(table, figures) for table in statements.tables.values())
