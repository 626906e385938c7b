"""The columns of a printed table across its panes, their heading, and its parts."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from mingzhang.docmodel.model import Align, Cell, Text
from mingzhang.domain.statements.model import Label
from mingzhang.domain.statements.statement import FilledTable


@dataclass(frozen=True, slots=True)
class Leaf:
    """A printed column: a label column, or a column of amounts by id.

    `path` is its heading from the top; `parent` the column of amounts that it adds up to.
    """

    pane: int
    path: tuple[str, ...]
    width: int
    label: Label | None = None
    column: str = ""
    parent: str = ""


def leaves(table: FilledTable, hidden: AbstractSet[str] = frozenset()) -> list[Leaf]:
    """Return the printed columns from left to right, without the label columns `hidden`."""
    found: list[Leaf] = []
    for n, pane in enumerate(table.panes):
        top = (pane.form.title,) if pane.form.title else ()
        found += [
            Leaf(n, (*top, *label.group, label.title), label.width, label=label)
            for label in pane.form.label
            if label.text not in hidden
        ]
        found += [
            Leaf(n, (*top, *c.group, c.title), c.width, column=c.id, parent=c.parent)
            for c in pane.columns
        ]
    return found


def header_rows(sheet: list[Leaf]) -> list[list[Cell]]:
    """Return the heading: equal beginnings of neighbours joined, the last word down to the end."""
    depth = max(len(leaf.path) for leaf in sheet)
    rows: list[list[Cell]] = [[] for _ in range(depth)]
    for level in range(depth):
        at = 0
        while at < len(sheet):
            span = _span(sheet, at, level)
            path = sheet[at].path
            if level < len(path):
                down = depth - level if level == len(path) - 1 else 1
                run = (Text(path[level], strong=True),)
                cell = Cell(run, Align.CENTER, colspan=span, rowspan=down, strong=True)
                rows[level].append(cell)
            at += span
    return rows


def _span(sheet: list[Leaf], at: int, level: int) -> int:
    """Return how many columns from `at` on lie below the same word of `level`."""
    first = sheet[at]
    if level >= len(first.path) - 1:
        return 1
    end = at + 1
    while (
        end < len(sheet)
        and sheet[end].pane == first.pane
        and len(sheet[end].path) > level + 1
        and sheet[end].path[: level + 1] == first.path[: level + 1]
    ):
        end += 1
    return end - at


def parts(everything: list[Leaf], most: int) -> list[list[Leaf]]:
    """Cut a table of more than `most` columns of amounts into parts that repeat its labels.

    A column is not parted from the first of those that add up to it.
    """
    labels = [leaf for leaf in everything if not leaf.column]
    columns = [leaf for leaf in everything if leaf.column]
    if len(columns) <= most:
        return [everything]
    found = []
    while columns:
        take = most
        if len(columns) > most > 1 and columns[most].parent == columns[most - 1].column:
            take = most - 1
        found.append([*labels, *columns[:take]])
        columns = columns[take:]
    return found
