"""How many units a department has: 本部以及下属5家预算单位, 行政单位1家，事业单位5家 (A2).

The kinds of units make up the department: its own office and the units below it. Where a report
speaks of its 机关 and 参公 units again (with 机关运行经费, which only they have), it is of the same
ones, and no more of its units set goals than it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.model import Bound, Kind, Observation, Operand, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.kernel.regex import lazy_regex

_UNITS = ("家", "个")
#: A department with its own office and so many units below it.
_BELOW = lazy_regex(r"(?:本部|本级|机关)(?:以及|及其?|和)(?:所属|下属)的?[ ]?$")
_BELOW_END = lazy_regex(r"[ ]?(?:二级)?(?:预算)?单位")
_KINDS = (
    ("office", lazy_regex(r"(?:行政单位|机关)[ ]?$")),
    ("alike", lazy_regex(r"(?:参公|参照公务员法?管理)的?(?:事业)?单位[ ]?$")),
    ("institution", lazy_regex(r"(?<!参公)(?<!管理)(?<!管理的)(?:其他)?事业单位[ ]?$")),
    ("firm", lazy_regex(r"企业(?:单位)?[ ]?$")),
)
_AGAIN = (
    ("office", lazy_regex(r"[ ]?(?:行政)?机关[和、及与，]")),
    ("alike", lazy_regex(r"[ ]?(?:参公|参照公务员法?管理)的?(?:事业)?单位")),
)
_OF_GOALS = lazy_regex(r"[ ]?(?:预算)?单位[^，。；]{0,6}开展[^，。；]{0,24}绩效目标")
#: So many paragraphs behind the number of units their kinds are told.
_NEAR = 3


class _Told(NamedTuple):
    """The number of units below a department, and those of its units by kind."""

    below: Observation
    kinds: dict[str, Observation]


def find(view: View) -> Iterator[Relation]:
    """Yield that the kinds of units make up all, and that they are told alike again."""
    told = _told(view)
    if told is None:
        return
    yield _all(told)
    for passage in view.passages[told.below.place + 1 :]:
        if passage.cell is None and passage.observations:
            yield from _again(passage, told)


def _told(view: View) -> _Told | None:
    for passage in view.passages:
        for o in passage.observations if passage.cell is None else ():
            if _is_count(o) and _BELOW.search(passage.text[max(0, o.start - 12) : o.start]):
                near = view.passages[passage.place : passage.place + _NEAR]
                kinds = next(filter(None, (_kinds(each, o) for each in near)), None)
                named = _BELOW_END.match(passage.text, o.unit_end)
                return _Told(o, kinds) if named and kinds else None
    return None


def _is_count(o: Observation) -> bool:
    level = o.role is Role.LEVEL and o.bound is Bound.EXACT
    return level and o.kind is Kind.COUNT and o.unit in _UNITS


def _kinds(passage: Passage, below: Observation) -> dict[str, Observation]:
    """Return the numbers of units by kind that a paragraph tells, each kind once."""
    found: dict[str, Observation] = {}
    for o in passage.observations:
        if o is below or not _is_count(o):
            continue
        words = passage.text[max(0, o.start - 16) : o.start]
        kind = next((kind for kind, name in _KINDS if name.search(words)), "")
        if kind in found:
            return {}
        if kind:
            found[kind] = o
    return found if "office" in found and len(found) > 1 else {}


def _all(told: _Told) -> Relation:
    """Return that the units below are all units but the office, which some do not count."""
    parts = tuple(told.kinds.values())
    signs = (1,) * len(parts)
    alone = Relation("parts.count", told.below, Sum(signs), parts)
    operands: tuple[Operand, ...] = (*parts, Decimal(1))
    return Relation(
        "parts.count", told.below, Sum((*signs, -1)), operands, otherwise=(alone,),
        note="分项含本部1家",
    )  # fmt: skip


def _again(passage: Passage, told: _Told) -> Iterator[Relation]:
    """Yield that units told of with 机关运行经费 or with goals are those of the department."""
    own = passage.observations
    for at, o in enumerate(own):
        if not _is_count(o):
            continue
        if _OF_GOALS.match(passage.text, o.unit_end):
            operands = (told.below, Decimal(1))
            yield Relation("parts.bound", o, Sum((1, 1)), operands, op="≤")
        pair = own[at : at + len(_AGAIN)]
        if len(pair) < len(_AGAIN) or not all(map(_is_count, pair)):
            continue
        named = list(zip(_AGAIN, pair, strict=True))
        if all(name.match(passage.text, x.unit_end) for (_, name), x in named):
            for (kind, _), x in named:
                if kind in told.kinds:
                    yield Relation("restate.same", x, Same(), (told.kinds[kind],))
