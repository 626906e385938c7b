"""What comes in is what goes out."""

from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.tables import balances
from tests.unit.extraction.tables.forms import html, violated, written

SIDES = """
收入<1x2> | 支出<1x3>
项目 | 预算数 | 项目 | 合计 | 一般公共预算
一、财政拨款 | 9.00 | 一、教育支出 | 7.00 | 7.00
二、上年结转 | 1.00 | 二、卫生支出 | 3.00 | 3.00
{left} | 10.00 | {right} | {total} | 10.00
"""


def _sides(left: str, right: str, total: str = "10.00") -> str:
    return SIDES.format(left=left, right=right, total=total)


def test_grand_totals_of_both_sides_are_equal() -> None:
    view = html("单位：万元", _sides("收入总计", "支出总计", "10.80"))
    (wrong,) = [r for r in violated(view) if r.rule == balances.TOTALS]
    assert written(wrong) == "10.00 = 10.80"
    assert wrong.certainty is Certainty.CERTAIN


def test_totals_that_end_both_sides_are_probably_equal() -> None:
    (found,) = balances.find(html("单位：万元", _sides("收入合计", "支出合计")))
    assert found.certainty is Certainty.LIKELY


def test_totals_of_this_year_need_not_be_equal() -> None:
    view = html("单位：万元", _sides("本年收入合计", "本年支出合计", "10.80"))
    assert list(balances.find(view)) == []


CARRIED = """
项目<1x2> | 年初结转和结余<2x1> | 本年收入<2x1> | 本年支出<1x3> | 年末结转和结余<2x1>
科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出
212 | 城乡社区支出 | 5.00 | 9.00 | 11.00 | | 11.00 | 3.00
21208 | 土地出让支出 | 5.00 | 9.00 | 11.00 | | 11.00 | {left}
229 | 其他支出 | | 2.00 | 2.00 | | 2.00 |
合计<1x2> | 5.00 | 11.00 | 13.00 | | 13.00 | 3.00
"""


def test_what_was_carried_over_and_came_in_is_spent_or_carried_over() -> None:
    view = html("政府性基金预算财政拨款收入支出决算表", CARRIED.format(left="3.00"))
    found = {written(r) for r in balances.find(view)}
    assert "3.00 = 5.00 + 9.00 − 11.00" in found
    assert "2.00 = 2.00" in found
    assert violated(view) == []


def test_a_row_that_does_not_balance_is_wrong() -> None:
    view = html("政府性基金预算财政拨款收入支出决算表", CARRIED.format(left="3.60"))
    found = [written(r) for r in violated(view) if r.rule == balances.CARRIED]
    assert found == ["3.60 = 5.00 + 9.00 − 11.00"]
