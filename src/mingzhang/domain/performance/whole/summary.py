"""What an evaluation tells of the year beside its points: coverage, budgets, kinds of projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from mingzhang.domain.book.performance_sheets import SelfEvaluationRow
from mingzhang.domain.performance.model import Project
from mingzhang.domain.performance.scoring.comparators import HUNDRED, ZERO, plain
from mingzhang.domain.performance.whole.counted import number_of_projects, surplus_counts
from mingzhang.domain.performance.whole.model import (
    Coverage,
    Fund,
    Grounds,
    KindExecution,
    Operand,
)
from mingzhang.domain.performance.whole.operands import YUAN, reference, unit_of
from mingzhang.facts.factset import Known, Unknown
from mingzhang.facts.key import FactKey
from mingzhang.kernel.rounding import ratio
from mingzhang.rulebook.concepts import dimension
from mingzhang.rulebook.performance import terms

#: Term of `fund` → reference; what is not here no sheet of a book keeps.
_FUNDS: Mapping[str, str] = {
    "general": "expenditure{budget=general}",
    "government": "expenditure{budget=fund}",
    "capital": "expenditure{budget=capital}",
    "assets": "asset_value",
}
_NOT_KEPT = "账套不记此项"
_MONEY = "expenditure{nature=project%s}%s"


def funds(grounds: Grounds) -> Iterator[Fund]:
    """Yield the spending of the four budgets, the debt and the assets, each one named."""
    for code in terms("fund"):
        if code not in _FUNDS:
            yield Fund(code, None, None, _NOT_KEPT)
            continue
        key = _key(_FUNDS[code], grounds)
        found = grounds.figures.quantity(key)
        if isinstance(found, Known):
            yield Fund(code, key, found.value, "")
        else:
            yield Fund(code, key, None, found.reason)


def _key(pattern: str, grounds: Grounds) -> FactKey:
    return reference(pattern, grounds.performance.entity, grounds.performance.year)


def coverage(grounds: Grounds) -> Coverage:
    """Return how many projects, and how much of their money, have a row in the sheet 自评.

    All projects are those that the book registers. Where it states a larger number, nothing is
    known of the others, so there is no share.
    """
    projects = grounds.performance.projects
    done = {row.project for row in grounds.book.rows(SelfEvaluationRow)}
    evaluated = [p for p in projects if p.code in done]
    count = Decimal(len(evaluated))
    every = number_of_projects(grounds)
    money = grounds.figures.value(_key(_MONEY % ("", ":adjusted"), grounds))
    own = _sum(evaluated)
    registered = Decimal(len(projects))
    lost = every - registered
    reason = f"项目数为{plain(every)}个，账套只登记{plain(registered)}个" if lost else ""
    money_reason = _money_reason(money, own)
    return Coverage(
        projects=every,
        evaluated=count,
        rate=None if lost or not every else ratio(count * HUNDRED, every),
        reason=reason if every else "没有项目",
        money=money,
        money_evaluated=own,
        money_rate=None if money_reason else ratio((own or ZERO) * HUNDRED, money or ZERO),
        money_reason=money_reason,
        missing=tuple(p.name for p in projects if p.code not in done),
    )


def _sum(projects: Iterable[Project]) -> Decimal | None:
    amounts = [p.money.adjusted for p in projects]
    known = [a for a in amounts if a is not None]
    return sum(known, ZERO) if len(known) == len(amounts) else None


def _money_reason(money: Decimal | None, own: Decimal | None) -> str:
    """Return why the share of the money does not exist, "" where it does."""
    if money is None or own is None:
        return "项目支出全年预算数不详" if money is None else "有自评的项目预算数不详"
    if money == 0:
        return "没有项目支出预算"
    # Funds that others spend are no part of the department's own spending on projects.
    return "自评项目的资金大于部门项目支出预算，含不列入本部门支出的资金" if own > money else ""


def executions(grounds: Grounds) -> Iterator[KindExecution]:
    """Yield recurrent projects, one-off projects and all: number, money, rate, left unspent."""
    for kind in (*dimension("project_kind").values, ""):
        of = f",project_kind={kind}" if kind else ""
        held = [p for p in grounds.performance.projects if kind in ("", p.kind)]
        count = _operand("项目数", f"project_count{{{of[1:]}}}" if of else "project_count", grounds)
        yield KindExecution(
            kind=kind,
            count=count,
            budget=_operand("全年预算", _MONEY % (of, ":adjusted"), grounds),
            spent=_operand("执行", _MONEY % (of, ""), grounds),
            rate=_operand("执行率", _MONEY % (f",measure=completion{of}", ""), grounds, "%"),
            over=_over(held, count, grounds),
        )


def _operand(label: str, pattern: str, grounds: Grounds, unit: str = "") -> Operand:
    key = _key(pattern, grounds)
    found = grounds.figures.quantity(key)
    word = unit or unit_of(key, grounds) or YUAN
    if isinstance(found, Unknown):
        return Operand(label, None, word, (key,), found.reason)
    return Operand(label, found.value, word, (key,))


def _over(held: list[Project], count: Operand, grounds: Grounds) -> Operand:
    """Count over projects where all are registered: fewer tell nothing of the rest."""
    over, _ = surplus_counts(held, grounds)
    if count.value is None or count.value == len(held):
        return over if held or count.value == 0 else _unknown(over, "账套没有登记此类项目")
    return _unknown(over, f"账套登记{len(held)}个，项目数为{plain(count.value)}个")


def _unknown(operand: Operand, reason: str) -> Operand:
    return Operand(operand.label, None, operand.unit, (), reason)
