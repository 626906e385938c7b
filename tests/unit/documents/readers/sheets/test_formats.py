"""Numbers as cells show them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.documents.readers.sheets.formats import as_read, number_of, shown, typed

SHOWN = [
    ("12.3", "0.00", "12.30"),
    ("1234567.891", "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "1,234,567.89"),
    ("-1234.5", "#,##0.00_);(#,##0.00)", "-1,234.50"),
    ("-5", "0.00;[Red]0.00", "-5.00"),
    ("-0.001", "0.00", "0.00"),
    ("0", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    ("0", "0.00;-0.00;;@", ""),
    ("12345678", "0!.0,", "1234.6"),
    ("12345678", '0"."#,', "1234.6"),
    ("123456789", "#,##0.00,,", "123.46"),
    ("0.9567", "0%", "96%"),
    ("0.9567", "0.00%", "95.67%"),
    ("95.5", '0.00"%"', "95.50%"),
    ("5", "000", "005"),
    ("2011301", "General", "2011301"),
    ("12", 'G/通用格式"人"', "12人"),
    ("0.333333333333333", "General", "0.3333333333"),
    ("1234.56000000001", "General", "1234.56"),
    ("0.5", "0.0#", "0.5"),
    ("12", "#.##", "12"),
    ("0.05", ".00", "0.05"),
    ("1.5", "[DBNum2][$-804]General", "1.5"),
    ("3", "[$￥-804]#,##0.00", "￥3.00"),
    ("150", "[>100]0.0;0.00", "150.0"),
    ("15", "[>100]0.0;0.00", "15.00"),
    ("45292", 'yyyy"年"m"月"d"日"', "2024年1月1日"),
    ("45292", "yyyy-mm-dd", "2024-01-01"),
    ("45292.5", "yyyy-mm-dd hh:mm", "2024-01-01 12:00:00"),
    ("0.5", "[h]:mm", "12:00:00"),
    ("12.3", "@", "12.3"),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_a_number_is_read_as_it_is_shown(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code) == text


def test_a_figure_shown_whole_keeps_the_fen_that_it_has() -> None:
    assert shown(Decimal("1234.56"), "#,##0") == "1,234.56"
    assert shown(Decimal(1234), "#,##0") == "1,234"
    assert as_read("1,235", Decimal("1234.56")) == "1,234.56"
    assert as_read("1235", Decimal("1234.56")) == "1234.56"


def test_what_a_file_says_is_shown_gets_its_sign() -> None:
    assert as_read("(1,234.50)", Decimal("-1234.5")) == "-1,234.50"
    assert as_read("12.30", Decimal("12.3")) == "12.30"


def test_days_may_count_from_1904() -> None:
    assert shown(Decimal(0), "yyyy-mm-dd", since_1904=True) == "1904-01-01"


def test_a_number_as_typed_has_no_unit_and_all_digits() -> None:
    assert typed(Decimal("1234.567"), '#,##0.00"家"') == "1234.567"
    assert typed(Decimal("0.955"), "0%") == "95.5%"
    assert typed(Decimal(45292), "yyyy-mm-dd") == "2024-01-01"


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.30000000000000004", "0.3"), ("x", None), ("nan", None), ("1e999", None), ("1e300", None)],
)
def test_binary_noise_and_nonsense_are_no_figures(text: str, number: str | None) -> None:
    assert number_of(text) == (None if number is None else Decimal(number))
