"""What a document states (observations) and what must hold between its figures (relations).

An observation is one printed quantity at its place; a relation says that some of them determine
another. Extraction makes both, `judge` compares them, and nothing here knows how they were found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Protocol

from mingzhang.docmodel.source import Span


class Kind(StrEnum):
    """What sort of quantity a figure is. Only figures of one kind can be added or compared."""

    MONEY = "money"
    RATE = "rate"  # printed with %, ％ or 百分点
    COUNT = "count"  # whole things: 个 人 次 批 家 辆
    SCORE = "score"  # 分
    MEASURE = "measure"  # anything else with a unit: 平方米 吨 万米 美元
    PLAIN = "plain"  # a number without a unit (a table cell may stand under one)


class Bound(StrEnum):
    """How sharply the words around a figure bind it."""

    EXACT = "exact"
    ABOUT = "about"  # 约 近 左右 上下: says nothing sharp
    AT_LEAST = "at_least"  # 不少于 不低于 ≥ 以上 余 多
    AT_MOST = "at_most"  # 不超过 ≤ 以内 以下


class Role(StrEnum):
    """What a figure says about the thing that it is labelled with."""

    LEVEL = "level"  # how much it is
    CHANGE = "change"  # by how much it differs from a base
    GROWTH = "growth"  # the same as a rate
    SHARE = "share"  # 占 …%
    COMPLETION = "completion"  # actual ÷ budget or target, %
    OTHER = "other"


class Certainty(IntEnum):
    """How sure it is that a relation was meant; it bounds how severe its violation is."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """One printed quantity.

    `number` is its position in reading order and its identity in the document. `value` is in
    `unit` and signed as printed; `scale` turns it into yuan (money) or a plain number (0.01 for
    %). `places` are the decimals as printed, `presumed` those that it was probably rounded to
    before trailing zeros were dropped (82万元 among figures with two decimals). `direction` is
    the sign that the words give (减少 −1), 0 where they give none.

    `label` is what the document calls the quantity, cleaned; where that is only an aspect
    (支出决算, 投资总额) `subject` is the thing spoken of. `year` and `stage` ("initial",
    "adjusted", "budget", "actual", "target" or "") are what the words tell, None and "" where they
    tell nothing. `base` is what a change, growth or completion is against, as `[year]["/" stage]`
    ("2022", "2025/budget", "/initial", "/target", "" unknown), and the printed name of the whole
    of a share. `place` names the passage; `start` and `end` the numeral in the passage's text,
    `unit_end` after its unit; `spans` the numeral in the document's text.
    """

    number: int
    value: Decimal
    unit: str
    kind: Kind
    scale: Decimal
    places: int
    presumed: int
    place: int
    start: int
    end: int
    unit_end: int
    spans: tuple[Span, ...]
    role: Role = Role.LEVEL
    bound: Bound = Bound.EXACT
    direction: int = 0
    label: str = ""
    subject: str = ""
    year: int | None = None
    stage: str = ""
    base: str = ""

    @property
    def exact(self) -> Decimal:
        """Return the nominal value in yuan, a plain number or a fraction, signed by the words."""
        value = self.value * self.scale
        return value * self.direction if self.direction else value

    @property
    def half(self) -> Decimal:
        """Return half a unit of the last place that the figure was probably rounded to.

        It is in yuan, a plain number or a fraction, as `exact` is.
        """
        return Decimal(5).scaleb(-max(self.places, self.presumed) - 1) * self.scale


class Formula(Protocol):
    """How operands determine the stated figure; `formulas` holds the closed set of them."""

    def value(self, xs: Sequence[Decimal]) -> Decimal | None:
        """Return what the stated figure must be; None where it is undefined (a zero base)."""

    def bounds(self, boxes: Sequence[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal] | None:
        """Return the least and greatest value over all operands inside their boxes."""

    def solve(self, at: int, xs: Sequence[Decimal], stated: Decimal) -> Decimal | None:
        """Return what operand `at` would have to be for the stated figure to be right."""

    def written(self, xs: Sequence[str]) -> str:
        """Return the sum as a person writes it, the operands printed as given."""


Operand = Observation | Decimal
"""A figure of the document, or a constant of the rule (100 % as Decimal(1))."""


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """A claim: `stated` `op` formula(`operands`), all in yuan, plain numbers and fractions.

    `rule` is a code of the rule catalogue (rulebook/data/checks.toml). `otherwise` are other
    readings of the same words: if one of them holds, the claim is not violated. `note` adds to
    the message what the reader must know (the assumed bands, where the whole was taken from).
    A violation of a relation that is only POSSIBLE counts as LIKELY when one slip of the pen in
    one figure explains it (`slips`); where `slip_only`, it counts only then (a list after 其中 need
    not be complete, unless all but one digit says that it is).
    """

    rule: str
    stated: Operand
    formula: Formula
    operands: tuple[Operand, ...]
    op: str = "="
    certainty: Certainty = Certainty.LIKELY
    otherwise: tuple[Relation, ...] = ()
    note: str = ""
    slip_only: bool = False

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Return every figure of the document that takes part, the stated one first."""
        return tuple(x for x in (self.stated, *self.operands) if isinstance(x, Observation))


class Severity(IntEnum):
    """How a finding is meant: ERROR cannot be right, WARNING asks for an answer, HINT may be."""

    HINT = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding without a sum: residue of a template, a broken numbering, wording against figures.

    `message` is the whole sentence for people. `spans` are its places in the document's text, the
    one to mend first. `numbers` are the observations concerned, if any (`Observation.number`).
    """

    rule: str
    severity: Severity
    message: str
    spans: tuple[Span, ...]
    stated: str = ""
    expected: str = ""
    numbers: tuple[int, ...] = ()
