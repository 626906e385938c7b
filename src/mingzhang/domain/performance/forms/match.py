"""A form laid over the sheet of a file: which cell of the sheet is which of the form.

Rows are found by their labels, values by the labels before them or above them, so rows that were
added and columns that were moved do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingzhang.domain.performance.forms.model import Form, FormCell, FormRow, PlacedCell
from mingzhang.domain.performance.forms.paper import Paper, Slot, is_filler, says
from mingzhang.domain.performance.forms.value import Entry
from mingzhang.domain.performance.forms.values import VALUES

_FOOT = ("空白处", "填报人", "注：", "注:", "说明：")


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the form in the sheet: its cells by name of the value.

    `loop` and `only` are those of the declared row. `row` is the sheet's row, counted from 0.
    """

    row: int
    loop: str
    only: str
    entries: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Matched:
    """What was found of a form; `missing` are labels without a cell, each with its row if any."""

    found: tuple[Found, ...]
    missing: tuple[tuple[int | None, str], ...]
    labels: int
    end: int

    @property
    def share(self) -> float:
        """How much of the form's labels there is."""
        return (self.labels - len(self.missing)) / self.labels if self.labels else 0.0


@dataclass(frozen=True, slots=True)
class _Declared:
    """A row of the form with its cells' columns, and the label that opens its block."""

    row: FormRow
    cells: tuple[PlacedCell, ...]
    side: str

    @property
    def labels(self) -> list[FormCell]:
        return [p.cell for p in self.cells if not p.cell.value and not is_filler(p.cell.label)]

    @property
    def repeats(self) -> bool:
        return bool(self.row.each) and not self.row.only


def _declared(form: Form) -> Iterator[_Declared]:
    for block in form.block:
        for number, (row, cells) in enumerate(zip(block.row, form.placed(block), strict=True)):
            yield _Declared(row, cells, "" if number else block.side)


def match(form: Form, paper: Paper, start: int = 0) -> Matched:
    """Return where the cells of a form stand on a sheet from row `start` on."""
    return _Matching(form, paper, start).run()


class _Matching:
    """One form on one sheet; `at` is the next row to look at, `heads` where columns are."""

    def __init__(self, form: Form, paper: Paper, start: int) -> None:
        self.form, self.paper, self.at = form, paper, start
        self.declared = list(_declared(form))
        self.heads: dict[int, int] = {}  # column of the form → column of the sheet
        self.titles: dict[int, str] = {}  # column of the form → label above it
        self.found: list[Found] = []
        self.missing: list[tuple[int | None, str]] = []

    def run(self) -> Matched:
        for index, declared in enumerate(self.declared):
            if declared.repeats:
                self._repeated(declared, index)
            elif declared.labels:
                self._labelled(declared, index)
            elif self.at < self.paper.rows:
                self._under_heads(declared, self.at)
                self.at += 1
        labels = sum(len(declared.labels) for declared in self.declared)
        return Matched(tuple(self.found), tuple(self.missing), labels, self.at)

    def _labelled(self, declared: _Declared, index: int) -> None:
        row = self._search(declared, self.at)
        after = self._next_labelled(index)
        if row is not None and after is not None:
            other = self._search(after, self.at)
            # What is found only behind the next row of the form is something else of that name.
            if other is not None and other < row:
                row = None
        if row is None:
            self.missing += [(None, cell.label) for cell in declared.labels]
            return
        self._take(declared, row)
        self.at = row + 1

    def _next_labelled(self, index: int) -> _Declared | None:
        rest = self.declared[index + 1 :]
        return next((d for d in rest if d.labels and not d.repeats), None)

    def _search(self, declared: _Declared, start: int) -> int | None:
        rows = range(start, self.paper.rows)
        return next((row for row in rows if self._fits(declared, row)), None)

    def _fits(self, declared: _Declared, row: int) -> bool:
        """Tell whether a row of the sheet bears the first of a row's labels and half of them, or
        most of three and more.
        """
        free = [slot for slot in self.paper.slots(row) if not slot.covered]
        found = _found_labels(declared.cells, free)
        labels = [placed for placed, _ in found]
        held = [placed for placed, place in found if place is not None]
        if len(labels) > 2 and 2 * len(held) > len(labels):
            return True
        return bool(held) and held[0] is labels[0] and 2 * len(held) >= len(labels)

    def _take(self, declared: _Declared, row: int) -> None:
        aligned = _aligned(declared.cells, self.paper.slots(row))
        entries: dict[str, Entry] = {}
        title = ""
        for placed in declared.cells:
            slot, cell = aligned.slots[placed.column], placed.cell
            if not cell.value:
                title = self._name(cell.label) or title
                self._head(row, placed, slot, aligned.shift)
            elif slot is not None:
                place = self.paper.place(row, slot.column, title)
                entries[cell.value] = Entry(slot.text, place)
        if entries:
            self.found.append(Found(row, declared.row.each, declared.row.only, entries))

    def _head(self, row: int, placed: PlacedCell, slot: Slot | None, shift: int | None) -> None:
        """Keep which columns of the sheet stand under a label."""
        label = placed.cell.label
        for column in range(placed.column, placed.column + placed.cell.span):
            if slot is None:
                self.heads.pop(column, None)
                continue
            within = min(column - placed.column, slot.columns - 1)
            self.heads[column] = slot.column + within if shift is None else column + shift
            self.titles[column] = self._name(label)
        if slot is None and not is_filler(label):
            self.missing.append((row, label))

    def _name(self, label: str) -> str:
        return "" if is_filler(label) else label.replace("{months}", "")

    def _under_heads(self, declared: _Declared, row: int, before: Found | None = None) -> Found:
        """Read a row whose cells are told by the labels above them."""
        entries = {}
        for placed in declared.cells:
            cell, column = placed.cell, self.heads.get(placed.column)
            if not cell.value or column is None:
                continue
            text = self.paper.at(row, column)
            if not text and cell.merge and before is not None and self.paper.own(row, column):
                held = before.entries.get(cell.value)
                text = held.text if held else ""
            place = self.paper.place(row, column, self.titles.get(placed.column, ""))
            entries[cell.value] = Entry(text, place)
        found = Found(row, declared.row.each, declared.row.only, entries)
        if not declared.repeats:
            self.found.append(found)
        return found

    def _repeated(self, declared: _Declared, index: int) -> None:
        after = self.declared[index + 1] if index + 1 < len(self.declared) else None
        before: Found | None = None
        first = True
        while self.at < self.paper.rows and not self._ended(after, first=first):
            first = False
            if not self.paper.blank(self.at):
                found = self._under_heads(declared, self.at, before)
                if _says_something(declared, found):
                    self.found.append(found)
                    before = found
            self.at += 1

    def _ended(self, after: _Declared | None, *, first: bool) -> bool:
        """Tell whether what repeats is over: the form's next row, or its foot, begins."""
        slots = [s for s in self.paper.slots(self.at) if not s.covered]
        if self._is_foot(slots):
            return True
        if after is None:
            return False
        if after.side and not first and slots and says(after.side, slots[0].text):
            return True
        return not after.repeats and bool(after.labels) and self._fits(after, self.at)

    def _is_foot(self, slots: Sequence[Slot]) -> bool:
        """Tell whether a row stands below the form: a line over all columns, a place to sign."""
        filled = [slot for slot in slots if slot.text]
        if not filled:
            return False
        width = max(self.heads.values(), default=0) - min(self.heads.values(), default=0)
        whole = len(filled) == 1 and filled[0].columns > width
        return whole or filled[0].text.startswith(_FOOT) or filled[0].text in self.form.note


