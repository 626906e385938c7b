"""The sums: their values, what encloses them, and what one operand would have to be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mingzhang.domain.checks.boxes import Box
from mingzhang.domain.checks.formulas import (
    Growth,
    GrowthFrom,
    ImpliedPrevious,
    PartOfSum,
    Product,
    Ratio,
    RollUp,
    RollUpSum,
    Same,
    Scaled,
    Sum,
    WeightedRate,
)
from mingzhang.domain.checks.model import Formula

D = Decimal


@dataclass(frozen=True)
class Case:
    """A formula and what sort of operand stands at each place."""

    formula: Formula
    sorts: str  # a amount, s signed amount, r rate, g growth


CASES = [
    Case(Same(), "a"),
    Case(Sum((1, 1, -1, 1)), "ssas"),
    Case(Scaled(D("0.15")), "a"),
    Case(Product(), "ara"),
    Case(Ratio(), "aa"),
    Case(Ratio(), "sa"),
    Case(PartOfSum(), "aaa"),
    Case(Growth(), "sa"),
    Case(GrowthFrom(), "aa"),
    Case(WeightedRate(), "rarara"),
    Case(RollUp(2), "aarar"),
    Case(RollUpSum(), "ararar"),
    Case(ImpliedPrevious(), "aagag"),
]
NAMED = [f"{type(case.formula).__name__}-{case.sorts}" for case in CASES]
SORTS: dict[str, st.SearchStrategy[Decimal]] = {
    "a": st.decimals("0.01", "99999.99", places=2),
    "s": st.decimals("-9999.99", "9999.99", places=2),
    "r": st.decimals("0.0100", "1.5000", places=4),
    "g": st.decimals("-0.9000", "3.0000", places=4),
}
ANY = pytest.mark.parametrize("case", CASES, ids=NAMED)


def _operands(data: st.DataObject, case: Case) -> list[Decimal]:
    return [data.draw(SORTS[sort]) for sort in case.sorts]


def _close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= D("1e-15") * max(abs(one), abs(other), D(1))


@ANY
@given(data=st.data())
def test_a_solution_gives_the_stated_figure_again(case: Case, data: st.DataObject) -> None:
    xs = _operands(data, case)
    at = data.draw(st.integers(0, len(xs) - 1))
    stated = case.formula.value(xs)
    assume(stated is not None)
    assert stated is not None
    found = case.formula.solve(at, xs, stated)
    # Where any operand would do (0 = 0 · x) there is no solution to give.
    assume(found is not None)
    assert found is not None
    again = case.formula.value([*xs[:at], found, *xs[at + 1 :]])
    assert again is not None
    assert _close(again, stated)


@ANY
@given(data=st.data())
def test_bounds_enclose_every_value_in_the_boxes(case: Case, data: st.DataObject) -> None:
    xs = _operands(data, case)
    boxes: list[Box] = []
    inside: list[Decimal] = []
    for x in xs:
        half = data.draw(st.sampled_from([D(0), D("0.00005"), D("0.005"), D("0.5")]))
        boxes.append((x - half, x + half))
        part = data.draw(st.integers(-1000, 1000))
        inside.append(x + half * part / 1000)
    bounds = case.formula.bounds(boxes)
    assume(bounds is not None)
    assert bounds is not None
    value = case.formula.value(inside)
    assert value is not None
    assert bounds[0] <= value <= bounds[1]


@ANY
@given(data=st.data())
def test_bounds_are_reached(case: Case, data: st.DataObject) -> None:
    """An enclosure that is too wide would forgive mistakes: corners come as near as they can."""
    xs = _operands(data, case)
    boxes = [(x * D("0.999"), x * D("1.001")) if x > 0 else (x, x) for x in xs]
    bounds = case.formula.bounds(boxes)
    assume(bounds is not None)
    assert bounds is not None
    corners = _at_corners(case.formula, boxes)
    assert _close(min(corners), bounds[0])
    assert _close(max(corners), bounds[1])


def _at_corners(formula: Formula, boxes: Sequence[Box]) -> list[Decimal]:
    corners: list[list[Decimal]] = [[]]
    for box in boxes:
        corners = [[*corner, end] for corner in corners for end in box]
    return [value for xs in corners if (value := formula.value(xs)) is not None]


ZERO_BASES: list[tuple[Formula, str]] = [
    (Ratio(), "3 0"),
    (Growth(), "21.26 21.26"),
    (GrowthFrom(), "3 0"),
    (PartOfSum(), "0 0"),
    (RollUp(1), "5 5 0"),
    (RollUpSum(), "5 0"),
    (WeightedRate(), "0.5 0"),
    (ImpliedPrevious(), "5 5 -1"),
]


@pytest.mark.parametrize(("formula", "operands"), ZERO_BASES)
def test_a_zero_base_gives_no_value(formula: Formula, operands: str) -> None:
    xs = [D(x) for x in operands.split()]
    assert formula.value(xs) is None
    assert formula.bounds([(x - 1, x + 1) for x in xs]) is None


VALUES: list[tuple[Formula, str, str]] = [
    (Sum((1, 1, 1)), "21.26 1.05 -14.19", "8.12"),
    (Sum((1, -1)), "5 7", "-2"),
    (Ratio(), "7 38", "0.1842"),
    (Growth(), "-14.19 82", "-0.1475"),
    (Growth(), "3.48 24.36", "0.1667"),
    (GrowthFrom(), "82 96.19", "-0.1475"),
    (PartOfSum(), "509.28 386.17", "0.5687"),
    (RollUp(3), "509.28 196.31 0.939 259.18 0.81 53.79 1", "0.8738"),
    (RollUpSum(), "196.31 0.939 259.18 0.81 53.79 1", "0.8738"),
    (WeightedRate(), "0.999 1237.29 1 96", "0.9991"),
    (ImpliedPrevious(), "86.48 4.48 0.3061 82 -0.1475", "-0.1319"),
    (Product(), "15902 45", "715590"),
    (Scaled(D("0.5")), "16", "8"),
]


@pytest.mark.parametrize(("formula", "operands", "value"), VALUES)
def test_values(formula: Formula, operands: str, value: str) -> None:
    found = formula.value([D(x) for x in operands.split()])
    assert found is not None
    assert round(found, 4) == D(value)


WRITTEN: list[tuple[Formula, str, str]] = [
    (Same(), "12.3", "12.3"),
    (Sum((1, 1, 1)), "21.26 1.05 −14.19", "21.26 + 1.05 − 14.19"),
    (Sum((1, -1)), "5 −7", "5 + 7"),
    (Sum((-1, 1)), "5 7", "−5 + 7"),
    (Ratio(), "3400 482843", "3400 ÷ 482843"),
    (Growth(), "−14.19 82", "14.19 ÷ (82 + 14.19)"),
    (Growth(), "3.48 24.36", "3.48 ÷ (24.36 − 3.48)"),
    (GrowthFrom(), "82 96.19", "(82 − 96.19) ÷ 96.19"),
    (PartOfSum(), "5 7", "5 ÷ (5 + 7)"),
    (RollUp(2), "9 4 80% 5 90%", "9 ÷ (4 ÷ 80% + 5 ÷ 90%)"),
    (RollUpSum(), "4 80% 5 90%", "(4 + 5) ÷ (4 ÷ 80% + 5 ÷ 90%)"),
    (WeightedRate(), "80% 4 90% 5", "(80% × 4 + 90% × 5) ÷ (4 + 5)"),
    (ImpliedPrevious(), "9 4 8% 5 −9%", "9 ÷ (4 ÷ (1 + 8%) + 5 ÷ (1 − 9%)) − 1"),
    (Product(), "15902 45", "15902 × 45"),
    (Scaled(D("0.5")), "−16", "(−16) × 0.5"),
]


@pytest.mark.parametrize(("formula", "operands", "text"), WRITTEN)
def test_sums_are_written_as_people_write_them(formula: Formula, operands: str, text: str) -> None:
    assert formula.written(operands.split()) == text


@pytest.mark.parametrize("made", [lambda: RollUp(2).value([D(1)] * 4)])
def test_a_roll_up_of_another_number_of_parts_is_refused(made: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="2 parts"):
        made()
