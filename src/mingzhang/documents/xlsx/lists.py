"""The list of sheets at the front of the workbook, and what every ruled list has in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from mingzhang.docmodel.model import Document, Orientation
from mingzhang.documents.xlsx import layout
from mingzhang.documents.xlsx.content import clean
from mingzhang.documents.xlsx.look import LINK_COLOR, Look, quote, set_page, set_view, write_text

CONTENTS_NAME = "目录"

_CONTENTS_HEAD = ("序号", "工作表", "名称", "单位")
_CONTENTS_WIDTHS = (8, 20, 58, 14)
_SIZE_PT = 10.5
_ROW_PT = 19.0


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the contents list it."""

    sheet: str
    title: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ListHead:
    """A ruled list on a sheet: the row of its headings, their names, and its columns.

    `stretch` is the width of all columns, in widths of the text on a page; print shrinks it.
    """

    top: int
    names: Sequence[str]
    widths: Sequence[int]
    size_pt: float
    stretch: float = 1.0


def start_list(
    sheet: Worksheet, orientation: Orientation, look: Look, columns: ListHead
) -> list[int]:
    """Set page, columns and the headings of a list; give the widths of the columns in pixels."""
    total = int(layout.text_width_px(orientation, look.theme) * columns.stretch)
    widths = layout.share_pixels(columns.widths, total)
    for column, width in enumerate(widths):
        sheet.set_column_pixels(column, column, width)
    set_page(sheet, orientation, look.theme)
    set_view(sheet, columns.size_pt, columns.top + 1)
    sheet.repeat_rows(columns.top)
    cell_format = look.ruled(columns.size_pt, head=True, align="center")
    for column, name in enumerate(columns.names):
        sheet.write_string(columns.top, column, name, cell_format)
    sheet.set_row(columns.top, _ROW_PT)
    return widths


def write_contents(
    sheet: Worksheet, document: Document, listed: Sequence[Listed], look: Look
) -> None:
    """Write title, publisher and a linked list of the sheets that follow."""
    theme = look.theme
    columns = ListHead(2, _CONTENTS_HEAD, _CONTENTS_WIDTHS, _SIZE_PT)
    start_list(sheet, Orientation.PORTRAIT, look, columns)
    last = len(_CONTENTS_HEAD) - 1
    total = layout.text_width_px(Orientation.PORTRAIT, theme)
    for row, text, name in (
        (0, clean(document.title), "heading_1"),
        (1, clean(document.publisher), "contents_2"),
    ):
        style = theme.styles[name]
        cell_format = look.style(style, align="center", text_wrap=True, **quote(text))
        sheet.merge_range(row, 0, row, last, "", cell_format)
        write_text(sheet, row, 0, text, cell_format)
        lines = layout.line_count(text, total, style.size_pt)
        sheet.set_row(row, layout.height_pt(lines, style.size_pt, style.line_pt + style.after_pt))
    width = layout.share_pixels(_CONTENTS_WIDTHS, total)[2]
    for number, item in enumerate(listed, start=1):
        row = columns.top + number
        _contents_row(sheet, row, number, item, look)
        lines = layout.line_count(item.title, width, _SIZE_PT)
        sheet.set_row(row, layout.height_pt(lines, _SIZE_PT, _ROW_PT))
    sheet.print_area(0, 0, columns.top + len(listed), last)


def _contents_row(sheet: Worksheet, row: int, number: int, item: Listed, look: Look) -> None:
    centred = look.ruled(_SIZE_PT, align="center")
    sheet.write_number(row, 0, number, centred)
    link = look.ruled(_SIZE_PT, align="left", font_color=LINK_COLOR, underline=1)
    sheet.write_url(row, 1, f"internal:'{item.sheet}'!A1", link, item.sheet)
    write_text(sheet, row, 2, item.title, look.ruled(_SIZE_PT, align="left", **quote(item.title)))
    write_text(sheet, row, 3, item.unit, centred)
