"""Progress of money and indicators: what is held against which plan, at every bound."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.performance.model import Actual, Band, Comparator, Indicator
from mingzhang.domain.performance.monitoring.model import (
    ExecutionProgress,
    Forecast,
    GoalProgress,
    IndicatorProgress,
    Light,
)
from tests.unit.domain.performance.builders import actual, indicator, number, project
from tests.unit.domain.performance.monitoring.watching import (
    DECEMBER,
    JUNE,
    MARCH,
    money,
    seen,
    spent,
    watched,
)

NO_FORECAST = Forecast(None, "")
D = Decimal


def _goal(
    reports: dict[Indicator, Actual | None], on: date = JUNE, *, plan: str | None = None
) -> GoalProgress:
    months = {} if plan is None else {6: Decimal(plan)}
    return watched(replace(project(reports), plan=months), on).goal


@pytest.mark.parametrize(
    ("adjusted", "initial", "rate"), [("100", "50", "40"), (None, "50", "80"), ("100", None, "40")]
)
def test_the_adjusted_budget_counts_else_the_initial(
    adjusted: str | None, initial: str | None, rate: str
) -> None:
    held = replace(project().money, adjusted=number(adjusted), initial=number(initial))
    one = replace(project(), money=held, progress=(spent("40"),))
    assert watched(one).execution.rate == D(rate)


@pytest.mark.parametrize(
    ("budget", "amount", "reason", "held", "paid"),
    [
        (None, "10", "预算数不详", None, "10"),
        ("100", None, "没有截至监控时点的执行数", "100", None),
        ("0", "5", "预算数为0，不适用", "0", "5"),
        ("-2", "5", "预算数为负数，不计算执行率", "-2", "5"),
    ],
)
def test_money_that_cannot_be_examined(
    budget: str | None, amount: str | None, reason: str, held: str | None, paid: str | None
) -> None:
    found = watched(money(spent(amount), budget=budget)).execution
    assert found == ExecutionProgress(
        number(held), number(paid), None, None, Light.NONE, NO_FORECAST, reason
    )


def test_a_budget_below_one_yuan_is_one() -> None:
    assert watched(money(spent("0.25"), budget="0.5")).execution.light is Light.GREEN


@pytest.mark.parametrize(
    ("plan", "light", "against", "forecast"),
    [
        ("0", Light.NONE, None, Forecast(None, "计划此时尚无支出")),
        ("1", Light.GREEN, D(100), Forecast(D(100), "按计划进度推算")),
    ],
)
def test_a_plan_may_begin_late(
    plan: str, light: Light, against: Decimal | None, forecast: Forecast
) -> None:
    found = watched(money(spent("1"), plan=plan)).execution
    assert (found.rate, found.light, found.against_plan) == (D(1), light, against)
    assert (found.forecast, found.known_on) == (forecast, JUNE)
    assert found.reason == ("" if against else "计划此时尚无支出")


def test_negative_spending_is_red() -> None:
    assert watched(money(spent("-1"))).execution.light is Light.RED


def test_the_last_report_up_to_the_day_counts() -> None:
    one = indicator(target="20")
    reports = tuple(actual(v, on=on) for v, on in (("3", MARCH), ("9", JUNE), ("20", DECEMBER)))
    held = replace(project({one: None}), actuals={one.code: reports})
    (found,) = watched(held).goal.indicators
    assert found.actual is reports[1]


@pytest.mark.parametrize(
    ("one", "report", "reason"),
    [
        (indicator(target="20"), actual(on=JUNE), "没有截至监控时点的完成情况"),
        (
            indicator(comparator=Comparator.QUALITATIVE),
            actual("1", on=JUNE),
            "没有填写完成档次",
        ),
        (indicator(target="20"), actual(met=True, on=JUNE), "目标值或完成值不是数字"),
        (indicator(), actual("1", on=JUNE), "目标值或完成值不是数字"),
        (indicator(), actual(met=True, on=JUNE), "目标值或完成值不是数字"),
        (indicator(target="-1"), actual("1", on=JUNE), "目标值不大于0，不计算进度"),
    ],
)
def test_an_indicator_that_cannot_be_examined(one: Indicator, report: Actual, reason: str) -> None:
    none = IndicatorProgress(one, report, None, None, Light.NONE, NO_FORECAST, reason)
    assert seen(one, report) == none
    assert _goal({one: report}) == GoalProgress((none,), None, None, Light.NONE, 0)


@pytest.mark.parametrize(
    ("band", "done", "light"),
    [
        (Band.REACHED, 100, Light.GREEN),
        (Band.PARTLY, 50, Light.YELLOW),
        (Band.MISSED, 0, Light.RED),
    ],
)
def test_a_band_is_a_share_of_the_goal(band: Band, done: int, light: Light) -> None:
    quality, report = indicator(comparator=Comparator.QUALITATIVE), actual(band=band, on=JUNE)
    progress = IndicatorProgress(quality, report, D(done), None, light, NO_FORECAST)
    assert seen(quality, report) == progress
    assert _goal({quality: report}).against_plan == done


@pytest.mark.parametrize(
    ("met", "on", "done", "light", "against"),
    [
        (True, JUNE, 100, Light.GREEN, 100),
        (True, DECEMBER, 100, Light.GREEN, 100),
        (False, JUNE, 0, Light.YELLOW, 100),
        (False, DECEMBER, 0, Light.RED, 0),
    ],
)
def test_a_task_is_done_or_not(met: bool, on: date, done: int, light: Light, against: int) -> None:
    task, report = indicator(comparator=Comparator.YES_NO), actual(met=met, on=on)
    assert seen(task, report, on) == IndicatorProgress(
        task, report, D(done), None, light, NO_FORECAST
    )
    assert _goal({task: report}, on).against_plan == against


@pytest.mark.parametrize(
    ("comparator", "target", "upper", "value", "on", "kept"),
    [
        (Comparator.AT_MOST, "10", None, "-1", DECEMBER, True),
        (Comparator.AT_MOST, "10", None, "10.01", DECEMBER, False),
        (Comparator.RANGE, "10", None, "1000", DECEMBER, True),
        (Comparator.RANGE, "10", None, "9", DECEMBER, False),
        (Comparator.RANGE, "10", "20", "9", JUNE, True),
        (Comparator.RANGE, "10", "20", "20.01", JUNE, False),
    ],
)
def test_what_is_kept_is_whole_and_what_is_broken_is_nothing(
    comparator: Comparator, target: str, upper: str | None, value: str, on: date, kept: bool
) -> None:
    limit = indicator(comparator=comparator, target=target, upper=upper)
    found = seen(limit, actual(value, on=on), on)
    light = Light.GREEN if kept else Light.RED
    assert (found.done, found.light) == (D(100 if kept else 0), light)


def test_the_smallest_target_is_one() -> None:
    found = seen(indicator(target="0.5"), actual("0.25", on=JUNE))
    assert (found.done, found.light) == (D(50), Light.GREEN)


def test_output_that_is_not_planned_yet_is_not_examined_but_a_rate_is() -> None:
    counted, rate = indicator("A", target="20"), indicator("B", target="90", unit="%")
    reports = {counted: actual("1", on=JUNE), rate: actual("90", on=JUNE)}
    one = replace(project(reports), plan={6: D(0)})
    first, second = watched(one).goal.indicators
    assert (first.light, first.reason) == (Light.NONE, "计划此时尚无产出")
    assert (first.done, first.against_plan, first.forecast) == (D(5), None, NO_FORECAST)
    assert (second.light, second.done) == (Light.GREEN, D(100))
    early = replace(project({counted: actual("0.2", on=JUNE)}), plan={6: D(1)})
    assert watched(early).goal.indicators[0].against_plan == 100


@pytest.mark.parametrize("value", ["0", "-5"])
def test_nothing_done_is_red_and_takes_nothing_off(value: str) -> None:
    counted = indicator(target="20")
    assert seen(counted, actual(value, on=JUNE)).light is Light.RED
    found = _goal({counted: actual(value, on=JUNE)})
    assert (found.done, found.against_plan) == (D(0), D(0))


def test_a_rate_far_above_its_target_is_no_target_too_low() -> None:
    rate = indicator(target="50", unit="%")
    found = seen(rate, actual("95", on=JUNE))
    assert (found.light, found.against_plan) == (Light.GREEN, D(190))
    assert found.forecast == Forecast(D(95), "按现有水平")


def test_an_indicator_without_unit_is_a_count() -> None:
    found = seen(indicator(target="20", unit=""), actual("10", on=JUNE))
    assert (found.light, found.against_plan) == (Light.GREEN, D(100))


def test_no_weight_at_all_gives_no_progress() -> None:
    found = _goal({indicator(target="20", weight="0"): actual("10", on=JUNE)})
    assert (found.done, found.against_plan, found.light) == (None, None, Light.NONE)
    assert found.examined == 0


def test_before_anything_is_planned_nothing_is_done_by_keeping_up() -> None:
    rate = indicator(target="90", unit="%")
    found = _goal({rate: actual("90", on=JUNE)}, plan="0")
    assert (found.done, found.against_plan) == (D(0), D(100))


def test_what_grows_counts_as_it_is() -> None:
    ahead, behind = indicator("A", target="20"), indicator("B", target="20")
    found = _goal({ahead: actual("20", on=JUNE), behind: actual("2", on=JUNE)})
    assert (found.done, found.against_plan) == (D(55), D(60))


def test_a_limit_goes_with_the_plan() -> None:
    counted = indicator("A", target="20")
    kept = indicator("B", comparator=Comparator.AT_MOST, target="5")
    found = _goal({counted: actual("10", on=JUNE), kept: actual("3", on=JUNE)})
    assert (found.done, found.against_plan) == (D(50), D(100))


AMOUNTS = st.decimals("0", "1000", places=2)


@given(st.lists(AMOUNTS, min_size=1, max_size=4), AMOUNTS, st.integers(1, 12))
def test_a_goal_lies_between_nothing_and_all_and_more_is_never_less(
    reached: list[Decimal], more: Decimal, month: int
) -> None:
    on = date(2023, month, 28)
    lines = [indicator(f"I{n}", target="100") for n in range(len(reached))]

    def goal(first: Decimal) -> GoalProgress:
        values = (first, *reached[1:])
        return _goal({i: actual(str(v), on=on) for i, v in zip(lines, values, strict=True)}, on)

    less, most = goal(reached[0]), goal(reached[0] + more)
    assert less.done is not None
    assert most.done is not None
    assert less.against_plan is not None
    assert most.against_plan is not None
    assert 0 <= less.done <= most.done <= 100
    assert 0 <= less.against_plan <= most.against_plan <= 100
