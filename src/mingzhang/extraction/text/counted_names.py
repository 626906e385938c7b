"""Things that are counted by naming them: 新增2个结对学校。与甲校、乙校结为结对学校 (D4).

A statement of numbers is followed by clauses that name the partners; 分别结为 gives each partner
its own kind. A list with 等 or one whose items cannot be told apart counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import (
    Bound,
    Certainty,
    Kind,
    Observation,
    Relation,
    Role,
)
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.goal_names import Topic, named
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_RULE, _SAME = "count.list", Same()
_TIES = any_of("ties")
_CLAUSE = lazy_regex(
    rf"(?<![^，。；：] )(?<![^，。；： ])(?:先后|已|成功)?(?:与|同|和)"
    rf"(?P<with>[^，。；：]{{2,80}}?)(?P<each>分别)?"
    rf"(?:先后|成功|正式)?(?:{_TIES})(?:了|为|成)?(?P<kinds>[^，。；：]{{2,60}})"
)
_OPEN = lazy_regex("等|其中|以及")
_JOINT = lazy_regex("[和与及]")
_BRACKETS = lazy_regex(r"（[^（）]*）|“[^“”]*”|《[^《》]*》")


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """How many things of a kind a text names one by one."""

    name: str
    count: Decimal
    topic: Topic


def find(view: View) -> Iterator[Relation]:
    """Yield that numbers of things are the numbers of those that are named."""
    for passage in view.passages:
        if passage.cell is None and passage.observations:
            yield from _partners(passage)


def counted(passage: Passage) -> Iterator[Counted]:
    """Yield the kinds of things that a text names one by one, with their number."""
    for clause in _CLAUSE.finditer(passage.text):
        for name, count in _kinds(clause):
            yield Counted(name, Decimal(count), named(name, "个"))


def _kinds(clause: re.Match[str]) -> list[tuple[str, int]]:
    """Return what a clause names, with the number of each; nothing where that is not sure."""
    partners, kinds = _items(clause["with"]), _items(clause["kinds"])
    if not partners or not kinds:
        return []
    if len(kinds) == 1:
        return [(kinds[0], len(partners))]
    return [(kind, 1) for kind in kinds] if clause["each"] and len(kinds) == len(partners) else []


def _items(listed: str) -> list[str]:
    """Return the items of a list; nothing where one is left out or 和 may be part of a name."""
    masked = _BRACKETS.sub(lambda m: "〇" * len(m[0]), listed)
    if _OPEN.search(masked):
        return []
    pieces = masked.split("、")
    last = _JOINT.split(pieces[-1])
    if any(_JOINT.search(piece) for piece in pieces[:-1]) or len(last) > _TWO:
        return []
    return [piece.strip() for piece in (*pieces[:-1], *last) if piece.strip()]


_TWO = 2


def _partners(passage: Passage) -> Iterator[Relation]:
    """Yield for a sentence of numbers that the clauses of the next one name so many each."""
    for (begin, end), (start, stop) in zip(passage.sentences, passage.sentences[1:], strict=False):
        told = [o for o in passage.within(begin, end) if _is_count(o)]
        clauses = [c for c in _CLAUSE.finditer(passage.text, start, stop) if c.end() <= stop]
        listed = [_kinds(clause) for clause in clauses]
        if not told or len(told) != len(listed) or not all(listed):
            continue
        if all(_is_of(passage, o, kinds) for o, kinds in zip(told, listed, strict=True)):
            yield from _numbers(told, listed)


def _numbers(
    told: Sequence[Observation], listed: Sequence[Sequence[tuple[str, int]]]
) -> Iterator[Relation]:
    counts = [Decimal(sum(n for _, n in kinds)) for kinds in listed]
    holds = sum(o.exact == count for o, count in zip(told, counts, strict=True))
    if holds or len(told) == 1:
        for o, count in zip(told, counts, strict=True):
            yield _count(o, count)


def _count(o: Observation, count: Decimal) -> Relation:
    note = f"文中逐一列出的为{count}{o.unit}"
    return Relation(_RULE, o, _SAME, (count,), certainty=Certainty.LIKELY, note=note)


def _is_count(o: Observation) -> bool:
    whole = o.kind is Kind.COUNT and o.scale == 1 and o.role is Role.LEVEL
    return whole and o.bound is Bound.EXACT and o.unit in ("个", "对", "家")


def _is_of(passage: Passage, o: Observation, kinds: Sequence[tuple[str, int]]) -> bool:
    """Tell whether a number is of things called like those that are named: two signs in common."""
    behind = passage.text[o.unit_end : o.unit_end + 12]
    words = re.split("[，。；：、和与及0-9]", behind)[0]
    pairs = {words[n : n + 2] for n in range(len(words) - 1)}
    return any(name[n : n + 2] in pairs for name, _ in kinds for n in range(len(name) - 1))
