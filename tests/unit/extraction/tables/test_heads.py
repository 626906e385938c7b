"""The heads over each column, also where merged cells are lost."""

from mingzhang.documents.readers.typed.text import read_text
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.heads import paths
from mingzhang.extraction.tables.sections import sections
from mingzhang.extraction.view import build
from tests.unit.extraction.tables.forms import html, typed

EXPENDITURE = """
项目<1x2> | 本年支出合计<2x1> | 财政拨款<1x3> | 经营支出<2x1>
科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出
栏次<1x2> | 1 | 2 | 3 | 4 | 5
201 | 一般公共服务支出 | 9.00 | 8.00 | 5.00 | 3.00 | 1.00
"""
TYPED = """
项目 | 本年支出合计 | 财政拨款 | 经营支出
科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出
栏次 | 1 | 2 | 3 | 4 | 5
201 | 一般公共服务支出 | 9.00 | 8.00 | 5.00 | 3.00 | 1.00
"""
PATHS = [
    ("项目", "科目编码"),
    ("项目", "科目名称"),
    ("本年支出合计",),
    ("财政拨款", "小计"),
    ("财政拨款", "基本支出"),
    ("财政拨款", "项目支出"),
    ("经营支出",),
]


def _paths(view: View) -> list[tuple[str, ...]]:
    return paths(sections(view.passages)[0])


def test_merged_heads_are_read_off() -> None:
    assert _paths(html(EXPENDITURE)) == PATHS


def test_heads_that_lost_their_width_are_laid_over_what_they_head() -> None:
    assert _paths(typed(TYPED)) == PATHS


def test_two_sides_have_labels_of_their_own() -> None:
    view = typed(
        "收入 | 支出\n"
        "项目 | 行次 | 金额 | 项目 | 行次 | 金额\n"
        "一、税 | 1 | 5.00 | 一、费 | 2 | 5.00"
    )
    assert _paths(view) == [
        ("收入", "项目"),
        ("收入", "行次"),
        ("收入", "金额"),
        ("支出", "项目"),
        ("支出", "行次"),
        ("支出", "金额"),
    ]


def test_what_belongs_together_by_its_words_is_put_together() -> None:
    table = """
预算数 | 决算数
合计 | 出国费 | 公务用车购置及运行费 | 接待费 | 合计 | 出国费 | 公务用车购置及运行费 | 接待费
小计 | 公务用车购置费 | 公务用车运行费 | 小计 | 公务用车购置费 | 公务用车运行费
9.00 | 1.00 | 5.00 | 2.00 | 3.00 | 3.00 | 8.00 | 1.00 | 4.00 | 2.00 | 2.00 | 3.00
"""
    found = _paths(typed(table))
    assert found[2] == ("预算数", "公务用车购置及运行费", "小计")
    assert found[5] == ("预算数", "接待费")
    assert found[10] == ("决算数", "公务用车购置及运行费", "公务用车运行费")


def test_a_head_may_bear_the_name_of_the_one_above_it() -> None:
    view = html("其他支出<1x2> | 备注<2x1>\n小计 | 其他支出\n5.00 | 5.00 |")
    assert _paths(view)[:2] == [("其他支出", "小计"), ("其他支出", "其他支出")]


def test_heads_that_do_not_fit_are_not_guessed() -> None:
    view = typed("甲 | 乙 | 丙\n一 | 二 | 三 | 四 | 五 | 六 | 七\n1.00 | 2.00 | 3.00 | 4.00 | 5.00")
    assert set(_paths(view)) <= {(), ("甲",), ("乙",), ("丙",)} or len(_paths(view)) == 7


def test_heads_that_are_known_and_stand_apart_keep_their_places() -> None:
    # Wrapped heads over some columns only: by sense they could be laid anywhere.
    text = (
        "收入决算表\n"
        "           项目               附属单位\n"
        "科目编码     科目名称      合计       上缴收入     其他收入\n"
        "栏次                 1          2          3\n"
        "201      服务支出      9.00       5.00       4.00\n"
        "205      教育支出      3.00       1.00       2.00\n"
        "208      保障支出      2.00       1.00       1.00\n"
    )
    view = build(read_text(text.encode(), "a.txt"))
    assert _paths(view)[2:] == [("合计",), ("附属单位", "上缴收入"), ("其他收入",)]
