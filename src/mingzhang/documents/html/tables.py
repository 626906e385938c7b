"""Tables and the figures of a chart as HTML tables."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.docmodel.model import Align, Cell, Chart, Number, Table
from mingzhang.documents.charts.draw import decimals, markup
from mingzhang.documents.grid import Placed, place
from mingzhang.documents.html.columns import (
    is_figure,
    is_name,
    is_short,
    plan_columns,
)
from mingzhang.documents.html.runs import RunWriter
from mingzhang.documents.theme import Theme

_ALIGN = {Align.LEFT: "", Align.CENTER: "c", Align.RIGHT: "r"}
_DEEPEST = 6  # levels of indentation in the style sheet
_BLANK_NOTE = "空白格为零。"


def sliding(inner: str, least: str, *, stays: bool = False) -> str:
    """Return `inner`, which scrolls sideways below the width `least`, with a hint that it does.

    `least` is a CSS length. The hint shows only where there is something to scroll to. `stays`
    tells that the left edge of `inner` stays in view.
    """
    name = "tb stays" if stays else "tb"
    return (
        f'<div class="{name}" style="--m:{least}">'
        f'<p class="slide" aria-hidden="true">左右滑动查看 →</p>{inner}</div>\n'
    )


class _TableWriter:
    """Writes one table."""

    def __init__(self, table: Table, runs: RunWriter, theme: Theme) -> None:
        self._table = table
        self._runs = runs
        self._theme = theme
        self._rows = place(table)
        self._columns = plan_columns(table, self._rows, theme)

    def write(self) -> str:
        """Return the table in a box of its own that scrolls sideways, its labels staying."""
        table = self._table
        rows = [f"<tr>{''.join(map(self._cell, row))}</tr>" for row in self._rows]
        head, body = "\n".join(rows[: table.head_rows]), "\n".join(rows[table.head_rows :])
        box = (
            f'<div class="tw" id="t-{markup(table.id)}" role="region" tabindex="0" '
            f'aria-label="{markup(table.title)}">\n'
            f"<table{self._stops()}>{_caption(table, self._theme)}{self._groups()}\n"
            + (f"<thead>{head}</thead>\n" if head else "")
            + f"<tbody>{body}</tbody></table></div>"
        )
        notes = "".join(f"<p>{markup(note)}</p>" for note in self._notes())
        least, stays = f"{decimals(self._columns.total)}em", self._columns.stay > 0
        below = f'<div class="notes">{notes}</div>\n' if notes else ""
        return sliding(box, least, stays=stays) + below

    def _cell(self, at: Placed) -> str:
        text = self._runs.write(at.cell.runs)
        attributes = _spans(at.cell) + self._classes(at)
        if at.row < self._table.head_rows:
            scope = "colgroup" if at.cell.colspan > 1 else "col"
            return f'<th scope="{scope}"{attributes}>{text}</th>'
        has_figure = any(isinstance(run, Number) for run in at.cell.runs)
        if at.column == 0 and text and not has_figure:
            scope = "rowgroup" if at.cell.rowspan > 1 else "row"
            return f'<th scope="{scope}"{attributes}>{text}</th>'
        return f"<td{attributes}>{text}</td>"

    def _classes(self, at: Placed) -> str:
        cell, stay = at.cell, self._columns.stay
        end = at.column + at.columns
        # A cell that reaches past what stays would cover figures.
        stays = f"k k{at.column}" if end <= stay else ""
        names = [
            _ALIGN[cell.align],
            "b" if cell.strong else "",
            "n" if is_short(cell) else "",
            f"v{min(cell.level, _DEEPEST)}" if cell.level > 0 else "",
            stays,
            "ke" if stays and end == stay else "",
        ]
        text = " ".join(name for name in names if name)
        return f' class="{text}"' if text else ""

    def _width(self, column: int) -> str:
        """Return the width of a column: its least, and its share of what the screen has more."""
        plan = self._columns
        return f"{plan.least[column]:g}em + var(--x)*{plan.shares[column]:.3f}"

    def _groups(self) -> str:
        """Return the columns with their widths; browsers that know no cqw take the least."""
        plan = self._columns
        groups = "".join(
            "<col>"
            if column in plan.free
            else f'<col style="width:{least:g}em;width:calc({self._width(column)})">'
            for column, least in enumerate(plan.least)
        )
        return f"<colgroup>{groups}</colgroup>"

    def _stops(self) -> str:
        """Return what the screen has more (x), and where the staying columns stop at the left."""
        places = [
            f";--k{column}:calc({' + '.join(self._width(c) for c in range(column))})"
            for column in range(1, self._columns.stay)
        ]
        return f' style="--x:max(0px,100cqw - var(--m)){"".join(places)}"'

    def _notes(self) -> Sequence[str]:
        """Return the notes below; a table with blanks says what a blank means, once."""
        notes = self._table.notes
        told = any("空白" in note for note in notes)
        return notes if told or not _has_blank(self._rows, self._table) else (*notes, _BLANK_NOTE)


def _has_blank(rows: Sequence[Sequence[Placed]], table: Table) -> bool:
    """Tell whether a place of figures is empty in a row, or side of a row, that is used.

    That is one with a name, or one with figures in a table without names.
    """
    for row in rows[table.head_rows :]:
        has_name = any(is_name(at.cell) for at in row)
        named = not has_name and any(isinstance(r, Number) for at in row for r in at.cell.runs)
        for at in row:
            if not is_figure(at.cell):
                named = is_name(at.cell) or (named and is_short(at.cell))
            elif named and not at.cell.runs:
                return True
    return False


def _spans(cell: Cell) -> str:
    columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return columns + (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "")


def _caption(table: Table, theme: Theme) -> str:
    unit = f"{theme.table.unit_label}{table.unit}" if table.unit else ""
    line = "".join(
        f"<span>{markup(text)}</span>" for text in (table.number, table.entity, unit) if text
    )
    small = f"<small>{line}</small>" if line else ""
    return f"<caption><span><b>{markup(table.title)}</b>{small}</span></caption>"


def write_table(table: Table, runs: RunWriter, theme: Theme) -> str:
    """Return a table with its notes; where it is wider than the screen, it scrolls sideways.

    Raises ValueError if the cells of a row do not fill its columns.
    """
    return _TableWriter(table, runs, theme).write()


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
