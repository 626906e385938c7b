"""Review of a goal by completeness, relevance, suitability and feasibility (财预〔2015〕88号)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import GoalReviewRow
from mingzhang.domain.performance.model import WHOLE, Notice, Performance, Project
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.checklists import Checklist, Grade, Item, checklist
from mingzhang.rulebook.notices import notice_rules
from mingzhang.rulebook.performance import term

_SHEET = "目标审核"
_REVIEW = "review"
_REFUSED, _RESUBMIT = "refuse", "resubmit"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """One point of a review: what was given, and what the lint proves about it."""

    item: Item
    points: Decimal | None
    opinion: str
    evidence: tuple[Notice, ...]
    place: Place | None

    @property
    def label(self) -> str:
        """The point's name on the form."""
        return term(_REVIEW, self.item.code)


@dataclass(frozen=True, slots=True)
class DimensionTotal:
    """Points of a dimension; None where a point of it has none."""

    name: str
    points: Decimal | None
    full: Decimal


@dataclass(frozen=True, slots=True)
class GoalReview:
    """The review of a project's goal (or the whole department's).

    A general project is judged in words (`qualitative`): no points, no grade. `total` and `grade`
    need all eight points; `open` names those without.
    """

    project: str
    points: tuple[ReviewPoint, ...]
    dimensions: tuple[DimensionTotal, ...]
    total: Decimal | None
    grade: Grade | None

    @property
    def reviewed(self) -> bool:
        """Tell whether anybody has judged the goal."""
        return any(p.points is not None or p.opinion for p in self.points)

    @property
    def qualitative(self) -> bool:
        """Tell whether it was judged in words alone."""
        return self.reviewed and all(p.points is None for p in self.points)

    @property
    def open(self) -> tuple[str, ...]:
        """Names of the points that still want a judgement."""
        if self.qualitative:
            return tuple(p.label for p in self.points if not p.opinion)
        return tuple(p.label for p in self.points if p.points is None)


def review_goal(book: Book, project: Project, notices: Sequence[Notice]) -> GoalReview:
    """Return the review of one goal from the sheet 目标审核.

    `notices` are those of `lint_goals` and `ex_ante_notices`: each point bears, as evidence, those
    that speak of it.
    """
    own = [n for n in notices if n.project == project.code]
    return _review(project, _given(book).get(project.code, {}), own)


def _given(book: Book) -> Mapping[str, Mapping[str, Line[GoalReviewRow]]]:
    """Return the rows of 目标审核 by project and point."""
    given: dict[str, dict[str, Line[GoalReviewRow]]] = defaultdict(dict)
    for line in book.lines(GoalReviewRow):
        given[line.row.project or WHOLE][line.row.point] = line
    return given


def _review(
    project: Project, given: Mapping[str, Line[GoalReviewRow]], notices: Sequence[Notice]
) -> GoalReview:
    listed = checklist(_REVIEW)
    points = []
    for item in listed.item:
        line = given.get(item.code)
        points.append(
            ReviewPoint(
                item=item,
                points=line.row.points if line else None,
                opinion=line.row.opinion if line else "",
                evidence=tuple(n for n in notices if n.rule in item.rules),
                place=Place(_SHEET, line.number) if line else None,
            )
        )
    dimensions = tuple(_dimensions(points))
    total = _sum([d.points for d in dimensions])
    return GoalReview(project.code, tuple(points), dimensions, total, _grade(listed, total))


def _dimensions(points: Sequence[ReviewPoint]) -> Iterator[DimensionTotal]:
    for name in dict.fromkeys(p.item.dimension for p in points):
        own = [p for p in points if p.item.dimension == name]
        full = sum((p.item.most for p in own), _ZERO)
        yield DimensionTotal(name, _sum([p.points for p in own]), full)


def _sum(points: Sequence[Decimal | None]) -> Decimal | None:
    known = [p for p in points if p is not None]
    return sum(known, _ZERO) if len(known) == len(points) else None


def _grade(listed: Checklist, total: Decimal | None) -> Grade | None:
    full = sum((item.most for item in listed.item), _ZERO)
    return None if total is None else listed.graded(total, full)


def review_notices(
    book: Book, performance: Performance, notices: Sequence[Notice]
) -> tuple[Notice, ...]:
    """Return what follows from the reviews: who must not enter the budget, who comes again."""
    found: list[Notice] = []
    given = _given(book)
    by_project: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_project[notice.project].append(notice)
    for project in performance.every:
        if project.code in given:
            review = _review(project, given[project.code], by_project[project.code])
            found += _consequence(project, review)
            found += _generous(project, review)
    return tuple(found)


def _consequence(project: Project, review: GoalReview) -> Iterator[Notice]:
    grade = review.grade
    if grade is None or review.total is None:
        return
    evidence = [f"{d.name} {plain(d.points or _ZERO)}/{plain(d.full)}" for d in review.dimensions]
    place = next((p.place for p in review.points if p.place), None)
    said = f"“{project.name}”目标审核 {plain(review.total)} 分，{grade.label}，{grade.consequence}"
    if grade.effect == _REFUSED and project.budget:
        evidence.append(f"预算 {format_yuan(project.budget)} 元")
        rule = "review.must_not_enter"
    elif grade.effect in (_RESUBMIT, _REFUSED):
        rule = "review.resubmit"
    else:
        return
    yield Notice(rule, project.code, "", said, tuple(evidence), place)


def _generous(project: Project, review: GoalReview) -> Iterator[Notice]:
    """Full points beside an error or warning that the lint proves."""
    for point in review.points:
        proved = [n for n in point.evidence if notice_rules()[n.rule].severity != "hint"]
        if proved and point.points == point.item.most:
            said = f"“{project.name}”的{point.label}得 {point.item.full} 分（满分），另有："
            said += "；".join(n.said for n in proved)
            evidence = tuple(e for n in proved for e in n.evidence)
            yield Notice("review.against_lint", project.code, "", said, evidence, point.place)
