"""What an economic code is in basic expenditure, and its code in the government budget.

Data: `data/classification/expense_kinds.csv`, `economic_map.csv`, `unit_groups.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from mingzhang.kernel.basis import Basis
from mingzhang.kernel.period import Validity
from mingzhang.rulebook.classification import ECONOMIC, economic, systems
from mingzhang.rulebook.loading import read_records, read_table

_FOLDER = "classification/"
PERSONNEL, PUBLIC_USE = EXPENSE_KINDS = ("personnel", "public_use")
_ANY_UNIT = "any"


@dataclass(frozen=True, slots=True)
class ExpenseKind:
    """A class in basic expenditure: `kind` personnel 人员经费 or public_use 公用经费.

    `in_basic` tells how it occurs there: usual, rare, or never (it belongs to projects).
    """

    kind: str
    in_basic: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class GovernmentCode:
    """The government-budget code that a department-budget code is summed into."""

    code: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class ExpenseKindRow:
    """A row of `expense_kinds.csv`."""

    class_code: str
    kind: str
    in_basic: str
    since: int | None
    until: int | None
    document: str
    article: str
    certainty: str
    note: str


@dataclass(frozen=True, slots=True)
class EconomicMapRow:
    """A row of `economic_map.csv`; `units` is a group of `unit_groups.toml` or any."""

    code: str
    units: str
    government_code: str
    since: int | None
    until: int | None
    certainty: str
    document: str
    note: str


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """The kinds of unit that one column of the map is for."""

    id: str
    unit_kinds: tuple[str, ...]


@cache
def expense_kind_rows() -> tuple[ExpenseKindRow, ...]:
    """Return every row, in file order. Raises RulebookFault."""
    return read_table(_FOLDER + "expense_kinds.csv", ExpenseKindRow)


@cache
def economic_map_rows() -> tuple[EconomicMapRow, ...]:
    """Return every row, in file order. Raises RulebookFault."""
    return read_table(_FOLDER + "economic_map.csv", EconomicMapRow)


@cache
def unit_groups() -> dict[str, UnitGroup]:
    """Return the groups of unit kinds by id. Raises RulebookFault."""
    return read_records(_FOLDER + "unit_groups.toml", UnitGroup)


@cache
def expense_kind(code: str, year: int) -> ExpenseKind:
    """Return what a code of 部门预算支出经济分类 is in basic expenditure of `year`.

    Raises UnknownCode, YearNotCovered.
    """
    class_code = economic(year).full_path(code)[0].code
    row = next(
        row
        for row in expense_kind_rows()
        if row.class_code == class_code and Validity(row.since, row.until).covers(year)
    )
    return ExpenseKind(row.kind, row.in_basic, Basis(row.document, row.article, row.certainty))


@cache
def government_code(code: str, unit_kind: str, year: int) -> GovernmentCode | None:
    """Return the government-budget code for a department-budget code of a kind of unit.

    `unit_kind` is a value of the dimension unit_kind. None where no correspondence is known.
    Raises UnknownCode, YearNotCovered.
    """
    economic(year).get(code)
    groups = {_ANY_UNIT} | {g.id for g in unit_groups().values() if unit_kind in g.unit_kinds}
    for row in economic_map_rows():
        in_force = Validity(row.since, row.until).covers(year)
        if row.code == code and row.units in groups and in_force:
            basis = Basis(row.document, systems()[ECONOMIC].label, row.certainty)
            return GovernmentCode(row.government_code, basis)
    return None
