"""Filled statements as blocks of a document, in the form that is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.docmodel.model import (
    Align,
    Block,
    Cell,
    Mark,
    Number,
    Orientation,
    PageBreak,
    Table,
    Text,
)
from mingzhang.domain.statements.header import Leaf, header_rows, leaves, parts
from mingzhang.domain.statements.load import StatementSet
from mingzhang.domain.statements.model import Label
from mingzhang.domain.statements.printed import (
    PLACES,
    Move,
    Printed,
    misses,
    moves,
)
from mingzhang.domain.statements.rows import PROJECT
from mingzhang.domain.statements.statement import (
    Address,
    Amount,
    Blank,
    FilledLine,
    FilledPane,
    FilledTable,
    Missing,
    Statements,
    Value,
)
from mingzhang.facts.key import FactKey, Scope

UNKNOWN = "…"
_UNKNOWN_NOTE = "“…”处账套未提供数据，不作为零。"
_NO_PARTS_NOTE = "账套未提供明细的合计数，只列合计。"
#: The note begins with the mark that the theme prints beside the figures in tables.
_ROUNDING_NOTE = "* 此合计数与各分项之和有尾差，系各数分别四舍五入所致。"
_MOVED_NOTE = "为使分项之和等于合计、同一笔数各处一致，下列数调整了尾差："
_MANY_NOTE = (
    "为使分项之和等于合计、同一笔数各处一致，本表有{count}处数调整了尾差，每处调整{step}{unit}。"
)
#: So many moved cells are listed below a table; beyond that each is told in its derivation only.
_LISTED = 8
_SCOPE_WORDS = {Scope.DEPARTMENT: "部门", Scope.UNIT: "单位"}


@dataclass(frozen=True, slots=True)
class Style:
    """How tables are printed: `entity` as the maker's name.

    `marks` are flags of figures that something else found (待核), by fact.
    """

    entity: str
    marks: Mapping[FactKey, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Print:
    """One table on its way to paper."""

    statements: Statements
    table: FilledTable
    style: Style
    figures: Printed
    rounding: frozenset[Address]
    thousands: bool
    zero_blank: bool

    def cell(self, line: FilledLine, column: str, *, strong: bool) -> Cell:
        """Return the printed cell of a value."""
        at = Address(self.table.name, line.id, column)
        value = line.values.get(column, Blank())
        match value:
            case Amount(value=exact) if not (self.zero_blank and exact == 0):
                return Cell((self._number(at, value),), Align.RIGHT, strong=strong)
            case Missing():
                return Cell((Text(UNKNOWN),), Align.CENTER)
            case _:
                return Cell(align=Align.RIGHT)

    def _number(self, at: Address, value: Amount) -> Number:
        figure = self.figures[at]
        text = f"{figure:,.{PLACES}f}" if self.thousands else f"{figure:.{PLACES}f}"
        mark = self.style.marks.get(value.key) if value.key else None
        if mark is None and at in self.rounding:
            mark = Mark.ROUNDING
        return Number(text, figure, self.table.form.unit, PLACES, self._key(at, value), mark)

    def _key(self, at: Address, value: Value) -> str:
        if isinstance(value, Amount) and value.key is not None:
            return str(value.key)
        return f"cell({at})@{self.statements.entity}:{self.statements.year}"


def blocks(
    edition: StatementSet, statements: Statements, style: Style, figures: Printed
) -> tuple[Block, ...]:
    """Return every table in the order of publication, each on a page of its orientation.

    `figures` are the cells as printed (see `printed.prints_of`).
    """
    found: list[Block] = []
    for name, table in statements.tables.items():
        for sheet in render(edition, statements, name, style, figures):
            found += [PageBreak(Orientation(table.form.orientation)), sheet]
    return tuple(found)


def render(
    edition: StatementSet, statements: Statements, name: str, style: Style, figures: Printed
) -> tuple[Table, ...]:
    """Return a table as printed, in parts when it is too wide for a page (`max_columns`).

    Amounts are in the form's unit with two decimals and carry the key of their fact. A table
    whose every amount is zero keeps its form and says so. KeyError: no such table.
    """
    table = statements.tables[name]
    head = edition.head
    printing = _Print(
        statements,
        table,
        style,
        figures,
        frozenset(at for at in misses(table, figures) if _is_printed(table, at)),
        head.thousands,
        head.zero == "blank",
    )
    hidden = set() if head.line_numbers else {"number"}
    everything = leaves(table, hidden)
    sheets = parts(everything, table.form.max_columns)
    numbers = _column_numbers(everything) if _numbered(edition, table) else {}
    return tuple(
        _sheet(printing, sheet, n, numbers, _notes(printing) if sheet is sheets[-1] else ())
        for n, sheet in enumerate(sheets, 1)
    )


def _numbered(edition: StatementSet, table: FilledTable) -> bool:
    return edition.head.column_numbers and table.form.column_numbers


def _column_numbers(everything: list[Leaf]) -> dict[tuple[int, str], int]:
    columns = [(leaf.pane, leaf.column) for leaf in everything if leaf.column]
    return {at: n for n, at in enumerate(columns, 1)}


def _sheet(
    printing: _Print,
    sheet: list[Leaf],
    part: int,
    numbers: dict[tuple[int, str], int],
    notes: tuple[str, ...],
) -> Table:
    table, style = printing.table, printing.style
    head = header_rows(sheet)
    if numbers:
        head.append(_number_row(sheet, numbers))
    title = table.form.title if part == 1 else f"{table.form.title}（续{part - 1}）"
    return Table(
        id=table.code if part == 1 else f"{table.code}-{part}",
        title=title,
        unit=table.form.unit,
        widths=tuple(leaf.width for leaf in sheet),
        head_rows=len(head),
        rows=(*(tuple(row) for row in head), *_body(printing, sheet)),
        number=table.number,
        entity=f"编制单位：{style.entity}",
        notes=notes,
    )


def _number_row(sheet: list[Leaf], numbers: dict[tuple[int, str], int]) -> list[Cell]:
    """Return the line 栏次: the word over the labels of each pane, then the columns' numbers."""
    row: list[Cell] = []
    for n, leaf in enumerate(sheet):
        if leaf.column:
            text = str(numbers[leaf.pane, leaf.column])
            row.append(Cell((Text(text),), Align.CENTER))
        elif n == 0 or sheet[n - 1].pane != leaf.pane:
            span = sum(1 for each in sheet if each.pane == leaf.pane and not each.column)
            row.append(Cell((Text("栏次"),), Align.CENTER, colspan=span))
    return row


