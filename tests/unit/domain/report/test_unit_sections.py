"""Offices and staff, agency running costs, and what funds and state capital were spent on."""

from decimal import Decimal

import pytest

from mingzhang.domain.book.sheets import NarrativeRow, ProcurementRow, StaffRow
from tests.unit.domain.report.books import (
    because,
    book,
    budgeted,
    declared,
    past,
    said,
    spent,
    three,
    unit,
    wan,
)

OFFICES = "机构设置"
RUNNING = "机关运行经费支出情况"
FUND = "政府性基金预算支出决算情况说明"
CAPITAL = "国有资本经营预算支出决算情况说明"
PURCHASES = "政府采购支出情况"


def _staff(kind: str, quota: int | None, actual: int | None, of: str = "A") -> StaffRow:
    counts = [None if n is None else Decimal(n) for n in (quota, actual)]
    return StaffRow(unit=of, staff_kind=kind, quota=counts[0], actual=counts[1])


STAFF = (
    _staff("administrative", 22, 20),
    _staff("worker", 3, 2),
    _staff("retired", None, 11),
    _staff("administrative", 5, 4, "B"),
)
PEOPLE = (
    "年末编制25人，其中：行政编制22人、工勤编制3人。\n"
    "年末实有人员：行政人员20人、工勤人员2人、退休人员11人。"
)


def test_a_unit_tells_offices_and_staff() -> None:
    units = (unit("A", "甲局", own=True, offices="办公室、水利股"), unit("B", "乙所"))
    of = book(*units, *STAFF)
    assert said(of, "A").under(OFFICES) == f"内设机构：办公室、水利股。\n{PEOPLE}"
    assert said(of, "B").under(OFFICES) == (
        "乙所没有下属单位。\n年末编制5人，其中：行政编制5人。\n年末实有人员：行政人员4人。"
    )
    assert "行政编制27人" in said(of).under(OFFICES)


def test_what_the_office_wrote_of_itself_stands_alone() -> None:
    told = NarrativeRow(section="一.机构", text="设三个处。")
    of = book(unit("A", "甲局", own=True, offices="办公室"), *STAFF[:3], told)
    assert said(of).under(OFFICES) == "某局没有下属二级预算单位。\n设三个处。"


def test_the_department_of_one_unit_tells_its_offices() -> None:
    of = book(unit("A", "甲局", own=True, offices="办公室、水利股"), *STAFF[:3])
    assert said(of).under(OFFICES) == (
        f"某局没有下属二级预算单位。\n内设机构：办公室、水利股。\n{PEOPLE}"
    )


def test_staff_that_is_not_known_is_not_told() -> None:
    assert "年末" not in said(book(unit("A", own=True))).under(OFFICES)
    only_actual = said(book(unit("A", own=True), _staff("administrative", None, 7)))
    assert only_actual.under(OFFICES).endswith("\n年末实有人员：行政人员7人。")
    assert "编制" not in only_actual.under(OFFICES)


@pytest.mark.parametrize("kind", ["public_1", "public_2", "other_institution"])
def test_an_ordinary_institution_is_outside_agency_running_costs(kind: str) -> None:
    of = book(unit("A", "甲中心", kind=kind), unit("B", "乙局", own=True))
    outside = "机关运行经费只统计行政单位和参照公务员法管理的事业单位，甲中心不在统计范围内。"
    assert said(of, "A").under(RUNNING) == outside
    assert "机关运行经费支出" in said(of, "B").under(RUNNING)
    assert "机关运行经费支出" in said(of).under(RUNNING)


def test_a_figure_that_is_declared_is_printed_whatever_the_kind() -> None:
    of = book(unit("A", kind="public_1"), declared("agency_running_costs", 5))
    assert "机关运行经费支出5万元" in said(of).under(RUNNING)
    participating = book(unit("A", kind="participating"), declared("agency_running_costs", 0))
    assert "机关运行经费支出0万元" in said(participating).under(RUNNING)


@pytest.mark.parametrize(
    ("budget", "heading", "code"), [("fund", FUND, "2120803"), ("capital", CAPITAL, "2230203")]
)
def test_spending_of_other_budgets_is_told_item_by_item(
    budget: str, heading: str, code: str
) -> None:
    label = {"fund": "政府性基金预算", "capital": "国有资本经营预算"}[budget]
    dims = f"预算类别={label}、功能分类科目={code}"
    rows = (
        spent(8, code, "project", budget),
        budgeted(10, code, "project", budget),
        because("expenditure", "跨年施工", dims, "completion"),
    )
    lines = said(book(*rows)).under(heading).split("\n")
    assert lines[0] == f"2023年度{label}财政拨款支出8万元，其中："
    assert lines[1].startswith("1．")
    assert lines[1].endswith(
        "（项）：支出决算为8万元，完成预算80%，决算数小于预算数，主要原因是跨年施工。"
    )
    assert said(book(spent(1))).under(heading) == f"2023年度{label}财政拨款支出0万元。"


def test_spending_of_a_fund_without_items_is_a_gap() -> None:
    report = said(book(declared("expenditure", 8, "预算类别=政府性基金预算"), views=()))
    assert report.under(FUND) == (
        "2023年度政府性基金预算财政拨款支出8万元，"
        "【待补：政府性基金预算支出的用途（功能分类科目）】。"
    )


def test_procurement_tells_its_use() -> None:
    bought = ProcurementRow(procurement_kind="goods", amount=wan(10))
    assert "【待补：政府采购支出的主要用途】" in said(book(bought)).under(PURCHASES)
    told = NarrativeRow(section="十.采购", text="主要用于购置设备。")
    assert "待补：政府采购支出" not in said(book(bought, told)).under(PURCHASES)
    assert "用途" not in said(book(empty=("采购",))).under(PURCHASES)


def test_a_total_needs_no_reason_where_its_items_have_theirs() -> None:
    items = ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
    rows = (three("overseas", 2), three("vehicle_running", 3), three("reception_home", 5))
    total = past("three_public", 8)
    wanted = "“三公”经费比上年增加的原因"
    before = [past("three_public", 1, f"三公项目={item}") for item in items]
    assert wanted not in said(book(*rows, total, *before)).shown_gaps
    assert wanted in said(book(*rows, total)).shown_gaps
    reason = because("three_public", "任务增加")
    told = said(book(*rows, total, reason))
    assert wanted not in told.shown_gaps
    assert "主要变动原因是任务增加。" in told.under("“三公”经费财政拨款支出决算总体情况说明")
