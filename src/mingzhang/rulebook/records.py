"""Nested TOML into frozen dataclasses, strictly: every problem of a file at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from mingzhang.kernel.problem import Place, Problem

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

_FIX = "修改版本数据文件"
_SCALARS: dict[type, str] = {str: "文字", int: "整数", bool: "true 或 false"}


@dataclasses.dataclass(slots=True)
class Reader:
    """Builds records of one file and collects what is wrong with it in `problems`."""

    file: str
    problems: list[Problem] = dataclasses.field(default_factory=list)

    def record(self, kind: type[T], given: object, where: str = "") -> T | None:
        """Return `given` (a TOML table) as a `kind`, or None with problems noted.

        Fields may be str, int, bool, Mapping[str, str], a tuple of str, a record, or a tuple of
        records. A field without a default is required; an unknown field is a problem.
        """
        if not isinstance(given, Mapping):
            self._wrong(where, given, "一组字段")
            return None
        before = len(self.problems)
        hints = _hints(kind)
        for name in sorted(set(given) - set(hints)):
            self._wrong(f"{where}.{name}", name, f"已知的字段（{'、'.join(hints)}）")
        values: dict[str, Any] = {}
        for field in dataclasses.fields(kind):
            spot = f"{where}.{field.name}".lstrip(".")
            if field.name in given:
                values[field.name] = self._value(hints[field.name], given[field.name], spot)
            elif _required(field):
                self._wrong(spot, "", "必填字段")
        return kind(**values) if len(self.problems) == before else None

    def _value(self, hint: Any, given: object, where: str) -> Any:
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            return self.record(hint, given, where)
        if get_origin(hint) is tuple:
            return self._items(get_args(hint)[0], given, where)
        if get_origin(hint) is Mapping:
            if isinstance(given, Mapping) and all(isinstance(v, str) for v in given.values()):
                return MappingProxyType(dict(given))
            return self._wrong(where, given, "键和文字")
        if type(given) is not hint:
            return self._wrong(where, given, _SCALARS[hint])
        return given

    def _items(self, hint: Any, given: object, where: str) -> tuple[Any, ...]:
        if not isinstance(given, list):
            self._wrong(where, given, "列表")
            return ()
        return tuple(self._value(hint, item, f"{where}[{n}]") for n, item in enumerate(given, 1))

    def _wrong(self, where: str, found: object, expected: str) -> None:
        self.problems.append(Problem(Place(self.file, column=where), str(found), expected, _FIX))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _required(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing
