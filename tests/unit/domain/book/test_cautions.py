"""What is allowed and likely a slip is asked about, and nothing else is."""

from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.domain.book.cautions import cautions
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.sheets import CarryOverRow, ExpenditureRow, RevenueRow, StaffRow
from mingzhang.kernel.problem import Caution, Place
from tests.unit.domain.book.workbook import Workbook, at
from tests.unit.domain.report.books import book, unit


def test_the_examples_raise_no_question(tmp_path: Path) -> None:
    assert Workbook(tmp_path).cautions() == ()


def test_a_code_that_is_not_listed_is_asked_about_with_the_codes_near_it(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    row = workbook.row("收入", 功能分类科目="2080801")
    workbook.set("收入", row, "功能分类科目", "2080810")
    (found,) = [c for c in workbook.cautions() if c.place.file == "收入.csv"]
    assert found.place == at("收入", row, "功能分类科目")
    assert "2080810 不在所收录的2024年功能分类科目中" in found.said
    assert "相近的编码：2080801 死亡抚恤" in found.said
    assert workbook.problems() == ()


def test_codes_of_texts_are_looked_up_too(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    workbook.sheets["上年"].append(["支出", "功能分类科目=2130341", "", "", "1.00", "", ""])
    found = workbook.cautions()
    assert [c.place for c in found] == [at("上年", len(workbook.sheets["上年"]), "维度")]
    assert "2130314 防汛" in found[0].said


def test_texts_that_no_report_of_the_year_has_a_place_for_are_told_at_their_cells(
    tmp_path: Path,
) -> None:
    workbook = Workbook(tmp_path)
    first, second = (
        workbook.copy("叙述", 2, 章节=section) for section in ("整体.评价方法", "整体.评价组织")
    )
    misnamed = workbook.copy("叙述", 2, 章节="没有的章节")
    found = workbook.cautions()
    assert [c.place for c in found] == [at("叙述", n, "章节") for n in (first, second)]
    assert found[0].said == "2024年度的报告没有“整体.评价方法”一节，这段文字不会编入"
    # What no year has a place for is a slip of the pen: a problem, told once.
    assert [p.place for p in workbook.problems()] == [at("叙述", misnamed, "章节")]


def _in_wan(workbook: Workbook, sheet: str, columns: tuple[str, ...]) -> None:
    for number in range(2, len(workbook.sheets[sheet]) + 1):
        for column in columns:
            if text := workbook.get(sheet, number, column):
                workbook.set(sheet, number, column, f"{Decimal(text) / 10_000:.2f}")


def test_a_book_in_wan_is_asked_about(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    for sheet in ("收入", "支出", "抵销"):
        _in_wan(workbook, sheet, ("金额",))
    found = [c for c in workbook.cautions() if "合计只有" in c.said]
    assert [c.place for c in found] == [at("支出", None, "金额"), at("收入", None, "金额")]
    assert all("金额是否以万元填写？应以元填写" in c.said for c in found)


def _spent(amount: str, rows: int) -> list[ExpenditureRow]:
    codes = ("2011301", "2011302", "2011308", "2080505")[:rows]
    return [
        ExpenditureRow(
            view="v", budget="general", function=c, nature="basic", amount=Decimal(amount)
        )
        for c in codes
    ]


@pytest.mark.parametrize(
    ("amount", "rows", "staff", "asked"),
    [
        ("30000.00", 3, 0, True),  # less than a salary in three items
        ("99999.00", 1, 0, False),  # a small grant alone
        ("99999.00", 1, 1, True),  # less than a salary, with somebody there
        ("50000.00", 4, 0, False),
        ("50000.00", 4, 190, False),
        ("50000.00", 4, 210, True),  # less than 1,000 yuan a person
    ],
)
def test_totals_are_asked_about_when_no_year_is_so_cheap(
    amount: str, rows: int, staff: int, *, asked: bool
) -> None:
    persons = [StaffRow(staff_kind="administrative", actual=Decimal(staff))] if staff else []
    made = book(*_spent(amount, rows), *persons)
    found = [c for c in cautions(made, book_facts(made)[0]) if "合计只有" in c.said]
    assert [c.place for c in found] == [Place("支出", column="金额")] * asked


def test_last_year_in_wan_is_asked_about(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    assert workbook.get("上年", 2, "数值")
    for number in range(2, len(workbook.sheets["上年"]) + 1):
        text = workbook.get("上年", number, "数值")
        workbook.set("上年", number, "数值", f"{Decimal(text) / 10_000:.2f}")
    found = [c for c in workbook.cautions() if c.place.file == "上年.csv"]
    assert at("上年", 2, "数值") in {c.place for c in found}
    assert {c.said for c in found} == {"与本年相差约一万倍，金额是否以万元填写？应以元填写"}


def test_one_figure_that_grew_is_not_asked_about(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    row = workbook.row("上年", 指标="支出", 维度="预算类别=一般公共预算")
    workbook.set("上年", row, "数值", "9000.00")
    assert [c for c in workbook.cautions() if "一万倍" in c.said] == []


def test_a_budget_in_wan_is_asked_about(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    _in_wan(workbook, "预算", ("金额",))
    found = [c for c in workbook.cautions() if c.place == at("预算", None, "金额")]
    assert {c.said.split(" ")[0] for c in found} == {"收入年初预算", "支出年初预算"}


@pytest.mark.parametrize("column", ["年初预算", "决算"])
def test_three_public_expenses_in_two_units_are_asked_about(tmp_path: Path, column: str) -> None:
    workbook = Workbook(tmp_path)
    text = workbook.get("三公", 4, column)
    workbook.set("三公", 4, column, f"{Decimal(text) / 10_000:.2f}")
    (found,) = [c for c in workbook.cautions() if c.place.file == "三公.csv"]
    assert found.place == at("三公", 4)
    assert "相差约一万倍，金额是否以万元填写？应以元填写" in found.said


_Rows = tuple[RevenueRow, ExpenditureRow, CarryOverRow]


def _carried(
    *,
    start: str = "10.00",
    received: str = "100.00",
    spent: str = "80.00",
    end: str = "30.00",
    budget: str = "general",
    by: str = "",
) -> _Rows:
    code = "2011308"
    source = "other" if budget == "non_fiscal" else budget
    kept = CarryOverRow(
        unit=by,
        budget=budget,
        function=code,
        nature="project",
        project="P",
        origin_year="2023",
        carry_in=Decimal(start),
        carry_out=Decimal(end),
    )
    spending = ExpenditureRow(
        unit=by,
        budget=budget,
        function=code,
        nature="project",
        economic="30201",
        project="P",
        project_kind="recurrent",
        amount=Decimal(spent),
    )
    revenue = RevenueRow(unit=by, source=source, function=code, amount=Decimal(received))
    return revenue, spending, kept


def _asked(*rows: object, empty: tuple[str, ...] = ("结余",)) -> list[Caution]:
    made = book(*rows, views=(), empty=empty)
    facts, problems = book_facts(made)
    assert problems == ()
    return [c for c in cautions(made, facts) if "年末结转为" in c.said]


def test_what_is_carried_over_item_by_item_is_not_asked_about() -> None:
    for budget in ("general", "fund", "capital", "non_fiscal"):
        assert _asked(*_carried(budget=budget)) == []


@pytest.mark.parametrize("budget", ["general", "fund", "capital", "non_fiscal"])
@pytest.mark.parametrize(
    "change", [{"start": "11.00"}, {"received": "101.00"}, {"spent": "79.00"}, {"end": "29.00"}]
)
def test_an_item_that_does_not_carry_over_is_asked_about(
    budget: str, change: dict[str, str]
) -> None:
    (found,) = _asked(*_carried(budget=budget, **change))
    assert found.place == Place("结转", 2, "年末结转")
    assert "2011308：年初结转" in found.said
    assert "相差 1.00 元" in found.said


def test_an_item_in_wan_is_named() -> None:
    (found,) = _asked(*_carried(start="0.00", received="3456789.00", spent="345.68", end="0.00"))
    assert "345.68 疑为万元" in found.said


def test_other_money_is_not_asked_about_where_a_surplus_may_have_paid() -> None:
    assert _asked(*_carried(budget="non_fiscal", end="29.00"), empty=()) == []


def test_what_the_treasury_took_back_is_no_slip() -> None:
    revenue, spent, kept = _carried(end="25.00")
    assert len(_asked(revenue, spent, kept)) == 1
    values = {f: getattr(kept, f) for f in kept.__dataclass_fields__}
    taken = CarryOverRow(**{**values, "treasury_recovered": Decimal("5.00")})
    assert _asked(revenue, spent, taken) == []


def test_items_of_units_are_asked_about_unit_by_unit() -> None:
    units = unit("A", own=True), unit("B")
    rows = [*_carried(by="A", end="31.00"), *_carried(by="B", end="29.00")]
    found = _asked(*units, *rows)
    assert [c.said.split(" ")[0] for c in found] == ["A", "B"]


def test_questions_are_asked_beside_problems(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    workbook.set("车辆", 2, "单位编码", "U99")
    row = workbook.row("收入", 功能分类科目="2080801")
    workbook.set("收入", row, "功能分类科目", "2080810")
    assert [p.place for p in workbook.problems()] == [at("车辆", 2, "单位编码")]
    assert at("收入", row, "功能分类科目") in {c.place for c in workbook.cautions()}
