"""Tables, written row by row as text in time linear in the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.docmodel.model import Align, Cell, Mark, Number, Table
from mingzhang.documents.docx import styles
from mingzhang.documents.docx.markup import (
    TWIPS_PER_PT,
    escape,
    hidden_field,
    paragraph,
    run,
    twips,
)
from mingzhang.documents.docx.text import BOLD, bookmark, runs_xml, table_bookmark
from mingzhang.documents.grid import Placed
from mingzhang.documents.tableplan import RULE_PT, TablePlan
from mingzhang.documents.theme import Theme
from mingzhang.kernel.regex import lazy_regex

# Word wants a paragraph between tables, and after the last one.
_SPACER = f'<w:p><w:pPr><w:pStyle w:val="{styles.SPACER}"/></w:pPr></w:p>'
_UNBROKEN = lazy_regex(r"[0-9A-Za-z.,%*+\-]+")
_PLAIN_MARGINS = (
    '<w:tcMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell of the file: what stands in it, or None where a cell above reaches down."""

    cell: Cell | None
    column: int
    span: int
    opens: bool = False  # the first cell of a vertical span


def _slots(rows: Sequence[Sequence[Placed]]) -> list[list[_Slot]]:
    """Give the cells of every row from left to right, with a slot where a span reaches down."""
    out: list[list[_Slot]] = [[] for _ in rows]
    for row in rows:
        for at in row:
            out[at.row].append(_Slot(at.cell, at.column, at.columns, at.rows > 1))
            for below in range(at.row + 1, at.row + at.rows):
                out[below].append(_Slot(None, at.column, at.columns))
    for slots in out:
        slots.sort(key=lambda slot: slot.column)
    return out


def _keeps_to_a_line(cell: Cell) -> bool:
    """Tell whether nothing in a cell may break: a figure with its sign, a number of digits."""
    worded = any(isinstance(item, Number) and item.mark is Mark.DISPUTED for item in cell.runs)
    if any(isinstance(item, Number) for item in cell.runs):
        return not worded
    return _UNBROKEN.fullmatch("".join(item.text for item in cell.runs)) is not None


class _RowWriter:
    """Writes the rows of one table under its plan."""

    def __init__(self, table: Table, plan: TablePlan, theme: Theme) -> None:
        self.table = table
        self.plan = plan
        self.theme = theme
        self.widths = [round(width * TWIPS_PER_PT) for width in plan.widths]
        self.total = sum(self.widths)
        # Word processors add the rule to the height that a row is given.
        row = round((plan.row_pt - RULE_PT) * TWIPS_PER_PT)
        self.height = f'<w:trHeight w:val="{row}" w:hRule="atLeast"/>'
        self.body_style = styles.table_text_style(plan.size_pt)
        self.head_style = styles.table_text_style(plan.size_pt, head=True)

    def _paragraph(self, cell: Cell, style: str, *, keep_next: bool) -> str:
        step = round(self.plan.size_pt * TWIPS_PER_PT) * cell.level
        indent = f'<w:ind w:leftChars="{cell.level * 100}" w:left="{step}"/>' if step else ""
        align = "" if cell.align is Align.LEFT else f'<w:jc w:val="{cell.align.value}"/>'
        content = runs_xml(cell.runs, self.theme, strong=cell.strong, in_cell=True)
        mark = f"<w:rPr>{BOLD}</w:rPr>" if cell.strong else ""
        return paragraph(style, content, indent + align + mark, keep_next=keep_next)

    def _cell(self, slot: _Slot, style: str, *, keep_next: bool) -> str:
        width = sum(self.widths[slot.column : slot.column + slot.span])
        span = f'<w:gridSpan w:val="{slot.span}"/>' if slot.span > 1 else ""
        merge = (
            "<w:vMerge/>"
            if slot.cell is None
            else ('<w:vMerge w:val="restart"/>' if slot.opens else "")
        )
        cell = slot.cell or Cell()
        unbroken = "<w:noWrap/>" if _keeps_to_a_line(cell) else ""
        content = self._paragraph(cell, style, keep_next=keep_next)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{unbroken}'
            f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
        )

    def row(self, slots: list[_Slot], position: int) -> str:
        """Give one row; it stays on one page, and repeats on every page when it is a head."""
        head = position < self.table.head_rows
        last = position >= len(self.table.rows) - self.plan.keep
        keep_next = head or (last and (position < len(self.table.rows) - 1 or self.notes != ""))
        style = self.head_style if head else self.body_style
        repeat = "<w:tblHeader/>" if head else ""
        cells = "".join(self._cell(slot, style, keep_next=keep_next) for slot in slots)
        return f"<w:tr><w:trPr><w:cantSplit/>{self.height}{repeat}</w:trPr>{cells}</w:tr>"

    def _plain_row(self, content: str, edge: str, *, head: bool) -> str:
        """Give a row of one cell without rules but for the one at `edge`."""
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            if side == edge
            else f'<w:{side} w:val="nil"/>'
            for side in ("top", "left", "bottom", "right")
        )
        span = f'<w:gridSpan w:val="{len(self.widths)}"/>' if len(self.widths) > 1 else ""
        repeat = "<w:tblHeader/>" if head else ""
        return (
            f'<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr><w:tc><w:tcPr><w:tcW w:w="{self.total}" '
            f'w:type="dxa"/>{span}<w:tcBorders>{sides}</w:tcBorders>{_PLAIN_MARGINS}</w:tcPr>'
            f"{content}</w:tc></w:tr>"
        )

    @property
    def notes(self) -> str:
        """The row of the notes below the table; nothing without notes."""
        content = "".join(paragraph(styles.NOTE, run(note)) for note in self.table.notes)
        return self._plain_row(content, "top", head=False) if content else ""

    def lines_above(self, mark: str) -> str:
        """Give the row of title, number, entity and unit; it repeats with the head."""
        content = "".join(
            paragraph(style, text, extra, keep_next=True)
            for style, text, extra in _lines(self.table, self.theme, self.total, mark)
        )
        return self._plain_row(content, "bottom", head=True) if content else ""


