"""The score of the money: capped, never divided by zero, unknown is unscored."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.performance.model import Money
from mingzhang.domain.performance.scoring.execution import execution, execution_rate
from mingzhang.domain.performance.scoring.scored import Flag, Standing
from mingzhang.domain.performance.scoring.settings import scoring_settings
from mingzhang.rulebook.parameters import Parameters
from tests.unit.domain.performance.builders import REGION, YEAR, number

DEFAULT = scoring_settings(Parameters(REGION, YEAR, {}))
FREE = scoring_settings(Parameters(REGION, YEAR, {"execution_free": "是"}))
TEN = Decimal(10)


@pytest.mark.parametrize(
    ("budget", "spent", "score"),
    [
        ("100", "100", "10"),
        ("100", "95.88", "9.59"),
        ("2000000", "1700000", "8.50"),
        ("1200000", "0", "0"),
        ("100", "100.01", "10"),
        ("3", "1", "3.33"),
        ("2000", "1", "0.01"),
        ("100", "-1", "0"),
    ],
)
def test_cases(budget: str, spent: str, score: str) -> None:
    found = execution(Money(adjusted=Decimal(budget), spent=Decimal(spent)), TEN, DEFAULT)
    assert (found.score, found.rule) == (Decimal(score), "execution")
    assert (Flag.OVERSPENT in found.flags) == (Decimal(spent) > Decimal(budget))
    assert found.met is (Decimal(spent) >= Decimal(budget))


@pytest.mark.parametrize(
    ("budget", "spent", "reason"),
    [
        (None, "1", "全年预算数不详"),
        ("1", None, "全年执行数不详"),
        (None, None, "全年预算数不详"),
        ("-1", "1", "全年预算数为负数"),
    ],
)
def test_what_is_not_known_is_not_scored(
    budget: str | None, spent: str | None, reason: str
) -> None:
    money = Money(adjusted=number(budget), spent=number(spent))
    found = execution(money, TEN, DEFAULT)
    assert (found.score, found.flags) == (None, (Flag.MONEY_UNKNOWN,))
    assert found.reason == reason
    assert found.standing is Standing.UNSCORED
    assert execution_rate(money) is None


def test_no_budget_is_not_applicable_or_full_marks_by_choice() -> None:
    none = Money(adjusted=Decimal(0), spent=Decimal(0))
    assert execution(none, TEN, DEFAULT).standing is Standing.NOT_APPLICABLE
    assert execution_rate(none) is None
    free = execution(none, TEN, FREE)
    assert (free.score, free.rule, free.met) == (TEN, "execution_free", True)
    spent = Money(adjusted=Decimal(0), spent=Decimal(5))
    assert Flag.OVERSPENT in execution(spent, TEN, DEFAULT).flags


def test_the_sum_names_its_operands() -> None:
    money = Money(adjusted=Decimal("2000000.00"), spent=Decimal("1700000.00"))
    found = execution(money, TEN, DEFAULT)
    assert found.formula == "分值10 × 全年执行数1700000元 ÷ 全年预算数2000000元 = 8.50"
    assert execution_rate(money) == 85
    assert execution_rate(Money(adjusted=Decimal("0.5"), spent=Decimal("0.1"))) == 20


@given(
    st.decimals("0.01", "1e9", places=2),
    st.decimals("0", "1e9", places=2),
    st.decimals("0", "1e9", places=2),
)
def test_more_spent_is_never_worse(budget: Decimal, one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    less = execution(Money(adjusted=budget, spent=low), TEN, DEFAULT).score
    more = execution(Money(adjusted=budget, spent=high), TEN, DEFAULT).score
    assert less is not None
    assert more is not None
    assert 0 <= less <= more <= 10
