"""A book as rows in memory: one tuple of rows per sheet, each row with its line number."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from mingzhang.domain.book.sheets import SHEETS, DepartmentRow, UnitRow
from mingzhang.facts.key import Entity, Scope

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Line(Generic[Row]):
    """A row and its number as a person counts it (the heading is line 1)."""

    number: int
    row: Row


_NAMES = {t: tuple(name for name, of in SHEETS.items() if of is t) for t in SHEETS.values()}


@dataclass(frozen=True, slots=True)
class Book:
    """A year of a department: lines per sheet name, in the order of the files.

    Every row is well formed by itself; `check` tells whether the rows fit together.
    """

    sheets: Mapping[str, tuple[Line[object], ...]]

    def lines(self, row_type: type[Row], sheet: str = "") -> Iterator[Line[Row]]:
        """Yield the lines of the sheet of `row_type`; name the sheet where two share a type."""
        for name in (sheet,) if sheet else _NAMES[row_type]:
            for line in self.sheets.get(name, ()):
                yield cast("Line[Row]", line)  # `parse` made the row with this type

    def rows(self, row_type: type[Row], sheet: str = "") -> tuple[Row, ...]:
        """Return the rows of the sheet of `row_type`."""
        return tuple(line.row for line in self.lines(row_type, sheet))

    def without(self, sheets: Collection[str]) -> Book:
        """Return the book as if it did not have these sheets; 部门 stays."""
        left_out = set(sheets) - {"部门"}
        return Book({name: lines for name, lines in self.sheets.items() if name not in left_out})

    @property
    def department(self) -> DepartmentRow:
        """The one row of 部门."""
        return cast("DepartmentRow", self.sheets["部门"][0].row)  # asked for with every key

    @property
    def year(self) -> int:
        """The fiscal year."""
        return self.department.year

    @property
    def only_unit(self) -> str:
        """The code of the unit where the department has just one, else empty."""
        units = self.rows(UnitRow)
        return units[0].code if len(units) == 1 else ""

    @property
    def whole(self) -> Entity:
        """The department as an entity."""
        return Entity(self.department.code, Scope.DEPARTMENT)

    def unit(self, code: str) -> UnitRow:
        """Return one unit. KeyError when the book has no such unit."""
        for unit in self.rows(UnitRow):
            if unit.code == code:
                return unit
        raise KeyError(code)
