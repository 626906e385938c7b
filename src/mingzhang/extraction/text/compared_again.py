"""What is compared with is said twice: 同全市平均变化率10.2%进行比较，我局变化率为8.8%＜10.2%.

The sign repeats both figures of the comparison that its sentence announces (RELATIONS.md D6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Bound, Certainty, Observation, Relation
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.nearby import sort_of
from mingzhang.extraction.text.statements import sentence_at
from mingzhang.kernel.regex import lazy_regex

_SAME = Same()
_SIGN = lazy_regex(r"[ ]?[><＞＜≥≤][ ]?")
_ANNOUNCED = lazy_regex(r"[同与和较比][^，。；：]{2,40}$")
_FAR = 64  # signs: an announcement has fewer
_COMPARED = lazy_regex(r"[ ]?(?:进行|作为?|相)?(?:比较|对比|相比|比)，")


def find(view: View) -> Iterator[Relation]:
    """Yield that the figure behind a sign is the one that the comparison was announced with."""
    for passage in view.passages:
        own = passage.observations
        if passage.cell is not None or len(own) < 3:
            continue
        for at in range(2, len(own)):
            one, other = own[at - 1], own[at]
            if not _SIGN.fullmatch(passage.text, one.unit_end, other.start):
                continue
            said = _announced(passage, own[at - 2])
            if said and _may_be(passage, own[at - 2], other):
                # A sign makes its figure a bound (＜10.2%); what it repeats is the figure.
                again = replace(other, bound=Bound.EXACT)
                yield Relation(
                    "restate.same", again, _SAME, (own[at - 2],), certainty=Certainty.LIKELY
                )


def _announced(passage: Passage, o: Observation) -> bool:
    text = passage.text
    if not _COMPARED.match(text, o.unit_end):
        return False
    begin = max(sentence_at(passage, o.start), o.start - _FAR)
    return _ANNOUNCED.search(text[begin : o.start]) is not None


def _may_be(passage: Passage, said: Observation, other: Observation) -> bool:
    """Tell whether both are exact figures of one sort in one sentence."""
    exact = said.bound is Bound.EXACT and sort_of(said) == sort_of(other)
    return exact and sentence_at(passage, said.start) == sentence_at(passage, other.start)
