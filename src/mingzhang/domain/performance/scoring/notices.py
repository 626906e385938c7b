"""What the lines of a self-evaluation have to say: flags in words, with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from mingzhang.domain.performance.model import Comparator, Notice, Project
from mingzhang.domain.performance.scoring.comparators import ZERO, plain
from mingzhang.domain.performance.scoring.scored import EXECUTION, Flag, GoalScore, Point
from mingzhang.domain.performance.scoring.settings import ScoringSettings
from mingzhang.kernel.problem import Place
from mingzhang.kernel.rounding import half_up

#: Flags that say nothing of their own: a target far surpassed is told when it is not explained.
_SILENT = frozenset({Flag.OVER_ACHIEVED})


def line_notices(goal: GoalScore) -> Iterator[Notice]:
    """Yield a notice for each flag of each line, in the order of the lines."""
    for point in goal.points:
        for flag in point.flags:
            if flag not in _SILENT:
                said = f"{point.name}：{_SAID[flag](point)}"
                rule = f"score.{flag}"
                place = _place(point, flag)
                yield Notice(rule, goal.project, point.indicator, said, evidence_of(point), place)


def weight_notices(
    project: Project, goal: GoalScore, settings: ScoringSettings
) -> Iterator[Notice]:
    """Yield a notice where the weights of a goal's indicators add up to neither 90 nor 100."""
    weights = [i.weight for i in project.indicators if i.weight is not None]
    total = sum(weights, ZERO)
    if weights and total not in (settings.indicator_weight, settings.full):
        wanted = f"{plain(settings.indicator_weight)}分或{plain(settings.full)}分"
        said = f"绩效指标分值合计{plain(total)}分，应为{wanted}"
        evidence = tuple(f"{i.name}：{_weight(i.weight)}" for i in project.indicators)
        yield Notice("score.weights", goal.project, "", said, evidence, project.indicators[0].place)


def evidence_of(point: Point) -> tuple[str, ...]:
    """Return the operands of a line in words, with units."""
    if point.subject is None:
        return _money_evidence(point)
    unit = point.subject.unit
    told = [f"计算：{point.formula}"] if point.score is not None else []
    if point.reason:
        told.append(f"未计分：{point.reason}")
    if point.subject.target is not None:
        told.append(f"年度指标值{plain(point.subject.target)}{unit}")
    if point.result and point.result.value is not None:
        told.append(f"实际完成值{plain(point.result.value)}{unit}")
    if point.completion is not None:
        told.append(f"完成率{rate(point.completion)}")
    return tuple(told)


def rate(value: Decimal) -> str:
    """Return a rate in % as print has it, two decimals."""
    return f"{plain(half_up(value, 2))}%"


def yuan(value: Decimal | None) -> str:
    """Return an amount of yuan in words."""
    return "不详" if value is None else f"{plain(value)}元"


def _money_evidence(point: Point) -> tuple[str, ...]:
    money = point.money
    if money is None:
        return ()
    return (f"全年预算数{yuan(money.adjusted)}", f"全年执行数{yuan(money.spent)}")


def _weight(weight: Decimal | None) -> str:
    return "没有分值" if weight is None else f"{plain(weight)}分"


def _place(point: Point, flag: Flag) -> Place | None:
    """Return the cell where a flag is mended: that of the result, else that of the indicator."""
    if point.part == EXECUTION or point.subject is None:
        return None
    heading = _HEADINGS.get(flag, "")
    if flag is Flag.MISSING_ACTUAL:
        heading = _RESULTS.get(point.subject.comparator, heading)
    if flag in _OF_THE_TARGET or point.result is None:
        named = heading if flag in _OF_THE_TARGET else ""
        return _column(point.subject.place, named)
    return _column(point.result.place, heading)


def _column(place: Place, heading: str) -> Place:
    return Place(place.file, place.row, heading)


#: Flags that are mended in the sheet of the indicators.
_OF_THE_TARGET = frozenset(
    {
        Flag.NO_TARGET,
        Flag.ODD_TARGET,
        Flag.EMPTY_TARGET,
        Flag.NO_WEIGHT,
        Flag.BAD_WEIGHT,
        Flag.TARGET_INFERRED,
    }
)

_HEADINGS = {
    Flag.NO_TARGET: "年度指标值",
    Flag.ODD_TARGET: "年度指标值",
    Flag.EMPTY_TARGET: "年度指标值",
    Flag.TARGET_INFERRED: "年度指标值",
    Flag.NO_WEIGHT: "分值",
    Flag.BAD_WEIGHT: "分值",
    Flag.MISSING_ACTUAL: "实际完成值",
    Flag.ACTUAL_INFERRED: "实际完成值",
    Flag.NO_POINTS: "定性得分",
    Flag.POINTS_OUTSIDE_BAND: "定性得分",
    Flag.POINTS_UNUSED: "定性得分",
    Flag.SHORTFALL_UNEXPLAINED: "偏差原因",
    Flag.OVER_UNEXPLAINED: "偏差原因",
}
#: Where the result of an indicator without numbers is given.
_RESULTS = {Comparator.YES_NO: "是否达成", Comparator.QUALITATIVE: "完成档次"}


def _reason(point: Point) -> str:
    return point.reason


def _over(point: Point) -> str:
    done = "" if point.completion is None else f"完成率{rate(point.completion)}，"
    return f"{done}超额较多，没有说明原因"


def _unused(point: Point) -> str:
    entered = point.result.points if point.result else None
    said = "" if entered is None else f"填写的{plain(entered)}分"
    computed = "不能计分" if point.score is None else f"按规则得{point.score:f}分"
    return f"{said}没有采用，{computed}"


def _no_points(point: Point) -> str:
    return point.reason or f"没有填写得分，按默认口径计分（{point.formula}）"


_SAID: dict[Flag, Callable[[Point], str]] = {
    Flag.MISSING_ACTUAL: _reason,
    Flag.NO_TARGET: _reason,
    Flag.ODD_TARGET: _reason,
    Flag.BAD_WEIGHT: _reason,
    Flag.MONEY_UNKNOWN: _reason,
    Flag.POINTS_OUTSIDE_BAND: _reason,
    Flag.NO_POINTS: _no_points,
    Flag.POINTS_UNUSED: _unused,
    Flag.OVER_UNEXPLAINED: _over,
    Flag.EMPTY_TARGET: lambda _: "年度指标值为0，任何结果都算完成",
    Flag.NO_WEIGHT: lambda _: "没有分值，只算完成率，不计分",
    Flag.SHORTFALL_UNEXPLAINED: lambda _: "未完成年度指标值，没有说明原因",
    Flag.ACTUAL_INFERRED: lambda _: "实际完成值系推算，得分不能证明完成情况",
    Flag.TARGET_INFERRED: lambda _: "年度指标值系推算，与原印完成率相符不能证明完成情况",
    Flag.OVERSPENT: lambda _: "全年执行数大于全年预算数，按满分计",
}
