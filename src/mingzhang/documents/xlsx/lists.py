"""The sheets around the tables: what the workbook holds, and where its figures come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from xlsxwriter.worksheet import Worksheet

from mingzhang.docmodel.model import Derivation, Document, Orientation
from mingzhang.documents.xlsx import layout
from mingzhang.documents.xlsx.content import clean
from mingzhang.documents.xlsx.look import LINK_COLOR, Look, quote, set_page, set_view, write_text

CONTENTS_NAME = "目录"
SOURCES_NAME = "数据来源"
SOURCES_LIMIT = 20_000  # rows; more would make the workbook slow to open in an office's PC

_CONTENTS_HEAD = ("序号", "工作表", "名称", "单位")
_CONTENTS_WIDTHS = (8, 20, 58, 14)
_SOURCES_HEAD = ("位置", "指标", "精确值", "计算公式", "数据出处", "依据", "键")
_SOURCES_WIDTHS = (14, 34, 18, 26, 26, 22, 40)
_SIZE_PT = 10.5
_SOURCES_SIZE_PT = 9.0
_ROW_PT = 19.0
_SOURCES_ROW_PT = 15.0
_SOURCES_NOTE = (
    "每个数只列一行；“位置”是它在各表中的单元格。精确值未经四舍五入，表中的数按显示位数由它得出。"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the contents list it."""

    sheet: str
    title: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The ruled list on a sheet: where it begins, its headings and its columns."""

    top: int
    head: Sequence[str]
    widths: Sequence[int]
    size_pt: float


def _start(sheet: Worksheet, orientation: Orientation, look: Look, columns: _Columns) -> None:
    """Set page, columns and the headings of a list."""
    total = layout.text_width_px(orientation, look.theme)
    for column, width in enumerate(layout.share_pixels(columns.widths, total)):
        sheet.set_column_pixels(column, column, width)
    set_page(sheet, orientation, look.theme)
    set_view(sheet, columns.size_pt, columns.top + 1)
    sheet.repeat_rows(columns.top)
    cell_format = look.ruled(columns.size_pt, head=True, align="center")
    for column, name in enumerate(columns.head):
        sheet.write_string(columns.top, column, name, cell_format)
    sheet.set_row(columns.top, _ROW_PT)


def write_contents(
    sheet: Worksheet, document: Document, listed: Sequence[Listed], look: Look
) -> None:
    """Write title, publisher and a linked list of the sheets that follow."""
    theme = look.theme
    columns = _Columns(2, _CONTENTS_HEAD, _CONTENTS_WIDTHS, _SIZE_PT)
    _start(sheet, Orientation.PORTRAIT, look, columns)
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


def write_sources(
    sheet: Worksheet, entries: Iterable[Derivation], places: Mapping[str, str], look: Look
) -> None:
    """Write the derivation of each figure, one row each, in the order in which they stand.

    `places` gives the cells of a figure by its key. Rows end at SOURCES_LIMIT; the last then
    tells how many more there are.
    """
    columns = _Columns(1, _SOURCES_HEAD, _SOURCES_WIDTHS, _SOURCES_SIZE_PT)
    _start(sheet, Orientation.LANDSCAPE, look, columns)
    note = look.style(look.theme.styles["note"], align="left")
    write_text(sheet, 0, 0, _SOURCES_NOTE, note)
    plain = look.ruled(_SOURCES_SIZE_PT, align="left")
    quoted = look.ruled(_SOURCES_SIZE_PT, align="left", quote_prefix=True)
    total = layout.text_width_px(Orientation.LANDSCAPE, look.theme)
    widths = layout.share_pixels(_SOURCES_WIDTHS, total)
    waiting = iter(entries)
    row = columns.top
    for row, entry in enumerate(islice(waiting, SOURCES_LIMIT), start=columns.top + 1):
        lines = 1
        for column, text in enumerate(_source(entry, places[entry.key])):
            write_text(sheet, row, column, text, quoted if quote(text) else plain)
            lines = max(lines, layout.line_count(text, widths[column], _SOURCES_SIZE_PT))
        sheet.set_row(row, layout.height_pt(lines, _SOURCES_SIZE_PT, _SOURCES_ROW_PT))
    last = len(_SOURCES_HEAD) - 1
    sheet.autofilter(columns.top, 0, row, last)
    more = sum(1 for _ in waiting)
    if more:
        row += 1
        write_text(sheet, row, 0, f"另有{more}项未列出，见网页版报告。", note)
    sheet.print_area(0, 0, row, last)


def _source(entry: Derivation, place: str) -> tuple[str, ...]:
    texts = (
        place,
        entry.label,
        entry.exact,
        entry.formula,
        entry.provenance,
        entry.basis,
        entry.key,
    )
    return tuple(map(clean, texts))
