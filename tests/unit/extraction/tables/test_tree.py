"""Which rows belong under which."""

from mingzhang.extraction.tables.matrix import matrices
from mingzhang.extraction.tables.tree import Link
from tests.unit.extraction.tables.forms import html


def _parents(table: str) -> dict[str, tuple[str, Link]]:
    """Return the parent of each row that has one, by the names of both."""
    (matrix,) = matrices(html("单位：万元", table))
    rows, grown = matrix.sheet.rows, matrix.tree
    return {
        row.label.name: (rows[parent].label.name, grown.link[n])
        for n, row in enumerate(rows)
        if (parent := grown.parent[n]) is not None
    }


def test_a_code_stands_under_the_longest_one_that_it_begins_with() -> None:
    found = _parents("""
编码 | 名称 | 金额
201 | 甲 | 5.00
20103 | 乙 | 5.00
2010301 | 丙 | 5.00
208 | 丁 | 1.00
2080505 | 戊 | 1.00
""")
    assert {name: parent for name, (parent, _) in found.items()} == {
        "乙": "甲",
        "丙": "乙",
        "戊": "丁",
    }


def test_numbering_makes_levels_and_a_total_ends_them() -> None:
    found = _parents("""
项目 | 金额
一、收入 | 5.00
（一）拨款 | 4.00
（二）其他 | 1.00
二、上年余额 | 2.00
收入合计 | 7.00
一、支出 | 7.00
1.工资 | 7.00
""")
    assert {name: parent for name, (parent, _) in found.items()} == {
        "拨款": "收入",
        "其他": "收入",
        "工资": "支出",
    }


def test_what_follows_a_part_without_a_number_is_a_part_as_well() -> None:
    found = _parents("""
项目 | 金额
合计 | 9.00
1.接待 | 4.00
2.会议 | 5.00
其中：场租 | 3.00
食宿 | 2.00
""")
    assert found == {"场租": ("会议", Link.SUBSET), "食宿": ("会议", Link.SUBSET)}


def test_rows_without_numbers_inside_a_numbered_list_stand_under_its_items() -> None:
    found = _parents("""
项目 | 金额
一、基本支出 | 9.00
工资 | 6.00
办公 | 3.00
二、项目支出 | 5.00
修缮 | 4.00
培训 | 1.00
本年支出合计 | 14.00
年末结余 | 1.00
总计 | 15.00
""")
    assert {name: parent for name, (parent, _) in found.items()} == {
        "工资": "基本支出",
        "办公": "基本支出",
        "修缮": "项目支出",
        "培训": "项目支出",
    }


def test_the_forms_say_what_stands_under_what() -> None:
    found = _parents("""
项目 | 金额
公务用车购置及运行维护费 | 5.00
公务用车购置费 | 2.00
公务用车运行维护费 | 3.00
公务接待费 | 1.00
""")
    assert found["公务用车运行维护费"] == ("公务用车购置及运行维护费", Link.LAW)
    assert "公务接待费" not in found


def test_a_subtotal_sums_up_those_with_the_same_outer_name() -> None:
    found = _parents("""
来源<1x2> | 金额
拨款<3x1> | 小计 | 5.00
本级 | 3.00
上级 | 2.00
自筹<2x1> | 小计 | 1.00
其中：借款 | 0.50
""")
    assert found["本级"] == ("小计", Link.NAMES)
    assert found["借款"] == ("小计", Link.SUBSET)


def test_names_farther_right_stand_under_those_farther_left() -> None:
    found = _parents("""
大类 | 项目 | 品目 | 金额
货物 | | | 5.00
 | 设备 | | 5.00
 | | 电脑 | 3.00
 | | 桌椅 | 2.00
服务 | | | 1.00
""")
    assert found["电脑"] == ("设备", Link.INDENT)
    assert found["设备"] == ("货物", Link.INDENT)
    assert "服务" not in found


def test_projects_stand_under_the_code_before_them() -> None:
    found = _parents("""
编码 | 名称 | 金额
201 | 甲 | 5.00
2010308 | 乙 | 5.00
 | 道路维护 | 3.00
 | 桥梁维护 | 2.00
""")
    assert found["道路维护"] == ("乙", Link.LOOSE)
