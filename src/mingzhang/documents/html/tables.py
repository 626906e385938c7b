"""Tables and the figures of a chart as HTML tables."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.docmodel.model import Align, Cell, Chart, Number, Table
from mingzhang.documents.charts.draw import markup
from mingzhang.documents.html.runs import RunWriter
from mingzhang.documents.theme import Theme

_ALIGN = {Align.LEFT: "", Align.CENTER: "c", Align.RIGHT: "r"}
_FIGURE_EM = 6.5  # least width of a column, so that a figure of 12 digits keeps to one line
_LABEL_EM = 11.0


def placed(table: Table) -> Iterator[list[tuple[int, Cell]]]:
    """Yield the rows with the column in which each cell starts, spans from above counted."""
    busy: dict[int, int] = {}
    for row in table.rows:
        cells: list[tuple[int, Cell]] = []
        column = 0
        taken = {place for place, rows in busy.items() if rows}
        busy = {place: rows - 1 for place, rows in busy.items() if rows > 1}
        for cell in row:
            while column in taken:
                column += 1
            cells.append((column, cell))
            if cell.rowspan > 1:
                busy |= dict.fromkeys(range(column, column + cell.colspan), cell.rowspan - 1)
            column += cell.colspan
        yield cells


def _classes(cell: Cell, column: int) -> str:
    # Only the first column itself stays in view: a cell over several would cover the figures.
    stays = column == 0 and cell.colspan == 1
    names = [_ALIGN[cell.align], "b" if cell.strong else "", "k" if stays else ""]
    text = " ".join(name for name in names if name)
    return f' class="{text}"' if text else ""


def _indent(cell: Cell) -> str:
    return f' style="padding-left:{0.5 + cell.level}rem"' if cell.level else ""


def _spans(cell: Cell) -> str:
    columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return columns + (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "")


def _head_cell(cell: Cell, column: int, text: str) -> str:
    scope = "colgroup" if cell.colspan > 1 else "col"
    return f'<th scope="{scope}"{_spans(cell)}{_classes(cell, column)}>{text}</th>'


def _body_cell(cell: Cell, column: int, text: str) -> str:
    attributes = f"{_spans(cell)}{_classes(cell, column)}{_indent(cell)}"
    names_row = column == 0 and text and not any(isinstance(run, Number) for run in cell.runs)
    if names_row:
        scope = "rowgroup" if cell.rowspan > 1 else "row"
        return f'<th scope="{scope}"{attributes}>{text}</th>'
    return f"<td{attributes}>{text}</td>"


def _caption(table: Table, theme: Theme) -> str:
    unit = f"{theme.table.unit_label}{table.unit}" if table.unit else ""
    line = "".join(
        f"<span>{markup(text)}</span>" for text in (table.number, table.entity, unit) if text
    )
    small = f"<small>{line}</small>" if line else ""
    return f"<caption><span><b>{markup(table.title)}</b>{small}</span></caption>"


def _width(table: Table) -> float:
    """Return the least width of a table in em: a label column needs more than a figure."""
    return min(_LABEL_EM + _FIGURE_EM * (len(table.widths) - 1), 120)


def write_table(table: Table, runs: RunWriter, theme: Theme) -> str:
    """Return a table in a box of its own that scrolls, its first column and head staying."""
    rows: list[str] = []
    for number, cells in enumerate(placed(table)):
        write = _head_cell if number < table.head_rows else _body_cell
        text = "".join(write(cell, column, runs.write(cell.runs)) for column, cell in cells)
        rows.append(f"<tr>{text}</tr>")
    total = sum(table.widths) or 1
    groups = "".join(f'<col style="width:{width * 100 / total:.2f}%">' for width in table.widths)
    head = "\n".join(rows[: table.head_rows])
    body = "\n".join(rows[table.head_rows :])
    notes = "".join(f"<p>{markup(note)}</p>" for note in table.notes)
    return (
        f'<div class="tw" id="t-{markup(table.id)}" role="region" tabindex="0" '
        f'aria-label="{markup(table.title)}">\n'
        f'<table style="min-width:{_width(table):g}em">{_caption(table, theme)}'
        f"<colgroup>{groups}</colgroup>\n"
        + (f"<thead>{head}</thead>\n" if head else "")
        + f"<tbody>{body}</tbody></table></div>\n"
        + (f'<div class="notes">{notes}</div>\n' if notes else "")
    )


def write_chart_figures(chart: Chart, runs: RunWriter) -> str:
    """Return the figures of a chart as a folded table, where each opens its derivation."""
    columns = [(f"{series.name}（{chart.unit}）", series.values) for series in chart.series]
    if chart.shares:
        columns.append((f"占比（{chart.shares[0].unit}）", chart.shares))
    names = "".join(f'<th scope="col">{markup(name)}</th>' for name, _ in columns)
    rows = "".join(
        f'<tr><th scope="row">{markup(category)}</th>'
        + "".join(f'<td class="r">{runs.write([values[place]])}</td>' for _, values in columns)
        + "</tr>\n"
        for place, category in enumerate(chart.categories)
    )
    return (
        f"<details><summary>图中数据</summary><div><table>"
        f"<caption>{markup(chart.caption)}</caption>"
        f'<thead><tr><th scope="col">项目</th>{names}</tr></thead>\n'
        f"<tbody>{rows}</tbody></table></div></details>"
    )
