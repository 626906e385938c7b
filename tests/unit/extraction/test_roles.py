import pytest

from mingzhang.domain.checks.model import Role
from mingzhang.extraction.roles import base_of, completed_of, stage_of
from tests.unit.extraction.documents import view_of


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("与2021年度相比，支出增加", "2021"),
        ("较2021年预算数减少", "2021/budget"),
        ("比2021年预算执行数增加", "2021"),
        ("较年初预算数减少", "/initial"),
        ("同比增长", "2021"),
        ("占比较大，合同金额", ""),
        ("会同财政部门，比例适当", ""),
    ],
)
def test_what_a_comparison_is_against(words: str, base: str) -> None:
    assert base_of(words, 2022) == base


def test_the_rate_of_the_amount_right_before_it() -> None:
    assert completed_of("，完成全年目标") == "/target"
    assert completed_of("，完成年初预算") == "/initial"
    assert completed_of("，占年度总额") == ""
    rate = view_of("投资12亿元，完成全年目标10亿元的120%。").observations[-1]
    assert (rate.role, rate.base) == (Role.COMPLETION, "/target")
    share = view_of("投资2亿元，占总额10亿元的20%。").observations[-1]
    assert share.role is not Role.COMPLETION


def test_a_rate_without_a_sign_takes_that_of_its_change() -> None:
    found = view_of("支出9万元，比上年减少1万元，变动率10%。").observations[-1]
    assert (found.role, found.direction) == (Role.GROWTH, -1)


def test_a_printed_minus_is_the_sign() -> None:
    change, rate = view_of("支出9万元，比上年减少-1万元，下降-10%。").observations[1:]
    assert [change.direction, rate.direction] == [0, 0]
    assert change.exact == -10000


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("支持服务能力提升80万元。", Role.LEVEL),
        ("用于办学水平提高专项资金80万元。", Role.LEVEL),
        ("经费支出增加80万元。", Role.CHANGE),
        ("工资标准提高80元。", Role.CHANGE),
    ],
)
def test_what_money_is_for_does_not_rise(text: str, role: Role) -> None:
    (found,) = view_of(text).observations
    assert found.role is role


def test_the_name_of_an_item_tells_no_stage() -> None:
    assert stage_of("卫生（类）计划生育事务（款）计划生育服务（项）") == ""
    assert stage_of("卫生（类）计划生育事务（款）计划生育服务（项）支出决算") == "actual"
    assert stage_of("签约计划") == "target"
