"""A document as plain data for the typst template: strings and numbers, never typst markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import TypeAlias

from mingzhang.docmodel.model import (
    Block,
    Cell,
    Chart,
    Contents,
    Cover,
    Document,
    Gap,
    Heading,
    Number,
    Orientation,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Text,
)
from mingzhang.documents.charts.draw import clean, text_width
from mingzhang.documents.charts.svg import svg_chart
from mingzhang.documents.pdf.fonts import Fonts
from mingzhang.documents.theme import Font, Page, TextStyle, Theme

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

_MM = 72 / 25.4  # points in a millimetre
_SVG_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_DIGIT_EM = 0.56  # a digit of Noto Serif CJK, in em


class Markup:
    """Turns the blocks of one document into data; `clear` replaces what no font can show."""

    def __init__(self, theme: Theme, fonts: Fonts, clear: Callable[[str], str]) -> None:
        self._theme = theme
        self._fonts = fonts
        self._clear = clear

    def document(self, document: Document) -> dict[str, Json]:
        """Return the whole document: metadata, theme, and sections by paper."""
        return {
            "title": self._text(document.title),
            "author": self._text(document.publisher),
            "date": _date(document.date),
            "theme": self._look(),
            "sections": self._sections(document.blocks),
        }

    def _text(self, text: str) -> str:
        return self._clear(clean(text))

    def _family(self, font: Font) -> str:
        return self._fonts.sans if font.generic == "sans-serif" else self._fonts.serif

    def _look(self) -> dict[str, Json]:
        theme = self._theme
        number = theme.page_number
        return {
            "body": self._fonts.serif,
            "pitch": theme.line_pitch_pt,
            "pages": {key.value: _page(page) for key, page in theme.pages.items()},
            "styles": {key: self._style(style) for key, style in theme.styles.items()},
            "cover": [theme.cover_title_before_mm, theme.cover_lines_before_mm],
            "page_number": {
                "font": self._family(number.font),
                "size": number.size_pt,
                "gap": number.gap_mm,
                "indent": number.indent_chars,
                "dash": self._text(number.dash),
            },
            "table": {
                "font": self._family(theme.table.font),
                "row": theme.table.row_mm,
                "padding": theme.table.padding_mm,
            },
        }

    def _style(self, style: TextStyle) -> dict[str, Json]:
        data: dict[str, Json] = {
            key: value for key, value in asdict(style).items() if key != "font"
        }
        data["font"] = self._family(style.font)
        # 小标宋 is a heavy face; the bold of the free serif stands in for it.
        data["strong"] = style.strong or style.font == self._theme.fonts.get("title")
        return data

    def _sections(self, blocks: Sequence[Block]) -> list[Json]:
        """Cut at page breaks and around a cover; a section without blocks makes no page."""
        sections: list[tuple[Orientation, bool, list[Json]]] = [(Orientation.PORTRAIT, False, [])]
        for block in blocks:
            orientation = sections[-1][0]
            if isinstance(block, PageBreak):
                sections.append((block.orientation, False, []))
            elif isinstance(block, Cover):
                sections.append((orientation, True, [self._block(block, orientation)]))
                sections.append((orientation, False, []))
            else:
                sections[-1][2].append(self._block(block, orientation))
        return [
            {"paper": orientation.value, "cover": cover, "blocks": content}
            for orientation, cover, content in sections
            if content
        ]

    def _block(self, block: Block, orientation: Orientation) -> Json:
        match block:
            case Cover():
                title, lines = ([*map(self._text, part)] for part in (block.title, block.lines))
                return {"t": "cover", "title": [*title], "lines": [*lines]}
            case Contents():
                return {"t": "contents", "title": self._text(block.title), "depth": block.depth}
            case Heading():
                return {"t": "heading", "level": block.level, "text": self._text(block.text)}
            case Paragraph():
                return self._paragraph(block)
            case Table():
                return self._table(block, self._theme.pages[orientation])
            case Chart():
                return self._chart(block, self._theme.pages[orientation])
            case PageBreak():
                return None

    def _run(self, run: Run) -> Json:
        """Return [kind, text, …]: t text, s strong text, n figure with its mark, g gap."""
        match run:
            case Text():
                return ["s" if run.strong else "t", self._text(run.text)]
            case Number():
                mark = self._theme.marks[run.mark.value] if run.mark else ""
                return ["n", self._text(run.text + run.tail), self._text(mark)]
            case Gap():
                text = f"{self._theme.gap_open}{run.text}{self._theme.gap_close}"
                return ["g", self._text(text)]

    def _runs(self, runs: Sequence[Run]) -> list[Json]:
        return [self._run(run) for run in runs]

    def _paragraph(self, block: Paragraph) -> Json:
        return {
            "t": "paragraph",
            "style": "note" if block.small else "body",
            "align": block.align.value,
            "indent": block.indent,
            "runs": self._runs(block.runs),
        }

    def _table(self, table: Table, page: Page) -> Json:
        unit = f"{self._theme.table.unit_label}{table.unit}" if table.unit else ""
        return {
            "t": "table",
            "title": self._text(table.title),
            "number": self._text(table.number),
            "entity": self._text(table.entity),
            "unit": self._text(unit),
            "widths": [*table.widths],
            "size": table_size(table, page, self._theme),
            "head": table.head_rows,
            "rows": [[self._cell(cell) for cell in row] for row in table.rows],
            "notes": [self._text(note) for note in table.notes],
        }

    def _cell(self, cell: Cell) -> Json:
        """Return [runs, align, colspan, rowspan, strong, level]."""
        spans: list[Json] = [cell.colspan, cell.rowspan]
        return [self._runs(cell.runs), cell.align.value, *spans, cell.strong, cell.level]

    def _chart(self, chart: Chart, page: Page) -> Json:
        svg = self._clear(svg_chart(chart, font=self._fonts.sans))
        size = _SVG_SIZE.search(svg)
        if size is None:
            raise AssertionError("a chart of ours states its size")
        width, height = (float(group) for group in size.groups())
        room = page.height_mm - page.top_mm - page.bottom_mm - 25  # the caption and a line
        wide = min(self._theme.chart.width_mm, page.text_width_mm, room * width / height)
        # PDF/A wants a text for every picture.
        alt = self._text(chart.alt or chart.caption or chart.id)
        caption = self._text(chart.caption)
        return {"t": "chart", "svg": svg, "width": wide, "caption": caption, "alt": alt}


def _date(text: str) -> list[Json] | None:
    if not text:
        return None
    day = date.fromisoformat(text)
    return [day.year, day.month, day.day]


def _page(page: Page) -> dict[str, Json]:
    sides = {"top": page.top_mm, "right": page.right_mm}
    sides |= {"bottom": page.bottom_mm, "left": page.left_mm}
    return {"width": page.width_mm, "height": page.height_mm, **sides}


def table_size(table: Table, page: Page, theme: Theme) -> float:
    """Return the size of a table's text in pt: the first that suits columns and figures.

    Columns are counted for the portrait width. A smaller size is taken while a figure would not
    fit into its column.
    """
    portrait = theme.pages[Orientation.PORTRAIT].text_width_mm
    columns = len(table.widths) * portrait / page.text_width_mm
    total = sum(table.widths)
    narrowest = min(
        (
            (table.widths[column] / total * page.text_width_mm - 2 * theme.table.padding_mm)
            / max(_figure_em(cell, theme), 0.1)
            for column, cell in _figure_cells(table)
        ),
        default=float("inf"),
    )
    fitting = (
        size for limit, size in theme.table.sizes if columns <= limit and size / _MM <= narrowest
    )
    return next(fitting, theme.table.sizes[-1][1])


def _figure_cells(table: Table) -> list[tuple[int, Cell]]:
    """Return the cells of one column that hold a figure, counted from the right-hand side.

    The columns of figures stand at the right and are not covered from above, so counting from
    there gives their column also where labels at the left span rows.
    """
    found: list[tuple[int, Cell]] = []
    for row in table.rows:
        column = len(table.widths)
        for cell in reversed(row):
            column -= cell.colspan
            if column < 0:
                break
            if cell.colspan == 1 and any(isinstance(run, Number) for run in cell.runs):
                found.append((column, cell))
    return found


def _figure_em(cell: Cell, theme: Theme) -> float:
    em = 0.0
    for run in cell.runs:
        if isinstance(run, Number):
            mark = text_width(theme.marks[run.mark.value], 0.75) if run.mark else 0
            em += _DIGIT_EM * len(run.text) + mark
    return em
