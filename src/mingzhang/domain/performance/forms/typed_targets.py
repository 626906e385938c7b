"""Targets and results of indicators as people write them on a form, into the fields of the book."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from mingzhang.domain.book.columns import CellError
from mingzhang.domain.performance.goals.measured import unit_of
from mingzhang.domain.performance.goals.targets import target_text
from mingzhang.domain.performance.model import Comparator, Indicator
from mingzhang.kernel.money import AmountError, parse_number
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.performance import aliases, term, terms

_NUMBER = r"[+-]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?"
_UNIT = r"[^0-9０-９]{0,12}"
_RANGE = lazy_regex(
    rf"(?P<low>{_NUMBER})(?P<one>{_UNIT}?)[—－–~～至-]+(?P<high>{_NUMBER})(?P<unit>{_UNIT})"
)
_DEADLINE = lazy_regex(r".*[0-9]+月([0-9]+日|底|末)?(之|以)?前.*")
_ANSWERS = {"是": True, "否": False}
_WORDED = (Comparator.YES_NO, Comparator.QUALITATIVE)

#: What a target says: fields of the sheet 绩效指标.
Target = Mapping[str, Any]


def fields_of_target(indicator: Indicator) -> Target:
    """Return a target of the book as the fields of its row."""
    return {
        "comparator": indicator.comparator.value,
        "target": indicator.target,
        "upper": indicator.upper,
        "wording": indicator.wording,
        "measure_unit": indicator.unit,
    }


def read_target(text: str, known: Indicator | None) -> Target:
    """Return what a target says: ≥90%, ≤5天, 10—15天, 是, or words.

    What the book prints like this is taken from there. Raises CellError: a number without a
    comparator, or with one that there is none of.
    """
    said = "".join(text.split())
    if known is not None and said == "".join(target_text(known).split()):
        return fields_of_target(known)
    for sign, comparator in _signs():
        if said.startswith(sign):
            return _compared(said.removeprefix(sign), comparator)
    between = _RANGE.fullmatch(said)
    if between and between["one"] in ("", between["unit"]):
        return _numbers(Comparator.RANGE, between["low"], between["high"], between["unit"])
    if re.fullmatch(rf"[^0-9０-９]{{0,4}}{_NUMBER}{_UNIT}", said):
        raise _no_comparator()
    worded = Comparator.YES_NO if _asks(said) else Comparator.QUALITATIVE
    return {"comparator": worded.value, "wording": text}


def _asks(said: str) -> bool:
    """Tell whether a target in words is met or not: 是, a date by which a thing is done."""
    return said in _ANSWERS or bool(_DEADLINE.fullmatch(said))


@cache
def _signs() -> tuple[tuple[str, Comparator], ...]:
    """Return every sign of a comparator before a number, the longest first."""
    labels = {label: code for code, label in terms("comparator").items()}
    both = {**labels, **aliases("comparator")}
    signs = {s: Comparator(c) for s, c in both.items() if Comparator(c) not in _WORDED}
    return tuple(sorted(signs.items(), key=lambda pair: -len(pair[0])))


def _compared(rest: str, comparator: Comparator) -> Target:
    match = re.fullmatch(rf"({_NUMBER})({_UNIT})", rest)
    if match is None or comparator is Comparator.RANGE:
        raise CellError("计算符号之后为数字和计量单位，例如 ≥90%", "文字指标值不带计算符号")
    return _numbers(comparator, match[1], None, match[2])


def _numbers(comparator: Comparator, low: str, high: str | None, unit: str) -> Target:
    try:
        upper = parse_number(high) if high is not None else None
        target = parse_number(low)
    except AmountError:
        raise CellError("数字和计量单位，例如 ≥90%", "只填阿拉伯数字") from None
    return {
        "comparator": comparator.value,
        "target": target,
        "upper": upper,
        "measure_unit": unit,
    }


def _no_comparator() -> CellError:
    signs = "、".join(label for label in terms("comparator").values() if len(label) == 1)
    return CellError(
        f"计算符号（{signs}）、数字和单位，例如 ≥90%；区间写作 10—15天",
        "在数字前补上计算符号，或改用其中之一",
    )


def result_text(value: bool | None, band: str, wording: str) -> str:
    """Return a result in words as a form prints it: 是, 达成年度指标：已通车, or the words."""
    head = "" if value is None else "是" if value else "否"
    head = head or (term("band", band) if band else "")
    return f"{head}：{wording}" if head and wording else head or wording


def read_result(text: str, comparator: Comparator, unit: str) -> Mapping[str, Any]:
    """Return what a result says as fields of the sheet 指标完成. Raises CellError."""
    if comparator not in _WORDED:
        return {"value": _number(text, unit)}
    head, _, wording = text.partition("：")
    rest = {"wording": wording} if wording else {}
    if comparator is Comparator.YES_NO:
        if head not in _ANSWERS:
            raise CellError("是 或 否", "说明写在其后，例如 是：11月办结")
        return {"met": _ANSWERS[head], **rest}
    bands = {label: code for code, label in terms("band").items()}
    if head not in bands:
        raise CellError(f"完成档次：{'、'.join(bands)}", "选择其一，说明写在其后，用“：”隔开")
    return {"band": bands[head], **rest}


def _number(text: str, unit: str) -> Decimal:
    plain = text.strip()
    bare = plain.rstrip("0123456789０１２３４５６７８９.．,，") if not unit else ""
    tail = next((u for u in (unit, bare) if u and plain.endswith(u)), "")
    tail = tail or _same_unit(plain, unit)
    try:
        return parse_number(plain.removesuffix(tail))
    except AmountError:
        counted = f"（{unit}）" if unit else ""
        remedy = "只填阿拉伯数字；没有数据的留空，文字说明填在偏差原因"
        raise CellError(f"数字{counted}", remedy) from None


def _same_unit(text: str, unit: str) -> str:
    """Return the unit behind a number where it is another word for the indicator's."""
    match = re.fullmatch(rf"{_NUMBER}(?P<unit>{_UNIT})", text)
    if match is None or not unit or unit_of(match["unit"]) != unit_of(unit):
        return ""
    return match["unit"]
