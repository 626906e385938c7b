"""What a book is refused for: the place, what stands there, what should, what to do."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.kernel.problem import Place, Problem
from tests.unit.domain.book.workbook import Workbook, at

Change = Callable[[Workbook], Place]


def _one(workbook: Workbook) -> Problem:
    (problem,) = workbook.problems()
    return problem


def _unknown_code(workbook: Workbook) -> Place:
    row = workbook.row("支出", 经济分类科目="30201")
    workbook.set("支出", row, "经济分类科目", "30298")
    return at("支出", row, "经济分类科目")


def _stale_code(workbook: Workbook) -> Place:
    row = workbook.row("支出", 功能分类科目="2080801")
    workbook.set("支出", row, "功能分类科目", "2089901")
    return at("支出", row, "功能分类科目")


def _code_of_four_digits(workbook: Workbook) -> Place:
    workbook.set("收入", 3, "功能分类科目", "2011")
    return at("收入", 3, "功能分类科目")


def _amount_in_words(workbook: Workbook) -> Place:
    workbook.set("支出", 7, "金额", "约3万元")
    return at("支出", 7, "金额")


def _part_of_a_fen(workbook: Workbook) -> Place:
    workbook.set("支出", 7, "金额", "1.005")
    return at("支出", 7, "金额")


def _missing_column(workbook: Workbook) -> Place:
    workbook.drop_column("部门", "年度")
    return at("部门", 1, "年度")


def _missing_amounts(workbook: Workbook) -> Place:
    workbook.drop_column("收入", "金额")
    return at("收入", 1, "金额")


def _misspelt_heading(workbook: Workbook) -> Place:
    workbook.set("单位", 1, "内设机构", "内设机构名称")
    return at("单位", 1, "内设机构名称")


def _duplicate_row(workbook: Workbook) -> Place:
    return at("支出", workbook.copy("支出", 9), "金额")


def _second_department(workbook: Workbook) -> Place:
    workbook.copy("部门", 2)
    return at("部门")


def _unit_left_out(workbook: Workbook) -> Place:
    workbook.set("支出", 20, "单位编码", "")
    return at("支出", 20, "单位编码")


def _unknown_unit(workbook: Workbook) -> Place:
    workbook.set("车辆", 2, "单位编码", "U99")
    return at("车辆", 2, "单位编码")


def _unknown_project(workbook: Workbook) -> Place:
    row = workbook.row("支出", 项目="P05")
    workbook.set("支出", row, "项目", "P55")
    return at("支出", row, "项目")


def _missing_dimension(workbook: Workbook) -> Place:
    row = workbook.row("收入", 收入来源="教育收费")
    workbook.set("收入", row, "收入来源", "")
    return at("收入", row, "收入来源")


def _ledger_line(workbook: Workbook) -> Place:
    workbook.set("结转", 2, "年末结转", "1.00")
    return at("结转", 2, "年末结转")


def _typed_amount(workbook: Workbook) -> Place:
    workbook.set("原因", 2, "原因", "支出减少3.2万元")
    return at("原因", 2, "原因")


def _unknown_placeholder(workbook: Workbook) -> Place:
    workbook.set("叙述", 2, "内容", "共{staf|count}人")
    return at("叙述", 2, "内容")


def _unknown_section(workbook: Workbook) -> Place:
    workbook.set("叙述", 2, "章节", "职责")
    return at("叙述", 2, "章节")


def _micro_above_sme(workbook: Workbook) -> Place:
    workbook.set("采购", 2, "授予中小企业合同金额", "1.00")
    return at("采购", 2, "授予中小企业合同金额")


def _unknown_dimension(workbook: Workbook) -> Place:
    row = workbook.row("上年", 维度="预算类别=财政拨款")
    workbook.set("上年", row, "维度", "预算类=财政拨款")
    return at("上年", row, "维度")


def _dimension_not_of_the_concept(workbook: Workbook) -> Place:
    row = workbook.row("上年", 指标="收入总计", 维度="预算类别=财政拨款")
    workbook.set("上年", row, "维度", "支出性质=基本支出")
    return at("上年", row, "维度")


#: change, what the problem says was found, a word of what was expected, a word of the remedy
CASES: list[tuple[Change, str, str, str]] = [
    (_unknown_code, "30298", "2024年有效的科目编码", "核对编码"),
    (_stale_code, "2089901", "2024年有效的科目编码", "2089999 其他社会保障和就业支出"),
    (_code_of_four_digits, "2011", "3、5或7位科目编码", "政府收支分类科目"),
    (_amount_in_words, "约3万元", "金额（元，最多两位小数）", "阿拉伯数字"),
    (_part_of_a_fen, "1.005", "最多两位小数", "阿拉伯数字"),
    (_missing_column, "缺少此列", "必填列", "补上此列"),
    (_missing_amounts, "缺少此列", "必填列", "补上此列"),
    (_misspelt_heading, "内设机构名称", "已知的列", "是否为“内设机构”？"),
    (_duplicate_row, "与第9行相同的维度", "每组维度一行", "合并为一行"),
    (_second_department, "2行", "恰好一行", "部门"),
    (_unit_left_out, "空白", "单位编码", "补填单位"),
    (_unknown_unit, "U99", "“单位”表中的编码", "登记"),
    (_missing_dimension, "空白", "本视图要求填写", "补填"),
    (_ledger_line, "1.00", "0.00（年初结转＋下达指标−压减−财政收回−支出）", "相差 1.00 元"),
    (_typed_amount, "3.2万元", "占位符", "不直接填写"),
    (_unknown_placeholder, "staf", "", "占位符"),
    (_unknown_section, "职责", "一.职责", "一.职责"),
    (_micro_above_sme, "1.00，其中小微企业", "不小于其中数", "核对两列"),
    (_unknown_dimension, "预算类=财政拨款", "预算类别", "是否为“预算类别”？"),
    (_dimension_not_of_the_concept, "支出性质=基本支出", "预算类别", "删去"),
]


def test_the_unchanged_book_is_accepted(tmp_path: Path) -> None:
    assert Workbook(tmp_path).problems() == ()


@pytest.mark.parametrize(("change", "found", "expected", "remedy"), CASES)
def test_one_wrong_thing_is_one_problem_at_its_place(
    tmp_path: Path, change: Change, found: str, expected: str, remedy: str
) -> None:
    workbook = Workbook(tmp_path)
    place = change(workbook)
    problem = _one(workbook)
    assert problem.place == place
    assert found in problem.found
    assert expected in problem.expected
    assert remedy in problem.remedy
    assert problem.expected
    assert problem.remedy


def test_a_project_that_is_not_registered_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    place = _unknown_project(workbook)
    kind = at("支出", place.row, "项目类型")
    problems = {p.place: p for p in workbook.problems()}
    assert set(problems) == {place, kind}
    assert problems[place].found == "P55"
    assert "先在“项目”表登记" in problems[place].remedy


def test_problems_of_cells_come_all_at_once(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    changes = (_code_of_four_digits, _amount_in_words, _misspelt_heading)
    places = {change(workbook) for change in changes}
    workbook.set("部门", 2, "公开日期", "2025.9.31")
    workbook.set("单位", 2, "部门本级", "对")
    workbook.set("人员", 2, "编制数", "42人")
    places |= {at("部门", 2, "公开日期"), at("单位", 2, "部门本级")}
    places |= {at("人员", 2, "编制数")}
    assert {p.place for p in workbook.problems()} == places


def test_problems_between_rows_come_all_at_once(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    changes = (
        _stale_code,
        _unknown_code,
        _duplicate_row,
        _unit_left_out,
        _unknown_unit,
        _ledger_line,
        _typed_amount,
        _micro_above_sme,
        _unknown_dimension,
    )
    places = {change(workbook) for change in changes}
    assert {p.place for p in workbook.problems()} == places
    assert len(places) == len(changes)


def test_a_row_above_others_would_count_them_twice(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    first = workbook.row("支出", 单位编码="U02", 功能分类科目="2011301", 经济分类科目="30215")
    above = workbook.copy("支出", first, 经济分类科目="302")
    problems = workbook.problems()
    below = [
        number
        for number, row in enumerate(workbook.sheets["支出"], start=1)
        if row[1:5] == workbook.sheets["支出"][first - 1][1:5] and row[5].startswith("302")
    ]
    assert {p.place.row for p in problems} == set(below) - {above}
    assert len(problems) > 10
    assert all(p.expected == f"不与第{above}行（其上级）并列" for p in problems)
    assert all("申报合计" in p.remedy for p in problems)


def _more_by_a_fen(workbook: Workbook, sheet: str, row: int, column: str) -> tuple[str, str]:
    old = workbook.get(sheet, row, column)
    new = str(Decimal(old) + Decimal("0.01"))
    workbook.set(sheet, row, column, new)
    return old, new


@pytest.mark.parametrize("concept", ["收入", "支出", "年初结转和结余", "“三公”经费"])
def test_a_stated_total_that_differs_by_a_fen_is_refused(tmp_path: Path, concept: str) -> None:
    workbook = Workbook(tmp_path)
    row = workbook.row("申报合计", 指标=concept, 维度="", 单位编码="")
    old, new = _more_by_a_fen(workbook, "申报合计", row, "数值")
    problems = {p.place: p for p in workbook.problems()}
    assert list(problems) == [at("申报合计", row, "数值")]
    problem = problems[at("申报合计", row, "数值")]
    assert old in problem.found + problem.expected
    assert new in problem.found + problem.expected
    assert "相差 " in problem.remedy
    assert "0.01 元" in problem.remedy


@pytest.mark.parametrize("sheet", ["申报合计", "上年"])
@pytest.mark.parametrize("dims", ["", "预算类别=财政拨款", "预算类别=政府性基金预算"])
def test_a_stated_grand_total_must_be_the_sum_of_its_parts(
    tmp_path: Path, sheet: str, dims: str
) -> None:
    workbook = Workbook(tmp_path)
    row = workbook.row(sheet, 指标="收入总计", 维度=dims, 单位编码="")
    old, new = _more_by_a_fen(workbook, sheet, row, "数值")
    problem = _one(workbook)
    assert problem.place == at(sheet, row, "数值")
    assert new in problem.found
    assert problem.expected.endswith(f"年初结转和结余＝{old}")
    assert problem.remedy.startswith("相差 0.01 元")


def test_two_views_of_a_sheet_that_differ_by_a_fen_are_refused(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    _second_view(workbook)
    assert workbook.problems() == ()
    row = workbook.row("收入", 视图="来源", 收入来源="其他收入")
    _more_by_a_fen(workbook, "收入", row, "金额")
    problem = _one(workbook)  # however many figures differ for this reason
    assert problem.place == at("收入", row, "金额")
    assert "视图明细" in problem.found + problem.expected
    assert "视图来源" in problem.found + problem.expected
    assert problem.remedy.count("收入表第") == 2
    assert "0.01 元" in problem.remedy
    assert "最细处：收入，收入来源=其他收入" in problem.remedy


def _second_view(workbook: Workbook) -> None:
    """Give revenue a second time, by source alone, as the department's own sums."""
    heading = workbook.sheets["收入"][0]
    sums: dict[str, Decimal] = {}
    for row in workbook.sheets["收入"][1:]:
        row[heading.index("视图")] = "明细"
        source = row[heading.index("收入来源")]
        sums[source] = sums.get(source, Decimal(0)) + Decimal(row[heading.index("金额")])
    paid = workbook.sheets["抵销"]
    for row in paid[1:]:
        superior = row[paid[0].index("抵销事项")].startswith("上级补助")
        source = "上级补助收入" if superior else "附属单位上缴收入"
        sums[source] -= Decimal(row[paid[0].index("金额")])
    views = workbook.sheets["视图"]
    views.append(["明细", "收入", "收入来源、功能分类科目", "", "是"])
    views.append(["来源", "收入", "收入来源", "", "是"])
    for source, total in sums.items():
        cells = {"视图": "来源", "收入来源": source, "金额": str(total)}
        workbook.sheets["收入"].append([cells.get(name, "") for name in heading])
