"""What the words around a table say of all of it."""

import pytest

from mingzhang.extraction.folding import fold
from mingzhang.extraction.tables.captions import is_caption, title_in, unit_in, year_in


@pytest.mark.parametrize(
    "text",
    ["单位：万元", "公开01表", "编制单位：某某局", "部门：某某局　金额单位：元", "第 3 页", "续表"],
)
def test_captions_that_are_no_title(text: str) -> None:
    assert is_caption(fold(text))
    assert title_in([fold(text)]) == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("公开02表 收入决算表", "收入决算表"),
        ("支出决算明细表（续1）", "支出决算明细表"),
        ("（图1：收支变动情况图，单位：万元）", "图1：收支变动情况图"),
        ("附件1：2022年“三公”经费对比表", "2022年“三公”经费对比表"),
    ],
)
def test_titles_lose_the_number_of_the_form_and_the_unit(text: str, title: str) -> None:
    assert title_in([fold(text)]) == fold(title)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位:元", "元"),
        ("（单位：人）", "人"),
        ("万元", "万元"),
        ("单位：某某市统计局", None),
        ("编制单位：元江县财政局", None),
    ],
)
def test_units_are_told_from_offices(text: str, unit: str | None) -> None:
    found = unit_in(fold(text))
    assert (found.word if found else None) == unit


def test_a_title_of_one_year_tells_the_year() -> None:
    assert year_in("2022年度部门决算表") == 2022
    assert year_in("2021年和2022年对比表") is None
