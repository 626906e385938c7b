"""Ruled tables: lines of all makes become a grid, and words go into its cells as a whole."""

from itertools import accumulate, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.documents.readers.pdf.lattice import Area, Grid, grids_of
from mingzhang.documents.readers.pdf.lattice_rows import parted
from mingzhang.documents.readers.pdf.lattice_strokes import strokes
from mingzhang.documents.readers.pdf.lattice_text import cells_of
from mingzhang.documents.readers.pdf.model import Char, DrawnTable, Rule
from tests.unit.documents.readers.pdf.printed import (
    ending,
    filled,
    pieces,
    ruled,
    said,
    spans,
    texts,
    word,
)

XS = (50.0, 150.0, 250.0, 350.0)
YS = (100.0, 120.0, 140.0, 160.0)
ROWS = [["项目", "预算数", "决算数"], ["基本支出", "12.50", "11.80"], ["项目支出", "3.40", "2.90"]]


def _only(across: list[Rule], upright: list[Rule], chars: list[Char]) -> DrawnTable:
    (grid,), _ = grids_of(across, upright)
    (cells,), _ = cells_of([grid], chars)
    return DrawnTable(tuple(cells), len(grid.ys) - 1, len(grid.xs) - 1, grid.box)


def _rows(across: list[Rule], upright: list[Rule]) -> list[list[str]]:
    return texts(_only(across, upright, filled(XS, YS, ROWS)))


def test_a_grid_of_lines_is_a_table() -> None:
    assert _rows(*ruled(XS, YS)) == ROWS


def test_pieces_of_a_line_make_it_up() -> None:
    across, upright = ruled(XS, YS)
    assert (
        _rows(
            [piece for rule in across for piece in pieces(rule, XS)],
            [piece for rule in upright for piece in pieces(rule, YS)],
        )
        == ROWS
    )


def test_dashes_and_dots_are_lines() -> None:
    def dotted(rule: Rule) -> list[Rule]:
        starts = range(int(rule.start), int(rule.end), 5)
        return [Rule(rule.at, start, start + 2.0) for start in starts]

    across, upright = ruled(XS, YS)
    assert (
        _rows(
            [dot for rule in across for dot in dotted(rule)],
            [dot for rule in upright for dot in dotted(rule)],
        )
        == ROWS
    )


def test_a_double_line_is_one() -> None:
    across, upright = ruled(XS, YS)
    assert (
        _rows(
            [*across, *(Rule(at + 2.2, start, end) for at, start, end in across)],
            [*upright, *(Rule(at - 2.2, start, end) for at, start, end in upright)],
        )
        == ROWS
    )


def test_cells_that_are_boxes_with_a_little_room_between_are_one_table() -> None:
    across, upright = [], []
    for left, right in pairwise(XS):
        for top, bottom in pairwise(YS):
            across += [Rule(y, left + 1, right - 1) for y in (top + 1, bottom - 1)]
            upright += [Rule(x, top + 1, bottom - 1) for x in (left + 1, right - 1)]
    assert _rows(across, upright) == ROWS


def test_lines_that_stop_short_or_reach_over_still_meet() -> None:
    across, upright = ruled(XS, YS)
    assert (
        _rows(
            [Rule(at, start + 2, end + 2) for at, start, end in across],
            [Rule(at, start - 2, end - 2) for at, start, end in upright],
        )
        == ROWS
    )


@pytest.mark.parametrize("missing", ["sides", "ends"])
def test_a_table_may_be_open_at_its_sides_or_ends(missing: str) -> None:
    across, upright = ruled(XS, YS)
    if missing == "sides":
        assert _rows(across, upright[1:-1]) == ROWS
    else:
        assert _rows(across[1:-1], upright) == ROWS


def test_a_missing_piece_of_line_joins_cells() -> None:
    across, upright = ruled(XS, YS)
    across[1:2] = pieces(across[1], XS, [0])
    upright[2:3] = pieces(upright[2], YS, [0])
    chars = [*word("项目", 60, 115), *word("金额", 180, 105), *word("12.50", 160, 125)]
    assert spans(_only(across, upright, chars)) == {
        "项目": (0, 0, 2, 1),
        "金额": (0, 1, 1, 2),
        "12.50": (1, 1, 1, 1),
    }


def test_tables_side_by_side_and_below_each_other_are_apart() -> None:
    pages = [
        ruled(XS, YS),
        ruled([x + 320 for x in XS], [y + 2 for y in YS]),
        ruled(XS, [300, 320]),
    ]
    grids, _ = grids_of(
        [rule for across, _ in pages for rule in across],
        [rule for _, upright in pages for rule in upright],
    )
    assert [(grid.xs[0], round(grid.ys[0])) for grid in grids] == [(50, 100), (370, 102), (50, 300)]


