"""An actual beside its target: what is written out, what is flagged, why nothing can be said."""

from decimal import Decimal

import pytest

from mingzhang.domain.performance.model import Comparator, Direction
from mingzhang.domain.performance.scoring.comparators import (
    Share,
    award,
    completion,
    numeric,
    yes_no,
)
from mingzhang.domain.performance.scoring.scored import Flag, Outcome, Standing
from mingzhang.domain.performance.scoring.settings import scoring_settings
from mingzhang.rulebook.parameters import Parameters
from tests.unit.domain.performance.builders import REGION, YEAR, actual, indicator

LEAST, MOST, EQUAL = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EQUAL
RANGE = Comparator.RANGE
D = Decimal


def _held(
    comparator: Comparator,
    target: str | None,
    value: str,
    *,
    upper: str | None = None,
    direction: Direction | None = None,
    level: str = "output",
    **own: str,
) -> Outcome:
    one = indicator(
        comparator=comparator, target=target, upper=upper, direction=direction, level=level
    )
    return numeric(one, actual(value), D(10), scoring_settings(Parameters(REGION, YEAR, own)))


@pytest.mark.parametrize(
    ("comparator", "target", "value", "formula", "flags"),
    [
        (LEAST, "20", "20", "实际完成值20个 = 年度指标值20个，得满分10分", ()),
        (LEAST, "-5", "-4", "实际完成值-4个 > 年度指标值-5个，得满分10分", ()),
        (LEAST, "-5", "0", "实际完成值0个 > 年度指标值-5个，得满分10分", ()),
        (LEAST, "0", "0", "实际完成值0个 = 年度指标值0个，得满分10分", (Flag.EMPTY_TARGET,)),
        (LEAST, "0", "3", "实际完成值3个 > 年度指标值0个，得满分10分", (Flag.EMPTY_TARGET,)),
        (LEAST, "0.5", "0.1", "分值10 × 实际完成值0.1个 ÷ 年度指标值0.5个 = 2.00", ()),
        (LEAST, "1", "1.3", "实际完成值1.3个 > 年度指标值1个，得满分10分", (Flag.OVER_ACHIEVED,)),
        (LEAST, "20", "0", "实际完成值0个 ÷ 年度指标值20个，得0分", ()),
        (MOST, "10", "3", "实际完成值3个 < 年度指标值10个，得满分10分", ()),
        (MOST, "-5", "-6", "实际完成值-6个 < 年度指标值-5个，得满分10分", ()),
        (MOST, "0", "1", "年度指标值0个，实际完成值1个 > 0，得0分", ()),
        (EQUAL, "0", "0", "年度指标值0个，实际完成值0个 ≤ 0，得满分10分", ()),
        (EQUAL, "0", "1", "年度指标值0个，实际完成值1个 > 0，得0分", ()),
        (EQUAL, "4", "4", "实际完成值4个 = 年度指标值4个，得满分10分", ()),
        (EQUAL, "4", "5", "实际完成值5个 > 年度指标值4个，得满分10分", ()),
        (EQUAL, "4", "8", "实际完成值8个 > 年度指标值4个，得满分10分", (Flag.OVER_ACHIEVED,)),
        (EQUAL, "1", "0.5", "分值10 × 实际完成值0.5个 ÷ 年度指标值1个 = 5.00", ()),
    ],
)  # fmt: skip
def test_how_a_score_comes_about(
    comparator: Comparator, target: str, value: str, formula: str, flags: tuple[Flag, ...]
) -> None:
    found = _held(comparator, target, value)
    assert (found.formula, found.flags, found.reason) == (formula, flags, "")


def test_a_limit_of_one_is_no_limit_of_nothing() -> None:
    found = _held(MOST, "1", "1.5")
    assert (found.rule, found.score) == ("excess", D("5.00"))


