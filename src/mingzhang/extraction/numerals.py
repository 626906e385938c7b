"""Numerals of running text that state a quantity, with unit and bound.

Years, dates, document and clause numbers, codes, ordinals and nicknames in quotation marks are
digits too, and no quantities (RELATIONS.md, trap 5): they are left out here, once for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from mingzhang.domain.checks.model import Bound, Kind
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.units import any_of, counted, units


@dataclass(frozen=True, slots=True)
class Numeral:
    """A quantity in a passage's folded text: `start`..`end` the number, `unit_end` after its unit.

    `value` is in `unit`; `scale` turns it into yuan, a fraction or a plain number.
    """

    start: int
    end: int
    unit_end: int
    value: Decimal
    places: int
    unit: str
    kind: Kind
    scale: Decimal
    bound: Bound = Bound.EXACT


_NUMBER = lazy_regex(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_UNIT = lazy_regex(
    r"[ ]?(?P<more>[余多几])?(?P<times>[万亿千百])?(?P<more_2>[余多])?(?:"
    rf"(?P<score>分)(?![{units().not_before['分']}])"
    rf"|(?P<measure>{any_of(units().measure)})|(?P<count>{counted()}))"
)
_MONEY = lazy_regex(
    rf"[ ]?(?P<more>[余多])?(?P<unit>{any_of(units().money)})(?![{'美欧港日韩'}人次余])"
)
_MONEY_MORE = lazy_regex(r"[ ]?(?P<unit>万|亿|千|百)(?P<more>[余多])元")
_RATE = lazy_regex(rf"[ ]?(?P<unit>{any_of(units().rate)})")
_FOREIGN = lazy_regex(r"[ ]?(?P<unit>[万亿]?(?:美元|欧元|港元|港币|日元|英镑))")

# What stands before a number that is no quantity. Checked on the few signs before it.
_ORDINAL = lazy_regex(
    r"(?:第|No\.?|NO\.?|№|图|附件|附表|附|(?<!调查)(?<!统计)(?<!申报)(?<!登记)表|[A-Za-z_.@/#])"
    r"[ ]?$"
)
_CLAUSE = lazy_regex(r"(?:^|[。；：！？\s])[（]?$")
_CLAUSE_END = lazy_regex(r"[）.、．](?![0-9])")
#: A number within a line after which an item begins (…一批项目2.继续谋划): no full stop is meant.
_ITEM = lazy_regex(r"[.．](?=[一-鿿“《（])")
#: An item's number run together with a year (4．2025年收支总表), and a day or month with dots.
_NUMBERED_YEAR = lazy_regex(r"[0-9]{1,2}\.(?:19|20)[0-9]{2}(?=[ ]?(?:年|-[0-9]{4}年))")
_DOTTED_DAY = lazy_regex(r"\.[0-9]{1,2}(?![0-9])")
_DOTTED_MONTH = lazy_regex(r"(?:19|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])$")
_MONTH_RANGE = lazy_regex(r"[ ]?[-—–~～至到][-—]?[ ]?(?:19|20)[0-9]{2}\.")
_MONTH_RANGE_BEFORE = lazy_regex(r"(?:19|20)[0-9]{2}\.[0-9]{1,2}[ ]?[-—–~～至到][-—]?[ ]?$")
#: A code of the classification in brackets: （204类）; below it （06款）（13项）.
_CLASS_CODE = lazy_regex(r"[ ]?类[ ]?）")
_BELOW_CODE = lazy_regex(r"[ ]?[款项][ ]?）")
_CODE_ABOVE = lazy_regex(r"[0-9 ][类款][ ]?）[^（）。；，0-9]{0,40}（[ ]?$")
#: What the name of an organ ends with: a year behind it belongs to a title.
_ORGAN = lazy_regex(r"[局厅委院会室处所校心部府队站办][ ]?$")
_DATE_AFTER = lazy_regex(
    r"[ ]?(?:年(?=[度初末底中内前后级 、，。；：0-9一-鿿（）《》“”]|$)|月|日(?!元)|时(?![长]))"
)
_YEAR_RANGE = lazy_regex(r"[ ]?[-—–~～至到/][-—]?[ ]?(?:[0-9]{2,4}[ ]?年|[0-9]{1,2}[ ]?[月日])")
_DOTTED = lazy_regex(r"[-./][0-9]{1,2}[-./][0-9]{1,2}(?![0-9])")
_NO_UNIT = lazy_regex(
    r"[ ]?(?:号|强(?![调化])|表(?![示明决彰达现扬])|周年|届|版|楼|层|室|路|线(?!索|上|下)|期间|"
    r"后|前|代|世纪|[A-Za-z_*×+])"
)
_NICKNAME = lazy_regex(r"[“\"'‘「][^”\"'’」0-9]{0,6}$")
_NICKNAME_AFTER = lazy_regex(r"[^“”\"'‘’「」]{0,8}[”\"'’」]")
_JOINED_BEFORE = lazy_regex(r"[0-9][+＋:：*×/][ ]?$|[A-Za-z]-?$|[0-9]-$")
_JOINED_AFTER = lazy_regex(r"[+＋*×][0-9A-Za-z]|-?[A-Za-z]")
_RANGE_TO = lazy_regex(r"[ ]?(?:[-—–~～]{1,2}|[至到，、])[ ]?(?=[0-9])")
_BEFORE = (
    (
        Bound.AT_MOST,
        lazy_regex(r"(?:不超过|不高于|不多于|不大于|最多|(?<!不)[低少小]于|≤|<|控制在)[ ]?$"),
    ),
    (
        Bound.AT_LEAST,
        lazy_regex(r"(?:不[少低小]于|至少|超过|超|逾|(?<!不)[高大]于|≥|>)[ ]?$"),
    ),
    (
        Bound.ABOUT,
        lazy_regex(
            r"(?:(?<![签条合节公邀预特制相违履解立守订])约|约为|(?<![附最])近"
            r"|接近|预计|估计|大概)[ ]?$"
        ),
    ),
)
_AFTER = (
    (Bound.AT_LEAST, lazy_regex(r"[ ]?(?:（含）|（含[^）]{1,6}）)?(?:以上|及以上)")),
    (Bound.AT_MOST, lazy_regex(r"[ ]?(?:（含）|（不含）)?(?:以内|以下|及以下)")),
    (Bound.ABOUT, lazy_regex(r"[ ]?(?:左右|上下)")),
)
_ONE = Decimal(1)
_LONGEST = 24  # signs; more money than any country has, and no figure of a report


def numerals(text: str) -> list[Numeral]:
    """Return the quantities of a passage's folded text in order."""
    if not any(sign in text for sign in "0123456789"):
        return []
    found = [n for n in (_numeral(text, match) for match in _NUMBER.finditer(text)) if n]
    return list(_with_shared_units(text, found))


