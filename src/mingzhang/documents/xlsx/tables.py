"""One sheet per table, laid out and printed like the official form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from mingzhang.docmodel.model import Align, Mark, Orientation, Table
from mingzhang.documents.grid import Placed, place
from mingzhang.documents.theme import MM_PER_INCH, PT_PER_INCH, Theme
from mingzhang.documents.xlsx import layout
from mingzhang.documents.xlsx.content import Content, clean, content_of
from mingzhang.documents.xlsx.look import Look, quote, set_page, set_view, write_text

PORTRAIT_COLUMNS = 8  # more do not fit a portrait page at a size that can be read
_MARK_REASONS = {
    Mark.DISPUTED: "来源中的数互相矛盾，此处为按明细行计算的数。",
    Mark.ROUNDING: "各数分别四舍五入，相加与打印的合计不等。",
}
_COMMENT = {"font_size": 9, "x_scale": 1.6, "y_scale": 0.6}


@dataclass(frozen=True, slots=True)
class Figure:
    """Where a figure stands: its key and its place, rows and columns counted from 0."""

    key: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A placed cell with its content."""

    at: Placed
    content: Content


def orientation_of(table: Table, part: Orientation) -> Orientation:
    """Give how the page of a table lies in a part of the report that lies as `part`."""
    return Orientation.LANDSCAPE if len(table.widths) > PORTRAIT_COLUMNS else part


def unit_line(table: Table, theme: Theme) -> str:
    """Give the unit line above a table, "" without a unit."""
    unit = clean(table.unit)
    return unit if not unit or "：" in unit else theme.table.unit_label + unit


def _figure_widths(entries: Sequence[_Entry], count: int) -> list[float]:
    """Give for each column the widest figure that stands in it alone, in em."""
    widest = [0.0] * count
    for entry in entries:
        if entry.content.number and entry.at.columns == 1:
            em = layout.em_width(entry.content.shown)
            widest[entry.at.column] = max(widest[entry.at.column], em)
    return widest


def _least_widths(shared: Sequence[int], widest: Sequence[float], size_pt: float) -> list[int]:
    """Give the widths, each raised to what its widest figure needs at this size."""
    return [
        max(width, ceil(layout.pixels(em, size_pt)) + layout.CELL_PADDING_PX) if em else width
        for width, em in zip(shared, widest, strict=True)
    ]


def _fit(
    widths: Sequence[int], widest: Sequence[float], orientation: Orientation, theme: Theme
) -> tuple[float, list[int]]:
    """Choose the size of the text in points and the widths of the columns in pixels.

    The column count picks the size, as in the printed report; a smaller one is taken while a
    figure is wider than its column. If none is small enough, the column is widened (a figure
    without room would show as ####), and printing scales the page to its width.
    """
    total = layout.text_width_px(orientation, theme)
    portrait = layout.text_width_px(Orientation.PORTRAIT, theme)
    shared = layout.share_pixels(widths, total)
    columns = len(widths) * portrait / total
    for limit, size in theme.table.sizes:
        if columns <= limit and _least_widths(shared, widest, size) == shared:
            return size, shared
    size = theme.table.sizes[-1][1]
    return size, _least_widths(shared, widest, size)


