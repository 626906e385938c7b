"""A system of evaluation indicators as data: levels, indicators, and how each comes to its points.

The points of a system are set by place and year; where no document sets them they are a default
marked 非官方 (`points`), whatever the names and formulas rest on (`basis`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.statements.model import Ground
from mingzhang.kernel.basis import Basis


@dataclass(frozen=True, slots=True)
class Level:
    """A first level of a system, or a second one `under` it.

    `result`: output or benefit, which together bear a least number of points in evaluations by the
    department and by finance.
    """

    id: str
    title: str
    under: str = ""
    result: bool = False


@dataclass(frozen=True, slots=True)
class OperandSpec:
    """A quantity of a formula: references to data of the book that are added up.

    A reference is written as in sentences (`expenditure{nature=project}:initial`, `:-1` last year);
    `project=*` is the project that is evaluated.
    """

    label: str
    sum: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """What share of its points a value earns.

    linear: all from `full` on, none from `zero` on, proportional between (`full` below `zero`: less
    is better). upto, from: steps "10:100;20:50" = up to and with 10 (from 10 on) 100 %, else
    `otherwise`. lower, higher: all where not above (not below) the standard given beside the value,
    else `otherwise`. deduction: points are taken off by the steps of parameter `recheck_deduction`.
    `absolute`: the sign of the value does not matter. Values, bounds and shares are in %.
    """

    kind: str = ""
    full: str = ""
    zero: str = ""
    steps: str = ""
    otherwise: str = "0"
    absolute: bool = False


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The share in % of the year's money that is to be spent by the end of a month."""

    month: int
    planned: str


@dataclass(frozen=True, slots=True)
class SystemIndicator:
    """An indicator of a system: `weight` in points, what is measured, what a value earns.

    `measure` names a row of `MEASURES`, "" = people judge; then `questions` (points by those that
    hold), `per_case` (points that each case costs) or neither (points as told). `scope`, `goals`
    choose goal indicators (`whole`, `projects` or both; levels and sublevels, none = all).
    `applies`: data that must not be zero. `certainty`: of name and formula, "" = the system's.
    """

    id: str
    level: str
    title: str
    weight: str
    measure: str = ""
    operand: tuple[OperandSpec, ...] = ()
    curve: Curve = Curve()
    scope: str = ""
    goals: tuple[str, ...] = ()
    checkpoint: tuple[Checkpoint, ...] = ()
    per_case: str = ""
    questions: tuple[str, ...] = ()
    applies: tuple[str, ...] = ()
    article: str = ""
    certainty: str = ""
    retired: bool = False

    @property
    def points(self) -> Decimal:
        """The full points."""
        return Decimal(self.weight)

    @property
    def unit(self) -> str:
        """The unit of a value that people fill in: a rate, or how many cases or questions."""
        return "%" if self.measure else "个"


@dataclass(frozen=True, slots=True)
class SystemHead:
    """All that an edition's TOML says."""

    title: str
    basis: Ground
    points: Ground
    level: tuple[Level, ...]
    indicator: tuple[SystemIndicator, ...]
    extends: str = ""
    since: int = 0
    until: int = 0


@dataclass(frozen=True, slots=True)
class System:
    """An indicator system: `levels` and `indicators` in order, and what they rest on."""

    id: str
    title: str
    basis: Basis
    points: Basis
    levels: tuple[Level, ...]
    indicators: tuple[SystemIndicator, ...]

    def find(self, code: str) -> SystemIndicator:
        """Return one indicator. KeyError: the system has no such indicator."""
        for each in self.indicators:
            if each.id == code:
                return each
        raise KeyError(code)

    def level(self, code: str) -> Level:
        """Return one level. KeyError: the system has no such level."""
        for each in self.levels:
            if each.id == code:
                return each
        raise KeyError(code)

    def path(self, indicator: SystemIndicator) -> tuple[Level, ...]:
        """Return the levels above an indicator, the first level first."""
        return tuple(reversed(list(self._upward(indicator.level))))

    def _upward(self, code: str) -> Iterator[Level]:
        while code:
            level = self.level(code)
            yield level
            code = level.under

    def basis_of(self, indicator: SystemIndicator) -> Basis:
        """Return what an indicator's name and formula rest on."""
        certainty = indicator.certainty or self.basis.certainty
        return Basis(self.basis.document, indicator.article or self.basis.article, certainty)
