"""The year that figures are compared with: last year's report, copied, still compares with its own.

A report of year Y compares with Y−1; a final account also with its own budget of Y, a budget with
the budget or the outturn of Y−1. Sentences about other years are left alone (RELATIONS.md, D8 and
trap 7).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, running, short
from mingzhang.extraction.wording.spoken_years import (
    AGAINST,
    YEAR,
    is_listed,
    own_years,
    segment,
    subject_year,
)
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_COMPARED = lazy_regex(
    rf"{AGAINST}[ ]?{YEAR}年度?(?:（[^（）]{{1,12}}）)?(?P<what>[^，。；：（）、]{{0,16}}?)[，]?"
    r"(?=相比|比较|对比|增加|减少|增长|下降|上升|降低|提高|上涨|基本持平|持平|无变化|无增减|没有变化|"
    r"基本一致|一致|相同|的[0-9])"
)
_LAST_YEAR = lazy_regex(rf"上一?年度?（{YEAR}年度?）(?P<what>)")
_STATEMENT = lazy_regex(any_of("statement-subjects"))
_OWN = lazy_regex("预算|年初|计划|目标|批复|下达|指标|调整")
_PART_OF_YEAR = lazy_regex("[0-9一二三四上下]月|季度|年中|上半年|同期|底|末|初|前")
_OUTTURN = lazy_regex(
    rf"{YEAR}年(?:当年)?预算执行数为?[ ]?[0-9.,]{{1,16}}[ ]?万?元，[ ]?"
    r"(?P<now>20[0-9]{2})[ ]?年预算安排"
)
_AFTER = 30


@dataclass(frozen=True, slots=True)
class _Named:
    """A comparison: the year that it names, and with what of that year.

    `stated`: made by a statement of the report's year, in the words of the official forms.
    `budget`: a final account is held against a budget, which is that of its own year.
    """

    place: Place
    words: str
    year: int
    stated: bool
    budget: bool


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each comparison with a year that cannot be meant."""
    if view.year is None:
        return
    passages = list(running(view))
    named = [each for passage in passages for each in _compared(passage, view.kind, view.year)]
    yield from _comparisons([each for each in named if not each.budget], view.year)
    yield from _budgets([each for each in named if each.budget], view.year)
    if view.kind == "budget":
        for passage in passages:
            yield from _outturns(passage, view.year)


#: So many other comparisons with the year before leave no doubt which year is meant.
_SURE = 4


def _comparisons(named: list[_Named], year: int) -> Iterator[Remark]:
    years = Counter(each.year for each in named)
    right = years[year - 1]
    for each in named:
        alike = years[each.year]
        if each.year == year - 1:
            continue
        if each.year == year:
            message = f"{year}年的数与{year}年自身相比，比较的年份应为{year - 1}年"
        elif right >= 2 * alike:
            message = (
                f"{year}年的报告应与{year - 1}年比较，全文其他{right}处均为{year - 1}年，"
                f"疑为沿用以前年度的文本"
            )
        elif each.year == year - 2 and (right >= alike or (each.stated and alike == 1)):
            message = f"{year}年的报告应与{year - 1}年比较，疑为沿用以前年度的文本"
        else:
            continue
        sure = alike == 1 and right >= _SURE
        yield remark(
            "base.year",
            Severity.ERROR if sure else Severity.WARNING,
            f"“{each.words}”：{message}",
            [each.place],
            expected=f"{year - 1}年",
        )


def _budgets(named: list[_Named], year: int) -> Iterator[Remark]:
    """Yield a remark for a budget of another year where all others are of the report's own."""
    years = Counter(each.year for each in named)
    right = years[year]
    for each in named:
        alike = years[each.year]
        if each.year != year and right >= max(3, 2 * alike):
            message = (
                f"“{each.words}”：{year}年决算应与{year}年预算比较，全文其他{right}处均为{year}年"
            )
            expected = f"{year}年"
            yield remark("base.year", Severity.WARNING, message, [each.place], expected=expected)


def _compared(passage: Passage, kind: str, year: int) -> Iterator[_Named]:
    """Yield the years that figures of the report's own year are compared with."""
    text = passage.text
    for pattern in (_COMPARED, _LAST_YEAR):
        for found in pattern.finditer(text):
            told = int(found["year"])
            begin = segment(passage, found.start())
            before = text[begin : found.start()]
            spoken = subject_year(before, year)
            if told > year or spoken != year or is_listed(text, found):
                continue  # the sentence speaks of another year
            if any(other != year for other in own_years(text[found.end() : found.end() + _AFTER])):
                continue  # 与2021年相比，2022年…
            budget = kind != "budget" and "预算" in found["what"]
            if told == year and not budget and kind != "budget" and _OWN.search(found["what"]):
                continue
            if told == year and not budget and _PART_OF_YEAR.search(found["what"]):
                continue
            stated = year in own_years(before) and _STATEMENT.search(before) is not None
            place = Place(passage, found.start("year"), found.end("year"))
            yield _Named(place, short(found[0]), told, stated, budget)


def _outturns(passage: Passage, year: int) -> Iterator[Remark]:
    """Check the years of 2024年当年预算执行数为…，2025年预算安排… in a budget of 2025."""
    for found in _OUTTURN.finditer(passage.text):
        for group, wanted in (("year", year - 1), ("now", year)):
            if int(found[group]) != wanted:
                place = Place(passage, found.start(group), found.end(group))
                what = "预算执行数" if group == "year" else "预算安排数"
                message = f"“{found[group]}年{what}”：{year}年预算的这一处应为{wanted}年"
                expected = f"{wanted}年"
                yield remark("base.year", Severity.WARNING, message, [place], expected=expected)
