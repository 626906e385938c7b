"""Sections as rows and columns of figures."""

from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.layout import layout
from mingzhang.extraction.tables.sheets import Sheet
from tests.unit.extraction.tables.forms import html, typed


def _sheets(view: View) -> list[Sheet]:
    return layout(view).sheets


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[box.text if box is not None else "" for box in row.boxes] for row in sheet.rows]


def test_codes_in_three_columns_are_one() -> None:
    view = html("""
科目编码<1x3> | 科目名称<2x1> | 合计<2x1>
类 | 款 | 项
201 | | | 一般公共服务支出 | 9.00
201 | 03 | | 政府办公厅（室）及相关机构事务 | 9.00
 | | 01 | 行政运行 | 5.00
 | | 02 | 一般行政管理事务 | 4.00
合计<1x4> | 9.00
""")
    (sheet,) = _sheets(view)
    assert [row.code for row in sheet.rows] == ["201", "20103", "2010301", "2010302", ""]
    assert sheet.rows[-1].label.total == "total"


def test_numbers_of_rows_are_no_figures() -> None:
    (sheet,) = _sheets(
        html("项目 | 行次 | 金额\n甲支出 | 1 | 5.00\n乙支出 | 2 | \n合计 | 3 | 5.00")
    )
    assert [column.name for column in sheet.columns] == ["金额"]


def test_codes_without_a_head_are_told_by_the_names_beside_them() -> None:
    (sheet,) = _sheets(
        html("201 | 一般公共服务支出 | 5.00\n20103 | 办公厅事务 | 5.00\n208 | 社保 | 1.00")
    )
    assert [row.code for row in sheet.rows] == ["201", "20103", "208"]
    assert [column.at for column in sheet.columns] == [2]


def test_two_sides_are_two_sheets() -> None:
    view = html("""
收入<1x2> | 支出<1x2>
项目 | 金额 | 项目 | 金额
一、财政拨款 | 9.00 | 一、教育支出 | 5.00
二、事业收入 | 1.00 | 二、卫生支出 | 5.00
收入总计 | 10.00 | 支出总计 | 10.00
""")
    left, right = _sheets(view)
    assert (left.side, right.side) == ("收入", "支出")
    assert _texts(right) == [["5.00"], ["5.00"], ["10.00"]]


def test_a_total_that_has_lost_its_width_stands_under_its_head() -> None:
    view = typed("""
科目编码 | 科目名称 | 合计 | 基本支出
201 | 一般公共服务支出 | 9.00 | 5.00
208 | 社会保障支出 | 1.00 | 1.00
合计 | 10.00 | 6.00
""")
    (sheet,) = _sheets(view)
    assert _texts(sheet)[-1] == ["10.00", "6.00"]
    assert [column.name for column in sheet.columns] == ["合计", "基本支出"]


def test_one_total_may_stand_for_both_ways_to_list_what_was_spent() -> None:
    view = html("""
按功能<1x2> | 按性质<1x2>
项目 | 金额 | 项目 | 金额
一、教育支出 | 5.00 | 一、基本支出 | 7.00
二、卫生支出 | 5.00 | 二、项目支出 | 3.00
支出合计<1x3> | 10.00
""")
    left, right = _sheets(view)
    assert _texts(left)[-1] == _texts(right)[-1] == ["10.00"]


def test_remarks_are_no_names() -> None:
    (sheet,) = _sheets(
        html("项目 | 预算数 | 备注 | 决算数\n甲 | 5.00 | 含上年 | 4.00\n乙 | 6.00 | 含预备 | 3.00")
    )
    assert [column.name for column in sheet.columns] == ["预算数", "决算数"]


def test_heads_tell_measure_unit_stage_and_year() -> None:
    view = html(
        """
2023年预算执行情况表
""",
        """
项目 | 上年决算数 | 年初预算（元） | 全年预算数 | 执行数 | 执行率 | 占比（%） | 人均 | 分值 | 得分
甲 | 5.00 | 6.00 | 7.00 | 6.50 | 92.86 | 100 | 1.00 | 10 | 9
""",
    )
    (sheet,) = _sheets(view)
    told = [(column.measure, column.stage, column.year) for column in sheet.columns]
    assert told[:4] == [
        ("", "actual", 2022),
        ("", "initial", 2023),
        ("", "adjusted", 2023),
        ("", "actual", 2023),
    ]
    assert [measure for measure, _, _ in told[4:]] == [
        "completion", "share", "average", "weight", "score"
    ]  # fmt: skip
    assert sheet.columns[1].unit is not None
    assert sheet.columns[1].unit.word == "元"


def test_a_figure_over_two_columns_is_stated_once() -> None:
    (sheet,) = _sheets(html("指标 | 目标<1x2>\n甲次数 | 5<1x2>\n乙次数 | 6<1x2>"))
    assert _texts(sheet) == [["5", ""], ["6", ""]]
