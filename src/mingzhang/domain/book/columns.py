"""How a sheet's columns are declared: one declaration gives files, forms and error messages."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from mingzhang.domain.book.cells import folded, is_scientific, narrow, nearest, read_date
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


_SCIENTIFIC = "表格软件把它变成了科学计数，末几位已丢失；把该列改为文本格式，重新填写原来的数"


def _refuse_scientific(text: str, expected: str) -> None:
    if is_scientific(text):
        raise CellError(expected, _SCIENTIFIC)


def _read_money(text: str) -> Decimal:
    expected = "金额（元，最多两位小数）"
    _refuse_scientific(text, expected)
    try:
        return parse_yuan(text)
    except AmountError:
        remedy = "以元填写阿拉伯数字，不带单位；金额不详的留空，没有发生的填0"
        raise CellError(expected, remedy) from None


def _read_count(text: str) -> Decimal:
    _refuse_scientific(text, "整数")
    try:
        value = parse_number(text)
    except AmountError:
        raise CellError("整数", "填写阿拉伯数字，不带量词") from None
    if value != value.to_integral_value() or value < 0:
        raise CellError("非负整数", "填写阿拉伯数字，不带量词")
    return value


def _read_number(text: str) -> Decimal:
    _refuse_scientific(text, "数字")
    try:
        return parse_number(text)
    except AmountError:
        remedy = "只填阿拉伯数字；单位、符号和文字填在各自的列"
        raise CellError("数字", remedy) from None


def _read_year(text: str) -> int:
    plain = narrow(text).removesuffix("度").removesuffix("年")
    if _is_digits(plain) and len(plain) == 4:
        return int(plain)
    raise CellError("四位年份", "例如 2023")


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()  # isdigit alone also takes ² and ٣


def _read_date(text: str) -> date:
    found = read_date(text)
    if found is None:
        raise CellError("日期", "按 2023-12-31 的样式填写")
    return found


_YES = ("√", "✓", "✔", "对", "有", "y", "yes", "true", "1")
_NO = ("×", "错", "无", "没有", "n", "no", "false", "0")


def _read_flag(text: str) -> bool:
    if text in ("是", "否"):
        return text == "是"
    meant = "是" if folded(text) in _YES else "否" if folded(text) in _NO else ""
    raise CellError("是 或 否", f"是否为“{meant}”？" if meant else "选择其一")


def _read_token(text: str) -> str:
    _refuse_scientific(text, "编码")
    plain = narrow(text)
    if any(c in plain for c in "{}@/,:=;() \t\n"):
        raise CellError("不含空格和 {}@/,:=;() 的编码", "改用字母、数字、汉字或连字符")
    return plain


def _read_region(text: str) -> str:
    _refuse_scientific(text, "六位行政区划代码")
    plain = narrow(text)
    if not (_is_digits(plain) and len(plain) == 6):
        raise CellError("六位行政区划代码", "填写所在地的六位数字，例如 510500")
    return plain


TEXT = Kind("文字", str, str)
TOKEN = Kind("编码", _read_token, str)
MONEY = Kind("金额（元）", _read_money, format_yuan)
COUNT = Kind("数量", _read_count, lambda v: f"{v:f}")
NUMBER = Kind("数字", _read_number, lambda v: f"{v:f}")
YEAR = Kind("年份", _read_year, str)
DATE = Kind("日期", _read_date, lambda v: v.isoformat())
REGION = Kind("行政区划代码", _read_region, str)
FLAG = Kind("是否", _read_flag, lambda v: "是" if v else "否", ("是", "否"))


def choice(name: str, labels: dict[str, str]) -> Kind:
    """Return the kind of a cell that holds one of `labels` (value → Chinese label).

    Reads the label, whatever its brackets, quotes and widths, or the value itself; writes the
    label.
    """
    back = {folded(label): value for value, label in labels.items()}

    def read(text: str) -> str:
        if text in labels:
            return text
        if folded(text) in back:
            return back[folded(text)]
        hint = nearest(text, labels.values()) or "从列出的选项中选择"
        raise CellError(f"{name}之一：{'、'.join(labels.values())}", hint)

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
        plain = narrow(text)
        _refuse_scientific(plain, "3、5或7位科目编码")
        if _is_digits(plain):
            if len(plain) in (3, 5, 7):
                return plain
            raise CellError("3、5或7位科目编码", "按《政府收支分类科目》填写编码")
        chosen: str = listed.read(plain)
        return chosen

    return Kind(declared.label, read, lambda v: labels.get(v, v), listed.choices)
