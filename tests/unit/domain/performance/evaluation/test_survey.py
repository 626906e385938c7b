"""Satisfaction beside its sample: rates, the interval of the answers, and what cannot be."""

from decimal import Decimal

import pytest

from mingzhang.domain.performance.evaluation.survey import Survey
from mingzhang.kernel.rounding import half_up

D = Decimal


def _survey(*counts: int | None) -> Survey:
    population, sample, responses, satisfied = (None if c is None else D(c) for c in counts)
    return Survey(population, sample, responses, satisfied)


def test_rates_are_exact() -> None:
    found = _survey(1860, 240, 221, 192)
    assert found.response_rate is not None
    assert half_up(found.response_rate, 4) == D("92.0833")
    assert found.satisfaction is not None
    assert half_up(found.satisfaction, 4) == D("86.8778")


@pytest.mark.parametrize(
    "counts", [(None, None, None, 5), (None, None, 0, 0), (None, 0, None, None)]
)
def test_no_answer_is_no_satisfaction(counts: tuple[int | None, ...]) -> None:
    found = _survey(*counts)
    assert (found.response_rate, found.satisfaction, found.interval) == (None, None, None)


@pytest.mark.parametrize(
    ("responses", "satisfied", "low", "high"),
    [
        # Wilson's interval at 95 % without continuity correction, from published tables.
        (10, 8, "49.02", "94.33"),
        (10, 10, "72.25", "100.00"),
        (10, 0, "0.00", "27.75"),
        (100, 50, "40.38", "59.62"),
        (1, 1, "20.65", "100.00"),
    ],
)
def test_the_interval_of_few_answers_is_wide(
    responses: int, satisfied: int, low: str, high: str
) -> None:
    interval = _survey(None, None, responses, satisfied).interval
    assert interval is not None
    assert tuple(half_up(end, 2) for end in interval) == (D(low), D(high))


def test_who_asked_everybody_knows() -> None:
    interval = _survey(34, 34, 34, 29).interval
    assert interval is not None
    assert [half_up(end, 2) for end in interval] == [D("85.29"), D("85.29")]


def test_a_known_population_narrows_the_interval() -> None:
    alone, known = _survey(None, 240, 221, 192), _survey(300, 240, 221, 192)
    assert alone.interval is not None
    assert known.interval is not None
    assert alone.interval[0] < known.interval[0] < known.interval[1] < alone.interval[1]


@pytest.mark.parametrize(
    ("counts", "faults"),
    [
        ((100, 50, 40, 30), 0),
        ((100, 100, 100, 100), 0),
        ((None, None, 40, 41), 1),
        ((100, 120, 130, 140), 3),
        ((None, 50, None, 60), 0),
    ],
)
def test_more_than_there_are_is_a_fault(counts: tuple[int | None, ...], faults: int) -> None:
    assert len(list(_survey(*counts).faults())) == faults


def test_a_fault_names_both_counts() -> None:
    assert list(_survey(None, 50, 60, 60).faults()) == ["有效回收60大于样本数50"]
