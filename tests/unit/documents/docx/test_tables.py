"""Tables: cells, spans, repeated heads, lines above and notes as rows, work linear in the rows."""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal
from types import FrameType

import pytest
from lxml.etree import _Element

from mingzhang.docmodel.model import Align, Cell, Document, Gap, Mark, Number, Table, Text
from mingzhang.documents.docx import write_docx
from mingzhang.documents.docx.tables import table_xml
from mingzhang.documents.tableplan import plan_tables
from mingzhang.documents.theme import load_theme
from tests.unit.documents.docx.unzipped import (
    W,
    attribute,
    body,
    by_style,
    sample_docx,
    style,
    text,
)
from tests.unit.documents.sample import head, label, money, sample_document, wide_table


def tables() -> list[tuple[Table, _Element]]:
    """Pair the tables of the sample with what was written."""
    wanted = [block for block in sample_document().blocks if isinstance(block, Table)]
    return list(zip(wanted, body(sample_docx()).findall(f"{W}tbl"), strict=True))


def written(table: Table) -> _Element:
    (found,) = body(write_docx(Document("题", "某局", "2024-01-02", (table,)))).findall(f"{W}tbl")
    return found


def plain(*rows: tuple[Cell, ...], columns: int) -> Table:
    return Table("T", "表", "万元", (1,) * columns, 0, rows)


def printed(cell: Cell) -> str:
    marks = {"disputed": "（待核）", "rounding": "*"}
    return "".join(
        f"【待补：{run.text}】"
        if isinstance(run, Gap)
        else run.text + (marks[run.mark] if isinstance(run, Number) and run.mark else "")
        for run in cell.runs
    )


def own_rows(wanted: Table, found: _Element) -> list[_Element]:
    """Give the rows of the table itself, between the lines above and the notes."""
    rows = found.findall(f"{W}tr")
    first = int(bool(wanted.title or wanted.number or wanted.entity or wanted.unit))
    assert len(rows) == first + len(wanted.rows) + bool(wanted.notes)
    return rows[first : first + len(wanted.rows)]


