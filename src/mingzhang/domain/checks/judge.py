"""Whether what a document says of its figures can be true.

A printed figure stands for every value that rounds to it: half a unit of its last place to either
side. A relation is violated only if nothing in those intervals satisfies it. Ends count as inside,
in favour of the document. Two widths are tried: first by the decimals that a figure was probably
rounded to before trailing zeros were dropped, then by those that are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mingzhang.domain.checks.boxes import ZERO, Box
from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.model import Bound, Kind, Observation, Operand, Relation
from mingzhang.domain.checks.totals import Reading, Total, total_of
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.checks import exact_rules

_FEN = Decimal("0.01")
#: How far a figure called 约 or 近 may be off: 近40个 is said of 37.
_ABOUT = Decimal("0.1")
#: How much more than its figure 余, 多 and 以上 may mean: the next power of ten.
_MORE = 10
#: A deviation that rounding allows is remarked on from so many units of the last place on,
_EDGE_UNITS = 3
#: and only if it takes more than this part of what rounding allows.
_EDGE_SHARE = Decimal("0.8")
#: From so many terms on a sum is added up once for all changes of one term.
_LONG = 16
_HALVES = tuple(Decimal(5).scaleb(-places - 1) for places in range(24))


class Verdict(StrEnum):
    """What can be said of a relation."""

    HELD = "held"  # the sum of the printed figures rounds to the stated one
    ROUNDING = "rounding"  # it does not, but rounding explains it
    VIOLATED = "violated"  # nothing that rounds to the printed figures satisfies it
    UNDEFINED = "undefined"  # the sum does not exist (a zero base)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a relation, in yuan, plain numbers and fractions, signed.

    `reading` is the relation or that of its other readings which the verdict is about.
    `expected` is what the stated figure would have to be (None where undefined), `low` and `high`
    what rounding allows it to be (None where that is unbounded). `presumed_only`: the violation
    disappears if figures were rounded to the decimals printed. `edge`: rounding explains it, but
    hardly. `soft`: a figure is only approximate, so the violation is no proof.
    """

    relation: Relation
    reading: Relation
    verdict: Verdict
    stated: Decimal
    expected: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    half: Decimal = ZERO
    presumed_only: bool = False
    edge: bool = False
    soft: bool = False

    @property
    def violated(self) -> bool:
        """Tell whether the relation cannot hold."""
        return self.verdict is Verdict.VIOLATED

    @property
    def difference(self) -> Decimal | None:
        """Return how much the stated figure is above what it would have to be."""
        return None if self.expected is None else self.stated - self.expected

    @property
    def tolerance(self) -> Decimal | None:
        """Return by how much rounding lets the stated figure differ from the expected one."""
        if self.expected is None or self.low is None or self.high is None:
            return None
        above = self.stated >= self.expected
        room = self.high - self.expected if above else self.expected - self.low
        return room + self.half

    @property
    def pattern(self) -> Observation:
        """Return the figure whose unit and places the stated side is printed in."""
        stated = self.reading.stated
        return stated if isinstance(stated, Observation) else self.reading.observations[0]


def _half(places: int, scale: Decimal) -> Decimal:
    half = _HALVES[places] if 0 <= places < len(_HALVES) else Decimal(5).scaleb(-places - 1)
    return half * scale


def _is_whole(kind: Kind, places: int, scale: Decimal) -> bool:
    """Tell whether a print of so many places leaves nothing unsaid.

    Things, points and bare whole numbers are counted, not rounded; money is by the fen.
    """
    if kind is Kind.MONEY:
        return scale.scaleb(-places) <= _FEN
    return kind in (Kind.COUNT, Kind.SCORE, Kind.PLAIN) and places <= 0 and scale == 1


def _widths(x: Observation) -> tuple[Decimal, Decimal]:
    """Return half the width of the boxes by presumed and by printed places.

    Yuan without decimals among whole yuan are taken as exact at first, as rounded afterwards.
    """
    presumed = max(x.presumed, x.places)
    if _is_whole(x.kind, presumed, x.scale) or (x.kind is Kind.MONEY and x.scale == 1):
        narrow = ZERO
    else:
        narrow = _half(presumed, x.scale)
    wide = ZERO if _is_whole(x.kind, x.places, x.scale) else _half(x.places, x.scale)
    if not x.value:
        wide = narrow  # 0万元 says that there was nothing, not that it was less than half
    return narrow, wide


