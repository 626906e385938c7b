"""What the book knows of what a form speaks of, so that names on paper find their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.domain.performance.forms.material import Material
from mingzhang.domain.performance.forms.score_sheet import ScoreSheet
from mingzhang.domain.performance.model import WHOLE, Indicator, Performance, Project


@dataclass(frozen=True, slots=True)
class Known:
    """Projects and their indicators of a book; nothing of either without a book.

    `scores` are what the indicators' lines were scored, `sheets` scored systems by the
    evaluation's code.
    """

    performance: Performance | None = None
    scores: Mapping[str, Decimal] = field(default_factory=dict)
    sheets: Mapping[str, ScoreSheet] = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The year of the book."""
        return self.performance.year if self.performance else None

    def project(self, code: str, name: str) -> Project | None:
        """Return a project by its code, without one by its name; None for one unknown."""
        if self.performance is None:
            return None
        projects = self.performance.projects
        if code:
            return next((p for p in projects if p.code == code), None)
        named = [p for p in projects if name and _said(p.name) == _said(name)]
        return named[0] if len(named) == 1 else None

    @property
    def whole(self) -> Project | None:
        """The whole department."""
        return self.performance.project(WHOLE) if self.performance else None


class Indicators:
    """Indicators of a project by what a form says of them; each is found once."""

    def __init__(self, project: Project | None) -> None:
        self._left = list(project.indicators) if project else []

    def take(self, name: str, sublevel: str) -> Indicator | None:
        """Return the first indicator of a name, of that second level where several bear it."""
        named = [i for i in self._left if _said(i.name) == _said(name)]
        found = next((i for i in named if i.sublevel == sublevel), named[0] if named else None)
        if found is not None:
            self._left.remove(found)
        return found


def known_of(material: Material) -> Known:
    """Return what a book knows."""
    return Known(
        material.performance,
        {
            point.indicator: point.score
            for goal in material.scored.goals
            for point in goal.points
            if point.score is not None
        },
        material.sheets,
    )


def _said(text: str) -> str:
    return "".join(text.split())
