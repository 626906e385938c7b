"""Review of goals: eight points, four dimensions, a grade exact at its boundary."""

import pytest

from mingzhang.domain.book.performance_sheets import GoalReviewRow
from mingzhang.domain.performance.goals.review import GoalReview, review_goal, review_notices
from mingzhang.domain.performance.model import Notice
from tests.unit.domain.performance.goal_books import D, Goals, indicator, money, rules_of, with_text

FULL = {
    "form": 10,
    "clarity": 10,
    "relevance": 10,
    "science": 10,
    "reasonable": 15,
    "matched": 15,
    "attainable": 15,
    "conditions": 15,
}


def _book(*more: object, less: object = "0", **points: object) -> Goals:
    """Return a goal with full points less some from the last one, or these points."""
    given = {**FULL, "conditions": D(15) - D(str(less)), **points}
    rows = [
        GoalReviewRow(project="P1", point=code, points=None if p is None else D(str(p)))
        for code, p in given.items()
    ]
    return with_text(indicator(), *rows, *more)


def _review(found: Goals) -> GoalReview:
    return review_goal(found.book, found.performance.project("P1"), found.notices)


def _notices(found: Goals) -> tuple[Notice, ...]:
    return review_notices(found.book, found.performance, found.notices)


def test_points_by_dimension() -> None:
    review = _review(_book(less="2.5", form=8))
    told = [(d.name, d.points, d.full) for d in review.dimensions]
    assert told == [
        ("完整性", D(18), D(20)),
        ("相关性", D(20), D(20)),
        ("适当性", D(30), D(30)),
        ("可行性", D("27.5"), D(30)),
    ]
    assert review.total == D("95.5")


@pytest.mark.parametrize(
    ("less", "clarity", "label", "effect"),
    [
        ("10", 10, "优", "enter"),
        ("10.01", 10, "良", "polish"),
        ("10", 0, "良", "polish"),
        ("10.01", 0, "中", "resubmit"),
    ],
)
def test_grades_at_their_boundaries(less: str, clarity: int, label: str, effect: str) -> None:
    grade = _review(_book(less=less, clarity=clarity)).grade
    assert grade is not None
    assert (grade.label, grade.effect) == (label, effect)


BAD = {"form": 0, "clarity": 0, "relevance": 0, "science": 0}


def _consequence(found: Goals) -> tuple[str, str, str]:
    """Return rule, wording and last operand of what follows from a review."""
    (notice,) = [n for n in _notices(found) if n.rule != "review.against_lint"]
    return notice.rule, notice.said, notice.evidence[-1]


def test_a_bad_goal_must_not_have_a_budget() -> None:
    rule, said, money_of = _consequence(_book(money(5), less="0.01", **BAD))
    assert rule == "review.must_not_enter"
    assert "59.99 分，差，不得进入预算" in said
    assert money_of == "预算 5.00 元"
    assert _consequence(_book(less="0.01", **BAD))[0] == "review.resubmit"


def test_a_middling_goal_comes_again() -> None:
    rule, said, last = _consequence(_book(money(5), **BAD))
    assert rule == "review.resubmit"
    assert "60 分，中" in said
    assert last == "可行性 30/30"


def test_a_general_project_is_judged_in_words() -> None:
    row = GoalReviewRow(project="P1", point="form", opinion="齐全")
    review = _review(with_text(indicator(), row))
    assert review.qualitative
    assert review.grade is None
    assert len(review.open) == 7
    assert "规范完整性" not in review.open
    assert not _review(with_text(indicator())).reviewed


def test_a_missing_point_is_not_zero() -> None:
    review = _review(_book(form=None))
    assert review.total is None
    assert review.grade is None
    assert review.open == ("规范完整性",)
    assert review.dimensions[0].points is None
    assert review.dimensions[1].points == D(20)


def test_what_the_lint_proves_stands_beside_the_point() -> None:
    found = _book()
    review = _review(found)
    proved = {p.label: rules_of(p.evidence) for p in review.points if p.evidence}
    assert "goal.required_missing" in proved["指标科学性"]
    assert "goal.cost_missing" in proved["资金匹配性"]
    spoken = [n for n in _notices(found) if n.rule == "review.against_lint"]
    assert [n.place for n in spoken] == [p.place for p in review.points if p.label in proved]
    assert "没有效益指标" in spoken[0].said
    lower = _notices(_book(science=9, matched=14))
    assert lower == ()
