"""What a cell's text is: nothing, a dash, one figure with or without its unit, or words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache

from mingzhang.domain.checks.model import Bound, Kind
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.units import any_of, units


class Sort(IntEnum):
    """What stands in a cell."""

    EMPTY = 0
    DASH = 1  # — / 无: stated to be nothing
    FIGURE = 2
    WORDS = 3
    HIDDEN = 4  # … or asterisks: something that is not told


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is all of a cell: `start`..`end` in the passage's text, with its own unit.

    `unit` is "" and `kind` PLAIN where the cell prints none. `bare` tells that it is a whole
    number without any mark, as codes, years and numbers of rows are.
    """

    start: int
    end: int
    unit_end: int
    value: Decimal
    places: int
    unit: str
    kind: Kind
    scale: Decimal
    bound: Bound
    bare: bool


_ONE = Decimal(1)
_DASH = lazy_regex(r"[-—–─_/\\|、.·]{1,6}|无|不适用|空")
_HIDDEN = lazy_regex(r"[…*×※]{1,8}|\.{3,8}|[Xx×]{2,8}")
_DIGIT = lazy_regex(r"[0-9]")
_FIGURE = lazy_regex(
    r"\s*(?P<bound>≥|≤|>=|<=|>|<|=|不低于|不少于|不小于|不超过|不高于|不大于|大于|小于|超过|至少|低于|约|近)?"
    r"\s*[¥￥]?\s*(?P<number>[-+]?\s?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,18}(?:\.[0-9]+)?|\.[0-9]+))"
    r"\s*(?P<open>（)?\s*(?P<unit>[^\s0-9（）]{1,8})?\s*(?(open)）)\s*"
    r"(?P<mark>[*★#①-⑳]{0,3})\s*"
)
_BOUNDS = {
    "≥": Bound.AT_LEAST, ">=": Bound.AT_LEAST, ">": Bound.AT_LEAST, "不低于": Bound.AT_LEAST,
    "不少于": Bound.AT_LEAST, "不小于": Bound.AT_LEAST, "大于": Bound.AT_LEAST,
    "超过": Bound.AT_LEAST, "至少": Bound.AT_LEAST,
    "≤": Bound.AT_MOST, "<=": Bound.AT_MOST, "<": Bound.AT_MOST, "不超过": Bound.AT_MOST,
    "不高于": Bound.AT_MOST, "不大于": Bound.AT_MOST, "小于": Bound.AT_MOST,
    "低于": Bound.AT_MOST, "约": Bound.ABOUT, "近": Bound.ABOUT,
}  # fmt: skip
_AFTER = {
    "以上": Bound.AT_LEAST, "及以上": Bound.AT_LEAST, "以内": Bound.AT_MOST,
    "以下": Bound.AT_MOST, "左右": Bound.ABOUT,
}  # fmt: skip
_TAIL = lazy_regex("|".join(sorted(_AFTER, key=len, reverse=True)) + "$")
_TIMES = lazy_regex(rf"(?P<times>[万亿千百])(?P<word>{any_of(units().measure + units().count)})")
_YEARS = lazy_regex(r"(?:19|20)[0-9]{2}")


def sort_of(text: str) -> tuple[Sort, Figure | None]:
    """Return what a cell's folded text is, and its figure if it is one."""
    plain = text.strip()
    if not plain:
        return Sort.EMPTY, None
    if _DASH.fullmatch(plain):
        return Sort.DASH, None
    if _HIDDEN.fullmatch(plain):
        return Sort.HIDDEN, None
    if len(plain) > 40 or not _DIGIT.search(plain):
        return Sort.WORDS, None
    figure = _figure(text)
    return (Sort.WORDS, None) if figure is None else (Sort.FIGURE, figure)


def _figure(text: str) -> Figure | None:
    found = _FIGURE.fullmatch(text)
    if found is None:
        return None
    number = found["number"]
    digits = number.replace(",", "").replace(" ", "")
    word, unit_end = found["unit"] or "", found.end("unit")
    bound = _BOUNDS.get(found["bound"] or "", Bound.EXACT)
    if word.startswith("*"):
        word, unit_end = "", found.end("number")
    tail = _TAIL.search(word) if word else None
    if tail:
        bound, word = _AFTER[tail[0]], word[: tail.start()]
        unit_end -= len(tail[0])
    measured = measured_in(word)
    if measured is None:
        return None
    if word == "年" and _YEARS.fullmatch(digits):
        return None
    unit, kind, scale = measured
    bare = not (word or "." in digits or "," in number or found["bound"] or digits[0] in "+-")
    if bare and len(digits) > 1 and digits[0] == "0":
        return None
    places = len(digits.partition(".")[2])
    start, end = found.span("number")
    return Figure(
        start, end, max(unit_end, end), Decimal(digits), places, unit, kind, scale, bound, bare
    )


@lru_cache(maxsize=512)
def measured_in(word: str) -> tuple[str, Kind, Decimal] | None:
    """Return unit, kind and scale that a word names as a unit; None when it is no unit."""
    known = units()
    if not word:
        return "", Kind.PLAIN, _ONE
    if word in known.rate:
        return word, Kind.RATE, known.rate[word]
    if word in known.money:
        return word, Kind.MONEY, known.money[word]
    if word in ("分", "分值"):
        return "分", Kind.SCORE, _ONE
    if word in known.count:
        return word, Kind.COUNT, _ONE
    if word in known.measure:
        return word, Kind.MEASURE, _ONE
    if found := _TIMES.fullmatch(word):
        kind = Kind.COUNT if found["word"] in known.count else Kind.MEASURE
        return word, kind, known.multiplier[found["times"]]
    return None
