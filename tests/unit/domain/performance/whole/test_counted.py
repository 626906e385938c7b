"""Values over projects where there is none, and where the book knows of some it does not list."""

from datetime import date
from typing import Any

import pytest

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.sheets import BudgetRow, DepartmentRow, ExpenditureRow, FigureRow
from mingzhang.domain.performance.scoring.scored import Standing
from mingzhang.domain.performance.whole.model import Line as Rated
from mingzhang.domain.performance.whole.system_model import System
from tests.unit.domain.performance.whole.evaluated import D, Parts, one

HEAD = 'curve = { kind = "linear", full = "100", zero = "0" }'
PROGRESS = one(f'measure = "progress"\n{HEAD}\ncheckpoint = [{{ month = 6, planned = "40" }}]')
SURPLUS = one(f'measure = "surplus"\n{HEAD}')
MONEY: dict[str, Any] = {"budget": "general", "function": "2011301", "amount": D(5)}
BUDGETED: dict[str, Any] = {**MONEY, "entry": "initial", "side": "expenditure"}
#: Money of a project that is not in the sheet 项目.
UNLISTED: dict[str, Any] = {
    "nature": "project",
    "economic": "30201",
    "project": "P9",
    "project_kind": "recurrent",
}
BOTH = pytest.mark.parametrize("by", [PROGRESS, SURPLUS], ids=["progress", "surplus"])
DEPARTMENT = DepartmentRow(
    code="D", name="局", region="510500", year=2023, publish_date=date(2024, 9, 1)
)


def _line(by: System, **sheets: object) -> Rated:
    """Return the only line of a book without the sheet 项目, with one row in each of these."""
    held = {"部门": DEPARTMENT, **sheets}
    book = Book({name: (Line(2, row),) for name, row in held.items()})
    (line,) = Parts(book).whole(by).rating.lines
    return line


@BOTH
def test_without_any_project_there_is_nothing_to_measure(by: System) -> None:
    basic = BudgetRow(**BUDGETED, nature="basic", economic="30101")
    for line in (_line(by), _line(by, 预算=basic)):
        assert (line.standing, line.reason) == (Standing.NOT_APPLICABLE, "项目数为零，不适用")
        assert (line.points, line.measured.operands[0].value) == (None, D(0))
        assert line.measured.text


@BOTH
@pytest.mark.parametrize("kind", ["", "project_kind=recurrent"])
def test_projects_that_are_stated_and_not_registered_cannot_be_examined(
    by: System, kind: str
) -> None:
    line = _line(by, 申报合计=FigureRow(concept="project_count", dims=kind, value=D(3)))
    assert (line.standing, line.reason) == (Standing.UNSCORED, "账套没有登记项目")
    none = _line(by, 申报合计=FigureRow(concept="project_count", dims=kind, value=D(0)))
    assert none.standing is Standing.NOT_APPLICABLE


@BOTH
def test_money_of_projects_that_are_not_registered_cannot_be_examined(by: System) -> None:
    planned = _line(by, 预算=BudgetRow(**BUDGETED, **UNLISTED))
    assert (planned.standing, planned.reason) == (Standing.UNSCORED, "账套没有登记项目")
    spent = _line(by, 支出=ExpenditureRow(**MONEY, **UNLISTED))
    assert (spent.standing, spent.reason) == (Standing.UNSCORED, "账套没有登记项目")
