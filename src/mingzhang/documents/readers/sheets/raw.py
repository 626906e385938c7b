"""A sheet as its reader leaves it: cells with what they show, and what of it is not examined.

All formats of spreadsheets come to this. Rows and columns are those of the file, from 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from mingzhang.kernel.regex import lazy_regex

#: What stands for a figure that is there but cannot be told.
UNTOLD = "…"
_FIGURE = lazy_regex(r"[-+]?[¥￥]?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_NOTHING = lazy_regex(r"[-+0,.%]*")
#: Merged cells reach so many rows or columns beyond what is filled in at most.
_BEYOND = 64
_SHOWN = 3  # places named of those that a remark is about


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell that states something, or that is merged: its place, text and spans."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1

    @property
    def is_figure(self) -> bool:
        """Tell whether a number is all of its text."""
        return _FIGURE.fullmatch(self.text.strip()) is not None


@dataclass(slots=True)
class RawSheet:
    """A sheet while it is read. `spans` are the rows and columns that merged cells cover.

    `errors` are cells with an error in place of a result, `unsolved` formulas without a result.
    """

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    unsolved: list[tuple[int, int]] = field(default_factory=list)
    pictures: bool = False

    def entries(self) -> list[Entry]:
        """Return the cells in reading order, merged ones with their spans; what is hidden is told.

        A figure that is hidden stays as `UNTOLD`, for the totals beside it may count it.
        """
        visible = _unhidden(self)
        height = max((row for row, _ in visible), default=-1) + 1 + _BEYOND
        width = max((column for _, column in visible), default=-1) + 1 + _BEYOND
        found: dict[tuple[int, int], Entry] = {}
        covered: set[tuple[int, int]] = set()
        for (row, column), (down, across) in sorted(self.spans.items()):
            if row >= height or column >= width or (row, column) in covered:
                continue
            rows, columns = min(down, height - row), min(across, width - column)
            found[row, column] = Entry(row, column, "", rows, columns)
            covered.update(product(range(row, row + rows), range(column, column + columns)))
        for place, text in visible.items():
            if place in found:
                found[place] = replace(found[place], text=text)
            elif place not in covered:
                found[place] = Entry(*place, text)
        return [found[place] for place in sorted(found)]

    def remarks(self) -> list[str]:
        """Return what of the sheet is not examined, a sentence each."""
        said = []
        if self.errors:
            said.append(f"里{_named(self.errors)}是错误值，没有可以核对的数")
        if self.unsolved:
            said.append(
                f"里{_named(self.unsolved)}的公式没有存下结果，没有检查；"
                "请用Excel或WPS打开，保存后再检查"
            )
        rows, columns = _hidden_lines(self)
        if rows or columns:
            told = [f"{len(rows)}行"] * bool(rows) + [f"{len(columns)}列"] * bool(columns)
            said.append(f"里隐藏的{'、'.join(told)}没有检查")
        if self.pictures:
            said.append("里的图片、图形没有检查")
        return [f"工作表“{self.name}”{each}" for each in said]


def address(row: int, column: int) -> str:
    """Return a place as spreadsheets name it: row 0, column 0 is A1."""
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _named(places: Sequence[tuple[int, int]]) -> str:
    shown = "、".join(address(*place) for place in places[:_SHOWN])
    return shown + (f"等{len(places)}个单元格" if len(places) > _SHOWN else "")


def _hidden_lines(sheet: RawSheet) -> tuple[set[int], set[int]]:
    """Return the hidden rows and columns in which something stands."""
    rows = {row for row, _ in sheet.cells} & sheet.hidden_rows
    used = {column for _, column in sheet.cells}
    columns = {c for c in used if any(first <= c <= last for first, last in sheet.hidden_columns)}
    return rows, columns


def _unhidden(sheet: RawSheet) -> dict[tuple[int, int], str]:
    """Return the cells without hidden rows and columns, of which only amounts leave a trace."""
    rows, columns = _hidden_lines(sheet)
    if not rows and not columns:
        return sheet.cells
    kept_rows = _amounts(((row, text) for (row, _), text in sheet.cells.items()), rows)
    kept_columns = _amounts(((column, text) for (_, column), text in sheet.cells.items()), columns)
    found = {}
    for (row, column), text in sheet.cells.items():
        if row in rows and row not in kept_rows:
            continue
        if column in columns and column not in kept_columns:
            continue
        hidden = row in rows or column in columns
        found[row, column] = UNTOLD if hidden and _is_amount(text) else text
    return found


def _amounts(texts: Iterable[tuple[int, str]], lines: Collection[int]) -> set[int]:
    """Return those of some lines in which an amount other than nothing stands."""
    found: dict[int, bool] = defaultdict(bool)
    for line, text in texts:
        if line in lines:
            found[line] = found[line] or (_is_amount(text) and not _NOTHING.fullmatch(text.strip()))
    return {line for line, amount in found.items() if amount}


def _is_amount(text: str) -> bool:
    return _FIGURE.fullmatch(text.strip()) is not None
