import pytest

from mingzhang.domain.checks.model import Role
from mingzhang.extraction.roles import base_of, completed_of
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
