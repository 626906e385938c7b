"""Quantities that published reports speak of, and what they must add up to.

Data: `data/quantities.toml` (names) and `data/families.toml` (sums); their heads tell the fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.checks import checks
from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.loading import RulebookFault, parse_records, read_text

QUANTITIES, FAMILIES = "quantities.toml", "families.toml"
#: Kinds of money: everything, all appropriations, and the three budgets they come from.
ALL, FISCAL, GENERAL, FUND, CAPITAL = "all", "fiscal", "general", "fund", "capital"
SCOPES = (ALL, FISCAL, GENERAL, FUND, CAPITAL)
STAGES = ("actual", "budget", "initial", "adjusted", "target")
KINDS = ("money", "count", "rate", "score")
_FIX = "修改规则数据文件"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of the trade.

    `names` is what remains of a printed name without year, department, stage and kind of money.
    `money` is the kind that is meant where none is told, `stage` the only one it has. `units` limit
    a count to measure words. `sides` are the two quantities that the name says at once. `none` are
    phrases for "there is none", each with a kind of money before a colon if it is limited to that.
    """

    id: str
    label: str
    kind: str
    names: tuple[str, ...]
    scoped: bool = False
    money: str = ALL
    units: tuple[str, ...] = ()
    stock: bool = False
    stage: str = ""
    sides: tuple[str, ...] = ()
    vague: bool = False
    none: tuple[str, ...] = ()


class Term(NamedTuple):
    """A quantity in a sum: its sign and the kind of money it is limited to ("" for the whole's)."""

    quantity: str
    scope: str
    sign: int


@dataclass(frozen=True, slots=True)
class Family:
    """A whole with its parts; see the head of `families.toml`. `document` is its basis.

    `stages` are those that it holds in, all if empty.
    """

    id: str
    rule: str
    document: str
    whole: str
    parts: tuple[str, ...]
    rest: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    op: str = "="
    open: bool = False
    usual: bool = False
    stages: tuple[str, ...] = ()
    changes: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the parts that must be known."""
        return tuple(term(each) for each in self.parts)

    @property
    def others(self) -> tuple[Term, ...]:
        """Return the parts that may be missing."""
        return tuple(term(each) for each in self.rest)


def term(written: str) -> Term:
    """Return `-expenditure@fund` as a term."""
    name, _, scope = written.removeprefix("-").partition("@")
    return Term(name, scope, -1 if written.startswith("-") else 1)


@cache
def quantities() -> dict[str, Quantity]:
    """Return every quantity by id, in the order of the file. Raises RulebookFault."""
    return parse_quantities(QUANTITIES, read_text(QUANTITIES))


@cache
def families() -> dict[str, Family]:
    """Return every family by id, in the order of the file. Raises RulebookFault."""
    return parse_families(FAMILIES, read_text(FAMILIES))


def parse_quantities(name: str, text: str) -> dict[str, Quantity]:
    """Return the quantities of TOML `text` by id; `name` is for messages. Raises RulebookFault."""
    found = parse_records(name, text, Quantity)
    problems = [each for row in found.values() for each in _quantity_faults(name, row, found)]
    if problems:
        raise RulebookFault(problems)
    return found


def parse_families(name: str, text: str) -> dict[str, Family]:
    """Return the families of TOML `text` by id; `name` is for messages. Raises RulebookFault."""
    found = parse_records(name, text, Family)
    problems = [each for row in found.values() for each in _family_faults(name, row, found)]
    if problems:
        raise RulebookFault(problems)
    return found


def _quantity_faults(name: str, row: Quantity, known: dict[str, Quantity]) -> Iterator[Problem]:
    place = f"{name}[{row.id}]"
    if row.kind not in KINDS:
        yield Problem(Place(place, column="kind"), row.kind, "、".join(KINDS), _FIX)
    if row.money not in SCOPES:
        yield Problem(Place(place, column="money"), row.money, "、".join(SCOPES), _FIX)
    if row.stage not in ("", *STAGES):
        yield Problem(Place(place, column="stage"), row.stage, "、".join(STAGES), _FIX)
    if row.units and row.kind != "count":
        yield Problem(Place(place, column="units"), row.kind, "只用于计数", _FIX)
    for side in row.sides:
        if side not in known:
            yield Problem(Place(place, column="sides"), side, "已列的量", _FIX)
    for phrase in row.none:
        scope, colon, _ = phrase.partition(":")
        if colon and scope not in SCOPES:
            yield Problem(Place(place, column="none"), scope, "、".join(SCOPES), _FIX)


def _family_faults(name: str, row: Family, known: dict[str, Family]) -> Iterator[Problem]:
    place = f"{name}[{row.id}]"
    if row.rule not in checks():
        yield Problem(Place(place, column="rule"), row.rule, "检查规则清单中的代码", _FIX)
    if row.document not in documents():
        yield Problem(Place(place, column="document"), row.document, "依据清单中的代号", _FIX)
    if row.op not in ("=", "≤"):
        yield Problem(Place(place, column="op"), row.op, "=、≤", _FIX)
    for written in (row.whole, *row.parts, *row.rest):
        part = term(written)
        if part.quantity not in quantities() or part.scope not in ("", *SCOPES):
            yield Problem(Place(place, column="parts"), written, "已列的量", _FIX)
    for stage in row.stages:
        if stage not in STAGES:
            yield Problem(Place(place, column="stages"), stage, "、".join(STAGES), _FIX)
    for other in row.same:
        if other not in known:
            yield Problem(Place(place, column="same"), other, "已列的一组", _FIX)
