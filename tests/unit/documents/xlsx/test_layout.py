"""Places, widths, heights and names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.docmodel.model import Cell, Table
from mingzhang.documents.grid import place
from mingzhang.documents.xlsx.layout import (
    SheetNames,
    em_width,
    height_pt,
    line_count,
    share_pixels,
)


def table(*rows: tuple[Cell, ...], columns: int = 3) -> Table:
    return Table("T07", "表", "", (1,) * columns, 0, rows)


def test_cells_go_round_those_that_reach_down() -> None:
    rows = place(
        table(
            (Cell(rowspan=2), Cell(colspan=2)),
            (Cell(), Cell(rowspan=2)),
            (Cell(), Cell()),
        )
    )
    found = [[(at.row, at.column, at.rows, at.columns) for at in row] for row in rows]
    assert found == [
        [(0, 0, 2, 1), (0, 1, 1, 2)],
        [(1, 1, 1, 1), (1, 2, 2, 1)],
        [(2, 0, 1, 1), (2, 1, 1, 1)],
    ]


def test_a_span_below_the_last_row_ends_with_it() -> None:
    ((at,),) = place(table((Cell(rowspan=9, colspan=3),)))
    assert at.rows == 1


@pytest.mark.parametrize(
    "rows",
    [
        [(Cell(), Cell())],
        [(Cell(), Cell(), Cell(), Cell())],
        [(Cell(), Cell(colspan=3))],
        [(Cell(), Cell(rowspan=2), Cell()), (Cell(colspan=2),)],
        [(Cell(rowspan=2), Cell(), Cell()), (Cell(),)],
        [(Cell(colspan=0), Cell(), Cell(), Cell())],
        [(Cell(rowspan=0), Cell(), Cell())],
    ],
)
def test_a_row_that_does_not_fill_its_columns_is_refused(rows: list[tuple[Cell, ...]]) -> None:
    with pytest.raises(ValueError, match=r"表 T07 第 [12] 行的单元格与列数 3 不符"):
        place(table(*rows))


@pytest.mark.parametrize("widths", [(), (1, 0), (1, -2)])
def test_wrong_widths_are_refused(widths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="表 T07 的列宽须为正整数"):
        place(Table("T07", "表", "", widths, 0, ()))


@given(st.lists(st.integers(1, 90), min_size=1, max_size=30), st.integers(100, 900))
def test_widths_add_up_and_follow_their_weights(weights: list[int], total: int) -> None:
    widths = share_pixels(weights, total)
    assert sum(widths) == total
    for weight, width in zip(weights, widths, strict=True):
        assert abs(width - total * weight / sum(weights)) < 1


def test_a_chinese_character_is_wider_than_a_digit_and_the_widest_line_counts() -> None:
    assert em_width("决算") == 2
    assert em_width("12") < 1.5
    assert em_width("决算\n支出决算") == 4


def test_lines_grow_with_text_and_shrink_with_room() -> None:
    assert line_count("决" * 10, 400, 10.5) == 1
    assert line_count("决" * 100, 400, 10.5) == 4
    assert line_count("甲\n乙", 400, 10.5) == 2
    assert line_count("决" * 10, 1, 10.5) == 10


def test_a_row_is_never_lower_than_asked_nor_higher_than_allowed() -> None:
    assert height_pt(1, 9, 18) == 18
    assert 18 < height_pt(2, 9, 18) < 36
    assert height_pt(1000, 9, 18) == 409


def test_sheet_names_are_legal_and_never_meet() -> None:
    names = SheetNames()
    assert names.take("公开01表", "T01") == "公开01表"
    assert names.take("公开01表", "T02") == "公开01表（2）"
    assert names.take("", "T03") == "T03"
    assert names.take("t03", "x") == "t03（2）"
    assert names.take("a[b]:c*d?e/f\\g", "x") == "a［b］：c＊d？e／f＼g"
    assert names.take("'引号'", "x") == "’引号’"
    assert names.take("History", "x") == "History（2）"
    assert names.take("\x01", "\x02") == "表"


@given(st.lists(st.text(st.characters(), max_size=50), max_size=12))
def test_any_wish_gives_a_legal_name(wishes: list[str]) -> None:
    names = SheetNames()
    taken = [names.take(wish, "T") for wish in [*wishes, *wishes]]
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert 0 < len(name.encode("utf-16-le")) <= 62
        assert not set(name) & set("[]:*?/\\'\n\t")
