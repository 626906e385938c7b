"""The least number of wrong figures that explains all sums that fail, as far as greed finds it."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.extraction.tables.matrix import Cell, Claim, Tally, tally
from tests.unit.domain.checks.figures import Report

GROUPS = st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=5, unique=True), max_size=12)


def _claims(groups: list[list[int]]) -> list[Claim]:
    """Return sums of shared cells, none of which holds."""
    report = Report()
    cells = [Cell(report("7.00万元"), Decimal(7), Decimal(0)) for _ in range(8)]
    return [
        Claim(cells[first], tuple(cells[n] for n in rest), (1,) * len(rest))
        if len(rest) > 1
        else Claim(cells[first], (cells[rest[0]],), (-1,))
        for first, *rest in groups
    ]


def _culprits(groups: list[list[int]]) -> int:
    """Take out the cell of most sums, of several the first, until none is left."""
    order = list(dict.fromkeys(n for group in groups for n in group))
    left, found = groups, 0
    while left:
        worst = max(order, key=lambda n: (sum(n in group for group in left), -order.index(n)))
        left = [group for group in left if worst not in group]
        found += 1
    return found


@given(GROUPS)
def test_the_worst_figure_is_taken_out_first(groups: list[list[int]]) -> None:
    found = tally(_claims(groups))
    assert found == Tally(0, 0, len(groups), _culprits(groups))


def test_one_figure_may_spoil_thousands_of_sums() -> None:
    assert tally(_claims([[0, 1, 2], [3, 0, 4], [5, 6, 0]] * 900)).culprits == 1
