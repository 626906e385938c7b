"""The invented example is complete, balances to the fen, and is what its generator writes."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

import pytest

from mingzhang.domain.book.sheets import (
    CarryOverRow,
    EliminationRow,
    ExpenditureRow,
    ProjectRow,
    UnitRow,
)
from mingzhang.domain.figures import Figures
from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.identities import Verdict, judge
from mingzhang.domain.statements.load import statement_set
from mingzhang.facts.key import Entity, FactKey, Scope, Stage
from mingzhang.rulebook.classification import economic
from mingzhang.rulebook.concepts import dimension
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import ImportedBook, import_book
from tools.make_demo import FOLDER, files, main

UNITS = ("", "U01", "U02", "U03", "U04", "U05")
FISCAL = ("general", "fund", "capital")
ZERO = Decimal(0)


@cache
def _book() -> ImportedBook:
    return import_book(FOLDER)


@cache
def _figures() -> Figures:
    return Figures(_book().facts)


def _entity(unit: str) -> Entity:
    return Entity(unit, Scope.UNIT) if unit else _book().book.whole


def _value(
    concept: str,
    unit: str = "",
    dims: Mapping[str, str] | None = None,
    *,
    stage: Stage = Stage.ACTUAL,
    year: int = 2024,
) -> Decimal:
    value = _figures().value(FactKey.of(concept, _entity(unit), year, stage, dims))
    assert value is not None, (concept, unit, stage, year, dims)
    return value


def test_the_files_are_what_the_generator_writes(capsys: pytest.CaptureFixture[str]) -> None:
    assert files() == files()
    assert main(["--check"]) == 0, capsys.readouterr().out
    rows = sum(data.count(b"\n") - 1 for data in files().values())
    assert rows <= 1600


def test_every_economic_division_occurs_with_an_amount() -> None:
    divisions = [code for code in economic(2024).codes() if len(code) == 5]
    assert len(divisions) > 90
    assert [c for c in divisions if _value("expenditure", "", {"economic": c}) <= 0] == []


@pytest.mark.parametrize("dim", ["budget", "nature"])
def test_every_kind_of_spending_occurs(dim: str) -> None:
    for value in dimension(dim).values:
        assert _value("expenditure", "", {dim: value}) > 0, value


def test_every_source_of_revenue_occurs_beside_what_units_paid_each_other() -> None:
    for value in dimension("source").values:
        assert _value("revenue", "", {"source": value}) > 0, value


def test_units_projects_and_eliminations_are_of_every_kind() -> None:
    book = _book().book
    kinds = {u.kind for u in book.rows(UnitRow)}
    assert {"agency", "participating", "public_1", "public_2"} == kinds
    projects = book.rows(ProjectRow)
    assert {p.kind for p in projects} == {"recurrent", "one_off"}
    assert len(projects) >= 10
    assert len({p.unit for p in projects}) >= 3
    assert {e.kind for e in book.rows(EliminationRow)} == {"grant", "remittance"}
    classes = {str(row.function)[:3] for row in book.rows(ExpenditureRow)}
    assert len(classes) >= 8


def test_amounts_are_to_the_fen() -> None:
    amounts = [row.amount for row in _book().book.rows(ExpenditureRow) if row.amount]
    uneven = [a for a in amounts if a != a.to_integral_value()]
    assert len(uneven) > 0.9 * len(amounts)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("budget", ["", "fiscal", *FISCAL])
def test_both_sides_have_one_total(unit: str, budget: str) -> None:
    dims = {"budget": budget} if budget else {}
    assert _value("total_in", unit, dims) == _value("total_out", unit, dims)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("budget", FISCAL)
def test_the_ledger_is_the_spending_and_the_revenue(unit: str, budget: str) -> None:
    dims = {"budget": budget}
    assert _value("treasury_spent", unit, dims) == _value("expenditure", unit, dims)
    issued = _value("treasury_issued", unit, dims) - _value("treasury_cut", unit, dims)
    net = issued - _value("treasury_recovered", unit, dims)
    assert net == _value("revenue", unit, {"source": budget})
    assert _value("treasury_receivable", unit, dims) == _value("carry_out", unit, dims)


def test_treasury_sums_are_known_although_other_money_has_none() -> None:
    assert _value("treasury_issued") == sum(
        (r.treasury_issued or ZERO for r in _book().book.rows(CarryOverRow)), ZERO
    )


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("budget", FISCAL)
def test_the_adjusted_budget_follows_from_its_ledger(unit: str, budget: str) -> None:
    for concept, dims in (("expenditure", {"budget": budget}), ("revenue", {"source": budget})):
        adjusted = _value(concept, unit, dims, stage=Stage.ADJUSTED)
        initial = _value(concept, unit, dims, stage=Stage.INITIAL)
        assert adjusted == initial + _value(concept, unit, dims, stage=Stage.ADJUSTMENT)
    own = {"budget": budget}
    spending = _value("expenditure", unit, own, stage=Stage.ADJUSTED)
    assert spending == _value("expenditure", unit, own) + _value("carry_out", unit, own)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    ("item", "codes"),
    [
        ("overseas", ["30212"]),
        ("vehicle_purchase", ["30913", "31013"]),
        ("vehicle_running", ["30231"]),
        ("reception", ["30217"]),
    ],
)
def test_three_public_lines_are_the_economic_items(unit: str, item: str, codes: list[str]) -> None:
    parts = (_value("expenditure", unit, {"budget": "fiscal", "economic": c}) for c in codes)
    assert _value("three_public", unit, {"item": item}) == sum(parts, ZERO)
    assert _value("three_public", unit, stage=Stage.ADJUSTED) >= _value("three_public", unit)


def test_agency_running_costs_are_those_of_agencies() -> None:
    basic = {"budget": "general", "nature": "basic", "economic": "public_use"}
    agencies = [u.code for u in _book().book.rows(UnitRow) if u.kind in ("agency", "participating")]
    assert len(agencies) < len(_book().book.rows(UnitRow))
    running = sum((_value("expenditure", u, basic) for u in agencies), ZERO)
    assert _value("agency_running_costs") == running < _value("expenditure", "", basic)


def test_last_year_carried_out_what_this_year_brought_in() -> None:
    for budget in (*FISCAL, "non_fiscal"):
        own = {"budget": budget}
        assert _value("carry_out", "", own, year=2023) == _value("carry_in", "", own)
    for unit in UNITS:
        totals = [_value(c, unit, year=2023) for c in ("total_in", "total_out")]
        assert totals[0] == totals[1] > 0


@pytest.mark.parametrize("unit", UNITS)
def test_no_identity_fails(unit: str) -> None:
    edition = statement_set("510100", 2024)
    judged = judge(edition, fill(edition, _figures(), _entity(unit), 2024))
    assert judged
    assert [j for j in judged if j.verdict is Verdict.DISAGREES] == []


@pytest.mark.parametrize("unit", UNITS)
def test_a_report_lacks_nothing_that_the_book_can_give(unit: str) -> None:
    report = compile_report(_book().book, _book().facts, unit or None)
    # Definitions come from the rulebook, and the sheets hold the words of the department alone.
    beyond = ["名词解释", *(["的原因", "变动原因", "主要用途", "“十.绩效”"] if unit else [])]
    gaps = report.gaps
    assert [g for g in gaps if not any(words in g for words in beyond)] == []
