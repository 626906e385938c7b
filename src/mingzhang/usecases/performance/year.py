"""The performance side of an imported book, made once for every use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mingzhang.domain.book.model import Book
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.evaluation.evaluate import evaluate
from mingzhang.domain.performance.evaluation.model import Evaluations
from mingzhang.domain.performance.follow_up import decision_notices
from mingzhang.domain.performance.from_book import performance_of
from mingzhang.domain.performance.model import Notice, Performance
from mingzhang.domain.performance.scoring.facts import score_facts
from mingzhang.domain.performance.scoring.scored import Scored
from mingzhang.domain.performance.scoring.scoring import score_performance
from mingzhang.domain.performance.scoring.stated import Stated, stated_of
from mingzhang.domain.performance.whole.evaluate import evaluate_whole
from mingzhang.domain.performance.whole.model import WholeEvaluation
from mingzhang.rulebook.parameters import Parameters
from mingzhang.usecases.import_book import ImportedBook


@dataclass(frozen=True)
class PerformanceYear:
    """Goals, money, parameters and scores of a book's year; each is made when first asked for."""

    imported: ImportedBook

    @property
    def book(self) -> Book:
        """The rows."""
        return self.imported.book

    @cached_property
    def performance(self) -> Performance:
        """Goals, indicators, results and money."""
        return performance_of(self.book, Figures(self.imported.facts))

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters of region and year with what the office set otherwise."""
        department = self.book.department
        return Parameters(department.region, department.year, self.performance.parameters)

    @cached_property
    def scored(self) -> Scored:
        """The self-evaluation, with what the office states beside it."""
        return score_performance(self.performance, self.parameters, self.stated)

    @cached_property
    def stated(self) -> Mapping[str, Stated]:
        """What the office states of projects by code, "" of the whole department."""
        return stated_of(self.book)

    @cached_property
    def whole(self) -> WholeEvaluation:
        """The evaluation of the department by its system. Raises NoEdition."""
        return evaluate_whole(
            self.book, self.figures, self.performance, self.scored, self.parameters
        )

    @cached_property
    def decision_notices(self) -> tuple[Notice, ...]:
        """What there is to say of next year's decisions."""
        found = decision_notices(self.book, self.performance, self.scored, self.parameters)
        return tuple(found)

    def evaluations(self, seed: str = "") -> Evaluations:
        """Return evaluations and re-checks; `seed` is that of the draw. Raises NoEdition."""
        return evaluate(
            self.book, self.figures, self.performance, self.scored, self.parameters, seed=seed
        )

    @cached_property
    def figures(self) -> Figures:
        """Every figure of the book, scores among them."""
        return Figures(self.imported.facts).with_computed(score_facts(self.scored))
