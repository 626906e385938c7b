"""Problems of the performance sheets: each at its cell, all at once, nothing kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mingzhang.kernel.problem import InputProblems, Place
from mingzhang.usecases.import_book import import_book
from tests.unit.domain.book.workbook import at
from tests.unit.domain.performance.checks.workbook import PerformanceWorkbook, sound

Change = Callable[[PerformanceWorkbook], Place]
QUANTITY = {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "驻点天数"}
DAYS = {"项目": "P02", **QUANTITY, "计算符号": "≥", "年度指标值": "200", "计量单位": "天"}
GOAL = {"项目": "P01", "年度目标": "推介"}
SURVEY = {"评价编号": "E1", "评价类别": "部门评价"}
SCORE = {"评价编号": "E1", "评价指标": "A11"}
PROBLEM = {"问题来源": "监控", "发现日期": "2024-07-31", "问题": "进度慢"}


def _set(sheet: str, row: int, column: str, text: str) -> Change:
    """Change one cell, which is to blame."""

    def change(workbook: PerformanceWorkbook) -> Place:
        workbook.set(sheet, row, column, text)
        return at(sheet, row, column)

    return change


def _add(sheet: str, column: str, *rows: dict[str, str]) -> Change:
    """Add rows, the last of which is to blame at a column."""

    def change(workbook: PerformanceWorkbook) -> Place:
        numbers = [workbook.add(sheet, **cells) for cells in rows]
        return at(sheet, numbers[-1], column)

    return change


def _indicator(column: str, **cells: str) -> Change:
    return _add("绩效指标", column, {"指标编码": "P02-1", **DAYS, **cells})


def _actual(column: str, **cells: str) -> Change:
    return _add("指标完成", column, {"指标编码": "P01-1", **cells})


def _judged(column: str, **cells: str) -> Change:
    """Report on a qualitative indicator of 40 points."""

    def change(workbook: PerformanceWorkbook) -> Place:
        for heading, text in (("计算符号", "定性"), ("年度指标值", ""), ("文字指标值", "机制建立")):
            workbook.set("绩效指标", 3, heading, text)
        return at("指标完成", workbook.add("指标完成", 指标编码="P01-2", **cells), column)

    return change


def _plan(row: int, column: str, *points: tuple[str, str]) -> Change:
    def change(workbook: PerformanceWorkbook) -> Place:
        return at("序时计划", workbook.add_plan(*points)[row], column)

    return change


def _dropped(workbook: PerformanceWorkbook, on: str) -> Place:
    """Let version 2 of 1 July drop an indicator that a report of some day is on."""
    workbook.add("绩效目标", **GOAL, 版本="2", 日期="2024-07-01", 调整原因="任务取消")
    heading, first, second, _ = workbook.sheets["绩效指标"]
    for row, weight in ((first, "50"), (second, "40")):
        cells = {**dict(zip(heading, row, strict=True)), "版本": "2", "分值": weight}
        workbook.add("绩效指标", **cells)
    made = workbook.add("指标完成", 指标编码="P01-3", 截至=on, 实际完成值="95")
    return at("指标完成", made, "指标编码")


def _light(workbook: PerformanceWorkbook) -> Place:
    """Take a point from the last indicator; the sum is told at the first one of the goal."""
    workbook.set("绩效指标", 4, "分值", "9")
    return at("绩效指标", 2, "分值")


def _taken(workbook: PerformanceWorkbook) -> Place:
    """Let version 2 of another project's goal take the code of an indicator."""
    for version in ("1", "2"):
        workbook.add("绩效目标", **{**GOAL, "项目": "P02"}, 版本=version, 调整原因="x")
    row = workbook.add("绩效指标", 指标编码="P01-1", **DAYS, 版本="2")
    return at("绩效指标", row, "项目")


def _evaluated(sheet: str, column: str, **cells: str) -> Change:
    """Add a row to a sheet that rests on the evaluation E1."""

    def change(workbook: PerformanceWorkbook) -> Place:
        workbook.add("评价", **SURVEY)
        return at(sheet, workbook.add(sheet, **cells), column)

    return change


