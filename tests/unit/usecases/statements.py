"""Small statements made up for tests, as files of several formats."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

import xlsxwriter

from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.readers import registry
from tests.unit.documents.readers.packed import cell, p, packed, table
from tests.unit.documents.readers.sheets.made import book

Rows = Sequence[Sequence[str]]
ENTITY = "某市水文监测局"


def totals(
    year: int, total: str, sort: str = "决算", head: str = "决算数", entity: str = ENTITY
) -> Rows:
    """Give the rows of the table of income and expenditure, whose totals are alike."""
    return [
        [f"{year}年度收入支出{sort}总表"],
        [f"编制单位：{entity}", "", "", "单位：万元"],
        ["项目", head, "项目", head],
        ["一、一般公共预算财政拨款收入", total, "一、农林水支出", total],
        ["本年收入合计", total, "本年支出合计", total],
        ["收入总计", total, "支出总计", total],
    ]


def spent(year: int, basic: str, project: str, total: str, sort: str = "决算") -> Rows:
    """Give the rows of a table of expenditure."""
    return [
        [f"{year}年度支出{sort}表"],
        [f"编制单位：{ENTITY}", "", "", "单位：万元"],
        ["科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["合计", total, basic, project],
        ["农林水支出", total, basic, project],
    ]


def _xlsx(tables: Sequence[Rows]) -> bytes:
    def fill(made: xlsxwriter.Workbook) -> None:
        money = made.add_format({"num_format": "#,##0.00"})
        for number, rows in enumerate(tables, 1):
            sheet = made.add_worksheet(f"公开{number:02}表")
            for row, texts in enumerate(rows):
                for column, text in enumerate(texts):
                    if text[:1].isdigit() and "年" not in text:
                        sheet.write_number(row, column, float(text), money)
                    else:
                        sheet.write_string(row, column, text)

    return book(fill)


def _csv(tables: Sequence[Rows]) -> bytes:
    out = io.StringIO()
    for rows in tables:
        csv.writer(out).writerows([*rows, []])
    return out.getvalue().encode()


def _docx(tables: Sequence[Rows]) -> bytes:
    body = ""
    for title, line, *rows in tables:
        body += p(title[0]) + p("　".join(filter(None, line)))
        body += table(*("".join(map(cell, row)) for row in rows))
    return packed(body)


def _html(tables: Sequence[Rows]) -> bytes:
    body = ""
    for title, line, *rows in tables:
        cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
        lines = "".join(f"<tr>{row}</tr>" for row in cells)
        body += f"<p>{title[0]}</p><p>{'　'.join(filter(None, line))}</p><table>{lines}</table>"
    return f"<html><body>{body}</body></html>".encode()


WRITERS: dict[str, Callable[[Sequence[Rows]], bytes]] = {
    "xlsx": _xlsx,
    "csv": _csv,
    "docx": _docx,
    "html": _html,
}


def as_file(form: str, *tables: Rows) -> SourceDocument:
    """Give tables as read from a file of a format."""
    return registry.read(WRITERS[form](tables), f"表.{form}")
