"""Derived from the declarations: every identity of every edition is examined, and can fail."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.identities import (
    Judgement,
    Operand,
    Verdict,
    counts,
    judge,
    judge_at,
)
from mingzhang.domain.statements.load import KIND, Relation, StatementSet, ground_basis, load
from mingzhang.domain.statements.statement import Address, Amount, Missing, Statements, Value
from mingzhang.facts.key import FactKey
from mingzhang.rulebook.documents import document
from mingzhang.rulebook.editions import editions
from tests.unit.domain.statements import world

FEN = Decimal("0.01")
EDITIONS = sorted(e.id for e in editions().values() if e.kind == KIND)
YEARS = {e: min(editions()[e].validity.until or 2024, 2024) for e in EDITIONS}
#: Worlds in which different identities apply: with other money, without, and without agencies.
WORLDS: Mapping[str, Mapping[str, object]] = {
    "all": {},
    "fiscal": {"fiscal_only": True},
    "institutions": {"kind": "public_1"},
}


@cache
def _filled(edition: str, name: str) -> Statements:
    extra = WORLDS[name]
    figures = world.figures(
        world.fixed(),
        year=YEARS[edition],
        kind=str(extra.get("kind", "participating")),
        fiscal_only=bool(extra.get("fiscal_only")),
    )
    return fill(load(edition), figures, world.DEPARTMENT, YEARS[edition])


@cache
def _judged(edition: str, name: str) -> tuple[tuple[Relation, Judgement], ...]:
    loaded, statements = load(edition), _filled(edition, name)
    by_id = {r.identity.id: r for r in loaded.relations}
    return tuple((by_id[j.identity.id], j) for j in judge(loaded, statements))


def _relations() -> list[tuple[str, str]]:
    return [(e, r.identity.id) for e in EDITIONS for r in load(e).relations]


def _put(statements: Statements, at: Address | FactKey, value: Value) -> Statements:
    if isinstance(at, Address):
        return statements.with_value(at, value)
    return replace(statements, facts={**statements.facts, at: value})


def _listed(statements: Statements, operand: Operand) -> bool:
    at = operand.at
    if isinstance(at, FactKey):
        return True
    line = statements.tables[at.table].line(at.line)
    return line is not None and at.column in line.values


def _cents(statements: Statements, operand: Operand, amount: Decimal) -> Statements:
    assert operand.value is not None
    return _put(statements, operand.at, Amount(operand.value + amount))


def _unexpected(edition: StatementSet, statements: Statements) -> list[Judgement]:
    return [
        j
        for j in judge(edition, statements)
        if j.verdict is Verdict.DISAGREES or (j.verdict is Verdict.UNEXAMINED and j.applies)
    ]


@pytest.mark.parametrize("edition", EDITIONS)
@settings(max_examples=10)
@given(fen=st.lists(st.integers(0, 10**11), min_size=2 * world.NEEDED, max_size=2 * world.NEEDED))
def test_all_identities_hold_in_a_sound_book(edition: str, fen: list[int]) -> None:
    figures = world.figures(fen, year=YEARS[edition])
    for entity in (world.DEPARTMENT, *world.UNITS):
        statements = fill(load(edition), figures, entity, YEARS[edition])
        assert not _unexpected(load(edition), statements)


@pytest.mark.parametrize(("edition", "identity"), _relations())
def test_every_identity_is_examined_somewhere(edition: str, identity: str) -> None:
    verdicts = {
        j.verdict
        for name in WORLDS
        for relation, j in _judged(edition, name)
        if relation.identity.id == identity
    }
    assert Verdict.AGREES in verdicts
    assert Verdict.DISAGREES not in verdicts


def _agreeing(edition: str, identity: str) -> list[tuple[str, Relation, Judgement]]:
    return [
        (name, relation, j)
        for name in WORLDS
        for relation, j in _judged(edition, name)
        if relation.identity.id == identity and j.verdict is Verdict.AGREES
    ]


@pytest.mark.parametrize(("edition", "identity"), _relations())
def test_one_cent_breaks_an_equality_and_a_bound_holds(edition: str, identity: str) -> None:
    tried = 0
    for name, relation, found in _agreeing(edition, identity):
        statements = _filled(edition, name)
        if found.identity.op != "=":
            statements, found = _at_bound(statements, relation, found)  # noqa: PLW2901
            assert found.verdict is Verdict.AGREES
        for side in (found.left, found.right):
            for operand in side.operands:
                if not _listed(statements, operand):
                    continue
                grows = (operand.sign > 0) == (side is found.left)
                worse = FEN if grows == (found.identity.op != "≥") else -FEN
                after = judge_at(
                    relation, _cents(statements, operand, worse), found.line, found.column
                )
                if after.verdict is Verdict.UNEXAMINED:
                    assert not after.applies  # the cell stands in a condition too
                    continue
                tried += 1
                assert after.verdict is Verdict.DISAGREES
                assert after.difference == (FEN if found.identity.op != "≥" else -FEN)
    assert tried


def _at_bound(
    statements: Statements, relation: Relation, found: Judgement
) -> tuple[Statements, Judgement]:
    sides = (*((1, o) for o in found.left.operands), *((-1, o) for o in found.right.operands))
    sign, operand = next((s, o) for s, o in sides if _listed(statements, o))
    assert found.difference is not None
    moved = _cents(statements, operand, -sign * operand.sign * found.difference)
    return moved, judge_at(relation, moved, found.line, found.column)


@pytest.mark.parametrize(("edition", "identity"), _relations())
def test_an_unknown_operand_leaves_it_unexamined(edition: str, identity: str) -> None:
    name, relation, found = _agreeing(edition, identity)[0]
    statements = _filled(edition, name)
    operands = [o for o in (*found.left.operands, *found.right.operands) if _listed(statements, o)]
    for operand in operands:
        gone = _put(statements, operand.at, Missing("账套未提供"))
        after = judge_at(relation, gone, found.line, found.column)
        assert after.verdict is Verdict.UNEXAMINED
        assert "账套未提供" in after.reason
        assert after.applies


def test_a_disagreement_shows_both_sums_with_their_places() -> None:
    edition = load("cn-statements-2022")
    statements = _filled("cn-statements-2022", "all")
    at = Address("summary", "other", "amount")
    before = statements.value(at)
    assert isinstance(before, Amount)
    wrong = statements.with_value(at, Amount(before.value + FEN))
    found = {j.identity.id: j for j in judge(edition, wrong) if j.verdict is Verdict.DISAGREES}
    assert set(found) == {"summary-lines", "summary-other"}
    told = found["summary-other"]
    assert told.difference == FEN
    assert [o.label for o in told.left.operands] == [
        "公开01表 收入支出决算总表“八、其他收入”“决算数”"
    ]
    assert [str(o.at) for o in told.right.operands] == ["revenue[total].other"]
    assert counts(judge(edition, wrong))[Verdict.DISAGREES] == 2


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_not_sure_is_at_most_a_hint(edition: str) -> None:
    for relation in load(edition).relations:
        basis = ground_basis(relation.identity.basis)
        if not basis.official or document(basis.document).certainty != "K-H":
            assert relation.identity.severity == "hint"
