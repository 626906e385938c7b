"""The performance side of a report: what sentences may refer to, and the figures that they print.

Beside the scores (`score_facts`) these are counts of projects and indicators, and the scores that
the office states. A project code "" is the whole department.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.domain.book.model import Book
from mingzhang.domain.book.performance_sheets import (
    EvaluationRow,
    ExAnteResultRow,
    ProgressRow,
    SelfEvaluationRow,
)
from mingzhang.domain.book.sheets import UnitRow
from mingzhang.domain.figures import HUNDRED, Figures
from mingzhang.domain.performance.model import WHOLE, Indicator, Performance, Project
from mingzhang.domain.performance.scoring.scored import GoalScore, Point, Scored
from mingzhang.domain.performance.scoring.stated import Stated, stated_of
from mingzhang.domain.performance.whole.model import Rating
from mingzhang.facts.factset import Known, Quantity, Unknown
from mingzhang.facts.key import Entity, FactKey, Stage
from mingzhang.facts.provenance import Derived, Origin, Row
from mingzhang.kernel.rounding import ratio

_NO_EVALUATION = SelfEvaluationRow()


@dataclass(frozen=True, slots=True)
class PerformanceSide:
    """Goals and results of the year, their scores, and what the office says of itself.

    `scores`, `stated` and `evaluations` are by project; `indicators` those in force by code;
    `noticed` the rule and project of every notice that scoring gives; `ratings` the scores of
    evaluations by their codes.
    """

    performance: Performance
    scored: Scored
    scores: Mapping[str, GoalScore]
    noticed: frozenset[tuple[str, str]]
    stated: Mapping[str, Stated]
    evaluations: Mapping[str, SelfEvaluationRow]
    indicators: Mapping[str, Indicator]
    ratings: Mapping[str, Rating]

    def evaluation(self, project: str) -> SelfEvaluationRow:
        """Return what the office says of a project; blank where it says nothing."""
        return self.evaluations.get(project, _NO_EVALUATION)

    def managed(self, project: Project) -> bool:
        """Tell whether a project has a goal, indicators or a self-evaluation of its own."""
        return bool(project.goals or project.indicators or project.code in self.stated)

    @property
    def projects(self) -> tuple[Project, ...]:
        """The projects that have a performance side, in the book's order."""
        return tuple(p for p in self.performance.projects if self.managed(p))


def side_of(
    book: Book, performance: Performance, scored: Scored, ratings: Mapping[str, Rating]
) -> PerformanceSide | None:
    """Return the performance side of a book; None where no sheet of it says anything."""
    stated = stated_of(book)
    lines = {line.number: line.row for line in book.lines(SelfEvaluationRow)}
    side = PerformanceSide(
        performance,
        scored,
        {goal.project: goal for goal in scored.goals},
        frozenset((notice.rule, notice.project) for notice in scored.notices),
        stated,
        {code: lines[said.place.row or 0] for code, said in stated.items()},
        {i.code: i for project in performance.every for i in project.indicators},
        ratings,
    )
    evaluated = bool(book.rows(EvaluationRow))
    told = side.projects or side.managed(performance.whole) or evaluated
    return side if told else None


def unit_side(side: PerformanceSide, unit: UnitRow) -> PerformanceSide | None:
    """Return the part of a department's side that is a unit's: the projects that it carries out.

    None where none of them is managed. The goal of the department is not the unit's.
    """
    performance, whole = side.performance, side.scores[WHOLE]
    projects = tuple(p for p in performance.projects if p.unit == unit.code)
    codes = {project.code for project in projects}
    blank = replace(performance.whole, name=unit.name, goals=(), indicators=(), actuals={})
    unscored = replace(whole, points=whole.points[:1], parts=(), total=None, grade=None)
    own = PerformanceSide(
        replace(
            performance,
            whole=blank,
            projects=projects,
            results=tuple(r for r in performance.results if r.project in codes),
        ),
        side.scored,
        {WHOLE: unscored, **{code: side.scores[code] for code in codes}},
        frozenset(each for each in side.noticed if each[1] in codes),
        {code: said for code, said in side.stated.items() if code in codes},
        {code: row for code, row in side.evaluations.items() if code in codes},
        {i.code: i for project in projects for i in project.indicators},
        side.ratings,
    )
    return own if own.projects else None