def test_an_equal_that_should_be_small_is_kept_below() -> None:
    below = _held(EQUAL, "30", "20", direction=Direction.NEGATIVE)
    assert (below.rule, below.met, below.flags) == ("equal_beyond", True, ())
    assert below.formula == "实际完成值20个 < 年度指标值30个，得满分10分"
    above = _held(EQUAL, "30", "60", direction=Direction.NEGATIVE)
    assert (above.rule, above.met, above.score) == ("excess", False, D(0))


@pytest.mark.parametrize(
    ("comparator", "target", "upper", "value", "reason", "met"),
    [
        (LEAST, "-5", None, "-6", "年度指标值为负数，未达到时不能按比例计分", False),
        (LEAST, "0", None, "-1", "年度指标值为0，未达到时不能按比例计分", False),
        (MOST, "-5", None, "-4", "年度指标值为负数，未达到时不能按比例计分", False),
        (EQUAL, "-5", None, "-6", "年度指标值为负数，未达到时不能按比例计分", False),
        (RANGE, "-2", "-1", "0", "区间上限为负数，未达到时不能按比例计分", False),
        (RANGE, "-2", "-1", "-3", "区间下限为负数，未达到时不能按比例计分", False),
        (RANGE, "0", "1", "-1", "区间下限为0，未达到时不能按比例计分", False),
        (RANGE, "2", "1", "1", "区间上限小于下限", None),
    ],
)
def test_an_odd_target_says_why(
    comparator: Comparator,
    target: str,
    upper: str | None,
    value: str,
    reason: str,
    met: bool | None,
) -> None:
    found = _held(comparator, target, value, upper=upper)
    assert found == Outcome(met, None, Standing.UNSCORED, "", "", reason, (Flag.ODD_TARGET,))


@pytest.mark.parametrize(("target", "value", "score"), [("0.5", "0.25", "5"), ("-0.5", "0", None)])
def test_an_equal_between_whole_numbers(target: str, value: str, score: str | None) -> None:
    assert _held(EQUAL, target, value).score == (None if score is None else D(score))


def test_a_report_of_nothing_is_no_report() -> None:
    settings = scoring_settings(Parameters(REGION, YEAR, {}))
    found = numeric(indicator(target="4"), actual(), D(10), settings)
    assert found.reason == "没有年末的实际完成值"


def test_what_has_no_target_says_so() -> None:
    flags = (Flag.NO_TARGET,)
    assert _held(LEAST, None, "4") == Outcome(reason="没有数值的年度指标值", flags=flags)
    assert _held(RANGE, "4", "4") == Outcome(reason="区间指标没有上限", flags=flags)


@pytest.mark.parametrize(
    ("upper", "value", "formula"),
    [
        ("15", "12", "实际完成值12个在区间10个至15个之内，得满分10分"),
        ("10", "10", "实际完成值10个在区间10个至10个之内，得满分10分"),
        ("15", "8", "分值10 × 实际完成值8个 ÷ 区间下限10个 = 8.00"),
        ("15", "18", "分值10 × （1 − （实际完成值18个 − 区间上限15个）÷ 区间上限15个） = 8.00"),
        ("0", "1", ""),
    ],
)
def test_a_range_names_the_edge_that_was_missed(upper: str, value: str, formula: str) -> None:
    assert _held(RANGE, "10", value, upper=upper).formula == formula


def test_a_range_without_proportion_is_all_or_nothing() -> None:
    out = _held(RANGE, "10", "9.99", upper="15", range_proportional="否")
    assert (out.formula, out.met) == ("实际完成值9.99个在区间10个至15个之外，得0分", False)


def test_a_limit_may_end_elsewhere() -> None:
    found = _held(MOST, "10", "12", negative_zero="150")
    assert found.formula == (
        "分值10 × （得零分的15个 − 实际完成值12个）÷ （得零分的15个 − 年度指标值10个） = 6.00"
    )
    assert _held(MOST, "10", "15", negative_zero="150").formula == (
        "实际完成值15个 ≥ 年度指标值10个的150%，得0分"
    )


