"""Plans of tables: type, widths and rows, and pages that do not end in a few lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.docmodel.model import (
    Block,
    Cell,
    Heading,
    Mark,
    Orientation,
    PageBreak,
    Paragraph,
    Table,
    Text,
)
from mingzhang.documents.measure import figure_em, points
from mingzhang.documents.tableplan import TablePlan, plan_tables
from mingzhang.documents.theme import load_theme
from tests.unit.documents.sample import head, label, money, sample_document, wide_table

THEME = load_theme()
USUAL = {size: points(THEME.table.row_mm) * size / 10.5 for _, size in THEME.table.sizes}
FLOOR = {size: points(THEME.table.row_least_mm) * size / 10.5 for _, size in THEME.table.sizes}


def plan(*blocks: Block) -> TablePlan:
    return plan_tables(blocks, THEME)[-1]


def figures(columns: int, text: str, mark: Mark | None = None) -> Table:
    row = (label("甲"), *(money(text, f"k{column}", mark) for column in range(1, columns)))
    return Table("T", "表", "万元", (1,) * columns, 0, (row,))


@pytest.mark.parametrize(
    ("columns", "figure", "size"),
    [(4, "1.00", 10.5), (8, "1.00", 9.0), (11, "1.00", 8.0), (13, "1.00", 7.5), (20, "1.00", 6.0),
     (6, "1,234,567.90", 10.5), (6, "12,345,678,901.00", 8.0), (8, "1,234,567,890.12", 6.0)],
)  # fmt: skip
def test_type_follows_columns_and_figures(columns: int, figure: str, size: float) -> None:
    assert plan(figures(columns, figure)).size_pt == size


@pytest.mark.parametrize("columns", range(2, 17))
def test_marks_do_not_press_the_type_below_its_floor(columns: int) -> None:
    found = plan(figures(columns, "1.45", Mark.DISPUTED))
    assert found.size_pt == plan(figures(columns, "1.45")).size_pt >= 7.5


def test_no_figure_is_wider_than_its_cell() -> None:
    blocks = sample_document().blocks
    for found in plan_tables(blocks, THEME):
        for row in found.cells:
            for at in row:
                room = sum(found.widths[at.column : at.column + at.columns])
                room -= 2 * points(THEME.table.padding_mm)
                need = figure_em(at.cell.runs, THEME, strong=at.cell.strong) * found.size_pt
                assert need <= room


def test_widths_fill_the_text_of_their_page() -> None:
    blocks = (figures(3, "1.00"), PageBreak(Orientation.LANDSCAPE), figures(3, "1.00"))
    totals = [sum(found.widths) for found in plan_tables(blocks, THEME)]
    assert totals == pytest.approx([points(156), points(225)], abs=0.05)


def test_a_table_and_its_continuation_are_set_alike() -> None:
    long = replace(figures(8, "1,234,567.89"), number="公开07表")
    short = replace(figures(8, "1.00"), id="T-2", number="公开07表")
    first, second = plan_tables((long, PageBreak(), short), THEME)
    assert (first.size_pt, first.widths) == (second.size_pt, second.widths)
    other = replace(short, number="公开08表")
    assert plan_tables((long, PageBreak(), other), THEME)[1].widths != first.widths


def rows_on_a_page(table: Table) -> int:
    """Give how many rows of the table's type one upright page holds at their usual height."""
    found = plan(replace(table, rows=table.rows[:2]))
    return int((points(225) - points(20)) / USUAL[found.size_pt])


def test_a_table_that_is_a_little_too_long_is_lowered_onto_one_page() -> None:
    table = wide_table("T", 60, 4)
    full = rows_on_a_page(table)
    found = plan(replace(table, rows=table.rows[: full + 2]))
    assert FLOOR[found.size_pt] <= found.row_pt < USUAL[found.size_pt]


def test_rows_keep_their_height_where_lowering_saves_no_page() -> None:
    table = wide_table("T", 90, 4)
    full = rows_on_a_page(table)
    short, long = (plan(replace(table, rows=table.rows[:n])) for n in (10, full * 19 // 10))
    assert (short.size_pt, short.row_pt) == (10.5, USUAL[10.5])
    assert (long.size_pt, long.row_pt) == (10.5, USUAL[10.5])


def test_what_stands_above_counts_and_an_unknown_place_lowers_nothing() -> None:
    table = wide_table("T", 60, 4)
    table = replace(table, rows=table.rows[: rows_on_a_page(table) - 1])
    alone = plan(table)
    below = plan(Heading(1, "第四部分 附表", "a"), table)
    somewhere = plan(Paragraph((Text("甲"),)), table)
    assert alone.row_pt == somewhere.row_pt == USUAL[10.5]
    assert below.row_pt / below.size_pt < alone.row_pt / alone.size_pt


def test_the_last_rows_stay_together_unless_a_span_forbids() -> None:
    table = wide_table("T", 8, 3)
    assert plan(table).keep == THEME.table.keep_rows == 2
    tall = Cell((Text("组"),), rowspan=3)
    rows = (*table.rows[:6], (tall, *table.rows[6][1:]), *(row[1:] for row in table.rows[7:]))
    assert plan(replace(table, rows=rows)).keep == 3
    whole = (table.rows[0], (replace(tall, rowspan=8), *table.rows[1][1:]))
    rows = (*whole, *(row[1:] for row in table.rows[2:]))
    assert plan(replace(table, rows=rows)).keep == 0


def test_lines_of_a_cell_add_to_the_height_of_a_row() -> None:
    found = plan(wide_table("T", 3, 4))
    assert found.line_pt == found.size_pt * THEME.table.line_em
    assert 2 * found.inset_pt + found.line_pt == pytest.approx(found.row_pt)


def test_a_word_of_two_characters_stands_on_one_line() -> None:
    rows = ((head("项目"), head("行次")), (label("甲" * 60), label("1")))
    found = plan(Table("T", "表", "", (60, 1), 1, rows))
    assert found.widths[1] >= 2 * found.size_pt + 2 * points(THEME.table.padding_mm)
