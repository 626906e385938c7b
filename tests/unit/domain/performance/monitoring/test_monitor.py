"""Two lights a project: cases at the bounds, forecasts, and what is said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mingzhang.domain.performance.model import (
    Actual,
    Band,
    Comparator,
    Direction,
    Progress,
    Project,
)
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


def test_all_done_early_is_in_step_with_all_spent() -> None:
    counted, kept = indicator("A", target="20"), indicator("B", target="90", unit="%")
    reports = {counted: actual("20", on=JUNE), kept: actual("95", on=JUNE)}
    found = watched(replace(project(reports), progress=(spent("100"),)))
    assert (found.goal.done, found.gap) == (Decimal(100), Decimal(0))
    assert "monitoring.gap" not in rules(found)
    unspent = watched(replace(project(reports), progress=(spent("50"),)))
    assert unspent.gap == 50


def test_a_missed_rate_holds_the_goal_back() -> None:
    counted, rate = indicator("A", target="20"), indicator("B", target="90", unit="%")
    found = watched(project({counted: actual("10", on=JUNE), rate: actual("45", on=JUNE)}))
    assert found.goal.done == Decimal("37.5")  # (50 + half of 50) ÷ 2
    assert found.goal.against_plan == 75


@pytest.mark.parametrize(
    ("value", "on", "light"),
    [
        ("9", JUNE, Light.GREEN),  # may still rise into the range
        ("9", DECEMBER, Light.RED),
        ("10", DECEMBER, Light.GREEN),
        ("15", DECEMBER, Light.GREEN),
        ("15.01", JUNE, Light.RED),
    ],
)
def test_a_range_is_due_at_the_end(value: str, on: date, light: Light) -> None:
    ranged = replace(indicator(comparator=Comparator.RANGE, target="10"), upper=Decimal(15))
    (found,) = watched(project({ranged: actual(value, on=on)}), on).goal.indicators
    assert found.light is light


@pytest.mark.parametrize(("value", "light"), [("0", Light.GREEN), ("1", Light.RED)])
def test_nothing_is_to_happen(value: str, light: Light) -> None:
    accidents = indicator(comparator=Comparator.EQUAL, target="0")
    (found,) = watched(project({accidents: actual(value, on=JUNE)})).goal.indicators
    assert found.light is light


def test_a_limit_is_one_whatever_its_direction_says() -> None:
    limit = replace(
        indicator(comparator=Comparator.AT_MOST, target="10"), direction=Direction.POSITIVE
    )
    (found,) = watched(project({limit: actual("4", on=JUNE)})).goal.indicators
    assert (found.light, found.done) == (Light.GREEN, Decimal(100))


def test_the_year_ends_with_the_years_spending() -> None:
    one = replace(project(budget="100", spent="95"), progress=(spent("40", date(YEAR, 10, 31)),))
    found = watched(one, DECEMBER)
    assert (found.execution.spent, found.execution.light) == (Decimal(95), Light.GREEN)
    unknown = replace(one, money=replace(one.money, spent=None))
    assert watched(unknown, DECEMBER).execution.spent == 40
    told = replace(one, progress=(spent("94", DECEMBER),))
    assert watched(told, DECEMBER).execution.spent == 94


def test_a_figure_of_an_earlier_day_says_so() -> None:
    one = replace(project(budget="100"), progress=(spent("10", date(YEAR, 3, 31)),))
    (red,) = (n for n in watched(one).notices if n.rule == "monitoring.execution_red")
    assert red.evidence[0] == f"累计执行10元（截至{YEAR}-03-31） ÷ 预算100元"
    now = replace(one, progress=(spent("10"),))
    (red,) = (n for n in watched(now).notices if n.rule == "monitoring.execution_red")
    assert red.evidence[0] == "累计执行10元 ÷ 预算100元"


def test_a_forecast_is_not_less_than_what_is_spent() -> None:
    found = watched(replace(project(budget="100"), progress=(spent("120"),)))
    assert found.execution.forecast.value == 120


def test_a_negative_budget_is_named_so() -> None:
    found = watched(replace(project(budget="-1"), progress=(spent("0"),)))
    assert found.execution.reason == "预算数为负数，不计算执行率"


@pytest.mark.parametrize(("day", "warned"), [(29, False), (30, True)])
def test_a_floor_holds_from_the_end_of_its_month(day: int, warned: bool) -> None:
    on = date(2025, 4, day)
    one = replace(project(budget="100"), progress=(spent("24.99", on),))
    found = watched(one, on, region="510500", year=2025)
    assert ("monitoring.execution_floor" in rules(found)) is warned


@pytest.mark.parametrize(("on", "done", "against"), [(JUNE, "40", "80"), (DECEMBER, "65", "65")])
def test_what_holds_goes_with_the_plan(on: date, done: str, against: str) -> None:
    counted, kept = indicator("A", target="20"), indicator("B", target="90", unit="%")
    found = watched(project({counted: actual("6", on=on), kept: actual("95", on=on)}), on)
    assert (found.goal.done, found.goal.against_plan) == (Decimal(done), Decimal(against))


def test_a_target_of_nothing_gives_no_progress() -> None:
    (found,) = watched(project({indicator(target="0"): actual("1", on=JUNE)})).goal.indicators
    assert (found.light, found.reason) == (Light.NONE, "目标值不大于0，不计算进度")


def test_no_target_is_too_low_once_the_year_is_over() -> None:
    counted = indicator(target="10")
    (found,) = watched(project({counted: actual("12")}), DECEMBER).goal.indicators
    assert (found.light, found.against_plan) == (Light.GREEN, Decimal(120))


def test_what_an_indicator_is_likely_to_end_with() -> None:
    counted = indicator(target="20")
    report = actual("6", on=JUNE)
    (by_plan,) = watched(project({counted: report})).goal.indicators
    assert (by_plan.forecast.value, by_plan.forecast.method) == (Decimal(12), "按计划进度推算")
    told = replace(report, forecast=Decimal(15))
    (stated,) = watched(project({counted: told})).goal.indicators
    assert (stated.forecast.value, stated.forecast.method) == (Decimal(15), "填报预计")
    limit = indicator(comparator=Comparator.AT_MOST, target="10")
    (kept,) = watched(project({limit: actual("4", on=JUNE)})).goal.indicators
    assert (kept.forecast.value, kept.forecast.method) == (None, "")


def test_indicators_count_by_their_weights_where_all_have_one() -> None:
    first, second = indicator("A", target="20", weight="30"), indicator("B", target="20")
    reports = {first: actual("10", on=JUNE), second: actual("0", on=JUNE)}
    assert watched(project(reports)).goal.against_plan == 75
    alike = {replace(i, weight=None if i is first else i.weight): a for i, a in reports.items()}
    assert watched(project(alike)).goal.against_plan == 50


def test_a_task_that_is_not_yet_due_holds_nothing_back() -> None:
    task = indicator("A", comparator=Comparator.YES_NO)
    counted = indicator("B", target="20")

    def goal(on: date) -> tuple[Decimal | None, Decimal | None]:
        reports = {task: actual(met=False, on=on), counted: actual("20", on=on)}
        found = watched(project(reports), on).goal
        return found.against_plan, found.done

    assert goal(JUNE) == (Decimal(100), Decimal(100))
    assert goal(DECEMBER) == (Decimal(50), Decimal(50))


def test_a_goal_partly_reached_counts_half() -> None:
    quality = indicator(comparator=Comparator.QUALITATIVE)
    found = watched(project({quality: actual(band=Band.PARTLY, on=JUNE)}))
    assert (found.goal.against_plan, found.goal.done) == (Decimal(50), Decimal(25))


def test_an_equal_that_should_be_small_is_a_limit() -> None:
    days = indicator(comparator=Comparator.EQUAL, target="10", direction=Direction.NEGATIVE)
    (kept,) = watched(project({days: actual("4", on=JUNE)})).goal.indicators
    (broken,) = watched(project({days: actual("11", on=JUNE)})).goal.indicators
    assert (kept.light, broken.light) == (Light.GREEN, Light.RED)


def said(found: Monitored, rule: str) -> list[str]:
    return [notice.said for notice in found.notices if notice.rule == rule]


def test_a_red_indicator_says_what_was_reached() -> None:
    counted = indicator("A", target="20")
    found = watched(project({counted: actual("2", on=JUNE, reason="")}))
    assert said(found, "monitoring.goal_red") == ["指标A：目标≥20个，完成2个"]
    assert said(found, "monitoring.goal_easy") == []
    assert said(found, "monitoring.unexplained") == ["指标A：没有填写偏差原因"]
    (red,) = (n for n in found.notices if n.rule == "monitoring.goal_red")
    assert red.evidence == ("完成率10%", "为计划进度的20%", "全年预计4个（按计划进度推算）")
    quality = indicator("B", comparator=Comparator.QUALITATIVE)
    worded = actual(band=Band.MISSED, wording="未开工", on=JUNE)
    assert "未开工" in said(watched(project({quality: worded})), "monitoring.goal_red")[0]
    silent = actual(band=Band.MISSED, on=JUNE)
    assert "未达成" in said(watched(project({quality: silent})), "monitoring.goal_red")[0]


def test_an_indicator_far_ahead_is_only_asked_about() -> None:
    found = watched(project({indicator("A", target="20"): actual("12", on=JUNE)}))
    assert said(found, "monitoring.goal_easy") == ["指标A：已达计划进度的120%"]
    assert said(found, "monitoring.goal_red") == []


def test_red_money_tells_its_forecast() -> None:
    found = watched(replace(project(budget="100"), progress=(spent("10"),)))
    (red,) = (n for n in found.notices if n.rule == "monitoring.execution_red")
    assert red.evidence[1] == "全年预计执行20元（按计划进度推算）"


def test_the_departments_own_money_needs_no_progress() -> None:
    one = replace(project({indicator(target="20"): actual("10", on=JUNE)}), progress=())
    assert any("预算执行未检查" in text for text in said(watched(one), "monitoring.missing"))
    made = replace(performance(), whole=replace(one, code=""))
    (whole,) = monitor(made, Parameters(REGION, YEAR, {}), JUNE).projects
    assert said(whole, "monitoring.missing") == []


def test_what_is_amiss_asks_for_cause_and_likelihood_and_nothing_else_does() -> None:
    def told(
        value: str, on: date = JUNE, *, cause: str = "", likelihood: str = "", reason: str = ""
    ) -> set[str]:
        report = replace(actual(value, on=on, reason=reason), cause=cause, likelihood=likelihood)
        found = watched(project({indicator("A", target="20"): report}), on)
        asked = {"monitoring.unexplained", "monitoring.no_likelihood"}
        return {n.rule for n in found.notices if n.indicator} & asked

    both = {"monitoring.unexplained", "monitoring.no_likelihood"}
    assert told("2") == both
    assert told("7") == {"monitoring.no_likelihood"}  # yellow
    assert told("10") == set()
    assert told("2", cause="funds", likelihood="possible") == set()
    assert told("2", reason="雨季") == {"monitoring.no_likelihood"}
    assert told("2", on=DECEMBER) == {"monitoring.unexplained"}


def test_only_what_cannot_be_examined_is_missing() -> None:
    known, unknown = indicator("A", target="20"), indicator("B", target="20")
    one = replace(
        project({known: actual("10", on=JUNE), unknown: None}, budget="100"),
        progress=(spent("50"),),
    )
    assert said(watched(one), "monitoring.missing") == [
        "1项指标未检查，没有截至监控时点的完成情况：指标B"
    ]