def test_what_over_achievement_costs_is_written_out() -> None:
    cut = _held(LEAST, "100", "130", over_achievement_deduction="130:10")
    assert cut.formula == (
        "分值10 × （100% − 实际完成值130个 ÷ 年度指标值100个对应的调减10%） = 9.00"
    )
    assert cut.flags == (Flag.OVER_ACHIEVED,)
    free = _held(LEAST, "100", "130", over_achievement_deduction="130:0;200:25")
    assert (free.rule, free.score, free.flags) == ("reached", D(10), (Flag.OVER_ACHIEVED,))
    early = _held(LEAST, "100", "130", over_achievement_deduction="200:25")
    assert (early.rule, early.score) == ("reached", D(10))


@pytest.mark.parametrize(
    ("value", "formula", "score"),
    [
        ("0", "满意度0%所在档的0%，得0分", "0"),
        ("85", "分值10 × 满意度85%所在档的80% = 8.00", "8"),
        ("100", "满意度100%所在档的100%，得满分10分", "10"),
    ],
)
def test_a_step_is_named(value: str, formula: str, score: str) -> None:
    for comparator in (LEAST, EQUAL):
        found = _held(comparator, "85", value, level="satisfaction", satisfaction_by_steps="是")
        assert (found.formula, found.score) == (formula, D(score))
        assert found.met is (D(value) >= 85)


@pytest.mark.parametrize("value", ["-0.01", "100.01"])
def test_what_is_no_percentage_has_no_step(value: str) -> None:
    found = _held(LEAST, "85", value, level="satisfaction", satisfaction_by_steps="是")
    assert (found.reason, found.flags) == (
        "满意度不在0至100之间，不能分档计分",
        (Flag.ODD_TARGET,),
    )


def test_below_the_lowest_step_there_is_nothing() -> None:
    found = _held(
        LEAST,
        "85",
        "79.99",
        level="satisfaction",
        satisfaction_by_steps="是",
        satisfaction_steps="90:100;80:80",
    )
    assert found.score == 0


def test_a_satisfaction_that_should_be_small_has_no_steps() -> None:
    found = _held(MOST, "5", "4", level="satisfaction", satisfaction_by_steps="是")
    assert found.rule == "reached"


def test_yes_and_no_are_written_out() -> None:
    assert yes_no(actual(met=True), D(10)).formula == "已达成，得满分10分"
    assert yes_no(actual(met=False), D(10)).formula == "未达成，得0分"
    assert yes_no(actual(), D(10)).reason == "没有填写是否达成"
    assert yes_no(actual(met=True), None).standing is Standing.UNWEIGHTED


@pytest.mark.parametrize(
    ("part", "whole", "score", "formula"),
    [
        ("-1", "4", "0.00", "式，得0分"),
        ("0", "4", "0.00", "式，得0分"),
        ("1", "4", "0.83", "分值3.335 × 式 ≈ 0.83"),
        ("4", "4", "3.335", "式，得满分3.335分"),
        ("5", "4", "3.335", "式，得满分3.335分"),
    ],
)
def test_a_share_lies_between_nothing_and_all(
    part: str, whole: str, score: str, formula: str
) -> None:
    found = award(Share("reached", D(part), D(whole), "式", met=True), D("3.335"))
    assert (str(found.score), found.formula) == (score, formula)


def test_a_share_without_weight_tells_its_sum_and_no_points() -> None:
    found = award(Share("reached", D(1), D(4), "式", met=False), None)
    assert found == Outcome(False, None, Standing.UNWEIGHTED, "reached", "式")


def test_a_small_target_has_a_completion_and_a_long_actual_is_not_rounded_first() -> None:
    assert completion(indicator(target="0.5"), actual("0.25")) == 50
    assert completion(indicator(target="1"), actual("1")) == 100
    assert completion(indicator(target="0.5"), None) is None
    worded = indicator(comparator=Comparator.QUALITATIVE, target="2")
    assert completion(worded, actual("1")) is None
    long = "9" * 45
    assert completion(indicator(target=long), actual(long)) == 100
