"""Small books made of rows, and their evaluation, one call each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import EvaluationRow, ParameterRow
from mingzhang.domain.book.sheets import SHEETS
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.evaluation.evaluate import evaluate
from mingzhang.domain.performance.evaluation.model import Evaluations
from mingzhang.domain.performance.from_book import performance_of
from mingzhang.domain.performance.model import Performance
from mingzhang.domain.performance.scoring.scored import Scored
from mingzhang.domain.performance.scoring.scoring import score_performance
from mingzhang.domain.performance.scoring.stated import stated_of
from mingzhang.domain.performance.whole.evaluate import evaluate_whole
from mingzhang.domain.performance.whole.model import Line as Rated
from mingzhang.domain.performance.whole.model import WholeEvaluation
from mingzhang.domain.performance.whole.system import read_system
from mingzhang.domain.performance.whole.system_model import System
from mingzhang.rulebook.parameters import Parameters
from mingzhang.usecases.import_book import ImportedBook, import_book
from tests.unit.domain.performance.goal_books import goals
from tools.reconstruct.printed import EXAMPLES

#: A system of one judged indicator, to be changed piece by piece.
HEAD = """
title = "示例体系"
basis = { document = "indicator-framework" }
points = { document = "house-default", certainty = "K-L" }
[[level]]
id = "A"
title = "甲"
[[level]]
id = "A1"
title = "乙"
under = "A"
"""


def system(*indicators: str) -> System:
    """Return a system of indicators given as the TOML of their fields."""
    tables = (f'[[indicator]]\nid = "I{n}"\n{text}' for n, text in enumerate(indicators, 1))
    return read_system("xx-indicators-1", tomllib.loads(HEAD + "\n".join(tables)))


def one(fields: str) -> System:
    """Return a system of one indicator of 100 points."""
    return system(f'level = "A1"\ntitle = "指标"\nweight = "100"\n{fields}')


class Parts:
    """A book and all that an evaluation of it needs."""

    def __init__(self, book: Book, **own: str) -> None:
        self.book = book
        self.figures = Figures(book_facts(book)[0])
        self.performance: Performance = performance_of(book, self.figures)
        chosen = {**self.performance.parameters, **own}
        self.parameters = Parameters(self.performance.region, self.performance.year, chosen)
        self.scored: Scored = score_performance(self.performance, self.parameters, stated_of(book))

    def whole(self, by: System | None = None) -> WholeEvaluation:
        """Evaluate the department."""
        return evaluate_whole(
            self.book, self.figures, self.performance, self.scored, self.parameters, by
        )

    def evaluations(self, seed: str = "") -> Evaluations:
        """Evaluate what the book says was evaluated."""
        return evaluate(
            self.book, self.figures, self.performance, self.scored, self.parameters, seed=seed
        )


def parts(*rows: object, **given: Any) -> Parts:
    """Return the parts of a book of a department with the project P1 and these rows."""
    own = {row.code: row.value for row in rows if isinstance(row, ParameterRow)}
    return Parts(goals(*rows, **given).book, **own)


def rated(by: System, *rows: object, **given: Any) -> Rated:
    """Return the only line of an evaluation by a system of one indicator."""
    (line,) = parts(*rows, **given).whole(by).rating.lines
    return line


@cache
def imported(name: str) -> ImportedBook:
    """Return an example book."""
    return import_book(EXAMPLES / name)


def example(name: str, *more: object) -> Parts:
    """Return the parts of an example with rows in place of those of their sheets."""
    sheets: dict[str, tuple[Line[object], ...]] = dict(imported(name).book.sheets)
    added: Mapping[str, list[object]] = {
        sheet: [row for row in more if type(row) is kind] for sheet, kind in SHEETS.items()
    }
    for sheet, rows in added.items():
        if rows:
            sheets[sheet] = tuple(Line(n, row) for n, row in enumerate(rows, 2))
    return Parts(Book(sheets))


def asked(**given: Any) -> EvaluationRow:
    """Return an evaluation E of the project P1 by the department."""
    return EvaluationRow(**{"code": "E", "project": "P1", "kind": "department", **given})


D = Decimal
