"""How a sheet's columns are declared: one declaration gives files, forms and error messages."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from mingzhang.kernel.money import AmountError, format_yuan, parse_number, parse_yuan
from mingzhang.rulebook.concepts import dimension


class CellError(ValueError):
    """A cell's text is not of its kind; args are what was expected and what to do."""

    def __init__(self, expected: str, remedy: str) -> None:
        self.expected = expected
        self.remedy = remedy
        super().__init__(expected)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cell: `read` turns text into a value (raises CellError), `write` the reverse."""

    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. `required`: no blank cell; `present`: the heading must be there."""

    field: str
    heading: str
    kind: Kind
    required: bool
    note: str
    present: bool


def col(
    heading: str,
    kind: Kind,
    *,
    required: bool = False,
    note: str = "",
    last: bool = False,
    present: bool = False,
) -> Any:
    """Declare a column as the default of a row dataclass's field.

    A column that is not required may be blank and then reads as None ("" for text and codes). One
    that is `present` may be blank but not left out: a sheet without amounts would say nothing.
    """
    blank: Any = "" if kind.name in (TEXT.name, TOKEN.name) else None
    default = dataclasses.MISSING if required else blank
    metadata = {
        "heading": heading,
        "kind": kind,
        "required": required,
        "note": note,
        "present": present or required,
        "last": last,  # shared columns are inherited, so they would come first
    }
    return dataclasses.field(default=default, metadata=metadata, kw_only=True)


@cache
def columns(row_type: type) -> tuple[Column, ...]:
    """Return the columns of a row dataclass in order, those marked `last` at the end."""
    declared = sorted(dataclasses.fields(row_type), key=lambda f: f.metadata["last"])
    return tuple(
        Column(f.name, *(f.metadata[k] for k in ("heading", "kind", "required", "note", "present")))
        for f in declared
    )


def _read_money(text: str) -> Decimal:
    try:
        return parse_yuan(text)
    except AmountError:
        raise CellError(
            "金额（元，最多两位小数）", "填写阿拉伯数字，不带单位；金额不详留空，没有填0"
        ) from None


def _read_count(text: str) -> Decimal:
    try:
        value = parse_number(text)
    except AmountError:
        raise CellError("整数", "填写阿拉伯数字，不带量词") from None
    if value != value.to_integral_value() or value < 0:
        raise CellError("非负整数", "填写阿拉伯数字，不带量词")
    return value


def _read_year(text: str) -> int:
    if len(text) == 4 and text.isascii() and text.isdigit():
        return int(text)
    raise CellError("四位年份", "例如 2023")


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CellError("日期", "按 2023-12-31 的样式填写") from None


def _read_flag(text: str) -> bool:
    if text in ("是", "否"):
        return text == "是"
    raise CellError("是 或 否", "选择其一")


def _read_token(text: str) -> str:
    if any(c in text for c in "{}@/,:=;() \t\n"):
        raise CellError("不含空格和 {}@/,:=;() 的编码", "改用字母、数字、汉字或连字符")
    return text


TEXT = Kind("文字", str, str)
TOKEN = Kind("编码", _read_token, str)
MONEY = Kind("金额（元）", _read_money, format_yuan)
COUNT = Kind("数量", _read_count, lambda v: f"{v:f}")
YEAR = Kind("年份", _read_year, str)
DATE = Kind("日期", _read_date, lambda v: v.isoformat())
FLAG = Kind("是否", _read_flag, lambda v: "是" if v else "否", ("是", "否"))


def choice(name: str, labels: dict[str, str]) -> Kind:
    """Return the kind of a cell that holds one of `labels` (value → Chinese label).

    Reads the label or the value itself; writes the label.
    """
    back = {label: value for value, label in labels.items()}

    def read(text: str) -> str:
        if text in back:
            return back[text]
        if text in labels:
            return text
        raise CellError(f"{name}之一：{'、'.join(labels.values())}", "从列出的选项中选择")

    return Kind(name, read, lambda v: labels[v], tuple(labels.values()))


@cache
def dim(code: str) -> Kind:
    """Return the kind of a cell that holds a value of dimension `code` of the rulebook."""
    declared = dimension(code)
    if declared.kind == "open":
        return dataclasses.replace(TOKEN, name=declared.label)
    labels = {v.code: v.label for v in declared.values.values()}
    listed = choice(declared.label, labels)
    if declared.kind == "tree":
        return listed

    def read(text: str) -> str:
        if text.isascii() and text.isdigit():
            if len(text) in (3, 5, 7):
                return text
            raise CellError("3、5或7位科目编码", "按《政府收支分类科目》填写编码")
        chosen: str = listed.read(text)
        return chosen

    return Kind(declared.label, read, lambda v: labels.get(v, v), listed.choices)
