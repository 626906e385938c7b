"""The little language of identities."""

import pytest

from mingzhang.domain.statements.expressions import (
    Cells,
    ExpressionFault,
    FactTerm,
    parse_predicate,
    parse_sum,
    tables_of,
)


def test_a_sum_of_cells_and_facts_is_read() -> None:
    terms = parse_sum("a[x|y.z].c|d - b[row].column + revenue{source=fund}:adjusted")
    assert terms == (
        Cells(1, "a", ("x", "y.z"), ("c", "d")),
        Cells(-1, "b", ("row",), ("column",)),
        FactTerm(1, "revenue", "adjusted", {"source": "fund"}),
    )
    assert tables_of(terms) == ("a", "b")
    assert parse_sum("0") == ()
    assert parse_sum("-a[x].c")[0].sign == -1


@pytest.mark.parametrize(
    "text", ["", "a[x]", "a.c", "a[x].c b[x].c", "a[x].c * 2", "revenue{source}", "1", "a[x].c +"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ExpressionFault):
        assert parse_sum(text) is None


def test_predicates_are_a_closed_list() -> None:
    assert parse_predicate("zero(a[x].c - b[y].d)").test == "zero"
    assert parse_predicate("unit_kinds(agency|participating)").kinds == ("agency", "participating")
    for text in ("maybe(a[x].c)", "zero", "zero(a)"):
        with pytest.raises(ExpressionFault):
            parse_predicate(text)
