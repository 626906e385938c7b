"""What is told to people: one finding for each mistake, with its sum, both sides and all places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.docmodel.source import Span
from mingzhang.domain.checks import messages
from mingzhang.domain.checks.alike import merged
from mingzhang.domain.checks.judge import Judgement
from mingzhang.domain.checks.model import (
    Certainty,
    Kind,
    Observation,
    Relation,
    Remark,
    Severity,
)
from mingzhang.domain.checks.repairs import Change
from mingzhang.domain.checks.rootcause import Cause, causes, printed
from mingzhang.domain.checks.severity import lead
from mingzhang.rulebook.checks import check

STATED = "stated"
OPERAND = "operand"
ROOT = "root"
FOLLOWS = "follows"  # computed from the root, to be mended with it
REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a finding: what it has to do with it, and the figure as printed (if one)."""

    role: str
    spans: tuple[Span, ...]
    text: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Likely:
    """A figure that may be wrong, the value that would be right as printed, all of its places."""

    observation: Observation
    value: Decimal
    text: str
    slip: str
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake, or one thing to look at.

    `stated`, `expected`, `difference`, `tolerance` and `allowed` are for people, with units, ""
    where there is none. `amount_yuan` is the money at stake. `places` begin with the one to mend
    first. `root` is the figure that is likely wrong, None where it cannot be told; `follows` are
    figures computed from it; `candidates` figures of which one is wrong. `judgements` are the
    violated relations, the one that the finding is told by first; empty for a remark.
    """

    rule: str
    severity: Severity
    title: str
    message: str
    places: tuple[Place, ...]
    stated: str = ""
    expected: str = ""
    difference: str = ""
    tolerance: str = ""
    allowed: str = ""
    amount_yuan: Decimal | None = None
    impact: str = ""
    advice: str = ""
    basis: str = ""
    root: Likely | None = None
    follows: tuple[Likely, ...] = ()
    candidates: tuple[Likely, ...] = ()
    judgements: tuple[Judgement, ...] = ()


def findings(
    relations: Sequence[Relation],
    judgements: Sequence[Judgement],
    remarks: Iterable[Remark] = (),
) -> list[Finding]:
    """Return all findings of a document, the most severe first, then in reading order.

    Relations that one changed figure would mend are one finding; so are passages that repeat the
    same figures with the same fault, and remarks that say the same of several places. Raises
    UnknownCheck for a rule that is not in the catalogue.
    """
    groups: dict[object, list[tuple[Cause, Severity, Judgement]]] = {}
    for cause in causes(relations, judgements):
        led = lead(cause)
        if led is not None:
            groups.setdefault(_signature(cause), []).append((cause, *led))
    for each in judgements:
        sharp = each.relation.certainty >= Certainty.LIKELY and not each.relation.slip_only
        if each.edge and sharp:
            alone = Cause((each,))
            groups.setdefault(_signature(alone), []).append((alone, Severity.HINT, each))
    found = [_finding(group) for group in groups.values()]
    found += [_remarked(each) for each in merged(r for r in remarks if not _is_told(r, found))]
    return sorted(found, key=lambda each: (-each.severity, _start(each), each.rule, each.message))


#: Rules of remarks that hold words against figures.
_OF_FIGURES = frozenset({"direction.word"})


def _is_told(remark: Remark, found: Sequence[Finding]) -> bool:
    """Tell whether a finding has the fault already: a wrong figure makes a right word look wrong.

    That is a word that would be another by its figures (`expected`), where one of these is the
    root of a finding about all of them.
    """
    if remark.rule not in _OF_FIGURES or not remark.expected or not remark.numbers:
        return False
    return any(
        each.root is not None
        and any(x.number in remark.numbers for x in each.root.observations)
        and {p.number for p in each.places}.issuperset(remark.numbers)
        for each in found
    )


def _signature(cause: Cause) -> object:
    """Return what two causes share when one passage repeats the other."""
    relations = tuple(
        (each.relation.rule, each.edge, *((x.label, x.value, x.unit) for x in figures))
        for each in cause.judgements
        for figures in [each.relation.observations]
    )
    return relations, tuple((each.observation.value, each.likely) for each in cause.changes)


def _finding(group: Sequence[tuple[Cause, Severity, Judgement]]) -> Finding:
    cause, _, first = group[0]
    severity = max(each for _, each, _ in group)
    rule = check(first.relation.rule)
    at_stake = _amount(cause, first)
    ordered = (first, *(each for each in cause.judgements if each is not first))
    rest = tuple(each for other, _, _ in group[1:] for each in other.judgements)
    root = _likely(cause.changes[0]) if cause.changes else None
    if root is not None:
        again = [x for other, _, _ in group[1:] for x in other.changes[0].observations]
        root = replace(root, observations=tuple(dict.fromkeys([*root.observations, *again])))
    return Finding(
        rule=rule.id,
        severity=severity,
        title=rule.title,
        message=messages.message(cause, first, len(group)),
        places=_places([(each, judged) for each, _, judged in group]),
        stated=messages.stated_text(first.reading),
        expected=messages.expected_text(first),
        difference=messages.apart_text(first),
        tolerance=messages.tolerance_text(first),
        allowed=messages.allowed_text(first),
        amount_yuan=at_stake,
        impact=_impact(rule.impact, at_stake),
        advice=rule.advice,
        basis=rule.basis,
        root=root,
        follows=tuple(_likely(each) for each in cause.changes[1:]),
        candidates=tuple(_likely(each) for each in cause.candidates),
        judgements=ordered + rest,
    )


def _remarked(remark: Remark) -> Finding:
    rule = check(remark.rule)
    return Finding(
        rule=rule.id,
        severity=Severity(min(remark.severity, rule.rank)),
        title=rule.title,
        message=remark.message,
        places=tuple(Place(REMARK, (span,)) for span in remark.spans),
        stated=remark.stated,
        expected=remark.expected,
        impact=rule.impact,
        advice=rule.advice,
        basis=rule.basis,
    )


def _likely(change: Change) -> Likely:
    return Likely(
        change.observation,
        change.likely,
        messages.amount(change.observation, printed(change)),
        change.slip,
        change.observations,
    )


def _places(group: Sequence[tuple[Cause, Judgement]]) -> tuple[Place, ...]:
    """Return all places of a finding: the root, what follows it, stated figures, operands."""
    roles: dict[Observation, str] = {}
    for cause, _ in group:
        for n, change in enumerate(cause.changes):
            for x in change.observations:
                roles.setdefault(x, FOLLOWS if n else ROOT)
    for cause, first in group:
        judged = (first, *(each for each in cause.judgements if each is not first))
        for each in judged:
            relation = each.reading
            if isinstance(relation.stated, Observation):
                roles.setdefault(relation.stated, STATED)
            for operand in relation.operands:
                if isinstance(operand, Observation):
                    roles.setdefault(operand, OPERAND)
    return tuple(
        Place(role, x.spans, messages.amount(x, x.value), x.number) for x, role in roles.items()
    )


def _amount(cause: Cause, first: Judgement) -> Decimal | None:
    """Return the money at stake: what the root is off by, else what the stated side is."""
    root = cause.root
    if root is not None and root.observation.kind is Kind.MONEY:
        return abs(root.likely - root.observation.value) * root.observation.scale
    if first.pattern.kind is Kind.MONEY and first.difference is not None:
        return abs(first.difference)
    return None


def _impact(impact: str, at_stake: Decimal | None) -> str:
    if at_stake is None or not impact:
        return impact
    return f"{impact}，涉及{messages.money(at_stake)}"


def _start(finding: Finding) -> int:
    return min((span.start for place in finding.places for span in place.spans), default=0)
