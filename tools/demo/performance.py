"""Goals, results and money of the bureau's projects as rows: the sheets 绩效目标 to 序时计划."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from mingzhang.domain.book.performance_sheets import (
    ActualRow,
    FundRow,
    GoalRow,
    IndicatorRow,
    PlanRow,
    ProgressRow,
    ResultRow,
    TaskRow,
)
from mingzhang.domain.book.sheets import ThreePublicRow
from tools.demo.goals import GOALS, MEDIUM, REASONS, SURPASSED, Planned, planned
from tools.demo.ledger import ADDITION, Money, budget_rows
from tools.demo.plan import FEN, PROJECTS, YEAR

ZERO = Decimal(0)
_SIGNS = {
    "≥": "at_least",
    "≤": "at_most",
    "=": "equal",
    "区间": "range",
    "是否": "yes_no",
    "定性": "qualitative",
}
#: The project whose goal changed with the budget, and what its indicators were before.
_CHANGED, _BEFORE = "P08", {"P08-2": Decimal(60)}
_OFFICE = {"U01": "综合规划处", "U02": "综合科", "U03": "综合部", "U04": "办公室", "U05": "综合组"}

_JULY, _OCTOBER = date(YEAR, 7, 31), date(YEAR, 10, 31)
_EARLY = (date(YEAR, 4, 30), date(YEAR, 6, 30), _JULY, date(YEAR, 8, 31), _OCTOBER)

#: Reports during the year: indicator, by July, by October, forecast, likelihood, cause, reason.
_REPORTS = (
    ("P01-3", "4", "6", "7", "certain", "", ""),
    ("P01-4", "142", "236", "268", "certain", "", ""),
    ("P01-7", "96.5", "171.2", "190", "certain", "", ""),
    ("P02-2", "318", "540", "640", "certain", "", ""),
    ("P02-3", "61", "104", "128", "certain", "", ""),
    ("P02-6", "18.4", "36.9", "46.5", "possible", "staff", "新驻点人员到岗晚"),
    ("P06-2", "2", "4", "6", "impossible", "equipment", "机房扩容设备尚未到货"),
    ("P06-5", "49.5", "51", "52", "impossible", "equipment", "部分模块未上线"),
    ("P08-2", "31", "49.5", "61", "possible", "other", "汛期停工"),
    ("P08-5", "560", "985", "1300", "certain", "", ""),
    ("P09-2", "4", "7", "10", "possible", "other", "师资档期调整"),
)
#: Projects watched more closely: share of the year's spending by each of the early dates, in %.
_WATCHED = {
    "P01": (21, 46, 55, 63, 88),
    "P06": (8, 17, 24, 33, 52),
    "P08": (14, 29, 37, 46, 66),
}
_USUAL = (52, 84)  # by July and by October
#: What is not counted piece by piece, or all of it at once.
_NOT_COUNTED = ("%", "万平方米", "辆", "件")
_LATE = {
    ("P06", _JULY): ("equipment", "机房扩容设备招标延后", "continue"),
    ("P06", _OCTOBER): ("equipment", "设备到货晚，部分模块未验收", "virement"),
    ("P08", _JULY): ("other", "汛期停工，工程款支付顺延", "continue"),
}
#: Planned progress by month in %: events come in spring and autumn, building stops in the rains.
_PLANS = {
    "P01": (2, 5, 20, 32, 45, 52, 58, 64, 80, 90, 95, 100),
    "P08": (3, 6, 14, 24, 34, 42, 48, 56, 67, 78, 90, 100),
}
_TASKS = (
    ("招引促进", "组织投资促进活动，驻外招商，服务外资企业", ("P01", "P02", "P03", "P18", "P19")),
    ("产业平台", "兑现奖补，注资平台，建设园区", ("P04", "P05", "P11")),
    ("会展发展", "运行和改扩建场馆，节能改造，举办公益活动", ("P07", "P08", "P12", "P13")),
    ("能力建设", "建设信息平台，培训人才，对接成果", ("P06", "P09", "P10")),
)
#: Figures beside the goals: code, project, name, unit, planned, result, last year.
_RESULTS = (
    ("W-D1", "", "签约一产项目", "个", "", "41", "38"),
    ("W-D2", "", "签约二产项目", "个", "", "163", "151"),
    ("W-D3", "", "签约三产项目", "个", "", "108", "97"),
    ("P04-D1", "P04", "达到条件待兑付企业", "家", "2", "2", ""),
    ("P11-D1", "P11", "招商储备企业", "家", "20", "26", "17"),
)


@dataclass(frozen=True, slots=True)
class ProjectFunds:
    """A project's money by source: initial, adjusted, received, spent."""

    by_source: dict[str, tuple[Decimal, Decimal, Decimal, Decimal]]

    def total(self, column: int) -> Decimal:
        """Return a column's sum over the sources."""
        return sum((amounts[column] for amounts in self.by_source.values()), ZERO)


