"""Whether a list of parts is all of its whole, by its words or by one slip that spoils it.

其中 alone leaves that open. A list that says what its whole is (…元是A，B), one of kinds that make
up a whole (行政编制, 事业编制), and one that would add up to the last digit but for the point or
unit of one figure, are meant to be complete.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from mingzhang.domain.checks.model import Kind, Observation
from mingzhang.domain.checks.slips import slip
from mingzhang.extraction.passages import View
from mingzhang.extraction.text.enumerations import Enumeration, Reading
from mingzhang.rulebook.partitions import is_partition

#: So many figures of one unit show that another unit beside them is a mistake.
_OF_ONE_UNIT = 2
_SHIFTS = tuple(Decimal(1).scaleb(n) for n in (1, -1, 2, -2, 3, -3, 4, -4))
_REST = ("其他", "其它", "其余")


def says_all(view: View, each: Enumeration) -> bool:
    """Tell whether the words of a list show that it leaves nothing out."""
    reading = each.readings[0]
    if each.open_ended or reading.parts[0].place != reading.whole.place:
        return False
    text, start = view.passages[each.cue[0]].text, each.cue[1]
    if text[max(0, start - 2) : start] in ("元是", "元即"):
        return True
    names = [part.label for part in reading.parts]
    if is_partition(reading.whole.label + reading.whole.subject, names):
        return True
    counted = all(part.kind is Kind.COUNT for part in reading.parts)
    return counted and len(names) > 1 and names[-1].startswith(_REST)


def is_unit_off(plain: Reading) -> bool:
    """Tell whether a list adds up but for one figure whose unit is not that of all others."""
    figures = (plain.whole, *plain.parts)
    units = Counter((o.unit, o.scale) for o in figures)
    (_, scale), most = units.most_common(1)[0]
    if len(units) != 2 or most != len(figures) - 1 or most < _OF_ONE_UNIT:
        return False
    in_one = [o.value * scale for o in figures]
    room = sum((o.half if o.scale == scale else Decimal(0) for o in figures), Decimal(0))
    return abs(in_one[0] - sum(in_one[1:], Decimal(0))) <= room


def is_point_off(plain: Reading, chance: Decimal) -> bool:
    """Tell whether a list adds up to the last digit once one figure's point is moved.

    `chance` is how often at most figures that have nothing to do with each other may do so.
    """
    figures = (plain.whole, *plain.parts)
    whole = abs(plain.whole.exact)
    apart = plain.whole.exact - sum((o.exact for o in plain.parts), Decimal(0))
    if not whole or not apart or any(o.value < 0 for o in figures):
        return False
    if not _is_rare(figures, whole, chance):
        return False
    for at, o in enumerate(figures):
        own = o.exact if at else -o.exact
        # What the figure must grow by for the sum to hold.
        if any(own * shift - own == apart for shift in _SHIFTS):
            return True
    return False


def is_slip_off(plain: Reading) -> bool:
    """Tell whether a slip of the pen in one figure can be why a list does not add up."""
    apart = plain.whole.exact - sum((o.exact for o in plain.parts), Decimal(0))
    for at, o in enumerate((plain.whole, *plain.parts)):
        likely = (o.exact + apart if at else o.exact - apart) / o.scale
        if slip(o.exact / o.scale, likely, max(o.places, o.presumed)):
            return True
    return False


def _is_rare(figures: tuple[Observation, ...], whole: Decimal, chance: Decimal) -> bool:
    finest = min(_last_digit(o) for o in figures if o.value)
    return len(figures) * len(_SHIFTS) * finest <= chance * whole


def _last_digit(o: Observation) -> Decimal:
    """Return what one unit of the last digit that is not 0 stands for."""
    exponent = o.value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * o.scale
