"""Sums down columns."""

import pytest

from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.tables import rows
from tests.unit.extraction.tables.forms import html, sums, typed, violated, written

CODES = """
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
201 | 一般公共服务支出 | 9.00 | 6.00 | 3.00
20103 | 办公厅事务 | 9.00 | 6.00 | 3.00
2010301 | 行政运行 | 6.00 | 6.00 |
2010302 | 一般行政管理事务 | 3.00 | | 3.00
208 | 社会保障和就业支出 | 4.00 | 4.00 |
20805 | 养老支出 | 4.00 | 4.00 |
2080501 | 离退休 | 1.00 | 1.00 |
2080505 | 养老保险缴费 | 3.00 | 3.00 |
合计<1x2> | 13.00 | 10.00 | 3.00
"""
SUMMARY = """
收入<1x2> | 支出<1x2>
项目 | 决算数 | 项目 | 决算数
一、财政拨款收入 | 9.00 | 一、教育支出 | 7.00
二、事业收入 | 2.00 | 二、卫生支出 | 3.00
本年收入合计 | 11.00 | 本年支出合计 | 10.00
使用非财政拨款结余 | 1.00 | 结余分配 | 0.50
年初结转和结余 | 3.00 | 年末结转和结余 | 4.50
总计 | 15.00 | 总计 | 15.00
"""


def test_codes_of_two_levels_are_never_added_together() -> None:
    found = {written(r) for r in rows.find(html(CODES))}
    assert {
        "9.00 = 9.00",
        "9.00 = 6.00 + 3.00",
        "13.00 = 9.00 + 4.00",
        "4.00 = 1.00 + 3.00",
    } <= found
    assert not any(text.count("+") > 1 for text in found)


@pytest.mark.parametrize(
    ("right", "wrong"), [("| 3.00 | 3.00 |\n合计", "| 3.00 | 3.80 |\n合计"), ("13.00 |", "18.00 |")]
)
def test_a_single_wrong_figure_is_certainly_wrong(right: str, wrong: str) -> None:
    found = [r for r in violated(html(CODES.replace(right, wrong))) if r.rule == "table.column"]
    assert found
    assert all(r.certainty is Certainty.CERTAIN for r in found)


def test_totals_of_a_two_sided_table_hold_what_was_carried_over() -> None:
    found = {written(r) for r in rows.find(html("单位：万元", SUMMARY))}
    assert found == {
        "11.00 = 9.00 + 2.00",
        "15.00 = 11.00 + 1.00 + 3.00",
        "10.00 = 7.00 + 3.00",
        "15.00 = 10.00 + 0.50 + 4.50",
    }


def test_both_sides_vouch_for_each_other() -> None:
    found = violated(html("单位：万元", SUMMARY.replace("| 11.00 |", "| 16.00 |")))
    assert {written(r) for r in found} == {"16.00 = 9.00 + 2.00", "15.00 = 16.00 + 1.00 + 3.00"}
    assert {r.certainty for r in found} == {Certainty.CERTAIN}


def test_sources_of_what_was_carried_over_are_not_added_twice() -> None:
    table = """
项目 | 金额
一、一般公共预算财政拨款 | 8.00
二、政府性基金预算财政拨款 | 1.00
本年收入合计 | 9.00
年初财政拨款结转和结余 | 3.00
一般公共预算财政拨款 | 2.00
政府性基金预算财政拨款 | 1.00
总计 | 12.00
"""
    assert violated(html("单位：万元", table)) == []
    assert "12.00 = 9.00 + 3.00" in {written(r) for r in rows.find(html("单位：万元", table))}


def test_parts_are_no_greater_than_their_whole() -> None:
    table = "项目 | 金额\n合同金额 | 110.00\n其中：授予小微企业 | 190.00"
    (wrong,) = violated(html("单位：万元", table))
    assert (wrong.rule, wrong.op) == ("parts.bound", "≥")


def test_parts_that_are_the_whole_in_one_column_are_it_in_others() -> None:
    table = """
项目 | 预算数 | 决算数
1.公务接待费 | 5.00 | 4.00
其中：国内 | 3.00 | 3.00
国外 | 2.00 | 1.60
2.会议费 | 1.00 | 1.00
"""
    assert [written(r) for r in violated(html(table))] == ["4.00 = 3.00 + 1.60"]


def test_a_list_of_several_levels_without_any_sign_is_seen_through() -> None:
    table = """
项目 | 金额
合计 | 100
工资福利 | 70
基本工资 | 40
津贴 | 30
办公 | 30
水费 | 10
电费 | 20
"""
    assert violated(html("单位：元", table)) == []


