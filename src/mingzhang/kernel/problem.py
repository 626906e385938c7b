"""What is wrong with an input, said so that its owner can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the input: file, row as a person counts it (heading = 1), column heading."""

    file: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        row = "" if self.row is None else f" 第{self.row}行"
        column = f"「{self.column}」" if self.column else ""
        return f"{self.file}{row}{column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem: the place, what was found, what was expected, what to do."""

    place: Place
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}：现为“{self.found}”，应为{self.expected}。处理：{self.remedy}"


def told(problems: Iterable[Problem]) -> list[str]:
    """Return problems as lines for people; the same problem on many rows is one line.

    Order of the places is kept; a line names all of its rows (“第2–40、51行”).
    """
    groups: dict[Problem, list[int]] = {}
    for problem in problems:
        alike = replace(problem, place=replace(problem.place, row=None))
        rows = groups.setdefault(alike, [])
        if problem.place.row is not None:
            rows.append(problem.place.row)
    return [_line(problem, rows) for problem, rows in groups.items()]


def _line(problem: Problem, rows: list[int]) -> str:
    if not rows:
        return str(problem)
    where = Place(f"{problem.place.file} 第{_ranges(rows)}行", None, problem.place.column)
    return str(replace(problem, place=where))


def _ranges(rows: list[int]) -> str:
    spans: list[list[int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return "、".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)


def _order(problem: Problem) -> tuple[str, int, str, str, str, str]:
    """By place, a whole file before its rows."""
    place = problem.place
    row = place.row or 0
    return place.file, row, place.column, problem.found, problem.expected, problem.remedy


class InputProblems(ValueError):
    """Every problem of an input at once; nothing of it was kept."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems), key=_order))
        super().__init__("\n".join(str(p) for p in self.problems))
