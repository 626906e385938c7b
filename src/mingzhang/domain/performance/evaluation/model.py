"""What an evaluation by the department or by finance gives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.book.performance_sheets import EvaluationRow, SiteRow
from mingzhang.domain.performance.evaluation.rechecked import RecheckDraw, Rechecked
from mingzhang.domain.performance.evaluation.survey import Survey
from mingzhang.domain.performance.model import Notice
from mingzhang.domain.performance.whole.model import Rating
from mingzhang.facts.key import Entity
from mingzhang.kernel.problem import Place


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation: who and how (`row`), what was scored, asked and seen.

    `name` is that of the project or department. `site_money` is in yuan, None where a site's is not
    given. `result_weight` are the points of output and benefit; None where the system has no such
    levels.
    """

    row: EvaluationRow
    name: str
    rating: Rating
    survey: Survey
    sites: tuple[SiteRow, ...]
    site_money: Decimal | None
    result_weight: Decimal | None
    place: Place


@dataclass(frozen=True, slots=True)
class Evaluations:
    """All evaluations of a department's year, the re-checks, and the draw of what to re-check."""

    entity: Entity
    region: str
    year: int
    evaluations: tuple[Evaluation, ...]
    rechecked: tuple[Rechecked, ...]
    draw: RecheckDraw | None
    notices: tuple[Notice, ...]

    def evaluation(self, code: str) -> Evaluation:
        """Return one evaluation. KeyError: there is none of this code."""
        for each in self.evaluations:
            if each.row.code == code:
                return each
        raise KeyError(code)
