"""From a value to its share of the points: every curve, at and around every bound."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.performance.scoring.comparators import award
from mingzhang.domain.performance.whole.curves import earned, percent
from mingzhang.domain.performance.whole.system_model import Curve

RISING = Curve("linear", full="100", zero="0")
ABOVE = Curve("linear", full="90", zero="60")
CONTROL = Curve("linear", full="100", zero="120")
CHANGE = Curve("linear", full="0", zero="20")
SURPLUS = Curve("linear", full="10", zero="20")
OVERRUN = Curve("linear", full="0", zero="-20")
DEVIATION = Curve("upto", steps="10:100;20:50", absolute=True)
BANDS = Curve("from", steps="90:100;80:80", otherwise="10")
PEERS = Curve("higher")
LOWER = Curve("lower", otherwise="50")


@pytest.mark.parametrize(
    ("curve", "value", "points"),
    [
        (RISING, "100", "10"),
        (RISING, "150", "10"),
        (RISING, "99.9999", "10.00"),
        (RISING, "33.335", "3.33"),
        (RISING, "0", "0"),
        (RISING, "-5", "0"),
        (ABOVE, "60", "0"),
        (ABOVE, "60.3", "0.10"),
        (ABOVE, "75", "5"),
        (ABOVE, "90", "10"),
        (CONTROL, "100", "10"),
        (CONTROL, "100.2", "9.90"),
        (CONTROL, "110", "5"),
        (CONTROL, "120", "0"),
        (CONTROL, "12", "10"),
        (CHANGE, "0", "10"),
        (CHANGE, "-13.88", "10"),
        (CHANGE, "5", "7.5"),
        (CHANGE, "20", "0"),
        # Below 10 % all, above 20 % nothing: both bounds themselves and what lies between.
        (SURPLUS, "9.99", "10"),
        (SURPLUS, "10", "10"),
        (SURPLUS, "15", "5"),
        (SURPLUS, "19.99", "0.01"),
        (SURPLUS, "20", "0"),
        (SURPLUS, "20.01", "0"),
        (OVERRUN, "3", "10"),
        (OVERRUN, "0", "10"),
        (OVERRUN, "-5", "7.5"),
        (OVERRUN, "-20", "0"),
        # Up to and with 10 % all, up to and with 20 % half, whatever the sign.
        (DEVIATION, "10", "10"),
        (DEVIATION, "-10", "10"),
        (DEVIATION, "10.0001", "5"),
        (DEVIATION, "20", "5"),
        (DEVIATION, "-20.0001", "0"),
        (BANDS, "90", "10"),
        (BANDS, "89.99", "8"),
        (BANDS, "80", "8"),
        (BANDS, "79.99", "1"),
    ],
)
def test_points_of_a_weight_of_ten(curve: Curve, value: str, points: str) -> None:
    found = earned(curve, Decimal(value))
    assert not isinstance(found, str)
    assert award(found, Decimal(10)).score == Decimal(points)


@pytest.mark.parametrize(
    ("curve", "value", "standard", "points"),
    [
        (PEERS, "41.48", "40.9", "10"),
        (PEERS, "40.9", "40.9", "10"),
        (PEERS, "40.8999", "40.9", "0"),
        (LOWER, "-13.88", "10.2", "10"),
        (LOWER, "10.2", "10.2", "10"),
        (LOWER, "10.3", "10.2", "5"),
    ],
)
def test_a_standard_is_met_or_not(curve: Curve, value: str, standard: str, points: str) -> None:
    found = earned(curve, Decimal(value), Decimal(standard))
    assert not isinstance(found, str)
    assert award(found, Decimal(10)).score == Decimal(points)


@pytest.mark.parametrize("curve", [PEERS, LOWER])
def test_without_a_standard_nothing_can_be_said(curve: Curve) -> None:
    assert earned(curve, Decimal(50)) == "没有比较标准"


def test_a_bound_is_exact_where_its_print_is_not() -> None:
    """Just below 10 % prints as 10 % and is still below."""
    below = Decimal("9." + "9" * 50)
    found = earned(Curve("from", steps="10:100"), below)
    assert not isinstance(found, str)
    assert (percent(below), found.part) == ("10%", Decimal(0))


@pytest.mark.parametrize(
    ("curve", "value", "written"),
    [
        (RISING, "40", "分值10 × 40% ÷ 100% = 4.00"),
        (ABOVE, "75", "分值10 × （75% − 60%）÷（90% − 60%） = 5.00"),
        (CONTROL, "110", "分值10 × （120% − 110%）÷（120% − 100%） = 5.00"),
        (CHANGE, "5", "分值10 × （20% − 5%）÷ 20% = 7.50"),
        (RISING, "120", "120%不低于100%，得满分10分"),
        (CONTROL, "130", "130%不低于120%，得0分"),
        (DEVIATION, "-15", "分值10 × 15%所在档的50% = 5.00"),
        (RISING, "100", "100%不低于100%，得满分10分"),
        (RISING, "0", "0%不高于0%，得0分"),
        (CONTROL, "100", "100%不高于100%，得满分10分"),
        (CONTROL, "120", "120%不低于120%，得0分"),
        (OVERRUN, "-5", "分值10 × （-5% − -20%）÷（0% − -20%） = 7.50"),
        (Curve("linear", full="-20", zero="0"), "-5", "分值10 × （0% − -5%）÷（0% − -20%） = 2.50"),
        (BANDS, "95", "95%所在档的100%，得满分10分"),
    ],
)
def test_how_the_points_come_about_is_written_out(curve: Curve, value: str, written: str) -> None:
    found = earned(curve, Decimal(value))
    assert not isinstance(found, str)
    assert award(found, Decimal(10)).formula == written


@pytest.mark.parametrize(
    ("value", "text"), [("12.345", "12.35%"), ("12.344", "12.34%"), ("12.30", "12.3%")]
)
def test_a_rate_has_two_decimals_at_most(value: str, text: str) -> None:
    assert percent(Decimal(value)) == text


@pytest.mark.parametrize(
    ("curve", "value", "standard", "written"),
    [
        (PEERS, "41.5", "40.9", "41.5%不低于比较标准40.9%，得满分10分"),
        (PEERS, "40", "40.9", "40%低于比较标准40.9%，得0分"),
        (LOWER, "10", "10.2", "10%不高于比较标准10.2%，得满分10分"),
        (LOWER, "11", "10.2", "分值10 × 50%（11%高于比较标准10.2%） = 5.00"),
        (Curve("higher", otherwise="1"), "1", "2", "分值10 × 1%（1%低于比较标准2%） = 0.10"),
        (Curve("lower"), "3", "2", "3%高于比较标准2%，得0分"),
    ],
)
def test_a_comparison_names_its_standard(
    curve: Curve, value: str, standard: str, written: str
) -> None:
    found = earned(curve, Decimal(value), Decimal(standard))
    assert not isinstance(found, str)
    assert award(found, Decimal(10)).formula == written


@pytest.mark.parametrize(
    ("curve", "values"),
    [
        (RISING, ("100", "99.99", "0")),
        (CONTROL, ("100", "100.01", "120")),
        (DEVIATION, ("10", "10.01", "20.01")),
        (BANDS, ("90", "89.99", "0")),
        (Curve("higher"), ("50", "49.99", "0")),
        (Curve("lower", otherwise="50"), ("50", "50.01", "90")),
    ],
)
def test_only_all_of_the_points_are_met(curve: Curve, values: tuple[str, ...]) -> None:
    found = [earned(curve, Decimal(value), Decimal(50)) for value in values]
    assert [not isinstance(f, str) and f.met for f in found] == [True, False, False]
    assert all(not isinstance(f, str) and f.rule == "curve" for f in found)


@pytest.mark.parametrize(
    ("kind", "steps"), [("upto", "20:50;10:100;30:20"), ("from", "80:80;90:100;60:50")]
)
def test_steps_may_stand_in_any_order(kind: str, steps: str) -> None:
    ordered = ";".join(sorted(steps.split(";")))
    for value in range(0, 101, 5):
        found = earned(Curve(kind, steps=steps), Decimal(value))
        assert found == earned(Curve(kind, steps=ordered), Decimal(value))
    mid = earned(Curve(kind, steps=steps), Decimal(15 if kind == "upto" else 85))
    assert not isinstance(mid, str)
    assert mid.part == (50 if kind == "upto" else 80)


@given(
    st.sampled_from((RISING, ABOVE, CONTROL, CHANGE, SURPLUS, OVERRUN, BANDS)),
    st.decimals("-200", "200", places=3),
    st.decimals("-200", "200", places=3),
)
def test_better_is_never_worse(curve: Curve, one: Decimal, other: Decimal) -> None:
    rising = curve is BANDS or Decimal(curve.full) > Decimal(curve.zero)
    worse, better = sorted((one, other), reverse=not rising)
    less, more = (earned(curve, value) for value in (worse, better))
    assert not isinstance(less, str)
    assert not isinstance(more, str)
    assert 0 <= less.part / less.whole <= more.part / more.whole <= 1
