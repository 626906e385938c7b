"""Which figures of a document are known to determine each other, without asking the checker.

For real documents that is the hand list, for our own reports what their figures are: the same fact
printed twice, the identities of the forms, rates and changes of printed amounts, and sums of one
quantity over its kinds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.docmodel.model import Derivation, Number, numbers
from mingzhang.domain.statements.identities import Operand, Verdict
from mingzhang.domain.statements.statement import Address, Amount, Statements
from mingzhang.usecases.compile_report import CompiledReport
from tools.accuracy.claims import Claim
from tools.accuracy.equations import OK, ROUNDING, VIOLATED, Box, Equation, Node, Ref, box, total
from tools.accuracy.targets import MONEY, NARROW, RATES, Target

SCALES = {
    "元": Fraction(1),
    "万元": Fraction(10**4),
    "亿元": Fraction(10**8),
    **dict.fromkeys(RATES, Fraction(1, 100)),
}
#: A zero does not tell in which unit it is; ten thousand is more than the rounding of any.
_SCALE_OF_ZERO = Fraction(10**4)
_MEASURE = re.compile(r"measure=(\w+)")


@dataclass(frozen=True, slots=True)
class Tie:
    """An equation that holds in the document; each of its figures is a target (or several)."""

    id: str
    kind: str
    equation: Equation
    boxes: Mapping[Ref, Box]
    targets: Mapping[Ref, tuple[int, ...]]

    def broken_by(self, target: int, change: Callable[[Box], Box]) -> bool:
        """Tell whether it cannot hold when one target means something else."""
        return any(
            self.equation.judge({**self.boxes, ref: change(self.boxes[ref])}) == VIOLATED
            for ref, members in self.targets.items()
            if target in members and ref in self.boxes
        )


def from_claims(
    claims: Iterable[Claim], lines: Sequence[str], places: Mapping[tuple[int, int], int]
) -> Iterator[Tie]:
    """Yield the claims that hold; `places` gives the target at (line, start in the line)."""
    for claim in claims:
        if claim.verdict not in {OK, ROUNDING}:
            continue
        found = {ref: places.get((ref.line, ref.find(lines)[0])) for ref in claim.equation.refs}
        members = {ref: (number,) for ref, number in found.items() if number is not None}
        if members:
            yield Tie(claim.id, claim.kind, claim.equation, claim.boxes(lines), members)


def from_report(report: CompiledReport, shown: Mapping[int, int]) -> list[Tie]:
    """Return what ties the figures of our own report; `shown` gives each Number's target."""
    return list(_Book(report, shown).ties())