CASES: dict[str, Change] = {
    # goals and their versions
    "goal twice": _add("绩效目标", "版本", {**GOAL, "版本": "1"}),
    "goal of another year": _set("绩效目标", 2, "日期", "2019-11-01"),
    "version without the one before": _add(
        "绩效目标", "版本", {**GOAL, "版本": "3", "调整原因": "x"}
    ),
    "version before the one before it": _add(
        "绩效目标",
        "日期",
        {**GOAL, "项目": "P02", "日期": "2024-05-01"},
        {**GOAL, "项目": "P02", "版本": "2", "日期": "2024-04-01", "调整原因": "x"},
    ),
    "change without ground": _add("绩效目标", "调整依据", {**GOAL, "版本": "2"}),
    "change by an unknown document": _add(
        "绩效目标", "调整依据", {**GOAL, "版本": "2", "调整依据": "财预〔2024〕999号"}
    ),
    # indicators
    "indicator twice": _add(
        "绩效指标", "指标编码", {"指标编码": "P02-1", **DAYS}, {"指标编码": "P02-1", **DAYS}
    ),
    "one code, two projects": _taken,
    "unknown project": _indicator("项目", 项目="P99"),
    "words in a number cell": _indicator("年度指标值", 年度指标值="约200"),
    "number without target": _indicator("年度指标值", 年度指标值=""),
    "qualitative with a number": _indicator("年度指标值", 计算符号="定性", 文字指标值="良好"),
    "qualitative without wording": _indicator("文字指标值", 计算符号="定性", 年度指标值=""),
    "yes or no without wording": _indicator("文字指标值", 计算符号="是否", 年度指标值=""),
    "range without upper end": _indicator("区间上限", 计算符号="区间"),
    "range upside down": _indicator("区间上限", 计算符号="区间", 区间上限="100"),
    "upper end without range": _indicator("区间上限", 区间上限="300"),
    "negative target": _indicator("年度指标值", 年度指标值="-1"),
    "negative past": _indicator("上年完成值", 上年完成值="-1"),
    "older form": _indicator("二级指标", 二级指标="产出成本指标"),
    "second level of another first level": _indicator("二级指标", 二级指标="经济效益指标"),
    "level of a special fund": _indicator("二级指标", 一级指标="项目管理", 二级指标="数量指标"),
    "no such fact": _indicator("取数", 取数="nonsense"),
    "fact of an indicator": _indicator("取数", 取数="indicator{indicator=P01-1}"),
    "words from a fact": _indicator(
        "取数", 计算符号="定性", 年度指标值="", 文字指标值="良好", 取数="reception_batches"
    ),
    "version nobody explained": _indicator("版本", 版本="2"),
    "points of 89": _light,
    "points of some": _set("绩效指标", 3, "分值", ""),
    "points below zero": _indicator("分值", 分值="-5"),
    # results
    "unknown indicator": _actual("指标编码", 指标编码="P01-9", 实际完成值="5"),
    "another year's result": _actual("截至", 截至="2023-11-30", 实际完成值="5"),
    "result in words": _actual("实际完成值", 实际完成值="超额完成"),
    "negative result": _actual("实际完成值", 实际完成值="-5"),
    "negative forecast": _actual("全年预计", 全年预计="-5"),
    "number reported as met": _actual("是否达成", 是否达成="是"),
    "number reported as band": _actual("完成档次", 完成档次="达成年度指标"),
    "points of a number": _actual("定性得分", 定性得分="3"),
    "reported twice": _add(
        "指标完成",
        "指标编码",
        {"指标编码": "P01-1", "截至": "2024-07-31", "实际完成值": "3"},
        {"指标编码": "P01-1", "截至": "2024-07-31", "实际完成值": "4"},
    ),
    "year's end reported twice": _add(
        "指标完成",
        "实际完成值",
        {"指标编码": "P01-1", "实际完成值": "3"},
        {"指标编码": "P01-1", "截至": "2024-12-31", "实际完成值": "4"},
    ),
    "points above their band": _judged(
        "定性得分", 完成档次="部分达成年度指标并具有一定效果", 定性得分="32"
    ),
    "points below their band": _judged("定性得分", 完成档次="达成年度指标", 定性得分="31.99"),
    "points without band": _judged("完成档次", 定性得分="30"),
    "dropped indicator": lambda workbook: _dropped(workbook, "2024-08-31"),
    # money and progress
    "source twice": _add(
        "项目资金",
        "资金来源",
        {"项目": "P01", "资金来源": "其他资金"},
        {"项目": "P01", "资金来源": "其他资金"},
    ),
    "negative money": _add(
        "项目资金", "到位", {"项目": "P01", "资金来源": "其他资金", "到位": "-1"}
    ),
    "progress of another year": _add(
        "项目进度", "截至", {"项目": "P01", "截至": "2023-07-31", "累计执行": "1"}
    ),
    "whole below its sources": _add(
        "项目进度",
        "累计执行",
        {"项目": "P01", "截至": "2024-07-31", "资金来源": "当年财政拨款", "累计执行": "5"},
        {"项目": "P01", "截至": "2024-07-31", "累计执行": "4"},
    ),
    "plan of a thirteenth month": _plan(0, "月份", ("13", "10"), ("12", "100")),
    "plan above 100": _plan(0, "计划进度%", ("6", "101"), ("12", "100")),
    "plan that falls": _plan(1, "计划进度%", ("6", "60"), ("9", "50"), ("12", "100")),
    "December below 100": _plan(1, "计划进度%", ("6", "60"), ("12", "99")),
    "plan without December": _plan(1, "月份", ("6", "60"), ("11", "100")),
    "month twice": _plan(1, "月份", ("12", "100"), ("12", "100")),
    # evaluations
    "two conclusions": _add("事前评估结论", "项目", *([{"项目": "P01", "结论": "予以支持"}] * 2)),
    "review beyond its points": _add(
        "目标审核", "得分", {"项目": "P01", "审核要点": "规范完整性", "得分": "11"}
    ),
    "stated score beyond 100": _add("自评", "申报得分", {"项目": "P01", "申报得分": "101"}),
    "published before it was made": _add(
        "自评", "公开日期", {"项目": "P01", "日期": "2025-03-01", "公开日期": "2025-02-01"}
    ),
    "not applicable with points": _add(
        "整体评价", "不适用", {"评价指标": "A11", "得分": "3", "不适用": "是"}
    ),
    "unknown evaluation scored": _evaluated("评价打分", "评价编号", **{**SCORE, "评价编号": "E9"}),
    "unknown evaluation visited": _evaluated("评价选点", "评价编号", 评价编号="E9", 点位="甲"),
    "points beyond their weight": _evaluated("评价打分", "得分", **SCORE, 分值="5", 得分="6"),
    "more answers than asked": _add(
        "评价", "有效回收", {**SURVEY, "评价编号": "E2", "样本数": "100", "有效回收": "101"}
    ),
    "more satisfied than answered": _add(
        "评价", "满意数", {**SURVEY, "评价编号": "E2", "样本数": "10", "满意数": "11"}
    ),
    # rectification and decisions
    "closed before it was found": _add(
        "整改", "完成日期", {"整改编号": "Z1", **PROBLEM, "完成日期": "2024-07-30"}
    ),
    "due before it was found": _add(
        "整改", "整改期限", {"整改编号": "Z1", **PROBLEM, "整改期限": "2024-07-30"}
    ),
    "merged into nothing": _add(
        "结果应用", "并入项目", {"项目": "P01", "决定": "合并", "理由": "x"}
    ),
    "merged into itself": _add(
        "结果应用", "并入项目", {"项目": "P01", "决定": "合并", "理由": "x", "并入项目": "P01"}
    ),
    "merged into the unknown": _add(
        "结果应用", "并入项目", {"项目": "P01", "决定": "合并", "理由": "x", "并入项目": "P99"}
    ),
    "merged into what is cancelled": _add(
        "结果应用",
        "并入项目",
        {"项目": "P02", "决定": "取消", "理由": "x"},
        {"项目": "P01", "决定": "合并", "理由": "x", "并入项目": "P02"},
    ),
    "kept yet merged": _add(
        "结果应用", "并入项目", {"项目": "P01", "决定": "保留", "理由": "x", "并入项目": "P02"}
    ),
    "cancelled with money": _add(
        "结果应用", "下年预算", {"项目": "P01", "决定": "取消", "理由": "x", "下年预算": "5"}
    ),
    # parameters
    "unknown parameter": _add("绩效参数", "参数", {"参数": "nonsense", "取值": "1"}),
    "parameter in words": _add("绩效参数", "取值", {"参数": "execution_weight", "取值": "十"}),
    "switch as a number": _add("绩效参数", "取值", {"参数": "older_goal_form", "取值": "1"}),
    "nothing to draw": _add("绩效参数", "取值", {"参数": "recheck_share", "取值": "0"}),
    "more than all": _add("绩效参数", "取值", {"参数": "recheck_share", "取值": "100.01"}),
    "light of no colour": _add("绩效参数", "取值", {"参数": "goal_light", "取值": "80:3;0:0"}),
    "step of no number": _add("绩效参数", "取值", {"参数": "execution_floor", "取值": "NaN:1"}),
    "step that gives no number": _add("绩效参数", "取值", {"参数": "goal_light", "取值": "0:NaN"}),
}


