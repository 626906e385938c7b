"""Figures that words or signs put in order: A＞B, 大于全省增速, 超额完成全年目标 (D6, C3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.nearby import sort_of
from mingzhang.kernel.regex import lazy_regex

_SAME = Same()
_SIGN = lazy_regex(r"[ ]?(?P<op>[><≥≤])[ ]?")
_WORD = lazy_regex(
    r"，?(?:明显|略|远|均|仍|也|且|增速|增幅|增长率){0,3}"
    r"(?:(?P<more>大于|高于|超过|快于)|(?P<less>小于|低于|慢于))"
    r"(?P<name>[^，。；：、]{0,24}?)[ ]?"
)
#: What is measured against must be a rate itself: 高于上年5% would tell by how much.
_RATE_NAME = lazy_regex(r"(?:增速|增幅|增长率|[^概效]率)(?:的|为)?$")
_AND = lazy_regex(r"[和、及与](?P<name>[^，。；：、]{0,24}?)[ ]?")
_MET = lazy_regex(
    r"，?(?:已|均|全面|提前|圆满){0,2}(?P<over>超额)?完成(?:了)?(?P<of>[^，。；：未]{0,14}?)[ ]?"
)
_OF_TARGET = lazy_regex(r"[ ]?(?:的)?(?:年度|全年|工作|考核)?(?:目标|任务|计划)")


def find(view: View) -> Iterator[Relation]:
    """Yield the orders that are claimed between figures which stand next to each other."""
    for passage in view.passages:
        if passage.cell is None and len(passage.observations) > 1:
            yield from _signs(passage)
            yield from _words(passage)
            yield from _targets(passage)


def _pairs(passage: Passage) -> Iterator[tuple[int, Observation, Observation, str]]:
    """Yield neighbouring figures of one sort with the words between them."""
    own = passage.observations
    for at in range(len(own) - 1):
        one, other = own[at], own[at + 1]
        if sort_of(one) == sort_of(other):
            yield at, one, other, passage.text[one.unit_end : other.start]


def _signs(passage: Passage) -> Iterator[Relation]:
    for _, one, other, between in _pairs(passage):
        found = _SIGN.fullmatch(between)
        if found is not None and one.bound is Bound.EXACT:
            yield _order(one, found["op"], other, Certainty.CERTAIN)


def _words(passage: Passage) -> Iterator[Relation]:
    for at, one, other, between in _pairs(passage):
        found = _WORD.fullmatch(between)
        if found is None or not _comparable(one, other) or not _is_rate(found["name"]):
            continue
        op = ">" if found["more"] else "<"
        yield _order(one, op, other, Certainty.LIKELY)
        further = passage.observations[at + 2 : at + 3]
        if further and sort_of(other) == sort_of(further[0]):
            more = _AND.fullmatch(passage.text, other.unit_end, further[0].start)
            if more is not None and _is_rate(more["name"]) and _comparable(one, further[0]):
                yield _order(one, op, further[0], Certainty.LIKELY)


def _comparable(one: Observation, other: Observation) -> bool:
    """Tell whether both are rates that words compare as they are printed, without a sign."""
    rates = one.kind is Kind.RATE and other.kind is Kind.RATE and one.unit == other.unit
    return rates and one.bound is Bound.EXACT and one.direction >= 0 and other.direction >= 0


def _is_rate(name: str) -> bool:
    return not name or bool(_RATE_NAME.search(name))


def _order(one: Observation, op: str, other: Observation, certainty: Certainty) -> Relation:
    return Relation("compare.order", one, _SAME, (other,), op=op, certainty=certainty)


def _targets(passage: Passage) -> Iterator[Relation]:
    """Yield that what is said to fulfil a printed target reaches it."""
    for _, one, target, between in _pairs(passage):
        found = _MET.fullmatch(between)
        behind = passage.text[target.unit_end : target.unit_end + 12]
        named = "目标" in (found["of"] if found else "") or _OF_TARGET.match(behind)
        if found is None or not named or behind.startswith(("的1", "的9")):
            continue
        if re.match(r"[ ]?的[ ]?[0-9]", behind) or one.role is not Role.LEVEL:
            continue  # the rate of completion follows, and tells how much
        if one.bound is Bound.EXACT:
            yield Relation(
                "target.met",
                one,
                _SAME,
                (target,),
                op=">" if found["over"] else "≥",
                certainty=Certainty.CERTAIN if found["over"] else Certainty.LIKELY,
            )
