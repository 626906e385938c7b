"""What is wrong with an input, said so that its owner can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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


class InputProblems(ValueError):
    """Every problem of an input at once; nothing of it was kept."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(p) for p in self.problems))
