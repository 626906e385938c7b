"""What a table of contents lists: headings to its depth, and the numbered tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.docmodel.model import Block, Contents, Heading, Orientation, Table
from mingzhang.documents.measure import points, text_pt
from mingzhang.documents.theme import Theme

CONTENTS_LEVELS = 5  # levels of headings for which a theme has a style
TABLE_STYLE = "contents_table"
_PAGES = 2  # with more than this the tables are left out


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the id of its block, its text, and the role of its style."""

    id: str
    text: str
    style: str


def contents_entries(blocks: Sequence[Block], contents: Contents, theme: Theme) -> list[Entry]:
    """Give the lines of a table of contents in order.

    A table is listed once by its number and title; its continuations bear the same number. The
    tables are left out where the contents would take more than two pages with them.
    """
    depth = min(contents.depth, CONTENTS_LEVELS)
    entries: list[Entry] = []
    last = ""
    for block in blocks:
        if isinstance(block, Heading) and block.level <= depth:
            entries.append(Entry(block.id, block.text, f"contents_{block.level}"))
        elif isinstance(block, Table) and block.number and block.title and block.number != last:
            last = block.number
            entries.append(Entry(block.id, f"{block.number} {block.title}", TABLE_STYLE))
    if _height_pt(contents, entries, theme) <= _PAGES * _page_pt(theme):
        return entries
    return [entry for entry in entries if entry.style != TABLE_STYLE]


def _page_pt(theme: Theme) -> float:
    page = theme.pages[Orientation.PORTRAIT]
    return points(page.height_mm - page.top_mm - page.bottom_mm)


def _height_pt(contents: Contents, entries: Sequence[Entry], theme: Theme) -> float:
    width = points(theme.pages[Orientation.PORTRAIT].text_width_mm)
    lines = ((contents.title, "contents_title"), *((item.text, item.style) for item in entries))
    return sum(text_pt(text, theme.styles[style], width) for text, style in lines)