def _numeral(text: str, number: re.Match[str]) -> Numeral | None:
    start, end = number.span()
    before = text[max(0, start - 12) : start]
    measured = _measured(text, end)
    if end - start > _LONGEST or _is_no_quantity(text, start, end, before, measured):
        return None
    if before.endswith("-") and not before[-2:-1].isdigit():
        sign, first = -1, start - 1
    else:
        sign, first = 1, start
    digits = number[0].replace(",", "")
    unit, unit_end, kind, scale, more = measured or ("", end, Kind.PLAIN, _ONE, False)
    places = len(digits.partition(".")[2])
    bound = (
        Bound.AT_LEAST if more else _bound(text, before[: len(before) - (start - first)], unit_end)
    )
    return Numeral(first, end, unit_end, sign * Decimal(digits), places, unit, kind, scale, bound)


_Measured = tuple[str, int, Kind, Decimal, bool]


def _measured(text: str, end: int) -> _Measured | None:
    """Return unit, its end, kind, scale and whether 余/多 stands in it; None without a unit."""
    if found := _RATE.match(text, end):
        return found["unit"], found.end(), Kind.RATE, units().rate[found["unit"]], False
    if found := _MONEY_MORE.match(text, end):
        unit = found["unit"] + "元"
        return unit, found.end(), Kind.MONEY, units().money[unit], True
    if found := _FOREIGN.match(text, end):
        unit = found["unit"]
        scale = units().multiplier.get(unit[0], _ONE)
        return unit, found.end(), Kind.MEASURE, scale, False
    if found := _UNIT.match(text, end):
        return _unit(found)
    if found := _MONEY.match(text, end):
        unit = found["unit"]
        # 万 and 亿 alone count money only where nothing that is counted follows.
        if (
            unit.endswith("元")
            or not text[found.end() : found.end() + 1].strip()
            or (text[found.end() : found.end() + 1] in "，。；、）")
        ):
            return unit, found.end(), Kind.MONEY, units().money[unit], bool(found["more"])
    return None


def _unit(found: re.Match[str]) -> _Measured:
    if found["score"]:
        return "分", found.end(), Kind.SCORE, _ONE, bool(found["more"])
    more = bool(found["more"] or found["more_2"])
    times = found["times"] or ""
    word = found["measure"] or found["count"]
    kind = Kind.MEASURE if found["measure"] else Kind.COUNT
    return times + word, found.end(), kind, units().multiplier.get(times, _ONE), more


