"""收入, 支出, 预算, 结转: rows that may be margins, as facts of their views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from mingzhang.domain.book.builder import ELIMINATIONS, Builder, Source
from mingzhang.domain.book.margin_rows import MarginRows, heading_of, not_applicable
from mingzhang.domain.book.model import Line
from mingzhang.domain.book.sheets import (
    BudgetRow,
    CarryOverRow,
    EliminationRow,
    ExpenditureRow,
    RevenueRow,
)
from mingzhang.domain.book.views import Margin
from mingzhang.facts.factset import View
from mingzhang.facts.key import Entity, Scope, Stage
from mingzhang.rulebook.concepts import concept, dimensions

#: The amount columns of the carry-over ledger are concepts of their own.
LEDGER_COLUMNS = (
    "carry_in",
    "treasury_issued",
    "treasury_allocated",
    "treasury_cut",
    "treasury_spent",
    "carry_out",
    "treasury_receivable",
    "treasury_recovered",
)
_TREASURY = tuple(c for c in LEDGER_COLUMNS if c.startswith("treasury_"))
#: What a sheet without rows says there is none of.
_EMPTY = {"收入": ("revenue",), "支出": ("expenditure",), "结转": ("carry_in", "carry_out")}
_ADJUSTMENTS = ("addition", "reduction", "virement")
_STAGES = {"initial": Stage.INITIAL, "adjusted": Stage.ADJUSTED} | dict.fromkeys(
    _ADJUSTMENTS, Stage.ADJUSTMENT
)


def add_margin_sheets(builder: Builder) -> None:
    """Add the facts of the four sheets, the eliminations and the adjusted budget."""
    rows = MarginRows(builder)
    for (sheet, _), margin in rows.declared.items():
        if sheet in builder.book.sheets and not builder.book.sheets[sheet]:
            for code in _EMPTY.get(sheet, ()):
                builder.view(_view(builder, margin, code, by_unit=True))
    for line in builder.book.lines(RevenueRow):
        _add(rows, "收入", line, {"amount": "revenue"})
    for spent in builder.book.lines(ExpenditureRow):
        _add(rows, "支出", spent, {"amount": "expenditure"})
    used = _columns_used(builder)
    for kept in builder.book.lines(CarryOverRow):
        _add(rows, "结转", kept, {c: c for c in used[kept.row.view]})
    _add_budget(rows)
    _add_eliminations(builder)


def _columns_used(builder: Builder) -> dict[str, list[str]]:
    # A ledger column that is blank in every row of a view was not kept in it: the view tells
    # nothing of it, not even that the amounts exist.
    used: dict[str, set[str]] = {}
    for row in builder.book.rows(CarryOverRow):
        given = {c for c in LEDGER_COLUMNS if getattr(row, c) is not None}
        used.setdefault(row.view, set()).update(given)
    return {view: [c for c in LEDGER_COLUMNS if c in given] for view, given in used.items()}


def _view(
    builder: Builder, margin: Margin, code: str, stage: Stage = Stage.ACTUAL, *, by_unit: bool
) -> View:
    return View(
        code=f"{code}:{stage}:{margin.sheet}:{margin.code}",
        concept=code,
        period=builder.book.year,
        stage=stage,
        dims=tuple(d for d in margin.dims if d in concept(code).dims),
        within=margin.within,
        complete=margin.complete,
        by_unit=by_unit,
    )


def _add(
    rows: MarginRows,
    sheet: str,
    line: Line[RevenueRow] | Line[ExpenditureRow] | Line[CarryOverRow],
    amounts: Mapping[str, str],
) -> None:
    """Add one row: each amount column (field → concept) is a fact of the row's view."""
    row = line.row
    margin = rows.margin(sheet, line.number, row.view)
    dims = rows.dims(margin, row, line.number) if margin else None
    if margin is None or dims is None:
        return
    builder = rows.builder
    by_unit = rows.by_unit(sheet, row.view)
    for column, code in amounts.items():
        if code in _TREASURY and dims.get("budget") == "non_fiscal" and not getattr(row, column):
            continue  # the treasury neither issues nor takes back other money: nothing is missing
        view = builder.view(_view(builder, margin, code, by_unit=by_unit))
        source = Source(sheet, line.number, heading_of(type(row), column), row.origin, row.note)
        builder.add(view, builder.entity(row.unit), dims, getattr(row, column), source)


