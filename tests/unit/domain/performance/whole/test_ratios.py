"""Ratios of two quantities: which is held against which, fractions of one, what is rounded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.book.sheets import FigureRow
from mingzhang.domain.performance.scoring.scored import Standing
from mingzhang.domain.performance.whole.model import Line, Operand
from mingzhang.domain.performance.whole.ratios import equals, ratio_of
from tests.unit.domain.performance.whole.evaluated import D, one, rated


def _line(measure: str, first: str, second: str) -> Line:
    """Return a line of 甲数 and 乙数 with these values."""
    by = one(
        f'measure = "{measure}"\ncurve = {{ kind = "linear", full = "100", zero = "0" }}\n'
        '[[indicator.operand]]\nlabel = "甲数"\nsum = ["treasury_cut:-1"]\n'
        '[[indicator.operand]]\nlabel = "乙数"\nsum = ["treasury_recovered:-1"]\n'
    )
    rows = (("treasury_cut", first), ("treasury_recovered", second))
    return rated(by, *(FigureRow(concept=c, dims="", value=D(v)) for c, v in rows))


@pytest.mark.parametrize(
    ("measure", "first", "second", "value", "formula"),
    [
        ("share", "1", "4", "25", "甲数1.00元 ÷ 乙数4.00元 × 100% = 25%"),
        ("growth", "5", "4", "25", "（甲数5.00元 − 乙数4.00元）÷ 乙数4.00元 × 100% = 25%"),
        ("saving", "4", "3", "25", "（甲数4.00元 − 乙数3.00元）÷ 甲数4.00元 × 100% = 25%"),
        ("part", "1", "3", "25", "甲数1.00元 ÷（甲数1.00元 + 乙数3.00元）× 100% = 25%"),
        ("part", "4", "0", "100", "甲数4.00元 ÷（甲数4.00元 + 乙数0.00元）× 100% = 100%"),
        ("part", "0", "0", "100", "甲数和乙数均为零，按100%"),
        ("share", "0.1", "0.5", "20", "甲数0.10元 ÷ 乙数0.50元 × 100% = 20%"),
    ],
)
def test_which_is_held_against_which(
    measure: str, first: str, second: str, value: str, formula: str
) -> None:
    found = _line(measure, first, second).measured
    assert (found.value, found.formula) == (D(value), formula)
    assert [o.label for o in found.operands] == ["甲数", "乙数"]


@pytest.mark.parametrize(
    ("measure", "first", "second", "reason"),
    [
        ("share", "1", "0", "乙数为零，不适用"),
        ("growth", "1", "0", "乙数为零，不适用"),
        ("saving", "0", "1", "甲数为零，不适用"),
        ("share", "1", "-0.5", "乙数为负数，不计算比率"),
        ("growth", "1", "-0.5", "乙数为负数，不计算比率"),
        ("saving", "-0.5", "1", "甲数为负数，不计算比率"),
    ],
)
def test_the_base_that_gives_no_ratio_is_named(
    measure: str, first: str, second: str, reason: str
) -> None:
    line = _line(measure, first, second)
    off = reason.endswith("不适用")
    assert (line.measured.value, line.reason) == (None, reason)
    assert line.standing is (Standing.NOT_APPLICABLE if off else Standing.UNSCORED)
    assert line.measured.text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("12", "= 12%"),
        ("12.3", "= 12.3%"),
        ("12.34", "= 12.34%"),
        ("12.345", "≈ 12.35%"),
        ("12.344", "≈ 12.34%"),
        ("-12.345", "≈ -12.35%"),
    ],
)
def test_the_sign_says_whether_a_rate_is_rounded(value: str, text: str) -> None:
    assert equals(D(value)) == text


@given(st.decimals("0", "1e9", places=2), st.decimals("0.01", "1e9", places=2))
def test_a_share_of_its_whole_times_the_whole_is_the_part(part: Decimal, whole: Decimal) -> None:
    operands = (Operand("甲数", part, "元"), Operand("乙数", whole, "元"))
    found = ratio_of("{} ÷ {}", operands, lambda v: (v[0], v[1])).value
    assert found is not None
    assert abs(found * whole / 100 - part) < D("1e-9")
