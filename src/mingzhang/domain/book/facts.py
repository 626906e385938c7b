"""Turns a book into facts: one pure function, and every problem of rows that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.domain.book.builder import Builder, Source, auto_view
from mingzhang.domain.book.columns import CellError
from mingzhang.domain.book.dims import allowed_dims, parse_dims
from mingzhang.domain.book.margin_facts import add_margin_sheets
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_facts import add_performance
from mingzhang.domain.book.sheets import (
    AssetRow,
    EquipmentRow,
    FigureRow,
    OverseasGroupRow,
    ProcurementRow,
    ProjectRow,
    ReceptionRow,
    StaffMovementRow,
    StaffRow,
    SurplusRow,
    ThreePublicRow,
    UnitRow,
    VehicleRow,
)
from mingzhang.facts.factset import FactSet, View
from mingzhang.facts.key import Stage
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.problem import Problem

ONE = Decimal(1)
ZERO = Decimal(0)


def book_facts(book: Book) -> tuple[FactSet, tuple[Problem, ...]]:
    """Return the facts of a book and the problems of rows that could not become facts.

    Pure: the same book gives the same facts. With problems the facts are not to be used.
    """
    builder = Builder(book)
    add_margin_sheets(builder)
    for spec in _LISTS:
        _add_list(builder, spec)
    for add in _SHEETS:
        add(builder)
    add_performance(builder)
    for sheet, period in (("上年", book.year - 1), ("申报合计", book.year)):
        _add_figures(builder, sheet, period)
    return builder.result(), tuple(builder.problems)


def _by_unit(builder: Builder, row_type: type) -> bool:
    return builder.by_unit(builder.book.rows(row_type))


@dataclass(frozen=True, slots=True)
class _List:
    """A sheet whose amount columns (field → heading, concept, stage) are complete lists.

    A blank amount exists and was not given, unless `blank_is_none` (a kind of person without a
    quota); a column blank throughout is not known at all, but a sheet without rows says that
    there is nothing.
    """

    sheet: str
    row_type: type
    dims: tuple[str, ...]
    amounts: Mapping[str, tuple[str, str, Stage]]
    ledger: bool = False
    blank_is_none: bool = False


def _add_list(builder: Builder, spec: _List) -> None:
    """Add the facts of a sheet that is a complete list."""
    if spec.sheet not in builder.book.sheets:
        return
    lines: list[Line[object]] = list(builder.book.lines(spec.row_type))
    by_unit = _by_unit(builder, spec.row_type)
    for field, (heading, concept, stage) in spec.amounts.items():
        if lines and all(getattr(line.row, field) is None for line in lines):
            continue
        own = tuple(d for d in spec.dims if not lines or all(getattr(x.row, d) for x in lines))
        view = auto_view(builder, concept, own, stage=stage, ledger=spec.ledger, by_unit=by_unit)
        for line in lines:
            row = line.row
            value = getattr(row, field)
            if value is None and spec.blank_is_none:
                continue
            origin, note = getattr(row, "origin", None), getattr(row, "note", "")
            source = Source(spec.sheet, line.number, heading, origin, note)
            given = {d: getattr(row, d) for d in own}
            builder.add(view, builder.entity(getattr(row, "unit", "")), given, value, source)


_ACTUAL = Stage.ACTUAL
_LISTS = (
    _List(
        "结余",
        SurplusRow,
        (),
        {
            "surplus_used": ("使用非财政拨款结余", "surplus_used", _ACTUAL),
            "surplus_distributed": ("结余分配", "surplus_distributed", _ACTUAL),
        },
        ledger=True,
    ),
    _List(
        "采购",
        ProcurementRow,
        ("procurement_kind",),
        {"amount": ("采购支出", "procurement", _ACTUAL)},
    ),
    _List(
        "接待",
        ReceptionRow,
        ("item",),
        {
            "batches": ("批次", "reception_batches", _ACTUAL),
            "persons": ("人次", "reception_persons", _ACTUAL),
        },
    ),
    _List(
        "车辆",
        VehicleRow,
        ("vehicle_kind", "body_type"),
        {"owned": ("年末保有量", "vehicles_owned", _ACTUAL)},
        ledger=True,
    ),
    _List(
        "车辆",
        VehicleRow,
        (),
        {"purchased": ("当年购置", "vehicles_purchased", _ACTUAL)},
        ledger=True,
    ),
    _List("资产", AssetRow, ("asset",), {"value": ("账面金额", "asset_value", _ACTUAL)}),
    _List("设备", EquipmentRow, ("equipment",), {"owned": ("数量", "equipment_count", _ACTUAL)}),
    _List(
        "人员",
        StaffRow,
        ("staff_kind",),
        {
            "quota": ("编制数", "staff_quota", _ACTUAL),
            "actual": ("实有人数", "staff", _ACTUAL),
        },
        blank_is_none=True,
    ),
    _List(
        "人员变动",
        StaffMovementRow,
        ("movement",),
        {"persons": ("人数", "staff_movement", _ACTUAL)},
        ledger=True,
    ),
)


def _add_three_public(builder: Builder) -> None:
    stages = {
        "initial": ("年初预算", Stage.INITIAL),
        "adjusted": ("全年预算", Stage.ADJUSTED),
        "actual": ("决算", Stage.ACTUAL),
    }
    lines = list(builder.book.lines(ThreePublicRow))
    for field, (heading, stage) in stages.items():
        used = [x for x in lines if getattr(x.row, field) is not None]
        if not used and (lines or "三公" not in builder.book.sheets):
            continue
        by_unit = _by_unit(builder, ThreePublicRow)
        view = auto_view(builder, "three_public", ("budget", "item"), stage=stage, by_unit=by_unit)
        for line in used:
            row = line.row
            dims = {"budget": row.budget or "general", "item": row.item}
            source = Source("三公", line.number, heading, row.origin, row.note)
            builder.add(view, builder.entity(row.unit), dims, getattr(row, field), source)


def _add_overseas(builder: Builder) -> None:
    if "团组" not in builder.book.sheets:
        return
    by_unit = _by_unit(builder, OverseasGroupRow)
    groups = auto_view(builder, "overseas_groups", ("group",), by_unit=by_unit)
    persons = auto_view(builder, "overseas_persons", ("group", "whose"), by_unit=by_unit)
    for line in builder.book.lines(OverseasGroupRow):
        row = line.row
        entity = builder.entity(row.unit)
        base = {"group": row.group}
        builder.add(groups, entity, base, ONE, Source("团组", line.number, "团组"))
        for whose, heading, value in (
            ("own", "本单位人数", row.own),
            ("whole", "全团人数", row.whole),
        ):
            source = Source("团组", line.number, heading)
            builder.add(persons, entity, {**base, "whose": whose}, value, source)


def _add_contracts(builder: Builder) -> None:
    lines = list(builder.book.lines(ProcurementRow))
    if "采购" not in builder.book.sheets or (lines and all(x.row.sme is None for x in lines)):
        return
    by_unit = _by_unit(builder, ProcurementRow)
    dims = ("procurement_kind", "supplier")
    view = auto_view(builder, "procurement_contracts", dims, by_unit=by_unit)
    # 小微 is a part of 中小: a margin of its own, so that neither figure rests on the other's cell.
    part = replace(view, code=f"{view.code}micro", within=(("supplier", "micro"),))
    if not lines or any(x.row.micro is not None for x in lines):
        builder.view(part)
    for line in lines:
        row = line.row
        if row.sme is None:
            continue
        source = Source("采购", line.number, "授予中小企业合同金额", row.origin, row.note)
        kind, entity = {"procurement_kind": row.procurement_kind}, builder.entity(row.unit)
        builder.add(view, entity, {**kind, "supplier": "sme"}, row.sme, source)
        if (row.micro or ZERO) > row.sme:
            micro = row.micro or ZERO
            found = f"{format_yuan(row.sme)}，其中小微企业 {format_yuan(micro)}"
            more = format_yuan(micro - row.sme)
            builder.problem(source, found, "不小于其中数", f"多出 {more} 元，核对两列金额")
        elif part.code in builder.views and row.sme:
            own = Source("采购", line.number, "其中授予小微企业合同金额", row.origin, row.note)
            builder.add(part, entity, {**kind, "supplier": "micro"}, row.micro, own)


def _add_registers(builder: Builder) -> None:
    if "单位" in builder.book.sheets:
        kinds = ("unit_kind",)
        every = auto_view(builder, "unit_count", kinds, ledger=True, by_unit=True)
        below = auto_view(builder, "subordinate_units", kinds, ledger=True)
        for line in builder.book.lines(UnitRow):
            source = Source("单位", line.number, "单位编码")
            given = {"unit_kind": line.row.kind}
            builder.add(every, builder.entity(line.row.code), given, ONE, source)
            if not line.row.own_office:
                builder.add(below, builder.book.whole, given, ONE, source)
    registered = list(builder.book.lines(ProjectRow))
    if registered and all(item.row.kind for item in registered):  # else the kinds are not known
        kind = ("project_kind",)
        own = _by_unit(builder, ProjectRow)
        projects = auto_view(builder, "project_count", kind, ledger=True, by_unit=own)
        for item in registered:
            source = Source("项目", item.number, "项目编码")
            given = {"project_kind": str(item.row.kind)}
            builder.add(projects, builder.entity(item.row.unit if own else ""), given, ONE, source)


def _add_figures(builder: Builder, sheet: str, period: int) -> None:
    for line in builder.book.lines(FigureRow, sheet):
        row = line.row
        source = Source(sheet, line.number, "数值", row.origin, row.note)
        try:
            dims = parse_dims(row.dims)
            allowed_dims(row.concept, dims)
        except CellError as wrong:
            builder.problem(
                Source(sheet, line.number, "维度"), row.dims, wrong.expected, wrong.remedy
            )
            continue
        stage = Stage(row.stage or "actual")
        view = View(
            f"{row.concept}:{stage}:{sheet}:{'、'.join(sorted(dims))}:{'u' if row.unit else ''}",
            row.concept,
            period,
            stage,
            tuple(dims),
            complete=False,
            by_unit=builder.by_unit([row]),
        )
        builder.add(builder.view(view), builder.entity(row.unit), dims, row.value, source)


_SHEETS: tuple[Callable[[Builder], None], ...] = (
    _add_three_public,
    _add_overseas,
    _add_contracts,
    _add_registers,
)
