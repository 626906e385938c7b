"""The tables of a page in reading order, and what stands in none of them."""

from mingzhang.documents.readers.pdf.model import Char, Rule
from mingzhang.documents.readers.pdf.tables import tables_of
from tests.unit.documents.readers.pdf.printed import ending, filled, page, ruled, said, texts, word

XS = (50.0, 150.0, 250.0)
ROWS = [["项目", "金额"], ["基本支出", "12.50"]]


def _ruled(top: float) -> tuple[list[Char], list[Rule], list[Rule]]:
    ys = (top, top + 20, top + 40)
    return filled(XS, ys, ROWS), *ruled(XS, ys)


def test_a_page_without_lines_and_columns_has_no_table() -> None:
    chars = word("本部门收入总计36.00万元。", 60, 100)
    assert tables_of(page(chars)) == ([], chars)
    assert tables_of(page([])) == ([], [])


def test_tables_come_from_top_to_bottom_and_the_rest_is_text() -> None:
    names = ["合计", "办公费", "印刷费", "咨询费"]
    typed = [*word("项目", 60, 300), *word("预算数", 300, 300)]
    for n, name in enumerate(names):
        typed += [*word(name, 60, 318 + 18 * n), *ending(f"{n + 1}.50", 330, 318 + 18 * n)]
    lower, upper = _ruled(500), _ruled(100)
    title = word("收支情况表", 120, 80)
    tables, rest = tables_of(
        page(
            [*typed, *lower[0], *upper[0], *title],
            [*lower[1], *upper[1]],
            [*lower[2], *upper[2]],
        )
    )
    assert [table.kind for table in tables] == ["ruled", "aligned", "ruled"]
    assert texts(tables[0]) == texts(tables[2]) == ROWS
    assert texts(tables[1])[-1] == ["咨询费", "4.50"]
    assert said(rest) == "收支情况表"


def test_a_grid_without_any_text_is_no_table() -> None:
    _, across, upright = _ruled(100)
    assert tables_of(page([], across, upright)) == ([], [])


def test_the_parts_of_a_table_on_two_pages_have_the_same_columns() -> None:
    xs = (*XS, 350.0)
    across, upright = ruled(xs, (40.0, 60.0, 80.0))
    filled_row = filled(xs, (40.0, 60.0), [["办公费", "12.50"], ["印刷费", "3.40"]])
    (table,), rest = tables_of(page(filled_row, across[1:], upright))
    assert (table.rows, table.columns, rest) == (2, 3, [])
    assert texts(table) == [["办公费", "12.50", ""], ["印刷费", "3.40", ""]]