def side_figures(
    book: Book, side: PerformanceSide, figures: Figures, entity: Entity
) -> Mapping[FactKey, Quantity]:
    """Return the counts and stated scores of a performance side by key, for `with_computed`.

    Those of a project are at the department's keys, whoever tells them; how many projects were
    managed is `entity`'s, whose report it is.
    """
    making = _Making(book, side, figures, entity)
    found = (*making.managed(), *making.stated(), *making.counts())
    return {quantity.key: quantity for quantity in found}


class _Making:
    def __init__(self, book: Book, side: PerformanceSide, figures: Figures, entity: Entity) -> None:
        self.book, self.side, self.figures, self.entity = book, side, figures, entity

    def key(self, concept: str, **dims: str) -> FactKey:
        given = {dim: value for dim, value in dims.items() if value != WHOLE}
        return FactKey.of(concept, self.book.whole, self.book.year, dims=given)

    def managed(self) -> Iterator[Quantity]:
        """Yield how many projects went through each part of the year's management."""
        projects = self.side.performance.projects
        registered = {project.code for project in projects}
        every = FactKey.of("project_count", self.entity, self.book.year)
        groups: dict[str, tuple[str, Iterable[str]]] = {
            "ex_ante": ("事前评估结论", (r.project for r in self.book.rows(ExAnteResultRow))),
            "goals": ("绩效目标", (p.code for p in projects if p.goals or p.indicators)),
            "monitoring": ("项目进度", (r.project for r in self.book.rows(ProgressRow))),
            "self_evaluation": ("自评", (code for code in self.side.stated if code != WHOLE)),
        }
        for value, (sheet, codes) in groups.items():
            dims = {"management": value}
            key = FactKey.of("managed_projects", self.entity, self.book.year, dims=dims)
            counted = self.figures.value(every)
            if counted is not None and counted != len(projects):
                yield Unknown(key, "“项目”表没有列出全部项目")
            else:
                said = f"“{sheet}”表所列项目计数"
                behind = () if counted is None else (every,)
                yield Known(key, _count(registered & set(codes)), Derived(said, behind))

    def stated(self) -> Iterator[Quantity]:
        for code, said in self.side.stated.items():
            if said.score is not None:
                origin = Origin(self.side.evaluation(code).origin or Origin.STATED)
                row = Row(said.place.file, said.place.row or 0, "申报得分", origin)
                yield Known(self.key("points", project=code, measure="stated"), said.score, row)

    def counts(self) -> Iterator[Quantity]:
        """Yield how many indicators a goal has and how many reached their targets."""
        for project in self.side.performance.every:
            lines = [p for p in self.side.scores[project.code].points if p.subject is not None]
            for part in ("", *dict.fromkeys(p.part for p in lines)):
                chosen = [p for p in lines if part in ("", p.part)]
                if chosen:
                    yield from self.count(chosen, project=project.code, part=part)

    def count(self, lines: list[Point], **dims: str) -> Iterator[Quantity]:
        reached = self.key("goal_indicators", **dims)
        planned = reached.at_stage(Stage.ADJUSTED)
        done, behind = _count(p for p in lines if p.met), tuple(self.operands(lines))
        yield Known(planned, _count(lines), Derived("“绩效指标”表逐项计数", ()))
        yield Known(reached, done, Derived("达到年度指标值的指标计数", behind))
        rate = reached.with_dims(measure="completion")
        open_lines = _count(p for p in lines if p.met is None)
        if open_lines:
            yield Unknown(rate, f"有{open_lines}项指标没有完成值")
        else:
            made = Derived("完成个数 ÷ 设置个数 × 100%", (reached, planned))
            yield Known(rate, ratio(done * HUNDRED, _count(lines)), made)

    def operands(self, lines: list[Point]) -> Iterator[FactKey]:
        for point in lines:
            if point.subject is not None and point.subject.numeric and point.met is not None:
                actual = self.key("indicator", indicator=point.indicator)
                yield from (actual, actual.at_stage(Stage.ADJUSTED))


def _count(things: Iterable[object]) -> Decimal:
    return Decimal(sum(1 for _ in things))
