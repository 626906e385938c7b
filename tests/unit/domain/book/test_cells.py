"""Cells are read as people and spreadsheets write them; what is refused says why."""

from datetime import date
from decimal import Decimal

import pytest

from mingzhang.domain.book.cells import folded, nearest, read_date
from mingzhang.domain.book.columns import (
    COUNT,
    DATE,
    FLAG,
    MONEY,
    REGION,
    TOKEN,
    YEAR,
    CellError,
    Kind,
    dim,
)
from mingzhang.domain.book.dims import parse_dims
from mingzhang.domain.book.sheets import CONCEPT
from mingzhang.rulebook.concepts import concepts, dimensions


@pytest.mark.parametrize(
    "text",
    [
        "2024-10-05",
        "2024/10/5",
        "2024.10.05",
        "2024年10月5日",
        "２０２４-10-05",
        "20241005",
        "2024/10/5 0:00",
        "2024/10/5 0:00:00",
    ],
)
def test_dates_are_read_as_spreadsheets_write_them(text: str) -> None:
    assert read_date(text) == date(2024, 10, 5)
    assert DATE.read(text) == date(2024, 10, 5)


@pytest.mark.parametrize(
    "text", ["2024-13-01", "2024-02-30", "10/5/2024", "2024-10", "昨天", "2024"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="日期"):
        DATE.read(text)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (dim("item"), "因公出国(境)费", "overseas"),
        (dim("item"), "因公出国（境）费", "overseas"),
        (dim("item"), "因公出国 (境) 费", "overseas"),
        (CONCEPT, '"三公"经费', "three_public"),
        (CONCEPT, "「三公」经费", "three_public"),
        (dim("function"), "２１３０３０１", "2130301"),
        (TOKEN, "Ｕ１", "U1"),
        (REGION, "５１０１８１", "510181"),
        (YEAR, "２０２３年", 2023),
        (YEAR, "2023年度", 2023),
        (MONEY, "２３４．５０", Decimal("234.50")),
    ],
)
def test_widths_brackets_and_quotes_do_not_matter(kind: Kind, text: str, value: object) -> None:
    assert kind.read(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        (dim("unit_kind"), "行政机关", "是否为“行政单位”？"),
        (dim("nature"), "基本", "是否为“基本支出”？"),
        (FLAG, "√", "是否为“是”？"),
        (FLAG, "无", "是否为“否”？"),
        (FLAG, "大概", "选择其一"),
        (dim("nature"), "甲", "从列出的选项中选择"),
    ],
)
def test_a_wrong_choice_is_told_the_nearest_one(kind: Kind, text: str, hint: str) -> None:
    with pytest.raises(CellError) as refused:
        kind.read(text)
    assert refused.value.remedy == hint


@pytest.mark.parametrize("kind", [MONEY, COUNT, TOKEN, REGION, dim("function")])
def test_scientific_notation_is_named_as_what_it_is(kind: Kind) -> None:
    with pytest.raises(CellError) as refused:
        kind.read("2.56E+05")
    assert "科学计数" in refused.value.remedy


def test_a_code_that_only_looks_like_scientific_notation_is_a_code() -> None:
    assert TOKEN.read("2E05") == "2E05"


@pytest.mark.parametrize("text", ["51050", "5105000", "四川省", "51050O"])
def test_a_region_has_six_digits(text: str) -> None:
    with pytest.raises(CellError, match="六位行政区划代码"):
        REGION.read(text)


def test_an_amount_in_words_is_told_what_blank_and_zero_mean() -> None:
    with pytest.raises(CellError) as refused:
        MONEY.read("3万元")
    assert "金额不详的留空，没有发生的填0" in refused.value.remedy


@pytest.mark.parametrize("sign", "、，,；;")
def test_dimensions_are_divided_by_any_comma(sign: str) -> None:
    written = sign.join(["支出性质=基本支出", "功能分类科目＝２０１１３０１"])
    assert parse_dims(written) == {"nature": "basic", "function": "2011301"}


def test_no_two_labels_are_read_as_one() -> None:
    lists = [[c.label for c in concepts().values()]]
    lists += [[v.label for v in d.values.values()] for d in dimensions().values()]
    for labels in lists:
        assert len({folded(label) for label in labels}) == len(labels)


def test_nothing_near_is_no_question() -> None:
    assert nearest("甲乙丙", ["一二三"]) == ""
    assert nearest("支岀", ["支出", "收入"]) == "是否为“支出”？"
