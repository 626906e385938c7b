"""All tables of a document laid out: which cell states what, and which states nothing at all."""

from __future__ import annotations

from dataclasses import dataclass, field

from mingzhang.extraction.passages import View, of_view
from mingzhang.extraction.tables.grid import Box, boxes_of
from mingzhang.extraction.tables.packed import typed_rows
from mingzhang.extraction.tables.sections import Section, sections
from mingzhang.extraction.tables.sheets import Column, Sheet, sheets
from mingzhang.extraction.tables.tree import Row


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure stands: sheet, row, column, and its box."""

    sheet: Sheet
    row: Row
    column: Column
    box: Box


@dataclass(slots=True, eq=False)
class Layout:
    """The sheets of a document. `spots` are the cells of figures by the number of the passage.

    `loose` are cells of forms that belong to no sheet, with the words to their left; `names` are
    those that name rows of figures.
    """

    sheets: list[Sheet] = field(default_factory=list)
    spots: dict[int, Spot] = field(default_factory=dict)
    loose: dict[int, tuple[Box, str]] = field(default_factory=dict)
    names: set[int] = field(default_factory=set)
    #: The paragraphs that are rows of a table.
    typed: set[int] = field(default_factory=set)
    #: All heads with their rows, those without a figure among them.
    sections: list[Section] = field(default_factory=list)


@of_view
def layout(view: View) -> Layout:
    """Return the tables of a document. Their figures need not have been observed yet."""
    found = Layout()
    for start, end, _ in typed_rows(view.passages):
        found.typed.update(passage.place for passage in view.passages[start:end])
    for section in sections(view.passages):
        own = sheets(section, view.year)
        found.sections.append(section)
        found.sheets.extend(own)
        for sheet in own:
            _place(sheet, found)
        _loose(section, found, own)
    return found


def _place(sheet: Sheet, found: Layout) -> None:
    for row in sheet.rows:
        for column, box in zip(sheet.columns, row.boxes, strict=True):
            if box is not None and not box.is_blank:
                found.spots[box.passage.place] = Spot(sheet, row, column, box)


def _loose(section: Section, found: Layout, own: list[Sheet]) -> None:
    """Note the cells of a section that stand in no column of figures."""
    silent = {n for sheet in own for n in sheet.numbered}
    naming = {n for sheet in own for n in sheet.naming}
    for line in (*section.keys, *section.body):
        left = ""
        for n, box in enumerate(boxes_of(line)):
            place = box.passage.place
            if place in found.typed or "".join(box.passage.text.split()) != box.text:
                continue
            if place not in found.spots and box.column not in silent:
                if box.column in naming:
                    found.names.add(place)
                found.loose.setdefault(place, (box, left if n else ""))
            left = box.text if box.is_words else left
