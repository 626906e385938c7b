"""Revenue, spending, carry-over and budget rows that balance to the fen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from mingzhang.domain.book.sheets import (
    BudgetRow,
    CarryOverRow,
    EliminationRow,
    ExpenditureRow,
    RevenueRow,
    SurplusRow,
)
from tools.demo.plan import (
    CARRIES,
    REVENUE,
    SURPLUS,
    TRANSFERS,
    UNITS,
    YEAR,
    Carry,
    Line,
    amounts,
    scaled,
    spending,
)

ZERO = Decimal(0)
_FISCAL = ("general", "fund", "capital")
ADDITION, _CUT, _VIREMENT = "锦财预〔2024〕36号", "锦财预〔2024〕112号", "锦投促〔2024〕27号"
_RECOVERY = "锦财库〔2024〕9号"


@dataclass(slots=True)
class Money:
    """All sums of the book, by unit."""

    spent: dict[Line, dict[str, Decimal]]
    ledger: list[CarryOverRow] = field(default_factory=list)
    #: (unit, source, function) → yuan, from outside the bureau
    revenue: dict[tuple[str, str, str], Decimal] = field(default_factory=dict)
    transfers: list[EliminationRow] = field(default_factory=list)

    def total(self, **dims: str) -> Decimal:
        """Return spending from outside transfers apart, by fields of Line."""
        return sum(
            (
                sum(items.values(), ZERO)
                for line, items in self.spent.items()
                if all(getattr(line, k) == v for k, v in dims.items())
            ),
            ZERO,
        )


def money() -> Money:
    """Return the sums of the year."""
    made = Money(spending())
    for line, items in made.spent.items():
        made.ledger += list(_ledger(line, sum(items.values(), ZERO)))
    made.transfers = [
        EliminationRow(
            kind=kind,
            payer=payer,
            payee=payee,
            budget="non_fiscal",
            revenue_function=received,
            expenditure_function=paid,
            amount=amounts(base, f"{kind}/{payer}/{payee}"),
        )
        for kind, payer, payee, paid, received, base in TRANSFERS
    ]
    _fiscal_revenue(made)
    _other_revenue(made)
    return made


def _ledger(line: Line, spent: Decimal) -> Iterator[CarryOverRow]:
    """One line per origin year; what earlier years paid is not issued again."""
    plan = CARRIES.get(line, Carry())
    fiscal = line.budget in _FISCAL
    for old in plan.old:
        tag = f"{line.tag}/{old.origin}"
        start = amounts(old.start, tag)
        recovered = start if old.recovered == old.start else _or_zero(old.recovered, f"{tag}/r")
        end = _or_zero(old.end, f"{tag}/e")
        used = start - recovered - end
        if fiscal:
            spent -= used
        yield _row(line, old.origin, (start, ZERO, ZERO, recovered, used, end), fiscal=fiscal)
    cut, left = _or_zero(plan.cut, f"{line.tag}/c"), _or_zero(plan.left, f"{line.tag}/l")
    issued = spent + cut + left
    if fiscal or left:
        yield _row(line, YEAR, (ZERO, issued, cut, ZERO, spent, left), fiscal=fiscal)


def _or_zero(base: int, tag: str) -> Decimal:
    return amounts(base, tag) if base else ZERO


def _row(
    line: Line,
    origin: int,
    parts: tuple[Decimal, Decimal, Decimal, Decimal, Decimal, Decimal],
    *,
    fiscal: bool,
) -> CarryOverRow:
    start, issued, cut, recovered, used, end = parts
    plain = CarryOverRow(
        unit=line.unit,
        budget=line.budget,
        function=line.function,
        nature=line.nature,
        project=line.project,
        origin_year=str(origin),
        carry_in=start,
        carry_out=end,
    )
    if not fiscal:  # only the treasury issues, cuts and takes back
        return plain
    return replace(
        plain,
        treasury_issued=issued,
        treasury_allocated=used,
        treasury_cut=cut,
        treasury_spent=used,
        treasury_receivable=end,
        treasury_recovered=recovered,
    )


def _net(row: CarryOverRow) -> Decimal:
    parts = (row.treasury_issued, row.treasury_cut, row.treasury_recovered)
    issued, cut, recovered = (p or ZERO for p in parts)
    return issued - cut - recovered


def _fiscal_revenue(made: Money) -> None:
    """Fiscal revenue of a function is what its ledger lines were issued, less cuts."""
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(lambda: ZERO)
    for row in made.ledger:
        if row.budget in _FISCAL:
            sums[row.unit, str(row.budget), str(row.function)] += _net(row)
    made.revenue.update(sums)


def _other_revenue(made: Money) -> None:
    for unit in UNITS:
        own = [r for r in REVENUE if r[0] == unit]
        if not own:
            continue  # a unit with fiscal money only
        for _, source, function, base in own:
            if base:
                made.revenue[unit, source, function] = amounts(base, f"{unit}/{source}")
        others = (v for k, v in made.revenue.items() if k[0] == unit and k[1] not in _FISCAL)
        given = sum(others, ZERO)
        ((_, source, function, _),) = [r for r in own if not r[3]]
        used, distributed = surplus(unit)
        lines = [r for r in made.ledger if r.unit == unit and r.budget == "non_fiscal"]
        carried = sum(((r.carry_out or ZERO) - (r.carry_in or ZERO) for r in lines), ZERO)
        received = sum((t.amount for t in made.transfers if t.payee == unit), ZERO)
        paid = sum((t.amount for t in made.transfers if t.payer == unit), ZERO)
        needed = made.total(unit=unit, budget="non_fiscal") + paid + distributed + carried
        made.revenue[unit, source, function] = needed - used - received - given


def surplus(unit: str) -> tuple[Decimal, Decimal]:
    """Return 使用非财政拨款结余 and 结余分配 of a unit."""
    used, distributed = SURPLUS.get(unit, (0, 0))
    return _or_zero(used, f"{unit}/used"), _or_zero(distributed, f"{unit}/distributed")


_SOURCE_OF = {"grant": "superior", "remittance": "subsidiary"}
_NATURE_OF = {"grant": "downward", "remittance": "upward"}


def revenue_rows(made: Money) -> list[RevenueRow]:
    """Return 收入: what came from outside and from other units of the bureau, one row a key."""
    sums = defaultdict(lambda: ZERO, made.revenue)
    for t in made.transfers:
        sums[t.payee, _SOURCE_OF[t.kind], str(t.revenue_function)] += t.amount
    return [
        RevenueRow(unit=unit, source=source, function=function, amount=value)
        for (unit, source, function), value in sorted(sums.items())
    ]


def expenditure_rows(made: Money) -> list[ExpenditureRow]:
    """Return 支出 by every dimension."""
    sums: dict[tuple[Line, str], Decimal] = defaultdict(lambda: ZERO)
    for line, items in made.spent.items():
        for code, value in items.items():
            sums[line, code] += value
    for t in made.transfers:
        paid = Line(t.payer, "non_fiscal", str(t.expenditure_function), _NATURE_OF[t.kind])
        sums[paid, ""] += t.amount
    return [
        ExpenditureRow(
            unit=line.unit,
            budget=line.budget,
            function=line.function,
            nature=line.nature,
            project=line.project,
            economic=code or None,
            amount=value,
        )
        for (line, code), value in sorted(sums.items())
    ]


def surplus_rows() -> list[SurplusRow]:
    """Return 结余."""
    return [
        SurplusRow(unit=unit, surplus_used=surplus(unit)[0], surplus_distributed=surplus(unit)[1])
        for unit in UNITS
    ]


def kind_of(line: Line, code: str) -> str:
    """Return what a budget tells of an item: 人员/公用经费 of basic, the class of project money."""
    if line.nature == "basic":
        return "personnel" if code[:3] in ("301", "303") else "public_use"
    return code[:3]


def budget_rows(made: Money) -> list[BudgetRow]:
    """Return 预算: the initial budget, then each addition, reduction and virement."""
    rows: list[BudgetRow] = []
    changed: dict[tuple[str, str, str], Decimal] = defaultdict(lambda: ZERO)
    for line, items in made.spent.items():
        adjusted = _adjusted(made, line, items)
        changes = list(_changes(made, line, adjusted))
        initial = dict(adjusted)
        for change in changes:
            kind = change.economic or ""
            initial[kind] -= change.amount or ZERO
            if change.entry != "virement":
                changed[line.unit, line.budget, line.function] += change.amount or ZERO
        rows += [_budget(line, "initial", kind, value) for kind, value in initial.items()]
        rows += changes
    rows += list(_revenue_budget(made, changed, rows))
    order = ("initial", "addition", "reduction", "virement")
    return sorted(rows, key=lambda r: (r.side != "revenue", order.index(r.entry)))


def _adjusted(made: Money, line: Line, items: dict[str, Decimal]) -> dict[str, Decimal]:
    """全年预算 of a line = spent + carried out; what is left belongs to its first kind of item."""
    adjusted: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for code, value in items.items():
        adjusted[kind_of(line, code) if code else ""] += value
    left = sum((r.carry_out or ZERO for r in _rows_of(made, line)), ZERO)
    adjusted[next(iter(adjusted))] += left
    return dict(adjusted)


def _rows_of(made: Money, line: Line) -> list[CarryOverRow]:
    fields = ("unit", "budget", "function", "nature", "project")
    return [r for r in made.ledger if all(getattr(r, f) == getattr(line, f) for f in fields)]


def _budget(
    line: Line, entry: str, kind: str, value: Decimal, document: str = "", on: date | None = None
) -> BudgetRow:
    return BudgetRow(
        entry=entry,
        side="expenditure",
        document=document,
        on=on,
        unit=line.unit,
        budget=line.budget,
        function=line.function,
        nature=line.nature,
        economic=kind or None,
        project=line.project,
        amount=value,
    )


def _changes(made: Money, line: Line, adjusted: dict[str, Decimal]) -> Iterator[BudgetRow]:
    first = next(iter(adjusted))
    for row in _rows_of(made, line):
        if row.treasury_cut:
            yield _budget(line, "reduction", first, -row.treasury_cut, _CUT, date(2024, 10, 22))
        if row.treasury_recovered:
            gone = -row.treasury_recovered
            yield _budget(line, "reduction", first, gone, _RECOVERY, date(2024, 3, 29))
    if line.nature == "project" and line.project in ("P03", "P08", "P09", "P13"):
        more = scaled(adjusted[first], f"{line.tag}/addition", 6, 8)
        yield _budget(line, "addition", first, more, ADDITION, date(2024, 6, 18))
    basic = (line.budget, line.nature) == ("general", "basic")
    if basic and line.function in ("2080801", "2011301"):
        more = scaled(adjusted[first], f"{line.tag}/addition", 3, 4)
        yield _budget(line, "addition", first, more, ADDITION, date(2024, 6, 18))
    if len(adjusted) > 1 and line.project in ("P06", "P07", "P12", "P04"):
        other = list(adjusted)[1]
        moved = scaled(adjusted[other], f"{line.tag}/virement", 4, 5)
        yield _budget(line, "virement", first, -moved, _VIREMENT, date(2024, 9, 5))
        yield _budget(line, "virement", other, moved, _VIREMENT, date(2024, 9, 5))


def _revenue_budget(
    made: Money,
    changed: dict[tuple[str, str, str], Decimal],
    spending_rows: list[BudgetRow],
) -> Iterator[BudgetRow]:
    """Fiscal revenue is budgeted as it came; the treasury's changes are those of spending."""
    documents = [r for r in spending_rows if r.entry in ("addition", "reduction")]
    for (unit, source, function), value in sorted(made.revenue.items()):
        fiscal = source in _FISCAL
        planned = scaled(value, f"{unit}/{source}/b", 94, 9)
        yield BudgetRow(
            entry="initial",
            side="revenue",
            unit=unit,
            source=source,
            function=function,
            amount=value - changed[unit, source, function] if fiscal else planned,
        )
        for row in documents if fiscal else ():
            if (row.unit, row.budget, row.function) == (unit, source, function):
                yield BudgetRow(
                    entry=row.entry,
                    side="revenue",
                    document=row.document,
                    on=row.on,
                    unit=unit,
                    source=source,
                    function=function,
                    amount=row.amount,
                )
