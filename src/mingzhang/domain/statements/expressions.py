"""The sums that identities are made of: a small linear language over cells and facts.

    sum    = ["-"] term {("+" | "-") term}
    term   = table "[" lines "]." columns | concept "{" dim=value,… "}" [":" stage] | "0"
    lines  = "row" | "below" | line {"|" line}
    columns = "column" | "row" | "below" | column {"|" column}

`row` and `column` stand for the line and column that the identity's scope is at, `below` for what
adds up to them; as a column, `row` is the column that bears the id of the line. Several lines or
columns are added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mingzhang.kernel.regex import lazy_regex

ROW, COLUMN, BELOW = "row", "column", "below"

_CELLS = lazy_regex(r"(?P<table>\w+)\[(?P<lines>[^\[\]]+)\]\.(?P<columns>[\w|]+)")
_FACT = lazy_regex(r"(?P<concept>\w+)\{(?P<dims>[^{}]*)\}(:(?P<stage>\w+))?")
_SIGNED = lazy_regex(r"\s*([+-])\s*([^\s+-][^\s]*)")
_PREDICATE = lazy_regex(r"(?P<test>\w+)\((?P<of>.*)\)")


class ExpressionFault(ValueError):
    """The text is no sum or predicate of this language."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of a table with a sign (1 or −1)."""

    sign: int
    table: str
    lines: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactTerm:
    """A fact of the same entity and year with a sign."""

    sign: int
    concept: str
    stage: str
    dims: Mapping[str, str]


Term = Cells | FactTerm


@dataclass(frozen=True, slots=True)
class Predicate:
    """A condition. `test`: zero, nonzero, given (of a sum), unit_kinds (of the kinds allowed)."""

    test: str
    of: tuple[Term, ...] = ()
    kinds: tuple[str, ...] = ()


def parse_sum(text: str) -> tuple[Term, ...]:
    """Read a sum. Raises ExpressionFault."""
    rest = text.strip()
    if rest == "0":
        return ()
    if not rest.startswith(("+", "-")):
        rest = f"+ {rest}"
    terms: list[Term] = []
    while rest:
        match = _SIGNED.match(rest)
        if match is None:
            raise ExpressionFault(text)
        term = _term(1 if match[1] == "+" else -1, match[2])
        if term is None:
            raise ExpressionFault(text)
        terms.append(term)
        rest = rest[match.end() :].strip()
    return tuple(terms)


def _term(sign: int, text: str) -> Term | None:
    if cells := _CELLS.fullmatch(text):
        lines, columns = cells["lines"].split("|"), cells["columns"].split("|")
        return Cells(sign, cells["table"], tuple(lines), tuple(columns))
    if fact := _FACT.fullmatch(text):
        pairs = [part.partition("=")[::2] for part in fact["dims"].split(",") if part]
        if not all(name and value for name, value in pairs):
            return None
        dims = MappingProxyType(dict(pairs))
        return FactTerm(sign, fact["concept"], fact["stage"] or "actual", dims)
    return None


def parse_predicate(text: str) -> Predicate:
    """Read a condition, test(sum) or unit_kinds(kind|…). Raises ExpressionFault."""
    match = _PREDICATE.fullmatch(text.strip())
    if match is None:
        raise ExpressionFault(text)
    if match["test"] == "unit_kinds":
        return Predicate("unit_kinds", kinds=tuple(match["of"].split("|")))
    if match["test"] not in ("zero", "nonzero", "given"):
        raise ExpressionFault(text)
    return Predicate(match["test"], parse_sum(match["of"]))


def tables_of(terms: tuple[Term, ...]) -> tuple[str, ...]:
    """Return the tables that a sum names, in the order named, each once."""
    return tuple(dict.fromkeys(term.table for term in terms if isinstance(term, Cells)))
