"""The same quantity in several tables."""

from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables import compositions, restates
from tests.unit.extraction.tables.forms import html, violated, written

SUMMARY = """
收入<1x2> | 支出<1x2>
项目 | 决算数 | 项目 | 决算数
一、一般公共预算财政拨款收入 | 20.00 | 一、教育支出 | 12.00
二、事业收入 | 1.00 | 二、社会保障和就业支出 | 5.00
 | | 三、卫生健康支出 | 4.00
本年收入合计 | 21.00 | 本年支出合计 | 21.00
总计 | 21.00 | 总计 | 21.00
"""
ITEMS = """
科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
205 | 教育支出 | 12.00 | 7.00 | 5.00
208 | 社会保障和就业支出 | 5.00 | 5.00 |
210 | 卫生健康支出 | 4.00 | 4.00 |
合计<1x2> | 21.00 | 16.00 | 5.00
"""
GENERAL = """
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
205 | 教育支出 | 11.00 | 7.00 | 4.00
208 | 社会保障和就业支出 | 5.00 | 5.00 |
210 | 卫生健康支出 | 4.00 | 4.00 |
合计<1x2> | 20.00 | 16.00 | 4.00
"""


def _report(summary: str = SUMMARY, items: str = ITEMS, general: str = GENERAL) -> View:
    return html(
        "2023年度部门决算", "收入支出决算总表", "单位：万元", summary, "支出决算表", "单位：万元",
        items, "一般公共预算财政拨款支出决算表", "单位：万元", general,
    )  # fmt: skip


def _found(view: View) -> set[str]:
    return {written(r) for r in restates.find(view)}


def test_classes_by_name_are_those_by_code() -> None:
    found = _found(_report())
    assert {"12.00 = 12.00", "5.00 = 5.00", "4.00 = 4.00", "21.00 = 21.00"} <= found
    assert violated(_report()) == []


def test_a_figure_that_differs_where_the_others_agree_is_wrong() -> None:
    view = _report(SUMMARY.replace("| 12.00", "| 15.00"))
    (wrong,) = [r for r in violated(view) if r.rule == restates.RULE]
    assert written(wrong) == "15.00 = 12.00"
    assert wrong.certainty is Certainty.CERTAIN


def test_money_of_one_source_is_not_that_of_all() -> None:
    assert "12.00 = 11.00" not in _found(_report())
    assert violated(_report()) == []


def test_sums_one_unit_of_the_last_place_apart_are_rounded() -> None:
    assert violated(_report(SUMMARY.replace("| 5.00\n", "| 5.01\n"))) == []


def test_tables_that_mostly_differ_do_not_restate_each_other() -> None:
    other = ITEMS.replace("12.00", "13.00").replace("| 5.00 | 5.00", "| 6.00 | 6.00")
    view = html("支出决算表", ITEMS, "支出决算表（下属单位）", other.replace("21.00", "23.00"))
    assert [r for r in violated(view) if r.rule == restates.RULE] == []


def test_other_years_and_stages_are_others() -> None:
    table = "项目 | 上年决算数 | 预算数 | 决算数\n基本支出 | 5.00 | 6.00 | 7.00"
    view = html(
        "2023年度支出决算表", table, "2023年度支出决算情况表", "项目 | 决算数\n基本支出 | 7.00"
    )
    assert _found(view) == {"7.00 = 7.00"}


def test_basic_expenditure_is_that_on_people_and_on_the_office() -> None:
    parts = """
人员经费<1x2> | 公用经费<1x2>
科目名称 | 决算数 | 科目名称 | 决算数
工资福利支出 | 12.00 | 商品和服务支出 | 4.00
人员经费合计 | 12.00 | 公用经费合计 | 4.00
"""
    view = html(
        "2023年度部门决算",
        "一般公共预算财政拨款支出决算表",
        GENERAL,
        "一般公共预算财政拨款基本支出决算表",
        parts,
    )
    assert {written(r) for r in compositions.find(view)} == {"16.00 = 12.00 + 4.00"}
