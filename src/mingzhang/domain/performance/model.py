"""What the performance cycle works on: goals, indicators and money of a year, resolved.

Everything here is a value. `performance_of` (in `from_book`) makes it of a book; scoring, lint,
monitoring, evaluation and forms read it and know nothing of sheets. A project code "" is the whole
department. `line` is the row of the book that a thing stands on, for messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mingzhang.facts.key import Entity, FactKey
from mingzhang.kernel.problem import Place

#: The project code of the whole department.
WHOLE = ""


class Comparator(StrEnum):
    """计算符号: how an actual is held against its target."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"
    RANGE = "range"
    YES_NO = "yes_no"
    QUALITATIVE = "qualitative"


class Direction(StrEnum):
    """Whether more is better."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Band(StrEnum):
    """The three bands of a qualitative indicator."""

    REACHED = "reached"
    PARTLY = "partly"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a goal in force; values in `unit`, weight in points.

    `target` is the lower end of a range, None where the target is a wording. `key` is the fact that
    the actual is taken from, None where people report it. `origin` is the book's 来源: an indicator
    whose target was inferred from a printed rate earns no credit from agreeing with that rate.
    """

    code: str
    project: str
    version: int
    level: str
    sublevel: str
    name: str
    content: str
    comparator: Comparator
    target: Decimal | None
    upper: Decimal | None
    wording: str
    unit: str
    direction: Direction
    weight: Decimal | None
    medium: Decimal | None
    previous: Decimal | None
    key: FactKey | None
    origin: str
    place: Place

    @property
    def numeric(self) -> bool:
        """Tell whether target and actual are numbers."""
        return self.comparator not in (Comparator.YES_NO, Comparator.QUALITATIVE)


@dataclass(frozen=True, slots=True)
class Actual:
    """What an indicator reached by `on` (the last day of the year where the book leaves it blank).

    `value` None and no wording, `met` or `band`: no data, which is not zero. `from_fact`: the value
    came from a fact of the book, not from a person.
    """

    indicator: str
    on: date
    value: Decimal | None
    wording: str
    met: bool | None
    band: Band | None
    points: Decimal | None
    forecast: Decimal | None
    likelihood: str
    cause: str
    reason: str
    measure: str
    evidence: str
    origin: str
    place: Place
    from_fact: bool = False

    @property
    def reported(self) -> bool:
        """Tell whether there is anything to score."""
        return self.value is not None or self.met is not None or self.band is not None


@dataclass(frozen=True, slots=True)
class Result:
    """A figure of the year's work that no goal sets, in `unit`; None = not known.

    It is no indicator: nothing is held against it and it bears no points.
    """

    code: str
    project: str
    name: str
    unit: str
    planned: Decimal | None
    value: Decimal | None
    previous: Decimal | None
    origin: str
    place: Place


@dataclass(frozen=True, slots=True)
class Money:
    """A project's money of the year from one source or in total, yuan; None = not known."""

    initial: Decimal | None = None
    adjusted: Decimal | None = None
    received: Decimal | None = None
    spent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Money of a project at a checkpoint."""

    on: date
    spent: Decimal | None
    expected: Decimal | None
    cause: str
    reason: str
    handling: str
    place: Place


@dataclass(frozen=True, slots=True)
class Goal:
    """The overall goal of a project or of the department, one version of it."""

    project: str
    version: int
    on: date | None
    annual: str
    medium: str
    done: str
    adjustment: str
    reason: str
    filler: str
    phone: str
    place: Place


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the year with its goals, indicators and money.

    `goals` are all versions in order, `indicators` those of the version in force in the book's
    order, `earlier` those of versions before it. `actuals` are by indicator in order of date.
    `by_source` is by fund source (fiscal, carried, other); `money` is the total.
    """

    code: str
    name: str
    kind: str
    unit: str
    standing: str
    first_year: int | None
    last_year: int | None
    total: Decimal | None
    total_fiscal: Decimal | None
    basis: str
    decision: str
    goals: tuple[Goal, ...]
    indicators: tuple[Indicator, ...]
    earlier: tuple[Indicator, ...]
    actuals: Mapping[str, tuple[Actual, ...]]
    money: Money
    by_source: Mapping[str, Money]
    progress: tuple[Progress, ...]
    plan: Mapping[int, Decimal]  # month → cumulative planned share in %; empty = linear
    place: Place

    @property
    def goal(self) -> Goal | None:
        """The goal in force."""
        return self.goals[-1] if self.goals else None

    @property
    def budget(self) -> Decimal | None:
        """The year's planned money in yuan: the initial budget, the adjusted one without it."""
        return self.money.initial if self.money.initial is not None else self.money.adjusted

    def final(self, indicator: str) -> Actual | None:
        """Return the last report on an indicator, None where there is none."""
        reports = self.actuals.get(indicator, ())
        return reports[-1] if reports else None


@dataclass(frozen=True, slots=True)
class Performance:
    """The performance side of a department's year. `whole` has the code "".

    `parameters` are what the office switched or set otherwise than the rulebook (code → value).
    `results` are figures beside the goals, of all projects.
    """

    entity: Entity
    name: str
    region: str
    year: int
    whole: Project
    projects: tuple[Project, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)
    results: tuple[Result, ...] = ()

    @property
    def every(self) -> tuple[Project, ...]:
        """The whole department, then each project."""
        return (self.whole, *self.projects)

    def project(self, code: str) -> Project:
        """Return one project, the whole department for "". KeyError: no such project."""
        for each in self.every:
            if each.code == code:
                return each
        raise KeyError(code)


class Severity(StrEnum):
    """How much a notice matters; what has no official basis is never an error."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that lint, scoring, monitoring or evaluation has to say, with its evidence.

    `rule` is a row of the catalogue `rulebook/data/performance/notices.toml`, which gives title,
    severity and basis. `evidence` are operands and places in words.
    """

    rule: str
    project: str
    indicator: str
    said: str
    evidence: tuple[str, ...] = ()
    place: Place | None = None
