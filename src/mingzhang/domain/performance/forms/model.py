"""How an official form is declared: the records behind the TOML files of an edition.

One declaration gives writing and reading: a cell is words of the form itself, or the name of a
value (`values.VALUES`), which knows how it is printed and what it is when it comes back. Nothing
here holds data of a book.
"""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.domain.statements.model import Ground


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell: `label` is text of the form, which may hold {year} and {months}; else `value`.

    `span` columns wide; `down` rows high (only in rows that do not repeat). In repeating rows
    `merge` makes one cell of those below each other that say the same.
    """

    label: str = ""
    value: str = ""
    span: int = 1
    down: int = 1
    merge: bool = False
    align: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row, or with `each` (a name of `loops.LOOPS`) one for every item, at least `least`.

    `each` of one item, such as a source of funds, may be written out: `each = "fund"`,
    `only = "fiscal"`.
    """

    cells: tuple[FormCell, ...]
    each: str = ""
    only: str = ""
    least: int = 0


@dataclass(frozen=True, slots=True)
class FormBlock:
    """Rows that belong together; `side` stands left of them all, `side_span` columns wide."""

    row: tuple[FormRow, ...]
    side: str = ""
    side_span: int = 1


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A declared cell with its first column, counted from 0 in the form."""

    column: int
    cell: FormCell


class Misfit(ValueError):
    """Cells of a declared row do not fill the columns; args are row, columns filled, columns."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form. `scope` says of what there is one: project, department, goal (both of them),
    checkpoint (of a project) or evaluation.

    `short` names its sheet in a workbook. `subtitle` (the year, or the months) stands behind the
    title. `sets` are the sheets that a form which is read back fills; what it tells of other
    sheets has to agree with the book. `when` names a loop: without an item there is nothing to
    print. `signs` are the places to sign at the foot; `note` stands above them.
    """

    id: str
    title: str
    short: str
    scope: str
    widths: tuple[int, ...]
    block: tuple[FormBlock, ...]
    basis: Ground
    when: str
    sets: tuple[str, ...]
    subtitle: str = "（{year}年度）"
    unit: str = "万元"
    orientation: str = "portrait"
    note: tuple[str, ...] = ()
    signs: tuple[str, ...] = ("填报人", "联系电话", "单位负责人（签字）", "单位（盖章）")

    def placed(self, block: FormBlock) -> tuple[tuple[PlacedCell, ...], ...]:
        """Return the cells of a block's rows with their columns. Raises Misfit."""
        first = block.side_span if block.side else 0
        reaching: dict[int, int] = {}  # column → rows that a cell from above still covers
        return tuple(
            _placed(row, number, range(first, len(self.widths)), reaching)
            for number, row in enumerate(block.row, start=1)
        )


def _placed(
    row: FormRow, number: int, columns: range, reaching: dict[int, int]
) -> tuple[PlacedCell, ...]:
    covered = {column for column, rows in reaching.items() if rows}
    free = [column for column in columns if column not in covered]
    for column in covered:
        reaching[column] -= 1
    if sum(cell.span for cell in row.cells) != len(free):
        raise Misfit(number, sum(cell.span for cell in row.cells), len(free))
    found, at = [], 0
    for cell in row.cells:
        found.append(PlacedCell(free[at], cell))
        reaching.update(dict.fromkeys(free[at : at + cell.span], cell.down - 1))
        at += cell.span
    return tuple(found)


@dataclass(frozen=True, slots=True)
class FormsHead:
    """What `edition.toml` says of a set of forms, in the order of the year's work."""

    title: str
    forms: tuple[str, ...]
    basis: Ground
    extends: str = ""
    since: int = 0
    until: int = 0
