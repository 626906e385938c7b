import pytest

from mingzhang.extraction.labels import is_aspect, label_of
from tests.unit.extraction.documents import view_of


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("其中：2022年度基本支出为", "基本支出"),
        ("我局办公家具原值", "办公家具原值"),
        ("，授予中小企业合同金额", "授予中小企业合同金额"),
        ("收入总计由上年的", "收入总计"),
        ("友好城市增加至", "友好城市"),
        ("，增加到", ""),
    ],
)
def test_the_name_before_a_figure(words: str, label: str) -> None:
    assert label_of(words) == label


def test_names_of_an_aspect_only() -> None:
    assert is_aspect("支出决算")
    assert is_aspect("")
    assert not is_aspect("接待费支出")


def test_a_contract_is_no_comparison() -> None:
    view = view_of("授予中小企业合同金额3.11万元，增幅较大，占政府采购支出总额的100%。")
    assert view.observations[0].label == "授予中小企业合同金额"


def test_years_of_brackets_and_comparisons_are_not_handed_on() -> None:
    texts = (
        "2020年基本支出250元（含2019年应返还额度44元），项目支出259元。",
        "2020年收入75元，2019年收入56元，与2019年相比增加19元，年末结转38元。",
        "2020年预算20元，较2019年的22元减少2元；接待费9元。",
        "2020年决算：本年收入75元，2019年度为56元；本年支出38元。",
    )
    assert [view_of(t).observations[-1].year for t in texts] == [2020] * 4