def test_subtotals_make_up_the_total() -> None:
    table = """
项目 | 金额
甲 | 1.00
乙 | 2.00
小计 | 3.00
丙 | 4.00
丁 | 5.00
小计 | 9.00
合计 | 12.00
"""
    found = {written(r) for r in rows.find(html("单位：万元", table))}
    assert found == {"3.00 = 1.00 + 2.00", "9.00 = 4.00 + 5.00", "12.00 = 3.00 + 9.00"}


def test_totals_over_units_do_not_add_a_department_to_its_units() -> None:
    table = """
单位代码 | 单位名称 | 合计 | 拨款 | 其他
 | 合计 | 9.00 | 8.00 | 1.00
301 | 某局 | 9.00 | 8.00 | 1.00
301001 | 某局本级 | 5.00 | 5.00 |
301002 | 某中心 | 4.00 | 3.00 | 1.00
"""
    assert violated(html(table)) == []


def test_what_a_page_break_may_have_cost_is_not_missed() -> None:
    head = "科目编码 | 科目名称 | 金额\n"
    view = html(
        "支出表",
        head
        + "201 | 一般公共服务支出 | 9.00\n20103 | 办公厅事务 | 9.00\n2010301 | 行政运行 | 6.00",
        "2010302 一般行政管理事务 3.00",
        head + "208 | 社会保障和就业支出 | 4.00\n20805 | 养老支出 | 4.00\n合计<1x2> | 13.00",
    )
    assert violated(view) == []


def test_averages_rates_and_changes_without_sign_are_not_added() -> None:
    table = """
项目 | 上年数 | 本年数 | 增减额 | 增减率 | 人均
甲 | 5.00 | 4.00 | 1.00 | 20.00% | 1.00
乙 | 2.00 | 6.00 | 4.00 | 200.00% | 2.00
合计 | 7.00 | 10.00 | 3.00 | 42.86% | 1.50
"""
    assert violated(html(table)) == []


def test_whole_numbers_without_a_unit_may_be_rounded() -> None:
    table = "项目 | 预算 | 决算\n甲 | 5 | 4\n乙 | 6 | 5\n丙 | 7 | 8\n合计 | 18 | 18"
    (doubt,) = violated(html(table))
    assert doubt.certainty is Certainty.POSSIBLE
    (wrong,) = violated(html("单位：个", table))
    assert wrong.certainty is Certainty.CERTAIN


def test_a_column_that_adds_up_nowhere_is_doubted() -> None:
    table = """
项目 | 预算 | 决算 | 批次
甲 | 5.00 | 4.00 | 3
乙 | 6.00 | 5.00 | 9
合计 | 11.00 | 9.00 | 6
"""
    assert violated(html("单位：万元", table)) == []
    (wrong,) = violated(html("单位：万元", table.replace("| 6\n", "| 16\n")))
    assert wrong.certainty is Certainty.LIKELY


def test_indicators_have_nothing_in_common() -> None:
    table = """
一级指标 | 三级指标 | 指标值 | 完成值
产出 | 次数 | 3 | 3
产出 | 人数 | 30 | 31
 | 合计 | 100 | 98
"""
    assert violated(html(table)) == []


def test_a_total_of_one_part_alone_proves_nothing() -> None:
    view = html("项目 | 金额\n甲 | 30.00\n合计 | 100.00")
    assert violated(view) == []


def test_typed_tables_add_up_as_well() -> None:
    assert {written(r) for r in rows.find(typed(CODES))} == {
        written(r) for r in rows.find(html(CODES))
    }


GOODS = """
大类 | 经济科目 | 物品名称 | 金额
货物 |  |  | 90.00
 | 办公设备购置 |  | 50.00
 |  | 计算机 | 50.00
 | 专用设备购置 |  | 40.00
 |  | 打印机 | 25.00
 |  | 复印机 | 15.00
服务 |  |  | 7.00
 | 印刷费 |  | 7.00
 |  | 印刷服务 | 7.00
合计 |  |  | 97.00
"""


def test_the_only_part_in_a_column_of_parts_is_all_of_it() -> None:
    view = html(GOODS)
    assert {"50.00 = 50.00", "7.00 = 7.00", "40.00 = 25.00 + 15.00"} <= sums(view)
    assert violated(view) == []
    (wrong,) = violated(html(GOODS.replace("计算机 | 50.00", "计算机 | 58.00")))
    assert (written(wrong), wrong.certainty) == ("50.00 = 58.00", Certainty.LIKELY)
