"""What an exception names was told before: 参加重点活动7次 … 除仅参加重点活动7次外，其余均完成.

The exception points at a result of its paragraph and repeats its figure (RELATIONS.md C3).
"""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.nearby import signs_in_common
from mingzhang.kernel.regex import lazy_regex

_SAME = Same()
_EXCEPT = lazy_regex(r"除[^，。；]{0,60}$")
_OUT = lazy_regex(r"[^，。；]{0,6}(?:外|以外|之外)，")
#: So many signs before both figures are the same, of those that are looked at.
_ALIKE, _LOOK = 6, 24
#: So many signs back an exception begins, and so many figures back it was told before.
_FAR, _SEEN = 1000, 120


def find(view: View) -> Iterator[Relation]:
    """Yield that the figure of an exception is the one told before under the same name."""
    for passage in view.passages:
        if passage.cell is not None or "除" not in passage.text:
            continue
        for o in passage.observations:
            if not _counts(o) or not _OUT.match(passage.text, o.unit_end):
                continue
            first = max(0, o.start - _FAR)
            begin = max(first, *(passage.text.rfind(sign, first, o.start) + 1 for sign in "，。；"))
            if _EXCEPT.search(passage.text[begin : o.start]) is None:
                continue
            n = passage.behind(o.start)
            before = reversed(passage.observations[max(0, n - _SEEN) : n])
            told = next((b for b in before if _is_told(passage, b, o)), None)
            if told is not None:
                yield Relation("restate.same", o, _SAME, (told,), certainty=Certainty.LIKELY)


def _is_told(passage: Passage, before: Observation, o: Observation) -> bool:
    """Tell whether a figure before has the unit and the name of another."""
    if not _counts(before) or before.unit != o.unit:
        return False
    words = passage.text[max(0, before.start - _LOOK) : before.start]
    return signs_in_common(passage.text[max(0, o.start - _LOOK) : o.start], words) >= _ALIKE


def _counts(o: Observation) -> bool:
    level = o.role is Role.LEVEL and o.bound is Bound.EXACT
    return level and o.kind in (Kind.COUNT, Kind.MONEY, Kind.MEASURE)
