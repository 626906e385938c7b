"""Goals of a year as a start for the next one's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mingzhang.docmodel.grid import Grid
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.parse import book_grids
from mingzhang.domain.book.performance_sheets import DecisionRow, GoalRow, IndicatorRow
from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.domain.performance.goals.targets import reached
from mingzhang.domain.performance.model import WHOLE, Performance

#: Decisions after which a project has no goal of its own.
_ENDING = ("merge", "cancel")


def next_year_sheets(book: Book, performance: Performance) -> tuple[Grid, ...]:
    """Return 项目, 绩效目标 and 绩效指标 for the next year's book.

    Goals in force go on as version 1 with their targets; what was reached this year becomes
    上年完成值 (blank where no number is known), results, grounds of changes and fillers are left
    blank. Projects that end with the year, or that 结果应用 merges or cancels, are left out.
    """
    going = {WHOLE} | {row.code for row in _projects(book)}
    sheets: Mapping[str, tuple[object, ...]] = {
        "项目": tuple(_projects(book)),
        "绩效目标": tuple(_goals(book, performance, going)),
        "绩效指标": tuple(_indicators(book, performance, going)),
    }
    numbered = {
        name: tuple(Line(number, row) for number, row in enumerate(rows, start=2))
        for name, rows in sheets.items()
    }
    return tuple(book_grids(Book(numbered)))


def _projects(book: Book) -> Iterator[ProjectRow]:
    ended = {row.project for row in book.rows(DecisionRow) if row.decision in _ENDING}
    for row in book.rows(ProjectRow):
        over = row.last_year is not None and row.last_year <= book.year
        if row.code not in ended and not over:
            yield replace(row, standing="continued")


def _goals(book: Book, performance: Performance, going: set[str]) -> Iterator[GoalRow]:
    in_force = {p.code: p.goal.place.row for p in performance.every if p.goal is not None}
    for line in book.lines(GoalRow):
        project = line.row.project or WHOLE
        if project in going and line.number == in_force.get(project):
            row = line.row
            yield GoalRow(project=row.project, annual=row.annual, medium=row.medium)


def _indicators(book: Book, performance: Performance, going: set[str]) -> Iterator[IndicatorRow]:
    lines = {line.number: line.row for line in book.lines(IndicatorRow)}
    for project in performance.every:
        for indicator in project.indicators if project.code in going else ():
            row = lines[indicator.place.row or 0]
            yield replace(row, version=None, previous=reached(project, indicator, book.year))
