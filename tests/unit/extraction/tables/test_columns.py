"""Sums along rows."""

from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.tables import columns
from mingzhang.extraction.tables.matrix import matrices
from tests.unit.extraction.tables.forms import html, typed, violated, written

BUDGET = """
科目编码<1x2> | 合计<2x1> | 一般公共预算<1x3> | 政府性基金<2x1>
代码 | 名称 | 小计 | 基本支出 | 项目支出
201 | 一般公共服务支出 | 9.00 | 8.00 | 5.00 | 3.00 | 1.00
20103 | 办公厅事务 | 9.00 | 8.00 | 5.00 | 3.00 | 1.00
208 | 社会保障和就业支出 | 4.00 | 4.00 | 4.00 | |
合计<1x2> | 13.00 | 12.00 | 9.00 | 3.00 | 1.00
"""


def test_totals_sum_up_what_stands_beside_them_under_the_same_head() -> None:
    found = {written(r) for r in columns.find(html(BUDGET))}
    assert {"9.00 = 8.00 + 1.00", "8.00 = 5.00 + 3.00", "12.00 = 9.00 + 3.00"} <= found
    assert "4.00 = 4.00" in found


def test_one_row_that_does_not_add_up_is_certainly_wrong() -> None:
    found = violated(html(BUDGET.replace("| 12.00 |", "| 12.60 |")))
    assert {written(r): r.certainty for r in found if r.rule == columns.RULE} == {
        "13.00 = 12.60 + 1.00": Certainty.CERTAIN,
        "12.60 = 9.00 + 3.00": Certainty.CERTAIN,
    }


def test_what_is_only_part_of_another_column_is_not_added() -> None:
    table = """
项目 | 合计 | 事业收入<1x2> | 其他收入
 | | 小计 | 其中：教育收费 |
甲 | 9.00 | 8.00 | 5.00 | 1.00
乙 | 7.00 | 5.00 | 3.00 | 2.00
"""
    found = {written(r) for r in columns.find(html(table))}
    assert found == {"9.00 = 8.00 + 1.00", "7.00 = 5.00 + 2.00"}


def test_a_line_of_formulas_says_how_columns_add_up() -> None:
    table = """
项目 | 原值 | 折旧 | 净值
栏次 | 1 | 2 | 3=1-2
房屋 | 9.00 | 4.00 | 5.00
车辆 | 7.00 | 6.00 | 1.50
"""
    (wrong,) = violated(html(table))
    assert written(wrong) == "1.50 = 7.00 − 6.00"


def test_figures_alone_tell_a_total_where_heads_do_not() -> None:
    table = """
地区 | 甲项 | 乙项 | 丙项 | 全部
东城 | 1.10 | 2.20 | 3.30 | 6.60
西城 | 2.10 | 3.20 | 4.30 | 9.60
南城 | 3.10 | 4.20 | 5.30 | 12.60
北城 | 4.10 | 5.20 | 6.30 | 15.60
中城 | 5.10 | 6.20 | 7.30 | 18.60
"""
    assert len(list(columns.find(html(table)))) == 5
    (wrong,) = violated(html(table.replace("9.60", "9.90")))
    assert written(wrong) == "9.90 = 2.10 + 3.20 + 4.30"


def test_columns_that_never_add_up_say_nothing() -> None:
    table = """
项目 | 合计 | 甲 | 乙
一 | 9.00 | 1.00 | 1.00
二 | 8.00 | 2.00 | 2.00
三 | 7.00 | 3.00 | 3.00
"""
    assert list(columns.find(html(table))) == []


def test_rates_and_amounts_are_not_added() -> None:
    view = html(
        "项目 | 合计 | 占比（%） | 增减率\n甲 | 9.00 | 9.00 | 1.00\n乙 | 8.00 | 8.00 | 1.00"
    )
    assert list(columns.find(view)) == []


