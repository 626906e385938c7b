"""Look-ups in the classifications by code, name and year."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.kernel.code import within
from mingzhang.rulebook.classification import (
    Classification,
    Item,
    UnknownCode,
    YearNotCovered,
    all_items,
    classification,
    economic,
    functional,
    government_economic,
    history,
    name_key,
    successor_of,
)

SYSTEMS = ("functional", "economic", "government_economic")
YEARS = st.integers(2018, 2035)
HELD = st.builds(classification, st.sampled_from(SYSTEMS), YEARS)
CODES = st.one_of(
    st.sampled_from(sorted({item.code for system in SYSTEMS for item in all_items(system)})),
    st.from_regex(r"[2-5]([0-9]{2}){1,3}", fullmatch=True),
    st.text(max_size=8),
)


@given(HELD, CODES)
def test_get_and_find_and_history_tell_the_same(held: Classification, code: str) -> None:
    standing = [i for i in history(code, held.system.id) if i.validity.covers(held.year)]
    found = held.find(code)
    assert standing == ([] if found is None else [found])
    if found is not None:
        assert held.get(code) is found
        assert held.name(code) == found.name
        assert code in held.codes_named(found.name)
        return
    with pytest.raises(UnknownCode) as unknown:
        held.get(code)
    assert unknown.value.known == history(code, held.system.id)
    assert str(held.year) in str(unknown.value)
    assert code in str(unknown.value)


@given(HELD, st.data())
def test_a_path_leads_down_through_children(held: Classification, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(held.codes()))
    path = held.full_path(code)
    assert path[0] in held.classes()
    assert path[-1].code == code
    for upper, lower in pairwise(path):
        assert lower in held.children(upper.code)
        assert within(lower.code, upper.code)


@given(YEARS)
def test_every_code_is_a_class_or_a_child(year: int) -> None:
    held = functional(year)
    reached = [item.code for item in held.classes()]
    for code in reached:
        reached += [item.code for item in held.children(code)]
    assert sorted(reached) == list(held.codes())


@given(st.text())
def test_the_key_of_a_key_that_kept_its_ending_is_itself(name: str) -> None:
    key = name_key(name)
    assert key == name_key(key) or key.endswith("支出")


@given(HELD, st.data())
def test_what_stands_has_no_successor(held: Classification, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(held.codes()))
    assert successor_of(code, held.year, held.system.id) == ()
    assert successor_of(held.name(code), held.year, held.system.id) == ()


@given(st.sampled_from([item for item in all_items("functional") if item.validity.until]), YEARS)
def test_a_successor_stands_and_its_year_is_when_the_old_one_ended(old: Item, year: int) -> None:
    for each in (*successor_of(old.name, year), *successor_of(old.code, year)):
        assert functional(year).get(each.new.code) == each.new
        assert each.old.validity.until == each.changed - 1
        assert each.changed <= year


@pytest.mark.parametrize(
    ("stale", "year", "code", "name", "changed"),
    [
        ("医疗卫生与计划生育支出", 2023, "210", "卫生健康支出", 2019),
        ("医疗卫生与计划生育", 2026, "210", "卫生健康支出", 2019),
        ("归口管理的行政单位离退休", 2020, "2080501", "行政单位离退休", 2020),
        ("行政事业单位离退休", 2023, "20805", "行政事业单位养老支出", 2020),
        ("国土海洋气象等支出", 2019, "220", "自然资源海洋气象等支出", 2019),
        ("文化体育与传媒支出", 2022, "207", "文化旅游体育与传媒支出", 2019),
        ("2080504", 2024, "2080501", "行政单位离退休", 2020),
        ("2089901", 2023, "2089999", "其他社会保障和就业支出", 2021),
        # An item without a move of its own went where its division went.
        ("2012402", 2022, "2013404", "宗教事务", 2019),
    ],
)
def test_a_stale_name_or_code_leads_to_what_it_became(
    stale: str, year: int, code: str, name: str, changed: int
) -> None:
    found = successor_of(stale, year)[0]
    assert (found.new.code, found.new.name, found.changed) == (code, name, changed)


def test_a_name_that_several_codes_bore_leads_to_each_the_class_first() -> None:
    found = successor_of("文化体育与传媒", 2023)
    assert [(each.old.code, each.new.code) for each in found] == [
        ("207", "207"),
        ("21903", "21903"),
    ]


def test_a_division_that_was_split_has_two_successors() -> None:
    found = successor_of("20704", 2024)
    assert [each.new.code for each in found] == ["20706", "20708"]


@pytest.mark.parametrize("name", ["行政单位离退休", "其他卫生健康支出", "没有这个科目", "2080505"])
def test_what_is_not_stale_has_no_successor(name: str) -> None:
    assert successor_of(name, 2023) == ()


def test_a_stale_name_still_stands_in_its_own_years() -> None:
    assert successor_of("行政事业单位离退休", 2019) == ()
    assert functional(2019).codes_named("行政事业单位离退休") == ("20805",)


def test_a_succession_is_as_sure_as_its_least_sure_link() -> None:
    assert successor_of("行政事业单位离退休", 2023)[0].certainty == "K-H"
    assert successor_of("2089901", 2023)[0].certainty == "K-M"


@pytest.mark.parametrize("printed", ["一般公共服务", "一般公共服务支出", "一般公共服务 支出"])
def test_the_short_print_of_a_name_is_found(printed: str) -> None:
    assert "201" in functional(2023).codes_named(printed)
    assert functional(2023).is_name("201", printed)
    assert not functional(2023).is_name("202", printed)


@pytest.mark.parametrize("printed", ["维修(护)费", "维修（护）费"])
def test_half_width_brackets_are_brackets(printed: str) -> None:
    assert economic(2024).codes_named(printed) == ("30213",)


def test_another_printed_name_counts_only_in_its_years() -> None:
    assert government_economic(2024).codes_named("机关资本性支出（基本建设）") == ("504",)
    assert government_economic(2019).codes_named("机关资本性支出（基本建设）") == ()


def test_a_code_that_ended_is_wrong_and_says_when_it_stood() -> None:
    with pytest.raises(UnknownCode, match=r"未归口管理的行政单位离退休.*至2019年有效") as unknown:
        functional(2023).get("2080504")
    assert unknown.value.judged
    assert unknown.value.certainty == "K-H"


def test_a_code_of_later_years_says_from_when() -> None:
    with pytest.raises(UnknownCode, match=r"社会工作事务.*自2024年起有效"):
        functional(2023).full_path("20139")


def test_a_code_that_an_incomplete_list_lacks_is_not_judged() -> None:
    with pytest.raises(UnknownCode, match="无法判断") as unknown:
        functional(2023).get("2019998")
    assert not unknown.value.judged
    assert unknown.value.certainty == "K-L"


def test_a_code_that_a_complete_list_lacks_is_wrong() -> None:
    with pytest.raises(UnknownCode, match="任何年度均无") as unknown:
        economic(2023).get("30210")
    assert unknown.value.judged


@pytest.mark.parametrize("of", [functional, economic, government_economic])
def test_a_year_before_the_first_is_refused(of: Callable[[int], Classification]) -> None:
    with pytest.raises(YearNotCovered, match="2017"):
        of(2017)


def test_the_classes_of_final_accounts_stand_in_code_order() -> None:
    names = [item.name for item in functional(2024).classes()]
    assert names[:4] == ["一般公共服务支出", "外交支出", "国防支出", "公共安全支出"]
    assert names.index("卫生健康支出") < names.index("住房保障支出") < names.index("其他支出")


def test_insurance_paid_on_behalf_exists_since_2020() -> None:
    assert economic(2019).find("30311") is None
    assert economic(2020).name("30311") == "代缴社会保险费"
