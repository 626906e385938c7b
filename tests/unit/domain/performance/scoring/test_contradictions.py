"""What does not fit together in a self-evaluation is named, and what fits is not."""

from decimal import Decimal

import pytest

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import SelfEvaluationRow
from mingzhang.domain.performance.model import Actual, Comparator, Indicator, Notice, Project
from mingzhang.domain.performance.scoring.stated import Stated, stated_of
from tests.unit.domain.performance.builders import (
    YEAR_END,
    actual,
    indicator,
    project,
    scored,
    stated,
)

LINE = indicator(target="10", weight="90")
FULL: dict[Indicator, Actual | None] = {LINE: actual("10")}
SHORT: dict[Indicator, Actual | None] = {LINE: actual("9")}


def _said(one: Project, said: dict[str, Stated] | None = None, **own: str) -> dict[str, Notice]:
    """Return the notices on a project as a whole, by rule."""
    every = scored(one, said=said, own=own).notices
    return {n.rule.removeprefix("score."): n for n in every if not n.indicator and n.project}


@pytest.mark.parametrize(
    ("score", "grade", "right"),
    [
        ("90", "良", "优"),
        ("91.07", "良", "优"),
        ("90", "优", None),
        ("89.99", "优", "良"),
        ("80", "良好", None),
        ("79.99", "良", "中"),
        ("60", "差", "中"),
        ("59.99", "差", None),
        ("85", "", None),
    ],
)
def test_a_stated_grade_has_to_be_that_of_its_score(
    score: str, grade: str, right: str | None
) -> None:
    found = _said(project(), stated(score, grade))
    assert ("stated_grade" in found) == (right is not None)
    if right is not None:
        notice = found["stated_grade"]
        assert notice.said == f"申报得分{score}分应为“{right}”，申报等次为“{grade}”"
        assert str(notice.place) == "自评 第2行"


def test_other_bands_make_other_grades() -> None:
    assert "stated_grade" not in _said(project(), stated("85", "优"), grades_80_70_60="是")
    assert "stated_grade" in _said(project(), stated("85", "优"))


def test_without_a_stated_score_the_grade_is_held_against_the_computed_one() -> None:
    assert _said(project(SHORT), stated(None, "良"))["stated_grade"].said == (
        "系统计算得分91分应为“优”，申报等次为“良”"
    )
    assert "stated_grade" not in _said(project(SHORT), stated(None, "优"))
    assert "stated_grade" not in _said(project(), stated(None, "差"))


def test_a_name_that_is_no_grade() -> None:
    found = _said(project(), stated("90", "达标"))
    assert found["grade_name"].said == "等次“达标”不是优、良、中、差之一"
    assert "stated_grade" not in found


def test_a_stated_score_is_compared_with_the_sum_of_the_lines() -> None:
    found = _said(project(SHORT), stated("92"))
    assert found["stated_total"].said == "申报得分92分，按各项计算为91分"
    assert found["stated_total"].evidence == ("预算执行率：10.00分", "指标A：81.00分")
    assert "stated_total" not in _said(project(SHORT), stated("91.00"))
    assert "stated_total" not in _said(project({LINE: None}), stated("92"))
    assert "stated_range" in _said(project(), stated("100.5"))
    assert "stated_range" not in _said(project(), stated("100"))


@pytest.mark.parametrize(
    ("budget", "spent", "score", "named"),
    [
        ("1200000", "0", "90", True),
        ("1200000", "0", "80", True),
        ("1200000", "0", "79.99", False),
        ("1200000", "0.01", "90", False),
        ("0", "0", "90", False),
        (None, "0", "90", False),
        ("1200000", None, "90", False),
    ],
)
def test_a_high_score_without_any_money_spent(
    budget: str | None, spent: str | None, score: str, named: bool
) -> None:
    found = _said(project(budget=budget, spent=spent), stated(score, "良"))
    assert ("unspent_high" in found) == named
    if named:
        assert f"预算执行率为0，自评得分{score}分、等次“良”" == found["unspent_high"].said
        assert found["unspent_high"].evidence == ("全年预算数1200000元", "全年执行数0元")


