"""Cells of text into rows of a book, and back; every problem at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingzhang.docmodel.grid import Grid
from mingzhang.domain.book.cells import nearest
from mingzhang.domain.book.columns import CellError, Column, columns
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.sheets import SHEETS, DepartmentRow
from mingzhang.kernel.problem import InputProblems, Place, Problem

#: What stands for a cell of 部门 that cannot be read, so that the other sheets can be examined.
#: A year of 0 has no classifications, a region of "" no edition.
_UNREAD: dict[str, Any] = {
    "code": "部门",
    "name": "",
    "region": "",
    "year": 0,
    "publish_date": date.min,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read: every row that is well formed, and what is wrong with the others.

    `unclean` are the sheets of which something could not be read, or that may be what a file of
    an unknown name was meant to be: what they say as a whole cannot be told. With problems the
    book is for finding more of them and for nothing else.
    """

    book: Book
    problems: tuple[Problem, ...]
    unclean: frozenset[str]


def parse_book(grids: Iterable[Grid]) -> Book:
    """Return the book that the sheets hold. Raises InputProblems with every problem found."""
    reading = read_book(grids)
    if reading.problems:
        raise InputProblems(reading.problems)
    return reading.book


def read_book(grids: Iterable[Grid]) -> Reading:
    """Return what can be read of the sheets, and every problem of reading them."""
    problems: list[Problem] = []
    sheets: dict[str, tuple[Line[object], ...]] = {}
    unclean: set[str] = set()
    strange = False
    for grid in grids:
        before = len(problems)
        if grid.name not in SHEETS:
            problems.append(_unknown("表", grid.name, Place(grid.file), list(SHEETS)))
            strange = True
        elif grid.name in sheets:
            problems.append(
                Problem(Place(grid.file), "重复的表", "每张表一个文件", "合并为一个文件")
            )
            unclean.add(grid.name)
        else:
            sheets[grid.name] = _parse_sheet(grid, SHEETS[grid.name], problems)
            unclean |= {grid.name} if len(problems) > before else set()
    _one_department(sheets, problems)
    if strange:
        unclean |= SHEETS.keys() - sheets.keys()
    if not sheets.get("部门"):
        sheets["部门"] = (Line(2, DepartmentRow(**_UNREAD)),)
    return Reading(Book(sheets), tuple(problems), frozenset(unclean))


def book_grids(book: Book) -> list[Grid]:
    """Return the sheets of a book as text, in the declared order; `parse_book` reads them back."""
    grids = []
    for name, row_type in SHEETS.items():
        if name not in book.sheets:
            continue
        cols = columns(row_type)
        rows = [tuple(c.heading for c in cols)]
        rows += [tuple(_written(line.row, c) for c in cols) for line in book.sheets[name]]
        grids.append(Grid(name, name, tuple(rows)))
    return grids


def _written(row: object, column: Column) -> str:
    value = getattr(row, column.field)
    return "" if value in (None, "") else column.kind.write(value)


def _one_department(sheets: dict[str, tuple[Line[object], ...]], problems: list[Problem]) -> None:
    count = len(sheets.get("部门", ()))
    told = any(p.place.file == "部门" for p in problems)
    if count > 1 or (count == 0 and not told):
        problems.append(
            Problem(Place("部门"), f"{count}行", "恰好一行", "在“部门”表填写一行部门信息")
        )


def _unknown(what: str, found: str, place: Place, known: list[str]) -> Problem:
    remedy = f"{nearest(found, known)}可用：{'、'.join(known)}"
    return Problem(place, found, f"已知的{what}", remedy)


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ").strip()


def _parse_sheet(grid: Grid, row_type: type, problems: list[Problem]) -> tuple[Line[object], ...]:
    if not grid.rows:
        problems.append(Problem(Place(grid.name), "空文件", "标题行", "用 book new 生成空表"))
        return ()
    layout = _layout(grid, row_type, problems)
    lines = []
    for number, cells in enumerate(grid.rows[1:], start=2):
        if not any(_clean(c) for c in cells):
            continue
        row = _parse_row(grid.name, number, cells, layout, row_type, problems)
        if row is not None:
            lines.append(Line(number, row))
    return tuple(lines)


def _layout(grid: Grid, row_type: type, problems: list[Problem]) -> list[Column | None]:
    known = {c.heading: c for c in columns(row_type)}
    layout: list[Column | None] = []
    for text in (_clean(c) for c in grid.rows[0]):
        if text and text not in known:
            problems.append(_unknown("列", text, Place(grid.name, 1, text), list(known)))
        if text and known.get(text) in layout and text in known:
            problems.append(
                Problem(Place(grid.name, 1, text), "重复的列", "每列一次", "删除重复的列")
            )
        layout.append(known.get(text))
    for column in known.values():
        if column.present and column not in layout:
            problems.append(
                Problem(Place(grid.name, 1, column.heading), "缺少此列", "必填列", "补上此列")
            )
    return layout


def _parse_row(
    file: str,
    number: int,
    cells: tuple[str, ...],
    layout: list[Column | None],
    row_type: type,
    problems: list[Problem],
) -> object | None:
    before = len(problems)
    values: dict[str, Any] = {}
    for index, text in enumerate(map(_clean, cells)):
        column = layout[index] if index < len(layout) else None
        if column is None:
            if text and index >= len(layout):
                problems.append(
                    Problem(
                        Place(file, number), text, "标题行已有的列", "此值在标题之外，请移到对应列"
                    )
                )
            continue
        if text:
            _parse_cell(file, number, column, text, values, problems)
    for column in columns(row_type):
        if column.required and column.field not in values and column in layout:
            place = Place(file, number, column.heading)
            if not any(p.place == place for p in problems[before:]):
                problems.append(Problem(place, "空白", f"{column.kind.name}，必填", "补填此格"))
    if row_type is DepartmentRow:
        return DepartmentRow(**{**_UNREAD, **values})
    return row_type(**values) if len(problems) == before and _complete(values, row_type) else None


def _complete(values: dict[str, Any], row_type: type) -> bool:
    return all(c.field in values for c in columns(row_type) if c.required)


def _parse_cell(
    file: str,
    number: int,
    column: Column,
    text: str,
    values: dict[str, Any],
    problems: list[Problem],
) -> None:
    try:
        values[column.field] = column.kind.read(text)
    except CellError as wrong:
        problems.append(
            Problem(Place(file, number, column.heading), text, wrong.expected, wrong.remedy)
        )
