"""Parameters of the performance cycle: thresholds and switches with validity, region and basis.

`data/performance/parameters.toml` holds a table per parameter and, in it, one `value` for each
region and span of years. A department's office may set one otherwise (sheet 绩效参数).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Literal

from mingzhang.kernel.basis import Basis
from mingzhang.kernel.period import Validity
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.loading import RulebookFault, read_text
from mingzhang.rulebook.records import Reader

_FILE = "performance/parameters.toml"
_FLAGS = {"是": True, "否": False}

Kind = Literal["number", "flag", "steps"]

#: (at least, gives): 90 → 100 means that from 90 on, 100 is given.
Steps = tuple[tuple[Decimal, Decimal], ...]


class UnknownParameter(KeyError):
    """The rulebook has no such parameter, or none for this region and year."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter's value for a region and span of years, and what it rests on."""

    value: str
    document: str
    article: str = ""
    certainty: str = "K-H"
    region: str = "cn"
    since: int = 0
    until: int = 9999

    @property
    def basis(self) -> Basis:
        """What the value rests on."""
        return Basis(self.document, self.article, self.certainty)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: `kind` is number, flag (是 or 否) or steps ("90:100;80:80": from 90 on, 100).

    `least` and `most` bound the number, or what the steps give; "" = no bound.
    """

    code: str
    title: str
    kind: str
    value: tuple[Setting, ...]
    unit: str = ""
    least: str = ""
    most: str = ""

    def fits(self, text: str) -> bool:
        """Tell whether a text is a value of this parameter."""
        if not fits(self.kind, text):
            return False
        if self.kind == "flag":
            return True
        given = [gives for _, gives in _steps(text)] if self.kind == "steps" else [Decimal(text)]
        return all(
            (not self.least or Decimal(self.least) <= each)
            and (not self.most or each <= Decimal(self.most))
            for each in given
        )


@cache
def parameters() -> Mapping[str, Parameter]:
    """Return every parameter by code, in the order of the file. Raises RulebookFault."""
    reader = Reader(_FILE)
    found = {}
    for code, table in tomllib.loads(read_text(_FILE)).items():
        parameter = reader.record(Parameter, {**table, "code": code}, code)
        if parameter is None:
            continue
        found[code] = parameter
        for setting in parameter.value:
            if not parameter.fits(setting.value):
                place = Place(_FILE, column=code)
                reader.problems.append(
                    Problem(place, setting.value, parameter.kind, "修改规则数据文件")
                )
    if reader.problems:
        raise RulebookFault(reader.problems)
    return found


def fits(kind: str, text: str) -> bool:
    """Tell whether a text is a value of this kind of parameter."""
    try:
        match kind:
            case "number":
                return Decimal(text).is_finite()
            case "flag":
                return text in _FLAGS
            case "steps":
                return all(a.is_finite() and b.is_finite() for a, b in _steps(text))
    except (InvalidOperation, ValueError):
        pass
    return False


def _steps(text: str) -> Steps:
    pairs = [part.split(":") for part in text.split(";")]
    return tuple(sorted(((Decimal(a), Decimal(b)) for a, b in pairs), reverse=True))


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a region's year with what an office set otherwise.

    `own` has been checked: known codes, values that fit their kind.
    """

    region: str
    year: int
    own: Mapping[str, str]

    def setting(self, code: str) -> Setting:
        """Return a parameter's value in force. Raises UnknownParameter.

        The office's own value rests on the office (document `house-parameter`).
        """
        declared = parameters().get(code)
        if declared is None:
            raise UnknownParameter(code)
        if code in self.own:
            return Setting(self.own[code], "house-parameter", certainty="K-M")
        fitting = [
            s
            for s in declared.value
            if Validity(s.since, s.until).covers(self.year)
            and (s.region == "cn" or self.region.startswith(s.region))
        ]
        if not fitting:
            raise UnknownParameter(f"{code} {self.region} {self.year}")
        return max(fitting, key=lambda s: (s.region != "cn", len(s.region), s.since))

    def number(self, code: str) -> Decimal:
        """Return a number. Raises UnknownParameter."""
        return Decimal(self.setting(code).value)

    def flag(self, code: str) -> bool:
        """Return a switch. Raises UnknownParameter."""
        return _FLAGS[self.setting(code).value]

    def steps(self, code: str) -> Steps:
        """Return steps, the highest first. Raises UnknownParameter."""
        return _steps(self.setting(code).value)
