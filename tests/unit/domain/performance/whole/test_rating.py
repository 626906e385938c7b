"""Lines into sums, the total and the grade: what counts, what is left open, what is taken off."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.performance.scoring.scored import Standing, Tally
from mingzhang.domain.performance.whole.model import Line, Measured, Rating
from mingzhang.domain.performance.whole.rating import examined, rating
from mingzhang.kernel.basis import Basis
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.parameters import Parameters
from tests.unit.domain.performance.whole.evaluated import D, one, system

PARAMETERS = Parameters("510000", 2023, {})


@dataclass(frozen=True)
class Given:
    """A line: its weight, its points, and whether it applies."""

    weight: str
    points: str | None = None
    applies: bool = True


#: Lines may bear other weights than their indicators.
SYSTEM = one("")


def _rated(*given: Given) -> Rating:
    return rating(SYSTEM, (_line(each) for each in given), PARAMETERS)


def _line(given: Given) -> Line:
    points = None if given.points is None else D(given.points)
    scored = Standing.UNSCORED if points is None else Standing.SCORED
    return Line(
        item=SYSTEM.indicators[0],
        weight=D(given.weight),
        measured=Measured(),
        points=points,
        standing=scored if given.applies else Standing.NOT_APPLICABLE,
        basis=Basis("indicator-framework"),
    )


OFF = Given("40", applies=False)


@pytest.mark.parametrize(
    ("lines", "points", "grade", "ungraded"),
    [
        ((Given("60", "54"), Given("40", "36")), "90", "优", ""),
        ((Given("60", "54"), Given("40", "35.99")), "89.99", "良", ""),
        ((Given("60", "50"), OFF), "83.33", "良", ""),
        ((Given("60", "50"), Given("0", "-4"), OFF), "79.33", "中", ""),
        ((Given("60", "1"), Given("0", "-4")), "0", "差", ""),
        ((Given("1", "0.5"),), "50", "差", ""),
        ((Given("60", "61"),), "101.67", None, "得分超过满分，不评等次"),
        ((OFF,), None, None, "没有适用的指标，不评等次"),
        ((Given("60"), Given("40", "40")), None, None, "有60分未评，不评等次"),
        # What can only be taken off leaves nothing open, and closes nothing that is.
        ((Given("60", "54"), Given("0")), "90", "优", ""),
        ((Given("60"), Given("0")), None, None, "有60分未评，不评等次"),
        ((Given("60"), Given("40", "40"), Given("0")), None, None, "有60分未评，不评等次"),
        # What does not apply and has all its points counts with them.
        ((Given("60", "30"), Given("40", "40", applies=False)), "70", "中", ""),
    ],
)
def test_the_total_and_its_grade(
    lines: tuple[Given, ...], points: str | None, grade: str | None, ungraded: str
) -> None:
    found = _rated(*lines)
    assert found.points == (None if points is None else D(points))
    assert (found.grade.label if found.grade else None, found.ungraded) == (grade, ungraded)


def test_sums_are_of_what_counts() -> None:
    found = _rated(Given("50", "40"), Given("10"), OFF, Given("0", "-4"))
    sums = (D(60), D(50), D(36), False)
    assert found.total == Tally("", *sums)
    assert found.levels == (Tally("A", *sums), Tally("A1", *sums))
    assert found.total.open == 10
    assert examined(found.total) is not None
    assert half_up(examined(found.total) or D(0), 2) == D("83.33")
    assert examined(_rated(OFF).total) is None


def test_a_level_has_its_own_lines_and_those_below_it() -> None:
    by = system(
        'level = "A1"\ntitle = "一"\nweight = "60"', 'level = "A"\ntitle = "二"\nweight = "40"'
    )
    lines = [
        replace(_line(Given(str(item.points), points)), item=item)
        for item, points in zip(by.indicators, ("50", "30"), strict=True)
    ]
    found = rating(by, lines, PARAMETERS)
    assert found.level("A") == Tally("A", D(100), D(100), D(80), True)
    assert found.level("A1") == Tally("A1", D(60), D(60), D(50), True)


POINTS = st.decimals("0", "1", places=2)


@given(st.lists(POINTS, min_size=1, max_size=6), st.integers(0, 5), st.integers(0, 20))
def test_a_total_lies_on_the_scale_and_a_line_that_does_not_apply_never_helps_the_best(
    shares: list[Decimal], left: int, off: int
) -> None:
    lines = [Given("10", str(10 * share)) for share in shares]
    deducted = Given("0", str(-off))
    found = _rated(*lines, deducted, *[Given("10", applies=False)] * left)
    exact = sum(shares, D(0)) * 100 / len(shares) - off
    assert found.points == half_up(max(exact, D(0)), 2)
    assert found.grade is not None