class _Book:
    """The figures of a report by key, as leaves of equations in yuan and plain numbers."""

    def __init__(self, report: CompiledReport, shown: Mapping[int, int]) -> None:
        self._report = report
        self._found: dict[str, list[tuple[Number, int]]] = defaultdict(list)
        for place, number in enumerate(numbers(report.document)):
            if place in shown:
                self._found[number.key].append((number, shown[place]))
        self._refs = {key: Ref(n, "0") for n, key in enumerate(self._found)}
        derivations = report.document.derivations
        self._boxes = {
            self._refs[key]: number_box(found[0][0], derivations.get(key))
            for key, found in self._found.items()
        }

    def ties(self) -> Iterator[Tie]:
        seen: set[tuple[Ref, ...]] = set()
        made = (self._identities(), self._rates(), self._kinds())
        for kind, equation in (each for group in made for each in group):
            refs = tuple(sorted(equation.refs))
            boxes = {ref: self._boxes[ref] for ref in refs}
            if len(refs) > 1 and refs not in seen and equation.judge(boxes) != VIOLATED:
                seen.add(refs)
                yield Tie(f"{kind}-{len(seen)}", kind, equation, boxes, self._members(refs))
        for key, found in self._found.items():
            yield from self._restated(key, found)

    def _members(self, refs: Iterable[Ref]) -> dict[Ref, tuple[int, ...]]:
        by_ref = {ref: key for key, ref in self._refs.items()}
        return {ref: tuple(t for _, t in self._found[by_ref[ref]]) for ref in refs}

    def _restated(self, key: str, found: list[tuple[Number, int]]) -> Iterator[Tie]:
        first, *others = found
        derivation = self._report.document.derivations.get(key)
        left = Ref(0, "0")
        for n, other in enumerate(others, 1):
            right = Ref(n, "0")
            boxes = {
                left: number_box(first[0], derivation),
                right: number_box(other[0], derivation),
            }
            members = {left: (first[1],), right: (other[1],)}
            yield Tie(f"same {key}", "restatement", Equation(left, "=", right), boxes, members)

    def _identities(self) -> Iterator[tuple[str, Equation]]:
        for each in self._report.judged.judgements:
            if each.applies and each.verdict is Verdict.AGREES and each.identity.op == "=":
                sides = [self._side(side.operands) for side in (each.left, each.right)]
                if sides[0] is not None and sides[1] is not None:
                    yield "identity", Equation(sides[0], "=", sides[1])

    def _side(self, operands: Iterable[Operand]) -> Node | None:
        """Return a side as a sum of printed figures; None when one that counts is not printed."""
        node: Node = Fraction(0)
        for operand in operands:
            key = _key(operand, self._report.statements)
            if key in self._refs:
                node = ("+" if operand.sign > 0 else "-", node, self._refs[key])
            elif operand.value is None or operand.value != 0:
                return None
        return node

    def _rates(self) -> Iterator[tuple[str, Equation]]:
        for key, ref in self._refs.items():
            measure = _MEASURE.search(key)
            derivation = self._report.document.derivations.get(key)
            if measure is None or derivation is None:
                continue
            base = self._refs.get(_without_measure(key))
            change = self._refs.get(key.replace("measure=growth", "measure=change"))
            if measure[1] == "growth" and base and change:
                yield "growth", Equation(ref, "=", ("/", change, ("-", base, change)))
            if measure[1] in {"share", "completion"} and len(derivation.operands) == 2:
                part, whole = (self._refs.get(o.key) for o in derivation.operands)
                if part and whole:
                    yield measure[1], Equation(ref, "=", ("/", part, whole))

    def _kinds(self) -> Iterator[tuple[str, Equation]]:
        """Yield each quantity as the sum over one further dimension, where it is such a sum."""
        parts: dict[tuple[str, str], list[Ref]] = defaultdict(list)
        for key, ref in self._refs.items():
            if re.search(r"measure=(?!change)", key):
                continue
            for dim, whole in _wholes(key):
                parts[whole, dim].append(ref)
        for (whole, _), refs in parts.items():
            if whole in self._refs and len(refs) > 1:
                yield "kinds", Equation(self._refs[whole], "=", total(refs))


def number_box(number: Number, derivation: Derivation | None = None) -> Box:
    """Return what a printed figure can mean, in yuan or plain; its sign is its fact's."""
    scale = SCALES.get(number.unit)
    value = Fraction(number.value)
    # A change is printed without its sign, which stands in the words before it.
    if derivation and derivation.value is not None and derivation.value < 0 < value:
        value = -value
    if scale is None:
        return Box(value, value, value)
    half = Fraction(1, 2 * 10**number.places)
    return Box(value * scale, (value - half) * scale, (value + half) * scale)


def changed(target: Target, printed: str, unit: str) -> Callable[[Box], Box]:
    """Return how another print or unit changes what a target means, in whatever scale."""
    rate = target.unit in RATES
    before, after = box(_plain(target.printed), rate=rate), box(_plain(printed), rate=rate)
    factor = Fraction(1)
    if target.unit in MONEY and unit in MONEY:
        factor = SCALES[unit] / SCALES[target.unit]

    def change(old: Box) -> Box:
        scale = factor * (old.value / before.value if before.value else _SCALE_OF_ZERO)
        low, high = sorted((after.low * scale, after.high * scale))
        return Box(after.value * scale, low, high)

    return change


def negated(old: Box) -> Box:
    """Return what a figure means when it has the other sign."""
    return Box(-old.value, -old.high, -old.low)


def _plain(printed: str) -> str:
    return printed.replace(",", "").translate(NARROW)


def _key(operand: Operand, statements: Statements) -> str:
    if isinstance(operand.at, Address):
        value = statements.value(operand.at)
        return str(value.key) if isinstance(value, Amount) and value.key else str(operand.at)
    return str(operand.at)


def _without_measure(key: str) -> str:
    return re.sub(r"\{\}", "", re.sub(r",?measure=\w+,?", "", key))


def _wholes(key: str) -> Iterator[tuple[str, str]]:
    """Yield each dimension of a key with the key that lacks it."""
    match = re.search(r"\{([^}]*)\}", key)
    dims = match[1].split(",") if match else []
    for dim in dims:
        rest = ",".join(each for each in dims if each != dim)
        name = dim.partition("=")[0]
        if name != "measure":
            body = f"{{{rest}}}" if rest else ""
            yield name, re.sub(r"\{[^}]*\}", body, key, count=1)
