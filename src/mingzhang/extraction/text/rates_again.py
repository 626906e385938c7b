"""A rate that is named twice in one paragraph is one rate: “…利用率0.71%…，…利用率0.71%＜3.7%”."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation
from mingzhang.extraction.passages import Passage, View
from mingzhang.kernel.regex import lazy_regex

_NAME = lazy_regex(r"[一-鿿（）、“”]{5,40}(?:率|占比|比重|满意度)(?:为|是|达到?|达)?-?$")
#: A clause of more signs is no name of a rate.
_LONGEST = 200
_FILLER = lazy_regex(
    r"(?:为|是|达到?|达)?-?$|^(?:我|本)(?:单位|部门|街道|[局委办厅院校镇乡区县市])"
)


def find(view: View) -> Iterator[Relation]:
    """Yield that rates of one full name in one paragraph, none of another year, are one."""
    for passage in view.passages:
        if len(passage.observations) < 2 or passage.cell is not None:
            continue
        named: dict[str, list[Observation]] = {}
        for found in passage.observations:
            if name := _name(passage, found):
                before = named.setdefault(name, [])
                first = next((o for o in before if _may_be_of(o, found)), None)
                before.append(found)
                if first is not None:
                    yield Relation(
                        "restate.same", found, Same(), (first,), certainty=Certainty.LIKELY
                    )


def _may_be_of(one: Observation, other: Observation) -> bool:
    """Tell whether no word makes two rates those of different years."""
    return one.year == other.year or None in (one.year, other.year)


def _name(passage: Passage, found: Observation) -> str:
    if found.kind is not Kind.RATE or found.bound is not Bound.EXACT:
        return ""
    first = max(0, found.start - _LONGEST)
    begin = max(passage.text.rfind(sign, first, found.start) for sign in "，。；：＜＞<>") + 1
    if first and not begin:
        return ""
    clause = passage.text[begin : found.start]
    return _FILLER.sub("", clause) if _NAME.search(clause) else ""