def _blurred(value: Decimal, bound: Bound, half: Decimal) -> Box:
    """Return the box of a figure that words make approximate (近, 余, 不超过)."""
    size = abs(value)
    if bound is Bound.ABOUT:
        low, high = size - max(size * _ABOUT, half), size + max(size * _ABOUT, half)
    elif bound is Bound.AT_LEAST:
        low, high = size, size * _MORE
    else:
        low, high = ZERO, size
    return (-high, -low) if value < 0 else (low, high)


def read_figure(x: Observation, printed: Decimal | None = None) -> Reading:
    """Return the figure as a number; `printed` stands for its value if given."""
    value = (x.value if printed is None else printed) * x.scale
    if x.direction:
        value *= x.direction
    half = _half(max(x.presumed, x.places), x.scale)
    if x.bound is not Bound.EXACT:
        box = _blurred(value, x.bound, half)
        return Reading(value, box, box, half)
    narrow, wide = _widths(x)
    presumed = (value - narrow, value + narrow)
    literal = presumed if wide == narrow else (value - wide, value + wide)
    return Reading(value, presumed, literal, half)


def _moved(reading: Reading, x: Observation, printed: Decimal) -> Reading:
    """Return the reading of a figure with another value in its place."""
    if x.bound is not Bound.EXACT:
        return read_figure(x, printed)
    value = printed * x.scale
    if x.direction:
        value *= x.direction
    narrow = reading.presumed[1] - reading.nominal
    presumed = (value - narrow, value + narrow)
    if reading.literal is reading.presumed:
        return Reading(value, presumed, presumed, reading.half)
    wide = reading.literal[1] - reading.nominal
    return Reading(value, presumed, (value - wide, value + wide), reading.half)


class Judge:
    """Judges relations of one document; figures are read once."""

    def __init__(self) -> None:
        self._readings: dict[Observation, Reading] = {}
        self._totals: dict[Relation, Total] = {}
        self._soft: dict[Relation, bool] = {}
        self._exact = exact_rules()

    def judge(
        self, relation: Relation, changed: Mapping[Observation, Decimal] | None = None
    ) -> Judgement:
        """Return the verdict on a relation, the best of its readings.

        `changed` are values, in the unit of the figure, to be taken instead of the printed ones.
        """
        best = self.of(relation, relation, changed)
        if relation.otherwise and best.violated:
            for other in relation.otherwise:
                found = self.of(relation, other, changed)
                if found.verdict in (Verdict.HELD, Verdict.ROUNDING):
                    return found
                if found.violated and found.presumed_only and not best.presumed_only:
                    best = found
        return best

    def reading(
        self,
        x: Operand,
        rule: str,
        changed: Mapping[Observation, Decimal] | None = None,
    ) -> Reading:
        """Return an operand of a relation of `rule` as a number; constants are exact."""
        if isinstance(x, Decimal):
            return Reading(x, (x, x), (x, x), ZERO)
        found = self._readings.get(x)
        if found is None:
            found = self._readings[x] = read_figure(x)
        if changed and x in changed:
            found = _moved(found, x, changed[x])
        if rule in self._exact and x.bound is Bound.EXACT:
            point = (found.nominal, found.nominal)
            return Reading(found.nominal, point, point, found.half)
        return found

    def total(
        self,
        relation: Relation,
        rule: str,
        changed: Mapping[Observation, Decimal] | None = None,
    ) -> Total | None:
        """Return the sum that a relation of `rule` claims, where it is a long one."""
        if not isinstance(relation.formula, Sum) or len(relation.operands) < _LONG:
            return None
        found = self._totals.get(relation)
        if found is None:
            found = total_of(
                relation.formula.signs, relation.operands, lambda x: self.reading(x, rule)
            )
            self._totals[relation] = found
        if not changed:
            return found
        one, other = sorted((changed, found.signs), key=len)
        both = [x for x in one if x in other]
        return found.exchanged(
            (x, self.reading(x, rule), self.reading(x, rule, changed)) for x in both
        )

    def _is_soft(self, relation: Relation) -> bool:
        if relation not in self._soft:
            self._soft[relation] = _is_soft(relation)
        return self._soft[relation]

    def of(
        self,
        relation: Relation,
        reading: Relation,
        changed: Mapping[Observation, Decimal] | None = None,
    ) -> Judgement:
        """Return the verdict on one reading of a relation."""
        rule = relation.rule
        stated = self.reading(reading.stated, rule, changed)
        total = self.total(reading, rule, changed)
        operands = [] if total else [self.reading(x, rule, changed) for x in reading.operands]
        formula = reading.formula
        expected = total.nominal if total else formula.value([x.nominal for x in operands])
        if expected is None:
            return Judgement(relation, reading, Verdict.UNDEFINED, stated.nominal)
        stated = _rounded_result(stated, reading)
        soft = self._is_soft(reading)
        bounds = total.presumed if total else formula.bounds([x.presumed for x in operands])
        low, high = bounds or (None, None)
        half = stated.presumed[1] - stated.nominal if not soft else ZERO
        nominal = stated.nominal
        if _agrees(nominal, expected, reading, half):
            verdict, presumed_only = Verdict.HELD, False
        elif bounds is None or _meets(stated.presumed, bounds, reading.op):
            verdict, presumed_only = Verdict.ROUNDING, False
        else:
            wide = total.literal if total else formula.bounds([x.literal for x in operands])
            verdict = Verdict.VIOLATED
            presumed_only = wide is None or _meets(stated.literal, wide, reading.op)
        edge = verdict is Verdict.ROUNDING and not soft and _is_edge(stated, expected, low, high)
        return Judgement(
            relation, reading, verdict, nominal, expected, low, high, half,
            presumed_only, edge and reading.op == "=", soft,
        )  # fmt: skip


