"""A rate that is named twice in one paragraph is one rate: “…利用率0.71%…，…利用率0.71%＜3.7%”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation
from mingzhang.extraction.passages import Passage, View

_NAME = re.compile(r"[一-鿿（）、“”]{5,40}(?:率|占比|比重|满意度)(?:为|是|达到?|达)?-?$")
_FILLER = re.compile(r"(?:为|是|达到?|达)?-?$|^(?:我|本)[局委办单位部门]{1,2}")


def find(view: View) -> Iterator[Relation]:
    """Yield that rates of one full name in one paragraph, none of another year, are one."""
    for passage in view.passages:
        if len(passage.observations) < 2 or passage.cell is not None:
            continue
        first: dict[tuple[str, int | None], Observation] = {}
        for found in passage.observations:
            name = _name(passage, found)
            if not name:
                continue
            before = first.setdefault((name, found.year), found)
            if before is not found:
                yield Relation("restate.same", found, Same(), (before,), certainty=Certainty.LIKELY)


def _name(passage: Passage, found: Observation) -> str:
    if found.kind is not Kind.RATE or found.bound is not Bound.EXACT:
        return ""
    begin = max(passage.text.rfind(sign, 0, found.start) for sign in "，。；：＜＞<>") + 1
    clause = passage.text[begin : found.start]
    return _FILLER.sub("", clause) if _NAME.search(clause) else ""
