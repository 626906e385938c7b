"""The plan curve of a project: which share of the year should be done by a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from mingzhang.kernel.rounding import ratio

HUNDRED = Decimal(100)


def months_done(on: date) -> Decimal:
    """Return how many months of the year are over at the end of a day: 7 on 31 July."""
    return on.month - 1 + ratio(Decimal(on.day), Decimal(monthrange(on.year, on.month)[1]))


def months_ended(on: date) -> int:
    """Return how many months are over at the end of a day: 6 on 30 July."""
    return int(months_done(on))


def planned(plan: Mapping[int, Decimal], on: date) -> Decimal:
    """Return the planned share of the year at a day, in %.

    Without a plan each month counts the same (1–7月 = 58.33 %). A plan gives the cumulative share
    at the end of some months; between them, and from nothing in January to all in December, the
    share rises evenly.
    """
    known = {0: Decimal(0), 12: HUNDRED, **plan}
    at = months_done(on)
    below = max(month for month in known if month <= at)
    above = min((month for month in known if month > at), default=below)
    if above == below:
        return known[below]
    part = ratio(at - below, Decimal(above - below))
    return known[below] + (known[above] - known[below]) * part
