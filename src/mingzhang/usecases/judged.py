"""The verdicts on a report's identities, counted and told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.statements.identities import Judgement, Side, Verdict, counts
from mingzhang.domain.statements.load import StatementSet, ground_basis
from mingzhang.facts.key import Entity
from mingzhang.kernel.money import format_yuan
from mingzhang.rulebook.documents import cite

_LABELS = {
    Verdict.AGREES: "成立",
    Verdict.DISAGREES: "不成立",
    Verdict.UNEXAMINED: "无法检验",
}
#: What is told of an identity whose condition is not met: there is nothing to examine.
_IDLE, _IDLE_LABEL = "not applicable", "不适用"


@dataclass(frozen=True, slots=True)
class Judged:
    """Every judgement of an edition on the statements of one entity (its name as printed)."""

    edition: StatementSet
    entity: Entity
    name: str
    year: int
    judgements: tuple[Judgement, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many judgements came to a verdict."""
        return counts(self.judgements)[verdict]

    def told(self) -> list[str]:
        """Return the counts, then each broken identity with both of its sides, for people."""
        total = "，".join(f"{_LABELS[v]} {self.count(v)}" for v in Verdict)
        total += f"；条件不满足、{_IDLE_LABEL} {self._idle}"
        head = f"勾稽关系（{self.edition.id}）：{total}"
        return [head] + [_line(j) for j in self.judgements if j.verdict is Verdict.DISAGREES]

    def records(self) -> dict[str, object]:
        """Return a summary, then every judgement in the edition's order, as plain data.

        Codes are for programs, labels beside them for people; amounts are yuan.
        """
        return {"summary": self._summary(), "judgements": [_record(j) for j in self.judgements]}

    @property
    def _idle(self) -> int:
        return sum(not j.applies for j in self.judgements)

    def _summary(self) -> dict[str, object]:
        counted = [(v.value, _LABELS[v], self.count(v)) for v in Verdict]
        counted.append((_IDLE, _IDLE_LABEL, self._idle))
        return {
            "edition": self.edition.id,
            "edition_title": self.edition.head.title,
            "entity": self.entity.code,
            "scope": self.entity.scope.value,
            "name": self.name,
            "year": self.year,
            "verdicts": [
                {"verdict": code, "label": label, "count": count} for code, label, count in counted
            ],
        }


def _line(judgement: Judgement) -> str:
    left, right = _sum(judgement.left), _sum(judgement.right)
    op, off = judgement.identity.op, _yuan(judgement.difference)
    return f"勾稽不成立 {judgement.identity.id}：{left} {op} {right}，相差 {off} 元"


def _sum(side: Side) -> str:
    """Return a side with its operands; the result only where it is not the one number told."""
    signed = [("− " if o.sign < 0 else "+ ", o) for o in side.operands]
    parts = " ".join(f"{sign}{o.label} {_yuan(o.value)}" for sign, o in signed).removeprefix("+ ")
    told = len(signed) == 1 and signed[0][1].sign > 0
    return parts if told else f"{parts}（= {_yuan(side.value)}）" if parts else _yuan(side.value)


def _yuan(value: Decimal | None) -> str:
    return "不详" if value is None else format_yuan(value)


def _record(judgement: Judgement) -> dict[str, object]:
    identity = judgement.identity
    verdict = judgement.verdict
    return {
        "code": identity.id,
        "title": identity.title,
        "line": judgement.line,
        "column": judgement.column,
        "verdict": verdict.value if judgement.applies else _IDLE,
        "label": _LABELS[verdict] if judgement.applies else _IDLE_LABEL,
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
