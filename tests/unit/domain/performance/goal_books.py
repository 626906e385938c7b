"""Small books of goals, made of rows, for lint, review, ex-ante evaluation, versions, library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import FundRow, GoalRow, IndicatorRow
from mingzhang.domain.book.sheets import SHEETS, DepartmentRow, ProjectRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.from_book import performance_of
from mingzhang.domain.performance.goals.lint import lint_goals
from mingzhang.domain.performance.model import Notice, Performance
from mingzhang.rulebook.parameters import Parameters

YEAR = 2023
TEXT = "保障招商工作。"
D = Decimal


def indicator(code: str = "i1", /, **given: Any) -> IndicatorRow:
    """Return a quantity indicator of the project P1 that nothing can be said against."""
    fields: dict[str, Any] = {
        "project": "P1",
        "level": "output",
        "sublevel": "quantity",
        "name": f"引进企业{code}",
        "comparator": "at_least",
        "target": D(20),
        "measure_unit": "家",
    }
    return IndicatorRow(**{**fields, "code": code, **given})


#: With `indicator()` a goal that lacks nothing in 2023, without points.
REST = (
    indicator("q", sublevel="quality", name="达标率", target=D(95), measure_unit="%"),
    indicator("t", sublevel="timeliness", name="及时率", target=D(95), measure_unit="%"),
    indicator("b", level="benefit", sublevel="economic", name="签约额", measure_unit="亿元"),
    indicator(
        "c",
        level="cost",
        sublevel="economic_cost",
        name="驻点成本",
        comparator="at_most",
        measure_unit="万元",
    ),
    indicator(
        "s",
        level="satisfaction",
        sublevel="served",
        name="企业满意度",
        target=D(90),
        measure_unit="%",
    ),
)


@dataclass(frozen=True)
class Goals:
    """A book and the performance side of it."""

    book: Book
    performance: Performance

    @property
    def rules(self) -> Parameters:
        """The parameters in force."""
        found = self.performance
        return Parameters(found.region, found.year, found.parameters)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the lint says."""
        return lint_goals(self.performance, self.rules)

    def said(self, rule: str) -> list[str]:
        """Return what the lint says by one rule."""
        return [n.said for n in self.notices if n.rule == rule]


def goals(
    *rows: object, project: ProjectRow | None = None, year: int = YEAR, region: str = "510500"
) -> Goals:
    """Return the book of a department with the project P1 and these rows."""
    department = DepartmentRow(
        code="D", name="局", region=region, year=year, publish_date=date(year + 1, 9, 1)
    )
    own = project or ProjectRow(code="P1", name="招商")
    sheets: dict[str, list[Line[object]]] = {}
    for row in (department, own, *rows):
        name = next(n for n, kind in SHEETS.items() if kind is type(row))
        lines = sheets.setdefault(name, [])
        lines.append(Line(len(lines) + 2, row))
    book = Book({name: tuple(lines) for name, lines in sheets.items()})
    facts, problems = book_facts(book)
    assert not problems
    return Goals(book, performance_of(book, Figures(facts)))


def with_text(*rows: object, text: str = TEXT, **given: Any) -> Goals:
    """Return a book whose project has a goal with this text."""
    return goals(GoalRow(project="P1", annual=text), *rows, **given)


def money(initial: int) -> FundRow:
    """Return the year-start budget of P1 in yuan."""
    return FundRow(project="P1", source="fiscal", initial=D(initial))


def rules_of(notices: Iterable[Notice]) -> list[str]:
    """Return the rules that spoke, in order."""
    return [notice.rule for notice in notices]