def test_a_table_in_a_cell_is_text_of_the_cell() -> None:
    across, upright = ruled(XS, YS)
    inner = ruled((160.0, 200.0, 240.0), (124.0, 130.0, 136.0))
    chars = [*word("甲", 165, 124, 6), *word("乙", 205, 124, 6), *word("丙", 165, 131, 6)]
    table = _only([*across, *inner[0]], [*upright, *inner[1]], chars)
    assert texts(table)[1][1] == "甲 乙丙"


@pytest.mark.parametrize(
    ("xs", "ys"),
    [
        ((50.0, 350.0), (100.0, 140.0)),  # a box round a heading
        ((30.0, 565.0), (30.0, 60.0, 812.0)),  # a frame round a page with its head
        ((50.0, 350.0), (100.0, 120.0, 140.0, 160.0)),  # boxes round paragraphs
    ],
)
def test_a_box_or_a_frame_is_no_table(xs: tuple[float, ...], ys: tuple[float, ...]) -> None:
    assert grids_of(*ruled(xs, ys))[0] == []


def test_underlines_and_rules_of_notes_are_no_table() -> None:
    across = [Rule(100, 50, 120), Rule(300, 80, 200), Rule(700, 50, 200)]
    assert grids_of(across, []) == ([], across)


def test_boxes_joined_by_arrows_are_no_table() -> None:
    boxes = [ruled((x, x + 40.0), (y, y + 15.0)) for x, y in ((50, 100), (250, 100), (150, 300))]
    across = [rule for box, _ in boxes for rule in box]
    upright = [rule for _, box in boxes for rule in box]
    assert (
        grids_of(
            [*across, Rule(200, 70, 270)],
            [*upright, Rule(70, 115, 200), Rule(270, 115, 200), Rule(170, 200, 300)],
        )[0]
        == []
    )


def test_a_place_that_no_walls_bound_is_no_cell() -> None:
    across, upright = ruled(XS, YS)
    across[0] = Rule(100, 150, 350)
    upright[0] = Rule(50, 120, 160)
    chars = [*word("单位：万元", 60, 105), *filled(XS, YS, [["", "预算数"], ["基本支出", "12.50"]])]
    (grid,), _ = grids_of(across, upright)
    _, rest = cells_of([grid], chars)
    assert said(rest) == "单位：万元"
    assert min(grid.areas) == Area(0, 1, 1, 1)


def test_a_drawing_of_very_many_lines_is_bounded() -> None:
    crossed = [Rule(n / 100, 0, 800) for n in range(50_000)]
    assert len(strokes(crossed)) <= 1000
    many = [Rule(5.0 * n, 0, 100_000) for n in range(20_000)]
    assert len(strokes(many)) == 1000
    assert grids_of(many, many)[0] == []


# --- words ------------------------------------------------------------------------------------


def _placed(*runs: list[Char]) -> list[list[str]]:
    return texts(_only(*ruled(XS, YS), [char for run in runs for char in run]))


def test_a_wide_figure_stays_whole() -> None:
    assert _placed(word("1,234,567.89", 200, 122)) == [
        ["", "", ""],
        ["", "1,234,567.89", ""],
        [""] * 3,
    ]
    assert _placed(word("1,234,567.89", 225, 122))[1] == ["", "", "1,234,567.89"]


def test_figures_of_two_cells_that_touch_are_two() -> None:
    assert _placed(ending("12,345.67", 250, 122), word("8,901.23", 250, 122))[1] == [
        "",
        "12,345.67",
        "8,901.23",
    ]


def test_words_that_reach_into_the_next_cell_stay_with_their_beginning() -> None:
    assert _placed(word("机关事业单位基本养老保险", 52, 122), ending("5.00", 248, 122))[1] == [
        "机关事业单位基本养老保险",
        "5.00",
        "",
    ]


def test_a_name_and_a_figure_that_follow_without_a_gap_are_two() -> None:
    assert _placed(word("基本养老保险缴费12.50", 70, 122))[1] == ["基本养老保险缴费", "12.50", ""]


def test_a_figure_drawn_over_the_line_goes_to_the_row_of_its_words() -> None:
    rows = filled(XS, YS, [["项目", "预算数"], ["基本支出"], ["项目支出", "3.40"]])
    assert _placed(rows, word("12.50", 152, 114))[:2] == [
        ["项目", "预算数", ""],
        ["基本支出", "12.50", ""],
    ]
    assert _placed(rows, word("12.50", 152, 136))[1] == ["基本支出", "12.50", ""]


def test_lines_of_a_cell_are_joined_in_order_whatever_their_order_in_the_file() -> None:
    tall = (100.0, 140.0, 180.0)
    (grid,), _ = grids_of(*ruled(XS, tall))
    (cells,), _ = cells_of([grid], [*word("保险缴费", 52, 117), *word("基本养老", 52, 104)])
    assert [line.text for line in cells[0].lines] == ["基本养老", "保险缴费"]