def _is_no_quantity(
    text: str, start: int, end: int, before: str, measured: _Measured | None
) -> bool:
    """Tell whether digits are a year, a date, a document's or clause's number, a code, a name."""
    if _is_date(text, start, end, before):
        return True
    if _ORDINAL.search(before) or _JOINED_BEFORE.search(before) or _JOINED_AFTER.match(text, end):
        return True
    if before.endswith(("〔", "［")) or text[end : end + 1] in ("〕", "］", "号"):
        return True
    if _NICKNAME.search(before) and _NICKNAME_AFTER.match(text, end) and not _is_money(measured):
        return True
    whole = "." not in text[start:end] and "," not in text[start:end]
    if whole and _is_subject_code(text, start, end):
        return True
    if whole and end - start <= 2 and _CLAUSE_END.match(text, end) and _opens_clause(text, start):
        return True
    if measured is not None:
        return measured[0] == "年" and end - start == 4
    return whole and _is_bare_number(text, start, end, before)


def _is_bare_number(text: str, start: int, end: int, before: str) -> bool:
    """Tell whether digits without a unit are a year, an item's number, a word's part, a code."""
    if _is_year(text, start, end, before) or (end - start <= 2 and _ITEM.match(text, end)):
        return True
    return bool(_NO_UNIT.match(text, end)) or end - start >= 6 or _is_code(text, start, end)


def _is_year(text: str, start: int, end: int, before: str) -> bool:
    """Tell whether four digits without a unit are a year: words follow, or an organ goes before."""
    if end - start != 4 or text[start : start + 2] not in ("19", "20"):
        return False
    return bool(text[end : end + 1].strip() or _ORGAN.search(before))


def _is_subject_code(text: str, start: int, end: int) -> bool:
    """Tell whether digits are the code of a class in brackets, of one below it, or begin with 0."""
    if end - start > 1 and text[start] == "0":
        return True
    if end - start == 3 and text[start - 1 : start] == "（" and _CLASS_CODE.match(text, end):
        return True
    below = end - start == 2 and _BELOW_CODE.match(text, end)
    return bool(below and _CODE_ABOVE.search(text[max(0, start - 48) : start]))


def _is_money(measured: _Measured | None) -> bool:
    return measured is not None and measured[2] in (Kind.MONEY, Kind.RATE)


def _is_date(text: str, start: int, end: int, before: str) -> bool:
    if "." in text[start:end]:
        return _is_dotted_date(text, start, end)
    length = end - start
    if length == 4 and text[start : start + 2] in ("19", "20"):
        if _DATE_AFTER.match(text, end) or _DOTTED.match(text, end):
            return True
        if _YEAR_RANGE.match(text, end):
            return True
    if length <= 2:
        if re.match(r"[ ]?(?:月(?!均)|日(?![元均])|时(?![长效]))", text[end : end + 3]):
            return True
        if _YEAR_RANGE.match(text, end):
            return True
    return bool(re.search(r"[0-9]{4}[-./]$|[0-9]{4}[-./][0-9]{1,2}[-./]$", before))


def _is_dotted_date(text: str, start: int, end: int) -> bool:
    """Tell whether a number with a point is part of a date or number: 2025.1.1, 2.1.3, 4.2025年."""
    if end - start <= 5 and re.match(r"\.[0-9]", text[end : end + 2]):
        return True
    if _DOTTED_MONTH.match(text, start, end):
        ranged = _MONTH_RANGE.match(text, end) or _MONTH_RANGE_BEFORE.search(
            text[max(0, start - 14) : start]
        )
        return bool(_DOTTED_DAY.match(text, end) or ranged)
    return bool(_NUMBERED_YEAR.match(text, start, end + 6)) and _opens_clause(text, start)


def _opens_clause(text: str, start: int) -> bool:
    """Tell whether a short number opens a paragraph, a sentence or an item of a list."""
    return bool(_CLAUSE.search(text[max(0, start - 2) : start])) or start == 0


def _is_code(text: str, start: int, end: int) -> bool:
    """Tell whether digits are the code of a classification or a unit: a name follows at once."""
    follows = text[end : end + 1]
    return end - start in (3, 5, 7) and "一" <= follows <= "鿿"


def _bound(text: str, before: str, unit_end: int) -> Bound:
    for bound, pattern in _AFTER:
        if pattern.match(text, unit_end):
            return bound
    for bound, pattern in _BEFORE:
        if pattern.search(before):
            return bound
    return Bound.EXACT


def _with_shared_units(text: str, found: list[Numeral]) -> Iterator[Numeral]:
    """Give a number without a unit that of the next one it is listed with (3.1、4.2万元)."""
    for numeral, following in zip_longest(found, found[1:]):
        if (
            following is not None
            and not numeral.unit
            and following.unit
            and (link := _RANGE_TO.match(text, numeral.end)) is not None
            and link.end() == following.start
        ):
            yield Numeral(
                numeral.start,
                numeral.end,
                numeral.end,
                numeral.value,
                numeral.places,
                following.unit,
                following.kind,
                following.scale,
                Bound.ABOUT if text[numeral.end] in "-—–~～至到" else numeral.bound,
            )
        else:
            yield numeral
