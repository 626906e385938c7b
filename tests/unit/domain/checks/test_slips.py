"""Slips of the pen are recognised, and what only looks like one is not."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mingzhang.domain.checks.slips import NAMES, is_telling, significant, slip

D = Decimal


@pytest.mark.parametrize(
    ("printed", "likely", "places", "code"),
    [
        ("332.85", "323.85", 2, "swap"),
        ("14.19", "12.19", 2, "digit"),
        ("124.56", "1234.56", 2, "drop"),
        ("1223.4", "123.4", 1, "double"),
        ("92.7", "9.27", 2, "point"),
        ("927", "92.7", 0, "point"),
        ("7552797.98", "755.279798", 2, "unit"),
        ("12.19", "-12.19", 2, "sign"),
        # The likely value is finer than the print.
        ("332.85", "323.8512", 2, "swap"),
        # Two digits off, not neighbours, or not exchanged.
        ("332.85", "382.35", 2, ""),
        ("332.85", "321.85", 2, ""),
        ("14.19", "12.18", 2, ""),
        # Too little in common to be recognised by.
        ("0.71", "0.70", 2, ""),
        ("82", "28", 0, ""),
        ("100", "1000", 0, ""),
        ("12", "120", 0, ""),
        # Zeros that were not printed are nothing in common.
        ("82", "83", 2, ""),
        ("1273.4", "123.4", 1, "extra"),
        ("43269.3", "3269.30", 2, "extra"),
        ("712", "12", 0, ""),
        ("5.00", "5.00", 2, ""),
        ("0", "12.34", 2, ""),
    ],
)
def test_slips(printed: str, likely: str, places: int, code: str) -> None:
    assert slip(D(printed), D(likely), places) == code


DIGITS = st.text("123456789", min_size=5, max_size=9)


def _figure(digits: str) -> Decimal:
    return D(digits).scaleb(-2)


@given(DIGITS, st.data())
def test_a_replaced_digit_is_found(digits: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "123456789" if d != digits[at]]))
    typed = digits[:at] + other + digits[at + 1 :]
    assert slip(_figure(typed), _figure(digits), 2) == "digit"


@given(DIGITS, st.data())
def test_exchanged_neighbours_are_found(digits: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(digits) - 2))
    assume(digits[at] != digits[at + 1])
    typed = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    assert slip(_figure(typed), _figure(digits), 2) == "swap"


@given(DIGITS, st.data())
def test_a_missing_and_a_doubled_digit_are_found(digits: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(digits) - 1))
    assert slip(_figure(digits[:at] + digits[at + 1 :]), _figure(digits), 2) in ("drop", "point")
    assert slip(_figure(digits[: at + 1] + digits[at:]), _figure(digits), 2) in ("double", "point")


@given(DIGITS, st.sampled_from([-4, -3, -2, -1, 1, 2, 3, 4]))
def test_a_moved_point_is_found(digits: str, by: int) -> None:
    assert slip(_figure(digits).scaleb(by), _figure(digits), 2 + max(0, -by)) in (
        "point",
        "unit",
    )


@given(DIGITS, DIGITS)
def test_every_slip_has_a_name_and_sameness_is_none(one: str, other: str) -> None:
    assert slip(_figure(one), _figure(one), 2) == ""
    assert slip(_figure(one), _figure(other), 2) in {"", *NAMES}


@pytest.mark.parametrize(
    ("printed", "likely", "choices", "telling"),
    [
        ("14.19", "12.19", 4, True),
        ("332.85", "323.85", 5, True),
        # A last digit can be made to fit nearly everything,
        ("14.19", "14.16", 1, False),
        # and so can any digit where hundreds of values would do.
        ("14.19", "12.19", 60, False),
        ("14.19", "14.59", 1, True),
        ("14.19", "14.59", 4, False),
    ],
)
def test_only_a_rare_slip_tells(printed: str, likely: str, choices: int, telling: bool) -> None:
    assert is_telling(D(printed), D(likely), 2, D(choices)) is telling


def test_significant_digits_are_those_printed() -> None:
    assert [significant(D(x)) for x in ("14.19", "0.71", "82", "1200", "0.050")] == [4, 2, 2, 4, 2]
