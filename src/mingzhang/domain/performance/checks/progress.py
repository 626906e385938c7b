"""Do plans and progress of the projects' money fit together?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import pairwise

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import PlanRow, ProgressRow
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.parameters import Parameters

_HUNDRED = Decimal(100)
_DECEMBER = 12


def check_progress(book: Book, rules: Parameters, unclean: Collection[str]) -> Iterator[Problem]:
    """Yield problems of 序时计划 and 项目进度, of a whole curve where every row could be read."""
    yield from _plans(book, unclean)
    yield from _progress(book, rules, unclean)


def _plans(book: Book, unclean: Collection[str]) -> Iterator[Problem]:
    """A plan rises from month to month and ends in December with 100 %."""
    by_project: dict[str, list[Line[PlanRow]]] = defaultdict(list)
    for line in book.lines(PlanRow):
        if not 1 <= line.row.month <= _DECEMBER:
            place = Place("序时计划", line.number, "月份")
            yield Problem(place, f"{line.row.month:f}", "1 至 12 的月份", "更正月份")
        elif not 0 <= line.row.share <= _HUNDRED:
            place = Place("序时计划", line.number, "计划进度%")
            yield Problem(place, f"{line.row.share:f}", "0 至 100 的百分数", "填写累计进度")
        else:
            by_project[line.row.project or ""].append(line)
    for lines in by_project.values() if "序时计划" not in unclean else ():
        yield from _plan_curve(sorted(lines, key=lambda line: (line.row.month, line.number)))


def _plan_curve(lines: list[Line[PlanRow]]) -> Iterator[Problem]:
    for before, line in pairwise(lines):
        if line.row.month > before.row.month and line.row.share < before.row.share:
            place = Place("序时计划", line.number, "计划进度%")
            expected = f"不小于{before.row.month:f}月的 {before.row.share:f}（第{before.number}行）"
            yield Problem(place, f"{line.row.share:f}", expected, "填写累计进度，逐月不减")
    last = lines[-1]
    if last.row.month != _DECEMBER:
        place = Place("序时计划", last.number, "月份")
        found = f"计划止于{last.row.month:f}月"
        yield Problem(place, found, "12月，计划进度 100", "补上到12月的各月")
    elif last.row.share != _HUNDRED:
        place = Place("序时计划", last.number, "计划进度%")
        yield Problem(place, f"{last.row.share:f}", "100（12月）", "12月填 100")


def _progress(book: Book, rules: Parameters, unclean: Collection[str]) -> Iterator[Problem]:
    totals: dict[tuple[str, object], list[Line[ProgressRow]]] = defaultdict(list)
    for line in book.lines(ProgressRow):
        if rules.year and line.row.on.year != rules.year:
            place = Place("项目进度", line.number, "截至")
            expected = f"{rules.year}年之内的日期"
            yield Problem(
                place, line.row.on.isoformat(), expected, "其他年度的进度填入其年度的账套"
            )
        totals[line.row.project, line.row.on].append(line)
    for lines in totals.values() if "项目进度" not in unclean else ():
        whole = [line for line in lines if line.row.source is None]
        parts = [line.row.spent for line in lines if line.row.source is not None]
        given = [p for p in parts if p is not None]
        stated = whole[0].row.spent if whole else None
        if stated is not None and given and len(given) == len(parts) and sum(given) > stated:
            place = Place("项目进度", whole[0].number, "累计执行")
            expected = f"不小于各资金来源之和 {format_yuan(sum(given, Decimal(0)))}"
            yield Problem(place, format_yuan(stated), expected, "核对合计与各来源的执行数")
