"""Which tables of a document are official ones, by their titles and by what stands in them.

A title alone does not make a table, and a table whose title is lost is not guessed at: it counts
as unknown, so that nobody calls a table missing that may be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.extraction.passages import Passage, View, of_view
from mingzhang.extraction.tables.figures import Sort
from mingzhang.extraction.tables.grid import Line, boxes_of
from mingzhang.extraction.tables.layout import layout
from mingzhang.extraction.tables.sections import Section
from mingzhang.rulebook.completeness import OfficialTable, bare_title, official_table

#: How many paragraphs above a table its title may stand.
_ABOVE = 6


@dataclass(frozen=True, slots=True, eq=False)
class Official:
    """An official table: its kind, its title, its pages put together.

    `title` is the passage where the title stands (a paragraph or a cell), or the first cell.
    `last` is the last cell. `figures` counts what it states in figures, zeros among them.
    """

    kind: OfficialTable
    title: Passage
    last: Passage
    figures: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """The official tables in their order, and how many tables of figures have no known title."""

    tables: tuple[Official, ...]
    unknown: int


@of_view
def official(view: View) -> Recognised:
    """Return the official tables of a document."""
    found: list[Official] = []
    unknown = 0
    stated = _stated(view)
    for section in layout(view).sections:
        cells = _cells(section)
        if not cells:
            continue
        kind = official_table(section.title)
        figures = stated.get(id(section), 0)
        if kind is None or not _has_heads(kind, section, cells):
            unknown += figures > 0
            continue
        before = found[-1] if found else None
        if before is not None and before.kind is kind and _goes_on(before, cells[0], view):
            found[-1] = Official(kind, before.title, cells[-1], before.figures + figures)
        else:
            found.append(Official(kind, _title(view, section, cells), cells[-1], figures))
    return Recognised(tuple(found), unknown)


def _stated(view: View) -> dict[int, int]:
    """Return how many figures each section states (by its identity)."""
    found: dict[int, int] = {}
    for spot in layout(view).spots.values():
        if spot.box.figure is not None:
            key = id(spot.sheet.section)
            found[key] = found.get(key, 0) + 1
    return found


def _cells(section: Section) -> list[Passage]:
    """Return the cells of a section that state something, head first."""
    lines: list[Line] = [*section.head, *section.body]
    return [box.passage for line in lines for box in boxes_of(line)]


def _has_heads(kind: OfficialTable, section: Section, cells: Sequence[Passage]) -> bool:
    texts = "\n".join(cell.text for cell in cells).replace(" ", "")
    return any(word in texts for word in kind.heads) or any(
        box.sort is Sort.FIGURE for line in section.body for box in boxes_of(line)
    )


def _goes_on(before: Official, first: Passage, view: View) -> bool:
    """Tell whether nothing but captions stands between two tables of one kind."""
    between = view.passages[before.last.place + 1 : first.place]
    return all(
        p.cell is not None or bare_title(p.text) == bare_title(before.title.text) or _is_mark(p)
        for p in between
    )


def _is_mark(passage: Passage) -> bool:
    return len("".join(passage.text.split())) <= _MARK and "。" not in passage.text


_MARK = 40


def _title(view: View, section: Section, cells: Sequence[Passage]) -> Passage:
    """Return the passage that holds the title of a section."""
    wanted = bare_title(section.title)
    first = cells[0]
    for passage in _above(view, first.place):
        if wanted and wanted in bare_title(passage.text):
            return passage
    return first


def _above(view: View, place: int) -> Iterator[Passage]:
    """Yield the passages before a place, the nearest first."""
    yield from reversed(view.passages[max(0, place - _ABOVE) : place])
