"""What is printed of a whole set of statements: sums that hold, and one print for one money."""

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.domain.figures import Figures
from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.identities import Judgement, Verdict, judge
from mingzhang.domain.statements.load import load
from mingzhang.domain.statements.printed import Policy, Prints, misses, moves, prints_of, rounded
from mingzhang.domain.statements.statement import Address, Amount, Statements
from mingzhang.domain.statements.ties import find_ties, node_at, same_money
from mingzhang.facts.key import FactKey, Stage
from tests.unit.domain.statements import world

STEP = Decimal("0.01")
EDITIONS = ("cn-statements-2022", "31-statements-2024", "51-statements-2022")
FEN = st.lists(st.integers(0, 10**9), min_size=2 * world.NEEDED, max_size=2 * world.NEEDED)


class Made:
    """An edition filled from a world of amounts, judged, and its prints."""

    def __init__(self, edition: str, fen: list[int], *, fiscal_only: bool = False) -> None:
        self.figures: Figures = world.figures(fen, fiscal_only=fiscal_only)
        self.statements: Statements = fill(load(edition), self.figures, world.DEPARTMENT, 2024)
        self.judgements: tuple[Judgement, ...] = tuple(judge(load(edition), self.statements))

    def prints(self, policy: Policy = "balanced") -> Prints:
        return prints_of(self.statements, policy, self.judgements, self.figures.quantity)


def _key(concept: str, **dims: str) -> FactKey:
    return FactKey.of(concept, world.DEPARTMENT, 2024, dims=dims)


@settings(max_examples=10)
@pytest.mark.parametrize("edition", EDITIONS)
@given(fen=FEN)
def test_every_cell_is_printed_as_a_neighbour_and_a_fact_alike_everywhere(
    edition: str, fen: list[int]
) -> None:
    made = Made(edition, fen)
    prints = made.prints()
    for table in made.statements.tables.values():
        for at, value in table.cells():
            assert isinstance(value, Amount)
            assert value.key is not None
            assert prints.cells[at] == prints.facts[value.key]
            assert abs(prints.cells[at] - value.value / 10000) < STEP


@settings(max_examples=10)
@pytest.mark.parametrize("edition", EDITIONS)
@given(fen=FEN, fiscal_only=st.booleans())
def test_what_an_identity_says_is_equal_is_printed_alike(
    edition: str, fen: list[int], fiscal_only: bool
) -> None:
    made = Made(edition, fen, fiscal_only=fiscal_only)
    cells = made.prints().cells
    examined = 0
    for each in made.judgements:
        sides = [[o for o in side.operands if o.value] for side in (each.left, each.right)]
        pair = [o.at for side in sides for o in side if isinstance(o.at, Address)]
        single = len(sides[0]) == len(sides[1]) == 1 and len(pair) == 2
        if each.identity.op == "=" and each.verdict is Verdict.AGREES and single:
            listed = [at for at in pair if at in cells]
            assert len({cells[at] for at in listed}) <= 1, each
            examined += len(listed) == 2
    assert examined > 20 or not any(fen)


@pytest.mark.parametrize("edition", EDITIONS)
def test_balanced_tables_add_up_where_true_ones_do_not(edition: str) -> None:
    made = Made(edition, world.fixed())
    as_they_are, moved = made.prints("true"), made.prints()
    tables = made.statements.tables.values()
    assert as_they_are.facts == {}
    assert any(misses(table, as_they_are.cells) for table in tables)
    assert not any(misses(table, moved.cells) for table in tables)
    for table in tables:
        assert not moves(table, as_they_are.cells)
        for move in moves(table, moved.cells):
            assert move.rounded == rounded(table)[move.at]
            assert abs(move.printed - move.rounded) == STEP
    totals = [a for a in as_they_are.cells if a.table == "summary" and a.line.startswith("total_")]
    assert all(as_they_are.cells[a] == moved.cells[a] for a in totals)
    assert all(moved.cells[a] == moved.cells[b] for a, b in pairwise(totals))


@settings(max_examples=15)
@given(
    fen=st.lists(
        st.integers(1, 10**9), min_size=2 * world.NEEDED, max_size=2 * world.NEEDED, unique=True
    )
)
def test_tables_of_the_national_form_add_up(fen: list[int]) -> None:
    """All of them; only amounts that are equal by chance could be tied where they should not."""
    made = Made("cn-statements-2022", fen)
    cells = made.prints().cells
    assert not any(misses(table, cells) for table in made.statements.tables.values())


