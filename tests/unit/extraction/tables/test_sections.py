"""Heads and bodies of tables, and pages put together again."""

from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.grid import boxes_of
from mingzhang.extraction.tables.sections import Section, sections
from tests.unit.extraction.tables.forms import html, typed

HEAD = "项目 | 预算数 | 决算数"
ROWS = "一、基本支出 | 5.00 | 4.00\n二、项目支出 | 6.00 | 5.00"


def _first(section: Section) -> list[str]:
    return [boxes_of(line)[0].text for line in section.body]


def _sections(view: View) -> list[Section]:
    return sections(view.passages)


def test_captions_on_top_give_title_and_unit() -> None:
    table = f"支出决算表<1x3>\n编制单位：某局<1x2> | 单位：万元\n{HEAD}\n{ROWS}"
    (section,) = _sections(html(table))
    assert section.title == "支出决算表"
    assert section.unit is not None
    assert section.unit.word == "万元"
    assert _first(section) == ["一、基本支出", "二、项目支出"]


def test_paragraphs_above_give_title_unit_and_year() -> None:
    (section,) = _sections(html("2022年度支出决算表", "单位：元", f"{HEAD}\n{ROWS}"))
    assert (section.title, section.year) == ("2022年度支出决算表", 2022)
    assert section.unit is not None
    assert section.unit.word == "元"


def test_numbers_of_columns_are_no_figures() -> None:
    (section,) = _sections(html(f"{HEAD}\n栏次 | 1 | 2\n{ROWS}"))
    assert section.order is not None
    assert len(section.body) == 2


def test_rows_that_only_name_something_are_body_where_they_are_numbered() -> None:
    (section,) = _sections(html(f"{HEAD}\n一、收入 | | \n{ROWS}"))
    assert _first(section)[0] == "一、收入"


def test_a_form_has_a_section_for_each_head() -> None:
    form = """
项目名称 | 道路维护<1x5>
资金<3x1> | | 年初预算数 | 执行数 | 分值 | 得分
总额 | 10.00 | 9.00 | 10 | 9
其中：财政资金 | 10.00 | 9.00 | — | —
指标<2x1> | 一级指标 | 三级指标 | 指标值 | 分值 | 得分
产出 | 次数 | 3次 | 50 | 50
总分<1x4> | 60 | 59
"""
    found = _sections(html(form))
    assert [len(section.body) for section in found] == [0, 2, 2]
    assert [len(section.keys) for section in found] == [1, 0, 0]


def test_sentences_are_no_heads() -> None:
    form = """
年度目标<2x1> | 预期目标<1x2> | 完成情况<1x2>
全年维护三次，不出事故。<1x2> | 维护三次，没有事故。<1x2>
指标 | 一级指标 | 三级指标 | 指标值 | 完成值
产出 | 数量 | 次数 | 3次 | 3次
"""
    found = _sections(html(form))
    assert [len(section.head) for section in found] == [1, 1]


def test_the_next_page_goes_on_with_the_same_head() -> None:
    page = f"{HEAD}\n{ROWS}"
    (section,) = _sections(html("支出决算表", page, f"{HEAD}\n合计 | 11.00 | 9.00"))
    assert _first(section)[-1] == "合计"


def test_the_next_page_may_have_no_head() -> None:
    (section,) = _sections(html("支出决算表", f"{HEAD}\n{ROWS}", "合计 | 11.00 | 9.00"))
    assert _first(section)[-1] == "合计"


def test_a_head_at_the_end_of_a_page_is_that_of_the_rows_on_the_next() -> None:
    (section,) = _sections(html("支出决算表", HEAD, ROWS))
    assert _first(section) == ["一、基本支出", "二、项目支出"]


GOALS = "指标 | 一级指标 | 三级指标 | 指标值 | 得分"
FUNDS = "资金情况 | 年初预算数 | 调整后预算数 | 执行数 | 得分"
GOAL, FUND = "产出 | 数量 | 培训 | 5次 | 9", "总额 | 0.00 | 3.36 | 3.36 | 10"


def test_the_top_rows_of_a_form_come_again_on_each_page() -> None:
    parts = [
        f"{GOALS}\n{GOAL}\n{FUNDS}",
        f"{GOALS}\n{FUND}\n其中：财政资金 | 0.00 | 3.36 | 3.36 | 10",
    ]
    goals, funds = _sections(html("自评表", *parts))
    assert _first(goals) == ["产出"]
    assert _first(funds) == ["总额", "其中：财政资金"]


def test_top_rows_that_are_said_twice_are_a_head_again() -> None:
    parts = [f"{GOALS}\n{GOAL}\n{FUNDS}\n{FUND}", f"{GOALS}\n{GOALS}\n效益 | 社会 | 就业 | 3人 | 8"]
    found = _sections(html("自评表", *parts))
    assert [_first(section) for section in found] == [["产出"], ["总额"], ["效益"]]


def test_a_form_whose_rows_begin_again_is_another() -> None:
    form = f"{GOALS}\n{GOAL}\n{FUNDS}\n{FUND}"
    found = _sections(html("自评表", form, form))
    assert [_first(section) for section in found] == [["产出"], ["总额"]] * 2


def test_a_table_with_a_title_of_its_own_is_another() -> None:
    page = f"{HEAD}\n{ROWS}"
    assert len(_sections(html("支出决算表", page, "收入决算表", page))) == 2


def test_a_row_outside_of_the_table_breaks_it() -> None:
    (section,) = _sections(
        html(
            "支出决算表",
            f"{HEAD}\n{ROWS}",
            "三、其他支出 1.00 1.00",
            f"{HEAD}\n合计 | 12.00 | 10.00",
        )
    )
    assert section.breaks == [2]


def test_typed_tables_have_the_same_sections() -> None:
    (section,) = _sections(typed("支出决算表", f"单位：万元 | \n{HEAD}\n栏次 | 1 | 2\n{ROWS}"))
    assert len(section.body) == 2


def test_a_table_may_have_thousands_of_heads() -> None:
    form = "一级指标 | 三级指标 | 指标值 | 实际完成值\n产出指标 | 培训 | 5次 | 6次"
    found = _sections(html("\n".join([form] * 1500)))
    assert len(found) == 1500
    assert all(_first(section) == ["产出指标"] for section in found)


def test_forms_of_one_title_are_no_pages_of_one_table() -> None:
    form = """
项目名称 | {0} | 实施单位 | 某单位
项目资金（元） | 项目资金总额 | {1} | 备注
 | 其中：财政资金 | {1} |
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 活动场次 | 5场
"""
    pages = (form.format("甲", "1.00"), form.format("乙", "2.00"))
    parts = [part for page in pages for part in ("绩效目标填报表", page)]
    found = _sections(html(*parts))
    assert len(found) == 4
    assert not any(section.partial or section.breaks for section in found)
