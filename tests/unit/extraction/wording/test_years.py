import pytest

from mingzhang.extraction.wording.years import find
from tests.unit.extraction.wording.said import HINT, WARNING, Said, report, said

HEADS = (
    "第一部分 2022年度部门决算表",
    "二、2022年度收入决算情况说明",
    "三、2022年度支出决算情况说明",
    "四、2022年度机关运行经费情况",
)
STATED = (
    "2022年度收、支总计120万元，比上年增加3万元。",
    "2022年度本年收入合计110万元，均为财政拨款。",
    "2022年度机关运行经费支出20万元，比上年减少1万元。",
)


def test_a_heading_of_last_year() -> None:
    view = report(*HEADS, "第二部分 2021年度部门决算情况说明", year=2022)
    assert said(find, view) == [Said("date.year", WARNING, "2021")]


def test_a_title_about_another_project_is_a_hint() -> None:
    view = report(*HEADS, "附件：2021年度河道整治项目绩效自评报告", year=2022)
    assert said(find, view) == [Said("date.year", HINT, "2021")]


@pytest.mark.parametrize(
    "heading",
    [
        "五、2023年度工作计划与预算安排意见",
        "附件：2021年结转资金支出决算情况说明",
        "六、2021年度与2022年度决算情况对比",
        "《2021年度部门决算情况说明》",
        "2021-2022年收支决算情况说明",
        "附件：关于2021年度部门决算批复的通知",
    ],
)
def test_headings_that_may_name_another_year(heading: str) -> None:
    assert said(find, report(*HEADS, heading, year=2022)) == []


def test_headings_prove_nothing_without_the_reports_own() -> None:
    assert said(find, report("2021年度部门决算情况说明", year=2022)) == []


@pytest.mark.parametrize(
    "line",
    [
        "2021年度“三公”经费支出12万元，完成预算。",
        "根据安排，青山县水务局2021年度政府采购支出总额3万元，均为货物。",
        "纳入青山县水务局2021年度部门决算编制范围的单位包括：",
    ],
)
def test_a_statement_of_last_year(line: str) -> None:
    assert said(find, report(*STATED, line, year=2022)) == [Said("date.year", WARNING, "2021")]


@pytest.mark.parametrize(
    "line",
    [
        "2021年度收入总计117万元，2022年度收入总计120万元，增长2.56%。",
        "2021年度收入总计117万元。2022年度收入总计120万元，增长2.56%。",
        "2021年度完成河道整治12公里，2022年度完成15公里。",
        "2018年机构改革以来，政府采购支出总额逐年下降，管理规范。",
    ],
)
def test_figures_of_last_year_beside_those_of_the_year(line: str) -> None:
    assert said(find, report(*STATED, line, year=2022)) == []


@pytest.mark.parametrize(
    "line",
    [
        "截至2021年12月31日，本单位共有车辆3辆。",
        "截止2021年底，单位共有公务用车2辆。",
        "2021年末在编人员18人。",
    ],
)
def test_a_stock_at_the_end_of_another_year(line: str) -> None:
    assert said(find, report(line, year=2022)) == [Said("date.year", WARNING, "2021")]


@pytest.mark.parametrize(
    "line",
    [
        "截至2022年12月31日，本单位共有车辆3辆。",
        "截至2021年底，全县累计建成高标准农田12万亩。",
        "2022年在编人员比2021年末增加2人，共有18人。",
    ],
)
def test_stocks_that_are_right_or_of_something_else(line: str) -> None:
    assert said(find, report(line, year=2022)) == []


def test_a_budget_counts_vehicles_at_the_end_of_the_year_before() -> None:
    view = report("截至2021年12月31日，本部门共有车辆3辆。", year=2022, kind="budget")
    assert said(find, view) == []


def test_what_is_carried_over_and_what_an_evaluation_came_to() -> None:
    carried = "2023年度一般公共预算财政拨款年初结转和结余140.17万元。"
    result = "按照要求，对2021年整体支出绩效评价结果为良好，完成了年度目标任务。"
    for text, wrong in ((carried, "2023"), (result, "2021")):
        view = report(*HEADS, *STATED, text, year=2022)
        assert said(find, view) == [Said("date.year", WARNING, wrong)]
    about = "按照要求，我局开展了2023年整体支出绩效评价工作，现将情况说明如下。"
    assert said(find, report(*HEADS, *STATED, about, year=2022)) == []