def _body(printing: _Print, sheet: list[Leaf]) -> Iterator[tuple[Cell, ...]]:
    panes = printing.table.panes
    height = max(sum(map(len, pane.stacks)) for pane in panes)
    stacks = [_stack(pane, height) for pane in panes]
    for at in range(height):
        row: list[Cell] = []
        for n, stack in enumerate(stacks):
            own = [leaf for leaf in sheet if leaf.pane == n]
            row += _pane_row(printing, own, stack[at], n * height + at + 1)
        yield tuple(row)


def _stack(pane: FilledPane, height: int) -> list[FilledLine | None]:
    """Return the pane's lines with free places between body and foot."""
    body, foot = pane.stacks
    return [*body, *[None] * (height - len(body) - len(foot)), *foot]


def _pane_row(
    printing: _Print, own: list[Leaf], line: FilledLine | None, number: int
) -> Iterator[Cell]:
    joined = line is not None and line.strong and not line.code and _has_code(own)
    for leaf in own:
        if leaf.label is None:
            empty = line is None or line.blank
            yield (
                Cell(align=Align.RIGHT)
                if line is None or empty
                else printing.cell(line, leaf.column, strong=line.strong)
            )
        elif joined and leaf.label.text == "code":
            continue  # the name of a total spans both
        else:
            yield _label(leaf.label, line, number, span=2 if joined else 1)


def _has_code(own: list[Leaf]) -> bool:
    return any(leaf.label is not None and leaf.label.text == "code" for leaf in own)


def _label(label: Label, line: FilledLine | None, number: int, *, span: int) -> Cell:
    if label.text == "number":
        return Cell((Text(str(number)),), Align.CENTER)
    if line is None or line.blank:
        return Cell()
    if label.text == "code":
        return Cell((Text(line.code),) if line.code else ())
    align = Align.CENTER if line.strong else Align.LEFT
    run = Text(line.label, strong=line.strong)
    return Cell((run,), align, colspan=span, strong=line.strong, level=line.level)


def _notes(printing: _Print) -> tuple[str, ...]:
    table = printing.table
    words = {
        "entity": printing.style.entity,
        "year": str(printing.statements.year),
        "scope": _SCOPE_WORDS[printing.statements.entity.scope],
    }
    cases = set(_cases(table))
    said = (*table.form.note, *(n.text for n in table.form.note_if if n.when in cases))
    notes = [note.format(**words) for note in said]
    if table.empty:
        notes.append(table.form.empty.format(**words))
    if any(isinstance(value, Missing) and _is_printed(table, at) for at, value in table.cells()):
        notes.append(_UNKNOWN_NOTE)
    if any(_is_printed(table, at) for at in table.without_parts):
        notes.append(_NO_PARTS_NOTE)
    if printing.rounding:
        notes.append(_ROUNDING_NOTE)
    return (*notes, *_moved_note(printing))


def _moved_note(printing: _Print) -> Iterator[str]:
    table = printing.table
    moved = [m for m in moves(table, printing.figures) if _is_printed(table, m.at)]
    if len(moved) > _LISTED:
        step = Decimal(1).scaleb(-PLACES)
        yield _MANY_NOTE.format(count=len(moved), step=step, unit=table.form.unit)
    elif moved:
        yield _MOVED_NOTE + "；".join(_told(printing, move) for move in moved) + "。"


def _cases(table: FilledTable) -> Iterator[str]:
    """Yield the cases of conditional notes that a table is in (see `model.Note`)."""
    if any(PROJECT in line.id for line in table.lines()):
        yield "projects"
    trees = {
        line.id
        for pane in table.panes
        for line in pane.lines
        if line.code and any(rows.source.endswith("_tree") for rows in pane.form.rows)
    }
    hidden = {line.id for line in table.lines() if line.code and line.hidden}
    open_ = any(
        isinstance(value, Missing) and at.line in trees | hidden for at, value in table.cells()
    )
    bare = any(_is_printed(table, at) for at in table.without_parts)
    yield "unlisted" if open_ or bare else "listed"


def _is_printed(table: FilledTable, at: Address) -> bool:
    line = table.line(at.line)
    return line is not None and not line.hidden


def _told(printing: _Print, move: Move) -> str:
    line = printing.table.line(move.at.line)
    pane = printing.table.pane_of(move.at.line)
    column = next((c for c in pane.columns if c.id == move.at.column), None) if pane else None
    name = line.label.strip() if line else move.at.line
    title = "·".join(dict.fromkeys((*column.group, column.title))) if column else ""
    before, after = (_plain(v) for v in (move.rounded, move.printed))
    return f"{name}{title} {before}→{after}"


def _plain(value: Decimal) -> str:
    return f"{value:.{PLACES}f}"
