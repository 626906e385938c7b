"""Every rule of scoring as a table of cases, boundaries first; the properties that must hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.performance.model import Comparator, Direction
from mingzhang.domain.performance.scoring.comparators import completion, numeric, plain, yes_no
from mingzhang.domain.performance.scoring.scored import Flag, Outcome, Standing
from mingzhang.domain.performance.scoring.settings import scoring_settings
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.parameters import Parameters
from mingzhang.rulebook.scoring import scoring_rules
from tests.unit.domain.performance.builders import REGION, YEAR, actual, indicator

LEAST, MOST, EQUAL = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EQUAL
DEFAULT = scoring_settings(Parameters(REGION, YEAR, {}))
VALUES = st.decimals("0", "1e7", places=2)
TARGETS = st.decimals("0.01", "1e6", places=2)
WEIGHTS = st.decimals("0.01", "100", places=2)


def _score(
    comparator: Comparator, target: str, value: str, weight: str | None = "10", **own: str
) -> Outcome:
    settings = scoring_settings(Parameters(REGION, YEAR, own))
    one = indicator(comparator=comparator, target=target, weight=weight)
    return numeric(one, actual(value), one.weight, settings)


@pytest.mark.parametrize(
    ("comparator", "target", "value", "weight", "score", "rule"),
    [
        (LEAST, "20", "20", "10", "10", "reached"),
        (LEAST, "20", "38", "10", "10", "reached"),
        (LEAST, "60", "55", "10", "9.17", "proportion"),
        (LEAST, "200", "170", "10", "8.50", "proportion"),
        (LEAST, "20", "0", "10", "0", "proportion"),
        (LEAST, "20", "-1", "10", "0", "proportion"),
        (LEAST, "20", "19.999", "10", "10.00", "proportion"),
        (LEAST, "8", "1", "0.5", "0.06", "proportion"),
        (LEAST, "2000", "1", "10", "0.01", "proportion"),
        (LEAST, "2001", "1", "10", "0.00", "proportion"),
        (LEAST, "1", "1", "3.335", "3.335", "reached"),
        (LEAST, "1", "1", "3.334", "3.33", "reached"),
        (LEAST, "0", "0", "10", "10", "reached"),
        (LEAST, "-5", "-4", "10", "10", "reached"),
        (MOST, "10", "10", "10", "10", "reached"),
        (MOST, "10", "3", "10", "10", "reached"),
        (MOST, "10", "12", "10", "8.00", "excess"),
        (MOST, "3", "4", "10", "6.67", "excess"),
        (MOST, "10", "19.99", "10", "0.01", "excess"),
        (MOST, "10", "20", "10", "0", "excess"),
        (MOST, "10", "30", "10", "0", "excess"),
        (MOST, "0", "0", "10", "10", "reached"),
        (MOST, "0", "1", "10", "0", "zero_target"),
        (EQUAL, "4", "4", "10", "10", "reached"),
        (EQUAL, "4", "3", "10", "7.50", "proportion"),
        (EQUAL, "4", "5", "10", "10", "equal_beyond"),
        (EQUAL, "0", "0", "10", "10", "reached"),
        (EQUAL, "0", "-1", "10", "10", "reached"),
        (EQUAL, "0", "0.01", "10", "0", "zero_target"),
        (EQUAL, "-5", "-5", "10", "10", "reached"),
    ],
)
def test_cases(
    comparator: Comparator, target: str, value: str, weight: str, score: str, rule: str
) -> None:
    found = _score(comparator, target, value, weight)
    assert (found.score, found.rule) == (Decimal(score), rule)
    assert found.met == (rule in ("reached", "equal_beyond"))
    assert found.standing is Standing.SCORED
    assert rule in scoring_rules()


@pytest.mark.parametrize(
    ("target", "value", "score"), [("30", "30", "10"), ("30", "20", "10"), ("30", "45", "5.00")]
)
def test_an_equal_indicator_may_be_negative(target: str, value: str, score: str) -> None:
    one = indicator(comparator=EQUAL, target=target, direction=Direction.NEGATIVE)
    assert numeric(one, actual(value), one.weight, DEFAULT).score == Decimal(score)


@pytest.mark.parametrize(
    ("comparator", "target", "value", "flag"),
    [
        (LEAST, "-5", "-6", Flag.ODD_TARGET),
        (LEAST, "0", "-1", Flag.ODD_TARGET),
        (MOST, "-5", "-4", Flag.ODD_TARGET),
        (EQUAL, "-5", "-4", Flag.ODD_TARGET),
        (LEAST, None, "4", Flag.NO_TARGET),
        (LEAST, "4", None, Flag.MISSING_ACTUAL),
        (MOST, "4", None, Flag.MISSING_ACTUAL),
        (EQUAL, "0", None, Flag.MISSING_ACTUAL),
    ],
)
def test_what_cannot_be_scored_is_not_zero(
    comparator: Comparator, target: str | None, value: str | None, flag: Flag
) -> None:
    one = indicator(comparator=comparator, target=target)
    found = numeric(one, actual(value), one.weight, DEFAULT)
    assert (found.score, found.flags, found.standing) == (None, (flag,), Standing.UNSCORED)
    assert found.reason
    assert not found.rule


def test_no_report_at_all_is_missing_and_words_are_no_number() -> None:
    one = indicator(target="4")
    assert numeric(one, None, one.weight, DEFAULT).reason == "没有年末的实际完成值"
    worded = numeric(one, actual(wording="已完成"), one.weight, DEFAULT)
    assert (worded.score, worded.reason) == (None, "只有文字，没有实际完成值")


@pytest.mark.parametrize(
    ("value", "score", "met"),
    [
        ("10", "10", True),
        ("15", "10", True),
        ("12.5", "10", True),
        ("8", "8.00", False),
        ("18", "8.00", False),
        ("30", "0", False),
    ],
)
def test_a_range_is_full_inside_and_proportional_outside(value: str, score: str, met: bool) -> None:
    one = indicator(comparator=Comparator.RANGE, target="10", upper="15")
    found = numeric(one, actual(value), one.weight, DEFAULT)
    assert (found.score, found.met) == (Decimal(score), met)
    assert found.rule == ("reached" if met else "out_of_range")
    strict = scoring_settings(Parameters(REGION, YEAR, {"range_proportional": "否"}))
    assert numeric(one, actual(value), one.weight, strict).score == (Decimal(10) if met else 0)


@pytest.mark.parametrize(("target", "upper"), [("10", None), ("10", "9"), ("-2", "-1")])
def test_a_range_without_two_edges_is_not_scored(target: str, upper: str | None) -> None:
    one = indicator(comparator=Comparator.RANGE, target=target, upper=upper)
    assert numeric(one, actual("0"), one.weight, DEFAULT).score is None


@pytest.mark.parametrize(("met", "score"), [(True, "10"), (False, "0")])
def test_yes_or_no(met: bool, score: str) -> None:
    found = yes_no(actual(met=met), Decimal(10))
    assert (found.score, found.met, found.rule) == (Decimal(score), met, "yes_no")
    assert yes_no(actual("1"), Decimal(10)).flags == (Flag.MISSING_ACTUAL,)
    assert yes_no(None, Decimal(10)).score is None


@pytest.mark.parametrize(
    ("value", "over"), [("129.99", False), ("130", True), ("130.01", True), ("100", False)]
)
def test_over_achievement_begins_at_the_limit_exactly(value: str, over: bool) -> None:
    found = _score(LEAST, "100", value)
    assert (Flag.OVER_ACHIEVED in found.flags) == over
    assert found.score == 10
    third = _score(LEAST, "3", str(Decimal(value) * 3 / 100))
    assert (Flag.OVER_ACHIEVED in third.flags) == over


@pytest.mark.parametrize(
    ("value", "score"),
    [("129.99", "10"), ("130", "9.00"), ("199.99", "9.00"), ("200", "7.50"), ("999", "7.50")],
)
def test_the_deduction_of_over_achievement_is_switched_on(value: str, score: str) -> None:
    found = _score(LEAST, "100", value, over_achievement_deduction="130:10;200:25")
    assert found.score == Decimal(score)
    assert (found.rule == "over_achieved") == (Decimal(score) < 10)
    assert found.met


@pytest.mark.parametrize(
    ("value", "score"),
    [("90", "10"), ("89.99", "8.00"), ("80", "8.00"), ("79.99", "5.00"), ("60", "5.00"),
     ("59.99", "0"), ("100", "10")],
)  # fmt: skip
def test_satisfaction_by_steps(value: str, score: str) -> None:
    settings = scoring_settings(Parameters(REGION, YEAR, {"satisfaction_by_steps": "是"}))
    one = indicator(target="95", level="satisfaction", unit="%")
    found = numeric(one, actual(value), one.weight, settings)
    assert (found.score, found.rule) == (Decimal(score), "satisfaction_steps")
    assert found.met == (Decimal(value) >= 95)
    by_ratio = numeric(one, actual(value), one.weight, DEFAULT)
    assert by_ratio.score == min(Decimal(10), half_up(Decimal(value) * 10 / 95, 2))


def test_satisfaction_by_steps_is_of_a_percentage_and_of_nothing_else() -> None:
    settings = scoring_settings(Parameters(REGION, YEAR, {"satisfaction_by_steps": "是"}))
    one = indicator(target="95", level="satisfaction")
    assert numeric(one, actual("950"), one.weight, settings).score is None
    output = indicator(target="95")
    assert numeric(output, actual("90"), output.weight, settings).rule == "proportion"


@pytest.mark.parametrize(("value", "score"), [("12", "6.00"), ("14.99", "0.02"), ("15", "0")])
def test_where_a_negative_indicator_reaches_zero_can_be_set(value: str, score: str) -> None:
    assert _score(MOST, "10", value, negative_zero="150").score == Decimal(score)
    assert _score(MOST, "10", value, negative_zero="100").score == 0


def test_the_sum_is_written_out_with_its_operands() -> None:
    exact = _score(LEAST, "200", "170")
    assert exact.formula == "分值10 × 实际完成值170个 ÷ 年度指标值200个 = 8.50"
    rounded = _score(LEAST, "60", "55")
    assert rounded.formula == "分值10 × 实际完成值55个 ÷ 年度指标值60个 ≈ 9.17"
    above = _score(MOST, "10", "12")
    assert above.formula == (
        "分值10 × （1 − （实际完成值12个 − 年度指标值10个）÷ 年度指标值10个） = 8.00"
    )
    assert _score(LEAST, "20", "38").formula == "实际完成值38个 > 年度指标值20个，得满分10分"
    assert _score(MOST, "10", "25").formula == "实际完成值25个 ≥ 年度指标值10个的200%，得0分"


def test_without_weight_there_is_a_result_but_no_points() -> None:
    found = _score(LEAST, "60", "55", None)
    assert (found.score, found.met, found.rule) == (None, False, "proportion")
    assert found.standing is Standing.UNWEIGHTED


@pytest.mark.parametrize(
    ("one", "value", "rate"),
    [
        (indicator(target="20"), "38", "190"),
        (indicator(target="20"), "0", "0"),
        (indicator(comparator=MOST, target="10"), "12", "120"),
        (indicator(target="0"), "3", None),
        (indicator(target="-3"), "3", None),
        (indicator(target="20"), None, None),
        (indicator(), "3", None),
        (indicator(comparator=Comparator.RANGE, target="1", upper="2"), "1", None),
        (indicator(comparator=Comparator.YES_NO), "1", None),
    ],
)
def test_completion(one: object, value: str | None, rate: str | None) -> None:
    found = completion(one, actual(value))  # type: ignore[arg-type]
    assert found == (None if rate is None else Decimal(rate))


def test_a_long_number_is_not_rounded_before_it_is_divided() -> None:
    # 4.995 goes up to 5.00; the least below it, in 39 digits, does not.
    target = "20000000000000000000"
    assert _score(LEAST, target, "9990000000000000000").score == Decimal("5.00")
    below = "9989999999999999999.99999999999999999999"
    assert _score(LEAST, target, below).score == Decimal("4.99")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("10", "10"),
        ("10.00", "10"),
        ("0.50", "0.5"),
        ("0", "0"),
        ("1E+3", "1000"),
        ("-2.10", "-2.1"),
    ],
)
def test_numbers_are_written_without_zeros_at_their_end(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@given(TARGETS, VALUES, VALUES, WEIGHTS)
def test_more_is_never_worse_for_a_positive_indicator(
    target: Decimal, one: Decimal, other: Decimal, weight: Decimal
) -> None:
    low, high = sorted((one, other))
    less = _score(LEAST, str(target), str(low), str(weight)).score
    more = _score(LEAST, str(target), str(high), str(weight)).score
    assert less is not None
    assert more is not None
    assert 0 <= less <= more <= weight


@given(TARGETS, VALUES, VALUES, WEIGHTS)
def test_more_is_never_better_for_a_negative_indicator(
    target: Decimal, one: Decimal, other: Decimal, weight: Decimal
) -> None:
    low, high = sorted((one, other))
    less = _score(MOST, str(target), str(low), str(weight)).score
    more = _score(MOST, str(target), str(high), str(weight)).score
    assert less is not None
    assert more is not None
    assert 0 <= more <= less <= weight


@given(
    st.sampled_from((LEAST, MOST, EQUAL, Comparator.RANGE)),
    st.decimals("-1e6", "1e6", places=2),
    st.decimals("0", "1e6", places=2),
    st.decimals("-1e7", "1e7", places=2),
    WEIGHTS,
)
def test_a_score_is_never_below_zero_nor_above_its_weight(
    comparator: Comparator, target: Decimal, wide: Decimal, value: Decimal, weight: Decimal
) -> None:
    one = indicator(
        comparator=comparator, target=str(target), upper=str(target + wide), weight=str(weight)
    )
    found = numeric(one, actual(str(value)), one.weight, DEFAULT)
    assert found.score is None or 0 <= found.score <= weight
    assert (found.score is None) == bool(found.reason)
    assert found.met is not True or found.score == weight
