"""A list that is not complete, kept as a ledger: entries of one key state it together."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.facts.factset import Fact, FactSet, Known, Unknown, View
from mingzhang.facts.key import Entity, FactKey, Scope, Stage
from mingzhang.facts.provenance import Row, Summed

WHOLE = Entity("d", Scope.DEPARTMENT)
LIST = View(
    "list", "expenditure", 2023, Stage.ACTUAL, ("nature", "project"), complete=False, ledger=True
)


def _key(**dims: str) -> FactKey:
    return FactKey.of("expenditure", WHOLE, 2023, dims=dims)


def _entry(n: int, amount: str | None, project: str) -> Fact:
    value = None if amount is None else Decimal(amount)
    return Fact(_key(nature="project", project=project), value, Row("项目资金", n, "执行"), "list")


def test_entries_of_a_key_add_up() -> None:
    entries = [_entry(2, "5", "A"), _entry(3, "7", "B"), _entry(4, "0.5", "A")]
    facts = FactSet(WHOLE, [LIST], entries)
    key = _key(nature="project", project="A")
    assert facts.ask(key) == Known(key, Decimal("5.5"), Summed("list", 2))
    assert facts.rows_behind(key) == (entries[0], entries[2])


def test_one_entry_is_its_row() -> None:
    entry = _entry(3, "7", "B")
    facts = FactSet(WHOLE, [LIST], [_entry(2, "5", "A"), entry])
    assert facts.ask(entry.key) == Known(entry.key, Decimal(7), entry.source)


def test_an_entry_without_amount_leaves_the_sum_open() -> None:
    facts = FactSet(WHOLE, [LIST], [_entry(2, "5", "A"), _entry(3, None, "A")])
    assert isinstance(facts.ask(_key(nature="project", project="A")), Unknown)


def test_what_several_keys_say_is_not_added() -> None:
    facts = FactSet(WHOLE, [LIST], [_entry(2, "5", "A"), _entry(3, "7", "B")])
    assert isinstance(facts.ask(_key(nature="project")), Unknown)
