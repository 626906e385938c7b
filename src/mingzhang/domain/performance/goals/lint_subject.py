"""What a rule of the goal lint looks at, and how it says what it finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mingzhang.domain.performance.model import WHOLE, Indicator, Notice, Performance, Project
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.goal_forms import GoalForm, forms_for
from mingzhang.rulebook.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Subject:
    """A project (or the whole department) with the year's forms of goals for it."""

    performance: Performance
    project: Project
    rules: Parameters
    forms: tuple[GoalForm, ...]

    @classmethod
    def of(cls, performance: Performance, project: Project, rules: Parameters) -> Subject:
        """Return a project as a subject of the lint."""
        forms = forms_for(rules, whole=project.code == WHOLE)
        return cls(performance, project, rules, forms)

    @property
    def whole(self) -> bool:
        """Tell whether this is the whole department."""
        return self.project.code == WHOLE

    @property
    def form(self) -> GoalForm | None:
        """The first form that holds all of the project's indicators, None where none does."""
        spots = {(i.level, i.sublevel) for i in self.project.indicators}
        return next((f for f in self.forms if all(f.holds(*spot) for spot in spots)), None)

    def notice(
        self, rule: str, said: str, evidence: Iterable[str] = (), place: Place | None = None
    ) -> Notice:
        """Say something of the project as a whole."""
        where = place or self.project.place
        return Notice(rule, self.project.code, "", said, tuple(evidence), where)

    def of_indicator(
        self, rule: str, indicator: Indicator, said: str, evidence: Iterable[str], column: str
    ) -> Notice:
        """Say something of one indicator at a column of its row."""
        place = replace(indicator.place, column=column)
        full = f"“{indicator.name}”{said}"
        return Notice(rule, self.project.code, indicator.code, full, tuple(evidence), place)


def cell(indicator: Indicator, column: str, shown: str) -> str:
    """Return a cell of an indicator's row as evidence: 绩效指标 第3行「年度指标值」：≥20个."""
    return f"{replace(indicator.place, column=column)}：{shown}"
