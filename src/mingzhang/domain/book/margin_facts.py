"""收入, 支出, 预算, 结转: rows that may be margins, as facts of their views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Protocol

from mingzhang.domain.book.builder import ELIMINATIONS, Builder, Source
from mingzhang.domain.book.columns import columns
from mingzhang.domain.book.model import Line
from mingzhang.domain.book.sheets import (
    BudgetRow,
    CarryOverRow,
    EliminationRow,
    ExpenditureRow,
    ProjectRow,
    RevenueRow,
)
from mingzhang.domain.book.views import VIEWED, Margin, margins
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


class MarginRow(Protocol):
    """What the rows of the four sheets share."""

    @property
    def view(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def origin(self) -> str | None: ...
    @property
    def note(self) -> str: ...


Margins = Mapping[tuple[str, str], Margin]


def add_margin_sheets(builder: Builder) -> None:
    """Add the facts of the four sheets, the eliminations and the adjusted budget."""
    declared = margins(builder.book, builder.problems)
    kinds = {p.code: p.kind for p in builder.book.rows(ProjectRow) if p.kind}
    _declare_empty(builder, declared)
    for line in builder.book.lines(RevenueRow):
        _add(builder, declared, kinds, "收入", line, {"amount": ("revenue", Stage.ACTUAL)})
    for spent in builder.book.lines(ExpenditureRow):
        _add(builder, declared, kinds, "支出", spent, {"amount": ("expenditure", Stage.ACTUAL)})
    for kept in builder.book.lines(CarryOverRow):
        used = _columns_used(builder, kept.row.view)
        amounts = {c: (c, Stage.ACTUAL) for c in used}
        _add(builder, declared, kinds, "结转", kept, amounts)
    _add_budget(builder, declared, kinds)
    _add_eliminations(builder)


def _columns_used(builder: Builder, view: str) -> list[str]:
    # A ledger column that is blank in every row of a view was not kept in it: the view tells
    # nothing of it, not even that the amounts exist.
    rows = [r for r in builder.book.rows(CarryOverRow) if r.view == view]
    return [c for c in LEDGER_COLUMNS if any(getattr(r, c) is not None for r in rows)]


def _declare_empty(builder: Builder, declared: Margins) -> None:
    """A complete sheet without rows says that there is nothing: its views exist all the same."""
    concepts = {"收入": ("revenue",), "支出": ("expenditure",), "结转": ("carry_in", "carry_out")}
    for (sheet, _), margin in declared.items():
        if not builder.book.sheets.get(sheet):
            for code in concepts.get(sheet, ()):
                _view(builder, margin, code, Stage.ACTUAL, by_unit=True)


def _view(
    builder: Builder,
    margin: Margin,
    code: str,
    stage: Stage,
    *,
    by_unit: bool,
    ledger: bool = False,
    suffix: str = "",
) -> View:
    return builder.view(
        View(
            f"{code}:{stage}:{margin.sheet}:{margin.code}{suffix}",
            code,
            builder.book.year,
            stage,
            tuple(d for d in margin.dims if d in concept(code).dims),
            margin.within,
            margin.complete,
            by_unit,
            ledger,
        )
    )


def _add(
    builder: Builder,
    declared: Margins,
    kinds: Mapping[str, str],
    sheet: str,
    line: Line[RevenueRow] | Line[ExpenditureRow] | Line[CarryOverRow],
    amounts: Mapping[str, tuple[str, Stage]],
) -> None:
    row = line.row
    margin = _margin_of(builder, declared, sheet, line.number, row.view)
    if margin is None:
        return
    dims = _dims(builder, margin, row, line.number, kinds)
    if dims is None:
        return
    by_unit = _by_unit(builder, sheet, row.view)
    for column, (code, stage) in amounts.items():
        view = _view(builder, margin, code, stage, by_unit=by_unit)
        source = Source(sheet, line.number, _heading(type(row), column), row.origin, row.note)
        builder.add(view, builder.entity(row.unit), dims, getattr(row, column), source)


def _heading(row_type: type, field: str) -> str:
    return next(c.heading for c in columns(row_type) if c.field == field)


def _margin_of(
    builder: Builder, declared: Margins, sheet: str, number: int, code: str
) -> Margin | None:
    margin = declared.get((sheet, code))
    if margin is None:
        known = "、".join(c for s, c in declared if s == sheet and c) or "空白"
        found = code or "空白"
        builder.problem(Source(sheet, number, "视图"), found, known, "填写“视图”表中本表的视图编码")
    return margin


def _by_unit(builder: Builder, sheet: str, view: str) -> bool:
    """Tell whether every row of a view names its unit (looked up once a sheet)."""
    if sheet not in builder.without_unit:
        rows: Iterable[MarginRow] = builder.book.rows(VIEWED[sheet])
        builder.without_unit[sheet] = frozenset(r.view for r in rows if not r.unit)
    return view not in builder.without_unit[sheet]


def _dims(
    builder: Builder, margin: Margin, row: MarginRow, number: int, kinds: Mapping[str, str]
) -> dict[str, str] | None:
    """Return the dimensions a row gives; None (and problems) when its view does not hold it."""
    given = {d: v for d in dimensions() if (v := getattr(row, d, None))}
    if "project" in given and "project_kind" not in given and "project_kind" in margin.dims:
        if given["project"] in kinds:
            given["project_kind"] = kinds[given["project"]]
    ok = True
    for d in margin.dims:
        if d not in given and not _not_applicable(d, given):
            _bad(builder, margin, number, d, "空白", "本视图要求填写", "补填，或改用另一视图")
            ok = False
    for d in given:
        if d not in margin.dims:
            _bad(builder, margin, number, d, given[d], "本视图不含此列", "清空，或改用另一视图")
            ok = False
    for d, value in margin.within:
        if d in given and given[d] != value:
            expected = dimensions()[d].label_of(value)
            _bad(builder, margin, number, d, given[d], f"本视图的范围“{expected}”", "改用另一视图")
            ok = False
    return given if ok else None


def _not_applicable(dim: str, given: Mapping[str, str]) -> bool:
    """Tell whether a dimension means nothing for the row: only projects have a project."""
    nature = given.get("nature")
    if dim in ("project", "project_kind"):
        return nature is not None and nature != "project"
    if dim == "economic":
        return nature in ("upward", "commercial", "downward")
    return False


def _bad(
    builder: Builder, margin: Margin, number: int, dim: str, found: str, expected: str, remedy: str
) -> None:
    heading = _heading(VIEWED[margin.sheet], dim)
    builder.problem(Source(margin.sheet, number, heading), found, expected, remedy)


ENTRY_STAGES = {
    "initial": (Stage.INITIAL,),
    "addition": (Stage.ADJUSTMENT,),
    "reduction": (Stage.ADJUSTMENT,),
    "virement": (Stage.ADJUSTMENT,),
    "adjusted": (Stage.ADJUSTED,),
}


def _add_budget(builder: Builder, declared: Margins, kinds: Mapping[str, str]) -> None:
    given_adjusted = {(r.side, r.view) for r in builder.book.rows(BudgetRow) if r.entry == "adjusted"}
    adjusted_sides = {side for side, _ in given_adjusted}
    has_ledger = {
        (r.side, r.view)
        for r in builder.book.rows(BudgetRow)
        if r.entry in ("addition", "reduction", "virement")
    }
    for line in builder.book.lines(BudgetRow):
        row = line.row
        margin = _margin_of(builder, declared, "预算", line.number, row.view)
        own = _budget_margin(margin, row.side) if margin else None
        dims = _dims(builder, own, row, line.number, kinds) if own else None
        if own is None or dims is None:
            continue
        stages = list(ENTRY_STAGES[row.entry])
        in_ledger = (row.side, row.view) in has_ledger or row.side not in adjusted_sides
        if row.entry != "adjusted" and in_ledger:
            stages.append(Stage.ADJUSTED)  # 全年预算 = 年初预算 + every adjustment
        for stage in stages:
            suffix = ":ledger" if stage is Stage.ADJUSTED and row.entry != "adjusted" else ""
            view = _view(
                builder,
                own,
                row.side,
                stage,
                by_unit=_by_unit(builder, "预算", row.view),
                ledger=stage is not Stage.INITIAL and row.entry != "adjusted",
                suffix=suffix,
            )
            source = Source("预算", line.number, "金额", row.origin, row.note)
            builder.add(view, builder.entity(row.unit), dims, row.amount, source)


def _budget_margin(margin: Margin, side: str) -> Margin:
    """One sheet holds both sides; a view means the dimensions of its rows' side."""
    dims = tuple(d for d in margin.dims if d in concept(side).dims)
    return Margin(margin.code, margin.sheet, dims, margin.within, margin.complete)


_ELIMINATED = {
    "grant": ({"source": "superior"}, {"nature": "downward"}),
    "remittance": ({"source": "subsidiary"}, {"nature": "upward"}),
}


def _add_eliminations(builder: Builder) -> None:
    """Take what units paid each other out of the department's sum, on both sides."""
    entity = Entity(ELIMINATIONS, Scope.UNIT)
    for line in builder.book.lines(EliminationRow):
        row = line.row
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
    missing = [d for d in view.dims if d not in dims and not _not_applicable(d, dims)]
    if missing:
        labels = "、".join(dimensions()[d].label for d in missing)
        builder.problem(source, f"缺少{labels}", "与收支表相同的维度", "在抵销表补填科目和预算类别")
        return
    builder.add(view, entity, dims, -amount, source)
