"""A long sum that is added up once is the sum, whatever figures of it are changed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.checks import judge as judging
from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.judge import Judge, Verdict
from mingzhang.domain.checks.model import Bound, Observation, Relation
from mingzhang.domain.checks.repairs import chance
from mingzhang.domain.checks.rooms import room
from tests.unit.domain.checks.figures import Report

AMOUNTS = st.lists(
    st.tuples(st.integers(0, 999_999), st.integers(0, 2), st.sampled_from([1, -1])),
    min_size=3, max_size=12,
)  # fmt: skip
OPERATIONS = ("=", "≤", ">")


def _relation(amounts: list[tuple[int, int, int]], off: int, op: str) -> Relation:
    report = Report()
    figures = [
        report(
            f"{Decimal(n).scaleb(-places)}万元", bound=Bound.ABOUT if n % 97 == 0 else Bound.EXACT
        )
        for n, places, _ in amounts
    ]
    signs = tuple(sign for _, _, sign in amounts)
    total = sum((o.value * s for o, s in zip(figures, signs, strict=True)), Decimal(off) / 100)
    return Relation("parts.sum", report(f"{total}万元"), Sum(signs), tuple(figures), op)


@given(amounts=AMOUNTS, off=st.integers(-300, 300), op=st.sampled_from(OPERATIONS), data=st.data())
def test_it_is_judged_as_a_short_sum_is(
    amounts: list[tuple[int, int, int]], off: int, op: str, data: st.DataObject
) -> None:
    relation = _relation(amounts, off, op)
    figures = relation.observations
    changed = data.draw(
        st.dictionaries(st.sampled_from(figures), st.integers(0, 99_999).map(Decimal), max_size=3)
    )
    results: list[tuple[object, ...]] = []
    for long in (0, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(judging, "_LONG", long)
            one = Judge()
            rooms = [
                room(one, relation, x, changed, wide=w) for x in figures for w in (False, True)
            ]
            judged = (one.judge(relation), one.judge(relation, changed))
            results.append((*judged, rooms, chance(one, relation)))
    assert results[0] == results[1]


def test_a_figure_that_is_added_and_taken_away_counts_both_times() -> None:
    report = Report()
    a, b = report("5.00万元"), report("3.00万元")
    others = tuple(report("1.00万元") for _ in range(16))
    signs = (1, 1, -1, *(1 for _ in others))
    relation = Relation("parts.sum", report("19.00万元"), Sum(signs), (a, b, a, *others))
    one = Judge()
    assert one.judge(relation, {a: Decimal(9)}).verdict is Verdict.HELD
    assert one.judge(relation, {b: Decimal(9)}).verdict is Verdict.VIOLATED


def test_the_terms_are_read_once_for_all_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report()
    terms = tuple(report(f"{n}.00万元") for n in range(1, 401))
    relation = Relation("parts.sum", report("7.00万元"), Sum((1,) * 400), terms)
    one = Judge()
    one.judge(relation)
    read: list[Observation] = []
    plain = Judge.reading

    def reading(self: Judge, x: Observation, *given_: object) -> object:
        read.append(x)
        return plain(self, x, *given_)  # type: ignore[arg-type]

    monkeypatch.setattr(Judge, "reading", reading)
    for x in terms:
        one.judge(relation, {x: Decimal(1)})
        room(one, relation, x)
    assert len(read) < 10 * len(terms)


def test_a_claim_without_a_long_sum_has_no_total() -> None:
    relation = _relation([(1, 0, 1)] * 3, 0, "=")
    assert Judge().total(relation, relation.rule) is None
    assert Judge().total(replace(relation, operands=()), relation.rule) is None
