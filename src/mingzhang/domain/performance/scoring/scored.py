"""What scoring gives: every line of a self-evaluation with its score and how it came about.

Scores are points with two decimals, rounded half-up line by line; sums are of those. What could not
be scored has no score, which is not zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mingzhang.domain.performance.model import Actual, Indicator, Money, Notice
from mingzhang.facts.key import Entity
from mingzhang.rulebook.grade_bands import GradeBand, GradeScheme

#: The part of a self-evaluation that scores the money.
EXECUTION = "execution"


class Standing(StrEnum):
    """Whether a line has a score; `unweighted`: nobody gave it points, so none can be earned."""

    SCORED = "scored"
    UNSCORED = "unscored"
    NOT_APPLICABLE = "not_applicable"
    UNWEIGHTED = "unweighted"


class Flag(StrEnum):
    """What a line has to say for itself; most have a row `score.<flag>` in the notices."""

    MISSING_ACTUAL = "missing_actual"
    NO_TARGET = "no_target"
    ODD_TARGET = "odd_target"
    EMPTY_TARGET = "empty_target"
    NO_WEIGHT = "no_weight"
    BAD_WEIGHT = "bad_weight"
    SHORTFALL_UNEXPLAINED = "shortfall_unexplained"
    OVER_ACHIEVED = "over_achieved"
    OVER_UNEXPLAINED = "over_unexplained"
    NO_POINTS = "no_points"
    POINTS_OUTSIDE_BAND = "points_outside_band"
    POINTS_UNUSED = "points_unused"
    ACTUAL_INFERRED = "actual_inferred"
    TARGET_INFERRED = "target_inferred"
    MONEY_UNKNOWN = "money_unknown"
    OVERSPENT = "overspent"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line: its score by a rule, or why it has none.

    `score` has two decimals; None where there is none, then `standing` and `reason` say why. `rule`
    is the row of scoring.toml, `formula` the sum with its operands in words and numbers. `met`
    tells whether the target was reached, None where that cannot be told.
    """

    met: bool | None = None
    score: Decimal | None = None
    standing: Standing = Standing.UNSCORED
    rule: str = ""
    formula: str = ""
    reason: str = ""
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One line: an indicator with its result of the year's end, or the execution of the budget.

    `subject` is None for the execution, which has `money`. `score` to `met` are those of its
    `Outcome`. `completion` is actual ÷ target in %, exact; of the execution, spent ÷ adjusted
    budget; None where it does not exist.
    """

    project: str
    part: str
    subject: Indicator | None
    result: Actual | None
    money: Money | None
    weight: Decimal | None
    score: Decimal | None
    standing: Standing
    rule: str
    formula: str
    reason: str
    met: bool | None
    completion: Decimal | None
    flags: tuple[Flag, ...]

    @property
    def indicator(self) -> str:
        """The indicator's code, "" for the execution."""
        return self.subject.code if self.subject else ""

    @property
    def name(self) -> str:
        """What the line is called."""
        return self.subject.name if self.subject else "预算执行率"

    @property
    def counts(self) -> bool:
        """Whether the line bears points of the total."""
        return self.weight is not None and self.standing is not Standing.NOT_APPLICABLE

    @property
    def full(self) -> bool:
        """Whether every point of the weight was earned."""
        return self.weight is not None and self.score == self.weight


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum of lines: `score` of the `assessed` points, out of `weight` in all.

    Lines without weight or not applicable count nowhere. `complete`: nothing is left unscored;
    only then is the score one of the whole.
    """

    code: str
    weight: Decimal
    assessed: Decimal
    score: Decimal
    complete: bool

    @property
    def open(self) -> Decimal:
        """The points that are not scored yet."""
        return self.weight - self.assessed


@dataclass(frozen=True, slots=True)
class GoalScore:
    """The self-evaluation of one project, or of the whole department (project "").

    `points` are the execution and then every indicator in the book's order. `parts` are those that
    occur (execution, cost, output, …). `total` is None where nothing bears points. `grade` is given
    for a complete total of 100 points only, else `ungraded` says why not.
    """

    project: str
    name: str
    points: tuple[Point, ...]
    parts: tuple[Tally, ...]
    indicators: Tally | None
    total: Tally | None
    grade: GradeBand | None
    ungraded: str

    @property
    def execution(self) -> Point:
        """The line of the money."""
        return self.points[0]

    def point(self, indicator: str) -> Point:
        """Return the line of an indicator. KeyError: the goal has no such indicator."""
        for each in self.points:
            if each.indicator == indicator:
                return each
        raise KeyError(indicator)


@dataclass(frozen=True, slots=True)
class Scored:
    """The self-evaluation of a department's year: its own goal first, then each project."""

    entity: Entity
    region: str
    year: int
    scheme: GradeScheme
    goals: tuple[GoalScore, ...]
    notices: tuple[Notice, ...]

    def goal(self, project: str) -> GoalScore:
        """Return one project's score, the department's for "". KeyError: no such project."""
        for each in self.goals:
            if each.project == project:
                return each
        raise KeyError(project)