class TableSheet:
    """Writes one table to one sheet."""

    def __init__(
        self, sheet: Worksheet, table: Table, orientation: Orientation, look: Look, author: str
    ) -> None:
        self.sheet = sheet
        self.table = table
        self.look = look
        self.theme = look.theme
        self.orientation = orientation
        self.comment = {**_COMMENT, "author": author, "font_name": self.theme.table.font.name}
        self.last_column = len(table.widths) - 1
        self.row_pt = self.theme.table.row_mm * PT_PER_INCH / MM_PER_INCH
        self.figures: list[Figure] = []

    def write(self) -> list[Figure]:
        """Write everything; give where each figure stands.

        Raises ValueError if the cells of a row do not fill its columns.
        """
        rows = [
            [_Entry(at, content_of(at.cell, self.theme)) for at in row] for row in place(self.table)
        ]
        flat = [entry for row in rows for entry in row]
        widest = _figure_widths(flat, len(self.table.widths))
        self.size, self.widths = _fit(self.table.widths, widest, self.orientation, self.theme)
        for column, width in enumerate(self.widths):
            self.sheet.set_column_pixels(column, column, width)
        top = self._lines_above()
        for entry in flat:
            self._entry(entry, top)
        for number, height in enumerate(self._heights(rows)):
            self.sheet.set_row(top + number, height)
        end = self._notes(top + len(rows))
        self._set_up(top + min(self.table.head_rows, len(rows)), end)
        return self.figures

    def _set_up(self, body: int, end: int) -> None:
        set_page(self.sheet, self.orientation, self.theme)
        set_view(self.sheet, self.size, body)
        last = max(end - 1, 0)
        self.sheet.print_area(0, 0, last, self.last_column)
        if body:
            self.sheet.repeat_rows(0, body - 1)
        # Codes are text that looks like numbers; that is meant, and needs no warning.
        self.sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, self.last_column)})

    def _across(self, row: int, text: str, cell_format: Format, height: float) -> None:
        """Write a line over all columns."""
        if self.last_column:
            self.sheet.merge_range(row, 0, row, self.last_column, "", cell_format)
        write_text(self.sheet, row, 0, text, cell_format)
        self.sheet.set_row(row, height)

    def _lines_above(self) -> int:
        """Write title, number, entity and unit; give the row where the table begins."""
        title, line = self.theme.styles["table_title"], self.theme.styles["table_line"]
        row = 0
        text = clean(self.table.title)
        if text:
            lines = layout.line_count(text, sum(self.widths), title.size_pt)
            height = layout.height_pt(lines, title.size_pt, title.line_pt)
            self._across(row, text, self.look.style(title, text_wrap=True, **quote(text)), height)
            row += 1
        number, entity = clean(self.table.number), clean(self.table.entity)
        unit = unit_line(self.table, self.theme)
        pairs = [("", number), (entity, unit)]
        if not self.last_column:
            pairs = [("", number), (entity, ""), ("", unit)]
        for left, right in pairs:
            if left or right:
                self._pair(row, left, right)
                self.sheet.set_row(row, max(line.line_pt, self.row_pt))
                row += 1
        return row

    def _pair(self, row: int, left: str, right: str) -> None:
        """Write texts at both edges; they run over the empty cells between them."""
        style = self.theme.styles["table_line"]
        for column, text, align in ((0, left, Align.LEFT), (self.last_column, right, Align.RIGHT)):
            if text:
                cell_format = self.look.style(style, align=align.value, **quote(text))
                write_text(self.sheet, row, column, text, cell_format)

    def _entry(self, entry: _Entry, top: int) -> None:
        at, content = entry.at, entry.content
        row, column = top + at.row, at.column
        cell_format = self._cell_format(entry)
        if at.rows > 1 or at.columns > 1:
            self.sheet.merge_range(
                row, column, row + at.rows - 1, column + at.columns - 1, "", cell_format
            )
        number = content.number
        if number is None:
            write_text(self.sheet, row, column, content.shown, cell_format)
            return
        # The decimal goes to the file digit by digit; minus nought would be kept as such.
        value = abs(number.value) if number.value == 0 else number.value
        self.sheet.write_number(row, column, value, cell_format)
        self.figures.append(Figure(number.key, row, column))
        if number.mark:
            name = self.theme.mark_names[number.mark.value]
            note = f"{name}：{_MARK_REASONS[number.mark]}"
            self.sheet.write_comment(row, column, note, self.comment)

    def _cell_format(self, entry: _Entry) -> Format:
        cell, content = entry.at.cell, entry.content
        more: dict[str, object] = {"align": cell.align.value}
        if content.strong:
            more["bold"] = True
        if content.number_format:
            more |= {"num_format": content.number_format, "text_wrap": False}
        if cell.level > 0 and cell.align is Align.LEFT:
            more["indent"] = cell.level
        head = entry.at.row < self.table.head_rows
        text = "" if content.number else content.shown
        return self.look.ruled(self.size, head=head, gap=content.gap, **more, **quote(text))

    def _heights(self, rows: list[list[_Entry]]) -> list[float]:
        """Give the height of each row in points, so that wrapped text is seen whole."""
        heights = [self.row_pt] * len(rows)
        # Cells of one row first: a cell over several rows needs only what they leave short.
        entries = sorted((entry for row in rows for entry in row), key=lambda e: e.at.rows)
        for entry in entries:
            at = entry.at
            if entry.content.number or not entry.content.shown:
                continue
            width = sum(self.widths[at.column : at.column + at.columns])
            width -= at.cell.level * layout.INDENT_PX
            lines = layout.line_count(entry.content.shown, width, self.size)
            spanned = heights[at.row : at.row + at.rows]
            needed = layout.height_pt(lines, self.size, self.row_pt)
            short = needed - sum(spanned)
            if short > 0:
                heights[at.row : at.row + at.rows] = [h + short / at.rows for h in spanned]
        return heights

    def _notes(self, row: int) -> int:
        """Write the notes below; give the first row after them."""
        style = self.theme.styles["note"]
        for note in map(clean, self.table.notes):
            lines = layout.line_count(note, sum(self.widths), style.size_pt)
            height = layout.height_pt(lines, style.size_pt, style.line_pt)
            more = {"text_wrap": True, "align": Align.LEFT.value, **quote(note)}
            self._across(row, note, self.look.style(style, **more), height)
            row += 1
        return row
