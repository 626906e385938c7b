"""Sheets of an ods: repeated cells, hidden rows, what is shown beside what it is."""

from __future__ import annotations

import pytest

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.sheets.workbook import read_spreadsheet, read_workbook
from tests.unit.documents.readers.packed import zipped
from tests.unit.documents.readers.sheets.made import outline, reasons

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
_TRUE = (
    '<table:table-cell office:value-type="boolean" office:boolean-value="true">'
    "<text:p>TRUE</text:p></table:table-cell>"
)


def _ods(rows: str, *, styles: str = "", sheet: str = "", body: str = "spreadsheet") -> bytes:
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{body}>"
        f'<table:table table:name="表" {sheet}>{rows}</table:table>'
        f"</office:{body}></office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    )


def _row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def _text(text: str, more: str = "") -> str:
    value = 'office:value-type="string"'
    return f"<table:table-cell {value} {more}><text:p>{text}</text:p></table:table-cell>"


def _number(value: str, text: str, kind: str = "float", more: str = "") -> str:
    given = f'office:value-type="{kind}" office:value="{value}"'
    return f"<table:table-cell {given} {more}><text:p>{text}</text:p></table:table-cell>"


def test_cells_are_as_shown_and_repeated_ones_are_there() -> None:
    data = _ods(
        _row(_text("项<text:s/>目"), _text("金额", 'table:number-columns-repeated="2"'))
        + _row(_text("甲"), _number("12.3", "12.30"), _number("-5", "(5.00)"))
        + _row('<table:table-cell table:number-columns-repeated="1000"/>')
        + _row(_text("率"), _number("0.5", "50.0%", "percentage"), _TRUE)
        + _row("<table:table-cell/>", more='table:number-rows-repeated="1000000"')
    )
    assert outline(read_spreadsheet(data, "表.ods")) == [
        "表", "项 目|金额|金额/甲|12.30|-5.00/率|50.0%|是",
    ]  # fmt: skip
    assert "率\t50%" in read_workbook(data, "表.ods").text


def test_errors_formulas_and_hidden_parts_are_said() -> None:
    formula = 'table:formula="of:=A1"'
    data = _ods(
        _row(_text("甲"), _text("#DIV/0!", formula), f"<table:table-cell {formula}/>")
        + _row(_text("乙"), _number("3", "3"), more='table:visibility="collapse"')
        + _row(_text("合计"), _number("5", "5"))
    )
    read = read_spreadsheet(data, "表.ods")
    assert outline(read)[1] == "甲|#DIV/0!|…/乙|…/合计|5"
    assert [each[7:] for each in reasons(read)] == [
        "B1是错误值，没有可以核对的数",
        "C1的公式没有存下结果，没有检查；请用Excel或WPS打开，保存后再检查",
        "隐藏的1行没有检查",
    ]


def test_a_hidden_sheet_is_said() -> None:
    style = (
        '<style:style style:name="ta" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    read = read_spreadsheet(_ods("", styles=style, sheet='table:style-name="ta"'), "表.ods")
    assert reasons(read) == ["隐藏的工作表“表”"]


def test_merged_cells_and_a_number_that_is_not_shown() -> None:
    spans = 'table:number-columns-spanned="2" table:number-rows-spanned="1"'
    data = _ods(
        _row(_text("标题", spans), "<table:covered-table-cell/>")
        + _row(_text("项目"), _text("金额"))
        + _row(_text("甲"), _number("0", ""))
        + _row(_text("乙"), _number("7", "7"))
    )
    assert outline(read_spreadsheet(data, "表.ods"))[1:] == ["标题", "项目|金额/甲/乙|7"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_ods("", body="text"), "不是电子表格"),
        (zipped({"content.xml": "<a"}), "损坏"),
        (zipped({"content.xml": "", "META-INF/manifest.xml": "<encryption-data/>"}), "加密"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_spreadsheet(data, "表.ods")
