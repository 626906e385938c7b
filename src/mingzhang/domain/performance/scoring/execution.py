"""The score of the money: spent ÷ adjusted budget of the year, carry-over included, in yuan."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.domain.performance.model import Money
from mingzhang.domain.performance.scoring.comparators import (
    HUNDRED,
    ONE,
    Share,
    award,
    plain,
    unscored,
)
from mingzhang.domain.performance.scoring.scored import Flag, Outcome, Standing
from mingzhang.domain.performance.scoring.settings import ScoringSettings
from mingzhang.kernel.rounding import ratio


def execution_rate(money: Money) -> Decimal | None:
    """Return spent ÷ adjusted budget in %, exact; None where it does not exist."""
    if money.adjusted is None or money.spent is None or money.adjusted <= 0:
        return None
    return ratio(money.spent * HUNDRED, money.adjusted)


def execution(money: Money, weight: Decimal | None, settings: ScoringSettings) -> Outcome:
    """Score the execution of a budget, capped at its weight.

    A budget of 0 is not applicable, or full marks where that is switched on (非官方): nothing is
    divided by it. What is not known is not scored.
    """
    budget, spent = money.adjusted, money.spent
    if budget is None or spent is None:
        lacking = "全年预算数" if budget is None else "全年执行数"
        return unscored(f"{lacking}不详", Flag.MONEY_UNKNOWN)
    if budget < 0:
        return unscored("全年预算数为负数", Flag.MONEY_UNKNOWN)
    flags = (Flag.OVERSPENT,) if spent > budget else ()
    if budget == 0:
        if settings.execution_free:
            return award(Share("execution_free", ONE, ONE, "全年预算数为0", True, flags), weight)
        reason = "全年预算数为0，不适用"
        return Outcome(standing=Standing.NOT_APPLICABLE, reason=reason, flags=flags)
    written = f"全年执行数{plain(spent)}元 ÷ 全年预算数{plain(budget)}元"
    return award(Share("execution", spent, budget, written, spent >= budget, flags), weight)
