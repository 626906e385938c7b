"""Tables: cells, spans, repeated heads, widths, text size, and work linear in the rows."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import _Element

from mingzhang.docmodel.model import Cell, Document, Gap, Number, Table, Text
from mingzhang.documents.docx import write_docx
from mingzhang.documents.docx.tables import column_widths, table_xml
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

WIDTH = 8844


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
    marks = {"disputed": "（待核）", "rounding": "（尾差）"}
    return "".join(
        f"【待补：{run.text}】"
        if isinstance(run, Gap)
        else run.text + (marks[run.mark] if isinstance(run, Number) and run.mark else "")
        for run in cell.runs
    )


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
            for row in found.findall(f"{W}tr")
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
    found = written(
        plain(
            (Cell((Text("甲"),), colspan=2, rowspan=3), label("1")),
            (label("2"),),
            (label("3"),),
            (label("乙"), label("丙"), label("4")),
            columns=3,
        )
    )
    shape = [
        [(continues(cell), columns_of(cell), text(cell)) for cell in row.findall(f"{W}tc")]
        for row in found.findall(f"{W}tr")
    ]
    assert shape == [
        [(False, 2, "甲"), (False, 1, "1")],
        [(True, 2, ""), (False, 1, "2")],
        [(True, 2, ""), (False, 1, "3")],
        [(False, 1, "乙"), (False, 1, "丙"), (False, 1, "4")],
    ]


def test_head_rows_repeat_and_no_row_breaks() -> None:
    for wanted, found in tables():
        rows = found.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [True] * wanted.head_rows + [False] * (len(rows) - wanted.head_rows)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_table_is_as_wide_as_the_text_of_its_section() -> None:
    widths = [attribute(found, f"{W}tblPr/{W}tblW", f"{W}w") for _, found in tables()]
    assert widths == ["8844", "12756"]  # 156 mm upright, 225 mm lying


def test_lines_above_and_notes_below() -> None:
    root = body(sample_docx())
    lines = [text(item) for item in by_style(root, "TableTitle", "TableLine")]
    assert lines[:3] == ["支出决算表", "公开03表", "部门：示例市对外交流服务局\t单位：万元"]
    after = [root[root.index(found) + 1] for found in root.findall(f"{W}tbl")]
    assert [text(item) for item in after] == [wanted.notes[0] for wanted, _ in tables()]
    for item in by_style(root, "TableTitle", "TableLine"):
        assert item.find(f"{W}pPr/{W}keepNext") is not None


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
    (row,) = written(plain((label("甲", level=2), label("乙", strong=True)), columns=2)).findall(
        f"{W}tr"
    )
    first, second = row.findall(f"{W}tc")
    assert next(first.iter(f"{W}ind")).get(f"{W}leftChars") == "200"
    assert list(first.iter(f"{W}b")) == []
    assert second.find(f".//{W}r/{W}rPr/{W}b") is not None


@pytest.mark.parametrize(
    ("columns", "figure", "wanted"),
    [(4, "1.00", "TableText105"), (8, "1.00", "TableText90"), (13, "1.00", "TableText70"),
     (8, "1,234,567,890.12", "TableText60"), (6, "1,234,567.90", "TableText105"),
     (6, "12,345,678.90", "TableText90")],
)  # fmt: skip
def test_text_size_follows_columns_and_figures(columns: int, figure: str, wanted: str) -> None:
    row = (label("甲"), *(money(figure, "k") for _ in range(columns - 1)))
    found = written(plain(row, columns=columns))
    assert {style(item) for item in found.iter(f"{W}p")} == {wanted}


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


@pytest.mark.parametrize("weights", [(), (3, 0)])
def test_widths_must_be_positive(weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="列宽"):
        column_widths(weights, WIDTH)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=30), st.integers(3000, 20000))
def test_widths_add_up_and_keep_proportion(weights: list[int], total: int) -> None:
    widths = column_widths(weights, total)
    assert sum(widths) == total
    for weight, width in zip(weights, widths, strict=True):
        assert abs(width - total * weight / sum(weights)) <= 1


def _calls(rows: int) -> int:
    """Count the Python calls made for a table: work without a clock."""
    table = wide_table("T", rows, 8)
    count = 0

    def tracer(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(tracer)
    try:
        table_xml(table, load_theme(), WIDTH, page_break=False)
    finally:
        sys.setprofile(None)
    return count


def test_work_grows_in_step_with_the_rows() -> None:
    base = _calls(1)
    assert _calls(401) - base <= 2.05 * (_calls(201) - base)


def test_head_cells_are_bold_by_style() -> None:
    found = written(Table("T", "表", "", (1, 1), 1, ((head("甲"), head("乙")),)))
    assert {style(item) for item in found.iter(f"{W}p")} == {"TableHead105"}
