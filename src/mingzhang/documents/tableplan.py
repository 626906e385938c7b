"""How tables are set on paper: size of type, widths of columns, heights of rows.

The docx and the pdf take the same plan, so both break their pages at the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mingzhang.docmodel.model import (
    Block,
    Cover,
    Heading,
    Number,
    Orientation,
    PageBreak,
    Table,
    Text,
)
from mingzhang.documents.grid import Placed, place
from mingzhang.documents.measure import (
    em_width,
    figure_em,
    line_count,
    points,
    run_text,
    text_pt,
    unbroken_em,
)
from mingzhang.documents.theme import Page, Theme
from mingzhang.documents.widths import Needs, fitted_widths

_Size = tuple[float, tuple[float, ...]]  # of type, and the widths of the columns, in points
_STEP_PT = 0.25  # by which rows are lowered
_SPARE_PT = 5.0  # left free on a page that is filled by plan: programs round differently
_AIR_PT = 1.0  # in a column beyond what its widest cell needs, for what programs round
_SHORT = 2  # a word of so many characters (行次) is not broken
RULE_PT = 0.5  # of a table; part of the height of a row
_KEEP_LIMIT = 6  # more rows than this are not kept together for the sake of a span


@dataclass(frozen=True, slots=True)
class TablePlan:
    """How one table is set. All lengths in points.

    `widths` are whole twentieths of a point and add up to the width of the text. A row of n
    lines is `row_pt + (n - 1) * line_pt` high. The last `keep` rows stay on the page of the
    notes. `cells` are the cells with their places, row by row.
    """

    widths: tuple[float, ...]
    size_pt: float
    line_pt: float
    row_pt: float
    keep: int
    cells: tuple[tuple[Placed, ...], ...]

    @property
    def inset_pt(self) -> float:
        """Free room above the first and below the last line of a cell."""
        return (self.row_pt - self.line_pt) / 2


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell and its measures: its text, the least and the whole width of it, in em."""

    at: Placed
    text: str
    strong: bool
    least: float
    whole: float
    figure: bool


@dataclass(frozen=True, slots=True)
class _Stand:
    """A table on its kind of page; `used` is the height taken above it, None if unknown."""

    table: Table
    page: Page
    used: float | None
    rows: tuple[tuple[_Box, ...], ...]

    @property
    def family(self) -> tuple[object, ...]:
        """What a table shares with its continuations."""
        return (self.table.number or self.table.id, self.table.widths, self.page)

    def boxes(self) -> Iterator[_Box]:
        for row in self.rows:
            yield from row


def plan_tables(blocks: Sequence[Block], theme: Theme) -> list[TablePlan]:
    """Give the plan of every table in order; a table and its continuations have the same widths.

    Raises ValueError if the cells of a row do not fill its columns, or a width is below 1.
    """
    stands = list(_stands(blocks, theme))
    families: dict[tuple[object, ...], list[_Stand]] = {}
    for stand in stands:
        families.setdefault(stand.family, []).append(stand)
    sizes = {key: _size(members, theme) for key, members in families.items()}
    return [_set(stand, *sizes[stand.family], theme) for stand in stands]


def _stands(blocks: Sequence[Block], theme: Theme) -> Iterator[_Stand]:
    page = theme.pages[Orientation.PORTRAIT]
    used: float | None = 0.0
    for block in blocks:
        match block:
            case Table():
                yield _Stand(block, page, used, _boxes(block, theme))
                used = None
            case PageBreak():
                page, used = theme.pages[block.orientation], 0.0
            case Cover():
                used = 0.0
            case Heading() if used is not None:
                style = theme.styles[f"heading_{min(block.level, 5)}"]
                used += text_pt(block.text, style, points(page.text_width_mm))
            case _:
                used = None


def _boxes(table: Table, theme: Theme) -> tuple[tuple[_Box, ...], ...]:
    return tuple(tuple(_box(at, theme) for at in row) for row in place(table))


def _box(at: Placed, theme: Theme) -> _Box:
    cell = at.cell
    strong = cell.strong or any(isinstance(run, Text) and run.strong for run in cell.runs)
    text = "".join(run_text(run, theme) for run in cell.runs)
    figure = any(isinstance(run, Number) for run in cell.runs)
    if figure:
        least = figure_em(cell.runs, theme, strong=strong)
    else:
        least = unbroken_em(text, strong=strong)
    whole = em_width(text, strong=strong)
    if len(text) <= _SHORT:
        least = whole
    return _Box(at, text, strong, least + cell.level, whole + cell.level, figure)


