"""Facts of the performance sheets: values of indicators, and the money of projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.book.builder import Builder, Source
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.performance_sheets import (
    ActualRow,
    EvaluationScoreRow,
    FundRow,
    IndicatorRow,
    ResultRow,
    WholeRow,
)
from mingzhang.facts.factset import View
from mingzhang.facts.key import Entity, FactKey, Stage

_INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of an indicator at a stage of the year, or of the year before."""

    code: str
    stage: Stage
    years_back: int
    value: Decimal
    source: Source


def add_performance(builder: Builder) -> None:
    """Add what the performance sheets tell, each an incomplete view: other indicators may exist."""
    for value in (*_values(builder), *_results(builder)):
        period = builder.book.year - value.years_back
        view = _view(builder, _INDICATOR, value.stage, (_INDICATOR,), period)
        dims = {_INDICATOR: value.code}
        builder.add(view, builder.book.whole, dims, value.value, value.source)
    _add_funds(builder)
    _add_given(builder)


def _values(builder: Builder) -> Iterator[_Value]:
    """Yield targets as first set and in force, last year's values, and the year's results."""
    lines = list(builder.book.lines(IndicatorRow))
    for column, stage, latest in (
        ("年度指标值", Stage.INITIAL, False),
        ("年度指标值", Stage.ADJUSTED, True),
    ):
        chosen: dict[str, tuple[Decimal, _Value]] = {}
        for line in lines:
            row = line.row
            if row.target is None:
                continue
            version = row.version if row.version is not None else Decimal(1)
            source = Source("绩效指标", line.number, column, row.origin, row.note)
            value = _Value(row.code, stage, 0, row.target, source)
            held = chosen.get(row.code)
            if held is None or (version > held[0] if latest else version < held[0]):
                chosen[row.code] = version, value
        yield from (value for _, value in chosen.values())
    seen: set[str] = set()
    for line in lines:
        row = line.row
        if row.previous is not None and row.code not in seen:
            seen.add(row.code)
            source = Source("绩效指标", line.number, "上年完成值", row.origin, row.note)
            yield _Value(row.code, Stage.ACTUAL, 1, row.previous, source)
    for result in builder.book.lines(ActualRow):
        of_year_end = result.row.on is None or (result.row.on.month, result.row.on.day) == (12, 31)
        if result.row.value is not None and of_year_end:
            source = Source(
                "指标完成", result.number, "实际完成值", result.row.origin, result.row.note
            )
            yield _Value(result.row.indicator, Stage.ACTUAL, 0, result.row.value, source)


#: Field of 成果数据 → heading, stage, years back.
_RESULTS = {
    "planned": ("计划值", Stage.ADJUSTED, 0),
    "value": ("完成值", Stage.ACTUAL, 0),
    "previous": ("上年完成值", Stage.ACTUAL, 1),
}


def _results(builder: Builder) -> Iterator[_Value]:
    """Yield figures that no goal sets: they are told like values of indicators."""
    for line in builder.book.lines(ResultRow):
        row = line.row
        for field, (heading, stage, years_back) in _RESULTS.items():
            value = getattr(row, field)
            if value is not None:
                source = Source("成果数据", line.number, heading, row.origin, row.note)
                yield _Value(row.code, stage, years_back, value, source)


#: Field of 项目资金 → heading, concept, stage.
_FUNDS = {
    "initial": ("年初预算", "expenditure", Stage.INITIAL),
    "adjusted": ("全年预算", "expenditure", Stage.ADJUSTED),
    "received": ("到位", "funds_received", Stage.ACTUAL),
    "spent": ("执行", "expenditure", Stage.ACTUAL),
}


def _add_funds(builder: Builder) -> None:
    lines = list(builder.book.lines(FundRow))
    for field, (heading, concept, stage) in _FUNDS.items():
        own = {"nature": "project"} if concept == "expenditure" else {}
        for line in lines:
            value = getattr(line.row, field)
            if value is None:
                continue
            view = _view(builder, concept, stage, ("project", *own), builder.book.year)
            source = Source("项目资金", line.number, heading, line.row.origin, line.row.note)
            dims = {**own, "project": line.row.project}
            builder.add(view, builder.book.whole, dims, value, source)


#: Value of the dimension `evaluation` for the whole department's own.
WHOLE_EVALUATION = "whole"
#: Field of 评价打分 and 整体评价 → heading, concept.
_GIVEN = {
    "points": ("得分", "points_given"),
    "value": ("数值", "value_given"),
    "weight": ("分值", "weight_given"),
}


def given_key(
    field: str, entity: Entity, year: int, evaluation: str, indicator: str, expert: str = ""
) -> FactKey:
    """Return the key of what people gave an indicator: `field` points, value or weight.

    `expert` "" is what they agreed on.
    """
    dims = {"evaluation": evaluation, "indicator": indicator}
    if expert:
        dims["expert"] = expert
    return FactKey.of(_GIVEN[field][1], entity, year, dims=dims)


def _add_given(builder: Builder) -> None:
    """Add what evaluators gave; of a second row on the same the check of the sheet tells."""
    seen: set[FactKey] = set()
    for key, value, source in _given(builder.book):
        if key not in seen:
            seen.add(key)
            view = _view(builder, key.concept, key.stage, tuple(d for d, _ in key.dims), key.period)
            builder.add(view, key.entity, dict(key.dims), value, source)


def _given(book: Book) -> Iterator[tuple[FactKey, Decimal, Source]]:
    for sheet, number, about, row in _givers(book):
        for field, (heading, _) in _GIVEN.items():
            value = getattr(row, field, None)
            if value is not None:
                origin, note = getattr(row, "origin", None), getattr(row, "note", "")
                source = Source(sheet, number, heading, origin, note)
                yield given_key(field, book.whole, book.year, *about), value, source


def _givers(book: Book) -> Iterator[tuple[str, int, tuple[str, ...], object]]:
    """Yield sheet, number, what it is about (evaluation, indicator, expert) and the row."""
    for whole in book.lines(WholeRow):
        yield "整体评价", whole.number, (WHOLE_EVALUATION, whole.row.indicator), whole.row
    for line in book.lines(EvaluationScoreRow):
        row = line.row
        yield "评价打分", line.number, (row.evaluation, row.indicator, row.expert), row


def _view(builder: Builder, concept: str, stage: Stage, dims: tuple[str, ...], period: int) -> View:
    """Declare the view; sources of a project's funds are lines of one ledger and add up."""
    within = (("nature", "project"),) if "nature" in dims else ()
    return builder.view(
        View(
            ":".join((concept, stage, str(period), "performance", *dims)),
            concept,
            period,
            stage,
            dims,
            within=within,
            complete=False,
            ledger="project" in dims,
        )
    )
