"""What a report printed: statements on figures, each an interval of exact values."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from mingzhang.facts.key import Entity, FactKey, Stage
from mingzhang.kernel.money import UNITS
from mingzhang.kernel.rounding import Interval, printed_interval

_ROOT = Path(__file__).resolve().parents[2]
EXPECTED = _ROOT / "tools" / "expected"
RECONSTRUCTIONS = _ROOT / "tools" / "reconstructions"
EXAMPLES = _ROOT / "examples"

_KEY = re.compile(r"(?P<quantity>\w+(\{[^}]*\})?)(:(?P<year>\d{4}))?(:(?P<stage>[a-z]+))?")


def key_of(text: str, entity: Entity, year: int) -> FactKey:
    """Read ``concept{dim=value,…}:YEAR:STAGE``; year and stage default to the book's and actual.

    Raises ValueError when it is not one, UnknownConcept or UnknownDimension.
    """
    match = _KEY.fullmatch(text)
    if match is None:
        raise ValueError(f"not a key: {text!r}")
    period, stage = match["year"] or year, match["stage"] or Stage.ACTUAL
    return FactKey.parse(f"{match['quantity']}@{entity}:{period}:{stage}")


@dataclass(frozen=True, slots=True)
class Statement:
    """A printed figure: of which quantity, its digits with sign, unit, places, and where."""

    key: FactKey
    value: Decimal
    unit: str
    places: int
    place: str

    @property
    def scale(self) -> Decimal:
        """Exact units (yuan, percent, pieces) in one printed unit."""
        return UNITS.get(self.unit, Decimal(1))

    @property
    def interval(self) -> Interval:
        """The exact values, in yuan or percent, that print as this figure."""
        return printed_interval(self.value, self.places, self.scale)

    @property
    def is_amount(self) -> bool:
        """Tell whether the figure is an amount of money (and not a rate or a count)."""
        return self.unit in UNITS

    def __str__(self) -> str:
        return f"{self.place} {self.value:f}{self.unit}：{self.key}"


@dataclass(frozen=True, slots=True)
class Identity:
    """A quantity that equals the sum of others by what the report says or by the form's rules."""

    key: FactKey
    addends: tuple[FactKey, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Printed:
    """All that is asked of a book: statements, identities, and where a value is sought near."""

    statements: tuple[Statement, ...]
    identities: tuple[Identity, ...]
    near: tuple[tuple[FactKey, Decimal], ...]


def read_printed(name: str, entity: Entity, year: int, *, as_printed: bool = False) -> Printed:
    """Return what the report of book `name` says: its fidelity table and its own TOML.

    Where the print is known to be wrong the right value is taken, unless `as_printed`. Disputed
    and excluded figures are no statements. Raises OSError when a file is missing.
    """
    declared = tomllib.loads((RECONSTRUCTIONS / f"{name}.toml").read_text("utf-8"))
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    least: Mapping[str, int] = declared["places"]
    wording = _Wording(entity, year, least, as_printed)
    statements = [*wording.expected(rows), *wording.declared(declared.get("printed", []))]
    identities = tuple(
        Identity(wording.key(row["key"]), tuple(map(wording.key, row["sum"])), row["reason"])
        for row in declared.get("identity", [])
    )
    near = tuple(
        (wording.key(row["key"]), Decimal(row["value"]) * UNITS[row["unit"]])
        for row in declared.get("near", [])
    )
    return Printed(tuple(statements), identities, near)


@dataclass(frozen=True, slots=True)
class _Wording:
    entity: Entity
    year: int
    least: Mapping[str, int]  # the places a document prints before it drops trailing zeros
    as_printed: bool

    def key(self, text: str) -> FactKey:
        return key_of(text, self.entity, self.year)

    def expected(self, rows: Sequence[Mapping[str, str]]) -> Iterator[Statement]:
        for row in rows:
            if row["status"] not in ("required", "error"):
                continue
            wrong = row["status"] == "error" and not self.as_printed
            digits = row["right_value"] if wrong else row["value"]
            sign = -1 if row["direction"] == "减少" else 1
            yield self._statement(
                row["key"], sign * Decimal(digits), row["unit"], int(row["places"]),
                f"{row['section']} {row['label']}",
            )  # fmt: skip

    def declared(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[Statement]:
        for row in rows:
            places = -int(Decimal(row["value"]).as_tuple().exponent)
            yield self._statement(
                row["key"], Decimal(row["value"]), row["unit"], places, row["place"]
            )

    def _statement(self, key: str, value: Decimal, unit: str, places: int, place: str) -> Statement:
        return Statement(self.key(key), value, unit, max(places, self.least.get(unit, 0)), place)
