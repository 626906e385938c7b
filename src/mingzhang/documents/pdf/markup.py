"""A document as plain data for the typst template: strings and numbers, never typst markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import TypeAlias

from mingzhang.docmodel.model import (
    Align,
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
from mingzhang.documents.charts.draw import clean
from mingzhang.documents.listing import contents_entries
from mingzhang.documents.measure import body_spacing_pt, cover_gap_mm
from mingzhang.documents.pdf.fonts import Fonts
from mingzhang.documents.pictures import picture
from mingzhang.documents.tableplan import TablePlan, plan_tables
from mingzhang.documents.theme import Font, Page, TextStyle, Theme

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


class Markup:
    """Turns the blocks of one document into data; `clear` replaces what no font can show."""

    def __init__(self, theme: Theme, fonts: Fonts, clear: Callable[[str], str]) -> None:
        self._theme = theme
        self._fonts = fonts
        self._clear = clear
        self._blocks: tuple[Block, ...] = ()
        self._plans: Iterator[TablePlan] = iter(())
        self._level = 0  # of the heading that stands above

    def document(self, document: Document) -> dict[str, Json]:
        """Return the whole document: metadata, theme, and sections by paper.

        Raises ValueError if the cells of a table row do not fill its columns.
        """
        self._blocks = document.blocks
        self._plans = iter(plan_tables(document.blocks, self._theme))
        self._level = 0
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
            "cover": theme.cover_title_before_mm,
            "page_number": {
                "font": self._family(number.font),
                "size": number.size_pt,
                "gap": number.gap_mm,
                "indent": number.indent_chars,
                "dash": self._text(number.dash),
            },
            "table": {
                "font": self._family(theme.table.font),
                "padding": theme.table.padding_mm,
            },
        }

    def _style(self, style: TextStyle) -> dict[str, Json]:
        data: dict[str, Json] = {
            key: value for key, value in asdict(style).items() if key != "font"
        }
        data["font"] = self._family(style.font)
        data["tracking"] = (
            body_spacing_pt(self._theme) if style is self._theme.styles["body"] else 0
        )
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
                gap = cover_gap_mm(block, self._theme)
                return {"t": "cover", "title": [*title], "gap": gap, "lines": [*lines]}
            case Contents():
                return self._contents(block)
            case Heading():
                self._level = block.level
                return {
                    "t": "heading",
                    "level": block.level,
                    "text": self._text(block.text),
                    "id": block.id,
                }
            case Paragraph():
                return self._paragraph(block)
            case Table():
                return self._table(block, next(self._plans))
            case Chart():
                return self._chart(block, self._theme.pages[orientation])
            case PageBreak():
                return None

    def _contents(self, contents: Contents) -> Json:
        entries = contents_entries(self._blocks, contents, self._theme)
        lines: list[Json] = [
            {"id": entry.id, "text": self._text(entry.text), "style": entry.style}
            for entry in entries
        ]
        return {"t": "contents", "title": self._text(contents.title), "entries": lines}

    def _run(self, run: Run, *, hang: bool = False) -> Json:
        """Return [kind, text, …]: t text, s strong text, g gap; n figure, mark, raised, hanging.

        A sign is raised; a mark in words stands on the line in small type. A hanging one takes
        no room of its own, so that the figures of a column stay in line.
        """
        match run:
            case Text():
                return ["s" if run.strong else "t", self._text(run.text)]
            case Number():
                mark = self._theme.marks[run.mark.value] if run.mark else ""
                raised = len(mark) == 1
                figure = self._text(run.text + run.tail)
                return ["n", figure, self._text(mark), raised, hang and raised]
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

    def _table(self, table: Table, plan: TablePlan) -> Json:
        unit = f"{self._theme.table.unit_label}{table.unit}" if table.unit else ""
        return {
            "t": "table",
            "id": table.id,
            "title": self._text(table.title),
            "further": self._text(self._further(table.title)),
            "level": self._level + 1,
            "number": self._text(table.number),
            "entity": self._text(table.entity),
            "unit": self._text(unit),
            "widths": [*plan.widths],
            "size": plan.size_pt,
            "leading": plan.line_pt - plan.size_pt,
            "inset": plan.inset_pt,
            "head": table.head_rows,
            "keep": plan.keep,
            "rows": [[self._cell(cell) for cell in row] for row in table.rows],
            "notes": [self._text(note) for note in table.notes],
        }

    def _further(self, title: str) -> str:
        """Return the title on further pages; one that is a continuation already says so."""
        said = self._theme.table.continued
        return title if not title or said[:-1] in title else title + said

    def _cell(self, cell: Cell) -> Json:
        """Return [runs, align, colspan, rowspan, strong, level]."""
        hang = cell.align is Align.RIGHT
        runs: list[Json] = [self._run(run, hang=hang) for run in cell.runs]
        spans: list[Json] = [cell.colspan, cell.rowspan]
        return [runs, cell.align.value, *spans, cell.strong, cell.level]

    def _chart(self, chart: Chart, page: Page) -> Json:
        drawn = picture(chart, page, self._theme, font=self._fonts.sans)
        # PDF/A wants a text for every picture.
        alt = self._text(chart.alt or chart.caption or chart.id)
        return {
            "t": "chart",
            "svg": self._clear(drawn.svg),
            "width": drawn.width_mm,
            "caption": self._text(chart.caption),
            "alt": alt,
        }


def _date(text: str) -> list[Json] | None:
    if not text:
        return None
    day = date.fromisoformat(text)
    return [day.year, day.month, day.day]


def _page(page: Page) -> dict[str, Json]:
    sides = {"top": page.top_mm, "right": page.right_mm}
    sides |= {"bottom": page.bottom_mm, "left": page.left_mm}
    return {"width": page.width_mm, "height": page.height_mm, **sides}
