"""The verdicts on a report's identities, counted and told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.statements.identities import Judgement, Side, Verdict, counts
from mingzhang.domain.statements.load import StatementSet, ground_basis
from mingzhang.kernel.money import format_yuan
from mingzhang.rulebook.documents import cite


@dataclass(frozen=True, slots=True)
class Judged:
    """Every judgement of an edition on one set of statements."""

    edition: StatementSet
    judgements: tuple[Judgement, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many judgements came to a verdict."""
        return counts(self.judgements)[verdict]

    def told(self) -> list[str]:
        """Return the counts, then each broken identity with both of its sides, for people."""
        held, broken, open_ = (self.count(v) for v in Verdict)
        idle = sum(not j.applies for j in self.judgements)
        total = f"成立 {held}，不成立 {broken}，无法检验 {open_}；条件不满足、不适用 {idle}"
        head = f"勾稽关系（{self.edition.id}）：{total}"
        return [head] + [_line(j) for j in self.judgements if j.verdict is Verdict.DISAGREES]

    def records(self) -> list[dict[str, object]]:
        """Return every judgement as plain data, in the edition's order."""
        return [_record(j) for j in self.judgements]


def _line(judgement: Judgement) -> str:
    left, right = _sum(judgement.left), _sum(judgement.right)
    op, off = judgement.identity.op, _yuan(judgement.difference)
    return f"勾稽不成立 {judgement.identity.id}：{left} {op} {right}，相差 {off} 元"


def _sum(side: Side) -> str:
    signed = (("−" if o.sign < 0 else "+", o) for o in side.operands)
    parts = "".join(f"{sign}{o.label} {_yuan(o.value)}" for sign, o in signed)
    return f"{parts.removeprefix('+')}（= {_yuan(side.value)}）"


def _yuan(value: Decimal | None) -> str:
    return "不详" if value is None else format_yuan(value)


def _record(judgement: Judgement) -> dict[str, object]:
    identity = judgement.identity
    return {
        "code": identity.id,
        "line": judgement.line,
        "column": judgement.column,
        "verdict": judgement.verdict.value if judgement.applies else "not applicable",
        "op": identity.op,
        "left": _operands(judgement.left),
        "right": _operands(judgement.right),
        "difference": _yuan(judgement.difference),
        "reason": judgement.reason,
        "severity": identity.severity,
        "basis": cite(ground_basis(identity.basis)),
    }


def _operands(side: Side) -> list[dict[str, str]]:
    return [
        {
            "at": str(o.at),
            "label": o.label,
            "sign": "-" if o.sign < 0 else "+",
            "value": _yuan(o.value),
        }
        for o in side.operands
    ]
