"""What an office says of its own performance, to be compared with what is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import SelfEvaluationRow
from mingzhang.domain.performance.model import WHOLE
from mingzhang.kernel.problem import Place


@dataclass(frozen=True, slots=True)
class Stated:
    """The score, grade and texts of a self-evaluation; None and "" where nothing is stated."""

    project: str
    score: Decimal | None
    grade: str
    conclusion: str
    problems: str
    place: Place


def self_evaluations(book: Book) -> list[Line[SelfEvaluationRow]]:
    """Return the rows of the sheet 自评 by date, then by row; a row without a date comes first."""
    return sorted(
        book.lines(SelfEvaluationRow),
        key=lambda line: (line.row.on.isoformat() if line.row.on else "", line.number),
    )


def stated_of(book: Book) -> Mapping[str, Stated]:
    """Return what the sheet 自评 states by project, "" the whole department; the last one counts.

    Last is as `self_evaluations` puts them.
    """
    found: dict[str, Stated] = {}
    for line in self_evaluations(book):
        row, project = line.row, line.row.project or WHOLE
        found[project] = Stated(
            project=project,
            score=row.stated,
            grade=row.grade.strip(),
            conclusion=row.conclusion,
            problems=row.problems,
            place=Place("自评", line.number),
        )
    return found
