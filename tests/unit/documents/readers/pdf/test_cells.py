"""What stands between the lines of a cell, and which labels are set in."""

import pytest

from mingzhang.documents.readers.pdf.cells import cell_joint, indents_of
from mingzhang.documents.readers.pdf.lines import lines_of
from mingzhang.documents.readers.pdf.model import Box
from mingzhang.documents.readers.pdf.typeset import CellText, TableText, kept
from tests.unit.documents.readers.pdf.printed import wide, word


def _cell(text: str, left: float, row: int = 0, box: Box = Box(100, 0, 300, 20)) -> CellText:  # noqa: B008
    lines = tuple(kept(line, places=False) for line in lines_of(word(text, left, row * 20)))
    return CellText(row, 0, 1, 1, box, lines)


def _joint(before: str, after: str, room: float) -> str:
    box = Box(0, 0, room, 40)
    (line,), (below,) = (lines_of(word(text, 5, 0)) for text in (before, after))
    cell = CellText(0, 0, 1, 1, box, ())
    return cell_joint(cell, kept(line, places=False), kept(below, places=False))


@pytest.mark.parametrize(
    ("before", "after", "room", "between"),
    [
        ("上年结转", "和结余", 60, ""),
        ("1,234,5", "67.89", 46, ""),  # the cell is too narrow for the figure
        ("12.30", "45.60", 100, " "),  # two figures below each other
        ("Grand", "total", 60, " "),
        ("2023", "年", 60, ""),
    ],
)
def test_lines_of_a_cell_are_joined_as_they_are_read(
    before: str, after: str, room: float, between: str
) -> None:
    assert _joint(before, after, room) == between


def test_the_last_line_of_a_cell_has_nothing_behind_it() -> None:
    cell = _cell("收入", 105)
    assert cell_joint(cell, cell.lines[0], None) == ""


def test_labels_that_are_set_in_get_blanks() -> None:
    labels = [("一、收入", 105), ("其中：拨款", 115), ("其他", 125), ("二、支出", 105)]
    table = TableText(
        tuple(_cell(text, left, row) for row, (text, left) in enumerate(labels)),
        4,
        1,
        Box(100, 0, 300, 80),
        "ruled",
    )
    assert indents_of(table) == [0, 2, 4, 0]


def test_what_stands_in_the_middle_or_at_the_right_is_not_set_in() -> None:
    middle = 200 - wide("合计") / 2
    cells = (
        _cell("一、收入", 105, 0),
        _cell("合计", middle, 1),
        _cell("12.30", 130, 2),
        _cell("见附表", 265, 3),
        CellText(4, 0, 1, 1, Box(100, 80, 300, 100), ()),
    )
    assert indents_of(TableText(cells, 5, 1, Box(100, 0, 300, 100), "ruled")) == [0] * 5
