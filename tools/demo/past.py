"""Single figures: last year's, made from this year's, and this year's totals as declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.domain.book.dims import dims_text
from mingzhang.domain.book.sheets import FigureRow, ProcurementRow, ThreePublicRow
from mingzhang.rulebook.concepts import ancestors, dimension
from tools.demo.ledger import Money, kind_of, surplus
from tools.demo.plan import AGENCIES, UNITS, scaled

_FISCAL = ("general", "fund", "capital")
_BUDGETS = ("fiscal", *_FISCAL, "non_fiscal")
_ELIMINATED = "抵销"
_SURPLUS = ("surplus_used", "surplus_distributed")
ZERO = Decimal(0)


@dataclass(slots=True)
class Figures:
    """Addends: (concept, unit) → dimensions and amount."""

    addends: list[tuple[str, str, dict[str, str], Decimal]] = field(default_factory=list)

    def add(self, concept: str, unit: str, value: Decimal, **dims: str) -> None:
        """Note an addend."""
        self.addends.append((concept, unit, dims, value))

    def total(self, concept: str, unit: str = "", **dims: str) -> Decimal:
        """Return a sum, of a unit or (unit "") of the bureau."""
        return sum(
            (
                value
                for name, whose, given, value in self.addends
                if name == concept
                and unit in ("", whose)
                and all(k in given and v in ancestors(k, given[k]) for k, v in dims.items())
            ),
            ZERO,
        )


def last_year(made: Money, three: list[ThreePublicRow], purchases: list[ProcurementRow]) -> Figures:
    """Return a last year that balances: what it carried out is what this year brought in."""
    past = Figures()
    for line, items in made.spent.items():
        for code, value in items.items():
            dims = {"budget": line.budget, "function": line.function, "nature": line.nature}
            if code:
                dims["economic"] = kind_of(line, code) if line.nature == "basic" else code
            past.add("expenditure", line.unit, scaled(value, f"{line.tag}/{code}/past"), **dims)
    _carried(made, past)
    _transfers(made, past)
    _revenue(made, past)
    for row in three:
        dims = {"budget": str(row.budget), "item": row.item}
        if row.item != "vehicle_purchase" and (row.unit, row.item) != ("U02", "overseas"):
            value = scaled(row.actual or ZERO, f"{row.unit}/{row.item}/past", 93, 26)
            past.add("three_public", row.unit, value, **dims)
    for bought in purchases:
        kind = {"procurement_kind": bought.procurement_kind}
        tag = f"{bought.unit}/{bought.procurement_kind}/past"
        past.add("procurement", bought.unit, scaled(bought.amount or ZERO, tag), **kind)
        small = scaled(bought.micro or ZERO, tag)
        medium = scaled((bought.sme or ZERO) - (bought.micro or ZERO), tag)
        past.add("procurement_contracts", bought.unit, small, **kind, supplier="micro")
        past.add("procurement_contracts", bought.unit, medium, **kind, supplier="medium")
    return past


def _carried(made: Money, past: Figures) -> None:
    for unit in UNITS:
        for budget in _BUDGETS[1:]:
            rows = [r for r in made.ledger if (r.unit, r.budget) == (unit, budget)]
            value = sum((r.carry_in or ZERO for r in rows), ZERO)
            before = scaled(value, f"{unit}/{budget}/before", 61, 25)
            past.add("carry_out", unit, value, budget=budget)
            past.add("carry_in", unit, before, budget=budget)
        for concept, value in zip(_SURPLUS, surplus(unit), strict=True):
            past.add(concept, unit, scaled(value, f"{unit}/{concept}/past"))


def _transfers(made: Money, past: Figures) -> None:
    for t in made.transfers:
        value = scaled(t.amount, f"{t.kind}/{t.payer}/{t.payee}/past")
        source = "superior" if t.kind == "grant" else "subsidiary"
        nature = "downward" if t.kind == "grant" else "upward"
        paid = {"budget": "non_fiscal", "function": str(t.expenditure_function), "nature": nature}
        past.add("revenue", t.payee, value, source=source)
        past.add("expenditure", t.payer, value, **paid)
        past.add("revenue", _ELIMINATED, -value, source=source)
        past.add("expenditure", _ELIMINATED, -value, **paid)


def _revenue(made: Money, past: Figures) -> None:
    """Fiscal revenue is what spending and carry-over need; the last other source likewise."""
    for unit in UNITS:
        for budget in _FISCAL:
            past.add("revenue", unit, _needed(past, unit, budget), source=budget)
        own = sorted(k for k in made.revenue if k[0] == unit and k[1] not in _FISCAL)
        if not own:
            continue  # a unit with fiscal money only
        *others, last = sorted(own, key=lambda k: made.revenue[k])
        for key in others:
            value = scaled(made.revenue[key], f"{unit}/{key[1]}/past")
            past.add("revenue", unit, value, source=key[1])
        given = past.total("revenue", unit) - past.total("revenue", unit, source="fiscal")
        balance = past.total("surplus_distributed", unit) - past.total("surplus_used", unit)
        needed = _needed(past, unit, "non_fiscal") + balance - given
        past.add("revenue", unit, needed, source=last[1])


def _needed(past: Figures, unit: str, budget: str) -> Decimal:
    spent = past.total("expenditure", unit, budget=budget)
    carried = past.total("carry_out", unit, budget=budget)
    return spent + carried - past.total("carry_in", unit, budget=budget)


_OUT = ("expenditure", "carry_out", "surplus_distributed")
_IN = ("revenue", "carry_in", "surplus_used")


def _side(figures: Figures, parts: tuple[str, str, str], unit: str, budget: str) -> Decimal:
    if not budget:
        return sum((figures.total(p, unit) for p in parts), ZERO)
    dim = "source" if parts[0] == "revenue" else "budget"
    flow = figures.total(parts[0], unit, **{dim: budget})
    return flow + figures.total(parts[1], unit, budget=budget)


def _row(concept: str, dims: Mapping[str, str], value: Decimal, unit: str = "") -> FigureRow:
    return FigureRow(concept=concept, dims=dims_text(dict(dims)), unit=unit, value=value)


def past_rows(past: Figures, counts: Mapping[tuple[str, str, str], int]) -> list[FigureRow]:
    """Return 上年: the bureau's figures, then those of each unit that a unit's report compares.

    `counts`: (concept, dimension, value) → number.
    """
    rows = [*_totals(past, ""), *_flows(past), *_running(past)]
    rows += [
        _row(concept, {dim: value} if dim else {}, Decimal(number))
        for (concept, dim, value), number in counts.items()
    ]
    for unit in UNITS:
        rows += [*_totals(past, unit), *_unit(past, unit)]
    return rows


def _totals(past: Figures, unit: str) -> Iterator[FigureRow]:
    for concept, parts in (("total_in", _IN), ("total_out", _OUT)):
        for budget in ("", "fiscal") if unit else ("", "fiscal", *_FISCAL):
            dims = {"budget": budget} if budget else {}
            yield _row(concept, dims, _side(past, parts, unit, budget), unit)


def _flows(past: Figures) -> Iterator[FigureRow]:
    wanted: list[tuple[str, dict[str, str]]] = [("revenue", {})]
    wanted += [("revenue", {"source": v}) for v in dimension("source").values]
    wanted += [("expenditure", {}), *(("expenditure", {"budget": b}) for b in _BUDGETS)]
    wanted += [("expenditure", {"nature": n}) for n in dimension("nature").values]
    wanted += [
        ("expenditure", {"budget": b, "nature": n})
        for b in _BUDGETS
        for n in dimension("nature").values
        if past.total("expenditure", budget=b, nature=n)
    ]
    given = [dims for concept, _, dims, _ in past.addends if concept == "expenditure"]
    general = {dims["function"][:3] for dims in given if dims["budget"] == "general"}
    wanted += [("expenditure", {"budget": "general", "function": c}) for c in sorted(general)]
    basic = {"budget": "general", "nature": "basic"}
    wanted += [("expenditure", {**basic, "economic": e}) for e in ("personnel", "public_use")]
    for concept in ("carry_in", "carry_out"):
        wanted += [(concept, {}), *((concept, {"budget": b}) for b in _BUDGETS)]
    wanted += [("surplus_used", {}), ("surplus_distributed", {}), ("three_public", {})]
    wanted += [("three_public", {"item": i}) for i in dimension("item").values]
    wanted += [("procurement", {})]
    kinds = dimension("procurement_kind").values
    wanted += [("procurement", {"procurement_kind": k}) for k in kinds]
    wanted += [("procurement_contracts", {"supplier": s}) for s in ("sme", "micro")]
    for concept, dims in wanted:
        yield _row(concept, dims, past.total(concept, **dims))


def _running(figures: Figures) -> Iterator[FigureRow]:
    """机关运行经费 of the bureau and of each unit; other units have none."""
    own = {"budget": "general", "nature": "basic", "economic": "public_use"}
    by_unit = {u: figures.total("expenditure", u, **own) if u in AGENCIES else ZERO for u in UNITS}
    yield _row("agency_running_costs", {}, sum(by_unit.values(), ZERO))
    for unit, value in by_unit.items():
        yield _row("agency_running_costs", {}, value, unit)


def _unit(past: Figures, unit: str) -> Iterator[FigureRow]:
    wanted: list[tuple[str, dict[str, str]]] = [
        ("expenditure", {"budget": "general"}),
        ("expenditure", {"budget": "general", "nature": "basic"}),
        ("expenditure", {"nature": "project"}),
        ("carry_out", {}),
        ("carry_out", {"budget": "fiscal"}),
        ("three_public", {}),
        *(("three_public", {"item": i}) for i in ("overseas", "vehicle", "reception")),
    ]
    for concept, dims in wanted:
        yield _row(concept, dims, past.total(concept, unit, **dims), unit)


def declared_rows(made: Money, three: list[ThreePublicRow]) -> list[FigureRow]:
    """Return 申报合计: totals as the office declares them, to be checked against the rows."""
    now = Figures()
    for line, items in made.spent.items():
        for code, value in items.items():
            dims = {"budget": line.budget, "nature": line.nature}
            economic = {"economic": kind_of(line, code)} if line.nature == "basic" else {}
            now.add("expenditure", line.unit, value, **dims, **economic)
    for (unit, source, _), value in made.revenue.items():
        now.add("revenue", unit, value, source=source)
    for row in made.ledger:
        now.add("carry_in", row.unit, row.carry_in or ZERO, budget=str(row.budget))
        now.add("carry_out", row.unit, row.carry_out or ZERO, budget=str(row.budget))
    for unit in UNITS:
        for concept, value in zip(_SURPLUS, surplus(unit), strict=True):
            now.add(concept, unit, value)
    for each in three:
        now.add("three_public", each.unit, each.actual or ZERO)
    plain = ("revenue", "expenditure", "carry_in", "carry_out", "three_public")
    rows = [_row(c, {}, now.total(c)) for c in plain]
    return [*rows, *_totals(now, ""), *_running(now)]