def _says_something(declared: _Declared, found: Found) -> bool:
    """Tell whether anybody wrote in a row: what it only shows, or shares, does not count."""
    own = {p.cell.value for p in declared.cells if p.cell.value and not p.cell.merge}
    return any(
        entry.text and name in own and VALUES[name].read is not None
        for name, entry in found.entries.items()
    )


@dataclass(frozen=True, slots=True)
class _Aligned:
    """The cell of the sheet for each declared cell of a row, by the declared column.

    `shift` is how much further right the sheet has every column, None where it has other columns.
    """

    slots: Mapping[int, Slot | None]
    shift: int | None


def _aligned(cells: Sequence[PlacedCell], slots: Sequence[Slot]) -> _Aligned:
    """Return where the cells of a row stand: labels in their order, values by their columns.

    Where the sheet has other columns than the form, a value is told by the label before it.
    """
    free = [slot for slot in slots if not slot.covered]
    labels = _found_labels(cells, free)
    shifts = {free[n].column - p.column for p, n in labels if n is not None}
    if len(shifts) == 1:
        shift = shifts.pop()
        starts = {slot.column: slot for slot in free}
        found = {p.column: starts.get(p.column + shift) for p in cells}
        found.update({p.column: None for p, n in labels if n is None})
        if all(found[p.column] is not None for p in cells if p.cell.value):
            return _Aligned(found, shift)
    return _Aligned(_in_order(cells, free, dict(labels)), None)


def _found_labels(
    cells: Sequence[PlacedCell], free: Sequence[Slot]
) -> list[tuple[PlacedCell, int | None]]:
    """Return the place among the cells of the sheet of each label, None for one that lacks."""
    found: list[tuple[PlacedCell, int | None]] = []
    at = 0
    for placed in cells:
        if placed.cell.value or is_filler(placed.cell.label):
            continue
        label = placed.cell.label
        place = next((n for n in range(at, len(free)) if says(label, free[n].text)), None)
        found.append((placed, place))
        at = at if place is None else place + 1
    return found


def _in_order(
    cells: Sequence[PlacedCell], free: Sequence[Slot], labels: Mapping[PlacedCell, int | None]
) -> dict[int, Slot | None]:
    """Give values the cells that follow the label before them, up to the next label."""
    found: dict[int, Slot | None] = {}
    taken = {place for place in labels.values() if place is not None}
    at = 0
    for placed in cells:
        if placed in labels:
            place = labels[placed]
            found[placed.column] = None if place is None else free[place]
            at = at if place is None else place + 1
        elif at < len(free) and at not in taken:
            found[placed.column] = free[at]
            at += 1
        else:
            found[placed.column] = None
    return found
