"""Rows of forms laid over a book: what they say is taken, what they leave open stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from mingzhang.domain.book.check import check_book
from mingzhang.domain.book.columns import MONEY, columns
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import FundRow
from mingzhang.domain.book.sheets import SHEETS, DepartmentRow
from mingzhang.domain.performance.checks.sheets import check_performance
from mingzhang.domain.performance.forms.reading import FormReading
from mingzhang.domain.performance.forms.rows import FormRow
from mingzhang.domain.performance.model import Performance
from mingzhang.facts.provenance import Origin
from mingzhang.kernel.money import FEN, in_unit
from mingzhang.kernel.problem import Place, Problem
from mingzhang.kernel.regex import lazy_regex
from mingzhang.kernel.rounding import half_up

#: Sheet → fields that tell its rows apart.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "项目": ("code",),
    "绩效目标": ("project", "version"),
    "年度任务": ("name",),
    "绩效指标": ("code", "version"),
    "指标完成": ("indicator", "on"),
    "项目资金": ("project", "source"),
    "项目进度": ("project", "on", "source"),
    "事前评估": ("project", "dimension"),
    "事前评估结论": ("project",),
    "目标审核": ("project", "point"),
    "整改": ("code",),
    "结果应用": ("project",),
    "评价打分": ("evaluation", "indicator", "expert"),
    "整体评价": ("indicator",),
}
_BOOK_ROWS = lazy_regex(r"，第[0-9、–]+行")  # of the book: they say nothing about a form
_WAN, _PLACES = "万元", 2
_HALF = Decimal(50)  # half of the last printed place of 万元, in yuan
_FUNDS = "项目资金"


@dataclass(frozen=True, slots=True)
class Merged:
    """A book with what forms say; `changed` are the sheets that became others.

    `origins` are the rows of forms by sheet and line of the book.
    """

    book: Book
    changed: tuple[str, ...]
    origins: Mapping[tuple[str, int], FormRow]


def merged(
    book: Book, performance: Performance, readings: Iterable[FormReading]
) -> tuple[Merged, list[Problem]]:
    """Return the book with the rows of forms laid over it, and where forms contradict each other.

    An amount that a form prints in 万元 leaves the book's exact one where that prints alike; new
    sources of funds are brought to the exact total that the book (`performance`) has elsewhere.
    """
    making = _Merging(book)
    rows = [row for reading in readings if not reading.foreign for row in reading.rows]
    for row in sorted(rows, key=lambda row: row.lumped):
        if not (row.lumped and making.carries(row.fields["project"])):
            making.lay(row)
    making.settle(performance)
    return making.result(), making.problems


def problems_of(laid: Merged) -> Iterator[Problem]:
    """Yield everything that is wrong with a book after forms were laid over it, at their cells."""
    for problem in check_book(laid.book, told=check_performance(laid.book)).problems:
        yield _at_form(problem, laid.origins)


def problems_alone(reading: FormReading, region: str) -> Iterator[Problem]:
    """Yield what is wrong with the rows of one form by themselves, at their cells.

    `region` decides which thresholds and goal forms hold.
    """
    department = DepartmentRow(
        code="部门", name="", region=region, year=reading.year or 0, publish_date=date.min
    )
    sheets: dict[str, tuple[Line[object], ...]] = {"部门": (Line(2, department),)}
    making = _Merging(Book(sheets))
    for row in reading.rows:
        if _complete(row):
            making.lay(row)
    laid = making.result()
    for problem in check_performance(laid.book):
        at = _at_form(problem, laid.origins)
        if at.place != problem.place:
            yield at


def _complete(row: FormRow) -> bool:
    required = [c.field for c in columns(SHEETS[row.sheet]) if c.required]
    return all(row.fields.get(field) not in (None, "") for field in required)


class _Merging:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.lines: dict[str, list[Line[object]]] = {}
        self.said: dict[tuple[str, int, str], tuple[Any, Place]] = {}
        self.origins: dict[tuple[str, int], FormRow] = {}
        self.problems: list[Problem] = []

    def lay(self, row: FormRow) -> None:
        lines = self.lines.setdefault(row.sheet, list(self.book.sheets.get(row.sheet, ())))
        place = self._held(row, lines)
        if place is None:
            number = max((line.number for line in lines), default=1) + 1
            if not _complete(row):
                return
            lines.append(Line(number, row.row()))
            place = len(lines) - 1
        line = lines[place]
        fields = {
            name: value
            for name, value in row.fields.items()
            if name not in _KEYS[row.sheet]
            and value not in (None, "")
            and not _prints_alike(row.sheet, name, line.row, value)
        }
        self._contradictions(row, line.number)
        lines[place] = Line(line.number, dataclasses.replace(line.row, **fields))  # type: ignore[type-var]
        self.origins[row.sheet, line.number] = _joined(
            self.origins.get((row.sheet, line.number)), row
        )

    def carries(self, project: str) -> bool:
        """Tell whether a project has money carried over, which some forms do not tell apart."""
        return any(row.source == "carried" for row in self._funds(project))

    def _funds(self, project: str) -> list[FundRow]:
        lines = self.lines.get(_FUNDS) or self.book.sheets.get(_FUNDS, ())
        rows = [cast(FundRow, line.row) for line in lines]
        return [row for row in rows if row.project == project]

    def settle(self, performance: Performance) -> None:
        """Find the yuan behind printed 万元 of sources that the book had not: their sum is known.

        What rounding took goes to the largest sources, and their rows say that they are 还原.
        """
        for project in performance.projects:
            if project.by_source or not self._funds(project.code):
                continue
            for name in ("initial", "adjusted", "received", "spent"):
                self._settled(project.code, name, getattr(project.money, name))

    def _settled(self, project: str, name: str, total: Decimal | None) -> None:
        lines = self.lines[_FUNDS]
        own = [
            (place, value)
            for place, line in enumerate(lines)
            if cast(FundRow, line.row).project == project
            and (value := getattr(line.row, name)) is not None
        ]
        if total is None or not own:
            return
        lacking = total - sum((value for _, value in own), Decimal(0))
        if not lacking or abs(lacking) > _HALF * len(own):
            return
        origin = Origin.RECONSTRUCTED.value
        for place, value in sorted(own, key=lambda pair: -pair[1]):
            # Each source has to print as before: half a place up would be rounded up.
            step = max(-_HALF, min(lacking, _HALF - FEN))
            lacking -= step
            row = cast(FundRow, lines[place].row)
            settled = dataclasses.replace(row, **{name: value + step, "origin": origin})
            lines[place] = Line(lines[place].number, settled)
            if not lacking:
                break

    def _held(self, row: FormRow, lines: Sequence[Line[object]]) -> int | None:
        wanted = [_key(name, row.fields.get(name), self.book.year) for name in _KEYS[row.sheet]]
        for place, line in enumerate(lines):
            own = [_key(n, getattr(line.row, n), self.book.year) for n in _KEYS[row.sheet]]
            if own == wanted:
                return place
        return None

    def _contradictions(self, row: FormRow, number: int) -> None:
        """Two forms, or two rows of one, that say different things of the same cell."""
        for name, place in row.cells.items():
            value = row.fields[name]
            before = self.said.setdefault((row.sheet, number, name), (value, place))
            if before[0] != value:
                found, expected = str(value), f"与{before[1]}相同的内容"
                self.problems.append(Problem(place, found, expected, "两处只能有一种说法"))

    def result(self) -> Merged:
        changed = tuple(
            name
            for name in SHEETS
            if name in self.lines and tuple(self.lines[name]) != self.book.sheets.get(name, ())
        )
        sheets = {**self.book.sheets, **{name: tuple(self.lines[name]) for name in changed}}
        return Merged(Book(sheets), changed, self.origins)


def _key(field: str, value: object, year: int) -> object:
    """Return a key's part as it is compared: blank is version 1, and the end of the year."""
    if field == "version":
        return Decimal(1) if value is None else Decimal(str(value))
    if field == "on" and value is None and year:
        return date(year, 12, 31)
    return value or ""


