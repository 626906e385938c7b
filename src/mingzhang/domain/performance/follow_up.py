"""What follows from a result: problems put right in time, and next year's decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from mingzhang.domain.book.model import Book
from mingzhang.domain.book.performance_sheets import DecisionRow, RectificationRow
from mingzhang.domain.figures import HUNDRED
from mingzhang.domain.performance.model import Notice, Performance
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.performance.scoring.scored import Scored
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.documents import cite
from mingzhang.rulebook.parameters import Parameters
from mingzhang.rulebook.performance import term

_SATURDAY = 5


class Status(StrEnum):
    """Where a corrective task stands on a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"
    LATE = "late"  # closed after its deadline


STATUS_LABELS = {
    Status.OPEN: "整改中",
    Status.OVERDUE: "逾期未完成",
    Status.CLOSED: "已完成",
    Status.LATE: "逾期完成",
}


@dataclass(frozen=True, slots=True)
class Rectification:
    """A corrective task as of a day; `due` is the given deadline or the one that a rule sets."""

    row: RectificationRow
    due: date | None
    status: Status
    days_over: int
    place: Place


def rectifications(book: Book, parameters: Parameters, on: date) -> tuple[Rectification, ...]:
    """Return the corrective tasks of a book as they stand on a day, in the book's order.

    Problems found after the day are left out: nobody knew of them then.
    What monitoring found is due within so many working days of being found (parameter
    `handling_days`) where no deadline is given. Raises UnknownParameter.
    """
    days = int(parameters.number("handling_days"))
    return tuple(
        _standing(line.row, on, days, Place("整改", line.number))
        for line in book.lines(RectificationRow)
        if line.row.on is None or line.row.on <= on
    )


def _standing(row: RectificationRow, on: date, days: int, place: Place) -> Rectification:
    due = row.due
    if due is None and row.on is not None and row.found_by == "monitoring":
        due = working_days_after(row.on, days)
    ended = row.closed if row.closed is not None and row.closed <= on else None
    over = max(((ended or on) - due).days, 0) if due is not None else 0
    if ended is not None:
        status = Status.LATE if over else Status.CLOSED
    else:
        status = Status.OVERDUE if over else Status.OPEN
    return Rectification(row, due, status, over, place)


def working_days_after(start: date, days: int) -> date:
    """Return the day so many working days later; public holidays are not known, weekends are."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY:
            days -= 1
    return day


def rectification_notices(tasks: Iterable[Rectification]) -> Iterator[Notice]:
    """Yield what is overdue, and what was closed without saying how."""
    for task in tasks:
        row = task.row
        project = row.project or ""
        if task.status is Status.OVERDUE:
            said = f"整改{row.code}：应于{task.due}前完成，已逾期{task.days_over}天"
            yield Notice("follow_up.overdue", project, "", said, (row.problem,), task.place)
        if task.status in (Status.CLOSED, Status.LATE) and not row.result:
            said = f"整改{row.code}：已于{row.closed}完成，没有填写整改结果"
            yield Notice("follow_up.no_result", project, "", said, (row.problem,), task.place)
        if task.due is None and task.status is Status.OPEN:
            said = f"整改{row.code}：没有整改期限"
            yield Notice("follow_up.no_deadline", project, "", said, (row.problem,), task.place)


def decision_notices(
    book: Book, performance: Performance, scored: Scored, parameters: Parameters
) -> Iterator[Notice]:
    """Yield decisions on next year's budget that go against the result or this year's budget.

    The book has been checked: what is merged says into what, what is cancelled has no money.
    The use of results (优、良支持，中、差改进并核减) is 财预〔2020〕10号. What is kept may get
    somewhat more than this year (parameter `keep_growth`). Raises UnknownParameter.
    """
    goals = {goal.project: goal for goal in scored.goals}
    for line in book.lines(DecisionRow):
        row = line.row
        place = Place("结果应用", line.number)
        budget = performance.project(row.project).money.adjusted
        label = term("decision", row.decision)
        name = performance.project(row.project).name
        goal = goals.get(row.project)
        grade = goal.grade if goal else None
        if grade is not None and not grade.supported and row.decision in ("keep", "increase"):
            said = f"{name}：自评等次为“{grade.label}”，决定为“{label}”"
            yield Notice("follow_up.against_grade", row.project, "", said, (row.reason,), place)
        if row.amount is None or budget is None:
            continue
        told = _against_budget(row.decision, row.amount, budget, parameters)
        if told:
            said = f"{name}：决定为“{label}”，下年预算{plain(row.amount)}元与之不符"
            yield Notice("follow_up.amount", row.project, "", said, told, place)


def _against_budget(
    decision: str, amount: Decimal, budget: Decimal, parameters: Parameters
) -> tuple[str, ...]:
    """Return the amounts where next year's does not fit the decision; else nothing."""
    told = (f"下年预算{plain(amount)}元", f"本年全年预算{plain(budget)}元")
    if decision == "keep":
        growth = parameters.setting("keep_growth")
        if amount * HUNDRED <= budget * (HUNDRED + Decimal(growth.value)):
            return ()
        return (*told, f"“保留”的高出不超过{growth.value}%，{cite(growth.basis)}")
    wrong = {"cut": amount >= budget, "increase": amount <= budget}
    return told if wrong.get(decision, False) else ()
