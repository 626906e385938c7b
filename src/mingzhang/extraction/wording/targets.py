"""Sentences that sum up targets (各项指标均完成) against the rates and values beside them.

A claim counts for its paragraph; a rate below 100 % that the text itself excepts (除…外、由于…) is
no contradiction there, but is one to a wider claim made elsewhere on the same matter (RELATIONS.md,
C3; traps 8 and 17).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import (
    NUMBER,
    PERCENT,
    Place,
    clause_of,
    decimal,
    is_prose,
    parts,
    remark,
)
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_CLAIM = lazy_regex(any_of("all-done"))
_RATE = lazy_regex(
    rf"(?:完成率|实现率|达标率|完成比例|完成(?:了)?(?:全年|年度|年初|当年)?(?:目标|任务|计划)(?:任务)?"
    rf"(?:{NUMBER}[^，。；%]{{0,6}})?的?)(?:约|仅|只|为|达到?|是)?[ ]?(?P<rate>{NUMBER}){PERCENT}"
)
_EXCEPT = lazy_regex(
    "除[^。；]{1,60}?外|其余|其他指标|由于|因[^此而为]|受[^。；]{1,20}?影响|未完成|未达|未能|偏差|偏离|不足"
)
_EXCEPTED = lazy_regex("除(?P<what>[^。；]{1,60}?)(?:以)?外[，]?[^。；]{0,8}(?:其余|其他|均|都)")
_TARGET = lazy_regex(
    r"(?:目标|计划|指标|任务)(?:值|数)?[^，。；0-9]{0,12}?"
    rf"(?:不低于|不少于|大于等于|≥|达到|为|：)?[ ]?(?P<target>{NUMBER})[ ]?"
    r"(?P<unit>%|个|家|人次|人|场次|场|次|篇|条|件|项|万元|亿元|分)(?:以上)?[，、；][ ]?"
    r"(?:实际|全年|年末|截至[^，。；]{1,12})[^，。；0-9]{0,10}?(?:完成|达到|为|实现)(?:了)?[ ]?"
    rf"(?P<actual>{NUMBER})[ ]?(?P=unit)"
)
_CONCLUSION = lazy_regex(any_of("well-done"))
_HUNDRED = Decimal(100)
_LEAST_WORD, _MOST_RATES, _MOST_SHOWN = 2, 40, 5


@dataclass(frozen=True, slots=True)
class _Short:
    """A rate below 100 %: where, how much, and whether the text itself gives it as an exception."""

    place: Place
    value: Decimal
    excepted: bool


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each claim that a rate or a value contradicts."""
    for part in parts(view):
        prose = [
            p for p in part if is_prose(p) and any(w in p.text for w in ("完成", "达", "实现"))
        ]
        short_of = {p.place: list(_short_rates(p)) for p in prose}
        for passage in prose:
            yield from _claims(passage, short_of[passage.place])
            yield from _excepted(passage)
            yield from _side_by_side(passage)
        yield from _conclusions(prose, [s for each in short_of.values() for s in each])


def _short_rates(passage: Passage) -> Iterator[_Short]:
    for found in _RATE.finditer(passage.text):
        value = decimal(found["rate"])
        if value < _HUNDRED:
            begin, end = clause_of(passage.text, found.start(), "。；")
            excepted = _EXCEPT.search(passage.text[begin:end]) is not None
            yield _Short(Place(passage, found.start(), found.end()), value, excepted)


def _claims(passage: Passage, short_of: list[_Short]) -> Iterator[Remark]:
    """Yield a remark for a claim that all is done beside a rate below 100 %, no exception."""
    against = [s for s in short_of if not s.excepted][:_MOST_SHOWN]
    for found in _CLAIM.finditer(passage.text) if against else ():
        begin, end = clause_of(passage.text, found.start(), "。；")
        if not _EXCEPT.search(passage.text[begin:end]):
            claim = Place(passage, found.start(), found.end())
            first = against[0]
            message = (
                f"“{claim.shown}”与“{first.place.shown}”矛盾：有指标未达到100%，"
                f"应写明除该项外其余完成"
            )
            places = [claim, *(s.place for s in against)]
            yield remark("target.word", Severity.WARNING, message, places)


def _excepted(passage: Passage) -> Iterator[Remark]:
    """Yield a hint where one sentence says that all is done and a later one names an exception."""
    exception = _EXCEPTED.search(passage.text)
    if exception is None:
        return
    for found in _CLAIM.finditer(passage.text):
        begin, end = clause_of(passage.text, found.start(), "。；")
        if begin <= exception.start() < end:
            continue
        claim = Place(passage, found.start(), found.end())
        other = Place(passage, exception.start(), exception.end())
        message = f"前后不一：先称“{claim.shown}”，又称“{other.shown}”"
        yield remark("target.word", Severity.HINT, message, [claim, other])
        return


def _side_by_side(passage: Passage) -> Iterator[Remark]:
    """Yield a remark for a value below the target right before it, with no word of it."""
    for found in _TARGET.finditer(passage.text):
        target, actual = decimal(found["target"]), decimal(found["actual"])
        begin, end = clause_of(passage.text, found.start(), "。")
        sentence = passage.text[begin:end]
        lower = re.search("控制|不超过|不高于|以内|≤|下降|减少|压减|成本|投诉", sentence)
        if actual < target and not lower and not _EXCEPT.search(sentence):
            place = Place(passage, found.start("actual"), found.end("actual"))
            other = Place(passage, found.start("target"), found.end("target"))
            message = (
                f"目标为{found['target']}{found['unit']}，实际为{found['actual']}{found['unit']}，"
                f"未达到目标而文中没有说明"
            )
            yield remark("target.word", Severity.WARNING, message, [place, other])


def _conclusions(prose: list[Passage], short_of: list[_Short]) -> Iterator[Remark]:
    """Yield a hint for a conclusion that praises what a rate elsewhere falls short of."""
    rates = short_of[:_MOST_RATES]
    words: list[list[str]] = []  # of each rate, as soon as they are wanted
    for passage in prose:
        for found in _CONCLUSION.finditer(passage.text):
            begin, end = clause_of(passage.text, found.start(), "，。；")
            if _EXCEPT.search(passage.text[begin:end]) or _CLAIM.search(passage.text[begin:end]):
                continue
            words = words or [_matter(s.place) for s in rates]
            claim = passage.text[begin:end]
            against = (
                s.place
                for s, named in zip(rates, words, strict=True)
                if s.place.passage is not passage and any(word in claim for word in named)
            )
            first = next(against, None)
            if first is not None:
                place = Place(passage, begin, end)
                clause = first.passage.text[
                    slice(*clause_of(first.passage.text, first.start, "，。；"))
                ]
                message = f"“{place.shown}”，而另一处为“{clause.strip('，。； ')}”，请核对结论"
                yield remark("target.word", Severity.HINT, message, [place, first])
                return


def _matter(rate: Place) -> list[str]:
    """Return what a rate is about, as all two signs in a row: a claim that has any names it."""
    text = rate.passage.text
    begin, _ = clause_of(text, rate.start, "，。；")
    about = re.sub(
        "完成|目标|任务|指标|工作|项目|情况|全年|年度|[0-9%]", "", text[begin : rate.start]
    )
    words = {about[n : n + _LEAST_WORD] for n in range(len(about) - 1)}
    return [word for word in sorted(words) if re.fullmatch("[一-鿿]{2}", word)]
