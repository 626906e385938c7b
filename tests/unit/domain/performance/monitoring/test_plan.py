"""The planned share of a year at a day."""

from datetime import date
from decimal import Decimal

import pytest

from mingzhang.domain.performance.monitoring.plan import months_ended, planned
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


@pytest.mark.parametrize(
    ("on", "ended"),
    [(date(2023, 1, 30), 0), (date(2023, 1, 31), 1), (date(2024, 2, 28), 1), (date(2024, 2, 29), 2),
     (date(2023, 12, 31), 12)],
)  # fmt: skip
def test_months_that_are_over(on: date, ended: int) -> None:
    assert months_ended(on) == ended
