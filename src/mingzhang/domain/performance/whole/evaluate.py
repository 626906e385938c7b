"""A book into the evaluation of its whole department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_facts import WHOLE_EVALUATION, given_key
from mingzhang.domain.book.performance_sheets import WholeRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.labels import names_of
from mingzhang.domain.performance.model import Notice, Performance
from mingzhang.domain.performance.scoring.scored import Scored
from mingzhang.domain.performance.whole.lines import NOTHING_SAID, Said, line_of
from mingzhang.domain.performance.whole.measures import from_reference
from mingzhang.domain.performance.whole.model import Given, Grounds, WholeEvaluation
from mingzhang.domain.performance.whole.notices import coverage_notices, rating_notices
from mingzhang.domain.performance.whole.operands import reference
from mingzhang.domain.performance.whole.rating import rating
from mingzhang.domain.performance.whole.summary import coverage, executions, funds
from mingzhang.domain.performance.whole.system import whole_system
from mingzhang.domain.performance.whole.system_model import System
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.parameters import Parameters

_SHEET = "整体评价"


def evaluate_whole(
    book: Book,
    figures: Figures,
    performance: Performance,
    scored: Scored,
    parameters: Parameters,
    system: System | None = None,
) -> WholeEvaluation:
    """Return the evaluation of a checked book's department by a system.

    Without `system` it is that of the region and year. What the sheet 整体评价 says of an indicator
    that the system does not have is left out. The same book gives the same result. Raises NoEdition
    and UnknownParameter where the rulebook has nothing for the place and year.
    """
    used = whole_system(performance.region, performance.year) if system is None else system
    grounds = Grounds(book, figures, performance, scored, parameters, names_of(book))
    told = _told(book, grounds, used)
    lines = tuple(
        line_of(item, used, grounds, told.get(item.id, NOTHING_SAID)) for item in used.indicators
    )
    result = rating(used, lines, parameters)
    covered = coverage(grounds)
    notices: tuple[Notice, ...] = (
        *rating_notices(result, told, ""),
        *coverage_notices(covered),
    )
    return WholeEvaluation(
        entity=performance.entity,
        region=performance.region,
        year=performance.year,
        rating=result,
        coverage=covered,
        funds=tuple(funds(grounds)),
        executions=tuple(executions(grounds)),
        notices=notices,
    )


def _told(book: Book, grounds: Grounds, system: System) -> Mapping[str, Said]:
    codes = {item.id for item in system.indicators}
    lines = (line for line in book.lines(WholeRow) if line.row.indicator in codes)
    return dict(_said(lines, grounds))


def _said(lines: Iterator[Line[WholeRow]], grounds: Grounds) -> Iterator[tuple[str, Said]]:
    entity, year = grounds.performance.entity, grounds.performance.year
    for line in lines:
        row, about = line.row, (entity, year, WHOLE_EVALUATION, line.row.indicator)
        standard = reference(row.standard, entity, year) if row.standard else None
        yield (
            row.indicator,
            Said(
                referred=(
                    from_reference(reference(row.source, entity, year), grounds)
                    if row.source
                    else None
                ),
                value=row.value,
                standard=grounds.figures.value(standard) if standard else None,
                points=row.points,
                not_applicable=bool(row.not_applicable),
                reason=row.reason,
                given=Given(
                    points=(given_key("points", *about),),
                    value=given_key("value", *about),
                    standard=standard,
                ),
                place=Place(_SHEET, line.number),
            ),
        )