def test_sums_between_tables_hold_in_print_too() -> None:
    made = Made("51-statements-2022", world.fixed())
    cells = made.prints().cells
    held = 0
    for each in made.judgements:
        operands = [(1, o) for o in each.left.operands] + [(-1, o) for o in each.right.operands]
        known = [(t * o.sign, cells.get(o.at)) for t, o in operands if isinstance(o.at, Address)]
        whole = len(known) == len(operands) and all(value is not None for _, value in known)
        if each.identity.op == "=" and each.verdict is Verdict.AGREES and whole:
            assert sum(sign * (value or Decimal(0)) for sign, value in known) == 0, each
            held += 1
    assert held > 300


def test_one_money_under_two_names_has_one_print() -> None:
    """All of the housing fund is general money, spent as it came in."""
    made = Made("51-statements-2022", world.fixed())
    prints = made.prints()
    by_value: dict[Decimal, set[FactKey]] = defaultdict(set)
    for table in made.statements.tables.values():
        for _, value in table.cells():
            if isinstance(value, Amount) and value.key and value.value:
                by_value[value.value].add(value.key)
    housing = made.figures.value(_key("expenditure", function="2210201"))
    assert housing is not None
    names = {key for key in by_value[housing] if key.concept == "expenditure"}
    assert {key.get("budget") for key in names} == {None, "fiscal", "general"}
    assert {key.get("economic") for key in names} >= {None, "30113"}
    assert len({prints.facts[key] for key in names}) == 1


def test_a_text_says_what_the_tables_say_of_the_same_money() -> None:
    made = Made("51-statements-2022", [1_234_567 + 9_337 * n * n for n in range(2 * world.NEEDED)])
    facts = made.prints().facts
    spent_on = {"2080501": "30302", "2080505": "30108", "2210201": "30113"}
    detail = made.statements.tables["general_detail"]
    moved = {m.at.line: m for m in moves(detail, made.prints().cells) if m.at.line in spent_on}
    assert moved
    for function, move in moved.items():
        economic = spent_on[function]
        beyond = _key("expenditure", budget="fiscal", economic=economic, nature="basic")
        assert facts[beyond] == move.printed
        assert facts[_key("expenditure", function=function, economic=economic)] == move.printed
    assert _key("expenditure", budget="non_fiscal", economic="30299") not in facts
    assert beyond.with_dims(measure="change") not in facts
    assert beyond.last_year() not in facts
    assert len(facts) == len(list(facts)) > 100


def test_same_money_is_not_every_equal_amount() -> None:
    quantity = world.figures(world.fixed()).quantity
    general = _key("expenditure", budget="general", function="2210201")
    assert same_money(general, _key("expenditure", function="221"), quantity)
    assert same_money(general, _key("revenue", source="general", function="2210201"), quantity)
    assert same_money(_key("carry_in", budget="fund"), _key("carry_out", budget="fund"), quantity)
    other = _key("expenditure", budget="fund", function="2210201")
    assert not same_money(general, other, quantity)
    assert not same_money(general, _key("revenue", source="fund", function="2210201"), quantity)
    assert not same_money(general, _key("revenue", source="other", function="2210201"), quantity)
    assert not same_money(general, _key("revenue", function="2210201"), quantity)
    assert not same_money(general, _key("carry_in", budget="general"), quantity)
    assert not same_money(general, general.at_stage(Stage.ADJUSTED), quantity)
    personnel = _key("expenditure", budget="general", economic="30101")
    assert not same_money(general, personnel, quantity)
    housing = _key("expenditure", budget="general", economic="30113")
    assert same_money(general, housing, quantity)


def test_ties_follow_the_identities_that_hold() -> None:
    made = Made("cn-statements-2022", world.fixed())
    ties = find_ties(made.statements, made.judgements, made.figures.quantity)
    ends = [
        node_at(made.statements, Address("summary", line, "amount"))
        for line in ("total_in", "total_out")
    ]
    assert ties.of(ends[0]) == ties.of(ends[1])
    assert ends[0] != ends[1]
    costs = _key("agency_running_costs")
    public = node_at(made.statements, Address("general_basic", "public_use", "amount"))
    assert ties.of(costs) == ties.of(public)
    without = find_ties(made.statements, (), made.figures.quantity)
    assert without.of(costs) != without.of(public)
    assert without.sums == ()
