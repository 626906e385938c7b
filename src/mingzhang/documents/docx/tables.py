"""Tables, written row by row as text in time linear in the cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.docmodel.model import Align, Cell, Number, Orientation, Table
from mingzhang.documents.docx import styles
from mingzhang.documents.docx.markup import TWIPS_PER_PT, escape, paragraph, run, twips
from mingzhang.documents.docx.text import BOLD, runs_xml
from mingzhang.documents.theme import Theme

_RAISED = 0.6  # size of raised text, as part of the text beside it
_SPACER = f'<w:p><w:pPr><w:pStyle w:val="{styles.SPACER}"/></w:pPr></w:p>'


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell of the file: what stands in it, or None where a cell above reaches down."""

    cell: Cell | None
    column: int
    span: int
    opens: bool = False  # the first cell of a vertical span


def column_widths(weights: Sequence[int], total: int) -> tuple[int, ...]:
    """Share `total` among columns by weight; the widths are whole and add up to `total`.

    Raises ValueError without columns or with a weight below 1.
    """
    if not weights or min(weights) < 1:
        raise ValueError("表格列宽须为正整数")
    whole, seen, edge = sum(weights), 0, 0
    widths = []
    for weight in weights:
        seen += weight
        next_edge = (total * seen * 2 + whole) // (whole * 2)
        widths.append(next_edge - edge)
        edge = next_edge
    return tuple(widths)


def _layout(table: Table) -> list[list[_Slot]]:
    """Place the cells of every row in the grid, with a slot for each span that reaches down."""
    count = len(table.widths)
    reaching: dict[int, tuple[int, int]] = {}  # column: (rows still to cover, columns)
    out = []
    for number, cells in enumerate(table.rows, start=1):
        slots: list[_Slot] = []
        opened: dict[int, tuple[int, int]] = {}
        pending = iter(cells)
        column = 0
        while column < count:
            if column in reaching:
                left, span = reaching.pop(column)
                slots.append(_Slot(None, column, span))
                if left > 1:
                    opened[column] = (left - 1, span)
            else:
                cell = next(pending, None)
                span = cell.colspan if cell else 0
                room = all(at not in reaching for at in range(column, column + span))
                if cell is None or span < 1 or column + span > count or not room:
                    raise ValueError(f"表 {table.id} 第 {number} 行的单元格与列数 {count} 不符")
                slots.append(_Slot(cell, column, span, cell.rowspan > 1))
                if cell.rowspan > 1:
                    opened[column] = (cell.rowspan - 1, span)
            column += span
        if next(pending, None) is not None:
            raise ValueError(f"表 {table.id} 第 {number} 行的单元格与列数 {count} 不符")
        reaching = opened
        out.append(slots)
    return out


def _text_width_em(text: str) -> float:
    # Latin letters and digits of a Song face are half as wide as a Chinese character.
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _widest_figures(layout: list[list[_Slot]], count: int, theme: Theme) -> list[float]:
    """Give for each column the width in em of the widest figure that stands in it alone."""
    widest = [0.0] * count
    for slots in layout:
        for slot in slots:
            if slot.cell is None or slot.span > 1:
                continue
            for item in slot.cell.runs:
                if isinstance(item, Number):
                    mark = theme.marks[item.mark.value] if item.mark else ""
                    width = _text_width_em(item.text) + _RAISED * _text_width_em(mark)
                    widest[slot.column] = max(widest[slot.column], width)
    return widest


def text_size(
    widths: Sequence[int], widest: Sequence[float], text_width: int, theme: Theme
) -> float:
    """Choose the size of a table's text in points.

    `widths` and `text_width` in twips, `widest` the widest figure of each column in em. The column
    count picks the first size; a smaller one is taken while a figure would break over lines.
    """
    portrait = twips(theme.pages[Orientation.PORTRAIT].text_width_mm)
    columns = len(widths) * portrait / text_width
    padding = 2 * twips(theme.table.padding_mm)
    sizes = theme.table.sizes
    for limit, size in sizes:
        room = (
            em * size * TWIPS_PER_PT <= width - padding
            for em, width in zip(widest, widths, strict=True)
        )
        if columns <= limit and all(room):
            return size
    return sizes[-1][1]


