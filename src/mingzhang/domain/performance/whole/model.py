"""What an evaluation by an indicator system gives: every line with its value, points and sum.

Values are in % unless a line counts cases; points have two decimals, rounded half-up line by line;
sums are of those.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.book.model import Book
from mingzhang.domain.figures import Figures
from mingzhang.domain.labels import Names
from mingzhang.domain.performance.evaluation.survey import Survey
from mingzhang.domain.performance.model import WHOLE, Notice, Performance
from mingzhang.domain.performance.scoring.scored import Scored, Standing, Tally
from mingzhang.domain.performance.whole.system_model import System, SystemIndicator
from mingzhang.facts.key import Entity, FactKey
from mingzhang.kernel.basis import Basis
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.grade_bands import GradeBand, GradeScheme
from mingzhang.rulebook.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Grounds:
    """What indicators are measured on; `project` is the one evaluated, "" the department.

    `names` are what the book calls its codes; `survey` is that of the evaluation, if it has one.
    """

    book: Book
    figures: Figures
    performance: Performance
    scored: Scored
    parameters: Parameters
    names: Names
    project: str = WHOLE
    survey: Survey | None = None


@dataclass(frozen=True, slots=True)
class Operand:
    """A quantity of a formula: `value` in `unit` and the data it was added up from.

    Without value `reason` says what is not known.
    """

    label: str
    value: Decimal | None
    unit: str = ""
    keys: tuple[FactKey, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value, exact, with its sum written out; or why there is none.

    `text` is the formula in words, `formula` the same with its numbers. `not_applicable`: there is
    nothing that the value could be of (a zero base).
    """

    value: Decimal | None = None
    text: str = ""
    formula: str = ""
    operands: tuple[Operand, ...] = ()
    reason: str = ""
    not_applicable: bool = False
    unit: str = "%"


@dataclass(frozen=True, slots=True)
class ExpertScore:
    """What one expert gave."""

    expert: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Given:
    """The facts behind what people say of an indicator; nothing where they say nothing.

    `points` are those that count: what was agreed on, else every expert's.
    """

    points: tuple[FactKey, ...] = ()
    value: FactKey | None = None
    weight: FactKey | None = None
    standard: FactKey | None = None


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a system with its value and points.

    `how` tells in words and numbers how the points came about, `reason` why there are none, `lost`
    why points were lost, as people say. `stated`: people gave the points. A line that does not
    apply has points only where the rule gives it all of them. `experts` are the single scores that
    the points are the mean of; where evaluators gave points, `computed` are those of the rule.
    `given` are the facts behind what people said.
    """

    item: SystemIndicator
    weight: Decimal
    measured: Measured
    points: Decimal | None
    standing: Standing
    basis: Basis
    how: str = ""
    reason: str = ""
    lost: str = ""
    stated: bool = False
    experts: tuple[ExpertScore, ...] = ()
    computed: Decimal | None = None
    given: Given = NOTHING_GIVEN
    place: Place | None = None

    @property
    def counts(self) -> bool:
        """Whether the line bears points of the total."""
        return self.standing is not Standing.NOT_APPLICABLE or self.points is not None

    @property
    def deducted(self) -> Decimal:
        """The points lost; 0 where none are, or where nothing is known."""
        if self.points is None:
            return Decimal(0)
        return self.weight - self.points

    @property
    def spread(self) -> Decimal | None:
        """The highest single score less the lowest, None for fewer than two."""
        given = [each.points for each in self.experts]
        return max(given) - min(given) if len(given) > 1 else None


@dataclass(frozen=True, slots=True)
class Rating:
    """All lines of a system, their sums by level, the total and the grade.

    `total` is of the lines that apply. `points` is that total on a scale of 100, two decimals: what
    does not apply leaves its points to the others in proportion, and deductions stay as they are.
    None while something that applies is not scored; then `ungraded` says so.
    """

    system: System
    lines: tuple[Line, ...]
    levels: tuple[Tally, ...]
    total: Tally
    points: Decimal | None
    grade: GradeBand | None
    ungraded: str
    scheme: GradeScheme

    def line(self, code: str) -> Line:
        """Return one line. KeyError: the system has no such indicator."""
        for each in self.lines:
            if each.item.id == code:
                return each
        raise KeyError(code)

    def level(self, code: str) -> Tally:
        """Return the sum of one level. KeyError: the system has no such level."""
        for each in self.levels:
            if each.code == code:
                return each
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the department's projects and their money was self-evaluated.

    `rate` and `money_rate` are in %, exact; None where they do not exist, then `reason` and
    `money_reason` say why. `missing` are the names of registered projects without self-evaluation.
    """

    projects: Decimal
    evaluated: Decimal
    rate: Decimal | None
    reason: str
    money: Decimal | None
    money_evaluated: Decimal | None
    money_rate: Decimal | None
    money_reason: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fund:
    """A budget, the debt or the assets: `value` in yuan, 0 too; None with the reason.

    `code` is one of the terms `fund`; `key` is None where books do not keep it.
    """

    code: str
    key: FactKey | None
    value: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class KindExecution:
    """The projects of a kind (recurrent, one_off; "" = all): number, money in yuan, rate in %.

    `over` is how many left more than the parameter `surplus_line` of their budget unspent.
    """

    kind: str
    count: Operand
    budget: Operand
    spent: Operand
    rate: Operand
    over: Operand


@dataclass(frozen=True, slots=True)
class WholeEvaluation:
    """The evaluation of a department's year."""

    entity: Entity
    region: str
    year: int
    rating: Rating
    coverage: Coverage
    funds: tuple[Fund, ...]
    executions: tuple[KindExecution, ...]
    notices: tuple[Notice, ...]
