"""An amount with a third decimal where all its neighbours have two: 9,370.112 among 312.40.

No sum tells a thousandth from rounding; that nothing around it is so exact does. Prices and means
have the decimals that they need, and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.domain.checks.model import Bound, Kind, Observation, Remark, Role, Severity
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.layout import layout
from mingzhang.extraction.wording.common import Place, remark, short
from mingzhang.kernel.regex import lazy_regex

_USUAL, _ODD = 2, 3
#: So many others must have two decimals.
_OTHERS = 5
_PRICE = lazy_regex(r"[单均]价|价格|标准|平均|[人户次]均|每|成本|汇率|/")
_BEFORE = 16


def find(view: View) -> Iterator[Remark]:
    """Yield the amounts that alone in their table, or part of the text, have three decimals."""
    spots = layout(view).spots
    groups: dict[tuple[bool, int, str], list[Observation]] = {}
    for o in view.observations:
        if o.kind is not Kind.MONEY or o.role not in (Role.LEVEL, Role.CHANGE):
            continue
        spot = spots.get(o.place)
        number = spot.sheet.section.table if spot else _part(view, o)
        groups.setdefault((spot is not None, number, o.unit), []).append(o)
    for (in_table, _, unit), figures in groups.items():
        odd = _odd(figures)
        if odd is not None and odd.bound is Bound.EXACT and not _is_price(view, odd):
            yield _told(view, odd, "本表" if in_table else f"本部分以“{unit}”为单位")


def _part(view: View, o: Observation) -> int:
    heads = view.passages[o.place].headings
    return next((h.place for h in heads if h.level == 1), -1)


def _odd(figures: Sequence[Observation]) -> Observation | None:
    """Return the only figure that has not two decimals (or none), where it has three."""
    printed = [o for o in figures if o.places]
    odd = [o for o in printed if o.places != _USUAL]
    if len(odd) != 1 or odd[0].places != _ODD or len(printed) <= _OTHERS:
        return None
    return odd[0]


def _is_price(view: View, o: Observation) -> bool:
    text = view.passages[o.place].text
    around = text[max(0, o.start - _BEFORE) : o.unit_end + 1]
    names = f"{o.label} {o.subject}".replace("/", " ")
    return bool(_PRICE.search(around) or _PRICE.search(names))


def _told(view: View, o: Observation, among: str) -> Remark:
    passage = view.passages[o.place]
    place = Place(passage, o.start, o.unit_end)
    words = short(passage.text[max(0, o.start - _BEFORE) : o.unit_end], 28)
    message = f"“{words}”：{among}的其他金额都是两位小数，疑多写一位"
    return remark("amount.places", Severity.WARNING, message, [place])
