"""Filling: what occurs is listed, what is zero is zero, what is not known stays unknown."""

from decimal import Decimal

import pytest

from mingzhang.domain.figures import Figures
from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.identities import Verdict, judge
from mingzhang.domain.statements.load import load
from mingzhang.domain.statements.printed import rounded
from mingzhang.domain.statements.render import Style, render
from mingzhang.domain.statements.statement import (
    Address,
    Amount,
    Missing,
    Statements,
    UnknownCell,
    Value,
)
from mingzhang.facts.factset import Fact, FactSet, View
from mingzhang.facts.key import FactKey, Stage
from mingzhang.facts.provenance import Row
from tests.unit.domain.statements import world

CN, SICHUAN = "cn-statements-2022", "51-statements-2022"


def _filled(edition: str = SICHUAN, **extra: bool) -> Statements:
    figures = world.figures(world.fixed(), **extra)  # type: ignore[arg-type]
    return fill(load(edition), figures, world.DEPARTMENT, 2024, {"P1": "招商工作"})


def _spent(rows: dict[tuple[str, ...], str | None], *dims: str, complete: bool = True) -> Figures:
    view = View("支出", "expenditure", 2024, Stage.ACTUAL, dims, complete=complete)
    facts = [
        Fact(
            FactKey.of(
                "expenditure", world.DEPARTMENT, 2024, dims=dict(zip(dims, values, strict=True))
            ),
            None if amount is None else Decimal(amount),
            Row("支出", n, "金额"),
            "支出",
        )
        for n, (values, amount) in enumerate(rows.items(), 2)
    ]
    return Figures(FactSet(world.DEPARTMENT, [view], facts))


def _value(statements: Statements, text: str) -> Value:
    table, rest = text.split("[")
    line, column = rest.split("].")
    return statements.value(Address(table, line, column))


def test_a_tree_lists_what_occurs_with_everything_above_it() -> None:
    lines = [line.id for line in _filled().tables["government_fund"].lines()]
    assert lines == ["total", "212", "21208", "2120803", "229", "22908", "2290804"]
    tree = {line.id: line for line in _filled().tables["expenditure"].lines()}
    assert (tree["2011301"].parent, tree["20113"].parent, tree["201"].parent) == (
        "20113",
        "201",
        "total",
    )
    assert [tree[c].level for c in ("201", "20113", "2011301")] == [0, 1, 2]
    assert tree["20113"].label == "商贸事务"


def test_a_code_of_zero_amounts_is_not_listed_but_can_be_asked() -> None:
    rows: dict[tuple[str, ...], str | None] = {
        ("general", "2011301", "basic"): "5",
        ("general", "2050101", "basic"): "0",
        ("general", "2060101", "basic"): "7",
        ("general", "2060101", "project"): "-7",
    }
    statements = fill(
        load(CN), _spent(rows, "budget", "function", "nature"), world.DEPARTMENT, 2024
    )
    table = statements.tables["general_expenditure"]
    assert table.line("205") is None
    assert table.line("206") is not None  # its total is zero, its parts are not
    assert _value(statements, "general_expenditure[205].total") == Amount(
        Decimal(0),
        FactKey.of(
            "expenditure", world.DEPARTMENT, 2024, dims={"budget": "general", "function": "205"}
        ),
    )
    with pytest.raises(UnknownCell):
        _value(statements, "general_expenditure[205].nothing")
    with pytest.raises(UnknownCell):
        _value(statements, "summary[nothing].amount")


def test_what_the_book_does_not_give_is_never_zero() -> None:
    rows: dict[tuple[str, ...], str | None] = {("general", "2011301"): "5"}
    figures = _spent(rows, "budget", "function")
    statements = fill(load(CN), figures, world.DEPARTMENT, 2024)
    assert isinstance(_value(statements, "summary[201].amount"), Amount)
    basic = _value(statements, "general_expenditure[201].basic")
    assert isinstance(basic, Missing)
    assert basic.reason == "账套未提供"
    assert not statements.tables["general_basic"].empty
    verdicts = {j.identity.id: j.verdict for j in judge(load(CN), statements)}
    assert verdicts["general-basic-total"] is Verdict.UNEXAMINED
    assert verdicts["summary-expenditure"] is Verdict.AGREES


def test_an_item_without_its_amount_is_listed() -> None:
    rows: dict[tuple[str, ...], str | None] = {
        ("general", "2011301"): "5",
        ("general", "2050101"): None,
    }
    statements = fill(load(CN), _spent(rows, "budget", "function"), world.DEPARTMENT, 2024)
    table = statements.tables["general_expenditure"]
    assert table.line("2050101") is not None
    assert isinstance(_value(statements, "general_expenditure[2050101].total"), Missing)


def test_a_rare_class_is_listed_where_it_occurs() -> None:
    statements = _filled(CN)
    summary = [line.id for line in statements.tables["summary"].lines() if line.code]
    assert "233" not in summary
    assert len(summary) == 26
    basic = [line.id for line in statements.tables["general_basic"].lines()]
    assert "399" in basic
    assert "30299" in basic  # listed though it does not occur
    assert "307" not in basic
    rows: dict[tuple[str, ...], str | None] = {("general", "2330101"): "5"}
    found = fill(load(CN), _spent(rows, "budget", "function"), world.DEPARTMENT, 2024)
    line = found.tables["summary"].line("233")
    assert line is not None
    assert line.label.startswith("二十六、")


