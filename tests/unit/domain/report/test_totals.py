"""Changes, rates and shares in words, at the edges: nothing, no base, below zero, by a fen."""

import pytest

from tests.unit.domain.report.books import (
    Said,
    because,
    book,
    budgeted,
    carried,
    declared,
    past,
    revenue,
    said,
    spent,
    words,
)

TOTAL = "收入支出决算总体情况说明"
GENERAL = "一般公共预算财政拨款支出决算总体情况"
STRUCTURE = "支出决算结构情况"
ITEMS = "支出决算具体情况"
NONE_ELSE = ("结余", "结转")


def _year(now: str, last: str | None, *more: object) -> Said:
    rows = [revenue(now), spent(now), *more]
    if last is not None:
        rows += [past("total_in", last), past("expenditure", last, "预算类别=一般公共预算")]
    return said(book(*rows, empty=NONE_ELSE))


REASONS = (
    because("total_in", "任务增减"),
    because("total_in", "任务增减", "预算类别=财政拨款"),
    because("expenditure", "任务增减", "预算类别=一般公共预算"),
)


@pytest.mark.parametrize(
    ("now", "last", "told"),
    [
        ("120", "100", "各增加20万元，增长20%。主要变动原因是任务增减。"),
        ("80", "100", "各减少20万元，下降20%。主要变动原因是任务增减。"),
        ("100", "100", "收、支总计持平。"),
        ("100.000001", "100", "收、支总计基本持平。"),
        ("99.995001", "100", "收、支总计基本持平。"),
        ("100.01", "100", "各增加0.01万元，增长0.01%。"),
        ("100000.01", "100000", "各增加0.01万元（增减率四舍五入后为零）。"),
        ("20", "0", "各增加20万元（上年为零，不计算增减率）。"),
        ("20", "-5", "各增加25万元（上年为负数，不计算增减率）。"),
        ("-20", "5", "各减少25万元，下降500%。"),
        ("0", "0", "收、支总计持平。"),
        ("0", "10", "各减少10万元，下降100%。"),
    ],
)
def test_a_change_in_words(now: str, last: str, told: str) -> None:
    report = _year(now, last, *REASONS)
    text = report.under(TOTAL)
    assert told in text
    assert "增加0万元" not in text
    assert "减少0万元" not in text
    assert not [gap for gap in report.gaps if "变动原因" in gap]


def test_no_change_needs_no_reason() -> None:
    assert not [gap for gap in _year("100", "100").gaps if "原因" in gap]
    assert not [gap for gap in _year("100.000001", "100").gaps if "原因" in gap]


def test_a_change_without_a_reason_is_shown_and_listed() -> None:
    report = _year("120", "100")
    wanted = "收入总计比上年增加的原因"
    assert f"主要变动原因是【待补：{wanted}】。" in report.under(TOTAL)
    assert wanted in report.shown_gaps
    assert "2023年收入总计：缺少变动原因" in report.gaps
    assert "收入总计比上年减少的原因" in _year("80", "100").shown_gaps


def test_a_blank_last_year_is_shown_and_listed() -> None:
    report = _year("120", None)
    assert "收、支总计各【待补：2022年收入总计】。" in report.under(TOTAL)
    assert "2023年收入总计的比上年增减额：2022年数账套未提供" in report.gaps
    assert "原因" not in report.under(TOTAL)


def test_every_gap_that_is_shown_is_listed_and_the_other_way_round() -> None:
    for report in (_year("120", None), _year("120", "100"), said(book())):
        assert set(report.shown_gaps) == set(report.plain_gaps)
        assert len(report.gaps) >= len(report.plain_gaps) > 0


@pytest.mark.parametrize("year", [2020, 2023])
def test_a_gap_in_the_report_names_no_key_and_no_column(year: int) -> None:
    rows = (spent(9), budgeted(12), spent(None, "2011302", "project"), revenue(9))
    report = said(book(*rows, past("expenditure", 8, "预算类别=一般公共预算"), year=year))
    assert len(report.shown_gaps) > 10
    for inner in ("=", "账套", "叙述表", "2011301", "缺少"):
        assert not [gap for gap in report.shown_gaps if inner in gap]
    assert "行政运行决算数小于预算数的原因" in report.shown_gaps
    assert any("功能分类科目=2011301 行政运行" in gap for gap in report.gaps)