def _add_budget(rows: MarginRows) -> None:
    builder = rows.builder
    entries = builder.book.rows(BudgetRow)
    stated = {r.side for r in entries if r.entry == "adjusted"}
    ledgers = {(r.side, r.view) for r in entries if r.entry in _ADJUSTMENTS}
    for line in builder.book.lines(BudgetRow):
        row = line.row
        margin = rows.margin("预算", line.number, row.view)
        own = _of_side(margin, row.side) if margin else None
        dims = rows.dims(own, row, line.number) if own else None
        if own is None or dims is None:
            continue
        by_unit = rows.by_unit("预算", row.view)
        views = [_budget_view(_view(builder, own, row.side, _STAGES[row.entry], by_unit=by_unit))]
        in_ledger = (row.side, row.view) in ledgers or row.side not in stated
        if row.entry != "adjusted" and in_ledger:
            views.append(_adjusted(_view(builder, own, row.side, Stage.ADJUSTED, by_unit=by_unit)))
        source = Source("预算", line.number, "金额", row.origin, row.note)
        for view in views:
            builder.add(builder.view(view), builder.entity(row.unit), dims, row.amount, source)


def _budget_view(view: View) -> View:
    # Several adjustments may bear one key; an initial or a stated budget may not.
    return replace(view, ledger=view.stage is Stage.ADJUSTMENT)


def _adjusted(view: View) -> View:
    """The ledger of 全年预算: the initial budget and every adjustment are its entries."""
    return replace(view, code=f"{view.code}:ledger", ledger=True)


def _of_side(margin: Margin, side: str) -> Margin:
    """One sheet holds both sides; a view means the dimensions of its rows' side."""
    return replace(margin, dims=tuple(d for d in margin.dims if d in concept(side).dims))


_ELIMINATED = {
    "grant": ({"source": "superior"}, {"nature": "downward"}),
    "remittance": ({"source": "subsidiary"}, {"nature": "upward"}),
}


def _add_eliminations(builder: Builder) -> None:
    """Take what units paid each other out of the department's sum, on both sides."""
    for line in builder.book.lines(EliminationRow):
        row = line.row
        # Two payments may bear the same codes, so each is an addend of its own.
        entity = Entity(f"{ELIMINATIONS}{line.number}", Scope.UNIT)
        revenue, expenditure = _ELIMINATED[row.kind]
        given: dict[str, dict[str, str | None]] = {
            "revenue": {**revenue, "function": row.revenue_function},
            "expenditure": {
                **expenditure,
                "function": row.expenditure_function,
                "budget": row.budget,
            },
        }
        source = Source("抵销", line.number, "金额", row.origin, row.note)
        for view in list(builder.views.values()):
            if view.concept in given and view.by_unit and view.stage is Stage.ACTUAL:
                dims = {d: v for d, v in given[view.concept].items() if v and d in view.dims}
                if all(dims.get(d) == v for d, v in view.within):
                    _eliminate(builder, view, entity, dims, row.amount, source)


def _eliminate(
    builder: Builder,
    view: View,
    entity: Entity,
    dims: Mapping[str, str],
    amount: Decimal,
    source: Source,
) -> None:
    missing = [d for d in view.dims if d not in dims and not not_applicable(d, dims)]
    if missing:
        labels = "、".join(dimensions()[d].label for d in missing)
        builder.problem(source, f"缺少{labels}", "与收支表相同的维度", "在抵销表补填科目和预算类别")
        return
    builder.add(view, entity, dims, -amount, source)
