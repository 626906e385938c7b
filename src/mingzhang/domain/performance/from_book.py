"""A book into the performance side of its year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import (
    ActualRow,
    FundRow,
    GoalRow,
    IndicatorRow,
    ParameterRow,
    PlanRow,
    ProgressRow,
    ResultRow,
)
from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.model import (
    WHOLE,
    Actual,
    Band,
    Comparator,
    Direction,
    Goal,
    Indicator,
    Money,
    Performance,
    Progress,
    Project,
    Result,
)
from mingzhang.domain.references import BadReference, read_key
from mingzhang.facts.key import FactKey, Stage
from mingzhang.kernel.problem import Place

Row = TypeVar("Row")

#: Concept and dimensions of a project's money: what 预算, 支出 and 项目资金 all speak of.
_PROJECT_NATURE = {"nature": "project"}


def project_money(book: Book, project: str, stage: Stage) -> FactKey:
    """Return the key of a project's spending at a stage; of all spending for ""."""
    dims = {**_PROJECT_NATURE, "project": project} if project else {}
    return FactKey.of("expenditure", book.whole, book.year, stage, dims)


def received_key(book: Book, project: str) -> FactKey:
    """Return the key of the funds that a project received."""
    dims = {"project": project} if project else {}
    return FactKey.of("funds_received", book.whole, book.year, Stage.ACTUAL, dims)


def performance_of(book: Book, figures: Figures) -> Performance:
    """Return goals, indicators, actuals and money of a book's year.

    The book has been checked (`check_performance`). Actuals of indicators with a fact key come from
    `figures`; a report by hand on such an indicator gives reasons and forecast only.
    """
    return _Making(book, figures).performance()


class _Making:
    def __init__(self, book: Book, figures: Figures) -> None:
        self.book, self.figures = book, figures
        self.year_end = date(book.year, 12, 31)
        self.goals = _grouped(book.lines(GoalRow), lambda row: row.project or WHOLE)
        self.indicators = _grouped(book.lines(IndicatorRow), lambda row: row.project or WHOLE)
        self.reports = _grouped(book.lines(ActualRow), lambda row: row.indicator)
        self.funds = _grouped(book.lines(FundRow), lambda row: row.project)
        self.steps = _grouped(book.lines(ProgressRow), lambda row: row.project)
        self.plans = _grouped(book.lines(PlanRow), lambda row: row.project or WHOLE)

    def performance(self) -> Performance:
        department = self.book.department
        lines = {line.row.code: line for line in self.book.lines(ProjectRow)}
        return Performance(
            entity=self.book.whole,
            name=department.name,
            region=department.region,
            year=self.book.year,
            whole=self.project(ProjectRow(code=WHOLE, name=department.name), Place("部门", 2)),
            projects=tuple(
                self.project(line.row, Place("项目", line.number)) for line in lines.values()
            ),
            parameters={row.code: row.value for row in self.book.rows(ParameterRow)},
            results=tuple(_result(line) for line in self.book.lines(ResultRow)),
        )

    def project(self, row: ProjectRow, place: Place) -> Project:
        every = [self.indicator(line) for line in self.indicators.get(row.code, ())]
        in_force = max((i.version for i in every), default=1)
        indicators = tuple(i for i in every if i.version == in_force)
        return Project(
            code=row.code,
            name=row.name,
            kind=row.kind or "",
            unit=row.unit,
            standing=row.standing or "",
            first_year=row.first_year,
            last_year=row.last_year,
            total=row.total,
            total_fiscal=row.total_fiscal,
            basis=row.basis,
            decision=row.decision,
            goals=self.goal_versions(row.code),
            indicators=indicators,
            earlier=tuple(i for i in every if i.version != in_force),
            actuals={i.code: found for i in indicators if (found := self.actuals(i))},
            money=self.money(row.code),
            by_source={line.row.source: _money(line.row) for line in self.funds.get(row.code, ())},
            progress=self.progress(row.code),
            plan={
                int(line.row.month): line.row.share
                for line in self.plans.get(row.code) or self.plans.get(WHOLE) or ()
            },
            place=place,
        )

    def goal_versions(self, project: str) -> tuple[Goal, ...]:
        made = [
            Goal(
                project=project,
                version=_version(line.row.version),
                on=line.row.on,
                annual=line.row.annual,
                medium=line.row.medium,
                done=line.row.done,
                adjustment=line.row.adjustment,
                reason=line.row.reason,
                filler=line.row.filler,
                phone=line.row.phone,
                place=Place("绩效目标", line.number),
            )
            for line in self.goals.get(project, ())
        ]
        return tuple(sorted(made, key=lambda goal: goal.version))

    def indicator(self, line: Line[IndicatorRow]) -> Indicator:
        row = line.row
        comparator = Comparator(row.comparator)
        return Indicator(
            code=row.code,
            project=row.project or WHOLE,
            version=_version(row.version),
            level=row.level,
            sublevel=row.sublevel or "",
            name=row.name,
            content=row.content,
            comparator=comparator,
            target=row.target,
            upper=row.upper,
            wording=row.wording,
            unit=row.measure_unit,
            direction=_direction(row, comparator),
            weight=row.weight,
            medium=row.medium,
            previous=row.previous,
            key=source_key(self.book, row.source) if row.source else None,
            origin=row.origin or "recorded",
            place=Place("绩效指标", line.number),
        )

    def actuals(self, indicator: Indicator) -> tuple[Actual, ...]:
        made = [self.actual(line) for line in self.reports.get(indicator.code, ())]
        made.sort(key=lambda actual: actual.on)
        if indicator.key is None:
            return tuple(made)
        value = self.figures.value(indicator.key)
        if value is None:
            return tuple(made)
        said = made.pop() if made and made[-1].on == self.year_end else None
        return (*made, _from_fact(indicator, value, self.year_end, said))

    def actual(self, line: Line[ActualRow]) -> Actual:
        row = line.row
        return Actual(
            indicator=row.indicator,
            on=row.on or self.year_end,
            value=row.value,
            wording=row.wording,
            met=row.met,
            band=Band(row.band) if row.band else None,
            points=row.points,
            forecast=row.forecast,
            likelihood=row.likelihood or "",
            cause=row.cause or "",
            reason=row.reason,
            measure=row.measure,
            evidence=row.evidence,
            origin=row.origin or "recorded",
            place=Place("指标完成", line.number),
        )

    def money(self, project: str) -> Money:
        ask = self.figures.value
        return Money(
            initial=ask(project_money(self.book, project, Stage.INITIAL)),
            adjusted=ask(project_money(self.book, project, Stage.ADJUSTED)),
            received=ask(received_key(self.book, project)),
            spent=ask(project_money(self.book, project, Stage.ACTUAL)),
        )

    def progress(self, project: str) -> tuple[Progress, ...]:
        dated: dict[date, list[Line[ProgressRow]]] = defaultdict(list)
        for line in self.steps.get(project, ()):
            dated[line.row.on].append(line)
        return tuple(_progress(on, dated[on]) for on in sorted(dated))


