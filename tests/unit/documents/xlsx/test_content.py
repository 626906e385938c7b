"""Text, figures and hostile content in cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.docmodel.model import Align, Cell, Gap, Mark, Number, Table, Text
from mingzhang.documents.theme import load_theme
from mingzhang.documents.xlsx import write_xlsx
from mingzhang.documents.xlsx.content import clean, content_of, fits_double, number_format
from tests.unit.documents.sample import wan
from tests.unit.documents.xlsx.opened import (
    S,
    cell_style,
    cell_xml,
    document_of,
    exact,
    number_code,
    one_cell,
    part,
    part_names,
    sheet_xml,
    values,
)

THEME = load_theme()


def written(cell: Cell) -> bytes:
    return write_xlsx(document_of(one_cell(cell)))


@pytest.mark.parametrize(
    "text", ["2657.66", "0.10", "-3.45", "0.01", "99999999999.99", "1324.37", "107.75", "0"]
)
def test_a_figure_reads_back_digit_for_digit(text: str) -> None:
    data = written(Cell((wan(text, "k"),)))
    assert cell_xml(data, "T01", "A1").get("t") is None
    assert exact(values(data, "T01")[0][0]) == Decimal(text)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_every_amount_in_yuan_and_fen_is_a_number_that_keeps_its_value(value: Decimal) -> None:
    assert fits_double(value)
    assert Decimal(repr(float(f"{value:.16G}"))) == value


@pytest.mark.parametrize("text", ["1234567890123456.78", "0.1234567890123456", "NaN", "Infinity"])
def test_a_value_that_a_double_would_change_stays_the_printed_text(text: str) -> None:
    printed = Number(text, Decimal(text), "元", 2, "k")
    data = written(Cell((printed,)))
    assert values(data, "T01")[0][0] == text


def test_minus_nought_is_nought() -> None:
    (found,) = cell_xml(written(Cell((wan("-0.00", "k"),))), "T01", "A1").iter(f"{S}v")
    assert found.text == "0.00"


@pytest.mark.parametrize(
    ("number", "suffix", "code"),
    [
        (wan("2,431.88", "k"), "", "#,##0.00"),
        (Number("12", Decimal(12), "元", 0, "k"), "", "#,##0"),
        (Number("17", Decimal(17), "人", 0, "k"), "", "0"),
        (Number("17", Decimal(17), "人", 0, "k"), "人", '0"人"'),
        (Number("81.68", Decimal("81.68"), "%", 2, "k"), "", '0.00"%"'),
        (Number("81.68", Decimal("81.68"), "%", 2, "k"), "%", '0.00"%"'),
        (Number("1.5", Decimal("1.5"), "倍", 1, "k"), "", "0.0"),
    ],
)
def test_the_format_follows_unit_and_places(number: Number, suffix: str, code: str) -> None:
    assert number_format(number, suffix) == code


def test_a_rate_is_written_as_printed_and_not_as_a_hundredth() -> None:
    data = written(Cell((Number("81.68", Decimal("81.68"), "%", 2, "k"), Text("%"))))
    assert values(data, "T01")[0][0] == 81.68
    assert number_code(data, "T01", "A1") == '0.00"%"'


def test_a_dropped_nought_is_shown_again() -> None:
    content = content_of(Cell((Number("43.5", Decimal("43.50"), "万元", 2, "k"),)), THEME)
    assert content.shown == "43.50"


def test_a_sentence_with_figures_is_text_with_its_marks_and_gaps() -> None:
    cell = Cell((Text("共"), wan("1.00", "k", Mark.DISPUTED), Text("万元"), Gap("原因")))
    assert values(written(cell), "T01")[0][0] == "共1.00（待核）万元【待补：原因】"


def test_a_gap_is_filled_with_colour_and_an_empty_cell_is_empty() -> None:
    data = written(Cell((Gap("金额"),)))
    fill = int(str(cell_style(data, "T01", "A1").get("fillId")))
    colours = list(part(data, "xl/styles.xml").iter(f"{S}fill"))[fill]
    assert [item.get("rgb") for item in colours.iter(f"{S}fgColor")] == ["FFFFFF00"]
    empty = cell_xml(written(Cell()), "T01", "A1")
    assert len(empty) == 0
    assert empty.get("t") is None


@pytest.mark.parametrize(
    "text",
    ['=HYPERLINK("http://example.org")', "+1", "-2", "@SUM(A1)", "{=1+1}", "=1+1", "＝1", "\t=1"],
)
def test_text_that_looks_like_a_formula_is_text(text: str) -> None:
    data = written(Cell((Text(text),)))
    assert values(data, "T01")[0][0] == text
    assert cell_xml(data, "T01", "A1").get("t") == "s"
    assert not list(sheet_xml(data, "T01").iter(f"{S}f"))
    quoted = cell_style(data, "T01", "A1").get("quotePrefix")
    assert quoted == (None if text.startswith("{") else "1")


def test_formula_like_text_is_text_in_every_line_of_a_sheet() -> None:
    table = Table(
        "T01", "=1+1", "=2", (1, 1), 1, ((Cell((Text("=3"),)), Cell((Text("@4"),))),),
        "=5", "+6", ("-7",),
    )  # fmt: skip
    data = write_xlsx(document_of(table))
    found = {str(value) for row in values(data, 1) for value in row}
    assert {"=1+1", "单位：=2", "=3", "@4", "=5", "+6", "-7"} <= found
    for name in part_names(data):
        if name.startswith("xl/worksheets/sheet"):
            assert not list(part(data, name).iter(f"{S}f"))


def test_addresses_do_not_become_links() -> None:
    data = written(Cell((Text("https://example.org"),)))
    assert not list(sheet_xml(data, "T01").iter(f"{S}hyperlink"))


@pytest.mark.parametrize(
    "text", ["<r>x</r>", "<r><t>甲</t></r>", "<b>&amp;</b>", "_x0041_", "a\nb"]
)
def test_markup_in_text_is_text(text: str) -> None:
    assert values(written(Cell((Text(text),))), "T01")[0][0] == text


def test_text_longer_than_a_cell_holds_is_cut_visibly() -> None:
    found = str(values(written(Cell((Text("𠮷" * 40_000),))), "T01")[0][0])
    assert found == "𠮷" * 16_382 + "…"


def test_characters_that_no_workbook_holds_do_not_break_it() -> None:
    dirty = "甲\x00\x01\x0b\x1f\ud800\ufffe\uffff乙\r\n丙"
    assert clean(dirty) == "甲乙\n丙"
    table = Table("\x01", dirty, dirty, (1, 1), 0, ((Cell((Text(dirty),)), Cell()),), dirty, dirty)
    data = write_xlsx(document_of(table))
    for name in part_names(data):
        part(data, name)
    assert values(data, 1)[-1][0] == "甲乙\n丙"


@given(st.text(st.characters(), max_size=60))
def test_any_text_leaves_the_file_readable_and_its_text_whole(text: str) -> None:
    table = Table(text, text, text, (1,), 0, ((Cell((Text("甲" + text + "乙"),)),),), text, text)
    data = write_xlsx(document_of(table))
    assert values(data, 1)[-1][0] == clean("甲" + text + "乙")


def test_weight_and_alignment_of_a_cell_reach_its_format() -> None:
    data = written(Cell((Text("合计"),), Align.CENTER, strong=True))
    style = cell_style(data, "T01", "A1")
    assert [item.get("horizontal") for item in style] == ["center"]
    fonts = list(next(part(data, "xl/styles.xml").iter(f"{S}fonts")))
    font = fonts[int(str(style.get("fontId")))]
    assert [item.get("val") for item in font.iter(f"{S}name")] == ["宋体"]
    assert len(list(font.iter(f"{S}b"))) == 1