def test_a_computed_score_counts_where_none_is_stated() -> None:
    assert "unspent_high" in _said(project(FULL, spent="0"))
    half = {indicator(target="10", weight="90"): actual("5")}
    assert "unspent_high" not in _said(project(half, spent="0"))
    assert "unspent_high" in _said(project(half, spent="0"), high_score="45")


def test_output_without_money_and_money_without_output() -> None:
    done = _said(project(FULL, spent="0"))["done_unspent"]
    assert done.said == "资金未执行，产出指标“指标A”已完成"
    assert "done_unspent" not in _said(project(SHORT, spent="0"))
    none_happened = {indicator(comparator=Comparator.AT_MOST, target="0"): actual("0")}
    assert "done_unspent" not in _said(project(none_happened, spent="0"))
    nothing = {LINE: actual("0"), indicator("B", target="3"): actual("0")}
    assert "spent_idle" in _said(project(nothing))
    assert "spent_idle" not in _said(project(nothing, spent="99"))
    assert "spent_idle" not in _said(project({**nothing, LINE: None}, spent="100"))
    assert "spent_idle" not in _said(project({**nothing, LINE: actual("1")}))
    assert "spent_idle" not in _said(project(none_happened))


def test_full_marks_beside_problems() -> None:
    problems = stated(problems="执行进度有待提高")
    assert _said(project(FULL), problems)["full_with_problems"].evidence == (
        "存在问题：执行进度有待提高",
    )
    assert "full_with_problems" not in _said(project(SHORT), problems)
    assert "full_with_problems" not in _said(project({LINE: None}), problems)
    assert "full_with_problems" not in _said(project(), problems)
    assert "full_with_problems" not in _said(project(FULL), stated("100"))


def test_a_full_score_while_something_is_short() -> None:
    found = _said(project(SHORT, spent="85"), stated("100"))
    assert found["full_while_short"].said == "申报得分为满分，未完成的有：指标A、预算执行率85%"
    assert "full_while_short" not in _said(project(FULL), stated("100"))
    assert "full_while_short" not in _said(project(SHORT), stated("99.5"))


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("各项指标均已完成。", True),
        ("全部目标任务圆满完成，成效显著。", True),
        ("除指标A外，各项指标完成或超额完成。", False),
        ("指标A未达标。其余各项指标均已完成。", False),
        ("活动有序开展。", False),
    ],
)
def test_a_text_that_calls_everything_done(text: str, claimed: bool) -> None:
    in_goal = _said(project(SHORT, done=text))
    in_conclusion = _said(project(SHORT), stated(conclusion=text))
    assert ("all_done_claimed" in in_goal, "all_done_claimed" in in_conclusion) == (claimed,) * 2
    assert "all_done_claimed" not in _said(project(FULL, done=text))
    if claimed:
        assert str(in_goal["all_done_claimed"].place) == "绩效目标 第2行"
        assert str(in_conclusion["all_done_claimed"].place) == "自评 第2行"


def test_the_latest_self_evaluation_counts() -> None:
    rows = (
        SelfEvaluationRow(project="P", on=YEAR_END, stated=Decimal(95), grade=" 优 "),
        SelfEvaluationRow(project="P", stated=Decimal(80)),
        SelfEvaluationRow(stated=Decimal(70), problems="进度慢"),
    )
    lines: tuple[Line[object], ...] = tuple(Line(n, r) for n, r in enumerate(rows, start=2))
    found = stated_of(Book({"自评": lines}))
    assert (found["P"].score, found["P"].grade) == (Decimal(95), "优")
    assert found["P"].place.row == 2
    assert (found[""].score, found[""].problems) == (Decimal(70), "进度慢")
