"""Two lights a project: cases at the bounds, forecasts, and what is said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mingzhang.domain.performance.model import Actual, Band, Comparator, Progress, Project
from mingzhang.domain.performance.monitoring.model import Light, Monitored
from mingzhang.domain.performance.monitoring.monitor import monitor
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.parameters import Parameters
from tests.unit.domain.performance.builders import (
    REGION,
    YEAR,
    actual,
    indicator,
    performance,
    project,
)

JUNE = date(YEAR, 6, 30)
DECEMBER = date(YEAR, 12, 31)
PLACE = Place("项目进度", 2)


def spent(amount: str | None, on: date = JUNE, *, expected: str | None = None) -> Progress:
    number = None if amount is None else Decimal(amount)
    wanted = None if expected is None else Decimal(expected)
    return Progress(on, number, wanted, "", "", "", PLACE)


def watched(
    one: Project, on: date = JUNE, *, region: str = REGION, year: int = YEAR, **own: str
) -> Monitored:
    parameters = Parameters(region, year, own)
    found = monitor(performance(one), parameters, on)
    return next(m for m in found.projects if m.project.code == one.code)


def rules(found: Monitored) -> list[str]:
    return [notice.rule for notice in found.notices]


@pytest.mark.parametrize(
    ("amount", "light"),
    [
        ("40", Light.GREEN),  # 80 % of the 50 planned
        ("39.99", Light.YELLOW),
        ("30", Light.YELLOW),
        ("29.99", Light.RED),
        ("0", Light.RED),
        ("55", Light.GREEN),
    ],
)
def test_execution_light_at_its_bounds(amount: str, light: Light) -> None:
    found = watched(replace(project(budget="100"), progress=(spent(amount),)))
    assert found.execution.light is light
    assert ("monitoring.execution_red" in rules(found)) is (light is Light.RED)


@pytest.mark.parametrize(
    ("reached", "light"),
    [
        ("8", Light.GREEN),  # 80 % of half of 20
        ("7.9", Light.YELLOW),
        ("6", Light.YELLOW),
        ("5.9", Light.RED),
        ("0", Light.RED),
        ("11.9", Light.GREEN),
        ("12", Light.BLUE),  # 120 % of the plan: the target may be too low
    ],
)
def test_a_count_is_held_against_the_plan(reached: str, light: Light) -> None:
    counted = indicator(target="20")
    found = watched(project({counted: actual(reached, on=JUNE)}))
    assert found.goal.indicators[0].light is light


def test_a_rate_is_held_against_the_whole_target() -> None:
    rate = indicator(target="90", unit="%")
    (half,) = watched(project({rate: actual("50", on=JUNE)})).goal.indicators
    (full,) = watched(project({rate: actual("90", on=JUNE)})).goal.indicators
    assert (half.light, full.light) == (Light.RED, Light.GREEN)
    assert half.forecast.value == 50


@pytest.mark.parametrize(("value", "light"), [("10", Light.GREEN), ("10.01", Light.RED)])
def test_a_limit_is_kept_or_broken_at_any_time(value: str, light: Light) -> None:
    limit = indicator(comparator=Comparator.AT_MOST, target="10")
    (found,) = watched(project({limit: actual(value, on=JUNE)})).goal.indicators
    assert found.light is light


@pytest.mark.parametrize(
    ("band", "light"),
    [(Band.REACHED, Light.GREEN), (Band.PARTLY, Light.YELLOW), (Band.MISSED, Light.RED)],
)
def test_a_qualitative_indicator_shows_its_band(band: Band, light: Light) -> None:
    quality = indicator(comparator=Comparator.QUALITATIVE, target=None)
    (found,) = watched(project({quality: actual(band=band, on=JUNE)})).goal.indicators
    assert found.light is light


def test_what_is_to_be_done_by_the_end_is_late_only_then() -> None:
    task = indicator(comparator=Comparator.YES_NO, target=None)
    not_yet = actual(met=False, on=JUNE)
    assert watched(project({task: not_yet})).goal.indicators[0].light is Light.YELLOW
    assert watched(project({task: not_yet}), DECEMBER).goal.indicators[0].light is Light.RED


def test_reports_after_the_checkpoint_do_not_count() -> None:
    counted = indicator(target="20")
    found = watched(project({counted: actual("20", on=DECEMBER)}))
    assert found.goal.light is Light.NONE
    assert found.goal.done is None
    assert "monitoring.missing" in rules(found)


def test_forecast_by_plan_and_as_stated() -> None:
    by_plan = watched(replace(project(budget="100"), progress=(spent("30"),)))
    assert (by_plan.execution.forecast.value, by_plan.execution.forecast.method) == (
        Decimal(60),
        "按计划进度推算",
    )
    told = watched(replace(project(budget="100"), progress=(spent("30", expected="95"),)))
    assert told.execution.forecast.value == 95
    ahead = watched(replace(project(budget="100"), progress=(spent("80"),)))
    assert ahead.execution.forecast.value == 100  # never more than there is


@pytest.mark.parametrize(
    ("budget", "amount", "reason"),
    [
        (None, "10", "预算数不详"),
        ("0", "0", "预算数为0，不适用"),
        ("100", None, "没有截至监控时点的执行数"),
    ],
)
def test_what_cannot_be_examined_says_why(
    budget: str | None, amount: str | None, reason: str
) -> None:
    one = replace(project(budget=budget), progress=(spent(amount),))
    found = watched(one)
    assert (found.execution.light, found.execution.reason) == (Light.NONE, reason)


def test_money_and_goals_out_of_step() -> None:
    counted = indicator(target="20")
    one = replace(project({counted: actual("10", on=JUNE)}), progress=(spent("34.99"),))
    found = watched(one)
    assert found.gap == Decimal("15.01")
    assert "monitoring.gap" in rules(found)
    assert "monitoring.gap" not in rules(watched(replace(one, progress=(spent("35"),))))


def test_sichuan_floors_hold_from_2025() -> None:
    one = replace(
        project(budget="100"),
        progress=(spent("39.99", date(2025, 6, 30)),),
    )
    there = watched(one, date(2025, 6, 30), region="510500", year=2025)
    elsewhere = watched(one, date(2025, 6, 30), region="320100", year=2025)
    assert "monitoring.execution_floor" in rules(there)
    assert "monitoring.execution_floor" not in rules(elsewhere)
    enough = replace(one, progress=(spent("40", date(2025, 6, 30)),))
    assert "monitoring.execution_floor" not in rules(
        watched(enough, date(2025, 6, 30), region="510500", year=2025)
    )


def test_a_red_light_asks_for_reason_and_handling() -> None:
    silent = replace(project(budget="100"), progress=(spent("10"),))
    assert {"monitoring.unexplained", "monitoring.no_handling"} <= set(rules(watched(silent)))
    told = replace(spent("10"), cause="funds", handling="continue")
    answered = replace(silent, progress=(told,))
    assert not {"monitoring.unexplained", "monitoring.no_handling"} & set(rules(watched(answered)))


def test_sums_since_january_cannot_fall() -> None:
    falling = (spent("50", date(YEAR, 4, 30)), spent("40"))
    assert "monitoring.backward" in rules(watched(replace(project(), progress=falling)))


def test_one_indicator_does_not_make_up_for_another() -> None:
    first, second = indicator("A", target="10"), indicator("B", target="10")
    found = watched(project({first: actual("50", on=JUNE), second: actual("0", on=JUNE)}))
    assert found.goal.against_plan == 50


def test_impossible_is_told_as_a_shortfall() -> None:
    report: Actual = replace(actual("1", on=JUNE), likelihood="impossible")
    assert "monitoring.shortfall" in rules(watched(project({indicator(target="20"): report})))
