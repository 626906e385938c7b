"""A list that is not complete states single figures; the department's needs every unit's."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.facts.factset import Fact, FactSet, Known, Unknown, View
from mingzhang.facts.key import Entity, FactKey, Scope, Stage
from mingzhang.facts.provenance import Row, Summed

WHOLE = Entity("d", Scope.DEPARTMENT)
YEAR = 2020
STATED = View(
    "stated", "three_public", YEAR, Stage.ACTUAL, ("item",), (), complete=False, by_unit=True
)


def _key(unit: str | None, item: str) -> FactKey:
    entity = Entity(unit, Scope.UNIT) if unit else WHOLE
    return FactKey.of("three_public", entity, YEAR, dims={"item": item})


def _set(rows: dict[tuple[str, str], int | None]) -> FactSet:
    facts = [
        Fact(_key(unit, item), None if v is None else Decimal(v), Row("上年", n, "数值"), "stated")
        for n, ((unit, item), v) in enumerate(rows.items(), start=2)
    ]
    return FactSet(WHOLE, [STATED], facts, ["a", "b"])


def test_the_department_is_the_sum_when_every_unit_states_it() -> None:
    facts = _set({("a", "reception"): 3, ("b", "reception"): 4})
    found = facts.ask(_key(None, "reception"))
    assert found == Known(_key(None, "reception"), Decimal(7), Summed("stated", 2))
    assert [f.source.row for f in facts.rows_behind(_key(None, "reception"))] == [2, 3]


def test_the_department_is_not_known_when_a_unit_is_silent_or_gives_no_amount() -> None:
    assert isinstance(_set({("a", "reception"): 3}).ask(_key(None, "reception")), Unknown)
    blank = _set({("a", "reception"): 3, ("b", "reception"): None})
    assert isinstance(blank.ask(_key(None, "reception")), Unknown)
    assert blank.rows_behind(_key(None, "reception")) == ()


def test_a_stated_figure_is_not_the_sum_of_what_lies_below_it() -> None:
    facts = _set({("a", "reception"): 9, ("a", "reception_home"): 8})
    found = facts.ask(_key("a", "reception"))
    assert isinstance(found, Known)
    assert found.value == 9
    assert [f.value for f in facts.rows_behind(_key("a", "reception"))] == [9]
