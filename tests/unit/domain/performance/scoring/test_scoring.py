"""Lines, parts, total and grade of a self-evaluation; same input, same bytes."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.performance.model import Actual, Band, Comparator, Indicator
from mingzhang.domain.performance.scoring.record import score_record
from mingzhang.domain.performance.scoring.scored import Flag, Scored, Standing
from mingzhang.rulebook.notices import notice_rules
from tests.unit.domain.performance.builders import (
    YEAR,
    YEAR_END,
    actual,
    goal_of,
    indicator,
    numbers,
    project,
    scored,
    stated,
)
from tools.bench.made_performance import made_performance
from tools.bench.scoring import scored as scored_by_rulebook

Lines = dict[Indicator, Actual | None]


def _lines(*scores: tuple[str, str | None], level: str = "output") -> Lines:
    """Return indicators of a weight each and what of it is reached (a target of 100)."""
    return {
        indicator(f"{level}{n}", target="100", weight=weight, level=level): actual(value)
        for n, (weight, value) in enumerate(scores)
    }


FULL: Lines = {
    **_lines(("25", "100"), ("25", "100")),
    **_lines(("30", "100"), level="benefit"),
    **_lines(("10", "100"), level="satisfaction"),
}


def _with(value: str | None) -> Lines:
    """Return indicators of which the last, of 30 points, reaches `value` %."""
    return {**_lines(("60", "100")), **_lines(("30", value), level="benefit")}


def test_parts_and_total_are_sums_of_the_lines() -> None:
    goal = goal_of(project(FULL, spent="95.88"))
    assert [(p.code, f"{p.score:f}", f"{p.weight:f}") for p in goal.parts] == [
        ("execution", "9.59", "10"),
        ("output", "50.00", "50"),
        ("benefit", "30.00", "30"),
        ("satisfaction", "10.00", "10"),
    ]
    assert goal.indicators is not None
    assert (goal.indicators.score, goal.indicators.weight) == numbers("90", "90")
    assert goal.total is not None
    assert (goal.total.score, goal.total.weight) == numbers("99.59", "100")
    assert goal.grade is not None
    assert goal.grade.label == "优"
    assert goal.point("benefit0").score == 30


@pytest.mark.parametrize(
    ("execution", "value", "total", "grade", "lower"),
    [
        ("100", "66.6667", "90.00", "优", "优"),
        ("100", "66.65", "90.00", "优", "优"),
        ("100", "66.62", "89.99", "良", "优"),
        ("100", "33.3", "79.99", "中", "良"),
        ("100", "33.33333", "80.00", "良", "优"),
        ("0", "33.3", "69.99", "中", "中"),
        ("0", "33.4", "70.02", "中", "良"),
        ("0", "0", "60.00", "中", "中"),
    ],
)
def test_grades_are_exact_at_the_boundary(
    execution: str, value: str, total: str, grade: str, lower: str
) -> None:
    one = project(_with(value), spent=execution)
    goal = goal_of(one)
    assert goal.total is not None
    assert goal.grade is not None
    assert (goal.total.score, goal.grade.label) == (Decimal(total), grade)
    other = goal_of(one, grades_80_70_60="是")
    assert other.grade is not None
    assert other.grade.label == lower


def test_below_sixty_is_the_last_grade() -> None:
    poor = goal_of(project({**_lines(("60", "99.98"), ("30", "0"))}, spent="0"))
    assert poor.total is not None
    assert poor.total.score == Decimal("59.99")
    assert poor.grade is not None
    assert poor.grade.label == "差"


def test_a_partial_total_says_of_how_many_points_and_gets_no_grade() -> None:
    goal = goal_of(project(_with(None), spent="50"))
    total = goal.total
    assert total is not None
    assert (total.score, total.assessed, total.weight) == numbers("65", "70", "100")
    assert total.open == 30
    assert not total.complete
    assert (goal.grade, goal.ungraded) == (None, "有30分未评，不评等次")
    benefit = next(p for p in goal.parts if p.code == "benefit")
    assert (benefit.score, benefit.assessed) == numbers("0", "0")
    assert not benefit.complete


def test_no_budget_leaves_ninety_points_and_no_grade() -> None:
    goal = goal_of(project(FULL, budget="0", spent="0"))
    assert goal.execution.standing is Standing.NOT_APPLICABLE
    assert goal.total is not None
    assert (goal.total.score, goal.total.weight) == numbers("90", "90")
    assert goal.total.complete
    assert (goal.grade, goal.ungraded) == (None, "满分为90分，不是100分，不评等次")
    free = goal_of(project(FULL, budget="0", spent="0"), execution_free="是")
    assert free.total is not None
    assert free.total.score == 100
    assert free.grade is not None


def test_without_points_there_are_completions_and_no_total() -> None:
    line = indicator(target="60", weight=None)
    goal = goal_of(project({line: actual("55")}))
    point = goal.point("A")
    assert (point.score, point.met, point.standing) == (None, False, Standing.UNWEIGHTED)
    assert point.completion is not None
    assert round(point.completion, 2) == Decimal("91.67")
    assert goal.execution.weight is None
    assert goal.execution.completion == 100
    assert (goal.total, goal.indicators, goal.parts, goal.grade) == (None, None, (), None)
    assert not goal.execution.flags


def test_indicators_of_a_hundred_points_leave_none_to_the_execution() -> None:
    goal = goal_of(project(_lines(("60", "100"), ("40", "50"))))
    assert goal.execution.standing is Standing.UNWEIGHTED
    assert goal.total is not None
    assert (goal.total.score, goal.total.weight) == numbers("80", "100")
    assert goal.grade is not None
    assert goal.grade.label == "良"


@pytest.mark.parametrize(
    ("weights", "named"),
    [(("60", "30"), False), (("60", "40"), False), (("60", "29.99"), True), (("50", "60"), True)],
)
def test_weights_that_do_not_add_up_are_named(weights: tuple[str, ...], named: bool) -> None:
    result = scored(project(_lines(*((w, "100") for w in weights))))
    assert ("score.weights" in {n.rule for n in result.notices}) == named
    goal = result.goal("P")
    assert (goal.grade is None) == named


def test_a_report_before_the_end_of_the_year_is_no_result() -> None:
    line = indicator(target="10", weight="90")
    early = goal_of(project({line: actual("10", on=date(YEAR, 7, 31))}))
    assert early.point("A").flags == (Flag.MISSING_ACTUAL,)
    for on in (YEAR_END, date(YEAR + 1, 1, 15)):
        assert goal_of(project({line: actual("10", on=on)})).point("A").score == 90


@pytest.mark.parametrize(
    ("line", "result", "flags"),
    [
        (indicator(target="10"), actual("9", reason=""), {Flag.SHORTFALL_UNEXPLAINED}),
        (indicator(target="10"), actual("9"), set()),
        (indicator(target="10"), actual("10", reason=""), set()),
        (
            indicator(target="10"),
            actual("13", reason=" "),
            {Flag.OVER_ACHIEVED, Flag.OVER_UNEXPLAINED},
        ),
        (indicator(target="10"), actual("13"), {Flag.OVER_ACHIEVED}),
        (indicator(target="10"), None, {Flag.MISSING_ACTUAL}),
        (indicator(target="10", origin="inferred"), actual("10"), {Flag.TARGET_INFERRED}),
        (indicator(target="10"), actual("10", origin="inferred"), {Flag.ACTUAL_INFERRED}),
        (indicator(target="10"), actual("5", points="10"), {Flag.POINTS_UNUSED}),
        (indicator(target="10"), actual("5", points="5"), set()),
        (indicator(target="0"), actual("5"), {Flag.EMPTY_TARGET}),
        (indicator(weight="-1", target="5"), actual("5"), {Flag.BAD_WEIGHT}),
        (indicator(weight=None, target="5"), actual("5"), {Flag.NO_WEIGHT}),
        (
            indicator(comparator=Comparator.YES_NO),
            actual(met=False, reason=""),
            {Flag.SHORTFALL_UNEXPLAINED},
        ),
        (
            indicator(comparator=Comparator.QUALITATIVE),
            actual(band=Band.PARTLY, points="7", reason=""),
            {Flag.SHORTFALL_UNEXPLAINED},
        ),
    ],
)
def test_flags(line: Indicator, result: Actual | None, flags: set[Flag]) -> None:
    other = indicator("B", target="1", weight="80")
    one = project({line: result, other: actual("1")})
    assert set(goal_of(one).point("A").flags) == flags
    told = {n.rule for n in scored(one).notices if n.indicator == "A"}
    assert told == {f"score.{flag}" for flag in flags - {Flag.OVER_ACHIEVED}}


def test_every_flag_has_a_row_in_the_catalogue_and_words() -> None:
    told = {flag for flag in Flag if flag is not Flag.OVER_ACHIEVED}
    assert {f"score.{flag}" for flag in told} <= notice_rules().keys()


def test_a_result_beside_the_goal_lacks_nothing() -> None:
    line = indicator(weight=None)
    assert not goal_of(project({line: actual("5")})).point("A").flags


def test_notices_have_evidence_and_the_cell_to_mend() -> None:
    line = indicator(target="60", weight="90")
    result = scored(project({line: actual("55", reason="")}))
    notice = next(n for n in result.notices if n.rule == "score.shortfall_unexplained")
    assert str(notice.place) == "指标完成 第5行「偏差原因」"
    assert notice.said == "指标A：未完成年度指标值，没有说明原因"
    assert notice.evidence == (
        "计算：分值90 × 实际完成值55个 ÷ 年度指标值60个 = 82.50",
        "年度指标值60个",
        "实际完成值55个",
        "完成率91.67%",
    )
    weightless = indicator("B", target="60", weight=None)
    both = scored(project({line: actual("60"), weightless: actual("60")}))
    place = next(n.place for n in both.notices if n.rule == "score.no_weight")
    assert str(place) == "绩效指标 第2行「分值」"
    qualitative = indicator(comparator=Comparator.QUALITATIVE, weight="90")
    missing = scored(project({qualitative: actual(wording="已完成")}))
    place = next(n.place for n in missing.notices if n.rule == "score.missing_actual")
    assert str(place) == "指标完成 第5行「完成档次」"


def test_the_whole_department_is_scored_before_its_projects() -> None:
    result = scored(project(FULL, code="P1"), project(FULL, code="P2"))
    assert [g.project for g in result.goals] == ["", "P1", "P2"]
    assert result.goal("P2").name == "项目P2"
    with pytest.raises(KeyError):
        result.goal("P3")
    with pytest.raises(KeyError):
        result.goal("P1").point("none")


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 300)), min_size=1, max_size=8),
    st.decimals("0", "200", places=2),
)
def test_a_total_lies_between_zero_and_a_hundred(
    drawn: list[tuple[int, int]], spent: Decimal
) -> None:
    weights = [Decimal(w) for w, _ in drawn]
    scale = sum(weights) or Decimal(1)
    shares = [(w * 90 / scale).quantize(Decimal("0.01"), rounding="ROUND_DOWN") for w in weights]
    shares[0] += 90 - sum(shares)
    values = [str(v) for _, v in drawn]
    lines = _lines(*zip(map(str, shares), values, strict=True))
    total = goal_of(project(lines, spent=str(spent))).total
    assert total is not None
    assert total.complete
    assert total.weight == 100
    assert 0 <= total.score <= 100


def _bytes(result: Scored) -> str:
    return json.dumps(score_record(result), ensure_ascii=False)


def test_the_same_input_gives_the_same_bytes() -> None:
    one, other = (scored_by_rulebook(made_performance(40)) for _ in range(2))
    assert _bytes(one) == _bytes(other)
    assert _bytes(one) != _bytes(scored_by_rulebook(made_performance(40, seed=8)))


def test_the_record_says_what_every_point_rests_on() -> None:
    lines = {**_with("50"), indicator("N", Comparator.AT_MOST, "10", "0"): actual("12")}
    record = json.loads(_bytes(scored(project(lines), said=stated("99", "优"))))
    goal = record["goals"][1]
    assert goal["total"]["score"] == "85.00"
    assert goal["grade"] == "良"
    assert {p["basis"] for p in goal["points"]} == {
        "《项目支出绩效评价管理办法》（财预〔2020〕10号）",
        "各地通行做法（非官方）",
    }
    assert all(p["formula"] for p in goal["points"])
    assert [n["rule"] for n in record["notices"]] == ["score.stated_total"]
