"""Where rows may be missing a sum that fails proves nothing; elsewhere it does."""

from __future__ import annotations

import pytest

from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.breaks import is_row
from mingzhang.extraction.tables.sections import sections
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.tables.forms import html, violated, written

HEAD = "科目编码 | 科目名称 | 金额"
ROWS = "201 | 服务支出 | 5.00\n20101 | 行政运行 | 3.00\n20102 | 专项业务 | 2.00"
PAGE = "支出决算表"


def _wrong(view: View) -> list[str]:
    return [written(each) for each in violated(view)]


def _breaks(view: View) -> list[list[int]]:
    return [section.breaks for section in sections(view.passages)]


def test_a_sum_that_fails_within_a_table_counts() -> None:
    assert _wrong(html(PAGE, f"{HEAD}\n{ROWS.replace('2.00', '2.50')}"))


@pytest.mark.parametrize(
    "after",
    [
        "20103 机关服务 0.50",
        "支出决算表（续）",
        "续表",
    ],
)
def test_rows_or_a_page_right_after_a_table_may_be_its_own(after: str) -> None:
    cut = ROWS.replace("2.00", "1.50")
    assert not _wrong(html(PAGE, f"{HEAD}\n{cut}", after))


@pytest.mark.parametrize(
    "after", ["注：本表含上年结转0.50万元。", "三、结转说明", "本表反映支出情况，单位为万元。"]
)
def test_notes_after_a_table_are_none_of_its_rows(after: str) -> None:
    cut = ROWS.replace("2.00", "1.50")
    assert _wrong(html(PAGE, f"{HEAD}\n{cut}", after))


def test_what_goes_on_at_other_columns_proves_nothing_on_either_side() -> None:
    other = "20103 | 机关服务 | 0.50 | 0.10\n合计 | | 9.00 | 0.10"
    view = html(PAGE, f"{HEAD}\n{ROWS.replace('2.00', '1.50')}", "支出决算表（续）", other)
    assert not _wrong(view)
    assert all(section.partial for section in sections(view.passages))


def test_a_form_of_the_same_title_begins_anew() -> None:
    form = "项目资金总额 | {0} | 年度资金总额 | {0}\n其他资金 | 0.00 | 其他资金 | 0.00"
    one, two = form.format("4.00"), form.format("9.00")
    view = html("绩效目标表", one, "绩效目标表", two)
    assert len(sections(view.passages)) == 2


def test_names_in_the_middle_of_their_rows_leave_open_what_a_subtotal_sums_up() -> None:
    table = """
项目 | 名称 | 金额
 | 收入总计 | 90.00
 | 小计 | 80.00
一般资金 | 财政拨款 | 80.00
 | 小计 | 10.00
其他资金 | 其他收入 | 10.00
"""
    view = html("收入表", table)
    assert _breaks(view) == [[0, 1, 3]]
    assert not _wrong(view)


def test_merged_names_are_no_such_names() -> None:
    table = """
项目 | 名称 | 金额
一般资金<2x1> | 财政拨款 | 80.00
专项收入 | 3.00
其他资金 | 其他收入 | 10.00
"""
    assert _breaks(html("收入表", table)) == [[]]


def test_a_line_that_fits_no_column_may_hide_a_row() -> None:
    lost = "20103 机关服务 0.50 0.40<1x3>"
    rows = f"{HEAD}\n{ROWS.replace('2.00', '1.50')}\n{lost}\n208 | 保障支出 | 4.00"
    assert not _wrong(html(PAGE, rows))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("住房公积金 12.50", True),
        ("2080505 养老保险 12.50 12.50", True),
        ("住房公积金支出为12.50万元。", False),
        ("住房公积金", False),
        ("3.1 目标", False),
    ],
)
def test_what_is_a_row(text: str, row: bool) -> None:
    (passage,) = view_of(text).passages
    assert is_row(passage) is row
