"""Self-evaluations beside their re-checks, and the draw of those to be re-checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.book.model import Book
from mingzhang.domain.performance.evaluation.recheck import Drawn, deduction, deviation, draw
from mingzhang.domain.performance.model import WHOLE, Notice, Performance
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.performance.scoring.scored import GoalScore, Scored
from mingzhang.domain.performance.scoring.stated import self_evaluations
from mingzhang.domain.performance.whole.curves import percent
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.parameters import Parameters, Steps


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A self-evaluation that was re-checked: both scores, the deviation in % and what it costs.

    `own` is the score that the office states, else the computed one; without it, or with one of 0,
    there is no deviation. `deduction` is in points.
    """

    project: str
    name: str
    own: Decimal | None
    stated: bool
    rechecked: Decimal
    deviation: Decimal | None
    deduction: Decimal | None
    place: Place


@dataclass(frozen=True, slots=True)
class RecheckDraw:
    """The projects drawn for a re-check, and all that is needed to repeat the draw."""

    share: Decimal
    seed: str
    codes: tuple[str, ...]
    drawn: tuple[Drawn, ...]
    method: str


def rechecked(book: Book, scored: Scored, parameters: Parameters) -> tuple[Rechecked, ...]:
    """Return what was re-checked, each once, in the book's order.

    What is compared again counts by its last re-check (as `self_evaluations` puts the rows), held
    against the score stated in that row, else the last one stated before it. Raises
    UnknownParameter.
    """
    steps = parameters.steps("recheck_deduction")
    goals = {goal.project: goal for goal in scored.goals}
    stated: dict[str, Decimal] = {}
    last: dict[str, Rechecked] = {}
    for line in self_evaluations(book):
        row, project = line.row, line.row.project or WHOLE
        if row.stated is not None:
            stated[project] = row.stated
        if row.rechecked is not None and project in goals:
            place = Place("自评", line.number, "复核得分")
            goal, own = goals[project], stated.get(project)
            last[project] = _compared(goal, own, row.rechecked, steps, place)
    return tuple(sorted(last.values(), key=lambda each: each.place))


def _compared(
    goal: GoalScore, stated: Decimal | None, checked: Decimal, steps: Steps, place: Place
) -> Rechecked:
    computed = goal.total.score if goal.total and goal.total.complete else None
    own = computed if stated is None else stated
    off = None if own is None else deviation(own, checked)
    return Rechecked(
        project=goal.project,
        name=goal.name,
        own=own,
        stated=stated is not None,
        rechecked=checked,
        deviation=off,
        deduction=None if off is None else deduction(off, steps),
        place=place,
    )


def recheck_notices(found: tuple[Rechecked, ...]) -> Iterator[Notice]:
    """Yield self-scores that are further from their re-check than costs nothing."""
    for each in found:
        if each.deviation is not None and each.own is not None and each.deduction:
            said = f"{each.name}：自评得分与复核得分偏差{percent(each.deviation)}"
            told = (
                f"自评{plain(each.own)}分，复核{plain(each.rechecked)}分",
                f"按偏差分档扣{plain(each.deduction)}分",
            )
            yield Notice("evaluation.deviation", each.project, "", said, told, each.place)


def recheck_draw(
    performance: Performance, parameters: Parameters, seed: str = ""
) -> RecheckDraw | None:
    """Draw projects for a re-check among all of the year; None where there is no project.

    Without `seed` it is the department's code and the year. Raises UnknownParameter.
    """
    codes = tuple(sorted(project.code for project in performance.projects))
    if not codes:
        return None
    share = parameters.number("recheck_share")
    used = seed or f"{performance.entity.code}-{performance.year}"
    drawn = draw(codes, share, used)
    method = (
        f"全部{len(codes)}个项目，抽取比例{plain(share)}%，不足一个的进为一个，共{len(drawn)}个。"
        f"每个项目的抽签号为：种子“{used}”、一个换行符、项目编码，依次相连成 UTF-8 文字，"
        "取其 SHA-256 的十六进制值；抽签号由小到大，取前面的项目。"
    )
    return RecheckDraw(share, used, codes, drawn, method)