def funds(made: Money) -> dict[str, ProjectFunds]:
    """Return every project's money: what the ledger issued, what it carried in, and other money."""
    initial: dict[tuple[str, bool], Decimal] = defaultdict(lambda: ZERO)
    for row in budget_rows(made):
        if row.side == "expenditure" and row.entry == "initial" and row.project:
            initial[row.project, row.budget == "non_fiscal"] += row.amount or ZERO
    found = {}
    for code, *_ in PROJECTS:
        lines = [row for row in made.ledger if row.project == code]
        fiscal = [row for row in lines if row.budget != "non_fiscal"]
        now = [row for row in fiscal if row.origin_year == str(YEAR)]
        old = [row for row in fiscal if row.origin_year != str(YEAR)]
        started = sum((row.carry_in or ZERO for row in old), ZERO)
        sources = {}
        for source, rows, first in (
            ("fiscal", now, initial[code, False] - started),
            ("carried", old, started),
        ):
            spent = sum((row.treasury_spent or ZERO for row in rows), ZERO)
            left = sum((row.carry_out or ZERO for row in rows), ZERO)
            if rows:
                sources[source] = (first, spent + left, spent, spent)
        other = made.total(project=code, budget="non_fiscal")
        if other:
            left = sum((r.carry_out or ZERO for r in lines if r.budget == "non_fiscal"), ZERO)
            sources["other"] = (initial[code, True], other + left, other + left, other)
        found[code] = ProjectFunds(sources)
    return found


def fund_rows(money: dict[str, ProjectFunds]) -> list[FundRow]:
    """Return 项目资金."""
    return [
        FundRow(
            project=code,
            source=source,
            initial=initial,
            adjusted=adjusted,
            received=received,
            spent=spent,
        )
        for code, own in money.items()
        for source, (initial, adjusted, received, spent) in own.by_source.items()
    ]


def task_rows(money: dict[str, ProjectFunds]) -> list[TaskRow]:
    """Return 年度任务 with the budgets of their projects."""
    rows = []
    for name, content, codes in _TASKS:
        other = sum(
            (money[c].by_source["other"][1] for c in codes if "other" in money[c].by_source), ZERO
        )
        whole = sum((money[c].total(1) for c in codes), ZERO)
        rows.append(TaskRow(name=name, content=content, fiscal=whole - other, other=other))
    return rows


def goal_rows() -> list[GoalRow]:
    """Return 绩效目标, one row a project and a second one where the goal changed."""
    offices = {code: _OFFICE[unit] for code, _, _, unit in PROJECTS}
    rows = []
    for code, (annual, medium) in GOALS.items():
        row = GoalRow(
            project=code or None,
            on=date(YEAR - 1, 11, 20),
            annual=annual,
            medium=medium,
            done="" if code == _CHANGED else _done(code),
            filler=f"{offices.get(code, _OFFICE['U01'])}经办人",
        )
        rows.append(row)
        if code == _CHANGED:
            document = ADDITION
            rows.append(
                replace(
                    row,
                    version=Decimal(2),
                    on=date(YEAR, 6, 28),
                    done=_done(code),
                    adjustment=document,
                    reason="追加预算用于主体工程，形象进度目标相应提高",
                )
            )
    return rows


def _done(project: str) -> str:
    off = [p for p in planned() if p.project == project and p.code in REASONS]
    missed = [p.name for p in off if p.code not in SURPASSED]
    if not missed:
        return "按计划完成"
    return f"总体推进，{'、'.join(missed)}未达到目标"


def indicator_rows(
    money: dict[str, ProjectFunds], three: list[ThreePublicRow]
) -> list[IndicatorRow]:
    """Return 绩效指标; of the changed goal both versions."""
    given = {"three_public": _limit(sum((row.adjusted or ZERO for row in three), ZERO))}
    rows: list[IndicatorRow] = []
    for each in planned():
        if each.project:
            given["budget"] = _limit(money[each.project].total(0))
        row = _indicator(each, given)
        if each.project == _CHANGED:
            rows.append(replace(row, target=_BEFORE.get(each.code, row.target)))
            added = {"budget": _limit(money[each.project].total(1))}
            row = replace(_indicator(each, added), version=Decimal(2))
        rows.append(row)
    return rows


