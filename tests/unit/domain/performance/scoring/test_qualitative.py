"""Qualitative indicators: the points lie within the band that was chosen, or are none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.performance.model import Band
from mingzhang.domain.performance.scoring.qualitative import band_points, qualitative
from mingzhang.domain.performance.scoring.scored import Flag, Standing
from mingzhang.domain.performance.scoring.settings import scoring_settings
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.parameters import Parameters
from mingzhang.rulebook.performance import term
from tests.unit.domain.performance.builders import REGION, YEAR, actual

DEFAULT = scoring_settings(Parameters(REGION, YEAR, {}))
BY_BAND = scoring_settings(Parameters(REGION, YEAR, {"qualitative_default": "是"}))
REACHED, PARTLY, MISSED = Band.REACHED, Band.PARTLY, Band.MISSED


@pytest.mark.parametrize(
    ("weight", "band", "points", "inside"),
    [
        ("10", REACHED, "10", True),
        ("10", REACHED, "8", True),
        ("10", REACHED, "7.99", False),
        ("10", REACHED, "10.01", False),
        ("10", PARTLY, "7.99", True),
        ("10", PARTLY, "8", False),
        ("10", PARTLY, "6", True),
        ("10", PARTLY, "5.99", False),
        ("10", MISSED, "5.99", True),
        ("10", MISSED, "6", False),
        ("10", MISSED, "0", True),
        ("10", MISSED, "-0.01", False),
        # 80 % of 3.33 is 2.664: the edge is 2.66; 60 % is 1.998: the edge is 2.00.
        ("3.33", REACHED, "2.66", True),
        ("3.33", PARTLY, "2.66", False),
        ("3.33", PARTLY, "2.65", True),
        ("3.33", PARTLY, "1.99", False),
        ("3.33", MISSED, "1.99", True),
        ("3.33", MISSED, "2", False),
        # 60 % of 3.34 is 2.004: the edge is 2.00, and 2.00 lies in the middle band.
        ("3.34", PARTLY, "2", True),
        ("3.34", MISSED, "2", False),
        # A weight of three decimals is all there is: its rounding would be more.
        ("3.335", REACHED, "3.335", True),
        ("3.335", REACHED, "3.33", True),
        ("3.335", REACHED, "3.34", False),
    ],
)
def test_points_lie_in_the_band(weight: str, band: Band, points: str, inside: bool) -> None:
    found = qualitative(actual(band=band, points=points), Decimal(weight), DEFAULT)
    assert found.score == (Decimal(points) if inside else None)
    assert (Flag.POINTS_OUTSIDE_BAND in found.flags) != inside
    assert found.met == (band is REACHED)


@pytest.mark.parametrize(("band", "least"), [(REACHED, "8"), (PARTLY, "6"), (MISSED, "0")])
def test_a_band_without_points_is_unscored_unless_switched_on(band: Band, least: str) -> None:
    found = qualitative(actual(band=band), Decimal(10), DEFAULT)
    assert (found.score, found.flags) == (None, (Flag.NO_POINTS,))
    default = qualitative(actual(band=band), Decimal(10), BY_BAND)
    assert (default.score, default.rule) == (Decimal(least), "qualitative_default")
    assert default.flags == (Flag.NO_POINTS,)


def test_points_are_rounded_to_two_decimals_before_they_are_looked_up() -> None:
    up = qualitative(actual(band=REACHED, points="7.995"), Decimal(10), DEFAULT)
    assert (up.score, up.formula) == (Decimal("8.00"), "“达成年度指标”档[8，10]分之内评定8分")
    outside = qualitative(actual(band=PARTLY, points="7.995"), Decimal(10), DEFAULT)
    label = term("band", "partly")
    assert outside.reason == f"填写的7.995分不在“{label}”档[6，8)分之内"
    assert qualitative(actual(band=PARTLY), Decimal(10), DEFAULT).reason == (
        f"“{label}”档[6，8)分之内的得分没有填写"
    )
    least = qualitative(actual(band=PARTLY), Decimal("3.34"), BY_BAND)
    assert (str(least.score), least.formula) == ("2.00", f"“{label}”档[2，2.67)分的下限")


def test_no_band_is_missing_and_no_weight_gives_no_points() -> None:
    assert qualitative(None, Decimal(10), DEFAULT).flags == (Flag.MISSING_ACTUAL,)
    without = qualitative(actual(points="9"), Decimal(10), DEFAULT)
    assert (without.score, without.flags) == (None, (Flag.MISSING_ACTUAL,))
    bare = qualitative(actual(band=PARTLY), None, DEFAULT)
    assert (bare.standing, bare.met, bare.score) == (Standing.UNWEIGHTED, False, None)


@given(st.decimals("0.1", "100", places=2), st.decimals("0", "100", places=2))
def test_points_up_to_the_weight_lie_in_exactly_one_band(weight: Decimal, share: Decimal) -> None:
    points = half_up(weight * share / 100, 2)
    holding = [b for b in Band if band_points(weight, b, DEFAULT).holds(points)]
    assert len(holding) == 1
