"""Dates that no calendar has, and periods of a budget that are those of another year."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, short
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_DATE = lazy_regex(
    r"(?<![0-9.])(?:(?P<year>(?:19|20)[0-9]{2})[ ]?年[ ]?)?(?P<month>[0-9]{1,2})[ ]?月[ ]?"
    r"(?:(?P<day>[0-9]{1,2})[ ]?日)?"
)
_PERIOD = lazy_regex(
    r"(?P<from>20[0-9]{2})[ ]?年[ ]?0?1月(?:0?1日)?[ ]?[-—–~～至到][-—至]?[ ]?"
    r"(?P<to>20[0-9]{2})[ ]?年[ ]?12月(?:31日)?"
)
_PERIOD_WORDS = lazy_regex(any_of("period-words"))
_LEAP = 2024  # a day without a year may be one of a leap year


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each impossible date and each stale period."""
    before: Passage | None = None
    for passage in view.passages:
        if "月" in passage.text:
            yield from _impossible(passage)
            if view.kind == "budget" and view.year:
                yield from _stale(passage, before, view.year)
        before = passage


def _impossible(passage: Passage) -> Iterator[Remark]:
    for found in _DATE.finditer(passage.text):
        month, day = int(found["month"]), found["day"]
        if not (found["year"] or day):
            continue  # 13月 alone may be a thirteenth salary
        if 1 <= month <= 12:
            last = calendar.monthrange(int(found["year"] or _LEAP), month)[1]
            if day is None or 1 <= int(day) <= last:
                continue
            fault = f"{month}月没有{int(day)}日"
        else:
            fault = f"没有{month}月"
        place = Place(passage, found.start(), found.end())
        message = f"日期“{place.shown}”不存在：{fault}"
        yield remark("date.impossible", Severity.ERROR, message, [place])


def _stale(passage: Passage, before: Passage | None, year: int) -> Iterator[Remark]:
    """Yield a remark for the period of a project of one year that is not the budget's year."""
    for found in _PERIOD.finditer(passage.text):
        told = int(found["from"])
        if told != int(found["to"]) or not 1 <= year - told <= 3:
            continue
        lead = passage.text[max(0, found.start() - 20) : found.start()]
        if not lead.strip() and before is not None:
            lead = before.text[-20:]
        if not _PERIOD_WORDS.search(lead):
            continue
        place = Place(passage, found.start(), found.end())
        message = f"“{short(lead, 16)}”为“{place.shown}”，而预算为{year}年度，请核对是否沿用旧文本"
        yield remark("date.year", Severity.HINT, message, [place], expected=f"{year}年")