class _RowWriter:
    """Writes the rows of one table at one text size."""

    def __init__(self, widths: Sequence[int], size: float, theme: Theme) -> None:
        self.widths = widths
        self.size = size
        self.theme = theme
        self.height = f'<w:trHeight w:val="{twips(theme.table.row_mm)}" w:hRule="atLeast"/>'
        self.body_style = styles.table_text_style(size)
        self.head_style = styles.table_text_style(size, head=True)

    def _paragraph(self, cell: Cell, style: str) -> str:
        step = round(self.size * TWIPS_PER_PT) * cell.level
        indent = f'<w:ind w:leftChars="{cell.level * 100}" w:left="{step}"/>' if step else ""
        align = "" if cell.align is Align.LEFT else f'<w:jc w:val="{cell.align.value}"/>'
        content = runs_xml(cell.runs, self.theme, strong=cell.strong)
        mark = f"<w:rPr>{BOLD}</w:rPr>" if cell.strong else ""
        return paragraph(style, content, indent + align + mark)

    def _cell(self, slot: _Slot, style: str) -> str:
        width = sum(self.widths[slot.column : slot.column + slot.span])
        span = f'<w:gridSpan w:val="{slot.span}"/>' if slot.span > 1 else ""
        merge = (
            "<w:vMerge/>"
            if slot.cell is None
            else ('<w:vMerge w:val="restart"/>' if slot.opens else "")
        )
        content = self._paragraph(slot.cell or Cell(), style)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
            f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
        )

    def row(self, slots: list[_Slot], *, head: bool) -> str:
        """Give one row; it stays on one page, and repeats on every page when `head`."""
        style = self.head_style if head else self.body_style
        repeat = "<w:tblHeader/>" if head else ""
        cells = "".join(self._cell(slot, style) for slot in slots)
        return f"<w:tr><w:trPr><w:cantSplit/>{self.height}{repeat}</w:trPr>{cells}</w:tr>"


def _lines_above(table: Table, theme: Theme, text_width: int, *, page_break: bool) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{text_width}"/></w:tabs>'
    unit = table.unit
    if unit and "：" not in unit:
        unit = theme.table.unit_label + unit
    lines = []
    if table.title:
        lines.append((styles.TABLE_TITLE, run(table.title), ""))
    if table.number:
        lines.append((styles.TABLE_LINE, run(table.number), '<w:jc w:val="right"/>'))
    if table.entity or unit:
        content = (run(table.entity) if table.entity else "") + (
            f"<w:r><w:tab/></w:r>{run(unit)}" if unit else ""
        )
        lines.append((styles.TABLE_LINE, content, tab))
    if not lines:
        lines.append((styles.SPACER, "", ""))
    return "".join(
        paragraph(style, content, extra, page_break=page_break and not position, keep_next=True)
        for position, (style, content, extra) in enumerate(lines)
    )


def _properties(table: Table, total: int) -> str:
    title = escape(table.title or table.id)
    description = escape(
        f"{table.number}{table.title}，共{len(table.rows)}行{len(table.widths)}列"
        + (f"，单位{table.unit}" if table.unit else "")
    )
    return (
        f'<w:tblPr><w:tblStyle w:val="{styles.TABLE}"/><w:tblW w:w="{total}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{title}"/><w:tblDescription w:val="{description}"/></w:tblPr>'
    )


def table_xml(table: Table, theme: Theme, text_width: int, *, page_break: bool) -> str:
    """Give a table with the lines above and the notes below, `text_width` twips wide.

    Raises ValueError if the cells of a row do not fill its columns.
    """
    widths = column_widths(table.widths, text_width)
    layout = _layout(table)
    size = text_size(widths, _widest_figures(layout, len(widths), theme), text_width, theme)
    writer = _RowWriter(widths, size, theme)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(
        writer.row(slots, head=position < table.head_rows) for position, slots in enumerate(layout)
    )
    notes = "".join(paragraph(styles.NOTE, run(note)) for note in table.notes)
    return (
        _lines_above(table, theme, text_width, page_break=page_break)
        + f"<w:tbl>{_properties(table, text_width)}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        # Word wants a paragraph between tables, and after the last one.
        + (notes or _SPACER)
    )