def _lines(table: Table, theme: Theme, total: int, mark: str) -> list[tuple[str, str, str]]:
    """Give style, content and properties of the lines above a table; `mark` opens the first."""
    unit = table.unit
    if unit and "：" not in unit:
        unit = theme.table.unit_label + unit
    lines = []
    if table.title:
        lines.append((styles.TABLE_TITLE, run(table.title), ""))
    if table.number:
        lines.append((styles.TABLE_LINE, run(table.number), '<w:jc w:val="right"/>'))
    if table.entity or unit:
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{total}"/></w:tabs>'
        content = (run(table.entity) if table.entity else "") + (
            f"<w:r><w:tab/></w:r>{run(unit)}" if unit else ""
        )
        lines.append((styles.TABLE_LINE, content, tab))
    return [
        (style, content if position else mark + content, extra)
        for position, (style, content, extra) in enumerate(lines)
    ]


def _properties(table: Table, plan: TablePlan, total: int, theme: Theme) -> str:
    title = escape(table.title or table.id)
    description = escape(
        f"{table.number}{table.title}，共{len(table.rows)}行{len(table.widths)}列"
        + (f"，单位{table.unit}" if table.unit else "")
    )
    inset = int((plan.inset_pt - RULE_PT / 2) * TWIPS_PER_PT)
    padding = twips(theme.table.padding_mm)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (
            ("top", inset),
            ("left", padding),
            ("bottom", inset),
            ("right", padding),
        )
    )
    return (
        f'<w:tblPr><w:tblStyle w:val="{styles.TABLE}"/><w:tblW w:w="{total}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{margins}</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{title}"/><w:tblDescription w:val="{description}"/></w:tblPr>'
    )


def table_entry(table_id: str, number: int, listed: str) -> str:
    """Give what the contents refer to: a bookmark of this number, and the line as `listed`.

    The line is a field that Word lists when it makes the contents anew; Word takes curly quotes
    for quotes there. A table that is not listed has the bookmark only.
    """
    text = re.sub(r'([\\"“”])', r"\\\1", listed)
    field = hidden_field(f'TC "{text}" \\l {styles.TABLE_LEVEL}') if listed else ""
    return bookmark(table_bookmark(table_id), number, field)


def table_xml(table: Table, plan: TablePlan, theme: Theme, entry: str, *, page_break: bool) -> str:
    """Give a table with the lines above and the notes below as rows of it.

    Title, number, entity and unit are the first of the repeated rows, so every page tells what
    the table is; the notes are the last row, kept with the rows before it. `entry` (from
    `table_entry`) stands at the beginning.
    """
    writer = _RowWriter(table, plan, theme)
    above = writer.lines_above(entry)
    # A page or a section that opens with a table is not known to every program.
    first = paragraph(styles.SPACER, "" if above else entry, page_break=page_break, keep_next=True)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in writer.widths)
    rows = "".join(writer.row(slots, at) for at, slots in enumerate(_slots(plan.cells)))
    properties = _properties(table, plan, writer.total, theme)
    return (
        f"{first}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{above}{rows}{writer.notes}"
        f"</w:tbl>{_SPACER}"
    )
