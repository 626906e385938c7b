"""Half-up, and the interval that a printed figure stands for, against naive definitions."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.kernel.rounding import half_up, printed_interval, ratio

PLACES = st.integers(0, 4)
VALUES = st.decimals("-1e9", "1e9", places=6)


def _naive(value: Decimal, places: int) -> Decimal:
    """Round by adding a half and cutting off, on the size of the value."""
    scaled = abs(value) * Decimal(10) ** places
    whole = int(scaled + Decimal("0.5"))
    sign = -1 if value < 0 else 1
    return Decimal(sign * whole).scaleb(-places)


@given(VALUES, PLACES)
def test_half_up_is_the_naive_definition(value: Decimal, places: int) -> None:
    rounded = half_up(value, places)
    assert rounded == _naive(value, places)
    assert rounded.as_tuple().exponent == -places
    assert str(rounded) != "-0"
    assert not (rounded == 0 and rounded.is_signed())


@given(VALUES, PLACES)
def test_half_up_mirrors_at_zero(value: Decimal, places: int) -> None:
    assert half_up(-value, places) == -half_up(value, places)


@given(VALUES, PLACES)
def test_half_up_is_never_further_than_half_a_unit(value: Decimal, places: int) -> None:
    assert abs(half_up(value, places) - value) * 2 <= Decimal(1).scaleb(-places)


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("0.004999", 2, "0.00"),
        ("-0.004", 2, "0.00"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1.005", 2, "1.01"),
        ("99999999999999999999.995", 2, "100000000000000000000.00"),
    ],
)
def test_half_up_prints(value: str, places: int, printed: str) -> None:
    assert f"{half_up(Decimal(value), places):f}" == printed


@given(
    st.integers(-3, 3) | st.integers(-2000, 2000),
    st.integers(0, 3),
    st.sampled_from([Decimal(1), Decimal(10_000)]),
    st.sampled_from([-20, -11, -10, -9, -1, 0, 1, 9, 10, 11, 20]),
)
def test_the_interval_holds_exactly_what_prints_it(
    units: int, places: int, scale: Decimal, tenths: int
) -> None:
    quantum = Decimal(1).scaleb(-places)
    printed = units * quantum
    value = (printed + tenths * quantum / 20) * scale  # lands on both ends and beside them
    holds = printed_interval(printed, places, scale).holds(value)
    assert holds == (half_up(value / scale, places) == printed)


def test_an_end_belongs_to_the_figure_further_from_zero() -> None:
    assert printed_interval(Decimal(2), 0).holds(Decimal("1.5"))
    assert not printed_interval(Decimal(2), 0).holds(Decimal("2.5"))
    assert printed_interval(Decimal(-2), 0).holds(Decimal("-1.5"))
    assert not printed_interval(Decimal(-2), 0).holds(Decimal("-2.5"))


def test_a_printed_zero_holds_neither_half() -> None:
    zero = printed_interval(Decimal(0), 2)
    assert not zero.holds(Decimal("-0.005"))
    assert not zero.holds(Decimal("0.005"))
    assert zero.holds(Decimal("0.00499"))
    assert zero.holds(Decimal("-0.00499"))


def test_a_ratio_is_exact_to_many_digits_and_has_a_base() -> None:
    third = ratio(Decimal(1), Decimal(3))
    assert abs(third * 3 - 1) < Decimal("1e-50")
    with pytest.raises(ZeroDivisionError, match="zero base"):
        ratio(Decimal(1), Decimal("0.00"))