@pytest.mark.parametrize("name", CASES)
def test_a_problem_is_told_at_its_cell_and_nowhere_else(name: str, tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    place = CASES[name](workbook)
    (problem,) = workbook.problems()
    assert problem.place == place
    assert problem.expected
    assert problem.remedy


def test_everything_wrong_is_told_at_once_and_nothing_is_kept(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    names = [
        "points of 89",
        "goal of another year",
        "change without ground",
        "older form",
        "result in words",
        "negative result",
        "unknown indicator",
        "another year's result",
        "plan that falls",
        "source twice",
        "unknown evaluation visited",
        "more satisfied than answered",
        "closed before it was found",
        "merged into itself",
        "unknown parameter",
    ]
    places = {CASES[name](workbook) for name in names}
    with pytest.raises(InputProblems) as refused:
        import_book(workbook.write())
    told = {problem.place for problem in refused.value.problems}
    assert told == places
    assert len(told) == len(names)


def test_points_are_not_added_up_where_an_indicator_could_not_be_read(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    workbook.set("绩效指标", 4, "分值", "九")
    assert [p.place for p in workbook.problems()] == [at("绩效指标", 4, "分值")]
    workbook.set("绩效指标", 4, "分值", "9")
    assert [p.place for p in workbook.problems()] == [at("绩效指标", 2, "分值")]


def test_a_sound_book_has_no_problem(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    workbook.add("指标完成", 指标编码="P01-1", 截至="2024-07-31", 实际完成值="3")
    workbook.add("指标完成", 指标编码="P01-1", 实际完成值="6")
    workbook.add_plan(("6", "60"), ("7", "60"), ("12", "100"))
    workbook.add("评价", **SURVEY, 样本数="100", 有效回收="100", 满意数="100")
    workbook.add("评价打分", **SCORE, 分值="5", 得分="5")
    workbook.add("结果应用", 项目="P01", 决定="合并", 理由="x", 并入项目="P02")
    assert workbook.problems() == ()


@pytest.mark.parametrize(
    ("band", "points"),
    [
        ("达成年度指标", "32"),
        ("达成年度指标", "40"),
        ("部分达成年度指标并具有一定效果", "24"),
        ("部分达成年度指标并具有一定效果", "31.99"),
        ("未达成年度指标且效果较差", "0"),
        ("未达成年度指标且效果较差", "23.99"),
    ],
)
def test_points_at_the_edges_of_their_band_are_fit(band: str, points: str, tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    _judged("定性得分", 完成档次=band, 定性得分=points)(workbook)
    assert workbook.problems() == ()


def test_a_report_from_before_the_change_stands(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    _dropped(workbook, "2024-06-30")
    assert workbook.problems() == ()


def test_a_change_with_a_listed_document_needs_no_reason(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    workbook.set("预算", 2, "文号", "金财预〔2024〕5号")
    workbook.add("绩效目标", **GOAL, 版本="2", 调整依据="金财预〔2024〕5号")
    assert workbook.problems() == ()


def test_a_reason_lets_an_unlisted_document_pass_with_a_caution(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    row = workbook.add("绩效目标", **GOAL, 版本="2", 调整依据="某文号", 调整原因="任务变化")
    assert workbook.problems() == ()
    assert at("绩效目标", row, "调整依据") in {c.place for c in workbook.cautions()}


def test_points_of_100_need_a_line_for_the_execution_of_the_budget(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    more = {"指标编码": "P01-4", **DAYS, "项目": "P01", "分值": "10"}
    row = workbook.add("绩效指标", **more)
    (problem,) = workbook.problems()
    assert problem.place == at("绩效指标", 2, "分值")
    assert problem.found == "合计 100"
    assert "第2、3、4、5行" in problem.expected
    workbook.set("绩效指标", row, "三级指标", "预算执行率")
    assert workbook.problems() == ()


def test_an_office_may_set_the_points_otherwise(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    workbook.set("绩效指标", 2, "分值", "30")
    (problem,) = workbook.problems()
    assert problem.expected.startswith("90（")
    workbook.add("绩效参数", 参数="indicator_weight", 取值="80", 依据="县财政局通知")
    assert workbook.problems() == ()


def test_an_office_may_go_on_with_the_older_form(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    _indicator("二级指标", 二级指标="产出成本指标")(workbook)
    (problem,) = workbook.problems()
    assert "数量指标、质量指标、时效指标" in problem.expected
    assert "older_goal_form" in problem.remedy
    workbook.add("绩效参数", 参数="older_goal_form", 取值="是")
    assert workbook.problems() == ()


def test_cost_is_no_first_level_before_2021(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    cells = {"一级指标": "成本指标", "二级指标": "经济成本指标", "计算符号": "≤"}
    row = workbook.add("绩效指标", **{"指标编码": "P02-1", **DAYS, **cells})
    assert workbook.problems() == ()
    workbook.set("部门", 2, "年度", "2020")
    assert at("绩效指标", row, "一级指标") in {p.place for p in workbook.problems()}


def test_a_rate_may_be_negative(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    workbook.set("绩效指标", 3, "计量单位", "%")
    workbook.add("指标完成", 指标编码="P01-2", 实际完成值="-3.5")
    assert workbook.problems() == ()


def test_what_comes_from_a_fact_is_not_typed(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    workbook.set("绩效指标", 2, "取数", "reception_batches")
    assert workbook.problems() == ()
    workbook.add("指标完成", 指标编码="P01-1", 截至="2024-07-31", 实际完成值="3")
    assert workbook.problems() == ()
    row = workbook.add("指标完成", 指标编码="P01-1", 实际完成值="6")
    (problem,) = workbook.problems()
    assert problem.place == at("指标完成", row, "实际完成值")


def test_a_sheet_that_cannot_be_read_accuses_no_other(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    workbook.add("指标完成", 指标编码="P01-1", 实际完成值="6")
    workbook.set("绩效指标", 2, "计算符号", "大概")
    assert [p.place for p in workbook.problems()] == [at("绩效指标", 2, "计算符号")]


def test_money_and_sources_to_look_at_again(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    fund = {"项目": "P01", "资金来源": "其他资金"}
    spent = workbook.add("项目资金", **fund, 全年预算="5", 到位="7", 执行="6")
    for day, amount in (("2024-06-30", "5"), ("2024-07-31", "4")):
        last = workbook.add("项目进度", 项目="P01", 截至=day, 累计执行=amount)
    workbook.set("项目进度", last, "全年预计执行", "3")
    workbook.set("绩效指标", 2, "取数", "funds_received{project=P09}")
    told = [(c.place, c.said) for c in workbook.cautions()]
    assert (at("项目资金", spent, "执行"), "执行 6.00 元大于全年预算 5.00 元") in told
    places = [place for place, _ in told]
    assert places.count(at("项目资金", spent, "执行")) == 1
    assert at("项目进度", last, "累计执行") in places
    assert at("项目进度", last, "全年预计执行") in places
    assert at("绩效指标", 2, "取数") in places


def test_points_of_a_dimension_beyond_the_usual_are_asked_about(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    cells = {"项目": "P01", "评估维度": "立项必要性"}
    row = workbook.add("事前评估", **cells, 得分="20.5")
    assert workbook.problems() == ()
    (caution,) = workbook.cautions()
    assert caution.place == at("事前评估", row, "得分")
    workbook.set("事前评估", row, "得分", "20")
    assert workbook.cautions() == ()
