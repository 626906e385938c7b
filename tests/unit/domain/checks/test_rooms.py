"""Which values of a figure a relation allows is what judging those values says."""

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mingzhang.domain.checks.formulas import Growth, Ratio, RollUp, Same, Sum
from mingzhang.domain.checks.judge import Judge
from mingzhang.domain.checks.model import Formula, Observation, Relation
from mingzhang.domain.checks.repairs import chance
from mingzhang.domain.checks.rooms import ANYWHERE, room
from tests.unit.domain.checks.figures import Report

D = Decimal
FORMULAS: list[tuple[Formula, str]] = [
    (Sum((1, -1, 1)), "aaa"),
    (Same(), "a"),
    (Ratio(), "aa"),
    (Growth(), "aa"),
    (RollUp(2), "aarar"),
]
AMOUNT = st.decimals("1.00", "9999.99", places=2)
RATE = st.decimals("10.00", "100.00", places=2)


def _printed(report: Report, sort: str, value: Decimal) -> Observation:
    return report(f"{value}{'%' if sort == 'r' else '万元'}")


@pytest.mark.parametrize(("formula", "sorts"), FORMULAS)
@given(data=st.data())
def test_the_ends_of_the_room_divide_what_is_violated(
    formula: Formula, sorts: str, data: st.DataObject
) -> None:
    report = Report()
    drawn = [data.draw(RATE if sort == "r" else AMOUNT) for sort in sorts]
    operands = tuple(_printed(report, *each) for each in zip(sorts, drawn, strict=True))
    amounts = isinstance(formula, Sum | Same)
    result = "a" if amounts else "r"
    stated = _printed(report, result, data.draw(AMOUNT if amounts else RATE))
    relation = Relation("parts.sum", stated, formula, operands)
    x = data.draw(st.sampled_from(report.figures))
    one = Judge()
    box = room(one, relation, x)
    assert box is not None
    assume(box != ANYWHERE)
    low, high = (end / x.scale for end in box)
    # A value in the middle of nothing, or below nought, says nothing of what is printed.
    first = low.quantize(D("0.01"), rounding=ROUND_CEILING)
    last = high.quantize(D("0.01"), rounding=ROUND_FLOOR)
    assume(D("0.1") < first <= last < 10**7)
    step = D("0.01")
    if amounts or x is stated:
        assert not one.judge(relation, {x: first}).violated
        assert not one.judge(relation, {x: last}).violated
    assert not one.judge(relation, {x: (first + last) / 2}).violated
    assert one.judge(relation, {x: last + 2 * step}).violated
    assert one.judge(relation, {x: first - 2 * step}).violated


@pytest.mark.parametrize(
    ("op", "of_stated", "of_operand"),
    [
        ("≤", ("-Infinity", "50.01"), ("59.99", "Infinity")),
        ("≥", ("49.99", "Infinity"), ("-Infinity", "60.01")),
    ],
)
def test_a_comparison_leaves_half_a_line(
    op: str, of_stated: tuple[str, str], of_operand: tuple[str, str]
) -> None:
    report = Report()
    stated, limit = report("60.00"), report("50.00")
    relation = Relation("parts.bound", stated, Same(), (limit,), op=op)
    assert room(Judge(), relation, stated) == tuple(D(end) for end in of_stated)
    assert room(Judge(), relation, limit) == tuple(D(end) for end in of_operand)


def test_a_stranger_has_no_room() -> None:
    report = Report()
    relation = Relation("restate.same", report("5.00"), Same(), (report("5.00"),))
    assert room(Judge(), relation, report("5.00")) is None


def test_printed_places_give_more_room() -> None:
    report = Report()
    whole, part = report("82万元", presumed=2), report("82.00万元")
    relation = Relation("restate.same", whole, Same(), (part,))
    narrow, wide = room(Judge(), relation, part), room(Judge(), relation, part, wide=True)
    assert narrow == (D(819900), D(820100))
    assert wide == (D(814950), D(825050))


def test_long_figures_are_rarely_a_slip_apart_by_chance() -> None:
    report = Report()
    short = Relation("restate.same", report("12.34万元"), Same(), (report("56.78万元"),))
    long = Relation("restate.same", report("12345.67万元"), Same(), (report("76543.21万元"),))
    exact = replace(long, stated=report("12345.67元"), operands=(report("76543.21元"),))
    found = [chance(Judge(), each) for each in (short, long, exact)]
    assert found[0] > D("0.01") > found[1] > found[2] > 0
    comparison = replace(long, op="≤")
    assert chance(Judge(), comparison) == 1
