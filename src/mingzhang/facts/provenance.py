"""Where a value comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mingzhang.facts.key import FactKey


class Origin(StrEnum):
    """How the owner of a row came by its amount (column 来源 of the book)."""

    RECORDED = "recorded"  # 原始: from the books or an official export
    STATED = "stated"  # 声明: told by someone
    RECONSTRUCTED = "reconstructed"  # 还原: yuan found behind a printed 万元
    INFERRED = "inferred"  # 推算: solved from a printed rate


ORIGIN_LABELS: dict[Origin, str] = {
    Origin.RECORDED: "原始",
    Origin.STATED: "声明",
    Origin.RECONSTRUCTED: "还原",
    Origin.INFERRED: "推算",
}


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A row of a sheet of a book: `row` as a person counts it, `column` the heading."""

    sheet: str
    row: int
    column: str
    origin: Origin = Origin.RECORDED
    note: str = ""

    def __str__(self) -> str:
        note = f"，{self.note}" if self.note else ""
        return f"{self.sheet} 第{self.row}行「{self.column}」（{ORIGIN_LABELS[self.origin]}{note}）"


@dataclass(frozen=True, slots=True)
class Summed:
    """A sum over the rows of one view: the query is kept, never the list."""

    view: str
    rows: int


@dataclass(frozen=True, slots=True)
class Derived:
    """The result of a formula of the trade on other facts, in the formula's order."""

    formula: str
    operands: tuple[FactKey, ...]
    basis: str = ""


Provenance = Row | Summed | Derived
