"""Years of headings, statements and dates of stocks that are not the report's: text of last year.

Only words of the official forms are read (收、支总计, 机关运行经费支出, 截至…共有车辆), and only
where the report's own year is well established (RELATIONS.md, D8 and trap 7).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, running, sentence_of, short
from mingzhang.extraction.wording.spoken_years import (
    YEAR,
    is_listed,
    own_years,
    segment,
    subject_year,
)
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_STATED = lazy_regex(
    rf"(?:[^，。；：0-9]{{0,24}}，)?[^，。；：0-9]{{0,30}}?{YEAR}年度?，?[^，。；：0-9]{{0,24}}?"
    rf"(?P<subject>{any_of('statement-subjects')})"
)
_SCOPE = lazy_regex(rf"纳入[^。；0-9]{{0,40}}{YEAR}年度?[^，。；]{{0,8}}(?:决算|预算)编制范围")
_STOCK = lazy_regex(
    rf"(?P<until>截[至止])?[ ]?{YEAR}年(?(until)(?:12月(?:31日|底|末)|[年度]?[底末])|末)"
    rf"[^。；]{{0,40}}?(?:{any_of('stock-subjects')})"
)
_HEADING = lazy_regex(rf"(?<![0-9〔［-]){YEAR}年度?[^0-9]{{0,40}}?(?:{any_of('report-headings')})")
_OTHER_YEAR = lazy_regex(any_of("other-year-headings"))
_IS_SENTENCE = lazy_regex("[，。]|万元|[0-9]{3}")
_PROJECT = lazy_regex("绩效(?!.{0,12}整体)(?<!整体支出绩效)(?<!整体绩效)")
_MOST_HEADING, _LEAST_STATEMENT = 50, 20
_WIDELY, _TIMES = 6, 4

_Told = tuple[Place, int]


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each year that contradicts the year of the report."""
    if view.year is None:
        return
    passages = list(running(view))
    yield from _headings(passages, view.year)
    yield from _statements(passages, view.year)
    if view.kind != "budget":
        for passage in passages:
            yield from _stocks(passage, view.year)


def _headings(passages: Sequence[Passage], year: int) -> Iterator[Remark]:
    """Yield a remark for each heading of a statement that names another year."""
    named = [each for passage in passages for each in _named_in_heading(passage)]
    right = [place for place, told in named if told == year]
    wrong = [(place, told) for place, told in named if told != year and abs(told - year) <= 3]
    if not wrong or len(wrong) * 2 > max(len(right), 2):
        return
    spoken = _spoken(passages)
    for place, told in wrong:
        text = place.passage.text
        if len(right) < 2 and not _is_usual(year, told, spoken):
            continue
        message = f"标题“{short(text)}”写为{told}年，而报告年度为{year}年"
        if right:
            message += f"（见“{short(right[0].passage.text)}”等{len(right)}处标题）"
        severity = Severity.HINT if _PROJECT.search(text) else Severity.WARNING
        yield _remark(message, place, year, severity)


def _spoken(passages: Sequence[Passage]) -> Counter[int]:
    """Count the years that the text speaks of."""
    return Counter(told for passage in passages for told in own_years(passage.text))


def _is_usual(year: int, told: int, spoken: Counter[int]) -> bool:
    """Tell whether the report's year is named so much more often that the other stands out."""
    return spoken[year] >= max(_WIDELY, _TIMES * spoken[told])


def _named_in_heading(passage: Passage) -> Iterator[_Told]:
    text = passage.text
    if len(text) > _MOST_HEADING or "。" in text or "《" in text or _OTHER_YEAR.search(text):
        return
    found = _HEADING.search(text)
    if found is not None and not is_listed(text, found):
        yield Place(passage, found.start("year"), found.end("year")), int(found["year"])


def _statements(passages: Sequence[Passage], year: int) -> Iterator[Remark]:
    """Yield a remark for each statement that opens with another year than the report's.

    Only the first sentence of a paragraph counts, and only if no figure of the report's year stands
    beside it.
    """
    told = [(p, found) for p in passages if (found := _opening(p)) is not None]
    right = sum(int(found["year"]) == year for _, found in told)
    wrong = [(p, f) for p, f in told if abs(int(f["year"]) - year) == 1]
    wrong = [(p, f) for p, f in wrong if not _stands_beside(p, f, year)]
    spoken = _spoken(passages)
    for passage, found in wrong:
        sure = right >= max(2, 2 * len(wrong))
        if not sure and not _is_usual(year, int(found["year"]), spoken):
            continue
        place = Place(passage, found.start("year"), found.end("year"))
        message = (
            f"“{short(found[0].strip(), 30)}”写为{found['year']}年，而报告年度为{year}年，"
            f"疑为沿用以前年度的文本"
        )
        yield _remark(message, place, year)


def _stands_beside(passage: Passage, found: re.Match[str], year: int) -> bool:
    """Tell whether the paragraph also gives figures of the report's own year."""
    _, end = sentence_of(passage, found.start("year"))
    text = passage.text
    figure = lazy_regex(rf"{year}[ ]?年度?[^，。；]{{0,30}}[0-9]")
    return str(year) in text[:end] or figure.search(text, end) is not None


def _opening(passage: Passage) -> re.Match[str] | None:
    text = passage.text
    scope = _SCOPE.search(text)
    if scope is not None:
        return scope
    if passage.level in (1, 2) or len(text) < _LEAST_STATEMENT or not _IS_SENTENCE.search(text):
        return None
    found = _STATED.match(text)
    if found is None or _OTHER_YEAR.search(text, found.start(), found.start("subject")):
        return None
    return found


def _stocks(passage: Passage, year: int) -> Iterator[Remark]:
    """Yield a remark for an end of year at which vehicles, staff or assets are told wrongly."""
    for found in _STOCK.finditer(passage.text):
        told = int(found["year"])
        before = passage.text[segment(passage, found.start()) : found.start()]
        if told == year or abs(told - year) > 3 or subject_year(before, year) != year:
            continue
        place = Place(passage, found.start("year"), found.end("year"))
        message = f"“{short(found[0], 30)}”：报告年度为{year}年，应为{year}年末的情况"
        yield _remark(message, place, year)


def _remark(message: str, place: Place, year: int, severity: Severity = Severity.WARNING) -> Remark:
    return remark("date.year", severity, message, [place], expected=f"{year}年")
