"""Contradictions at their bounds: what is nearly one, and what lacks what one would need."""

from decimal import Decimal

import pytest

from mingzhang.domain.performance.model import Actual, Comparator, Indicator, Notice, Project
from mingzhang.domain.performance.scoring.stated import Stated
from tests.unit.domain.performance.builders import actual, indicator, project, scored, stated

Lines = dict[Indicator, Actual | None]
LINE = indicator(target="10", weight="90")
FULL: Lines = {LINE: actual("10")}
UNWEIGHTED = indicator("U", target="10", weight=None)


def _said(one: Project, said: dict[str, Stated] | None = None, **own: str) -> dict[str, Notice]:
    """Return the notices on a project as a whole, by rule."""
    every = scored(one, said=said, own=own).notices
    return {n.rule.removeprefix("score."): n for n in every if not n.indicator and n.project}


def test_a_total_that_is_not_of_a_hundred_is_no_score_to_compare_with() -> None:
    part = project({indicator(target="10", weight="50"): actual("10")})
    found = _said(part, stated("90", "优"))
    assert not {"stated_total", "stated_grade"} & set(found)
    assert "stated_grade" not in _said(part, stated(None, "差"))


def test_without_a_grade_none_is_wrong_and_without_its_band_neither() -> None:
    assert "grade_name" not in _said(project(FULL), stated("100"))
    beyond = _said(project(), stated("101", "优"))
    assert "stated_grade" not in beyond
    assert beyond["stated_range"].said == "申报得分101分不在0至100分之间"


def test_the_bounds_of_the_grades_are_evidence() -> None:
    found = _said(project(), stated("85", "优"))["stated_grade"]
    assert found.evidence == ("等次界限：90分及以上为优，80分及以上为良，60分及以上为中",)


def test_a_line_without_points_is_no_part_of_the_sum() -> None:
    one = project({**FULL, UNWEIGHTED: actual("10")})
    assert _said(one, stated("99"))["stated_total"].evidence == (
        "预算执行率：10.00分",
        "指标A：90.00分",
    )


@pytest.mark.parametrize(
    ("score", "outside"),
    [("0", False), ("0.5", False), ("-0.5", True), ("100", False), ("100.01", True)],
)
def test_a_stated_score_lies_between_zero_and_full_marks(score: str, outside: bool) -> None:
    assert ("stated_range" in _said(project(), stated(score))) is outside


def test_a_high_score_without_money_names_the_grade_where_there_is_one() -> None:
    idle = project(FULL, budget="0.5", spent="0")
    assert _said(idle, stated("90"))["unspent_high"].said == "预算执行率为0，自评得分90分"
    assert _said(idle)["unspent_high"].said == "预算执行率为0，自评得分90分"


@pytest.mark.parametrize(
    ("line", "report", "named"),
    [
        (indicator(target="1"), actual("1"), True),
        (indicator(target="0.5"), actual("0.5"), True),
        (indicator(comparator=Comparator.YES_NO), actual(met=True), True),
        (indicator(comparator=Comparator.YES_NO), actual(met=False), False),
        (indicator(target="1", level="benefit"), actual("1"), False),
        (indicator(target="0"), actual("0"), False),
    ],
)
def test_output_without_money_is_something_that_was_done(
    line: Indicator, report: Actual, named: bool
) -> None:
    assert ("done_unspent" in _said(project({line: report}, spent="0"))) is named
    assert "done_unspent" not in _said(project({line: report}, spent="0.01"))


@pytest.mark.parametrize(
    ("budget", "spent", "named"),
    [
        ("100", "100", True),
        ("100", "101", True),
        ("100", "99.99", False),
        ("0.5", "0.5", True),
        ("0", "0", False),
        ("-0.5", "0", False),
        (None, "5", False),
        ("100", None, False),
    ],
)
def test_all_the_money_and_no_output(budget: str | None, spent: str | None, named: bool) -> None:
    nothing: Lines = {
        LINE: actual("0"),
        indicator("B", comparator=Comparator.AT_MOST, target="0"): actual("0"),
        indicator("C", target="5", level="benefit"): actual("5"),
    }
    assert ("spent_idle" in _said(project(nothing, budget=budget, spent=spent))) is named
    benefit = {indicator(target="5", level="benefit"): actual("0")}
    assert "spent_idle" not in _said(project(benefit, budget=budget, spent=spent))


HALF = indicator("H", target="10", weight="45")
OTHER = indicator("O", target="10", weight="45")


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ({HALF: actual("10"), OTHER: actual("10")}, 2),
        ({HALF: actual("10"), OTHER: actual("9")}, None),
        ({LINE: actual("10"), UNWEIGHTED: actual("9")}, 1),  # what bears points is all there is
        ({UNWEIGHTED: actual("10")}, 1),
        ({UNWEIGHTED: actual("9")}, None),
        ({LINE: actual("20")}, None),  # reached, but points were taken off for going far beyond
    ],
)
def test_problems_beside_full_marks(lines: Lines, count: int | None) -> None:
    told = stated(problems="进度慢")
    found = _said(project(lines), told, over_achievement_deduction="130:10")
    assert ("full_with_problems" in found) is (count is not None)
    if count is not None:
        said = f"{count}项指标均为满分或达成，又列有存在问题"
        assert found["full_with_problems"].said == said


@pytest.mark.parametrize(
    ("spent", "short"), [("100", None), ("99.5", "预算执行率99.5%"), (None, None)]
)
def test_full_marks_while_money_is_left(spent: str | None, short: str | None) -> None:
    found = _said(project(FULL, spent=spent), stated("100"))
    assert ("full_while_short" in found) is (short is not None)
    if short is not None:
        assert found["full_while_short"].said == f"申报得分为满分，未完成的有：{short}"


def test_every_contradiction_of_one_score_is_named_at_once() -> None:
    one = project({LINE: actual("9")}, spent="0", done="各项指标均已完成。")
    found = _said(one, stated("100", "良", conclusion="各项指标均已完成。"))
    assert {
        "stated_grade",
        "stated_total",
        "unspent_high",
        "full_while_short",
        "all_done_claimed",
    } <= set(found)
    assert found["stated_total"].said == f"申报得分100分，按各项计算为{Decimal(81)}分"