def source_key(book: Book, pattern: str) -> FactKey:
    """Return the fact that 取数 names. Raises BadReference."""
    key = read_key(pattern, book.whole, book.year)
    if key.concept == "indicator":
        raise BadReference(f"“{pattern}”：指标的完成值不能取自指标")
    return key


def _direction(row: IndicatorRow, comparator: Comparator) -> Direction:
    if row.direction:
        return Direction(row.direction)
    return Direction.NEGATIVE if comparator is Comparator.AT_MOST else Direction.POSITIVE


def _from_fact(indicator: Indicator, value: Decimal, on: date, said: Actual | None) -> Actual:
    return Actual(
        indicator=indicator.code,
        on=on,
        value=value,
        wording="",
        met=None,
        band=None,
        points=None,
        forecast=None,
        likelihood=said.likelihood if said else "",
        cause=said.cause if said else "",
        reason=said.reason if said else "",
        measure=said.measure if said else "",
        evidence=str(indicator.key),
        origin="recorded",
        place=said.place if said else indicator.place,
        from_fact=True,
    )


def _result(line: Line[ResultRow]) -> Result:
    row = line.row
    return Result(
        code=row.code,
        project=row.project or WHOLE,
        name=row.name,
        unit=row.measure_unit,
        planned=row.planned,
        value=row.value,
        previous=row.previous,
        origin=row.origin or "recorded",
        place=Place("成果数据", line.number),
    )


def _money(row: FundRow) -> Money:
    return Money(row.initial, row.adjusted, row.received, row.spent)


def _progress(on: date, lines: list[Line[ProgressRow]]) -> Progress:
    """Add up the sources of one checkpoint; a row without source is the total itself."""
    totals = [line for line in lines if line.row.source is None]
    counted = totals[:1] or lines
    first = counted[0].row
    return Progress(
        on=on,
        spent=_sum(line.row.spent for line in counted),
        expected=_sum(line.row.expected for line in counted),
        cause=first.cause or "",
        reason=first.reason,
        handling=first.handling or "",
        place=Place("项目进度", counted[0].number),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    given = [a for a in known if a is not None]
    return sum(given, Decimal(0)) if len(given) == len(known) else None


def _version(given: Decimal | None) -> int:
    return int(given) if given is not None else 1


def _grouped(
    lines: Iterable[Line[Row]], key: Callable[[Row], str]
) -> Mapping[str, list[Line[Row]]]:
    groups: dict[str, list[Line[Row]]] = defaultdict(list)
    for line in lines:
        groups[key(line.row)].append(line)
    return groups
