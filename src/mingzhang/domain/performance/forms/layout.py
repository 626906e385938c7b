"""A form filled in as a table of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

from mingzhang.docmodel.model import Align, Cell, Run, Table, Text
from mingzhang.domain.performance.forms.loops import LOOPS, source_item
from mingzhang.domain.performance.forms.material import Material, Subject
from mingzhang.domain.performance.forms.model import Form, FormBlock, FormCell, FormRow, PlacedCell
from mingzhang.domain.performance.forms.values import VALUES

_LINE = "＿＿＿＿＿＿"
_STAMPED = "盖章"
_DATED = "　　　　年　　月　　日"
_APART = "　　"
_FREE = "　"
#: So many characters of places to sign stand on a line; where all do not fit, two do.
_SIGN_CHARS = {"portrait": 40, "landscape": 60}
_SIGNS_BY_TWO = 2
#: About so many lines of text a page holds in small type, and so many characters a line.
_PAGE_LINES = {"portrait": 56, "landscape": 30}
_LINE_CHARS = {"portrait": 48, "landscape": 78}
#: On a form of several pages a cell over several rows is at most this part of a page high.
_PARTS = 4
_NO_REASON = "原因待补"
#: The values that tell why a target was missed.
_REASON_VALUES = frozenset({"actual.explained", "actual.reason"})
_BLANK_NOTE = "空白处由填报单位填写，没有数据的不填0。"


@dataclass(frozen=True, slots=True)
class _Printed:
    """A row of the form on its way to paper: its cells, and the items where it repeats.

    `items` with None is a blank row to write in.
    """

    row: FormRow
    cells: tuple[PlacedCell, ...]
    items: tuple[object, ...]


def form_table(form: Form, material: Material, at: Subject, table_id: str) -> Table:
    """Return a form filled in for a subject; what is not known stays blank, to be written in.

    Figures carry their keys. The places to sign stand at the foot.
    """
    words = words_of_form(form, material.performance.year, at.on)
    filler = _Filler(form, material, at, words)
    rows = filler.rows()
    blank = any(cell.runs in ((), _runs(_FREE)) for row in rows for cell in row)
    unmet = _unmet(form, material, at)
    notes = (*form.note, *unmet, *([_BLANK_NOTE] if blank else ()), *_signs(form, at))
    return Table(
        id=table_id,
        title=form.title + filled(form.subtitle, words),
        unit=form.unit,
        widths=form.widths,
        head_rows=_head_rows(form),
        rows=tuple(rows),
        entity=f"填报单位：{material.performance.name}",
        notes=notes,
    )


def _unmet(form: Form, material: Material, at: Subject) -> tuple[str, ...]:
    """Say which targets were missed, and why where the form has no column for it.

    Only below forms on the year's results; a missing reason is named as missing.
    """
    values = {cell.value for block in form.block for row in block.row for cell in row.cells}
    if at.on is not None or "actual.value" not in values:
        return ()
    has_column = bool(values & _REASON_VALUES)
    told = []
    for point in material.scored.goal(at.project.code).points:
        if point.met is not False or point.subject is None or point.result is None:
            continue
        reason = point.result.reason.rstrip("。")
        if reason and has_column:
            continue
        told.append(f"{point.name}（{reason or _NO_REASON}）")
    return (f"未完成年度指标值的指标：{'；'.join(told)}。",) if told else ()


def _head_rows(form: Form) -> int:
    """Return how many rows are the head of a list, which is repeated on every page."""
    rows = form.block[0].row
    labelled = [all(cell.label for cell in row.cells) for row in rows]
    return labelled.index(False) if False in labelled else len(rows)


def words_of_form(form: Form, year: int, on: date | None) -> dict[str, str]:
    """Return what the placeholders of a form's texts stand for."""
    months = _months(on) if on else ""
    return {"year": str(year), "months": months, "title": form.title}


def _months(on: date) -> str:
    """Return the span up to a checkpoint: 1—7月, or the day where it is not a month's last."""
    if (on + timedelta(days=1)).day == 1:
        return "1月" if on.month == 1 else f"1—{on.month}月"
    return f"1月至{on.month}月{on.day}日"


def filled(text: str, words: dict[str, str]) -> str:
    """Return a text of the form with its placeholders filled in."""
    for name, value in words.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _items(row: FormRow, material: Material, at: Subject) -> tuple[object, ...]:
    if not row.each:
        return ()
    if row.only:
        return (source_item(material, at, row.only),)
    items = tuple(LOOPS[row.each](material, at))
    return items + (None,) * (row.least - len(items))


