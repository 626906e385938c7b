"""Words of direction against each other and against the figures beside them (RELATIONS.md, C2).

增加…下降 in one comparison, 持平 with a difference printed, a reason that speaks of the opposite.
What words say of final account and budget is held against figures in `budgets`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from mingzhang.domain.checks.model import Kind, Observation, Relation, Remark, Role, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import (
    NUMBER,
    PERCENT,
    Place,
    agreed,
    clause_of,
    decimal,
    figure_at,
    remark,
    running,
    short,
)
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_UP, _DOWN = any_of("up-words"), any_of("down-words")
_ANY = lazy_regex(f"{_UP}|{_DOWN}")
_UNIT = "(?:[一-鿿㎡]{1,4})"
_TWO = lazy_regex(
    rf"(?P<one>{_UP}|{_DOWN})(?:额|数)?(?:了|为)?[ ]?(?P<by>-?{NUMBER})[ ]?{_UNIT}"
    rf"[，、]?[ ]?(?P<again>同比|较上年|比上年)?(?P<two>{_UP}|{_DOWN})(?:率|幅度?)?"
    r"(?:了|为|达)?[ ]?"
    rf"(?P<rate>-?{NUMBER}){PERCENT}"
)
_FLAT_BUT = lazy_regex(
    rf"(?:与|较|比|同)[^，。；：]{{1,16}}(?<!基本)(?:持平|无变化|没有变化)[，、（]?[ ]?"
    rf"(?P<word>{_UP}|{_DOWN})(?:了)?[ ]?(?P<by>{NUMBER})[ ]?(?:{_UNIT}|%)"
)
_OUTTURN = lazy_regex(
    rf"执行数为?[ ]?(?P<before>{NUMBER})[ ]?(?P<unit>万元|元)，[ ]?"
    r"(?:20[0-9]{2}[ ]?年)?预算安排[ ]?"
    rf"(?P<now>{NUMBER})[ ]?(?P=unit)，[ ]?(?:比|与|较)[^，。；]{{0,24}}?(?P<flat>(?:基本)?持平)?"
    rf"(?(flat)|(?P<word>{_UP}|{_DOWN}))(?:[^0-9，。；]{{0,4}}(?P<rate>{NUMBER}){PERCENT})?"
)
_REASON = lazy_regex(
    rf"(?P<word>{_UP}|{_DOWN})(?:了)?[ ]?{NUMBER}[ ]?(?:{_UNIT}|%)"
    r"[^。；]{0,40}[，。；][^，。；]{0,24}?"
    r"主要(?:变动)?原因(?:是|为|：|在于)：?(?P<reason>(?:(?!，主要(?:用于|包括))[^。；]){4,120})"
)
_SAVING, _RAISING = lazy_regex(any_of("saving-words")), lazy_regex(any_of("raising-words"))
_OF_BEFORE = lazy_regex("上年|去年|上一年|以前|前期|20[0-9]{2}年|不再|完毕|结束|基数|相应|导致|抵")


def find(view: View) -> Iterator[Relation | Remark]:
    """Yield a remark for each word of direction that contradicts another or a figure.

    A word that agrees with its figures ties them to each other.
    """
    for passage in running(view):
        if not any(sign in passage.text for sign in "增减降升平涨"):
            continue
        yield from _two_words(passage)
        yield from _flat_but(passage)
        yield from _outturns(passage)
        yield from _zero_bases(passage)
        yield from _reasons(passage)


def _sign(word: str) -> int:
    return 1 if re.fullmatch(_UP, word) else -1


def _two_words(passage: Passage) -> Iterator[Remark]:
    for found in _TWO.finditer(passage.text):
        by, rate = decimal(found["by"].lstrip("-")), decimal(found["rate"].lstrip("-"))
        one = _sign(found["one"]) * (-1 if found["by"].startswith("-") else 1)
        two = _sign(found["two"]) * (-1 if found["rate"].startswith("-") else 1)
        place = Place(passage, found.start(), found.end())
        if by and rate and one != two:
            if "-" in found[0] or found["again"]:
                continue  # a sign beside the word, or perhaps another base
            message = f"“{place.shown}”：同一比较中一处为“{found['one']}”，一处为“{found['two']}”"
            yield remark("direction.word", Severity.ERROR, message, [place])
        elif not by and rate >= 1 and _is_exact(found["by"]):
            message = f"“{place.shown}”：变动额为0，变动幅度却不为0"
            yield remark("direction.word", Severity.WARNING, message, [place])


def _is_exact(printed: str) -> bool:
    return "." not in printed or len(printed.partition(".")[2]) >= 2


def _flat_but(passage: Passage) -> Iterator[Remark]:
    for found in _FLAT_BUT.finditer(passage.text):
        if decimal(found["by"]):
            place = Place(passage, found.start(), found.end())
            message = f"“{place.shown}”：称持平，却又列出{found['word']}的数"
            yield remark("flat.word", Severity.WARNING, message, [place])


@dataclass(frozen=True, slots=True)
class _Amounts:
    before: Decimal
    now: Decimal

    @property
    def sign(self) -> int:
        return (self.now > self.before) - (self.now < self.before)

    @property
    def apart(self) -> Decimal:
        """Return by how much they differ, as a part of the greater."""
        most = max(self.before, self.now)
        return abs(self.now - self.before) / most if most else Decimal(0)


def _outturns(passage: Passage) -> Iterator[Relation | Remark]:
    """Check the word of a budget that stands beside the outturn of the year before."""
    for found in _OUTTURN.finditer(passage.text):
        amounts = _Amounts(decimal(found["before"]), decimal(found["now"]))
        place = Place(passage, found.start(), found.end())
        both = f"由{found['before']}{found['unit']}到{found['now']}{found['unit']}"
        if found["flat"]:
            loose = found["flat"].startswith("基本")
            told = [figure_at(passage, found.start(name)) for name in ("before", "now")]
            if not amounts.sign and not loose:
                yield from agreed("flat.word", *told)
            elif amounts.sign and not (loose and amounts.apart <= Decimal("0.05")):
                message = f"{both}，两数不等，却称“{found['flat']}”"
                yield remark("flat.word", _flat(amounts, loose), message, [place])
        elif found["word"] and _sign(found["word"]) * amounts.sign < 0:
            right = "增加" if amounts.sign > 0 else "减少"
            message = f"{both}，应为“{right}”，此处写为“{found['word']}”"
            yield remark("direction.word", Severity.ERROR, message, [place], expected=right)
        elif found["rate"] and not amounts.before and amounts.now:
            message = f"{both}，基数为0，变动幅度{found['rate']}%没有意义"
            yield remark("change.base", Severity.HINT, message, [place])


def _flat(amounts: _Amounts, loose: bool) -> Severity:
    return Severity.HINT if loose and amounts.apart <= Decimal("0.1") else Severity.WARNING


def _zero_bases(passage: Passage) -> Iterator[Remark]:
    """Yield a remark for a growth of 100 % whose change is the whole amount: the base was zero."""
    levels: dict[Decimal, Observation] = {}
    last: Observation | None = None
    for change, growth in pairwise(passage.observations):
        if last is not None and last.role is Role.LEVEL and last.kind is Kind.MONEY:
            levels.setdefault(last.exact, last)
        last = change
        if change.role is not Role.CHANGE or growth.role is not Role.GROWTH:
            continue
        if growth.value != 100 or change.direction <= 0 or not change.value:
            continue
        level = levels.get(change.exact)
        if level is not None:
            place = Place(passage, change.start, growth.end)
            message = (
                f"增加额等于本年数（“{short(passage.text[level.start : level.unit_end])}”），"
                f"即上年为0，“增长100%”没有意义"
            )
            both = [place, Place(passage, level.start, level.end)]
            yield remark("change.base", Severity.HINT, message, both)


def _reasons(passage: Passage) -> Iterator[Remark]:
    """Yield a hint where the reason of a change speaks only of the opposite."""
    for found in _REASON.finditer(passage.text):
        between = passage.text[found.end("word") : found.start("reason")]
        signs = {_sign(word) for word in _ANY.findall(between)} | {_sign(found["word"])}
        if len(signs) > 1 or "持平" in between:
            continue  # several changes: it is not sure which one the reason is for
        reason = found["reason"]
        saves, raises = _SAVING.search(reason), _RAISING.search(reason)
        if bool(saves) == bool(raises) or _OF_BEFORE.search(reason):
            continue
        opposite = saves if _sign(found["word"]) > 0 else raises
        if opposite is None:
            continue
        begin = found.start("reason") + opposite.start()
        place = Place(passage, begin, begin + len(opposite[0]))
        word = Place(passage, found.start("word"), found.end("word"))
        clause = passage.text[slice(*clause_of(passage.text, found.start(), "，。；"))]
        stated = short(clause.strip("，。； "))
        message = f"“{stated}”，而原因写的是“{short(reason)}”，方向不一致"
        yield remark("direction.reason", Severity.HINT, message, [place, word])
