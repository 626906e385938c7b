"""Examines the goals of a book: lint, review, ex-ante evaluation."""

from __future__ import annotations

from mingzhang.domain.performance.goals.ex_ante import ex_ante_notices
from mingzhang.domain.performance.goals.lint import lint_goals
from mingzhang.domain.performance.goals.review import review_notices
from mingzhang.domain.performance.model import Notice
from mingzhang.usecases.performance.year import PerformanceYear


def lint(year: PerformanceYear) -> tuple[Notice, ...]:
    """Return everything that there is to say of the goals, project by project."""
    found = lint_goals(year.performance, year.parameters)
    reviewed = review_notices(year.book, year.performance, found)
    evaluated = ex_ante_notices(year.book, year.performance, year.parameters)
    return (*found, *reviewed, *evaluated)
