"""The views of a book's sheets: which margins each sheet is known in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang.domain.book.columns import CellError, columns
from mingzhang.domain.book.dims import dim_named, parse_dims
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.sheets import (
    BudgetRow,
    CarryOverRow,
    ExpenditureRow,
    RevenueRow,
    ViewRow,
)
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.concepts import dimensions

#: Sheets whose rows may be margins, with their row types.
VIEWED: dict[str, type] = {
    "收入": RevenueRow,
    "支出": ExpenditureRow,
    "预算": BudgetRow,
    "结转": CarryOverRow,
}


@dataclass(frozen=True, slots=True)
class Margin:
    """A declared view of a sheet."""

    code: str
    sheet: str
    dims: tuple[str, ...]
    within: tuple[tuple[str, str], ...]
    complete: bool


def sheet_dims(sheet: str) -> tuple[str, ...]:
    """Return the dimensions that a sheet has columns for, in column order."""
    return tuple(c.field for c in columns(VIEWED[sheet]) if c.field in dimensions())


def margins(book: Book, problems: list[Problem]) -> Mapping[tuple[str, str], Margin]:
    """Return the views by (sheet, code); code "" is the whole sheet in every dimension.

    The whole-sheet view is there unless the sheet declares others. Problems are appended.
    """
    found: dict[tuple[str, str], Margin] = {}
    for line in book.lines(ViewRow):
        row = line.row
        if row.sheet not in VIEWED:
            expected = "、".join(VIEWED)
            problems.append(
                Problem(Place("视图", line.number, "表"), row.sheet, expected, "改为其中一张表")
            )
            continue
        margin = _margin(row, line.number, problems)
        if (row.sheet, row.code) in found:
            problems.append(
                Problem(
                    Place("视图", line.number, "视图编码"), row.code, "每张表内不重复的编码", "改名"
                )
            )
        elif margin is not None:
            found[row.sheet, row.code] = margin
    for sheet in VIEWED:
        if sheet in book.sheets and not any(s == sheet for s, _ in found):
            found[sheet, ""] = Margin("", sheet, sheet_dims(sheet), (), complete=True)
    return found


def _margin(row: ViewRow, number: int, problems: list[Problem]) -> Margin | None:
    column = "给出的维度"
    try:
        dims = tuple(dim_named(p.strip()) for p in row.dims.split("、") if p.strip())
        for extra in sorted(set(dims) - set(sheet_dims(row.sheet))):
            raise CellError(f"“{row.sheet}”表的列", f"删去“{dimensions()[extra].label}”")
        column = "范围"
        within = parse_dims(row.within)
        if not set(within) <= set(dims):
            raise CellError("本视图给出的维度", "把范围所用的维度列入“给出的维度”")
    except CellError as wrong:
        found = row.dims if column == "给出的维度" else row.within
        problems.append(Problem(Place("视图", number, column), found, wrong.expected, wrong.remedy))
        return None
    return Margin(row.code, row.sheet, dims, tuple(within.items()), row.complete)
