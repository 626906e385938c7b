"""Tables on paper: whole grids, keyed figures, notes, parts, and what is not known."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from mingzhang.docmodel.model import Mark, Number, Orientation, PageBreak, Table, Text
from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.identities import judge
from mingzhang.domain.statements.load import KIND, StatementSet, load
from mingzhang.domain.statements.printed import Policy, Printed, moves, prints_of
from mingzhang.domain.statements.render import Style, blocks, render
from mingzhang.domain.statements.statement import Address, Amount, Missing, Statements
from mingzhang.facts.key import FactKey
from mingzhang.rulebook.editions import editions
from tests.unit.domain.statements import world

CN, SICHUAN, SHANGHAI = "cn-statements-2022", "51-statements-2022", "31-statements-2024"
EDITIONS = sorted(e.id for e in editions().values() if e.kind == KIND)
STYLE = Style("示例部门")


@cache
def _filled(edition: str = CN) -> Statements:
    return fill(load(edition), world.figures(world.fixed()), world.DEPARTMENT, 2024)


def _cells(edition: StatementSet, statements: Statements, policy: Policy = "true") -> Printed:
    figures = world.figures(world.fixed())
    judgements = judge(edition, statements)
    return prints_of(statements, policy, judgements, figures.quantity).cells


def _sheets(edition: StatementSet, statements: Statements, name: str) -> tuple[Table, ...]:
    return render(edition, statements, name, STYLE, _cells(edition, statements))


def _table(name: str, edition: str = CN, style: Style = STYLE, policy: Policy = "true") -> Table:
    cells = _cells(load(edition), _filled(edition), policy)
    return render(load(edition), _filled(edition), name, style, cells)[0]


def _numbers(table: Table) -> list[Number]:
    return [r for row in table.rows for c in row for r in c.runs if isinstance(r, Number)]


def _texts(table: Table) -> list[list[str]]:
    return [
        ["".join(r.text for r in c.runs if isinstance(r, Text)) for c in row] for row in table.rows
    ]


def _covered(table: Table) -> list[list[int]]:
    """Count how often each place of the grid is covered."""
    grid = [[0] * len(table.widths) for _ in table.rows]
    for n, row in enumerate(table.rows):
        at = 0
        for cell in row:
            while grid[n][at]:
                at += 1
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    grid[n + down][at + right] += 1
    return grid


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_table_is_a_whole_grid_with_keyed_figures(edition: str) -> None:
    statements = _filled(edition)
    cells = _cells(load(edition), statements)
    made = blocks(load(edition), statements, STYLE, cells)
    found = [b for b in made if isinstance(b, Table)]
    for table in found:
        assert all(count == 1 for row in _covered(table) for count in row), table.id
        assert _numbers(table)
        for number in _numbers(table):
            key = FactKey.parse(number.key)
            assert (number.unit, number.places) == ("万元", 2)
            assert number.text.replace(",", "") == f"{number.value:.2f}"
            assert key.entity == world.DEPARTMENT
    assert len({table.id for table in found}) == len(found)


def test_pages_turn_with_the_tables() -> None:
    found = blocks(load(CN), _filled(), STYLE, _cells(load(CN), _filled()))
    turns = [b.orientation for b in found if isinstance(b, PageBreak)]
    assert turns[:2] == [Orientation.PORTRAIT, Orientation.LANDSCAPE]
    assert len(turns) == sum(isinstance(b, Table) for b in found) == 9


def test_the_summary_ends_both_sides_in_one_line() -> None:
    table = _table("summary")
    assert (table.id, table.number, table.entity) == ("T01", "公开01表", "编制单位：示例部门")
    texts = _texts(table)
    assert texts[0] == ["收入", "支出"]
    assert texts[1] == ["项目", "行次", "决算数", "项目（按功能分类）", "行次", "决算数"]
    assert texts[2] == ["栏次", "1", "栏次", "2"]
    assert (table.head_rows, len(table.rows)) == (3, 33)
    assert [texts[-1][n] for n in (0, 1, 3, 4)] == ["总计", "30", "总计", "60"]
    assert [texts[-4][n] for n in (0, 3)] == ["本年收入合计", "本年支出合计"]
    assert texts[11][:2] == ["", "9"]


def test_headings_join_what_belongs_together() -> None:
    rows = _table("government_fund").rows
    assert [(c.colspan, c.rowspan) for c in rows[0]] == [(2, 1), (1, 2), (1, 2), (3, 1), (1, 2)]
    assert [(c.colspan, c.rowspan) for c in rows[1]] == [(1, 1)] * 5
    deep = _table("three_public", SHANGHAI)
    assert deep.head_rows == 4
    assert [c.colspan for c in deep.rows[0]] == [12]
    assert len(deep.rows) == 5


def test_an_edition_may_leave_out_line_and_column_numbers() -> None:
    assert all(
        "行次" not in row and "栏次" not in row for row in _texts(_table("summary", SHANGHAI))
    )


def test_a_wide_table_comes_in_parts_that_repeat_the_labels() -> None:
    first, second = _sheets(load(SICHUAN), _filled(SICHUAN), "general_detail")
    assert (first.id, second.id) == ("T07", "T07-2")
    assert second.title == "一般公共预算财政拨款支出决算明细表（续1）"
    assert (len(first.widths), second.widths[:2]) == (12, first.widths[:2])
    assert [row[0] for row in first.rows[3:]] == [row[0] for row in second.rows[3:]]
    assert not first.notes
    assert second.notes
    columns = _filled(SICHUAN).tables["general_detail"].panes[0].columns
    assert len(first.widths) + len(second.widths) == 4 + len(columns)


def test_a_total_is_not_parted_from_its_first_column() -> None:
    edition = load(SICHUAN)
    statements = _filled(SICHUAN)
    table = statements.tables["general_detail"]
    cells = _cells(edition, statements)
    for most in range(2, 12):
        narrow = replace(table, form=replace(table.form, max_columns=most))
        changed = replace(statements, tables={**statements.tables, "general_detail": narrow})
        for sheet in render(edition, changed, "general_detail", STYLE, cells)[:-1]:
            last = [c for row in sheet.rows[:2] for c in row][-1]
            assert "".join(r.text for r in last.runs if isinstance(r, Text)) != "小计"


def test_zero_is_blank_or_a_figure_as_the_edition_says() -> None:
    edition = load(CN)
    shown = replace(edition, head=replace(edition.head, zero="figure", thousands=False))
    (blank,) = _sheets(edition, _filled(), "summary")
    (figure,) = _sheets(shown, _filled(), "summary")
    assert "0.00" not in {n.text for n in _numbers(blank)}
    assert "0.00" in {n.text for n in _numbers(figure)}
    assert any("," in n.text for n in _numbers(blank))
    assert not any("," in n.text for n in _numbers(figure))


def test_what_is_not_known_is_shown_and_noted() -> None:
    at = Address("summary", "other", "amount")
    statements = _filled().with_value(at, Missing("账套未提供"))
    (table,) = _sheets(load(CN), statements, "summary")
    assert "…" in _texts(table)[10]
    assert any("账套未提供数据" in note for note in table.notes)
    assert not any("账套未提供数据" in note for note in _table("summary").notes)


def test_an_empty_table_keeps_its_form_and_says_so() -> None:
    statements = _filled()
    table = statements.tables["capital_expenditure"]
    for at, _ in table.cells():
        statements = statements.with_value(at, Amount(Decimal(0)))
    (printed,) = _sheets(load(CN), statements, "capital_expenditure")
    assert not _numbers(printed)
    assert printed.notes[-1] == "示例部门2024年度没有国有资本经营预算财政拨款支出，本表无数据。"
    assert _texts(printed)[:2] == _texts(_table("capital_expenditure"))[:2]


def test_notes_speak_of_a_unit_as_a_unit() -> None:
    figures = world.figures(world.fixed())
    statements = fill(load(CN), figures, world.UNITS[0], 2024)
    (table,) = _sheets(load(CN), statements, "revenue")
    assert "本单位" in table.notes[0]
    assert "本部门" in _table("revenue").notes[0]


def test_a_sum_that_misses_in_print_is_marked_and_noted() -> None:
    table = _table("expenditure")
    marked = [n for n in _numbers(table) if n.mark is Mark.ROUNDING]
    assert marked
    assert any(note.startswith("* ") and "四舍五入" in note for note in table.notes)


def test_a_line_without_a_name_is_told_by_its_column() -> None:
    label = _filled().label(Address("three_public", "amounts", "actual_reception"))
    assert label == "公开09表 财政拨款“三公”经费支出决算表“决算数·公务接待费”"


def test_balanced_tables_list_what_was_moved_or_how_much_that_is() -> None:
    table = _table("expenditure", policy="balanced")
    assert not any(n.mark for n in _numbers(table))
    assert any("调整了尾差" in note and "→" in note for note in table.notes)
    wide = _table("general_detail", SICHUAN, policy="balanced")
    assert not wide.notes  # they stand below the last part
    cells = _cells(load(SICHUAN), _filled(SICHUAN), "balanced")
    sheets = render(load(SICHUAN), _filled(SICHUAN), "general_detail", STYLE, cells)
    moved = moves(_filled(SICHUAN).tables["general_detail"], cells)
    assert len(moved) > 8
    assert f"有{len(moved)}处数调整了尾差，每处调整0.01万元" in sheets[-1].notes[-1]
    assert not any("四舍五入" in note for note in table.notes)


def test_a_mark_of_others_is_kept() -> None:
    key = FactKey.of("revenue", world.DEPARTMENT, 2024)
    table = _table("summary", style=Style("示例部门", marks={key: Mark.DISPUTED}))
    assert [n.key for n in _numbers(table) if n.mark is Mark.DISPUTED] == [str(key)]


def test_a_formula_cell_has_a_key_of_its_own() -> None:
    at = Address("summary", "other", "amount")
    statements = _filled().with_value(at, Amount(Decimal(50_000)))
    (table,) = _sheets(load(CN), statements, "summary")
    keys = [n.key for n in _numbers(table)]
    assert "cell(summary[other].amount)@D/department:2024" in keys
    assert len(keys) == len(set(keys))
