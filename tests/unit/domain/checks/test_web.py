"""Figures and relations as a web: copies however many, groups however they come together."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.judge import judge_all
from mingzhang.domain.checks.model import Certainty, Observation, Relation
from mingzhang.domain.checks.web import Web, clusters
from tests.unit.domain.checks.figures import Report


def _web(relations: list[Relation]) -> Web:
    return Web(relations, judge_all(relations))


def _same(one: Observation, other: Observation) -> Relation:
    return Relation("restate.same", one, Same(), (other,), certainty=Certainty.CERTAIN)


def test_a_chain_of_copies_is_one_figure() -> None:
    report = Report()
    figures = [report("12.30万元") for _ in range(300)]
    web = _web([_same(later, before) for before, later in pairwise(figures)])
    assert len({web.root(x) for x in figures}) == 1
    assert web.copies(figures[7]) == tuple(figures)
    assert web.around(figures[150]) == list(range(299))
    # A second look needs one step: the chain is not gone through again.
    assert all(web._parent[x] is web.root(x) for x in figures)


def test_the_only_figure_of_a_reading_that_is_one_of_some() -> None:
    report = Report()
    a, b, c = (report(f"{n}.00万元") for n in (3, 1, 2))
    relation = Relation("parts.sum", a, Sum((1, 1)), (b, c))
    web = _web([relation])
    assert web.inside(relation, {b: None}) is b
    assert web.inside(relation, dict.fromkeys([b, *(report("5.00万元") for _ in range(9))])) is b
    assert web.inside(relation, {b: None, c: None}) is None
    assert web.inside(relation, {}) is None


@given(
    pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=14),
    data=st.data(),
)
def test_groups_are_those_that_figures_connect(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    report = Report()
    figures = [report(f"{n + 1}.00万元") for n in range(10)]
    relations = [Relation("parts.sum", figures[a], Sum((1,)), (figures[b],)) for a, b in pairs]
    indices = data.draw(st.lists(st.sampled_from(range(len(pairs))), unique=True, min_size=1))
    groups = clusters(_web(relations), indices)
    assert sorted(n for group in groups for n in group) == sorted(indices)
    assert all(group == sorted(group) for group in groups)
    for n in indices:
        for m in indices:
            together = any(n in group and m in group for group in groups)
            assert together == (m in _reached(n, indices, pairs))


def _reached(start: int, indices: list[int], pairs: list[tuple[int, int]]) -> set[int]:
    found, figures = {start}, set(pairs[start])
    for _ in indices:
        found |= {n for n in indices if figures & set(pairs[n])}
        figures |= {x for n in found for x in pairs[n]}
    return found


def test_a_change_of_all_copies_is_seen_by_all_relations() -> None:
    report = Report()
    first, again, part = report("5.00万元"), report("5.00万元"), report("4.00万元")
    relations = [_same(again, first), Relation("parts.sum", first, Sum((1,)), (part,))]
    web = _web(relations)
    values = dict.fromkeys(web.copies(again), Decimal(4))
    assert web.effect(values, web.around(again)).repaired == {1}
