"""The planned share of a year at a day."""

from datetime import date
from decimal import Decimal

import pytest

from mingzhang.domain.performance.monitoring.plan import is_seasonal, planned
from mingzhang.kernel.rounding import half_up

SEASONS = {3: Decimal(10), 6: Decimal(30), 9: Decimal(80), 12: Decimal(100)}


@pytest.mark.parametrize(
    ("plan", "on", "expected"),
    [
        ({}, date(2023, 7, 31), "58.33"),  # 1–7月 of the monitoring form
        ({}, date(2023, 12, 31), "100.00"),
        ({}, date(2024, 2, 29), "16.67"),
        ({}, date(2023, 6, 15), "45.83"),
        (SEASONS, date(2023, 6, 30), "30.00"),
        (SEASONS, date(2023, 7, 31), "46.67"),
        (SEASONS, date(2023, 1, 31), "3.33"),
        (SEASONS, date(2023, 12, 31), "100.00"),
        ({10: Decimal(100)}, date(2023, 11, 30), "100.00"),
    ],
)
def test_planned_share(plan: dict[int, Decimal], on: date, expected: str) -> None:
    assert half_up(planned(plan, on), 2) == Decimal(expected)


def test_a_plan_of_equal_months_is_not_seasonal() -> None:
    assert not is_seasonal({6: Decimal(50), 12: Decimal(100)})
    assert is_seasonal(SEASONS)