class _Filler:
    """Fills the rows of one form.

    Cells over several rows do not break, so on a form of more than a page they end and begin anew
    after so many lines (`part`) that pages can break between them.
    """

    def __init__(self, form: Form, material: Material, at: Subject, words: dict[str, str]) -> None:
        self.form, self.material, self.at, self.words = form, material, at, words
        self.printed = [
            (
                block,
                [
                    _Printed(row, cells, _items(row, material, at))
                    for row, cells in zip(block.row, form.placed(block), strict=True)
                ],
            )
            for block in form.block
        ]

    def rows(self) -> list[tuple[Cell, ...]]:
        """Return every row of the form."""
        page = _PAGE_LINES[self.form.orientation]
        lines = [
            self.lines(each, row)
            for _, rows in self.printed
            for each in rows
            for row in self.single(each)
        ]
        part = page // _PARTS if sum(lines) > page else page
        return [row for block, rows in self.printed for row in self.block(block, rows, part)]

    def block(
        self, block: FormBlock, printed: Sequence[_Printed], part: int
    ) -> list[tuple[Cell, ...]]:
        """Return the rows of a block, with what stands at its side."""
        parts: list[list[tuple[Cell, ...]]] = [[]]
        for each in printed:
            if each.row.each:
                first, *further = self.merged(each, part)
                parts[-1] += first
                parts += further
            else:
                parts[-1] += self.single(each)
        if block.side:
            for rows in parts:
                side = Cell(_runs(block.side), Align.CENTER, block.side_span, len(rows))
                rows[0] = (side, *rows[0])
        return [row for rows in parts for row in rows]

    def single(self, printed: _Printed) -> list[tuple[Cell, ...]]:
        """Return the rows of a declared row, no cell of them reaching over another row's."""
        if not printed.row.each:
            return [self.row(printed, None, 0)]
        return [self.row(printed, item, n) for n, item in enumerate(printed.items, start=1)]

    def row(self, printed: _Printed, item: object, position: int) -> tuple[Cell, ...]:
        """Return the cells of one row; of a repeating row for one of its items."""
        at = replace(self.at, item=item, position=position)
        blank = bool(printed.row.each) and item is None
        cells = tuple(self.cell(placed.cell, at, blank=blank) for placed in printed.cells)
        if any(cell.runs for cell in cells):
            return cells
        # A row without any text would be set too low to write in. Its last cell is never one of
        # those that run on over rows.
        return (*cells[:-1], replace(cells[-1], runs=_runs(_FREE)))

    def cell(self, cell: FormCell, at: Subject, *, blank: bool) -> Cell:
        if not cell.value:
            runs = _runs(filled(cell.label, self.words))
            return Cell(runs, Align(cell.align or "center"), cell.span, cell.down)
        value = VALUES[cell.value]
        runs = () if blank else value.write(self.material, at)
        return Cell(runs, Align(cell.align or value.align), cell.span, cell.down)

    def lines(self, printed: _Printed, row: tuple[Cell, ...]) -> int:
        """Return about how many lines of text a row takes."""
        whole, chars = sum(self.form.widths), _LINE_CHARS[self.form.orientation]
        most = 1
        for placed, cell in zip(printed.cells, row, strict=True):
            width = sum(self.form.widths[placed.column : placed.column + cell.colspan])
            length = sum(len(run.text) for run in cell.runs)
            most = max(most, ceil(length * whole / (width * chars)))
        return most

    def merged(self, printed: _Printed, part: int) -> list[list[tuple[Cell, ...]]]:
        """Return a row for every item in parts, cells below each other that say the same made one.

        A cell runs on only as far as the merged cells left of it do, and no further than its part.
        """
        rows = self.single(printed)
        starts = _part_starts([self.lines(printed, row) for row in rows], part)
        ends = [min(s for s in (*starts, len(rows)) if s > n) for n in range(len(rows))]
        kept = [list(row) for row in rows]
        dropped: set[tuple[int, int]] = set()
        for index, placed in enumerate(printed.cells):
            if not placed.cell.merge:
                continue
            ends = _groups([row[index].runs for row in rows], ends)
            for start, end in enumerate(ends):
                if start and ends[start - 1] == end:
                    dropped.add((start, index))
                else:
                    kept[start][index] = replace(rows[start][index], rowspan=end - start)
        made = [
            tuple(cell for index, cell in enumerate(row) if (number, index) not in dropped)
            for number, row in enumerate(kept)
        ]
        return [made[a:b] for a, b in pairwise([*starts, len(made)])]


def _part_starts(lines: Sequence[int], part: int) -> list[int]:
    """Return the rows at which parts begin that hold so many lines of text at most."""
    starts, held = [0], 0
    for row, count in enumerate(lines):
        if held and held + count > part:
            starts.append(row)
            held = 0
        held += count
    return starts


def _groups(texts: Sequence[tuple[Run, ...]], ends: Sequence[int]) -> list[int]:
    """Return for each row where the run of equal texts around it ends, within given groups."""
    found = [0] * len(texts)
    end = len(texts)
    for row in range(len(texts) - 1, -1, -1):
        last = row + 1 == len(texts)
        if last or ends[row] != ends[row + 1] or texts[row] != texts[row + 1] or not texts[row]:
            end = row + 1
        found[row] = end
    return found


def _runs(text: str) -> tuple[Run, ...]:
    return (Text(text),) if text else ()


def _signs(form: Form, at: Subject) -> tuple[str, ...]:
    """Return the lines to sign at the foot, what the book knows of them filled in.

    Each has a free line above it: a stamp is four centimetres wide.
    """
    goal = at.project.goal
    given = {"填报人": goal.filler if goal else "", "联系电话": goal.phone if goal else ""}
    places = [
        f"{sign}：{_DATED}" if _STAMPED in sign else f"{sign}：{given.get(sign) or _LINE}"
        for sign in form.signs
    ]
    fits = len(_APART.join(places)) <= _SIGN_CHARS[form.orientation]
    step = len(places) if fits else _SIGNS_BY_TWO
    lines = (_APART.join(places[n : n + step]) for n in range(0, len(places), step))
    return tuple(each for line in lines for each in (_FREE, line))