def test_the_forms_define_the_sum_of_a_table_of_one_row() -> None:
    table = """
“三公”经费合计 | 因公出国（境）费 | 公务用车购置及运行维护费<1x3> | 公务接待费
 | | 小计 | 公务用车购置费 | 公务用车运行维护费 |
9.50 | 1.00 | 6.00 | 4.00 | 2.00 | 2.00
"""
    (wrong,) = violated(html("单位：万元", table))
    assert written(wrong) == "9.50 = 1.00 + 6.00 + 2.00"
    assert wrong.certainty is Certainty.CERTAIN


def test_heads_of_stages_under_each_item_are_two_tables_in_one() -> None:
    table = """
合计<1x2> | 因公出国（境）费<1x2> | 公务接待费<1x2>
预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数
9.00 | 5.00 | 4.00 | 2.00 | 5.00 | 3.00
"""
    found = {written(r) for r in columns.find(html("单位：万元", table))}
    assert found == {"9.00 = 4.00 + 5.00", "5.00 = 2.00 + 3.00"}


def test_what_cannot_be_read_spoils_its_row_only() -> None:
    view = html(BUDGET.replace("| 4.00 | 4.00 | 4.00 | |", "| 4.00 | … | 4.00 | |"))
    rows = {matrices(view)[0].sheet.rows[2].line}
    assert rows == {2}
    assert not any("4.00 =" in written(r) for r in columns.find(view))


def test_columns_that_go_on_in_the_next_table_are_added_as_well() -> None:
    left = """
科目编码 | 科目名称<2x1> | 合计<2x1> | 工资福利支出<1x3>
代码 | 小计 | 基本工资 | 津贴补贴
201 | 一般公共服务支出 | 9.00 | 6.00 | 3.00 | 2.00
208 | 社会保障支出 | 5.00 | 4.00 | 1.00 | 2.00
合计<1x2> | 14.00 | 10.00 | 4.00 | 4.00
"""
    right = """
科目编码 | 科目名称<2x1> | 工资福利支出 | 商品和服务支出<1x2>
代码 | 奖金 | 小计 | 办公费
201 | 一般公共服务支出 | 1.00 | 3.00 | 3.00
208 | 社会保障支出 | 1.00 | 1.00 | 1.00
合计<1x2> | 2.00 | 4.00 | 4.00
"""
    view = html("支出明细表", left, "支出明细表（续1）", right)
    found = {written(r) for r in columns.find(view)}
    assert {"9.00 = 6.00 + 3.00", "6.00 = 3.00 + 2.00 + 1.00", "3.00 = 3.00"} <= found
    assert violated(view) == []


def test_typed_tables_add_up_as_well() -> None:
    table = """
项目 | 合计 | 一般公共预算 | 政府性基金
科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出
栏次 | 1 | 2 | 3 | 4 | 5
201 | 一般公共服务支出 | 9.00 | 8.00 | 5.00 | 3.00 | 1.00
208 | 社会保障和就业支出 | 4.00 | 4.00 | 4.00
合计 | 13.00 | 12.00 | 9.00 | 3.00 | 1.00
"""
    found = {written(r) for r in columns.find(typed(table))}
    assert {"13.00 = 12.00 + 1.00", "12.00 = 9.00 + 3.00", "8.00 = 5.00 + 3.00"} <= found


def test_a_zero_is_examined_by_the_sum_that_holds_without_it() -> None:
    table = """
科目名称 | 合计 | 基本支出 | 项目支出
行政运行 | 30.00 | 30.00 | 0.00
普法宣传 | 20.00 | 0.00 | 20.00
合计 | 50.00 | 30.00 | 20.00
"""
    found = {written(r) for r in columns.find(html(table))}
    assert {"30.00 = 30.00 + 0.00", "20.00 = 20.00 + 0.00", "30.00 = 30.00"} <= found
    assert violated(html(table)) == []
    assert violated(html(table.replace("| 30.00 | 0.00", "| 30.00 | 0.70"))) != []
