"""Do the reports on indicators fit the indicators that they report on?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import ActualRow, GoalRow, IndicatorRow
from mingzhang.domain.performance.checks.goals import version_of
from mingzhang.domain.performance.goals.measured import unit_of
from mingzhang.domain.performance.model import Band, Comparator
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.performance.scoring.qualitative import band_points
from mingzhang.domain.performance.scoring.settings import scoring_settings
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.parameters import Parameters
from mingzhang.rulebook.performance import term

_SHEET = "指标完成"


def check_actuals(book: Book, rules: Parameters, unclean: Collection[str]) -> Iterator[Problem]:
    """Yield problems of 指标完成; of unknown indicators none where 绩效指标 could not be read."""
    known = _Indicators(book)
    for line in book.lines(ActualRow):
        yield from _in_year(line, rules.year)
        row = known.row(line.row.indicator)
        if row is not None:
            yield from known.other_version(line)
            yield from _fits(line, row)
            yield from _band(line, row, rules)
        elif "绩效指标" not in unclean:
            remedy = "先在“绩效指标”表登记；其他年度的指标填入其年度的账套"
            yield _problem(line, "指标编码", line.row.indicator, "“绩效指标”表中的编码", remedy)
    yield from _twice(book)


def _problem(line: Line[ActualRow], column: str, *said: str) -> Problem:
    found, expected, remedy = said
    return Problem(Place(_SHEET, line.number, column), found, expected, remedy)


class _Indicators:
    """Indicators by code, the latest version of each, and which version of a goal is in force."""

    def __init__(self, book: Book) -> None:
        self._latest: dict[str, IndicatorRow] = {}
        self._in_force: dict[str | None, int] = {}
        for row in book.rows(IndicatorRow):
            held = self._latest.get(row.code)
            if held is None or version_of(row) > version_of(held):
                self._latest[row.code] = row
            version = max(version_of(row), self._in_force.get(row.project, 1))
            self._in_force[row.project] = version
        self._since = {(r.project, version_of(r)): r.on for r in book.rows(GoalRow)}

    def row(self, code: str) -> IndicatorRow | None:
        return self._latest.get(code)

    def other_version(self, line: Line[ActualRow]) -> Iterator[Problem]:
        """A report on an indicator that a later version dropped has to be older than that one."""
        row = self._latest[line.row.indicator]
        in_force = self._in_force[row.project]
        last = version_of(row)
        since = self._since.get((row.project, last + 1))
        if last == in_force or (line.row.on and since and line.row.on < since):
            return
        found = f"{row.code}（版本{last}的指标）"
        expected = f"现行版本{in_force}的指标"
        remedy = "改填现行版本的指标；调整以前的情况填写截至日期"
        yield _problem(line, "指标编码", found, expected, remedy)


def _in_year(line: Line[ActualRow], year: int) -> Iterator[Problem]:
    day = line.row.on
    if day and year and day.year != year:
        expected = f"{year}年之内的日期"
        yield _problem(line, "截至", day.isoformat(), expected, "其他年度的完成值填入其年度的账套")


def _fits(line: Line[ActualRow], row: IndicatorRow) -> Iterator[Problem]:
    """What is filled in is what the indicator's comparator asks for."""
    actual, comparator = line.row, Comparator(row.comparator)
    sign = f"“{term('comparator', comparator)}”指标"
    if actual.met is not None and comparator is not Comparator.YES_NO:
        remedy = "删去；数值指标填“实际完成值”，定性指标填“完成档次”"
        yield _problem(line, "是否达成", "是" if actual.met else "否", f"空白（{sign}）", remedy)
    if actual.band and comparator is not Comparator.QUALITATIVE:
        found = term("band", actual.band)
        yield _problem(line, "完成档次", found, f"空白（{sign}）", "删去；只有定性指标填写")
    if actual.value is not None and comparator is Comparator.YES_NO:
        remedy = "删去，在“是否达成”填是或否"
        yield _problem(line, "实际完成值", plain(actual.value), f"空白（{sign}）", remedy)
    if actual.value is not None and row.source and _year_end(actual.on):
        expected = f"空白（该指标取数自 {row.source}）"
        remedy = "删去；确须人工填报的，删去“绩效指标”表的取数"
        yield _problem(line, "实际完成值", plain(actual.value), expected, remedy)
    unit = unit_of(row.measure_unit)
    for column, value in (("实际完成值", actual.value), ("全年预计", actual.forecast)):
        if value is not None and value < 0 and not (unit is not None and unit.rate):
            expected = f"不小于0的数（计量单位“{row.measure_unit}”不是比率）"
            remedy = "核对此数；没有数据的留空"
            yield _problem(line, column, plain(value), expected, remedy)


def _year_end(day: date | None) -> bool:
    return day is None or (day.month, day.day) == (12, 31)


def _band(line: Line[ActualRow], row: IndicatorRow, rules: Parameters) -> Iterator[Problem]:
    """Points of a qualitative indicator lie within the band that was chosen."""
    points, chosen = line.row.points, line.row.band
    if points is None or points < 0:  # a negative one is told with the other amounts
        return
    found = plain(points)
    if row.comparator != Comparator.QUALITATIVE:
        yield _problem(line, "定性得分", found, "空白（只有定性指标填写）", "删去，得分由系统计算")
    elif not chosen:
        yield _problem(line, "完成档次", "空白", "已填得分所在的档次", "选择档次")
    elif row.weight is None:
        yield _problem(line, "定性得分", found, "空白（该指标没有分值）", "删去，或为指标填写分值")
    else:
        edges = band_points(row.weight, Band(chosen), scoring_settings(rules))
        if not edges.holds(points):
            expected = f"{edges}分之内（{term('band', chosen)}）"
            yield _problem(line, "定性得分", found, expected, "更正得分，或改选档次")


def _twice(book: Book) -> Iterator[Problem]:
    """One report on an indicator a day; two values of the year's end are told with the facts."""
    seen: dict[tuple[str, date | None], Line[ActualRow]] = {}
    for line in book.lines(ActualRow):
        day = None if _year_end(line.row.on) else line.row.on
        first = seen.setdefault((line.row.indicator, day), line)
        if first is line:
            continue
        both = first.row.value is not None and line.row.value is not None
        if not (both and day is None):
            found = f"与第{first.number}行重复"
            expected = "同一指标同一日期只填一行"
            yield _problem(line, "指标编码", found, expected, "合并为一行，或更正截至日期")
