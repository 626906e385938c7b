"""The identity of a fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.concepts import check_dims


class Scope(StrEnum):
    """Whose figure it is: the consolidated department or one unit."""

    DEPARTMENT = "department"
    UNIT = "unit"


class Stage(StrEnum):
    """Which state of the year's money a figure tells."""

    INITIAL = "initial"
    ADJUSTMENT = "adjustment"
    ADJUSTED = "adjusted"
    ACTUAL = "actual"


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A stable code and the scope; names change, codes do not."""

    code: str
    scope: Scope

    def __str__(self) -> str:
        return f"{self.code}/{self.scope}"


Dims = tuple[tuple[str, str], ...]

_KEY = lazy_regex(
    r"(?P<concept>\w+)(\{(?P<dims>[^}]*)\})?@(?P<code>[^/]+)/(?P<scope>\w+):(?P<period>\d{4})"
    r":(?P<stage>\w+)"
)


def dims_of(mapping: Mapping[str, str]) -> Dims:
    """Return a mapping of dimensions in the one order that keys use."""
    return tuple(sorted(mapping.items()))


@dataclass(frozen=True, slots=True, order=True)
class FactKey:
    """(concept, entity, period, stage, dims): one quantity of ours.

    `period` is a fiscal year; a stock is that of the year's last day (年初: the concept says so).
    The text form, used by documents and files, is
    ``concept{dim=value,…}@entity/scope:year:stage`` and `FactKey.parse` reads it back.
    """

    concept: str
    entity: Entity
    period: int
    stage: Stage = Stage.ACTUAL
    dims: Dims = ()

    @classmethod
    def of(
        cls,
        concept: str,
        entity: Entity,
        period: int,
        stage: Stage = Stage.ACTUAL,
        dims: Mapping[str, str] | None = None,
    ) -> FactKey:
        """Build a key that the rulebook allows.

        Raises UnknownConcept or UnknownDimension.
        """
        given = dict(dims or {})
        check_dims(concept, given)
        return cls(concept, entity, period, stage, dims_of(given))

    @classmethod
    def parse(cls, text: str) -> FactKey:
        """Read the text form. ValueError when it is not one."""
        match = _KEY.fullmatch(text)
        if match is None:
            raise ValueError(f"not a fact key: {text!r}")
        dims = dict(p.split("=", 1) for p in (match["dims"] or "").split(",") if p)
        entity = Entity(match["code"], Scope(match["scope"]))
        return cls.of(match["concept"], entity, int(match["period"]), Stage(match["stage"]), dims)

    def __str__(self) -> str:
        dims = ",".join(f"{k}={v}" for k, v in self.dims)
        body = f"{{{dims}}}" if dims else ""
        return f"{self.concept}{body}@{self.entity}:{self.period}:{self.stage}"

    def get(self, dim: str) -> str | None:
        """Return the value of a dimension, None when the key does not carry it."""
        return dict(self.dims).get(dim)

    def with_dims(self, **dims: str) -> FactKey:
        """Return the key with these dimensions set (checked as in `of`)."""
        merged = {**dict(self.dims), **dims}
        return FactKey.of(self.concept, self.entity, self.period, self.stage, merged)

    def last_year(self) -> FactKey:
        """Return the same quantity one year back."""
        return FactKey(self.concept, self.entity, self.period - 1, self.stage, self.dims)

    def at_stage(self, stage: Stage) -> FactKey:
        """Return the same quantity at another stage."""
        return FactKey(self.concept, self.entity, self.period, stage, self.dims)
