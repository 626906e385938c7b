"""Corrective tasks on a day, and decisions on next year's budget."""

from datetime import date
from decimal import Decimal

import pytest

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import DecisionRow, RectificationRow
from mingzhang.domain.performance.follow_up import (
    Status,
    decision_notices,
    rectification_notices,
    rectifications,
    working_days_after,
)
from mingzhang.domain.performance.model import Notice
from mingzhang.rulebook.parameters import Parameters
from tests.unit.domain.performance.builders import (
    REGION,
    YEAR,
    actual,
    indicator,
    performance,
    project,
    scored,
)

ON = date(2023, 9, 30)
FOUND = date(2023, 8, 1)


def task(**given: object) -> RectificationRow:
    fields = {"code": "R1", "found_by": "monitoring", "on": FOUND, "problem": "支出滞后"}
    return RectificationRow(**{**fields, **given})  # type: ignore[arg-type]


def standing(row: RectificationRow) -> tuple[Status, int, list[str]]:
    book = Book({"整改": (Line(2, row),)})
    found = rectifications(book, Parameters(REGION, YEAR, {}), ON)
    return found[0].status, found[0].days_over, [n.rule for n in rectification_notices(found)]


@pytest.mark.parametrize(
    ("row", "status", "over", "rules"),
    [
        (task(due=date(2023, 9, 30)), Status.OPEN, 0, []),
        (task(due=date(2023, 9, 29)), Status.OVERDUE, 1, ["follow_up.overdue"]),
        (task(due=ON, closed=ON, result="已付款"), Status.CLOSED, 0, []),
        (task(due=ON, closed=date(2023, 10, 1), result="已付款"), Status.OPEN, 0, []),
        (
            task(due=date(2023, 9, 1), closed=date(2023, 9, 5)),
            Status.LATE,
            4,
            ["follow_up.no_result"],
        ),
        (task(), Status.OVERDUE, 46, ["follow_up.overdue"]),  # ten working days: 15 August
        (task(found_by="audit"), Status.OPEN, 0, ["follow_up.no_deadline"]),
    ],
)
def test_where_a_task_stands(
    row: RectificationRow, status: Status, over: int, rules: list[str]
) -> None:
    assert standing(row) == (status, over, rules)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2023, 8, 1), 10, date(2023, 8, 15)),
        (date(2023, 8, 4), 1, date(2023, 8, 7)),  # Friday to Monday
        (date(2023, 8, 5), 1, date(2023, 8, 7)),
    ],
)
def test_working_days(start: date, days: int, end: date) -> None:
    assert working_days_after(start, days) == end


@pytest.mark.parametrize(
    ("decision", "amount", "into", "reached", "rules"),
    [
        ("keep", "100", None, "10", []),
        ("keep", "105", None, "10", []),
        ("keep", "105.01", None, "10", ["follow_up.amount"]),
        ("cut", "100", None, "10", ["follow_up.amount"]),
        ("cut", "99", None, "10", []),
        ("increase", "100", None, "10", ["follow_up.amount"]),
        ("cancel", "0", None, "10", []),
        ("merge", "100", "Q", "10", []),
        ("keep", "100", None, "4", ["follow_up.against_grade"]),
        ("cut", "50", None, "4", []),
    ],
)
def test_decisions(
    decision: str, amount: str, into: str | None, reached: str, rules: list[str]
) -> None:
    row = DecisionRow(
        project="P", decision=decision, amount=Decimal(amount), into=into, reason="绩效一般"
    )
    assert [notice.rule for notice in decided(row, reached)] == rules


def decided(row: DecisionRow, reached: str, **own: str) -> list[Notice]:
    """Return what is said of a decision on a project with a budget of 100 yuan."""
    one = project({indicator(target="10", weight="90"): actual(reached)})
    book = Book({"结果应用": (Line(2, row),)})
    parameters = Parameters(REGION, YEAR, own)
    return list(decision_notices(book, performance(one), scored(one), parameters))


def test_how_much_more_may_be_kept_is_a_parameter_that_is_told() -> None:
    row = DecisionRow(project="P", decision="keep", amount=Decimal(104), reason="绩效一般")
    assert decided(row, "10") == []
    (notice,) = decided(row, "10", keep_growth="3")
    assert notice.evidence == (
        "下年预算104元",
        "本年全年预算100元",
        "“保留”的高出不超过3%，本单位设定的参数（非官方）",
    )
