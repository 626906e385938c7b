"""Everything that can be said against a book: its rows, and the identities of its statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from mingzhang.domain.book.agreement import IN_WAN
from mingzhang.domain.book.sheets import ProjectRow, UnitRow
from mingzhang.domain.figures import Figures, sum_all
from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.identities import (
    Judgement,
    Operand,
    Side,
    Verdict,
    fact_label,
    judge,
)
from mingzhang.domain.statements.load import statement_set
from mingzhang.domain.statements.statement import Address, Amount, Statements, Value
from mingzhang.facts.factset import Known
from mingzhang.facts.key import Entity, Scope
from mingzhang.facts.provenance import Derived
from mingzhang.kernel.money import format_yuan, typed_in_wan
from mingzhang.kernel.problem import Caution, InputProblems, Place, Problem, in_order
from mingzhang.usecases.import_book import ImportedBook, import_book

ZERO = Decimal(0)
#: How many other places of a broken identity one message names.
_SHOWN = 3
_RELATIONS = {"=": "等于", "≤": "不大于", "≥": "不小于"}


def check_book_folder(folder: Path) -> tuple[ImportedBook, tuple[Caution, ...]]:
    """Return the book in a folder, with which nothing is wrong, and what to look at again in it.

    Raises InputProblems with every problem of the rows (see `import_book`); if the rows fit, with
    every identity of severity error that disagrees in the statements of the department or of a
    unit. Identities of severity warning that disagree are among the cautions.
    """
    imported = import_book(folder)
    problems: list[Problem] = []
    cautions = list(imported.cautions)
    for severity, told in _identities(imported):
        if severity == "error":
            problems.append(told)
        elif severity == "warning":
            said = f"{told.found}，应{told.expected}；{told.remedy}"
            cautions.append(Caution(told.place, said))
    if problems:
        raise InputProblems(problems, cautions)
    return imported, in_order(cautions)


def errors(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the identities of severity error that disagree."""
    found = (j for j in judgements if j.verdict is Verdict.DISAGREES)
    return [j for j in found if j.identity.severity == "error"]


@dataclass(frozen=True, slots=True)
class _Account:
    """What is broken in the statements of the department, or of the unit named in `whose`."""

    whose: str
    statements: Statements
    figures: Figures
    broken: tuple[Judgement, ...]


_Place = tuple[str, str, str]


def _place(each: Judgement) -> _Place:
    return each.identity.id, each.line, each.column


def _identities(imported: ImportedBook) -> Iterator[tuple[str, Problem]]:
    """Yield each broken identity with its severity: the department's, then what units add to it.

    What disagrees for the department and a unit is told once, naming the unit.
    """
    book, figures = imported.book, Figures(imported.facts)
    edition = statement_set(book.department.region, book.year)
    projects = {p.code: p.name for p in book.rows(ProjectRow)}

    def account(whose: str, entity: Entity) -> _Account:
        statements = fill(edition, figures, entity, book.year, projects)
        wrong = (j for j in judge(edition, statements) if j.verdict is Verdict.DISAGREES)
        return _Account(whose, statements, figures, tuple(wrong))

    rows = book.rows(UnitRow)
    units = [account(u.name, Entity(u.code, Scope.UNIT)) for u in rows if len(rows) > 1]
    whose: dict[_Place, list[str]] = defaultdict(list)
    for unit in units:
        for each in unit.broken:
            whose[_place(each)].append(f"{unit.whose} {format_yuan(each.difference or ZERO)}")
    whole = account("", book.whole)
    yield from _told(whole, whose)
    told = {_place(each) for each in whole.broken}
    for unit in units:
        own = tuple(each for each in unit.broken if _place(each) not in told)
        yield from _told(replace(unit, broken=own), {})


def _told(
    account: _Account, whose: Mapping[_Place, Sequence[str]]
) -> Iterator[tuple[str, Problem]]:
    """Yield one problem for each identity and difference; further places are counted in it."""
    groups: dict[tuple[str, Decimal | None], list[Judgement]] = defaultdict(list)
    for each in account.broken:
        groups[each.identity.id, each.difference].append(each)
    for first, *others in groups.values():
        units = whose.get(_place(first), ())
        remedy = f"相差 {format_yuan(first.difference or ZERO)} 元"
        more = "等" if len(units) > _SHOWN else ""
        remedy += f"，出在{'、'.join(units[:_SHOWN])}{more}" if units else "，核对两边各数"
        lines = [each.line or each.column for each in others]
        if lines:
            more = "等" if len(lines) > _SHOWN else ""
            remedy += f"；同样不成立的还有 {len(lines)} 处：{'、'.join(lines[:_SHOWN])}{more}"
        yield first.identity.severity, _problem(account, first, remedy)


def _problem(account: _Account, each: Judgement, remedy: str) -> Problem:
    identity = each.identity
    left, right = each.left.value or ZERO, each.right.value or ZERO
    small, large = sorted((left, right), key=abs)
    hint = f"；{format_yuan(small)} {IN_WAN}" if typed_in_wan(small, large) else ""
    own = f"{account.whose} " if account.whose else ""
    return Problem(
        Place(f"{own}勾稽关系 {identity.id}（{identity.title}）"),
        f"{format_yuan(left)}＝{_sum(account, each.left)}",
        f"{_RELATIONS[identity.op]} {format_yuan(right)}＝{_sum(account, each.right)}",
        remedy + hint,
    )


def _sum(account: _Account, side: Side) -> str:
    """Return the addends of a side; a total that stands alone is taken apart by its formula."""
    parts = [(o.sign, o.label, o.value) for o in side.operands]
    if len(side.operands) == 1:
        parts = _taken_apart(account, side.operands[0]) or parts
    signed = (
        f"{'−' if sign < 0 else '＋'}{label} {format_yuan(value or ZERO)}"
        for sign, label, value in parts
    )
    return "".join(signed).removeprefix("＋")


def _taken_apart(account: _Account, operand: Operand) -> list[tuple[int, str, Decimal | None]]:
    """Return the operands of a total's formula; empty where it is not a plain sum of known ones."""
    found: Value | None = None
    if isinstance(operand.at, Address):
        found = account.statements.value(operand.at)
    key = found.key if isinstance(found, Amount) else None
    quantity = account.figures.quantity(key) if key else None
    if not isinstance(quantity, Known) or not isinstance(quantity.provenance, Derived):
        return []
    keys = quantity.provenance.operands
    parts = [(operand.sign, fact_label(k), account.figures.value(k)) for k in keys]
    return parts if sum_all([v for _, _, v in parts if v is not None]) == quantity.value else []
