"""A part of nothing is nothing, unless a row says otherwise or keeps its amount to itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.facts.factset import Fact, FactSet, Known, Unknown, View
from mingzhang.facts.key import Entity, FactKey, Scope, Stage
from mingzhang.facts.provenance import Row, Summed

WHOLE = Entity("d", Scope.DEPARTMENT)
UNITS = [Entity("a", Scope.UNIT), Entity("b", Scope.UNIT)]
YEAR = 2023
BUDGETS, FUNCTIONS, NATURES = ("general", "fund"), ("2010101", "2010102"), ("basic", "project")
FINE = {"budget": "capital", "economic": "30101", "nature": "project"}


def _key(dims: Mapping[str, str], entity: Entity = WHOLE) -> FactKey:
    return FactKey.of("expenditure", entity, YEAR, dims=dims)


def _view(code: str, *dims: str, complete: bool = True, by_unit: bool = False) -> View:
    return View(
        code, "expenditure", YEAR, Stage.ACTUAL, dims, (), complete, by_unit, ledger=complete
    )


def _row(view: str, n: int, amount: str | None, **dims: str) -> Fact:
    value = None if amount is None else Decimal(amount)
    return Fact(_key(dims), value, Row("支出", n, "金额"), view)


MARGIN = _view("margin", "budget", "nature")
SPENT = _row("margin", 2, "5", budget="general", nature="basic")


def test_what_no_row_lies_above_is_zero() -> None:
    facts = FactSet(WHOLE, [MARGIN], [SPENT])
    assert facts.ask(_key(FINE)) == Known(_key(FINE), Decimal(0), Summed("margin", 0))
    assert facts.rows_behind(_key(FINE)) == ()
    assert isinstance(facts.ask(_key(FINE | {"budget": "general", "nature": "basic"})), Unknown)
    assert isinstance(facts.ask(_key({"economic": "30101"})), Unknown)
    assert isinstance(facts.ask(_key({"budget": "fiscal", "economic": "30101"})), Unknown)


def test_the_rows_of_zero_are_named() -> None:
    nothing = _row("margin", 3, "0.00", budget="capital", nature="project")
    facts = FactSet(WHOLE, [MARGIN], [SPENT, nothing])
    assert facts.ask(_key(FINE)) == Known(_key(FINE), Decimal(0), Summed("margin", 1))
    assert facts.rows_behind(_key(FINE)) == (nothing,)


def test_rows_that_cancel_out_leave_their_parts_open() -> None:
    both = [
        _row("margin", 3, "7", budget="capital", nature="project"),
        _row("margin", 4, "-7", budget="capital", nature="project"),
    ]
    assert isinstance(FactSet(WHOLE, [MARGIN], both).ask(_key(FINE)), Unknown)


def test_a_row_that_another_view_has_below_leaves_it_open() -> None:
    names = _view("names", "budget", "nature", "economic", complete=False)
    listed = FINE | {"economic": "30102"}
    for amount in (None, "-3"):
        rows = [SPENT, _row("names", 3, amount, **listed)]
        assert isinstance(FactSet(WHOLE, [MARGIN, names], rows).ask(_key(FINE)), Unknown), amount
    nothing = [SPENT, _row("names", 3, "0", **listed)]
    assert isinstance(FactSet(WHOLE, [MARGIN, names], nothing).ask(_key(FINE)), Known)


def test_an_incomplete_view_knows_only_the_zero_it_states() -> None:
    stated = _view("stated", "budget", complete=False)
    zero = _row("stated", 2, "0", budget="capital")
    facts = FactSet(WHOLE, [stated], [zero])
    assert facts.ask(_key(FINE)) == Known(_key(FINE), Decimal(0), Summed("stated", 1))
    assert facts.rows_behind(_key(FINE)) == (zero,)
    assert isinstance(facts.ask(_key(FINE | {"budget": "fund"})), Unknown)


def test_a_unit_is_asked_of_the_views_by_unit_only() -> None:
    by_unit = _view("units", "budget", by_unit=True)
    rows = [replace(SPENT, key=_key({"budget": "capital"}, UNITS[0]), view="units")]
    units = FactSet(WHOLE, [by_unit], rows, ["a", "b"])
    assert isinstance(units.ask(_key(FINE, UNITS[1])), Known)
    assert isinstance(units.ask(_key(FINE, UNITS[0])), Unknown)
    assert isinstance(units.ask(_key(FINE)), Unknown)
    assert isinstance(FactSet(WHOLE, [MARGIN], [SPENT]).ask(_key(FINE, UNITS[0])), Unknown)


@given(
    st.dictionaries(
        st.tuples(*(st.sampled_from(d) for d in (BUDGETS, FUNCTIONS, NATURES))),
        st.integers(0, 3).map(Decimal),
        max_size=8,
    ),
    st.tuples(*(st.sampled_from(d) for d in (BUDGETS, FUNCTIONS, NATURES))),
)
def test_a_zero_concluded_from_margins_is_the_zero_of_the_rows(
    truth: dict[tuple[str, str, str], Decimal], asked: tuple[str, str, str]
) -> None:
    margins = [_view("one", "budget", "function"), _view("other", "function", "nature")]
    rows = []
    for n, ((budget, function, nature), amount) in enumerate(truth.items(), 2):
        rows.append(_row("one", n, str(amount), budget=budget, function=function))
        rows.append(_row("other", n, str(amount), function=function, nature=nature))
    key = _key(dict(zip(("budget", "function", "nature"), asked, strict=True)))
    found = FactSet(WHOLE, margins, rows).ask(key)
    if isinstance(found, Known):
        assert found.value == truth.get(asked, Decimal(0)) == 0
    else:
        assert any(amount for cell, amount in truth.items() if cell[:2] == asked[:2])
        assert any(amount for cell, amount in truth.items() if cell[1:] == asked[1:])
