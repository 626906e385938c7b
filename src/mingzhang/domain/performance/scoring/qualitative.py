"""Scores of qualitative indicators: people judge, within the band that the result falls into."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.performance.model import Actual, Band
from mingzhang.domain.performance.scoring.comparators import (
    HUNDRED,
    PLACES,
    ZERO,
    full_points,
    plain,
    unscored,
)
from mingzhang.domain.performance.scoring.scored import Flag, Outcome, Standing
from mingzhang.domain.performance.scoring.settings import ScoringSettings
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.performance import term


@dataclass(frozen=True, slots=True)
class BandPoints:
    """The points of a band: from `least` up to `most`, which the highest band alone holds."""

    least: Decimal
    most: Decimal
    closed: bool

    def holds(self, points: Decimal) -> bool:
        """Tell whether points lie in the band."""
        if self.closed and points == self.most:
            return True
        return self.least <= points < self.most

    def __str__(self) -> str:
        return f"[{plain(self.least)}，{plain(self.most)}{']' if self.closed else ')'}"


def band_points(weight: Decimal, band: Band, settings: ScoringSettings) -> BandPoints:
    """Return the points of a band of a weight, its edges rounded half-up to two decimals."""
    reached = half_up(weight * settings.qualitative_reached / HUNDRED, PLACES)
    partly = half_up(weight * settings.qualitative_partly / HUNDRED, PLACES)
    match band:
        case Band.REACHED:
            return BandPoints(reached, full_points(weight), closed=True)
        case Band.PARTLY:
            return BandPoints(partly, reached, closed=False)
        case Band.MISSED:
            return BandPoints(ZERO, partly, closed=False)


def qualitative(
    actual: Actual | None, weight: Decimal | None, settings: ScoringSettings
) -> Outcome:
    """Score a qualitative indicator by its band and the points entered within it.

    Points outside the band are no score. Without points there is none either, unless the default
    (非官方) is switched on, which takes the least of the band.
    """
    if actual is None or actual.band is None:
        return unscored("没有选择完成档次", Flag.MISSING_ACTUAL)
    met, label = actual.band is Band.REACHED, term("band", actual.band)
    if weight is None:
        return Outcome(met, None, Standing.UNWEIGHTED, "qualitative", f"“{label}”")
    edges = band_points(weight, actual.band, settings)
    said = f"“{label}”档{edges}分"
    if actual.points is not None:
        given = actual.points
        points = full_points(weight) if given == weight else half_up(given, PLACES)
        if edges.holds(points):
            formula = f"{said}之内评定{plain(points)}分"
            return Outcome(met, points, Standing.SCORED, "qualitative", formula)
        reason = f"填写的{plain(given)}分不在{said}之内"
        return unscored(reason, Flag.POINTS_OUTSIDE_BAND, met=met)
    if settings.qualitative_default:
        return Outcome(
            met=met,
            score=edges.least,
            standing=Standing.SCORED,
            rule="qualitative_default",
            formula=f"{said}的下限",
            flags=(Flag.NO_POINTS,),
        )
    return unscored(f"{said}之内的得分没有填写", Flag.NO_POINTS, met=met)
