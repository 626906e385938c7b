"""What is allowed in the performance sheets and likely a mistake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import (
    ExAnteRow,
    FundRow,
    GoalRow,
    IndicatorRow,
    ProgressRow,
)
from mingzhang.domain.book.sheets import BudgetRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.from_book import source_key
from mingzhang.domain.references import BadReference
from mingzhang.facts.factset import FactSet
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.problem import Caution, Place
from mingzhang.rulebook.checklists import checklist


def performance_cautions(book: Book, facts: FactSet) -> Iterator[Caution]:
    """Yield what to look at again in goals, money and progress of projects.

    `facts` are those of the sheets without problems.
    """
    yield from _funds(book)
    yield from _progress(book)
    yield from _unlisted_grounds(book)
    yield from _unknown_sources(book, Figures(facts))
    yield from _ex_ante_points(book)


def _funds(book: Book) -> Iterator[Caution]:
    for line in book.lines(FundRow):
        spent = line.row.spent
        for label, limit in (("全年预算", line.row.adjusted), ("到位", line.row.received)):
            if spent is not None and limit is not None and spent > limit:
                said = f"执行 {format_yuan(spent)} 元大于{label} {format_yuan(limit)} 元"
                yield Caution(Place("项目资金", line.number, "执行"), said)


def _progress(book: Book) -> Iterator[Caution]:
    """What was spent by a day is seldom less than by an earlier day, or than what is expected."""
    by_source: dict[tuple[str, str | None], list[Line[ProgressRow]]] = defaultdict(list)
    for line in book.lines(ProgressRow):
        by_source[line.row.project, line.row.source].append(line)
        spent, expected = line.row.spent, line.row.expected
        if spent is not None and expected is not None and expected < spent:
            said = f"全年预计执行 {format_yuan(expected)} 元小于累计执行 {format_yuan(spent)} 元"
            yield Caution(Place("项目进度", line.number, "全年预计执行"), said)
    for lines in by_source.values():
        for before, line in pairwise(sorted(lines, key=lambda each: each.row.on)):
            was, now = before.row.spent, line.row.spent
            if was is not None and now is not None and now < was:
                earlier = (
                    f"第{before.number}行（{before.row.on.isoformat()}）的 {format_yuan(was)} 元"
                )
                said = f"累计执行 {format_yuan(now)} 元小于{earlier}"
                yield Caution(Place("项目进度", line.number, "累计执行"), said)


def _unlisted_grounds(book: Book) -> Iterator[Caution]:
    """With a reason beside it, a document that the budget does not list is let pass."""
    documents = {row.document for row in book.rows(BudgetRow)}
    for line in book.lines(GoalRow):
        row = line.row
        if row.adjustment and row.reason and row.adjustment not in documents:
            said = f"“预算”表没有文号 {row.adjustment}"
            yield Caution(Place("绩效目标", line.number, "调整依据"), said)


def _unknown_sources(book: Book, figures: Figures) -> Iterator[Caution]:
    """An indicator whose fact the book does not hold will have no actual."""
    for line in book.lines(IndicatorRow):
        if not line.row.source:
            continue
        try:
            key = source_key(book, line.row.source)
        except BadReference:
            continue  # told as a problem
        if figures.value(key) is None:
            said = f"账套还没有 {line.row.source} 这一数据，该指标没有完成值"
            yield Caution(Place("绩效指标", line.number, "取数"), said)


def _ex_ante_points(book: Book) -> Iterator[Caution]:
    """No document sets the points of a dimension, so another scale than ours is no error."""
    for line in book.lines(ExAnteRow):
        item = checklist("ex_ante").find(line.row.dimension)
        if line.row.points is not None and line.row.points > item.most:
            said = f"得分 {line.row.points:f} 分大于通行的 {item.most:f} 分"
            yield Caution(Place("事前评估", line.number, "得分"), said)