def test_classes_follow_the_year() -> None:
    figures = world.figures(world.fixed(), year=2018)
    table = fill(load("51-statements-2020"), figures, world.DEPARTMENT, 2018).tables["summary"]
    line = table.line("210")
    assert line is not None
    assert line.label == "九、医疗卫生与计划生育支出"
    assert table.line("224") is None


def test_projects_stand_below_their_item_by_name() -> None:
    table = _filled().tables["general_project"]
    below = {line.id: line.label for line in table.lines() if line.parent == "2011302"}
    assert below == {"2011302/P1": "招商工作", "2011302/P2": "P2"}


def test_wide_columns_are_grouped_by_class() -> None:
    columns = _filled().tables["general_detail"].panes[0].columns
    titles = {c.id: (c.group, c.title, c.parent) for c in columns}
    assert titles["302"] == (("商品和服务支出",), "小计", "total")
    assert titles["30201"] == (("商品和服务支出",), "办公费", "302")
    assert "31201" not in titles  # state-capital money only


def test_the_department_is_the_sum_of_its_units() -> None:
    figures = world.figures(world.fixed())
    whole, *parts = (fill(load(CN), figures, e, 2024) for e in (world.DEPARTMENT, *world.UNITS))
    for at, value in whole.tables["fiscal_summary"].cells():
        each = [part.value(at) for part in parts]
        if isinstance(value, Amount):
            amounts = [v.value for v in each if isinstance(v, Amount)]
            assert value.value == sum(amounts, Decimal(0))


def test_a_table_of_zeros_is_empty() -> None:
    rows: dict[tuple[str, ...], str | None] = {("general", "2011301", "basic"): "5"}
    figures = _spent(rows, "budget", "function", "nature")
    statements = fill(load(CN), figures, world.DEPARTMENT, 2024)
    assert statements.tables["capital_expenditure"].empty
    assert not statements.tables["general_expenditure"].empty


def test_a_total_without_its_parts_is_not_taken_for_agreement() -> None:
    rows: dict[tuple[str, ...], str | None] = {("general", "2011301", "basic"): "5"}
    figures = _spent(rows, "budget", "function", "nature")
    edition = load(SICHUAN)
    statements = fill(edition, figures, world.DEPARTMENT, 2024)
    found = {
        (j.identity.id, j.line, j.column): j
        for j in judge(edition, statements)
        if j.identity.id in ("fiscal-economic-lines", "general-detail-columns")
    }
    for place in (
        ("fiscal-economic-lines", "total", "general"),
        ("general-detail-columns", "201", "total"),
    ):
        assert found[place].verdict is Verdict.UNEXAMINED
        assert "账套未提供其明细" in found[place].reason
    assert found["fiscal-economic-lines", "total", "fund"].verdict is Verdict.AGREES
    assert any("只列合计" in note for note in _notes(statements, "fiscal_economic"))
    assert not any("只列合计" in note for note in _notes(_filled(), "fiscal_economic"))


def _notes(statements: Statements, name: str, edition: str = SICHUAN) -> tuple[str, ...]:
    tables = statements.tables.values()
    cells = {at: value for table in tables for at, value in rounded(table).items()}
    return render(load(edition), statements, name, Style("示例部门"), cells)[-1].notes


def test_an_item_of_which_nothing_is_told_is_not_printed_and_not_taken_for_zero() -> None:
    """The official list stays whole where the book is; else what it neither names nor tells."""
    rows: dict[tuple[str, ...], str | None] = {
        ("general", "basic", "30101"): "5",
        ("general", "basic", "30113"): None,
    }
    edition = load(CN)
    figures = _spent(rows, "budget", "nature", "economic", complete=False)
    statements = fill(edition, figures, world.DEPARTMENT, 2024)
    table = statements.tables["general_basic"]
    assert [line.id for line in table.panes[0].stacks[0]] == ["301", "30101", "30113", "303"]
    assert [line.id for line in table.panes[1].stacks[0]] == ["302", "310"]
    assert isinstance(_value(statements, "general_basic[30102].amount"), Missing)
    found = {(j.identity.id, j.line): j.verdict for j in judge(edition, statements)}
    assert found["general-basic-lines", "301"] is Verdict.UNEXAMINED
    assert any("不表示没有发生" in note for note in _notes(statements, "general_basic", CN))
    whole = _filled(CN)
    assert {"30102", "30299"} <= {x.id for p in whole.tables["general_basic"].panes for x in p.body}
    assert not any(line.hidden for line in whole.tables["general_basic"].lines() if line.code)
    assert not any("不表示没有发生" in note for note in _notes(whole, "general_basic", CN))


def test_notes_are_true_of_what_is_listed() -> None:
    """No project, no word of projects; what may have been left out is not called nothing."""
    rows: dict[tuple[str, ...], str | None] = {("general", "2011302", "project"): "5"}
    figures = _spent(rows, "budget", "function", "nature")
    bare = fill(load(SICHUAN), figures, world.DEPARTMENT, 2024)
    for name, said in (
        ("general_project", "列至具体项目"),
        ("fiscal_economic", "没有发生的科目不列"),
        ("general_detail", "没有发生的科目不列"),
    ):
        assert any(said in note for note in _notes(_filled(), name)), name
        assert not any(said in note for note in _notes(bare, name)), name
    assert any("不表示没有发生" in note for note in _notes(bare, "fiscal_economic"))