def _candidates(members: Sequence[_Stand], theme: Theme) -> list[_Size]:
    """Give the sizes at which the figures of all members fit, the largest first, with widths."""
    table, page, look = members[0].table, members[0].page, theme.table
    boxes = [box for member in members for box in member.boxes() if box.at.columns == 1]
    padding = 2 * points(look.padding_mm) + _AIR_PT
    needs = Needs(table.widths, padding, points(page.text_width_mm))
    for box in boxes:
        needs.add(box.at.column, box.least, box.whole, figure=box.figure)
    portrait = theme.pages[Orientation.PORTRAIT].text_width_mm
    columns = len(table.widths) * portrait / page.text_width_mm
    sizes = [size for limit, size in look.sizes if columns <= limit] or [look.sizes[-1][1]]
    floor = min(look.least_pt, sizes[0])
    return fitted_widths(needs, sizes, floor)


def _size(members: Sequence[_Stand], theme: Theme) -> _Size:
    """Take the largest type with which the members take the fewest pages, with its widths."""
    candidates = _candidates(members, theme)
    least = min(theme.table.fit_pt, candidates[0][0])
    pages = {
        size: sum(
            _pages(stand, _lowest(_plan(stand, size, widths, theme), theme), theme)
            for stand in members
        )
        for size, widths in candidates
        if size >= least
    }
    best = max(size for size, count in pages.items() if count == min(pages.values()))
    return next(candidate for candidate in candidates if candidate[0] == best)


def _set(stand: _Stand, size: float, widths: tuple[float, ...], theme: Theme) -> TablePlan:
    plan = _plan(stand, size, widths, theme)
    return plan if stand.used is None else _lowered(stand, plan, theme)


def _plan(stand: _Stand, size: float, widths: tuple[float, ...], theme: Theme) -> TablePlan:
    look = theme.table
    cells = tuple(tuple(box.at for box in row) for row in stand.rows)
    keep = _keep(stand, look.keep_rows)
    return TablePlan(
        widths, size, size * look.line_em, _row_pt(look.row_mm, size, theme), keep, cells
    )


def _row_pt(row_mm: float, size: float, theme: Theme) -> float:
    return points(row_mm) * size / theme.table.sizes[0][1]


def _lowest(plan: TablePlan, theme: Theme) -> TablePlan:
    return replace(plan, row_pt=_row_pt(theme.table.row_least_mm, plan.size_pt, theme))


def _lowered(stand: _Stand, plan: TablePlan, theme: Theme) -> TablePlan:
    """Lower the rows no more than saving a page takes."""
    lowest = _lowest(plan, theme)
    wanted = _pages(stand, lowest, theme)
    while plan.row_pt > lowest.row_pt and _pages(stand, plan, theme) > wanted:
        plan = replace(plan, row_pt=max(plan.row_pt - _STEP_PT, lowest.row_pt))
    return plan


def _keep(stand: _Stand, wanted: int) -> int:
    """Give how many last rows stay together: no span may reach into them from above."""
    count, head = len(stand.rows), stand.table.head_rows
    ends = [max((box.at.row + box.at.rows for box in row), default=0) for row in stand.rows]
    for first in range(count - wanted, max(head, count - _KEEP_LIMIT - 1), -1):
        if all(end <= first for end in ends[:first]):
            return count - first
    return 0


def _pages(stand: _Stand, plan: TablePlan, theme: Theme) -> int:
    """Count the pages that a table takes, the first being the one that is used already.

    The lines above and the head stand on each.
    """
    table, page = stand.table, stand.page
    width, height = (
        points(page.text_width_mm),
        points(page.height_mm - page.top_mm - page.bottom_mm),
    )
    rows = _heights(stand, plan, theme)
    head = _above_pt(table, width, theme) + sum(rows[: table.head_rows])
    notes = sum(text_pt(note, theme.styles["note"], width) for note in table.notes)
    body, last = rows[table.head_rows : len(rows) - plan.keep], rows[len(rows) - plan.keep :]
    pages, reached = 1, (stand.used or 0.0) + head
    for group in (*body, sum(last) + notes):
        if reached + group > height - _SPARE_PT:
            pages, reached = pages + 1, head
        reached += group
    return pages


def _heights(stand: _Stand, plan: TablePlan, theme: Theme) -> list[float]:
    lines = [1] * len(stand.rows)
    padding = 2 * points(theme.table.padding_mm)
    # Spans after the rest: what they lack goes to their last row.
    for box in sorted(stand.boxes(), key=lambda box: box.at.rows):
        at = box.at
        room = (sum(plan.widths[at.column : at.column + at.columns]) - padding) / plan.size_pt
        if box.whole > room:
            count = line_count(box.text, room - at.cell.level, strong=box.strong)
            lacking = count - sum(lines[at.row : at.row + at.rows])
            lines[at.row + at.rows - 1] += max(lacking, 0)
    return [plan.row_pt + (count - 1) * plan.line_pt for count in lines]


def _above_pt(table: Table, width: float, theme: Theme) -> float:
    line = theme.styles["table_line"].line_pt
    title = text_pt(table.title, theme.styles["table_title"], width) if table.title else 0.0
    return title + line * (bool(table.number) + bool(table.entity or table.unit))
