"""Concepts and dimensions of facts, read from `data/concepts.toml` and `data/dims.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from mingzhang.rulebook.classification import ECONOMIC
from mingzhang.rulebook.economic import EXPENSE_KINDS, expense_kind_rows

UnitKind = Literal["yuan", "count", "percent", "points", "own"]


class UnknownConcept(KeyError):
    """The rulebook does not hold this concept."""


class UnknownDimension(KeyError):
    """The rulebook does not hold this dimension, or not for this concept, or not this value."""


@dataclass(frozen=True, slots=True)
class Concept:
    """What a fact is about; `dims` are the dimensions that it may carry."""

    code: str
    label: str
    unit: UnitKind
    kind: Literal["flow", "stock"]
    dims: frozenset[str]
    word: str = ""


@dataclass(frozen=True, slots=True)
class DimValue:
    """One value of a tree dimension. `full` is its formal name where that differs."""

    code: str
    label: str
    parent: str | None = None
    full: str = ""
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension: "tree" (listed values), "code" (classification, by prefix) or "open"."""

    code: str
    label: str
    kind: Literal["tree", "code", "open"]
    classification: str = ""
    values: dict[str, DimValue] = field(default_factory=dict)

    def ancestors(self, value: str) -> tuple[str, ...]:
        """Return `value` and all it lies below, nearest first.

        Raises UnknownDimension for a value that a tree or a classification cannot hold.
        """
        if self.kind == "open":
            return (value,)
        if self.kind == "code" and value.isdigit():
            if len(value) not in (3, 5, 7):
                raise UnknownDimension(f"{self.code}={value}")
            chain = [value[:n] for n in (7, 5, 3) if n <= len(value)]
            chain += [v.code for v in self.values.values() if value[:3] in v.covers]
            return tuple(chain)
        if value not in self.values:
            raise UnknownDimension(f"{self.code}={value}")
        chain = [value]
        while (parent := self.values[chain[-1]].parent) is not None:
            chain.append(parent)
        return tuple(chain)

    def label_of(self, value: str) -> str:
        """Return the Chinese label of a listed value; the value itself for codes and open ones."""
        known = self.values.get(value)
        return known.label if known else value


def _read(name: str) -> dict[str, dict[str, Any]]:
    text = (files("mingzhang.rulebook") / "data" / name).read_text("utf-8")
    return tomllib.loads(text)


@cache
def concepts() -> dict[str, Concept]:
    """Return every concept by code, in the order of the file."""
    return {
        code: Concept(code=code, **{**row, "dims": frozenset(row["dims"])})
        for code, row in _read("concepts.toml").items()
    }


def _covered() -> dict[str, tuple[str, ...]]:
    """Return the economic classes of each kind of outlay (人员经费, 公用经费)."""
    rows = expense_kind_rows()
    return {kind: tuple(r.class_code for r in rows if r.kind == kind) for kind in EXPENSE_KINDS}


@cache
def dimensions() -> dict[str, Dimension]:
    """Return every dimension by code, in the order of the file."""
    result = {}
    for code, row in _read("dims.toml").items():
        covered = _covered() if row.get("classification") == ECONOMIC else {}
        values = {
            v["code"]: DimValue(**v, covers=covered.get(v["code"], ()))
            for v in row.pop("value", [])
        }
        result[code] = Dimension(code=code, values=values, **row)
    return result


def concept(code: str) -> Concept:
    """Return one concept. Raises UnknownConcept."""
    try:
        return concepts()[code]
    except KeyError:
        raise UnknownConcept(code) from None


def dimension(code: str) -> Dimension:
    """Return one dimension. Raises UnknownDimension."""
    try:
        return dimensions()[code]
    except KeyError:
        raise UnknownDimension(code) from None


@cache
def ancestors(dim: str, value: str) -> tuple[str, ...]:
    """Return `value` of the dimension and all it lies below. Raises UnknownDimension."""
    return dimension(dim).ancestors(value)


@cache
def divisible(dim: str, value: str) -> bool:
    """Tell whether anything can lie below `value`: a class has items, a total has parts."""
    declared = dimension(dim)
    if declared.kind == "code" and value.isdigit():
        return len(value) < (7 if declared.classification == "functional" else 5)
    if declared.kind == "code":
        return True
    return any(v.parent == value for v in declared.values.values())


#: Dimensions that any concept may carry: they tell a computed figure from the one it is of.
DERIVED_DIMS = frozenset({"measure", "of"})


def check_dims(code: str, dims: dict[str, str]) -> None:
    """Refuse a concept, dimension or value that the rulebook does not hold.

    Raises UnknownConcept or UnknownDimension.
    """
    allowed = concept(code).dims | DERIVED_DIMS
    for name, value in dims.items():
        if name not in allowed:
            raise UnknownDimension(f"{code}: {name}")
        dimension(name).ancestors(value)
