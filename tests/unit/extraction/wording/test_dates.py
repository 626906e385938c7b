import pytest

from mingzhang.extraction.wording.dates import find
from tests.unit.extraction.wording.said import ERROR, HINT, Said, report, said


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("截至2022年12月32日，共有车辆3辆。", "2022年12月32日"),
        ("2022年13月1日，召开局务会议。", "2022年13月1日"),
        ("于2023年2月29日完成验收。", "2023年2月29日"),
        ("6月31日前完成支付。", "6月31日"),
        ("2022年0月起执行新标准。", "2022年0月"),
    ],
)
def test_dates_that_no_calendar_has(text: str, piece: str) -> None:
    assert said(find, report(text)) == [Said("date.impossible", ERROR, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月29日完成验收，2月29日起执行。",
        "发放13月工资3万元。",
        "1-12月共支出12万元。",
        "共13个月，每月1次。",
        "版本为2.13，13月报表未报。",
    ],
)
def test_dates_that_may_be(text: str) -> None:
    assert said(find, report(text)) == []


def test_a_project_of_another_year_in_a_budget() -> None:
    lines = ("五、实施周期", "2023年1月1日-2023年12月31日")
    view = report("2024年部门预算", *lines, year=2024, kind="budget")
    assert said(find, view) == [Said("date.year", HINT, "2023年1月1日-2023年12月31日")]


@pytest.mark.parametrize(
    "lines",
    [
        ("五、实施周期", "2024年1月1日-2024年12月31日"),
        ("五、实施周期", "2023年1月1日-2025年12月31日"),
        ("上年情况", "2023年1月1日-2023年12月31日"),
    ],
)
def test_periods_that_may_be_meant(lines: tuple[str, str]) -> None:
    assert said(find, report("2024年部门预算", *lines, year=2024, kind="budget")) == []
