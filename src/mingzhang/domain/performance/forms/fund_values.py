"""Values of money: totals of a project or of the department, its sources, its progress."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from mingzhang.domain.book.model import Line
from mingzhang.domain.book.performance_sheets import FundRow, ProgressRow
from mingzhang.domain.performance.forms.loops import REST, FundLine, total_of
from mingzhang.domain.performance.forms.material import BLANK, Material, Runs, Subject, words
from mingzhang.domain.performance.forms.value import (
    Slot,
    Turn,
    Value,
    Write,
    column_of,
    printed,
    read_wan,
    wan_value,
)
from mingzhang.domain.performance.from_book import project_money
from mingzhang.domain.performance.model import WHOLE, Progress
from mingzhang.domain.performance.scoring.scored import EXECUTION
from mingzhang.facts.key import FactKey, Stage
from mingzhang.kernel.problem import Place
from mingzhang.kernel.rounding import ratio

_FUNDS, _PROGRESS = "项目资金", "项目进度"
_HUNDRED = Decimal(100)


def points_key(material: Material, at: Subject, **dims: str) -> FactKey:
    """Return the key of points of the form's project, of the department without one."""
    own = {} if at.project.code == WHOLE else {"project": at.project.code}
    entity, year = material.performance.entity, material.performance.year
    return FactKey.of("points", entity, year, Stage.ACTUAL, {**own, **dims})


def _money(stage: Stage, **dims: str) -> Write:
    def write(material: Material, at: Subject) -> Runs:
        key = project_money(material.book, at.project.code, stage)
        return material.amount(key.with_dims(**dims) if dims else key)

    return write


def _rate(**dims: str) -> Write:
    def write(material: Material, at: Subject) -> Runs:
        key = project_money(material.book, at.project.code, Stage.ACTUAL)
        return material.rate(key.with_dims(measure="completion", **dims))

    return write


def _points(*, weight: bool = False, **dims: str) -> Write:
    def write(material: Material, at: Subject) -> Runs:
        key = points_key(material, at, **dims)
        return material.points(key.with_dims(measure="weight") if weight else key)

    return write


def _fund(at: Subject) -> FundLine:
    return cast(FundLine, at.item)


def _of_source(field: str) -> Write:
    heading = column_of((_FUNDS, field)).heading

    def write(material: Material, at: Subject) -> Runs:
        fund = _fund(at)
        return _lines_amount(material, at, fund.funds, field, heading)

    return write


def _lines_amount(
    material: Material,
    at: Subject,
    lines: tuple[Line[FundRow], ...] | tuple[Line[ProgressRow], ...],
    field: str,
    heading: str,
) -> Runs:
    """Return the amount of one row of the book, or the sum of several."""
    sheet = _FUNDS if lines is _fund(at).funds else _PROGRESS
    if len(lines) == 1:
        place = Place(sheet, lines[0].number)
        return material.cell_amount(place, heading, getattr(lines[0].row, field))
    total = total_of([getattr(line.row, field) for line in lines])
    name = f"{at.project.code} {sheet} {_fund(at).source} {heading}"
    return material.worked_amount(name, "当年财政拨款以外各资金来源相加", total)


def _of_step(field: str) -> Write:
    heading = column_of((_PROGRESS, field)).heading

    def write(material: Material, at: Subject) -> Runs:
        return _lines_amount(material, at, _fund(at).progress, field, heading)

    return write


def _source_value(field: str) -> Value:
    """Return an amount of a source."""
    return wan_value(_FUNDS, field, _of_source(field))


def _step(at: Subject) -> Progress | None:
    return next((step for step in at.project.progress if step.on == at.on), None)


def _progress_total(field: str) -> Write:
    heading = column_of((_PROGRESS, field)).heading

    def write(material: Material, at: Subject) -> Runs:
        step = _step(at)
        return material.cell_amount(step.place, heading, getattr(step, field)) if step else BLANK

    return write


def _progress_value(field: str, write: Write) -> Value:
    slot = (_PROGRESS, field)

    def read(text: str, turn: Turn) -> Mapping[Slot, Any]:
        amount = read_wan(text)
        return {} if turn.only == REST else {slot: amount}

    return Value(write, read, (slot,), "right")


def _progress_rate(material: Material, at: Subject) -> Runs:
    """Return what was spent as a share of the initial budget, as the form asks."""
    step, budget = _step(at), at.project.budget
    if step is None or step.spent is None or not budget or budget < 0:
        return BLANK
    name = f"{at.project.code} {at.on:%Y-%m-%d} 执行率"
    rate = ratio(step.spent * _HUNDRED, budget)
    return material.worked_rate(name, "累计执行数 ÷ 年初预算数 × 100%", rate)


def _grade(material: Material, at: Subject) -> Runs:
    grade = material.scored.goal(at.project.code).grade
    return words(grade.label) if grade else BLANK


FUND_VALUES: dict[str, Value] = {
    "money.initial": printed(_money(Stage.INITIAL), "right"),
    "money.adjusted": printed(_money(Stage.ADJUSTED), "right"),
    "money.spent": printed(_money(Stage.ACTUAL), "right"),
    "money.rate": printed(_rate()),
    "basic.initial": printed(_money(Stage.INITIAL, nature="basic"), "right"),
    "basic.adjusted": printed(_money(Stage.ADJUSTED, nature="basic"), "right"),
    "basic.spent": printed(_money(Stage.ACTUAL, nature="basic"), "right"),
    "basic.rate": printed(_rate(nature="basic")),
    "projects.initial": printed(_money(Stage.INITIAL, nature="project"), "right"),
    "projects.adjusted": printed(_money(Stage.ADJUSTED, nature="project"), "right"),
    "projects.spent": printed(_money(Stage.ACTUAL, nature="project"), "right"),
    "projects.rate": printed(_rate(nature="project")),
    "fund.initial": _source_value("initial"),
    "fund.adjusted": _source_value("adjusted"),
    "fund.spent": _source_value("spent"),
    "progress.spent": _progress_value("spent", _progress_total("spent")),
    "progress.expected": _progress_value("expected", _progress_total("expected")),
    "progress.rate": printed(_progress_rate),
    "step.spent": _progress_value("spent", _of_step("spent")),
    "step.expected": _progress_value("expected", _of_step("expected")),
    "execution.weight": printed(_points(part=EXECUTION, weight=True)),
    "execution.score": printed(_points(part=EXECUTION)),
    "total.weight": printed(_points(weight=True)),
    "total.score": printed(_points()),
    "total.grade": printed(_grade),
}
