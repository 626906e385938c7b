"""What monitoring finds: two lights a project, and what the year is likely to end with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mingzhang.domain.performance.model import Actual, Indicator, Notice, Project


class Light(StrEnum):
    """How a progress stands against its plan; NONE cannot be examined."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"  # far ahead of plan: the target may be too low
    NONE = "none"


LIGHT_LABELS = {
    Light.GREEN: "绿灯",
    Light.YELLOW: "黄灯",
    Light.RED: "红灯",
    Light.BLUE: "蓝灯",
    Light.NONE: "未检查",
}


@dataclass(frozen=True, slots=True)
class Forecast:
    """A value expected at the end of the year and who says so; None with the reason."""

    value: Decimal | None
    method: str


@dataclass(frozen=True, slots=True)
class ExecutionProgress:
    """Money at the checkpoint: yuan, and rates in %.

    `against_plan` is the rate over the planned share; `reason` says why a light is NONE. `known_on`
    is the day that `spent` is of: the checkpoint, or the last day before it that anyone reported.
    """

    budget: Decimal | None
    spent: Decimal | None
    rate: Decimal | None
    against_plan: Decimal | None
    light: Light
    forecast: Forecast
    reason: str = ""
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class IndicatorProgress:
    """An indicator at the checkpoint; `done` is actual over target in %, None for wordings."""

    indicator: Indicator
    actual: Actual | None
    done: Decimal | None
    against_plan: Decimal | None
    light: Light
    forecast: Forecast
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """All indicators of a project together, by their weights, each at most 100 %.

    `done` is the share of the year's goal in %, `against_plan` that of what is planned by the day.
    `examined` is how many of `indicators` it rests on.
    """

    indicators: tuple[IndicatorProgress, ...]
    done: Decimal | None
    against_plan: Decimal | None
    light: Light
    examined: int


@dataclass(frozen=True, slots=True)
class Monitored:
    """A project at a checkpoint: planned share of the year, two lights, what there is to say.

    `gap` is goals done less execution rate, in percentage points.
    """

    project: Project
    on: date
    planned: Decimal
    execution: ExecutionProgress
    goal: GoalProgress
    gap: Decimal | None
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Monitoring:
    """All projects of a department at a checkpoint, in the book's order."""

    on: date
    projects: tuple[Monitored, ...]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Everything there is to say, project by project."""
        return tuple(n for project in self.projects for n in project.notices)