def judge(relation: Relation) -> Judgement:
    """Return the verdict on one relation."""
    return Judge().judge(relation)


def judge_all(relations: Iterable[Relation]) -> list[Judgement]:
    """Return the verdicts on all relations of a document, in their order."""
    one = Judge()
    return [one.judge(relation) for relation in relations]


def _is_soft(relation: Relation) -> bool:
    """Tell whether words make a figure too vague for the relation to prove anything.

    不少于 and 不超过 are sharp in a comparison and vague in an equation; 约 is always vague.
    """
    for x in relation.observations:
        if x.bound is Bound.EXACT:
            continue
        if relation.op == "=" or x.bound is Bound.ABOUT:
            return True
    return False


def _rounded_result(stated: Reading, relation: Relation) -> Reading:
    """Return the stated figure with the width of a rounding where the sum makes one necessary.

    A whole number of yuan or people is exact as a sum, but an average is rounded to it.
    """
    x = relation.stated
    linear = isinstance(relation.formula, Sum | Same)
    if linear or relation.op != "=" or isinstance(x, Decimal) or x.bound is not Bound.EXACT:
        return stated
    low, high = stated.nominal - stated.half, stated.nominal + stated.half
    literal = (min(low, stated.literal[0]), max(high, stated.literal[1]))
    return Reading(stated.nominal, (low, high), literal, stated.half)


def _agrees(nominal: Decimal, expected: Decimal, relation: Relation, half: Decimal) -> bool:
    """Tell whether the relation holds of the figures as they are printed."""
    op, apart = relation.op, nominal - expected
    if op == "=":
        if not apart:
            return True
        if abs(apart) != half:
            return abs(apart) < half
        return _rounds_to(relation.stated, expected, nominal)
    return (
        (op == "≤" and apart <= 0)
        or (op == "≥" and apart >= 0)
        or (op == "<" and apart < 0)
        or (op == ">" and apart > 0)
    )


def _rounds_to(stated: Operand, expected: Decimal, nominal: Decimal) -> bool:
    """Tell whether an expected value just between two prints is rounded to this one."""
    if isinstance(stated, Decimal):
        return False
    places = max(stated.presumed, stated.places)
    return half_up(expected / stated.scale, places) == nominal / stated.scale


def _meets(stated: Box, bounds: Box, op: str) -> bool:
    """Tell whether some values of both boxes satisfy the relation."""
    match op:
        case "≤":
            return stated[0] <= bounds[1]
        case "≥":
            return stated[1] >= bounds[0]
        case "<":
            return stated[0] < bounds[1]
        case ">":
            return stated[1] > bounds[0]
        case _:
            return stated[0] <= bounds[1] and bounds[0] <= stated[1]


def _is_edge(stated: Reading, expected: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    """Tell whether rounding explains a difference only if it all went one way."""
    if low is None or high is None or not stated.half:
        return False
    apart = abs(stated.nominal - expected)
    room = high - expected if stated.nominal > expected else expected - low
    # Both rounded, they are so many units apart.
    return apart + stated.half >= _EDGE_UNITS * 2 * stated.half and apart > _EDGE_SHARE * room
