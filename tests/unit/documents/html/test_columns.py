"""Columns on a screen: which stay in view, how wide they are, what a blank and a mark look like."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import lxml.html
import pytest
from lxml.html import HtmlElement

from mingzhang.docmodel.model import Align, Cell, Document, Mark, Number, Table, Text
from mingzhang.documents.grid import place
from mingzhang.documents.html.columns import Columns, is_short, plan_columns
from mingzhang.documents.html.write import write_html
from mingzhang.documents.theme import load_theme
from tests.unit.documents.sample import head, label, money

BLANK = Cell(align=Align.RIGHT)


def line(number: int) -> Cell:
    return Cell((Text(str(number)),), Align.CENTER)


def two_sided(*rows: tuple[Cell, ...]) -> Table:
    """Give a table of income at the left and expenditure at the right."""
    top = (head("收入", 3), head("支出", 3))
    names = tuple(map(head, ("项目", "行次", "决算数") * 2))
    first = (
        label("一、财政拨款收入"), line(1), money("5,836.48", "a"),
        label("一、一般公共服务支出"), line(31), money("2,885.30", "b"),
    )  # fmt: skip
    return Table("T01", "总表", "万元", (24, 4, 12) * 2, 2, (top, names, first, *rows))


def coded(*rows: tuple[Cell, ...], columns: int = 3) -> Table:
    """Give a table with code and name, and `columns` columns of figures."""
    top = (head("项目", 2), *(head(f"第{n}栏", rowspan=2) for n in range(columns)))
    names = (head("科目编码"), head("科目名称"))
    total = (
        Cell((Text("合计"),), Align.CENTER, colspan=2),
        *(money("10,700.14", f"t{n}") for n in range(columns)),
    )
    widths = (8, 20, *(12,) * columns)
    return Table("T02", "明细表", "万元", widths, 2, (top, names, total, *rows))


def item(code: str, name: str, *figures: Cell) -> tuple[Cell, ...]:
    return (Cell((Text(code),)), label(name), *figures)


def plan(table: Table) -> Columns:
    return plan_columns(table, place(table), load_theme())


def page(table: Table) -> HtmlElement:
    document = Document("题", "局", "2024-01-01", (table,))
    return lxml.html.document_fromstring(write_html(document).decode("utf-8"))


def classes(root: HtmlElement) -> list[str]:
    return [cell.get("class", "") for cell in root.iter("td", "th")]


def notes(table: Table) -> list[str]:
    return [str(p.text_content()) for p in page(table).xpath("//div[@class='notes']/p")]


def test_in_a_table_of_two_sides_nothing_stays() -> None:
    table = two_sided()
    assert plan(table).stay == 0
    assert not any("k" in names.split() for names in classes(page(table)))


def test_code_and_name_stay_together_with_their_head_and_the_name_of_the_total() -> None:
    table = coded(item("2011301", "行政运行", BLANK, money("1.00", "a"), BLANK))
    assert plan(table).stay == 2
    staying = [
        (str(cell.text_content()), cell.get("class", "").split())
        for cell in page(table).iter("td", "th")
        if "k" in cell.get("class", "").split()
    ]
    assert [(text, "k0" in names, "ke" in names) for text, names in staying] == [
        ("项目", True, True),
        ("科目编码", True, False),
        ("科目名称", False, True),
        ("合计", True, True),
        ("2011301", True, False),
        ("行政运行", False, True),
    ]
    style = page(table).xpath("//table/@style")[0]
    least = plan(table).least
    assert f"--k1:calc({least[0]:g}em + " in style


def test_a_line_number_behind_the_name_does_not_stay() -> None:
    rows = ((head("项目"), head("行次"), head("金额")), (label("收入"), line(1), money("1", "a")))
    assert plan(Table("T", "", "", (9, 2, 5), 1, rows)).stay == 1


def test_a_table_without_names_or_without_figures_has_nothing_that_stays() -> None:
    figures = (money("1", "a"), money("2", "b"))
    assert plan(Table("T", "", "", (1, 1), 0, (figures,))).stay == 0
    words = (label("甲"), label("乙"))
    assert plan(Table("T", "", "", (1, 1), 0, (words,))).stay == 0


def test_what_stays_leaves_room_for_figures_on_a_telephone() -> None:
    long = "其他对外交流与合作服务保障支出"
    rows = ((label(long), label(long), label(long), money("1", "a"), money("2", "b")),)
    found = plan(Table("T", "", "", (20, 20, 20, 9, 9), 0, rows))
    assert found.stay == 1
    least = plan(coded(item("2019999", long, *(money("1", f"a{n}") for n in range(3))))).least
    # 360 px less both margins, in type of 13 px: a column of figures stands beside both
    assert sum(least[:3]) * 13 <= 336


def test_least_widths_hold_figures_codes_and_short_heads() -> None:
    found = plan(two_sided())
    assert found.least[1] == found.least[4] < 4
    assert found.least[2] > 8 * 0.5  # 8 characters of half an em
    assert found.total == pytest.approx(sum(found.least))
    assert found.total * 13 > 336  # it scrolls on a telephone
    assert found.free == {0, 3}


def test_a_mark_of_one_sign_does_not_widen_its_column() -> None:
    def table(mark: Mark | None) -> Table:
        return Table("T", "", "", (1, 1), 0, ((label("甲"), money("123456.78", "a", mark)),))

    plain, rounded, disputed = (
        plan(table(mark)).least[1] for mark in (None, Mark.ROUNDING, Mark.DISPUTED)
    )
    assert plain == rounded < disputed
    (mark,) = page(table(Mark.ROUNDING)).xpath("//td//em")
    assert (mark.text, mark.get("class")) == ("*", "mark rounding sign")
    assert mark.get("title") == "尾差"


def test_figure_unit_and_mark_stand_on_one_line() -> None:
    number = Number("92.56", Decimal("92.56"), "%", 2, "k", Mark.DISPUTED, "%")
    root = page(Table("T", "", "", (1,), 0, ((Cell((Text("占"), number)),),)))
    (kept,) = root.xpath("//span[@class='nb']")
    assert kept.text_content() == "92.56%待核"


@pytest.mark.parametrize("text", ["31", "2011301", "U04-1", "3.1"])
def test_codes_and_line_numbers_do_not_break(text: str) -> None:
    assert is_short(Cell((Text(text),)))
    root = page(Table("T", "", "", (1, 1), 0, ((label("甲"), Cell((Text(text),))),)))
    (cell,) = root.xpath("//td")
    assert "n" in cell.get("class").split()


def test_words_may_break() -> None:
    assert not is_short(label("行政运行"))
    assert not is_short(label("A" * 30))
    assert not is_short(Cell())


def test_a_blank_in_a_named_row_is_explained_once() -> None:
    assert notes(coded(item("201", "支出", BLANK, BLANK, BLANK))) == ["空白格为零。"]
    figures = tuple(money("1.00", f"a{n}") for n in range(3))
    assert notes(coded(item("201", "支出", *figures))) == []
    told = coded(item("201", "支出", BLANK, *figures[1:]))
    assert notes(replace(told, notes=("空白表示无此项。",))) == ["空白表示无此项。"]


def test_a_free_place_beside_another_row_is_no_blank() -> None:
    free = (Cell(), line(2), BLANK)
    right = (label("二、外交支出"), line(32), money("1.00", "c"))
    assert notes(two_sided((*free, *right))) == []
    assert notes(two_sided((*free, *right[:2], BLANK))) == ["空白格为零。"]


def test_a_blank_among_figures_without_names_is_explained() -> None:
    row = (money("1.00", "a"), BLANK)
    assert notes(Table("T", "", "", (1, 1), 0, (row,))) == ["空白格为零。"]
    assert notes(Table("T", "", "", (1, 1), 0, ((BLANK, BLANK),))) == []


def test_the_page_alone_scrolls_up_and_down() -> None:
    style = page(two_sided()).xpath("string(//style)")
    boxes = re.findall(r"\.tw[^{]*\{[^}]*\}", style)
    assert boxes
    assert not [box for box in boxes if re.search(r"max-height: (?!none)|overflow: auto", box)]


def test_a_hint_knows_the_least_width_of_its_table() -> None:
    table = coded(item("201", "支出", *(money("1.00", f"a{n}") for n in range(3))))
    (box,) = page(table).xpath("//div[@class='tb stays']")
    assert box.get("style") == f"--m:{plan(table).total:.2f}em".replace(".00em", "em")
    (hint,) = box.xpath("./p[@class='slide']")
    assert "左右滑动查看" in hint.text_content()
