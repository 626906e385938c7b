"""Goal lint: what can be said against goals before anybody spends or reports anything."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.performance.goals.lint_indicator import lint_indicator
from mingzhang.domain.performance.goals.lint_project import lint_project
from mingzhang.domain.performance.goals.lint_subject import Subject
from mingzhang.domain.performance.goals.lint_text import lint_text
from mingzhang.domain.performance.model import WHOLE, Notice, Performance
from mingzhang.rulebook.parameters import Parameters


def lint_goals(performance: Performance, parameters: Parameters) -> tuple[Notice, ...]:
    """Return what is to be said of every goal in force, the whole department first.

    Each notice names a rule of the catalogue (its clause), and as evidence the operands with their
    places. A year without any goal cannot be examined, which is said, too.
    """
    if not any(project.goals or project.indicators for project in performance.every):
        said = f"{performance.name}{performance.year}年的账套没有绩效目标"
        return (Notice("goal.none", WHOLE, "", said),)
    return tuple(_notices(performance, parameters))


def _notices(performance: Performance, parameters: Parameters) -> Iterator[Notice]:
    for project in performance.every:
        subject = Subject.of(performance, project, parameters)
        yield from lint_project(subject)
        yield from lint_text(subject)
        for indicator in project.indicators:
            yield from lint_indicator(subject, indicator)
