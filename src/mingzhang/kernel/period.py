"""Fiscal years and the span of years in which a rule is valid."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Validity:
    """Years `since`..`until`, both included; None leaves that end open."""

    since: int | None = None
    until: int | None = None

    def covers(self, year: int) -> bool:
        """Tell whether the rule is in force in `year`."""
        return (self.since is None or self.since <= year) and (
            self.until is None or year <= self.until
        )

    def overlaps(self, other: Validity) -> bool:
        """Tell whether some year lies in both spans."""
        starts = [v for v in (self.since, other.since) if v is not None]
        ends = [v for v in (self.until, other.until) if v is not None]
        return not starts or not ends or max(starts) <= min(ends)
