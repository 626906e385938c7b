"""What disagrees is told once a cause, with both sides, their rows and the likely slip."""

from decimal import Decimal

import pytest

from mingzhang.domain.book.check import check_book
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.sheets import ExpenditureRow, FigureRow, ViewRow
from mingzhang.kernel.problem import Place, Problem
from tests.unit.domain.report.books import book

_FUNCTION, _ECONOMIC = "预算类别、功能分类科目、支出性质", "预算类别、支出性质、经济分类科目"
_BASIC = "支出性质=基本支出"
CODES = ("2011301", "2080505", "2101101")
ITEMS = ("30101", "30201")


def _spent(
    functions: tuple[str, ...], economics: tuple[str, ...], *, stated: str = "600.00"
) -> Book:
    """A book whose basic expenditure is known by function and by economic item."""
    rows: list[object] = [
        ExpenditureRow(view="科目", budget="general", function=f, nature="basic", amount=Decimal(a))
        for f, a in zip(CODES, functions, strict=True)
    ]
    rows += [
        ExpenditureRow(view="经济", budget="general", nature="basic", economic=e, amount=Decimal(a))
        for e, a in zip(ITEMS, economics, strict=True)
    ]
    made = book(
        ViewRow(code="科目", sheet="支出", dims=_FUNCTION, complete=True),
        ViewRow(code="经济", sheet="支出", dims=_ECONOMIC, within=_BASIC, complete=True),
        *rows,
    )
    total: Line[object] = Line(2, FigureRow(concept="expenditure", value=Decimal(stated)))
    return Book({**made.sheets, "申报合计": (total,)})


def _problems(made: Book) -> tuple[Problem, ...]:
    return check_book(made).problems


def test_what_agrees_is_no_problem() -> None:
    assert _problems(_spent(("100.00", "200.00", "300.00"), ("250.00", "350.00"))) == ()


def test_one_wrong_amount_is_told_once_with_all_that_follows() -> None:
    (problem,) = _problems(_spent(("100.00", "200.00", "301.00"), ("250.00", "350.00")))
    assert problem.place.file == "支出"
    assert "视图科目 601.00" in problem.found
    assert "申报合计表一致：600.00" in problem.expected
    assert "相差 1.00 元" in problem.remedy
    assert "申报合计表第2行" in problem.remedy
    assert "由此另有 2 处更细的口径不一致" in problem.remedy
    assert "最细处：支出，预算类别=一般公共预算，支出性质=基本支出 1.00" in problem.remedy
    assert "（" not in problem.found + problem.expected


def test_the_row_to_look_at_is_that_of_the_view_that_stands_alone() -> None:
    (problem,) = _problems(
        _spent(("100.00", "200.00", "300.00"), ("250.00", "350.00"), stated="600.01")
    )
    assert problem.place == Place("申报合计", 2, "数值")


def test_two_causes_are_two_problems() -> None:
    made = _spent(("100.00", "200.00", "300.00"), ("250.00", "351.00"), stated="605.00")
    assert len(_problems(made)) == 2


@pytest.mark.parametrize(
    ("functions", "stated", "hint"),
    [
        (("100", "200", "3456789.12"), "345.71", "345.71 疑为万元"),
        (("10000.00", "200.00", "345.68"), "3467000.00", "支出表第4行 345.68 疑为万元"),
    ],
)
def test_an_amount_in_wan_is_named(functions: tuple[str, ...], stated: str, hint: str) -> None:
    total = sum(map(Decimal, functions))
    made = _spent(functions, ("0.00", str(total)), stated=stated)
    assert hint in _problems(made)[0].remedy


def test_a_stated_sum_in_wan_is_named() -> None:
    made = _spent(("100.00", "200.00", "3000000.00"), ("0.00", "3000300.00"), stated="3000300.00")
    given = {"carry_out": "0", "surplus_distributed": "0", "total_out": "300.03"}
    lines: list[Line[object]] = [
        Line(n, FigureRow(concept=code, value=Decimal(value)))
        for n, (code, value) in enumerate(given.items(), start=2)
    ]
    (problem,) = _problems(Book({**made.sheets, "申报合计": tuple(lines)}))
    assert problem.place == Place("申报合计", 4, "数值")
    assert "300.03 疑为万元" in problem.remedy
