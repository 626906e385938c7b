"""A relation is violated only if nothing that rounds to the printed figures satisfies it."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mingzhang.domain.checks.formulas import Growth, Ratio, RollUp, Same, Sum
from mingzhang.domain.checks.judge import Judgement, Verdict, judge, judge_all
from mingzhang.domain.checks.model import Bound, Formula, Observation, Operand, Relation
from mingzhang.kernel.rounding import half_up
from tests.unit.domain.checks.figures import Report

D = Decimal


def _sum(total: str, *parts: str, presumed: int | None = None) -> Judgement:
    report = Report()
    stated = report(total, presumed=presumed)
    operands = tuple(report(part, presumed=presumed) for part in parts)
    return judge(Relation("parts.sum", stated, Sum((1,) * len(parts)), operands))


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [
        ("12.34万元", ["10.00万元", "2.34万元"], Verdict.HELD),
        ("12.35万元", ["10.00万元", "2.34万元"], Verdict.ROUNDING),
        # Three halves of a cent are allowed to both sides, not four.
        ("12.36万元", ["10.00万元", "2.34万元"], Verdict.VIOLATED),
        ("12.32万元", ["10.00万元", "2.34万元"], Verdict.VIOLATED),
        # The end itself counts as inside.
        ("12.36万元", ["8.00万元", "2.00万元", "2.34万元"], Verdict.ROUNDING),
        ("46人", ["35人", "10人", "1人"], Verdict.HELD),
        ("46人", ["35人", "10人", "2人"], Verdict.VIOLATED),
        # Money by the fen is exact, whatever the unit.
        ("12.35元", ["10.00元", "2.34元"], Verdict.VIOLATED),
        ("12.340001万元", ["10.000000万元", "2.340000万元"], Verdict.VIOLATED),
        ("12.35", ["10.00", "2.34"], Verdict.ROUNDING),
        ("13", ["10", "2"], Verdict.VIOLATED),
        # Units are converted.
        ("1.23亿元", ["12000.00万元", "345.67万元"], Verdict.HELD),
        ("1.24亿元", ["12000.00万元", "345.67万元"], Verdict.VIOLATED),
    ],
)
def test_sums(total: str, parts: list[str], verdict: Verdict) -> None:
    assert _sum(total, *parts).verdict is verdict


@pytest.mark.parametrize(
    ("total", "parts", "presumed", "only"),
    [
        # 82 among figures with two decimals is 82.00; by its own print it may be 82.4.
        ("82万元", ["81.32万元", "0.98万元"], 2, True),
        ("82万元", ["81.32万元", "1.98万元"], 2, False),
        # Whole yuan are taken as exact first.
        ("13元", ["10元", "2元"], 0, True),
        ("15元", ["10元", "2元"], 0, False),
    ],
)
def test_what_printed_places_explain_is_marked(
    total: str, parts: list[str], presumed: int, only: bool
) -> None:
    found = _sum(total, *parts, presumed=presumed)
    assert found.verdict is Verdict.VIOLATED
    assert found.presumed_only is only


def _rate(text: str, formula: Formula, *operands: Observation | str, sign: int = 0) -> Judgement:
    report = Report()
    given = tuple(report(x) if isinstance(x, str) else x for x in operands)
    return judge(Relation("share.of", report(text, direction=sign), formula, given))


def test_a_rate_that_no_rounding_explains() -> None:
    # Seed E003-2.
    found = _rate("0.71%", Ratio(), "3400元", "482843元")
    assert found.verdict is Verdict.VIOLATED
    assert not found.presumed_only
    assert half_up((found.expected or D(0)) * 100, 2) == D("0.70")
    assert found.tolerance == D("0.00005")
    assert _rate("0.70%", Ratio(), "3400元", "482843元").verdict is Verdict.HELD


def test_a_decrease_is_signed() -> None:
    # Seed E003-1: 14.19 ÷ (82 + 14.19).
    report = Report()
    change, current = report("14.19万元", direction=-1), report("82.00万元")
    found = _rate("15.07%", Growth(), change, current, sign=-1)
    assert found.verdict is Verdict.VIOLATED
    assert round(found.expected or D(0), 4) == D("-0.1475")
    assert _rate("14.75%", Growth(), change, current, sign=-1).verdict is Verdict.HELD
    assert _rate("14.75%", Growth(), change, current, sign=1).verdict is Verdict.VIOLATED


def test_completion_rates_of_parts_and_whole() -> None:
    # Seed E004-2.
    parts = ("509.28万元", "196.31万元", "93.9%", "259.18万元", "81%", "53.79万元", "100%")
    found = _rate("56.87%", RollUp(3), *parts)
    assert found.verdict is Verdict.VIOLATED
    assert not found.presumed_only
    assert _rate("87.4%", RollUp(3), *parts).verdict is Verdict.HELD


def test_a_zero_base_is_undefined() -> None:
    found = _rate("100%", Growth(), "21.26万元", "21.26万元", sign=1)
    assert found.verdict is Verdict.UNDEFINED
    assert (found.expected, found.difference, found.tolerance) == (None, None, None)


def test_a_base_that_may_be_zero_forbids_nothing() -> None:
    found = _rate("50%", Ratio(), "0.01万元", "0.00万元")
    assert found.verdict is Verdict.UNDEFINED
    assert _rate("50%", Ratio(), "1万元", "0.3万元").verdict is Verdict.VIOLATED
    assert _rate("50%", Ratio(), "1万元", "0万元").verdict is Verdict.UNDEFINED
    # 0.4 may print as 0, so 1 ÷ 0.004 cannot be ruled out.
    report = Report()
    loose = report("0.004", presumed=3)
    found = judge(Relation("share.of", report("50%"), Ratio(), (report("1.0"), loose)))
    assert found.verdict is Verdict.VIOLATED


def test_an_average_is_rounded_to_whole_yuan() -> None:
    # 45593.33 yuan each; the total is exact to the fen.
    assert _rate("45593元", Ratio(), "2051700.00元", "45人").verdict is Verdict.HELD
    assert _rate("45594元", Ratio(), "2051700.00元", "45人").verdict is Verdict.VIOLATED


@pytest.mark.parametrize(
    ("growth", "change", "current", "edge"),
    [
        # Seed 004-145: 16.67 by the print, 16.64 stated; every figure would have to lean one way.
        ("16.64%", "3.48万元", "24.36万元", True),
        ("16.66%", "3.48万元", "24.36万元", False),
    ],
)
def test_a_rounding_that_uses_nearly_all_is_marked(
    growth: str, change: str, current: str, edge: bool
) -> None:
    found = _rate(growth, Growth(), change, current)
    assert found.verdict is Verdict.ROUNDING
    assert found.edge is edge


def test_shares_add_up_to_a_constant() -> None:
    report = Report()
    shares = tuple(report(x) for x in ("18.4%", "36.8%", "44.7%"))
    assert judge(Relation("share.sum", D(1), Sum((1, 1, 1)), shares)).verdict is Verdict.ROUNDING
    wrong = (*shares[:2], report("44.2%"))
    found = judge(Relation("share.sum", D(1), Sum((1, 1, 1)), wrong))
    assert found.verdict is Verdict.VIOLATED
    assert found.expected == D("0.994")


def test_weights_were_never_rounded() -> None:
    report = Report()
    weights = tuple(report(x) for x in ("40%", "40%", "10%", "11%"))
    assert judge(Relation("weight.sum", D(1), Sum((1,) * 4), weights)).violated
    # As shares the same figures could be rounded.
    assert not judge(Relation("share.sum", D(1), Sum((1,) * 4), weights)).violated


@pytest.mark.parametrize(
    ("stated", "op", "other", "verdict"),
    [
        ("45.25万元", "≤", "45.25万元", Verdict.HELD),
        ("45.26万元", "≤", "45.25万元", Verdict.ROUNDING),
        ("47.20万元", "≤", "45.25万元", Verdict.VIOLATED),
        ("93%", "≥", "93%", Verdict.HELD),
        ("12人", "≤", "11人", Verdict.VIOLATED),
        ("12人", "<", "12人", Verdict.VIOLATED),
        ("12.00万元", "<", "12.00万元", Verdict.ROUNDING),
        ("12人", ">", "11人", Verdict.HELD),
        ("11人", ">", "11人", Verdict.VIOLATED),
        ("11人", "≥", "12人", Verdict.VIOLATED),
    ],
)
def test_comparisons(stated: str, op: str, other: str, verdict: Verdict) -> None:
    report = Report()
    relation = Relation("parts.bound", report(stated), Same(), (report(other),), op=op)
    assert judge(relation).verdict is verdict


@pytest.mark.parametrize(
    ("total", "part", "bound", "verdict"),
    [
        ("37个", "40个", Bound.ABOUT, Verdict.ROUNDING),
        ("30个", "40个", Bound.ABOUT, Verdict.VIOLATED),
        ("24个", "20个", Bound.AT_LEAST, Verdict.ROUNDING),
        ("18个", "20个", Bound.AT_LEAST, Verdict.VIOLATED),
        ("18个", "20个", Bound.AT_MOST, Verdict.ROUNDING),
        ("21个", "20个", Bound.AT_MOST, Verdict.VIOLATED),
    ],
)
def test_vague_figures_are_soft(total: str, part: str, bound: Bound, verdict: Verdict) -> None:
    report = Report()
    found = judge(Relation("restate.same", report(total), Same(), (report(part, bound=bound),)))
    assert found.verdict is verdict
    assert found.soft


def test_a_target_is_sharp_in_a_comparison() -> None:
    report = Report()
    target = report("95%", bound=Bound.AT_LEAST)
    found = judge(Relation("target.met", report("93%"), Same(), (target,), op="≥"))
    assert found.violated
    assert not found.soft


def test_another_reading_that_holds_excuses() -> None:
    report = Report()
    stated = report("50.00%")
    part, near, far = report("5.00万元"), report("12.00万元"), report("10.00万元")
    other = Relation("share.of", stated, Ratio(), (part, far))
    relation = Relation("share.of", stated, Ratio(), (part, near), otherwise=(other,))
    found = judge(relation)
    assert found.verdict is Verdict.HELD
    assert (found.relation, found.reading) == (relation, other)
    neither = Relation("share.of", report("60.00%"), Ratio(), (part, near), otherwise=(other,))
    assert judge(neither).verdict is Verdict.HELD  # the other reading brings its own figures
    alone = Relation("share.of", report("60.00%"), Ratio(), (part, near))
    assert judge(alone).violated


def test_all_relations_are_judged_in_order() -> None:
    report = Report()
    one, other = report("5人"), report("6人")
    relations = [
        Relation("restate.same", one, Same(), (other,)),
        Relation("restate.same", one, Same(), (one,)),
    ]
    assert [each.verdict for each in judge_all(relations)] == [Verdict.VIOLATED, Verdict.HELD]


YUAN = st.decimals("0.01", "99999999.99", places=2)


def _print(report: Report, yuan: Decimal, presumed: int = 2) -> Observation:
    """Print yuan as 万元, the zeros at the end dropped as people do."""
    value = half_up(yuan / 10000, presumed).normalize()
    text = f"{value:f}"
    return report(f"{text}万元", presumed=presumed)


def _print_rate(report: Report, value: Decimal, places: int) -> Observation:
    return report(f"{half_up(value * 100, places):f}%")


@given(st.lists(YUAN, min_size=2, max_size=12), st.integers(1, 2))
def test_rounded_truth_is_never_violated(parts: list[Decimal], places: int) -> None:
    report = Report()
    whole = sum(parts, D(0))
    total, printed = _print(report, whole), [_print(report, part) for part in parts]
    relations = [Relation("parts.sum", total, Sum((1,) * len(parts)), tuple(printed))]
    for part, figure in zip(parts, printed, strict=True):
        share = _print_rate(report, part / whole, places)
        relations.append(Relation("share.of", share, Ratio(), (figure, total)))
    shares = tuple(each.stated for each in relations[1:])
    relations.append(Relation("share.sum", D(1), Sum((1,) * len(shares)), shares))
    assert not [each for each in judge_all(relations) if each.violated]


@given(YUAN, YUAN, st.integers(0, 2))
def test_rounded_growth_is_never_violated(now: Decimal, last: Decimal, places: int) -> None:
    report = Report()
    change = now - last
    sign = -1 if change < 0 else 1
    amount = half_up(abs(change) / 10000, 2)
    growth = half_up(abs(change / last) * 100, places)
    operands: tuple[Operand, ...] = (
        report(f"{amount:f}万元", direction=sign),
        report(f"{half_up(now / 10000, 2):f}万元"),
    )
    rate = report(f"{growth:f}%", direction=sign)
    assert not judge(Relation("change.rate", rate, Growth(), operands)).violated


@given(st.lists(YUAN, min_size=2, max_size=12), st.integers(1, 10**6), st.sampled_from([1, -1]))
def test_a_figure_moved_beyond_the_tolerance_is_always_violated(
    parts: list[Decimal], beyond: int, sign: int
) -> None:
    report = Report()
    whole = half_up(sum(parts, D(0)) / 10000, 2)
    # What rounding may hide: half a cent of each part and of the sum, and what it hides already.
    units = len(parts) + 1 + beyond
    moved = whole + D(units * sign).scaleb(-2)
    assume(moved > 0)
    total = report(f"{moved:f}万元")
    printed = tuple(_print(report, part) for part in parts)
    relation = Relation("parts.sum", total, Sum((1,) * len(parts)), printed)
    found = judge(relation)
    assert found.violated
    assert abs(found.difference or D(0)) > (found.tolerance or D(0))
