"""A figure is covered if a change of it would be reported."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.checks.coverage import Covered, coverage
from mingzhang.domain.checks.findings import findings
from mingzhang.domain.checks.formulas import Growth, Ratio, Same, Sum
from mingzhang.domain.checks.judge import judge_all
from mingzhang.domain.checks.model import (
    Bound,
    Certainty,
    Observation,
    Relation,
    Severity,
)
from mingzhang.kernel.rounding import half_up
from tests.unit.domain.checks.figures import Report

D = Decimal


def _coverage(report: Report, relations: list[Relation]) -> list[Covered]:
    return coverage(report.figures, relations, judge_all(relations))


def _grades(report: Report, relations: list[Relation]) -> list[tuple[int, str]]:
    return [(each.relations, each.reason) for each in _coverage(report, relations)]


def _total(whole: Observation, *parts: Observation) -> Relation:
    return Relation("parts.sum", whole, Sum((1,) * len(parts)), parts)


def test_figures_count_the_relations_that_examine_them() -> None:
    report = Report()
    whole, one, other = report("100.00万元"), report("40.00万元"), report("60.00万元")
    share = report("40.00%")
    report("3.00万元")
    relations = [_total(whole, one, other), Relation("share.of", share, Ratio(), (one, whole))]
    assert _grades(report, relations) == [
        (2, ""),
        (2, ""),
        (1, ""),
        (1, ""),
        (0, "无其他数字可核对"),
    ]


HINT = "有关的数不一定相等"


@pytest.mark.parametrize(
    ("certainty", "slip_only", "figure", "expected"),
    [
        (Certainty.CERTAIN, False, "12.50万元", (1, "")),
        (Certainty.LIKELY, False, "12.50万元", (1, "")),
        (Certainty.POSSIBLE, False, "12.50万元", (0, HINT)),
        # In long figures a slip of the pen would be recognised.
        (Certainty.POSSIBLE, False, "12345.50万元", (1, "")),
        (Certainty.LIKELY, True, "12345.50万元", (1, "")),
        (Certainty.LIKELY, True, "0.50万元", (0, HINT)),
    ],
)
def test_what_would_be_a_hint_does_not_cover(
    certainty: Certainty, slip_only: bool, figure: str, expected: tuple[int, str]
) -> None:
    report = Report()
    one, other = report(figure), report(figure)
    relation = Relation(
        "restate.same", one, Same(), (other,), certainty=certainty, slip_only=slip_only
    )
    assert _grades(report, [relation]) == [expected, expected]


def test_a_zero_base_covers_nothing() -> None:
    report = Report()
    change, now, rate = report("5.00万元", direction=1), report("5.00万元"), report("100%")
    relation = Relation("change.rate", rate, Growth(), (change, now))
    assert _grades(report, [relation]) == [(0, "基数为零，无从计算")] * 3


def test_a_small_part_of_a_long_sum_is_not_covered() -> None:
    report = Report()
    parts = [report("100.00万元") for _ in range(12)]
    small = report("0.05万元")
    whole = report("1200.05万元")
    grades = _grades(report, [_total(whole, *parts, small)])
    assert grades[12] == (0, "有关的算式太粗，错一点看不出")
    assert grades[0] == grades[13] == (1, "")


def test_a_figure_beside_one_whose_zeros_were_dropped_is_covered() -> None:
    report = Report()
    whole, one, other = report("82万元", presumed=2), report("81.32万元"), report("0.68万元")
    assert _grades(report, [_total(whole, one, other)]) == [(1, ""), (1, ""), (1, "")]


def test_an_approximate_figure_says_so() -> None:
    report = Report()
    about, exact = report("50个", bound=Bound.ABOUT), report("48个")
    relation = Relation("restate.same", exact, Same(), (about,))
    assert _coverage(report, [relation])[0].reason == "只作约数"


def test_a_comparison_covers_what_lies_near_its_limit() -> None:
    report = Report()
    near, far, limit = report("44.00万元"), report("4.00万元"), report("45.25万元")
    relations = [
        Relation("parts.bound", near, Same(), (limit,), op="≤"),
        Relation("parts.bound", far, Same(), (limit,), op="≤"),
    ]
    assert [each.relations for each in _coverage(report, relations)] == [1, 0, 1]


def test_a_violated_relation_examines_its_figures() -> None:
    report = Report()
    assert _grades(report, [_total(report("12人"), report("5人"), report("6人"))]) == [(1, "")] * 3


AMOUNT = st.integers(10**5, 10**10)


@given(st.lists(AMOUNT, min_size=2, max_size=8), st.data())
def test_a_change_of_a_covered_figure_is_reported(parts: list[int], data: st.DataObject) -> None:
    """The promise: a tenth, up or down, of a covered figure is a warning or an error."""
    report = Report()
    whole = sum(parts)
    total = report(f"{half_up(D(whole) / 10000, 2):f}万元")
    relations = []
    figures = []
    for part in parts:
        figures.append(report(f"{half_up(D(part) / 10000, 2):f}万元"))
        share = report(f"{half_up(D(part) / whole * 100, 2):f}%")
        relations.append(Relation("share.of", share, Ratio(), (figures[-1], total)))
    relations.append(_total(total, *figures))
    covered = {each.number for each in _coverage(report, relations) if each.relations}
    victim = data.draw(st.sampled_from(report.figures))
    step = max(victim.value / 10, D("0.03"))
    changes = [half_up(victim.value + sign * step, 2) for sign in (1, -1)]
    reported = [_is_reported(relations, victim, value) for value in changes]
    assert any(reported) == (victim.number in covered)


def _is_reported(relations: list[Relation], old: Observation, value: Decimal) -> bool:
    new = replace(old, value=value)
    changed = [
        replace(
            relation,
            stated=new if relation.stated is old else relation.stated,
            operands=tuple(new if x is old else x for x in relation.operands),
        )
        for relation in relations
    ]
    found = findings(changed, judge_all(changed))
    return any(each.severity >= Severity.WARNING for each in found)