def _prints_alike(sheet: str, field: str, row: object, value: Any) -> bool:
    """Tell whether the book's amount is the exact one behind what a form prints."""
    column = next(c for c in columns(SHEETS[sheet]) if c.field == field)
    held = getattr(row, field)
    if column.kind is not MONEY or held is None:
        return bool(held == value)
    return half_up(in_unit(held, _WAN), _PLACES) == half_up(in_unit(value, _WAN), _PLACES)


def _joined(first: FormRow | None, second: FormRow) -> FormRow:
    if first is None:
        return second
    cells = {**first.cells, **second.cells}
    return FormRow(second.sheet, {**first.fields, **second.fields}, cells, first.place)


def _at_form(problem: Problem, origins: Mapping[tuple[str, int], FormRow]) -> Problem:
    """Return a problem at the cell of the form that says what is wrong."""
    place = problem.place
    row = origins.get((place.file, place.row or 0))
    if row is None:
        return problem
    fields = {c.heading: c.field for c in columns(SHEETS[row.sheet])}
    cell = row.cells.get(fields.get(place.column, ""))
    column = "" if cell else place.column
    at = cell or Place(row.place.file, row.place.row, column)
    expected = _BOOK_ROWS.sub("", problem.expected)
    return dataclasses.replace(problem, place=at, expected=expected)
