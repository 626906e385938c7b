"""The figures behind a chart: a workbook that Word opens for editing, and the texts it makes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter

from mingzhang.docmodel.model import Chart, ChartKind, Number
from mingzhang.documents.xlsx.look import write_text
from mingzhang.kernel.rounding import half_up, ratio

SHEET = "Sheet1"  # the name Word itself gives, so that 编辑数据 finds it
SHARE_FORMAT = "0.0%"


def number_format(number: Number) -> str:
    """Give the spreadsheet format that prints a figure as its text does."""
    decimals = len(number.text.partition(".")[2].rstrip("%"))
    whole = "#,##0" if "," in number.text else "0"
    return whole + (f".{'0' * decimals}" if decimals else "")


def printed_shares(chart: Chart) -> list[tuple[str, str]]:
    """Give for each category of a pie its share as printed, and the format that makes it anew.

    The given shares come from exact values; where the printed values do not divide to one, it has
    no format and stays as it is. Without given shares the printed values divide to one decimal.
    Nothing where there is no share: without a positive total, or with a negative value.
    """
    figures = [number.value for number in chart.series[0].values]
    total = sum(figures, Decimal(0))
    if total <= 0 or min(figures) < 0:
        return [("", "")] * len(figures)
    shares = [ratio(figure * 100, total) for figure in figures]
    if not chart.shares:
        return [(f"{half_up(share, 1)}%", SHARE_FORMAT) for share in shares]
    pairs = []
    for given, share in zip(chart.shares, shares, strict=True):
        live = half_up(share, len(given.text.partition(".")[2])) == given.value
        pairs.append((given.text + given.unit, f"{number_format(given)}%" if live else ""))
    return pairs


def shown_categories(chart: Chart) -> list[str]:
    """Give the category texts; those of a pie tell value and share too, for its legend."""
    if chart.kind is ChartKind.COLUMN:
        return list(chart.categories)
    figures = chart.series[0].values
    rows = zip(chart.categories, figures, printed_shares(chart), strict=True)
    return [
        f"{category} {figure.text}{chart.unit}" + (f"（{share}）" if share else "")
        for category, figure, (share, _) in rows
    ]


def _write_categories(
    chart: Chart, sheet: xlsxwriter.worksheet.Worksheet, plain: xlsxwriter.format.Format
) -> None:
    """Fill column A; in a pie by a formula over names and values, so that it follows edits."""
    shown = shown_categories(chart)
    if chart.kind is ChartKind.COLUMN:
        for row, text in enumerate(shown, start=1):
            write_text(sheet, row, 0, text, plain)
        return
    unit, last = _quoted(chart.unit), len(shown) + 1
    rows = zip(chart.categories, chart.series[0].values, printed_shares(chart), strict=True)
    for row, (category, figure, (share, code)) in enumerate(rows, start=2):
        formula = f'=C{row}&" "&TEXT(B{row},"{number_format(figure)}")&"{unit}"'
        if code:
            formula += f'&"（"&TEXT(B{row}/SUM(B$2:B${last}),"{code}")&"）"'
        elif share:
            formula += f'&"（{_quoted(share)}）"'
        sheet.write_formula(row - 1, 0, formula, None, shown[row - 2])
        write_text(sheet, row - 1, 2, category, plain)


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def workbook(chart: Chart, created: datetime) -> bytes:
    """Give the xlsx behind a chart: category texts in column A, then one column per series."""
    out = BytesIO()
    # in_memory writes each entry with a fixed date; temporary files would take the clock's.
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": created})
        sheet = book.add_worksheet(SHEET)
        formats: dict[str, xlsxwriter.format.Format] = {}
        plain = book.add_format()
        _write_categories(chart, sheet, plain)
        for column, series in enumerate(chart.series, start=1):
            write_text(sheet, 0, column, series.name, plain)
            pairs = zip(chart.categories, series.values, strict=True)
            for row, (_, number) in enumerate(pairs, start=1):
                code = number_format(number)
                if code not in formats:
                    formats[code] = book.add_format({"num_format": code})
                sheet.write_number(row, column, number.value, formats[code])
    return out.getvalue()
