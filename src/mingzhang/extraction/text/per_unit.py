"""Rates and averages told right behind the figures that make them (RELATIONS.md D7).

抽查50个，合格48个，合格率96% and 超期家具原值…元，家具原值…元，利用率…% name what is divided
by what: the word of the rate stands in the name of one figure, or one name qualifies the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang.domain.checks.formulas import Product, Ratio
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.nearby import sort_of
from mingzhang.kernel.regex import lazy_regex

_RATIO, _PRODUCT = Ratio(), Product()
_RATE = lazy_regex(r"(?P<stem>[一-鿿]{2})(?:完成)?率(?:为|达到?|约)?$")
_AVERAGE = lazy_regex(r"(?:人均|平均每|每人|户均|均价|平均)")
_PRICE = lazy_regex(r"单价|每[人台套辆个次天份月亩]|标准")
_TOTAL = lazy_regex(r"合计|总价|总额|共计|总计|总金额|金额|共")
#: Rates that are of something else than two amounts of the sentence.
_NOT_OURS = frozenset(
    {"增长", "利", "税", "满意", "知晓", "下降", "变化", "变动", "折旧", "回收", "收回"}
)


def find(view: View) -> Iterator[Relation]:
    """Yield rates, averages and products of figures in one sentence."""
    for passage in view.passages:
        if passage.cell is not None or len(passage.observations) < 3:
            continue
        for start, end in passage.sentences:
            own = passage.within(start, end)
            if len(own) > 2:
                yield from _rates(own)
                yield from _averages(passage, own)
                yield from _products(passage, own)


def _exact(o: Observation) -> bool:
    return o.role is Role.LEVEL and o.bound is Bound.EXACT


def _rates(own: Sequence[Observation]) -> Iterator[Relation]:
    """Yield a rate with the two figures right before it."""
    for at in range(2, len(own)):
        rate, pair = own[at], own[at - 2 : at]
        if rate.kind is not Kind.RATE or not _exact(rate) or not all(_exact(o) for o in pair):
            continue
        one, other = pair
        named = _RATE.search(rate.label)
        if named is None or named["stem"] in _NOT_OURS or sort_of(one) != sort_of(other):
            continue
        if one.kind is Kind.RATE:
            continue
        yield from _rate(rate, one, other, named["stem"])


def _rate(rate: Observation, one: Observation, other: Observation, stem: str) -> Iterator[Relation]:
    """Yield the ratio that the names tell of."""
    for part, whole in ((one, other), (other, one)):
        if part.label != whole.label and whole.label and part.label.endswith(whole.label):
            plain = Relation("per_unit.ratio", rate, _RATIO, (part, whole))
            about = _shares(rate.label, whole.label)
            yield replace(plain, certainty=Certainty.CERTAIN if about else Certainty.LIKELY)
            return
    for part, whole in ((one, other), (other, one)):
        due = "实" in part.label and "应" in whole.label
        told = stem in part.label or stem[::-1] in part.label
        if due or (told and stem not in whole.label):
            plain = Relation("per_unit.ratio", rate, _RATIO, (part, whole))
            yield replace(plain, otherwise=(replace(plain, operands=(whole, part)),))
            return


def _shares(one: str, other: str) -> bool:
    """Tell whether two names have two signs in a row in common."""
    return any(other[n : n + 2] in one for n in range(len(other) - 1))


def _averages(passage: Passage, own: Sequence[Observation]) -> Iterator[Relation]:
    """Yield an average with the only amount and the only number of people of its sentence."""
    for average in own:
        if average.kind is not Kind.MONEY or not _exact(average):
            continue
        words = passage.text[max(0, average.start - 12) : average.start]
        if not _AVERAGE.search(re.split(r"[，。；：]", words)[-1]):
            continue
        before = [o for o in own if o.number < average.number and _exact(o)]
        money = [o for o in before if o.kind is Kind.MONEY]
        heads = [o for o in before if o.kind is Kind.COUNT and o.unit.endswith(("人", "名", "户"))]
        if len(money) == len(heads) == 1 and heads[0].value:
            yield Relation("per_unit.ratio", average, _RATIO, (money[0], heads[0]), slip_only=True)


def _products(passage: Passage, own: Sequence[Observation]) -> Iterator[Relation]:
    """Yield a total with the price and the number right before it."""
    for at in range(2, len(own)):
        total, trio = own[at], own[at - 2 : at + 1]
        if total.kind is not Kind.MONEY or not all(_exact(o) for o in trio):
            continue
        prices = [o for o in trio[:2] if o.kind is Kind.MONEY]
        counts = [o for o in trio[:2] if o.kind is Kind.COUNT]
        if len(prices) != 1 or len(counts) != 1:
            continue
        words = passage.text[max(0, prices[0].start - 8) : prices[0].start]
        behind = passage.text[prices[0].unit_end : prices[0].unit_end + 3]
        priced = _PRICE.search(words) or re.match(r"[/／]|每", behind)
        if priced and _TOTAL.search(total.label or passage.text[trio[1].unit_end : total.start]):
            yield Relation(
                "per_unit.ratio", total, _PRODUCT, (prices[0], counts[0]), slip_only=True
            )
