"""Rows whose cells stand in one text."""

from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.layout import layout
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.tables.forms import html, sums, violated, written

LINES = (
    "收入决算表 公开02表 部门：某局 金额单位：元",
    "收入 项目 行次 金额",
    "一、财政拨款收入 1 11,122.04",
    "二、上级补助收入 2",
    "三、事业收入 3 13,628.89",
    "本年收入合计 4",
    "总计 5 24,750.93",
)


def _stated(view: View) -> list[tuple[str, str]]:
    return [(o.label, str(o.value)) for o in view.observations]


def test_paragraphs_under_a_head_are_rows() -> None:
    view = view_of(*LINES)
    assert _stated(view) == [
        ("财政拨款收入", "11122.04"),
        ("事业收入", "13628.89"),
        ("总计", "24750.93"),
    ]
    assert {o.unit for o in view.observations} == {"元"}
    assert layout(view).sheets[0].section.title == "收入决算表"


def test_a_total_left_blank_does_not_hide_what_it_sums_up() -> None:
    assert sums(view_of(*LINES)) == {"24750.93 = 11122.04 + 13628.89"}
    (wrong,) = violated(view_of(*LINES[:-1], "总计 5 24,570.93"))
    assert written(wrong) == "24570.93 = 11122.04 + 13628.89"


def test_codes_and_several_figures_are_taken_apart() -> None:
    view = view_of(
        "支出表",
        "科目编码 科目名称 合计 预算数 决算数",
        "201 一般公共服务支出 9.00 5.00 4.00",
        "20103 办公厅事务 9.00 5.00 4.00",
        "2010301 行政运行 9.00 5.00 4.00",
    )
    (sheet,) = layout(view).sheets
    assert [row.code for row in sheet.rows] == ["201", "20103", "2010301"]
    assert len(sheet.columns) == 3


def test_sentences_are_no_rows() -> None:
    view = view_of(
        "收入 项目 行次 金额", "本年收入合计 5 万元，比上年增加 3 万元。", "支出 4 万元。"
    )
    assert not layout(view).sheets


def test_cells_may_hold_whole_rows() -> None:
    view = html(
        "单位：万元",
        """
收入 | 支出
项目 行次 金额 | 项目 行次 金额
财政拨款收入 1 5.00 | 教育支出 4 7.00
事业收入 2 3.00 | 卫生支出 5 1.00
合计 3 8.00 | 合计 6 8.00
""",
    )
    assert len(view.observations) == 6
    assert {"8.00 = 5.00 + 3.00", "8.00 = 7.00 + 1.00"} <= sums(view)
    for o in view.observations:
        assert view.passages[o.place].text[o.start : o.end] == str(o.value)


TWO = (
    "支出决算表",
    "科目编码 科目名称 金额",
    "合计 36.00",
    "201 服务支出 21.50",
    "208 保障支出 14.50",
    "基本支出决算表",
    "部门：某局 单位：万元",
    "科目编码 科目名称 金额",
    "合计 20.00",
    "301 工资支出 14.00",
    "302 商品支出 6.00",
)


def test_rows_end_at_the_title_of_the_next_table() -> None:
    view = view_of(*TWO)
    found = layout(view).sheets
    assert [sheet.section.title for sheet in found] == ["支出决算表", "基本支出决算表"]
    assert sums(view) == {"36.00 = 21.50 + 14.50", "20.00 = 14.00 + 6.00"}
    assert not violated(view)


def test_a_row_with_more_figures_than_the_head_has_is_none_of_its_rows() -> None:
    view = view_of(*TWO[:5], "一、基本支出 20.00 二、项目支出 16.00", *TWO[3:5])
    assert len(layout(view).sheets[0].rows) == 3
