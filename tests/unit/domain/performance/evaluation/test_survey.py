"""Satisfaction beside its sample: rates, the interval of the answers, and what cannot be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    "counts",
    [
        (None, None, None, 5),
        (None, None, 0, 0),
        (None, 0, None, None),
        (None, 0, 5, None),
        (None, 50, None, None),
        (None, None, 50, None),
    ],
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


@pytest.mark.parametrize(
    ("counts", "share"),
    [
        ((34, 34, 34, 29), "85.29"),
        ((1, 1, 1, 1), "100"),
        ((1, 1, 1, 0), "0"),
        ((9, 9, 10, 5), "50"),
    ],
)
def test_who_asked_everybody_knows(counts: tuple[int, ...], share: str) -> None:
    interval = _survey(*counts).interval
    assert interval is not None
    assert [half_up(end, 2) for end in interval] == [D(share), D(share)]


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        # The square of the normal quantile times (N − n) ÷ (N − 1), worked out apart.
        ((300, 240, 221, 192), "84.42009188", "88.99838163"),
        ((2, 2, 1, 1), "20.65493143", "100.00000000"),
        ((3, 3, 2, 1), "15.00389891", "84.99610109"),
    ],
)
def test_the_correction_for_a_known_population(
    counts: tuple[int, ...], low: str, high: str
) -> None:
    interval = _survey(*counts).interval
    assert interval is not None
    assert tuple(half_up(end, 8) for end in interval) == (D(low), D(high))


def test_more_satisfied_than_answered_has_no_interval() -> None:
    assert _survey(None, None, 40, 41).interval is None
    assert _survey(None, None, 40, 41).satisfaction == D("102.5")


@given(st.integers(1, 500), st.integers(0, 500), st.none() | st.integers(0, 600))
def test_an_interval_holds_its_share_and_more_of_the_population_never_widens_it(
    responses: int, satisfied: int, population: int | None
) -> None:
    satisfied = min(satisfied, responses)
    found = _survey(population, None, responses, satisfied)
    alone = _survey(None, None, responses, satisfied)
    assert found.interval is not None
    assert alone.interval is not None
    assert found.satisfaction is not None
    low, high = found.interval
    tiny = D("1e-20")  # what divisions round away
    assert 0 <= low <= found.satisfaction + tiny
    assert found.satisfaction - tiny <= high <= 100
    assert high - low <= alone.interval[1] - alone.interval[0] + tiny


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
