"""The one reader of rulebook data: CSV and TOML resources of this package into typed records.

A table is declared as a frozen dataclass: its fields are the columns, in order. A record set of a
TOML file is declared the same way, and fields with a default may be left out there. Whatever the
declaration does not know, and whatever it misses, is refused with file, row and column; all
problems of a file at once.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import pkgutil
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar, get_type_hints

from mingzhang.kernel.problem import InputProblems, Place, Problem

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")

_BOOLEANS = {"true": True, "false": False}
_FIX = "修改规则数据文件"


class RulebookFault(InputProblems):
    """Rulebook data that cannot be used, with the place of every problem."""


@cache
def read_text(name: str) -> str:
    """Return the UTF-8 text of `data/<name>` of this package, a byte order mark removed.

    Raises RulebookFault when there is no such file or it is not UTF-8.
    """
    try:
        # Of the ways to a resource this is the one that takes no time to import.
        data = pkgutil.get_data("mingzhang.rulebook", f"data/{name}") or b""
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookFault(
            [Problem(Place(name), type(error).__name__, "可读的 UTF-8 文件", _FIX)]
        ) from error


def read_table(name: str, record: type[Record]) -> tuple[Record, ...]:
    """Return the rows of a CSV resource as `record`s, in file order.

    The heading must be exactly the fields of `record`. An empty cell is None where the field allows
    it and "" where it is text; a tuple field is split at ";". Raises RulebookFault.
    """
    return parse_table(name, read_text(name), record)


def read_records(name: str, record: type[Record]) -> dict[str, Record]:
    """Return the tables of a TOML resource as `record`s by their key, in file order.

    The field `id` of `record` is the key. Raises RulebookFault.
    """
    return parse_records(name, read_text(name), record)


def parse_table(name: str, text: str, record: type[Record]) -> tuple[Record, ...]:
    """Return the rows of CSV `text` as `read_table` does; `name` is for its messages."""
    heading, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True)) or [[]]
    fields = _fields(record)
    columns = [each.name for each in fields]
    if heading != columns:
        place = Place(name, 1)
        raise RulebookFault([Problem(place, ",".join(heading), ",".join(columns), _FIX)])
    problems: list[Problem] = []
    records: list[Record] = []
    for number, row in enumerate(rows, start=2):
        if len(row) != len(fields):
            found = f"{len(row)}列"
            problems.append(Problem(Place(name, number), found, f"{len(fields)}列", _FIX))
            continue
        values = [
            _value(each, cell, name, number, problems)
            for each, cell in zip(fields, row, strict=True)
        ]
        records.append(record(*values))
    if problems:
        raise RulebookFault(problems)
    return tuple(records)


def parse_records(name: str, text: str, record: type[Record]) -> dict[str, Record]:
    """Return the tables of TOML `text` as `read_records` does; `name` is for its messages."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookFault([Problem(Place(name), str(error), "合法的 TOML", _FIX)]) from error
    problems: list[Problem] = []
    records: dict[str, Record] = {}
    for key, table in tables.items():
        before = len(problems)
        if not isinstance(table, dict):
            problems.append(Problem(Place(f"{name}[{key}]"), str(table), "一组字段", _FIX))
            continue
        values = _checked_fields(f"{name}[{key}]", {**table, "id": key}, record, problems)
        if len(problems) == before:
            records[key] = record(**values)
    if problems:
        raise RulebookFault(problems)
    return records


def _checked_fields(
    place: str,
    table: Mapping[str, object],
    record: type[DataclassInstance],
    problems: list[Problem],
) -> dict[str, object]:
    fields = {each.name: each for each in _fields(record)}
    for name in table.keys() - fields.keys():
        problems.append(Problem(Place(place, column=name), name, "已知的字段", _FIX))
    for name, each in fields.items():
        if each.required and name not in table:
            problems.append(Problem(Place(place, column=name), "", "必填字段", _FIX))
    values: dict[str, object] = {}
    for name, value in table.items():
        if (field := fields.get(name)) is None:
            continue
        # TOML has lists only; a frozen record holds tuples.
        values[name] = tuple(value) if isinstance(value, list) else value
        if not _fits(values[name], field.kind.exact):
            expected = field.kind.label
            problems.append(Problem(Place(place, column=name), str(value), expected, _FIX))
    return values


def _optional_int(cell: str) -> int | None:
    return int(cell) if cell else None


def _optional_date(cell: str) -> dt.date | None:
    return dt.date.fromisoformat(cell) if cell else None


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


class _Kind(NamedTuple):
    """A type that a field may be declared with.

    `convert` makes a cell of text such a value; KeyError, ValueError = it does not. `exact` is the
    class of a value that is given.
    """

    declared: object
    convert: Callable[[str], object]
    exact: type
    label: str


_KINDS = (
    _Kind(str, str, str, "文字"),
    _Kind(int, int, int, "整数"),
    _Kind(int | None, _optional_int, int, "整数或空"),
    _Kind(bool, _BOOLEANS.__getitem__, bool, "true 或 false"),
    _Kind(dt.date | None, _optional_date, dt.date, "日期或空"),
    _Kind(tuple[str, ...], _split, tuple, "以;分隔的文字"),
)


class _Field(NamedTuple):
    name: str
    kind: _Kind
    required: bool


@cache
def _fields(record: type[DataclassInstance]) -> tuple[_Field, ...]:
    """Return the fields of a declaration; looked up once, for a file has many records."""
    hints = get_type_hints(record)
    return tuple(
        _Field(
            each.name,
            next(kind for kind in _KINDS if kind.declared == hints[each.name]),
            each.default is dataclasses.MISSING,
        )
        for each in dataclasses.fields(record)
    )


def _value(field: _Field, cell: str, name: str, row: int, problems: list[Problem]) -> object:
    if cell != cell.strip():
        place = Place(name, row, field.name)
        problems.append(Problem(place, cell, "首尾无空格的内容", _FIX))
    try:
        return field.kind.convert(cell)
    except (ValueError, KeyError):
        problems.append(Problem(Place(name, row, field.name), cell, field.kind.label, _FIX))
        return None


def _fits(value: object, exact: type) -> bool:
    if isinstance(value, tuple):
        return exact is tuple and all(isinstance(each, str) for each in value)
    return type(value) is exact
