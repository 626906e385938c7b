"""A count and its rate of completion imply the target, and the target of a count is a whole number.

165家，完成率114.6% can only be if some whole number of them was the target (RELATIONS.md C1).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mingzhang.domain.checks.formulas import Ratio
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import View
from mingzhang.kernel.rounding import half_up

#: Where more targets than this would print the same rate, a whole number nearly always fits.
_FALSIFIABLE = Decimal("0.9")
_BETWEEN = 4  # signs between the count and its rate


def find(view: View) -> Iterator[Relation]:
    """Yield for a count with a rate of completion right behind it that a whole target fits."""
    for count, rate in zip(view.observations, view.observations[1:], strict=False):
        if not (_is_count(count) and _is_rate_of(view, count, rate)):
            continue
        half = Decimal(5).scaleb(-rate.places - 1) * rate.scale
        low, high = count.exact / (rate.exact + half), count.exact / (rate.exact - half)
        if high - low <= _FALSIFIABLE:
            target = max(half_up(count.exact / rate.exact, 0), Decimal(1))
            yield Relation(
                "completion.target",
                rate,
                Ratio(),
                (count, target),
                certainty=Certainty.LIKELY,
                note=f"目标应是整数，与之最接近的目标是{target}{count.unit}",
            )


def _is_count(found: Observation) -> bool:
    whole = found.kind is Kind.COUNT and found.scale == 1 and not found.places
    return whole and found.role is Role.LEVEL and found.bound is Bound.EXACT and found.value > 0


def _is_rate_of(view: View, count: Observation, rate: Observation) -> bool:
    """Tell whether a rate follows a count closely and is its completion of a target."""
    if rate.role is not Role.COMPLETION or rate.place != count.place or rate.value <= 0:
        return False
    if rate.bound is not Bound.EXACT or rate.base not in ("/target", ""):
        return False
    between = view.passages[rate.place].text[count.unit_end : rate.start]
    return len(between) <= _BETWEEN + len("完成率为") and "率" in between and "。" not in between