def test_two_totals_that_differ_are_not_said_to_be_one() -> None:
    rows = (revenue(100), spent(90), past("total_in", 80), past("total_out", 95))
    report = said(book(*rows, empty=NONE_ELSE))
    text = report.under(TOTAL)
    assert "收入总计100万元，支出总计90万元，【待补：收、支总计不相等的原因】。" in text
    assert "收入总计增加20万元，增长25%，支出总计减少5万元，下降5.26%。" in text
    assert "均为" not in text
    assert "收、支总计各" not in text
    assert "2023年收入总计：收、支总计不相等的原因" in report.gaps
    assert [s.name for s in report.charts[0].series] == ["收入总计", "支出总计"]


@pytest.mark.parametrize("year", [2020, 2023])
def test_totals_that_differ_by_less_than_the_print_are_told_in_yuan(year: int) -> None:
    report = said(book(revenue("100"), spent("100.001"), year=year, empty=NONE_ELSE))
    text = report.under(TOTAL)
    for figure in ("收入总计1000000元", "支出总计1000010元", "【待补：收、支总计不相等的原因】。"):
        assert figure in text
    assert "均为" not in text
    assert "收、支总计各" not in text


def test_what_was_carried_over_is_part_of_the_totals() -> None:
    report = said(book(revenue(100), spent(90), carried(5, 15), empty=("结余",)))
    assert report.under(TOTAL).startswith("2023年度收、支总计均为105万元。")
    report = said(book(revenue(100), spent(90), carried(5, 15), year=2020, empty=("结余",)))
    assert report.under(TOTAL).startswith(
        "2020年度收、支总计均为105万元，其中年初结转和结余5万元，年末结转和结余15万元。"
    )


def test_shares_are_said_of_what_is_not_zero() -> None:
    report = said(
        book(revenue(30), revenue(70, "other"), spent(30), spent(70, "2011302", "project"))
    )
    income = report.under("收入决算情况说明")
    assert income == (
        "2023年度本年收入合计100万元，其中："
        "一般公共预算财政拨款收入30万元，占30%；其他收入70万元，占70%。"
    )
    assert "基本支出30万元，占30%；项目支出70万元，占70%。" in report.under("三、支出决算情况说明")


@pytest.mark.parametrize("rows", [(), (revenue(0), spent(0))])
def test_a_year_of_nothing_is_worded_without_shares(rows: tuple[object, ...]) -> None:
    report = said(book(*rows, empty=("收入", "支出", *NONE_ELSE)))
    assert report.under("收入决算情况说明") == "2023年度本年收入合计0万元。"
    assert report.under("三、支出决算情况说明") == "2023年度本年支出合计0万元。"
    assert report.under(GENERAL).startswith("2023年度一般公共预算财政拨款支出0万元。")
    assert report.under(STRUCTURE) == "2023年度没有一般公共预算财政拨款支出。"
    assert not [
        gap for gap in report.gaps if "占比" in gap and gap.startswith(("2023年收入", "2023年支出"))
    ]


def test_zeros_are_listed_where_the_edition_wants_them() -> None:
    report = said(book(revenue(30), spent(30), year=2020))
    income = report.under("收入决算情况说明")
    assert "一般公共预算财政拨款收入30万元，占100%；政府性基金预算财政拨款收入0万元；" in income
    assert income.endswith("其他收入0万元。")


def test_a_negative_part_keeps_its_sign() -> None:
    report = said(book(revenue(100), spent(110), spent(-10, "2011302", "project")))
    text = report.under("三、支出决算情况说明")
    assert "基本支出110万元，占110%；项目支出-10万元，占-10%。" in text


def test_parts_that_cancel_out_have_no_share() -> None:
    report = said(book(spent(10), spent(-10, "2011302", "project")))
    assert report.under("三、支出决算情况说明") == (
        "2023年度本年支出合计0万元，其中：基本支出10万元；项目支出-10万元。"
    )