def continues(cell: _Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") is None


def columns_of(cell: _Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(str(span.get(f"{W}val")))


def test_every_cell_prints_its_text_in_its_row() -> None:
    for wanted, found in tables():
        rows = [
            [text(cell) for cell in row.findall(f"{W}tc") if not continues(cell)]
            for row in own_rows(wanted, found)
        ]
        assert rows == [[printed(cell) for cell in row] for row in wanted.rows]


def test_cells_with_their_spans_fill_the_grid() -> None:
    for wanted, found in tables():
        widths = [int(str(item.get(f"{W}w"))) for item in found.iter(f"{W}gridCol")]
        assert len(widths) == len(wanted.widths)
        for row in found.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            assert sum(columns_of(cell) for cell in cells) == len(widths)
            set_widths = [int(attribute(cell, f"{W}tcPr/{W}tcW", f"{W}w")) for cell in cells]
            assert sum(set_widths) == sum(widths)


def test_vertical_spans_go_on_in_the_rows_below() -> None:
    table = plain(
        (Cell((Text("甲"),), colspan=2, rowspan=3), label("1")),
        (label("2"),),
        (label("3"),),
        (label("乙"), label("丙"), label("4")),
        columns=3,
    )
    shape = [
        [(continues(cell), columns_of(cell), text(cell)) for cell in row.findall(f"{W}tc")]
        for row in own_rows(table, written(table))
    ]
    assert shape == [
        [(False, 2, "甲"), (False, 1, "1")],
        [(True, 2, ""), (False, 1, "2")],
        [(True, 2, ""), (False, 1, "3")],
        [(False, 1, "乙"), (False, 1, "丙"), (False, 1, "4")],
    ]


def test_the_lines_above_and_the_head_repeat_and_no_row_breaks() -> None:
    for wanted, found in tables():
        rows = found.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        repeated = 1 + wanted.head_rows
        assert heads == [True] * repeated + [False] * (len(rows) - repeated)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def kept(row: _Element) -> bool:
    """Tell whether every paragraph of a row stays with the next row."""
    keeps = [item.find(f"{W}pPr/{W}keepNext") is not None for item in row.iter(f"{W}p")]
    assert len(set(keeps)) == 1
    return keeps[0]


def test_the_last_rows_stay_with_the_notes_and_the_head_with_the_first() -> None:
    for wanted, found in tables():
        rows = [kept(row) for row in found.findall(f"{W}tr")]
        head = 1 + wanted.head_rows
        assert rows == [True] * head + [False] * (len(rows) - head - 3) + [True, True, False]


def test_table_is_as_wide_as_the_text_of_its_section() -> None:
    widths = [attribute(found, f"{W}tblPr/{W}tblW", f"{W}w") for _, found in tables()]
    assert widths == ["8844", "12756"]  # 156 mm upright, 225 mm lying


def sides(row: _Element) -> dict[str, str]:
    """Give the kind of each rule of a row of one cell."""
    (cell,) = row.findall(f"{W}tc")
    rules = cell.find(f"{W}tcPr/{W}tcBorders")
    assert rules is not None
    return {str(rule.tag).removeprefix(W): str(rule.get(f"{W}val")) for rule in rules}


def test_lines_above_and_notes_below_are_rows_without_rules() -> None:
    wanted, found = tables()[0]
    first, *_, last = found.findall(f"{W}tr")
    assert [text(item) for item in first.iter(f"{W}p")] == [
        "支出决算表", "公开03表", "部门：示例市对外交流服务局\t单位：万元",
    ]  # fmt: skip
    assert {style(item) for item in first.iter(f"{W}p")} == {"TableTitle", "TableLine"}
    assert tuple(text(item) for item in last.iter(f"{W}p")) == wanted.notes
    assert {style(item) for item in last.iter(f"{W}p")} == {"Note"}
    around = {"left": "nil", "right": "nil"}
    assert sides(first) == {**around, "top": "nil", "bottom": "single"}
    assert sides(last) == {**around, "top": "single", "bottom": "nil"}


def test_unit_that_has_its_label_is_printed_as_it_is() -> None:
    table = replace(wide_table("T", 1, 3), unit="金额单位：元")
    root = body(write_docx(Document("题", "某局", "2024-01-02", (table,))))
    assert text(by_style(root, "TableLine")[0]) == "\t金额单位：元"


def test_a_paragraph_stands_between_tables_without_titles() -> None:
    bare = replace(wide_table("T", 1, 3), title="", unit="")
    root = body(write_docx(Document("题", "某局", "2024-01-02", (bare, bare))))
    tags = [str(item.tag).removeprefix(W) for item in root]
    assert tags == ["p", "tbl", "p", "p", "tbl", "p", "sectPr"]


def test_alternative_text_names_the_table() -> None:
    for wanted, found in tables():
        properties = f"{W}tblPr/{W}tbl"
        assert attribute(found, f"{properties}Caption", f"{W}val") == wanted.title
        assert wanted.number in attribute(found, f"{properties}Description", f"{W}val")


def test_level_indents_and_strong_is_bold() -> None:
    table = plain((label("甲", level=2), label("乙", strong=True)), columns=2)
    (row,) = own_rows(table, written(table))
    first, second = row.findall(f"{W}tc")
    assert next(first.iter(f"{W}ind")).get(f"{W}leftChars") == "200"
    assert list(first.iter(f"{W}b")) == []
    assert second.find(f".//{W}r/{W}rPr/{W}b") is not None


def test_a_figure_and_a_line_number_do_not_wrap_and_words_do() -> None:
    marked = Cell((Number("1.00", Decimal(1), "万元", 2, "k", Mark.DISPUTED),), Align.RIGHT)
    table = plain(
        (label("甲"), label("12"), money("1.00", "k"), money("1.00", "r", Mark.ROUNDING), marked),
        columns=5,
    )
    (row,) = own_rows(table, written(table))
    kept = [cell.find(f"{W}tcPr/{W}noWrap") is not None for cell in row.findall(f"{W}tc")]
    assert kept == [False, True, True, True, False]


def test_type_rows_and_widths_are_those_of_the_plan() -> None:
    plans = plan_tables(sample_document().blocks, load_theme())
    for plan, (wanted, found) in zip(plans, tables(), strict=True):
        assert [int(str(item.get(f"{W}w"))) for item in found.iter(f"{W}gridCol")] == [
            round(width * 20) for width in plan.widths
        ]
        for row in own_rows(wanted, found)[wanted.head_rows :]:
            used = {style(item) for item in row.iter(f"{W}p")}
            assert used == {f"TableText{round(plan.size_pt * 10)}"}
            height = attribute(row, f"{W}trPr/{W}trHeight", f"{W}val")
            assert int(height) == round((plan.row_pt - 0.5) * 20)


@pytest.mark.parametrize(
    "rows",
    [
        ((label("甲"),),),
        ((label("甲"), label("乙"), label("丙")),),
        ((Cell(colspan=3),),),
        ((Cell(colspan=0), label("乙")),),
        ((label("甲"), Cell(rowspan=2)), (Cell(colspan=2),)),
        ((Cell(rowspan=2), label("甲")), (label("乙"), label("丙"))),
    ],
)
def test_cells_that_do_not_fill_the_columns_are_refused(rows: tuple[tuple[Cell, ...], ...]) -> None:
    with pytest.raises(ValueError, match="表 T 第"):
        written(plain(*rows, columns=2))


def test_a_column_without_width_is_refused() -> None:
    with pytest.raises(ValueError, match="列宽"):
        written(replace(plain((label("甲"), label("乙")), columns=2), widths=(3, 0)))


def test_a_table_has_a_bookmark_and_the_field_that_word_lists() -> None:
    root = body(sample_docx())
    wanted, _ = tables()[1]
    (mark,) = [
        item
        for item in root.iter(f"{W}bookmarkStart")
        if item.get(f"{W}name") == f"table_{wanted.id}"
    ]
    title = mark.getparent()
    assert title is not None
    assert text(title) == wanted.title
    (code,) = title.iter(f"{W}instrText")
    # Word takes curly quotes of a field for quotes, so they are told by a backslash.
    assert code.text == ' TC "公开08表 财政拨款\\“三公\\”经费支出决算表" \\l 9 '


def _calls(rows: int) -> int:
    """Count the Python calls made for a table: work without a clock."""
    table = wide_table("T", rows, 8)
    theme = load_theme()
    count = 0

    def tracer(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(tracer)
    try:
        (plan,) = plan_tables((table,), theme)
        table_xml(table, plan, theme, "", page_break=False)
    finally:
        sys.setprofile(None)
    return count


def test_work_grows_in_step_with_the_rows() -> None:
    base = _calls(1)
    assert _calls(401) - base <= 2.05 * (_calls(201) - base)


def test_head_cells_have_a_style_of_their_own() -> None:
    table = Table("T", "表", "", (1, 1), 1, ((head("甲"), head("乙")),))
    (row,) = own_rows(table, written(table))
    assert {style(item) for item in row.iter(f"{W}p")} == {"TableHead105"}