def _limit(amount: Decimal) -> Decimal:
    """Return an amount as a limit that somebody would set: rounded up to hundreds of yuan."""
    return (amount / 100).to_integral_value(ROUND_CEILING) * 100


def _indicator(each: Planned, given: dict[str, Decimal]) -> IndicatorRow:
    low, _, high = each.target.partition("~")
    return IndicatorRow(
        code=each.code,
        project=each.project or None,
        level=each.level,
        sublevel=each.sublevel,
        name=each.name,
        comparator=_SIGNS[each.sign],
        target=given[low] if low in given else _number(low),
        upper=_number(high),
        wording=each.wording,
        measure_unit=each.unit,
        weight=Decimal(each.points),
        medium=_number(MEDIUM.get(each.code, "")),
        previous=_number(each.previous),
        source=_source(each),
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _source(each: Planned) -> str:
    if not each.result.startswith("@"):
        return ""
    own = f"expenditure{{nature=project,project={each.project}}}"
    return own if each.result == "@spent" else each.result[1:]


def actual_rows() -> list[ActualRow]:
    """Return 指标完成: reports during the year, then those of its end."""
    rows = []
    for code, july, october, forecast, likelihood, cause, reason in _REPORTS:
        for day, value in ((_JULY, july), (_OCTOBER, october)):
            rows.append(
                ActualRow(
                    indicator=code,
                    on=day,
                    value=Decimal(value),
                    forecast=Decimal(forecast),
                    likelihood=likelihood,
                    cause=cause or None,
                    reason=reason,
                )
            )
    told = {code for code, *_ in _REPORTS}
    usual = (row for each in planned() if each.code not in told for row in _counted(each))
    return [*rows, *usual, *(row for each in planned() if (row := _final(each)))]


def _counted(each: Planned) -> Iterator[ActualRow]:
    """Yield the reports during the year on what is counted as it gets done; as much as is usual."""
    counts = each.sublevel == "quantity" and each.sign in "≥=" and each.unit not in _NOT_COUNTED
    if not (counts and each.project):
        return
    result = Decimal(each.result)
    for day, share in zip((_JULY, _OCTOBER), _USUAL, strict=True):
        done = (result * share / 100).to_integral_value(ROUND_FLOOR)
        likely = "certain" if result >= Decimal(each.target) else "possible"
        yield ActualRow(indicator=each.code, on=day, value=done, forecast=result, likelihood=likely)


def _final(each: Planned) -> ActualRow | None:
    """Return the year-end report; none where nobody reported or the value comes from a fact."""
    if not each.result or each.result.startswith("@"):
        return None
    cause, reason, measure = REASONS.get(each.code, ("", "", ""))
    row = ActualRow(
        indicator=each.code,
        cause=cause or None,
        reason=reason,
        measure=measure,
        evidence="业务台账" if each.level == "output" else "统计报表",
    )
    if each.sign == "是否":
        return replace(row, met=each.result == "是")
    if each.sign == "定性":
        band, _, points = each.result.partition(":")
        return replace(row, band=band, points=Decimal(points), wording="见佐证材料")
    return replace(row, value=Decimal(each.result))


def result_rows() -> list[ResultRow]:
    """Return 成果数据."""
    return [
        ResultRow(
            code=code,
            project=project or None,
            name=name,
            measure_unit=unit,
            planned=_number(plan),
            value=_number(value),
            previous=_number(past),
        )
        for code, project, name, unit, plan, value, past in _RESULTS
    ]


def progress_rows(money: dict[str, ProjectFunds]) -> list[ProgressRow]:
    """Return 项目进度 at the official checkpoints, and more often where a project is watched."""
    return [
        row
        for code, own in money.items()
        for row in _progress(code, own.total(3), _WATCHED.get(code))
    ]


def _progress(code: str, spent: Decimal, shares: tuple[int, ...] | None) -> Iterator[ProgressRow]:
    days = _EARLY if shares else (_JULY, _OCTOBER)
    for day, share in zip(days, shares or _USUAL, strict=True):
        cause, reason, handling = _LATE.get((code, day), ("", "", ""))
        yield ProgressRow(
            project=code,
            on=day,
            spent=(spent * share / 100).quantize(FEN),
            expected=spent,
            cause=cause or None,
            reason=reason,
            handling=handling or None,
        )


def plan_rows() -> list[PlanRow]:
    """Return 序时计划 of the projects that do not spend evenly."""
    return [
        PlanRow(project=code, month=Decimal(month), share=Decimal(share))
        for code, shares in _PLANS.items()
        for month, share in enumerate(shares, 1)
    ]