def test_an_unknown_part_is_a_gap_not_left_out() -> None:
    report = said(book(spent(10), spent(None, "2011302", "project")))
    text = report.under("三、支出决算情况说明")
    assert "项目支出【待补：项目支出】万元" in text
    assert "2023年支出（支出性质=项目支出）：账套只列名称，未给金额" in report.gaps


def test_one_class_is_all() -> None:
    report = said(book(spent(10)))
    assert report.under(STRUCTURE) == (
        "2023年度一般公共预算财政拨款支出10万元，按功能分类用于以下方面："
        "一般公共服务支出10万元，占100%。"
    )


@pytest.mark.parametrize(
    ("actual", "budget", "told"),
    [
        ("10", "10", "完成预算100%，决算数与预算数持平。"),
        ("10", "9.999999", "完成预算100%，决算数与预算数基本持平。"),
        ("9", "12", "完成预算75%，决算数小于预算数，主要原因是推迟。"),
        ("15", "12", "完成预算125%，决算数大于预算数，主要原因是推迟。"),
        ("5", "0", "全年未安排预算，不计算完成率。"),
        ("0", "0", "全年未安排预算，未发生支出。"),
        ("0", "8", "完成预算0%，决算数小于预算数，主要原因是推迟。"),
    ],
)
def test_completion_in_words(actual: str, budget: str, told: str) -> None:
    dims = "预算类别=一般公共预算、功能分类科目=2011301"
    reason = because("expenditure", "推迟", dims, "completion")
    report = said(book(spent(1, "2080501"), spent(actual), budgeted(budget), reason))
    assert f"行政运行（项）：支出决算为{actual}万元，{told}" in report.under(ITEMS)


def test_a_negative_budget_has_no_completion_rate() -> None:
    report = said(book(spent(5), budgeted(-3)))
    assert "预算数为负数，不计算比率" in report.under(ITEMS)


def test_a_missed_budget_without_a_reason_is_shown_and_listed() -> None:
    report = said(book(spent(5), budgeted(8)))
    assert len([g for g in report.gaps if "差异的原因" in g]) == 1
    assert "主要原因是【待补：行政运行决算数小于预算数的原因】" in report.under(ITEMS)
    above = said(book(spent(9), budgeted(8)))
    assert "主要原因是【待补：行政运行决算数大于预算数的原因】" in above.under(ITEMS)


def test_no_budget_sheet_is_a_gap_and_no_verdict() -> None:
    report = said(book(spent(5)))
    assert "持平" not in report.under(ITEMS)
    assert any("全年预算数账套未提供" in gap for gap in report.gaps)


def test_the_whole_without_a_budget_says_so_and_is_no_gap() -> None:
    report = said(book(spent(5), budgeted(0)))
    assert "决算数为5万元，全年未安排预算，不计算完成率。其中：" in report.under(ITEMS)
    assert not [gap for gap in report.gaps if "完成" in gap and "三公" not in gap]


def test_a_change_of_a_share_is_in_percentage_points_with_its_own_direction() -> None:
    rows = [spent(30), spent(70, "2011302", "project")]
    rows_last = [past("expenditure", 10, "支出性质=基本支出"), past("expenditure", 40)]
    text = "{expenditure{nature=basic}|share_direction:spend}"
    text += "{expenditure{nature=basic}|share_change:spend}个百分点"
    assert words(book(*rows, *rows_last), text) == "上升5个百分点"
    rows_last = [past("expenditure", 29, "支出性质=基本支出"), past("expenditure", 58)]
    assert words(book(*rows, *rows_last), text) == "下降20个百分点"  # though the amount rose
    rows_last = [past("expenditure", 3, "支出性质=基本支出"), past("expenditure", 10)]
    assert words(book(*rows, *rows_last), text) == "持平0个百分点"
    assert words(book(*rows), text).count("【待补：2022年基本支出】") == 2


def test_amounts_of_other_units_are_exact() -> None:
    of = book(spent("12345.6789"), declared("agency_running_costs", "0.0001"))
    assert words(of, "{spend|wan}万元") == "12345.68万元"
    assert words(of, "{spend|yuan}元") == "123456789元"
    assert words(of, "{running_costs|yuan}元") == "1元"
    assert words(of, "{running_costs|wan}万元") == "0万元"
