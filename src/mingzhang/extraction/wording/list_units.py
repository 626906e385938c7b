"""A figure of nothing in a unit that none of its neighbours has: 0元 in a list of 万元.

No sum can tell, for nothing is nothing in any unit; that the unit is not the one of the list does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mingzhang.domain.checks.model import Kind, Observation, Remark, Role, Severity
from mingzhang.extraction.passages import View
from mingzhang.extraction.text.enumerations import enumerations
from mingzhang.extraction.wording.common import Place, remark, short

#: So many others of a list must have one unit, and so many amounts of a report.
_LISTED, _PRINTED = 3, 10
_USUAL, _HUGE = "万元", "亿元"


def find(view: View) -> Iterator[Remark]:
    """Yield the zeros whose unit is not that of their list, or of no amount around them."""
    seen: set[int] = set()
    for each in enumerations(view):
        plain = each.readings[0]
        here = [o for o in (plain.whole, *plain.parts) if o.kind is Kind.MONEY]
        odd = _odd(here)
        if odd is not None and odd.number not in seen:
            seen.add(odd.number)
            unit = next(o.unit for o in here if o is not odd)
            yield _told(view, odd, f"同一列举的其余{len(here) - 1}个金额都以“{unit}”为单位")
    yield from _huge(view, seen)


def _odd(figures: Sequence[Observation]) -> Observation | None:
    """Return the zero that alone has another unit than all others."""
    units = Counter(o.unit for o in figures)
    if len(units) != 2 or len(figures) <= _LISTED:
        return None
    found = [o for o in figures if units[o.unit] == 1]
    return found[0] if len(found) == 1 and not found[0].value else None


def _huge(view: View, seen: set[int]) -> Iterator[Remark]:
    """Yield the zeros in 亿元 of parts that count in 万元 everywhere else."""
    sections: dict[int, list[Observation]] = {}
    for o in view.observations:
        if o.kind is Kind.MONEY and o.role is Role.LEVEL:
            heads = view.passages[o.place].headings
            place = next((h.place for h in heads if h.level == 1), -1)
            sections.setdefault(place, []).append(o)
    for figures in sections.values():
        usual = sum(o.unit == _USUAL for o in figures)
        huge = Counter(o.place for o in figures if o.unit == _HUGE)
        for o in figures:
            if o.unit != _HUGE or o.value or o.number in seen or usual < _PRINTED:
                continue
            if huge[o.place] == 1:
                yield _told(view, o, f"本部分金额多以“{_USUAL}”为单位")


def _told(view: View, o: Observation, why: str) -> Remark:
    passage = view.passages[o.place]
    place = Place(passage, o.start, o.unit_end)
    words = short(passage.text[max(0, o.start - 16) : o.unit_end], 28)
    return remark("unit.unlike", Severity.WARNING, f"“{words}”：{why}，此处为“{o.unit}”", [place])
