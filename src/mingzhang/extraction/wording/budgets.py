"""What words say of final account and budget (小于、大于、持平) against rate and amounts.

Each such word is held against the completion rates, and the budget and actual amounts, that stand
in its paragraph since the word before it; it is wrong only if it contradicts all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.checks.model import Relation, Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import (
    NUMBER,
    PERCENT,
    Place,
    agreed,
    decimal,
    plain,
    remark,
    running,
)
from mingzhang.kernel.regex import lazy_regex

_STAGE = "(?P<stage>年初|期初|调整后?的?|全年|年度|本年)?"
_WORD = lazy_regex(
    rf"(?:支出)?(?:决算|执行)数?(?:(?P<less>小于|低于|少于)|(?P<more>大于|高于|多于|超过|超出)|(?P<same>等于))"
    rf"{_STAGE}预算数?"
)
_FLAT = lazy_regex(
    rf"(?:支出)?(?:决算|执行)数?[ ]?[与和同][ ]?{_STAGE}预算数?[ ]?"
    r"(?P<about>基本|大致)?(?:持平|一致|相等|相同)"
)
_RATE = lazy_regex(rf"完成{_STAGE}预算(?:数)?的?(?:约|为|达)?[ ]?(?P<rate>{NUMBER}){PERCENT}")
_BUDGET = lazy_regex(
    rf"{_STAGE}预算(?:数|安排数?|金额)?(?:为|是|：)?[ ]?(?P<amount>{NUMBER})[ ]?(?P<unit>万元|元)"
)
_ACTUAL = lazy_regex(
    rf"(?:决算|执行|实际支出)(?:数|金额)?(?:为|是|：)?[ ]?(?P<amount>{NUMBER})[ ]?(?P<unit>万元|元)"
)
_SEGMENTS = lazy_regex("[；。]|其中：")
_STAGES = {"期初": "年初", "调整后": "调整", "调整后的": "调整", "调整的": "调整", "全年": "调整"}
_HUNDRED = Decimal(100)
_TWO = 2
_BEYOND = Decimal(9999)  # of a budget of nothing
_ROUNDED, _SLIGHT, _ABOUT, _FAR = Decimal("0.05"), Decimal(1), Decimal(5), Decimal(10)


@dataclass(frozen=True, slots=True)
class _Word:
    """What is said: sign −1 (less), +1 (more) or 0 (equal), of the budget of a stage."""

    sign: int
    about: bool
    stage: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Shown:
    """What figures show: the actual as per cent of the budget of a stage, and where."""

    percent: Decimal
    stage: str
    place: Place
    exact: bool  # computed from two amounts, not printed

    @property
    def told(self) -> str:
        """Return the figures for a message."""
        return f"“{self.place.shown}”" + (
            f"（为预算的{plain(self.percent)}%）" if self.exact else ""
        )


def find(view: View) -> Iterator[Relation | Remark]:
    """Yield a remark for each word that contradicts the figures before it, else what it ties."""
    for passage in running(view):
        if "预算" not in passage.text:
            continue
        yield from _without_budget(passage)
        since = 0
        for word in _words(passage):
            near = _segment(passage.text, since, word.place.start)
            shown = list(_shown(passage, near, word)) or list(_shown(passage, since, word))
            yield from _judged(word, shown)
            since = word.place.end


def _segment(text: str, since: int, at: int) -> int:
    """Return where the item of an enumeration, or the sentence, that holds an offset begins.

    It begins at `since` at the earliest.
    """
    ends = [end.end() for end in _SEGMENTS.finditer(text, since, at)]
    return ends[-1] if ends else since


def _without_budget(passage: Passage) -> Iterator[Remark]:
    """Yield a hint for a completion rate of a budget of zero, which has none."""
    budgets = [(decimal(b["amount"]), b) for b in _BUDGET.finditer(passage.text)]
    rates = list(_RATE.finditer(passage.text))
    if len(budgets) != 1 or budgets[0][0] or len(rates) != 1 or not decimal(rates[0]["rate"]):
        return
    budget, rate = budgets[0][1], rates[0]
    if _stage(budget["stage"]) == _stage(rate["stage"]) and budget.start() < rate.start():
        places = [Place(passage, rate.start(), rate.end()), Place(passage, *budget.span())]
        message = f"“{places[1].shown}”，预算为0，“{places[0].shown}”没有意义"
        yield remark("change.base", Severity.HINT, message, places)


def _words(passage: Passage) -> list[_Word]:
    found = [
        _Word(
            bool(match["more"]) - bool(match["less"]),
            False,
            _stage(match["stage"]),
            Place(passage, match.start(), match.end()),
        )
        for match in _WORD.finditer(passage.text)
    ]
    found += [
        _Word(
            0,
            bool(match["about"]),
            _stage(match["stage"]),
            Place(passage, match.start(), match.end()),
        )
        for match in _FLAT.finditer(passage.text)
    ]
    return sorted(found, key=lambda word: word.place.start)


def _stage(printed: str | None) -> str:
    word = printed or ""
    return _STAGES.get(word, "" if word in ("本年", "年度") else word)


def _shown(passage: Passage, since: int, word: _Word) -> Iterator[_Shown]:
    """Yield what stands between two words on the budget that the second one speaks of."""
    until = word.place.start
    for found in _RATE.finditer(passage.text, since, until):
        place = Place(passage, found.start(), found.end())
        yield _Shown(decimal(found["rate"]), _stage(found["stage"]), place, False)
    budgets = list(_BUDGET.finditer(passage.text, since, until))
    actuals = list(_ACTUAL.finditer(passage.text, since, until))
    if len(actuals) != 1:
        return
    actual = actuals[0]
    for budget in budgets:
        amount, spent = decimal(budget["amount"]), decimal(actual["amount"])
        if budget["unit"] == actual["unit"]:
            percent = spent / amount * 100 if amount else _BEYOND if spent else _HUNDRED
            begin = min(budget.start(), actual.start())
            place = Place(passage, begin, max(budget.end(), actual.end()))
            yield _Shown(percent.quantize(Decimal("0.01")), _stage(budget["stage"]), place, True)


def _equal(word: _Word, shown: _Shown) -> Iterator[Relation]:
    """Yield what 持平 says of the only figures that it can be about."""
    if word.sign or word.about or shown.percent != _HUNDRED:
        return
    figures = shown.place.passage.within(shown.place.start, shown.place.end)
    if shown.exact and len(figures) == _TWO:
        yield from agreed("flat.word", *figures)
    elif len(figures) == 1:
        yield from agreed("flat.word", figures[0], Decimal(1))


def _judged(word: _Word, shown: list[_Shown]) -> Iterator[Relation | Remark]:
    fit = [s for s in shown if not (word.stage and s.stage) or word.stage == s.stage]
    if len(fit) == 1:
        yield from _equal(word, fit[0])
    faults = [_fault(word, each) for each in fit]
    if not fit or not all(faults):
        return
    worst = min(fault for fault in faults if fault)
    first = fit[0]
    if any(each.stage != word.stage for each in fit):
        worst = min(worst, Severity.WARNING)
    rule = "direction.word" if word.sign else "flat.word"
    right = "小于" if first.percent < _HUNDRED else "大于" if first.percent > _HUNDRED else "等于"
    message = f"{first.told}与“{word.place.shown}”矛盾：决算数应{right}预算数"
    yield remark(rule, worst, message, [word.place, first.place], expected=right)


def _fault(word: _Word, shown: _Shown) -> Severity | None:
    """Return how wrong a word is beside a figure; None if both can be true."""
    if not shown.percent and not shown.exact and not word.sign:
        return None  # 0 % is what is printed where neither budget nor actual was anything
    apart = shown.percent - _HUNDRED
    sign = (apart > 0) - (apart < 0)
    if word.sign:
        if sign == word.sign:
            return None
        # 100 % may be a rounded 99.996 %.
        return Severity.ERROR if sign else Severity.HINT
    far = abs(apart)
    if word.about:
        return None if far <= _ABOUT else Severity.HINT if far <= _FAR else Severity.WARNING
    if far <= _ROUNDED:
        return None
    return Severity.HINT if far <= _SLIGHT else Severity.ERROR
