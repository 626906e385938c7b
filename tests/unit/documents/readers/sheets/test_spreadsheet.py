"""Spreadsheets as documents: titles, tables, notes, and what nobody sees or can tell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import xlsxwriter

from mingzhang.docmodel.source import SourceTable
from mingzhang.documents.readers import registry
from mingzhang.documents.readers.sheets.workbook import read_spreadsheet
from tests.unit.documents.readers.sheets.made import book, edited, outline, reasons

_TABLE = (
    "项目|预算数|项目|预算数/收入6|12.30|支出6|2.00/收入7|7.20|支出7|17.50/"
    "收入总计|19.50|支出总计|19.50"
)
SHEET = "xl/worksheets/sheet1.xml"


def _form(made: xlsxwriter.Workbook) -> None:
    sheet = made.add_worksheet("收支总表")
    money = made.add_format({"num_format": "#,##0.00"})
    sheet.merge_range(1, 0, 1, 3, "2024年收支总表")
    sheet.write_row(3, 0, ["编制部门：某局", "", "", "单位：万元"])
    sheet.write_row(5, 0, ["项目", "预算数", "项目", "预算数"])
    for row, (left, right) in enumerate([(12.3, 2.0), (7.2, 17.5)], 6):
        sheet.write_row(row, 0, [f"收入{row}", left, f"支出{row}", right], money)
    sheet.write_row(12, 0, ["收入总计", 19.5, "支出总计", 19.5], money)
    sheet.write(14, 0, "注：本表以万元为单位。")


def test_title_unit_and_notes_stand_around_the_table() -> None:
    read = read_spreadsheet(book(_form), "表.xlsx")
    assert outline(read) == [
        "收支总表",
        "2024年收支总表",
        "编制部门：某局",
        "单位：万元",
        _TABLE,
        "注：本表以万元为单位。",
    ]
    (table,) = (block for block in read.blocks if isinstance(block, SourceTable))
    assert [(cell.row, cell.column) for cell in table.cells][-1] == (12, 3)  # as in the sheet
    assert not read.unread


def test_running_text_in_cells_is_paragraphs() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("说明")
        sheet.write(0, 0, "编制说明")
        sheet.write(2, 0, "一、情况\n支出预算12.30万元。\n二、其他")
        contents = made.add_worksheet("目录")
        contents.write_row(0, 0, ["序号", "表名"])
        contents.write_row(1, 0, [1, "收支总表"])

    read = read_spreadsheet(book(fill), "表.xlsx")
    assert outline(read)[:5] == ["说明", "编制说明", "一、情况", "支出预算12.30万元。", "二、其他"]
    assert [getattr(block, "style", "") for block in read.blocks[-2:]] == ["contents"] * 2


def test_several_tables_of_a_sheet_are_several() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("表")
        sheet.write_column(0, 0, ["支出表", "项目", "甲", "乙"])
        sheet.write_column(1, 1, ["金额", 1, 2])
        sheet.write_column(5, 0, ["收入表", "项目", "丙"])
        sheet.write_column(6, 1, ["金额", 3])
        sheet.write_column(9, 0, ["类别", "丁"])
        sheet.write_column(9, 1, ["人数", 4])
        sheet.write(1_000_000, 0, "远")

    read = outline(read_spreadsheet(book(fill), "表.xlsx"))
    assert read[1:] == [
        "支出表", "项目|金额/甲|1/乙|2", "收入表", "项目|金额/丙|3", "类别|人数/丁|4", "远",
    ]  # fmt: skip


def test_hidden_amounts_are_not_told_and_said() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("表")
        rows = [["项目", "甲列", "乙列", "丙列"], ["甲", 1, 2, 0], ["乙", 3, 4, 0], ["零", 0, 0, 0]]
        for number, row in enumerate([*rows, ["合计", 4, 6, 0]]):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})
        made.add_worksheet("草稿").hide()

    read = read_spreadsheet(book(fill), "表.xlsx")
    assert outline(read)[1] == "项目|甲列|乙列/甲|1|2/乙|…|…/合计|4|6"
    assert reasons(read) == ["隐藏的工作表“草稿”", "工作表“表”里隐藏的2行、1列没有检查"]


def test_errors_and_formulas_without_a_result_are_said() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("表")
        sheet.write_row(0, 0, ["项目", "金额"])
        sheet.write_row(1, 0, ["甲", 1])
        sheet.write(2, 0, "乙")
        sheet.write_formula(2, 1, "=C9", None, 7)
        sheet.write(3, 0, "合计")
        sheet.write_formula(3, 1, "=SUM(B2:B3)", None, "#REF!")

    read = read_spreadsheet(edited(book(fill), SHEET, {"<v>7</v>": ""}), "表.xlsx")
    assert outline(read)[1] == "项目|金额/甲|1/乙|…/合计|#REF!"
    assert reasons(read) == [
        "工作表“表”里B4是错误值，没有可以核对的数",
        "工作表“表”里B3的公式没有存下结果，没有检查；请用Excel或WPS打开，保存后再检查",
    ]


def test_formulas_that_nobody_calculated_are_no_zeros() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("表")
        sheet.write_column(0, 0, ["甲", "合计"])
        sheet.write(0, 1, 5)
        sheet.write_formula(1, 1, "=SUM(B1:B1)")

    read = read_spreadsheet(book(fill), "表.xlsx")
    assert outline(read)[1] == "甲|5/合计|…"


def test_zeros_that_the_sheet_does_not_show_are_blank() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("表")
        sheet.write_row(0, 0, ["甲", 0, 5])
        sheet.hide_zero()

    assert outline(read_spreadsheet(book(fill), "表.xlsx"))[1] == "甲|5"


def test_a_table_that_goes_below_merged_cells_is_one() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("表")
        sheet.write_row(0, 0, ["类", "项目", "金额"])
        sheet.merge_range(1, 0, 3, 0, "甲")
        sheet.write_row(1, 1, ["子", 1])
        sheet.write_row(4, 0, ["合计", "", 1])

    assert outline(read_spreadsheet(book(fill), "表.xlsx"))[1] == "类|项目|金额/甲|子|1/合计|1"


def _mixed(made: xlsxwriter.Workbook) -> None:
    _form(made)
    sheet = made.add_worksheet("其他")
    formats = ["0.00%", "#,##0.00_);(#,##0.00)", "#,##0.0,", "0", "yyyy-mm-dd", "@"]
    looks = [made.add_format({"num_format": each}) for each in formats]
    sheet.write_row(0, 0, ["率", "差", "千元", "整", "日", "码"])
    values = [0.0456, -1234.5, 12345678, 1234.56, 45292]
    for column, value in enumerate(values):
        sheet.write_number(1, column, value, looks[column])
    sheet.write_string(1, 5, "0201", looks[5])
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    sheet.write_string(2, 3, "长" * 9000 + "x")
    sheet.write_string(2, 4, "é" * 40)
    sheet.merge_range(3, 0, 4, 1, "并")
    made.add_worksheet("草稿").hide()


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_formats_read_alike(tmp_path: Path, kind: str) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "表.xlsx"
    path.write_bytes(book(_mixed))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    first = registry.read(path.read_bytes(), path.name)
    other = registry.read((tmp_path / f"表.{kind}").read_bytes(), f"表.{kind}")
    assert outline(first)[7].startswith("率|差|千元|整|日|码/4.56%|-1,234.50|12,345.7|1234.56|")
    assert outline(other) == outline(first)
    assert [b for b in other.blocks if isinstance(b, SourceTable)] == [
        b for b in first.blocks if isinstance(b, SourceTable)
    ]
    assert reasons(other) == reasons(first)


def test_a_page_or_text_saved_as_xls_is_read_as_what_it_is() -> None:
    page = "<html><body><table><tr><td>项目</td><td>金额</td></tr></table></body></html>"
    assert registry.read(page.encode(), "表.xls").kind == "html"
    assert registry.read("项目\t金额\n甲\t1\n".encode("gb18030"), "表.xls").kind == "tsv"


def test_a_million_formatted_rows_are_nothing() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("表")
        border = made.add_format({"border": 1})
        sheet.write_row(0, 0, ["项目", "金额"])
        for row in range(1, 60_000):
            sheet.write_blank(row, 0, None, border)

    read = read_spreadsheet(book(fill), "表.xlsx")
    (table,) = (block for block in read.blocks if isinstance(block, SourceTable))
    assert table.rows == 1


def test_pictures_are_said() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("表")
        sheet.write(0, 0, "甲")
        sheet.insert_textbox(3, 3, "合计12万元")

    assert reasons(read_spreadsheet(book(fill), "表.xlsx")) == ["工作表“表”里的图片、图形没有检查"]


def test_names_of_sheets_are_headings_unless_nobody_named_them() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        for name in ("收入表", "Sheet2"):
            made.add_worksheet(name).write(0, 0, "甲")

    read = read_spreadsheet(book(fill), "表.xlsx")
    levels = [getattr(b, "level", 0) for b in read.blocks if getattr(b, "style", "") == "sheet"]
    assert levels == [1, 0]
