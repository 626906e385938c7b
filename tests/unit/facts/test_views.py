"""However much of a quantity is told in several margins, it is counted once, and exactly."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.facts.factset import Fact, FactSet, Known, View
from mingzhang.facts.key import Entity, FactKey, Scope, Stage
from mingzhang.facts.provenance import Row
from mingzhang.facts.reconcile import disagreements
from mingzhang.rulebook.concepts import ancestors

WHOLE = Entity("D", Scope.DEPARTMENT)
UNITS = [Entity("a", Scope.UNIT), Entity("b", Scope.UNIT)]
DIMS = ("budget", "function", "nature")
LEAVES = {
    "budget": ("general", "fund", "non_fiscal"),
    "function": ("2011301", "2011302", "2080505", "2080801"),
    "nature": ("basic", "project"),
}
ABOVE = {
    "budget": (*LEAVES["budget"], "fiscal"),
    "function": (*LEAVES["function"], "20113", "208", "201"),
    "nature": LEAVES["nature"],
}
FEN = Decimal("0.01")

Cell = tuple[Entity, tuple[str, ...]]
Rows = Mapping[Cell, Decimal]

_CELLS = [(unit, values) for unit in UNITS for values in product(*(LEAVES[d] for d in DIMS))]
_AMOUNTS = st.integers(-(10**11), 10**11).map(lambda n: Decimal(n).scaleb(-2))
ROWS = st.dictionaries(st.sampled_from(_CELLS), _AMOUNTS, min_size=1, max_size=12)
COARSER = st.sets(st.sampled_from(DIMS), max_size=2).map(lambda s: tuple(d for d in DIMS if d in s))


def _key(entity: Entity, dims: Mapping[str, str]) -> FactKey:
    return FactKey.of("expenditure", entity, 2024, Stage.ACTUAL, dims)


def _view(code: str, dims: tuple[str, ...], *, by_unit: bool) -> View:
    return View(code, "expenditure", 2024, Stage.ACTUAL, dims, by_unit=by_unit)


def _facts(view: View, rows: Rows) -> list[Fact]:
    return [
        Fact(_key(unit, dict(zip(view.dims, values, strict=True))), amount, _source(n), view.code)
        for n, ((unit, values), amount) in enumerate(rows.items(), start=2)
    ]


def _source(number: int) -> Row:
    return Row("支出", number, "金额")


def _summed(rows: Rows, dims: tuple[str, ...], *, by_unit: bool) -> Rows:
    """Return the rows added up over the dimensions (and units) that a margin leaves out."""
    sums: dict[Cell, Decimal] = {}
    for (unit, values), amount in rows.items():
        kept = tuple(v for d, v in zip(DIMS, values, strict=True) if d in dims)
        cell = (unit if by_unit else WHOLE, kept)
        sums[cell] = sums.get(cell, Decimal(0)) + amount
    return sums


def _two_views(rows: Rows, coarse: Rows, dims: tuple[str, ...], *, by_unit: bool) -> FactSet:
    fine, other = _view("fine", DIMS, by_unit=True), _view("coarse", dims, by_unit=by_unit)
    return FactSet(WHOLE, [fine, other], [*_facts(fine, rows), *_facts(other, coarse)])


def _by_hand(rows: Rows, entity: Entity, asked: Mapping[str, str]) -> Decimal:
    total = Decimal(0)
    for (unit, values), amount in rows.items():
        own = dict(zip(DIMS, values, strict=True))
        inside = all(v in ancestors(d, own[d]) for d, v in asked.items())
        if inside and entity in (WHOLE, unit):
            total += amount
    return total


QUERY = st.fixed_dictionaries(
    {}, optional={d: st.sampled_from(values) for d, values in ABOVE.items()}
)


@given(rows=ROWS, asked=QUERY, entity=st.sampled_from([WHOLE, *UNITS]))
def test_a_query_is_the_sum_of_its_rows(
    rows: Rows, asked: Mapping[str, str], entity: Entity
) -> None:
    view = _view("fine", DIMS, by_unit=True)
    found = FactSet(WHOLE, [view], _facts(view, rows)).ask(_key(entity, asked))
    assert isinstance(found, Known)
    assert found.value == _by_hand(rows, entity, asked)


@given(rows=ROWS, dims=COARSER, by_unit=st.booleans(), asked=QUERY)
def test_a_second_view_is_never_added(
    rows: Rows, dims: tuple[str, ...], by_unit: bool, asked: Mapping[str, str]
) -> None:
    facts = _two_views(rows, _summed(rows, dims, by_unit=by_unit), dims, by_unit=by_unit)
    found = facts.ask(_key(WHOLE, asked))
    assert isinstance(found, Known)
    assert found.value == _by_hand(rows, WHOLE, asked)
    assert sum((f.value or Decimal(0) for f in facts.rows_behind(found.key)), Decimal(0)) == (
        found.value
    )


@given(rows=ROWS, dims=COARSER, by_unit=st.booleans())
def test_views_of_the_same_rows_agree(rows: Rows, dims: tuple[str, ...], by_unit: bool) -> None:
    coarse = _summed(rows, dims, by_unit=by_unit)
    assert disagreements(_two_views(rows, coarse, dims, by_unit=by_unit)) == []


@given(rows=ROWS, dims=COARSER, by_unit=st.booleans(), data=st.data())
def test_a_fen_in_one_view_is_told_with_its_key_and_sign(
    rows: Rows, dims: tuple[str, ...], by_unit: bool, data: st.DataObject
) -> None:
    coarse = _summed(rows, dims, by_unit=by_unit)
    entity, values = data.draw(st.sampled_from(sorted(coarse, key=str)))
    sign = data.draw(st.sampled_from([1, -1]))
    changed = {**coarse, (entity, values): coarse[entity, values] + sign * FEN}
    found = disagreements(_two_views(rows, changed, dims, by_unit=by_unit))
    assert _key(entity, dict(zip(dims, values, strict=True))) in {d.key for d in found}
    assert _key(WHOLE, {}) == found[0].key
    assert {d.difference for d in found} == {-sign * FEN}
