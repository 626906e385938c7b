"""Blocks of a document and the figures in them.

A writer turns these into a file and adds nothing; a reader gives them back. Every figure is a
`Number` that carries its fact key, so a produced report is labelled truth for the checker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Align(StrEnum):
    """Horizontal alignment of a cell or paragraph."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Orientation(StrEnum):
    """How the paper lies from a `PageBreak` on."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Mark(StrEnum):
    """A flag of a figure that the reader sees beside it."""

    DISPUTED = "disputed"  # 待核: the source contradicts itself, this is the value from rows
    ROUNDING = "rounding"  # 尾差: the printed cells miss their printed sum by rounding


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text; `strong` is bold."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as printed, with what it is.

    `text` is the print without its unit; `value` the printed value as a number in `unit`;
    `places` the decimals it was rounded to (printed trailing zeros may be dropped); `key` the
    text of its FactKey and the entry in `Document.derivations`. `tail` is text printed between
    the figure and its mark (the unit: 92.56%（待核）).
    """

    text: str
    value: Decimal
    unit: str
    places: int
    key: str
    mark: Mark | None = None
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where something is missing; shown, and listed in `Document.gaps`."""

    text: str
    key: str = ""


Run = Text | Number | Gap


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a part (第一部分), 2 is 一、, 3 is （一）, 4 is 1., 5 is （1）.

    `id` is stable and unique in the document (anchor, bookmark). `number` is part of `text`.
    """

    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body paragraph (indented two characters when `indent`)."""

    runs: tuple[Run, ...]
    align: Align = Align.LEFT
    indent: bool = True
    small: bool = False  # notes under tables and charts


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; spans count columns and rows. Covered cells are not listed."""

    runs: tuple[Run, ...] = ()
    align: Align = Align.LEFT
    colspan: int = 1
    rowspan: int = 1
    strong: bool = False
    level: int = 0  # indent steps of a label that lies below another


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. `head_rows` of `rows` are repeated on every page.

    `rows` list only the cells that start in them (HTML's convention for spans). `widths` are
    relative column widths and their count is the number of columns. `id` is stable
    ("T01"); `title` stands above, `unit` above at the right, `notes` below.
    """

    id: str
    title: str
    unit: str
    widths: tuple[int, ...]
    head_rows: int
    rows: tuple[tuple[Cell, ...], ...]
    number: str = ""  # 公开01表
    entity: str = ""  # 编制单位 line, upper left
    notes: tuple[str, ...] = ()


class ChartKind(StrEnum):
    """How the points are drawn."""

    COLUMN = "column"
    PIE = "pie"


@dataclass(frozen=True, slots=True)
class Series:
    """One series: a name and a figure per category of the chart."""

    name: str
    values: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. A pie has one series; its labels show `value` and share.

    `caption` is 图1：…; `alt` tells the whole content to someone who cannot see it. `shares` are
    a pie's rates, one per category, from exact values; without them a writer can only divide
    the printed values.
    """

    id: str
    kind: ChartKind
    caption: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    shares: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page: lines of the title, then small lines (publisher, date)."""

    title: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents stands; `depth` is the deepest heading level listed."""

    title: str
    depth: int = 3


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page, from here on lying as `orientation`."""

    orientation: Orientation = Orientation.PORTRAIT


Block = Cover | Contents | Heading | Paragraph | Table | Chart | PageBreak


@dataclass(frozen=True, slots=True)
class BookPlace:
    """A cell of a book: its sheet, its row as a person counts it, the heading of its column.

    `origin` says how the owner came by the amount (原始, 声明, 还原, 推算).
    """

    sheet: str
    row: int
    column: str
    origin: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Operand:
    """A line of a derivation: what went in, its exact value and unit, and where it came from.

    `value` is for people; `amount` is the same as a number in `unit`, signed as it enters a sum,
    None where there is none. `place` is the cell of the book when the operand is one.
    """

    label: str
    value: str
    source: str
    key: str = ""  # the operand's own derivation, when it has one
    amount: Decimal | None = None
    unit: str = ""
    place: BookPlace | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one figure came about, as shown to a person.

    `exact` is the unrounded value with its unit for people, `value` the same as a number in `unit`
    (None: not known, or not given). `operands` may be the first of many, `operand_count` is all.
    `place` is the cell of the book where the figure stands as it is.
    """

    key: str
    label: str
    exact: str
    formula: str
    operands: tuple[Operand, ...]
    operand_count: int
    provenance: str
    basis: str = ""
    value: Decimal | None = None
    unit: str = ""
    place: BookPlace | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report: metadata, blocks, and the derivation of every figure in it by key."""

    title: str
    publisher: str
    date: str  # ISO date shown as the document's own date; nothing reads the clock
    blocks: tuple[Block, ...]
    derivations: dict[str, Derivation] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()


def block_runs(block: Block) -> Iterator[Run]:
    """Yield the runs of a block in reading order (cells row by row, chart points by series)."""
    match block:
        case Paragraph():
            yield from block.runs
        case Table():
            for row in block.rows:
                for cell in row:
                    yield from cell.runs
        case Chart():
            for series in block.series:
                yield from series.values
            yield from block.shares
        case _:
            return


def numbers(document: Document) -> Iterator[Number]:
    """Yield every figure of the document in reading order."""
    for block in document.blocks:
        for run in block_runs(block):
            if isinstance(run, Number):
                yield run
