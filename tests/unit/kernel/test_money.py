"""Reading, writing and splitting yuan."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.kernel.money import (
    FEN,
    AmountError,
    format_yuan,
    in_unit,
    parse_number,
    parse_yuan,
    split,
    typed_in_wan,
)

YUAN = st.decimals("-1e15", "1e15", places=2)
WIDE = str.maketrans("0123456789.,-+", "０１２３４５６７８９．，－＋")


@given(YUAN)
def test_parse_reads_what_format_writes(value: Decimal) -> None:
    assert parse_yuan(format_yuan(value)) == value
    assert format_yuan(parse_yuan(format_yuan(value))) == format_yuan(value)


@given(YUAN)
def test_full_width_and_thousands_are_the_same_amount(value: Decimal) -> None:
    grouped = f"{value:,.2f}"
    assert parse_yuan(grouped) == value
    assert parse_yuan(grouped.translate(WIDE)) == value
    assert parse_yuan(f"　{grouped} ") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+5", "5"),
        ("−3.20", "-3.2"),
        ("－3", "-3"),
        ("-0.00", "0"),
        ("007", "7"),
        ("1.10000", "1.1"),
        ("12345678901234567890.12", "12345678901234567890.12"),
    ],
)
def test_parse_accepts(text: str, value: str) -> None:
    assert parse_yuan(text) == Decimal(value)
    assert not (parse_yuan(text) == 0 and parse_yuan(text).is_signed())


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1e3",
        "1.2.3",
        "1 000",
        "1,00",
        "12,34,567",
        ",123",
        "5.",
        ".5",
        "3元",
        "万",
        "NaN",
        "Infinity",
        "10²",
        "①",
        "٣",
        "三",
        "--1",
        "9" * 40,
        "1\n",
        "5\n6",
    ],
)
def test_parse_refuses(text: str) -> None:
    if text == "1\n":  # blanks around are no matter
        assert parse_number(text) == 1
        return
    with pytest.raises(AmountError):
        parse_number(text)


def test_parts_of_a_fen_are_refused() -> None:
    assert parse_number("0.005") == Decimal("0.005")
    with pytest.raises(AmountError, match="finer than one fen"):
        parse_yuan("0.005")


def test_in_unit_is_exact() -> None:
    assert in_unit(Decimal("12345.67"), "万元") == Decimal("1.234567")
    assert in_unit(Decimal("12345.67"), "元") == Decimal("12345.67")
    with pytest.raises(KeyError):
        in_unit(Decimal(1), "个百分点")


FEN_COUNTS = st.integers(-(10**16), 10**16)
WEIGHTS = st.lists(st.decimals(0, "1e12", places=3), min_size=1, max_size=12).filter(any)


@given(FEN_COUNTS, WEIGHTS)
def test_a_split_sums_and_is_fair_within_one_quantum(count: int, weights: list[Decimal]) -> None:
    total = count * FEN
    parts = split(total, weights)
    assert sum(parts) == total
    whole = sum(int(w * 1000) for w in weights)
    for part, weight in zip(parts, weights, strict=True):
        assert part == part.quantize(FEN)
        # |part − total·weight/whole| < one fen, in whole numbers
        assert abs(int(part / FEN) * whole - count * int(weight * 1000)) < whole
        assert weight != 0 or part == 0


@given(FEN_COUNTS, WEIGHTS)
def test_a_split_mirrors_at_zero(count: int, weights: list[Decimal]) -> None:
    assert split(-count * FEN, weights) == [-part for part in split(count * FEN, weights)]


def test_ties_go_to_the_earlier_part() -> None:
    assert split(Decimal("0.02"), [Decimal(1)] * 3) == [FEN, FEN, Decimal(0)]
    assert split(Decimal(7), [Decimal(1), Decimal(1)], Decimal(1)) == [Decimal(4), Decimal(3)]


def test_weights_are_taken_exactly() -> None:
    # Of binary fractions 0.3 is less than three times 0.1, and there would be no tie.
    weights = [Decimal("0.3"), Decimal("0.1"), Decimal("0.1"), Decimal("0.1")]
    assert split(Decimal(3), weights, Decimal(1)) == [2, 1, 0, 0]
    long = [Decimal("1" * 28), Decimal("1" * 27 + "2")]
    assert split(Decimal(1), long, Decimal(1)) == [0, 1]


@pytest.mark.parametrize(
    ("total", "weights"),
    [("1", ["0", "0"]), ("1", []), ("1", ["2", "-1"]), ("0.005", ["1"])],
)
def test_a_split_that_has_no_answer_is_refused(total: str, weights: list[str]) -> None:
    with pytest.raises(ValueError, match=r"weights|multiple"):
        split(Decimal(total), [Decimal(w) for w in weights])


@pytest.mark.parametrize(
    ("typed", "yuan", "meant"),
    [
        ("345.68", "3456789.00", True),
        ("345.7", "3456789.00", True),
        ("346", "3456789.00", True),
        ("345.67", "3456789.00", False),
        ("9.80", "98000.00", True),
        ("-9.80", "-98000.00", True),
        ("9.80", "-98000.00", False),
        ("9.8", "98400.00", False),  # two digits could be chance
        ("10", "98000.00", False),
        ("0", "0", False),
        ("0", "12.00", False),
        ("3456789.00", "3456789.00", False),
    ],
)
def test_an_amount_in_wan_is_recognised(typed: str, yuan: str, *, meant: bool) -> None:
    assert typed_in_wan(Decimal(typed), Decimal(yuan)) is meant
