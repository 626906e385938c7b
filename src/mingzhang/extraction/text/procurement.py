"""Procurement for small firms: what is reserved for them and what they were awarded.

Basis: 政府采购促进中小企业发展管理办法 (财库〔2020〕46号). Small and micro firms are among the
small and medium ones, what is reserved is part of the year's procurement budget, and what was
awarded of it is within it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.model import Bound, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.kernel.regex import lazy_regex

_SAME = Same()
_MINOR, _SMALL = "中小企业", "小[型微](?:和?微型)?企业"
_GIVEN = r"[^，。；0-9]{0,12}$"
_RESERVED = rf"[^，。；]{{0,4}}预留(?:的)?政府采购(?:项目)?{_GIVEN}"
_WON = r"[^。；]{0,24}金额[^。；0-9]{0,4}$"
#: What an amount is, by the words before it; the first that fits counts.
_NAMES = (
    ("won", lazy_regex(rf"面向{_MINOR}预留[^。；]{{0,24}}中，由{_MINOR}{_WON}")),
    ("won_small", lazy_regex(rf"面向{_SMALL}预留[^。；]{{0,24}}中，由{_SMALL}{_WON}")),
    ("won_other", lazy_regex(rf"其他政府采购项目中，由{_MINOR}{_WON}")),
    ("small", lazy_regex(rf"面向{_SMALL}{_RESERVED}|预留给{_SMALL}的政府采购{_GIVEN}")),
    ("reserved", lazy_regex(rf"面向{_MINOR}{_RESERVED}|预留给{_MINOR}的政府采购{_GIVEN}")),
    ("budget", lazy_regex(r"政府采购(?:总)?预算(?:总额|金额|数)?[ ]?(?:为|共|合计)?[ ]?$")),
    (
        "signed",
        lazy_regex(r"政府采购(?:支出)?(?:总额|金额)(?:（[^（）]{0,16}）)?[ ]?(?:为|共)?[ ]?$"),
    ),
)
_WITHIN = (
    ("small", "reserved"),
    ("won", "reserved"),
    ("won_small", "small"),
    ("won_small", "won"),
    ("reserved", "budget"),
)
_LOOK = 90


def find(view: View) -> Iterator[Relation]:
    """Yield the bounds of what sections on procurement tell, each amount told once."""
    told: dict[str, Observation] = {}
    section = -1
    for passage in view.passages:
        if passage.cell is not None or "采购" not in passage.text or not passage.observations:
            continue
        under = max((h.place for h in passage.headings), default=-1)
        if under != section:
            yield from _bounds(told)
            told, section = {}, under
        for name, o in _named(passage):
            told.setdefault(name, o)
    yield from _bounds(told)


def _named(passage: Passage) -> Iterator[tuple[str, Observation]]:
    within = ((begin, o) for begin, end in passage.sentences for o in passage.within(begin, end))
    for begin, o in within:
        if o.kind is not Kind.MONEY or o.role is not Role.LEVEL or o.bound is not Bound.EXACT:
            continue
        words = passage.text[max(begin, o.start - _LOOK) : o.start]
        name = next((name for name, pattern in _NAMES if pattern.search(words)), "")
        if name:
            yield name, o


def _bounds(told: dict[str, Observation]) -> Iterator[Relation]:
    for part, whole in _WITHIN:
        if part in told and whole in told:
            yield Relation("parts.bound", told[part], _SAME, (told[whole],), op="≤")
    won = [told[name] for name in ("won", "won_other") if name in told]
    if "signed" in told and len(won) > 1:
        signs = Sum((1,) * len(won))
        yield Relation("parts.sum", told["signed"], signs, tuple(won), op="≥")
