"""Placeholders, and what is typed where one should stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.report.placeholders import Holder, bare_quantities, parts_of, stray_braces

NAMES = st.from_regex(r"[a-z_]{1,8}(\{[a-z]{1,5}=[a-z0-9]{1,5}\})?", fullmatch=True)
HOLDERS = st.builds(Holder, NAMES, st.sampled_from(["", "wan", "share"]), st.just(""))
TEXTS = st.text(st.characters(exclude_characters="{}"), min_size=1, max_size=9)


def _written(part: object) -> str:
    if not isinstance(part, Holder):
        return str(part)
    return "{" + part.subject + (f"|{part.formatter}" if part.formatter else "") + "}"


@given(st.lists(st.one_of(HOLDERS, TEXTS), max_size=6))
def test_a_text_is_split_into_what_it_was_made_of(made: list[object]) -> None:
    text = "".join(map(_written, made))
    parts = parts_of(text)
    assert "".join(map(_written, parts)) == text
    assert [p for p in parts if isinstance(p, Holder)] == [p for p in made if isinstance(p, Holder)]
    assert not stray_braces(text)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("{Y-1}", Holder("Y-1")),
        ("{x|wan}", Holder("x", "wan")),
        ("{x|share:y}", Holder("x", "share", "y")),
        ("{ x | count : 名 }", Holder("x", "count", "名")),
        ("{@versus:total}", Holder("versus", arg="total", fragment=True)),
        ("{@group}", Holder("group", fragment=True)),
        ("{total_in{budget=fiscal}:-1|wan}", Holder("total_in{budget=fiscal}:-1", "wan")),
        ("{a{b=c}|share:d{e=f}}", Holder("a{b=c}", "share", "d{e=f}")),
    ],
)
def test_a_placeholder_says_what_how_and_of_what(text: str, holder: Holder) -> None:
    assert parts_of(text) == (holder,)


@pytest.mark.parametrize("text", ["{x|wan", "x|wan}", "{a{b=c|wan}", "}{", "{{{x}}}"])
def test_a_brace_of_no_placeholder_is_found(text: str) -> None:
    assert stray_braces(text)


@pytest.mark.parametrize(
    "typed",
    [
        "12万元",
        "１２．５万元",
        "1,234.5元",
        "3 亿元",
        "12.5万",
        "-5万元",
        "30余万元",
        "5.43%",
        "５％",
        "2‰",
        "0.5个百分点",
        "3百分点",
        "7人",
        "12名",
        "20多人次",
        "3批次",
        "15家",
        "2个",
        "8场",
        "两百万元",
        "三十二点五亿元",
        "百分之五",
        "百分之三点二",
        "一个百分点",
        "三十人次",
        "两辆",
        "数百万元",
        "五元",
    ],
)
def test_amounts_rates_and_counts_are_found(typed: str) -> None:
    assert bare_quantities(f"增加{typed}，") != []
    assert bare_quantities(f"{{three_public|wan}}万元，{typed}。") != []


@pytest.mark.parametrize(
    "text",
    [
        "{three_public|wan}万元",
        "{staff|count}人",
        "2023年度",
        "2023年9月30日",
        "第3次会议",
        "第12批",
        "〔2023〕15号",
        "三公经费",
        "一次性项目",
        "三项工程",
        "四个意识",
        "一元化领导",
        "十四五规划",
        "万元",
        "百分点",
        "12345热线",
        "5G应用",
        "COVID-19疫情",
        "一批招商渠道",
        "多元投入",
    ],
)
def test_years_ordinals_and_idioms_are_no_quantities(text: str) -> None:
    assert bare_quantities(text) == []


def test_a_placeholder_does_not_hide_what_stands_beside_it() -> None:
    assert bare_quantities("{a|wan}5{b|wan}万元") == []  # 5 alone is no quantity
    assert bare_quantities("{a|wan}万元、5万元") == ["5万元"]
