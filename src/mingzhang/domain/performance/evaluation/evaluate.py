"""A book into its evaluations by the department and by finance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_facts import given_key
from mingzhang.domain.book.performance_sheets import EvaluationRow, EvaluationScoreRow, SiteRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.labels import names_of
from mingzhang.domain.performance.evaluation.model import Evaluation, Evaluations
from mingzhang.domain.performance.evaluation.notices import evaluation_notices
from mingzhang.domain.performance.evaluation.rechecked import (
    recheck_draw,
    recheck_notices,
    rechecked,
)
from mingzhang.domain.performance.evaluation.survey import Survey
from mingzhang.domain.performance.model import WHOLE, Notice, Performance
from mingzhang.domain.performance.scoring.scored import Scored
from mingzhang.domain.performance.whole.lines import NOTHING_SAID, Said, line_of
from mingzhang.domain.performance.whole.model import ExpertScore, Given, Grounds, Rating
from mingzhang.domain.performance.whole.rating import rating
from mingzhang.domain.performance.whole.system import load_system, project_system
from mingzhang.domain.performance.whole.system_model import System
from mingzhang.facts.key import FactKey
from mingzhang.kernel.problem import Place
from mingzhang.kernel.rounding import ratio
from mingzhang.rulebook.parameters import Parameters

_SHEET, _SCORES = "评价", "评价打分"


def evaluate(
    book: Book,
    figures: Figures,
    performance: Performance,
    scored: Scored,
    parameters: Parameters,
    *,
    seed: str = "",
) -> Evaluations:
    """Return the evaluations of a checked book in its order, its re-checks and their draw.

    Where several experts scored, their mean counts; a score without expert is what they agreed on
    and goes before. What nobody scored is scored by the system's rule. `seed` is that of the draw
    (see `recheck_draw`). The same book gives the same result. Raises NoEdition and UnknownParameter
    where the rulebook has nothing for the place, year or system.
    """
    grounds = Grounds(book, figures, performance, scored, parameters, names_of(book))
    found: list[Evaluation] = []
    notices: list[Notice] = []
    for line in book.lines(EvaluationRow):
        evaluation, told = _evaluation(line, grounds)
        found.append(evaluation)
        notices += evaluation_notices(evaluation, told, parameters)
    checked = rechecked(book, scored, parameters)
    notices += recheck_notices(checked)
    return Evaluations(
        entity=performance.entity,
        region=performance.region,
        year=performance.year,
        evaluations=tuple(found),
        rechecked=checked,
        draw=recheck_draw(performance, parameters, seed),
        notices=tuple(notices),
    )


def system_of(row: EvaluationRow, region: str, year: int) -> System:
    """Return the system that an evaluation names, without one that of the place and year.

    Raises NoEdition.
    """
    return load_system(row.system) if row.system else project_system(region, year)


def _evaluation(
    line: Line[EvaluationRow], grounds: Grounds
) -> tuple[Evaluation, Mapping[str, Said]]:
    row, project = line.row, line.row.project or WHOLE
    asked = Survey(row.population, row.sample, row.responses, row.satisfied)
    own = replace(grounds, project=project, survey=asked)
    system = system_of(row, grounds.performance.region, grounds.performance.year)
    told = _told(row.code, system, grounds.book)
    lines = (line_of(i, system, own, told.get(i.id, NOTHING_SAID)) for i in system.indicators)
    result = rating(system, lines, grounds.parameters)
    sites = tuple(s for s in grounds.book.rows(SiteRow) if s.evaluation == row.code)
    evaluation = Evaluation(
        row=row,
        name=grounds.performance.project(project).name,
        rating=result,
        survey=asked,
        sites=sites,
        site_money=_site_money(sites),
        result_weight=_result_weight(result),
        place=Place(_SHEET, line.number),
    )
    return evaluation, told


def _told(code: str, system: System, book: Book) -> Mapping[str, Said]:
    codes = {item.id for item in system.indicators}
    by_indicator: dict[str, list[Line[EvaluationScoreRow]]] = defaultdict(list)
    for line in book.lines(EvaluationScoreRow):
        if line.row.evaluation == code and line.row.indicator in codes:
            by_indicator[line.row.indicator].append(line)
    return {indicator: _said(lines, book) for indicator, lines in by_indicator.items()}


def _said(lines: list[Line[EvaluationScoreRow]], book: Book) -> Said:
    """Put together what is said of one indicator; check has seen that the weights agree."""
    agreed = [line for line in lines if not line.row.expert]
    experts = tuple(
        ExpertScore(line.row.expert, line.row.points)
        for line in lines
        if line.row.expert and line.row.points is not None
    )
    first = (agreed or lines)[0]
    points = [x.row for x in agreed if x.row.points is not None][:1]
    value = [x.row for x in (*agreed, *lines) if x.row.value is not None][:1]
    weight = [x.row for x in lines if x.row.weight is not None][:1]
    return Said(
        value=value[0].value if value else None,
        points=points[0].points if points else _mean(e.points for e in experts),
        weight=weight[0].weight if weight else None,
        reason="；".join(dict.fromkeys(filter(None, (x.row.reason for x in lines)))),
        experts=experts,
        agreed=bool(points),
        prevail=True,
        given=Given(
            tuple(
                _key("points", row, book)
                for row in points or (x.row for x in lines if x.row.points is not None)
            ),
            _key("value", value[0], book) if value else None,
            _key("weight", weight[0], book) if weight else None,
        ),
        place=Place(_SCORES, first.number),
    )


def _key(field: str, row: EvaluationScoreRow, book: Book) -> FactKey:
    about = row.evaluation, row.indicator, row.expert
    return given_key(field, book.whole, book.year, *about)


def _mean(points: Iterable[Decimal]) -> Decimal | None:
    given = list(points)
    return ratio(sum(given, Decimal(0)), Decimal(len(given))) if given else None


def _site_money(sites: tuple[SiteRow, ...]) -> Decimal | None:
    amounts = [site.amount for site in sites if site.amount is not None]
    return sum(amounts, Decimal(0)) if sites and len(amounts) == len(sites) else None


def _result_weight(found: Rating) -> Decimal | None:
    results = [level for level in found.system.levels if level.result and not level.under]
    if not results:
        return None
    return sum(
        (
            line.weight
            for line in found.lines
            if any(level in results for level in found.system.path(line.item))
        ),
        Decimal(0),
    )