# --- rows without lines -----------------------------------------------------------------------

TALL = (100.0, 120.0, 200.0)


def _ledger(column: list[str], amounts: list[str]) -> list[list[str]]:
    chars = filled(XS, TALL, [["项目", "预算数"]])
    for n, (name, amount) in enumerate(zip(column, amounts, strict=True)):
        chars += [*word(name, 52, 124 + 16 * n), *ending(amount, 248, 124 + 16 * n)]
    table = _only(*ruled(XS, TALL), chars)
    cells, rows = parted(table.cells, table.rows)
    return texts(DrawnTable(tuple(cells), rows, table.columns, table.box))


def test_rows_that_only_their_words_tell_are_apart() -> None:
    names, amounts = ["基本支出", "项目支出", "其他", "合计"], ["12.50", "3.40", "0.10", "16.00"]
    expected = [[name, amount, ""] for name, amount in zip(names, amounts, strict=True)]
    assert _ledger(names, amounts) == [["项目", "预算数", ""], *expected]


def test_a_figure_broken_over_two_lines_is_no_row_of_its_own() -> None:
    assert len(_ledger(["一般公共预算", "财政拨款"], ["371514", "655.00"])) == 2


def test_figures_without_names_beside_them_are_one_row() -> None:
    assert len(_ledger(["基本支出", "", ""], ["12.50", "3.40", "0.10"])) == 2


# --- any grid ---------------------------------------------------------------------------------


@st.composite
def _areas(draw: st.DrawFn) -> tuple[list[float], list[float], list[Area]]:
    """Draw a grid with cells over several rows and columns, none of its lines without a cell."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    taken = [[False] * columns for _ in range(rows)]
    found = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            wide = draw(st.sampled_from((1, 1, 1, 2, 3)))
            while wide > 1 and (column + wide > columns or any(taken[row][column : column + wide])):
                wide -= 1
            high = min(draw(st.sampled_from((1, 1, 1, 2, 3))), rows - row)
            for line in taken[row : row + high]:
                line[column : column + wide] = [True] * wide
            found.append(Area(row, column, high, wide))
    steps = st.integers(18, 70)
    xs = draw(st.lists(steps, min_size=columns, max_size=columns))
    ys = draw(st.lists(steps, min_size=rows, max_size=rows))
    return list(accumulate(xs, initial=40.0)), list(accumulate(ys, initial=40.0)), found


@given(_areas(), st.integers(0, 2**32))
def test_any_grid_is_recovered_from_pieces_of_shaky_lines(
    drawn: tuple[list[float], list[float], list[Area]], seed: int
) -> None:
    xs, ys, areas = drawn
    random = Random(seed)  # noqa: S311 - no secret hangs on it

    def shake() -> float:
        return random.uniform(-1, 1)

    across, upright, chars = [], [], []
    for n, (row, column, high, wide) in enumerate(areas):
        left, top, right, bottom = xs[column], ys[row], xs[column + wide], ys[row + high]
        for y in (top, bottom):
            across += [Rule(y + shake(), a + shake(), b + shake()) for a, b in _broken(left, right)]
        for x in (left, right):
            upright += [
                Rule(x + shake(), a + shake(), b + shake()) for a, b in _broken(top, bottom)
            ]
        chars += word(f"{n:02}", left + 3, top + 4, 8)
    used_x = sorted({x for _, column, _, wide in areas for x in (column, column + wide)})
    used_y = sorted({y for row, _, high, _ in areas for y in (row, row + high)})
    grids, _ = grids_of(across, upright)
    if len(used_x) < 3:
        assert grids == []
        return
    (cells,), rest = cells_of(grids, chars)
    assert rest == []
    assert {
        said(c for line in cell.lines for w in line.words for c in w.chars): (
            used_y[cell.row],
            used_x[cell.column],
            used_y[cell.row + cell.rowspan],
            used_x[cell.column + cell.colspan],
        )
        for cell in cells
    } == {
        f"{n:02}": (row, column, row + high, column + wide)
        for n, (row, column, high, wide) in enumerate(areas)
    }


def _broken(start: float, end: float) -> list[tuple[float, float]]:
    middle = (start + end) / 2
    return [(start, middle - 0.4), (middle + 0.4, end)]


def test_a_grid_tells_the_cell_at_a_point() -> None:
    grid = Grid([0, 10, 20], [0, 10, 20], [Area(0, 0, 2, 1), Area(0, 1, 1, 1)])
    assert [grid.at(x, y) for x, y in ((0, 0), (5, 20), (15, 5), (15, 15))] == [0, 0, 1, -1]
