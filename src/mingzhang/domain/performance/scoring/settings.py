"""The parameters of scoring, looked up once for a region's year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.rulebook.parameters import Parameters, Steps


@dataclass(frozen=True, slots=True)
class ScoringSettings:
    """Thresholds in % and points, and switches, as `parameters.toml` names them.

    `satisfaction_steps` is empty where satisfaction is scored by its ratio.
    """

    execution_weight: Decimal
    indicator_weight: Decimal
    execution_free: bool
    over_achievement: Decimal
    over_achievement_deduction: Steps
    negative_zero: Decimal
    range_proportional: bool
    qualitative_reached: Decimal
    qualitative_partly: Decimal
    qualitative_default: bool
    satisfaction_steps: Steps
    high_score: Decimal

    @property
    def full(self) -> Decimal:
        """The points of a whole self-evaluation: indicators and execution."""
        return self.indicator_weight + self.execution_weight


def scoring_settings(parameters: Parameters) -> ScoringSettings:
    """Return the parameters of scoring in force. Raises UnknownParameter."""
    by_steps = parameters.flag("satisfaction_by_steps")
    return ScoringSettings(
        execution_weight=parameters.number("execution_weight"),
        indicator_weight=parameters.number("indicator_weight"),
        execution_free=parameters.flag("execution_free"),
        over_achievement=parameters.number("over_achievement"),
        over_achievement_deduction=parameters.steps("over_achievement_deduction"),
        negative_zero=parameters.number("negative_zero"),
        range_proportional=parameters.flag("range_proportional"),
        qualitative_reached=parameters.number("qualitative_reached"),
        qualitative_partly=parameters.number("qualitative_partly"),
        qualitative_default=parameters.flag("qualitative_default"),
        satisfaction_steps=parameters.steps("satisfaction_steps") if by_steps else (),
        high_score=parameters.number("high_score"),
    )


def step(steps: Steps, at: Decimal) -> Decimal | None:
    """Return what the steps give at a value, None below the lowest."""
    return next((gives for least, gives in steps if at >= least), None)
