"""How statement tables and identities are declared: the records behind an edition's TOML files.

A cell is a query: what its pane, column and line say about the concept, the stage and the
dimensions, laid over each other in this order. Nothing here holds an amount.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, str] = MappingProxyType({})


def _no_dims() -> Mapping[str, str]:
    return _NOTHING


@dataclass(frozen=True, slots=True)
class Query:
    """A part of a query; what is left out is said by another part."""

    concept: str = ""
    stage: str = ""
    dims: Mapping[str, str] = field(default_factory=_no_dims)

    def over(self, other: Query) -> Query:
        """Return `other` with everything that this part says put in its place."""
        return Query(
            self.concept or other.concept,
            self.stage or other.stage,
            MappingProxyType({**other.dims, **self.dims}),
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A column of words: `text` is name, code or number (行次, a running number)."""

    text: str
    title: str
    group: tuple[str, ...] = ()
    width: int = 10


@dataclass(frozen=True, slots=True)
class Column:
    """A column of amounts, or with `source` "economic" one for each economic code that occurs.

    `parent` is the column that this one and its siblings add up to. `sum` makes it a formula:
    columns of the same line, each with "-" before it where it is taken off.
    """

    id: str
    title: str = ""
    group: tuple[str, ...] = ()
    query: Query = Query()
    parent: str = ""
    sum: tuple[str, ...] = ()
    source: str = ""
    width: int = 11


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a form. `parent` as for columns; `only` the columns it has amounts in (all if
    empty); `sum` a formula over lines of the same table. `blank` keeps a place free; `hidden` is a
    total that the form implies and does not print.
    """

    id: str
    label: str = ""
    code: str = ""
    query: Query = Query()
    parent: str = ""
    only: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    level: int = 0
    strong: bool = False
    blank: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A run of lines of a pane, at its top, or at its foot where both panes end together.

    `source`: lines (as listed in `line`), functional_tree and economic_tree (codes that occur,
    with everything above them), functional_classes (every class of the year but `exclude`, those
    too where they occur), economic_list (`classes` in full, those of `classes_if_any` where they
    occur; an item that the book neither names nor tells the amount of is hidden). `parent` is the
    line that the topmost ones add up to. `numbered` puts 一、二、 before names; `projects` lists
    the projects below each item.
    """

    source: str
    line: tuple[Line, ...] = ()
    foot: bool = False
    parent: str = ""
    exclude: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    classes_if_any: tuple[str, ...] = ()
    numbered: bool = False
    projects: bool = False


@dataclass(frozen=True, slots=True)
class Pane:
    """Columns and lines; panes stand side by side. `title` spans the pane's columns."""

    label: tuple[Label, ...]
    column: tuple[Column, ...]
    rows: tuple[Rows, ...]
    title: str = ""
    query: Query = Query()


@dataclass(frozen=True, slots=True)
class Ground:
    """What a declaration rests on; see `kernel.basis.Basis`."""

    document: str
    article: str = ""
    certainty: str = "K-H"


@dataclass(frozen=True, slots=True)
class Note:
    """A note that is said below a table only in the case `when`.

    projects: some project is listed; listed, unlisted: every code that occurs is known to be
    listed, or it is not.
    """

    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """A table. `empty` is said below it when it holds no amount.

    `empty`, `note` and `note_if` may hold {entity}, {year} and {scope} (部门 or 单位).
    `column_numbers` adds the line 栏次. A table of more than `max_columns` columns of amounts is
    printed in parts that repeat the label columns.
    """

    title: str
    pane: tuple[Pane, ...]
    basis: Ground
    empty: str
    unit: str = "万元"
    orientation: str = "portrait"
    note: tuple[str, ...] = ()
    note_if: tuple[Note, ...] = ()
    column_numbers: bool = False
    max_columns: int = 12


@dataclass(frozen=True, slots=True)
class Identity:
    """A relation that amounts must keep; the grammar of its expressions is in `expressions`.

    `scope`: cells (once), rows (each line of the left table), lines (each line that has lines
    below it, in each column), columns (each column that has columns below it, in each line),
    match (each code line of the tables named, `level` 类, 款 or 项 only if given). `op`: =, ≤, ≥.
    `severity`: error, warning, hint.
    """

    id: str
    title: str
    left: str
    right: str
    basis: Ground
    scope: str = "cells"
    op: str = "="
    level: str = ""
    when: tuple[str, ...] = ()
    severity: str = "error"
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What `edition.toml` says of a set of statements; tables in the order of publication.

    `number` makes the printed number from the position `n`. `zero` is blank or figure (0.00);
    `thousands` groups digits by commas. Without `line_numbers`
    (行次) or `column_numbers` (栏次) the tables leave those out.
    """

    title: str
    tables: tuple[str, ...]
    number: str
    basis: Ground
    zero: str = "blank"
    line_numbers: bool = True
    column_numbers: bool = True
    thousands: bool = True
    extends: str = ""
    since: int = 0
    until: int = 0
    identity: tuple[Identity, ...] = ()
