"""What monitoring says, and where, and what it leaves unsaid."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mingzhang.domain.performance.model import Actual, Band, Comparator, Notice
from mingzhang.domain.performance.monitoring.model import Light
from mingzhang.domain.performance.monitoring.monitor import monitor, percent
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
from tests.unit.domain.performance.monitoring.watching import (
    DECEMBER,
    JUNE,
    MARCH,
    money,
    spent,
    told,
    watched,
)

ROW = Place("项目进度", 2)
RESULT = Place("指标完成", 5)


def report(value: str | None = None, *, likelihood: str = "") -> Actual:
    """Return a report of June without reason."""
    return replace(actual(value, on=JUNE, reason=""), likelihood=likelihood)


def test_a_department_without_goals_of_its_own_is_not_monitored() -> None:
    found = monitor(performance(project(code="P")), Parameters(REGION, YEAR, {}), JUNE)
    assert [m.project.code for m in found.projects] == ["P"]
    assert found.on == JUNE
    assert found.notices == found.projects[0].notices


@pytest.mark.parametrize(
    ("reached", "paid", "words"),
    [
        ("1", "35", "目标完成进度5%，预算执行率35%，相差30个百分点，超过15个百分点"),
        ("20", "66.6666", "目标完成进度100%，预算执行率66.67%，相差33.33个百分点，超过15个百分点"),
    ],
)
def test_the_gap_is_told_without_its_sign(reached: str, paid: str, words: str) -> None:
    reports = {indicator("A", target="20"): report(reached)}
    found = watched(replace(project(reports), progress=(spent(paid),)))
    (gap,) = told(found, "gap")
    assert gap == Notice("monitoring.gap", "P", "", words, place=Place("项目", 2))


def test_slow_spending_is_told_at_the_row_of_its_progress() -> None:
    found = watched(money(spent("10", MARCH, row=7), spent("10", row=8)))
    evidence = ("累计执行10元 ÷ 预算100元", "全年预计执行20元（按计划进度推算）")
    at = Place("项目进度", 8)
    assert [n for n in found.notices if n.rule.startswith("monitoring.")] == [
        Notice("monitoring.execution_red", "P", "", "执行率10%，为计划进度的20%", evidence, at),
        Notice("monitoring.unexplained", "P", "", "预算执行滞后，没有填写偏差原因", evidence, at),
        Notice(
            "monitoring.no_handling",
            "P",
            "",
            "预警后没有填写处理（继续执行、调剂、取消或暂停）",
            evidence,
            at,
        ),
    ]


def test_what_is_not_known_of_the_money_is_told_at_its_row_or_the_project() -> None:
    unknown = Notice("monitoring.missing", "P", "", "预算执行未检查：预算数不详", place=ROW)
    assert told(watched(money(spent("10"), budget=None)), "missing") == [unknown]
    (silent,) = told(watched(money()), "missing")
    assert silent.place == Place("项目", 2)
    assert watched(money(spent("10"))).notices[0].place == ROW


def test_a_figure_after_the_day_is_not_known_yet() -> None:
    found = watched(money(spent("45", MARCH, row=7), spent("99", DECEMBER, row=8)))
    assert found.execution.spent == 45
    assert found.execution.known_on == MARCH


def test_spending_in_step_asks_for_nothing() -> None:
    assert watched(money(spent("45"))).notices == ()


def test_below_the_floor_asks_for_reason_and_handling_too() -> None:
    found = watched(money(spent("35")), execution_floor="6:40")
    assert found.execution.light is Light.YELLOW
    assert [n.rule for n in found.notices] == [
        "monitoring.execution_floor",
        "monitoring.unexplained",
        "monitoring.no_handling",
    ]
    assert found.notices[0] == Notice(
        "monitoring.execution_floor",
        "P",
        "",
        "执行率35%，低于6月底的预警线40%",
        ("累计执行35元 ÷ 预算100元", "全年预计执行70元（按计划进度推算）"),
        ROW,
    )
    assert told(watched(money(spent("40")), execution_floor="6:40"), "execution_floor") == []


def test_before_the_first_month_of_the_floors_there_is_none() -> None:
    found = watched(money(spent("21", MARCH)), MARCH, execution_floor="6:40")
    assert told(found, "execution_floor") == []


def test_a_year_that_ends_low_without_any_report_asks_nobody() -> None:
    one = replace(money(), money=replace(money().money, spent=Decimal(10)))
    assert [n.rule for n in watched(one, DECEMBER).notices] == ["monitoring.execution_red"]


@pytest.mark.parametrize(("cause", "reason"), [("funds", ""), ("", "招标推迟")])
def test_either_cause_or_words_explain_slow_spending(cause: str, reason: str) -> None:
    found = watched(money(replace(spent("10"), cause=cause, reason=reason)))
    assert told(found, "unexplained") == []
    assert len(told(found, "no_handling")) == 1


def test_what_has_no_forecast_tells_none() -> None:
    found = watched(money(spent("0"), plan="0"), execution_floor="6:40")
    (floor,) = told(found, "execution_floor")
    assert floor.evidence == ("累计执行0元 ÷ 预算100元",)


def test_a_forecast_is_told_to_the_cent() -> None:
    found = watched(money(spent("10"), budget="100", plan="33"))
    (red,) = told(found, "execution_red")
    assert red.evidence[1] == "全年预计执行30.3元（按计划进度推算）"
    third = watched(money(spent("10"), budget="100", plan="60"))
    assert told(third, "execution_red")[0].evidence[1] == "全年预计执行16.67元（按计划进度推算）"


def test_what_is_missing_for_one_reason_is_told_once_at_its_first_indicator() -> None:
    first, second = indicator("A", target="20"), indicator("B", target="20")
    second = replace(second, place=Place("绩效指标", 3))
    found = watched(project({first: None, second: None}))
    missing = [n for n in told(found, "missing") if "指标" in n.said]
    assert missing == [
        Notice(
            "monitoring.missing",
            "P",
            "",
            "2项指标未检查，没有截至监控时点的完成情况：指标A、指标B",
            place=Place("绩效指标", 2),
        )
    ]


def test_notices_of_an_indicator_stand_at_its_report() -> None:
    found = watched(project({indicator("A", target="20"): report("2")}))
    assert {n.place for n in found.notices if n.indicator == "A"} == {RESULT}
    assert [n.rule for n in found.notices if n.indicator == "A"] == [
        "monitoring.goal_red",
        "monitoring.unexplained",
        "monitoring.no_likelihood",
    ]


@pytest.mark.parametrize(
    ("likelihood", "shortfall"), [("certain", 0), ("possible", 0), ("impossible", 1), ("", 0)]
)
def test_only_what_is_impossible_falls_short(likelihood: str, shortfall: int) -> None:
    reports = {indicator("A", target="20"): report("2", likelihood=likelihood)}
    assert len(told(watched(project(reports)), "shortfall")) == shortfall


def test_evidence_is_only_what_there_is() -> None:
    broken = indicator("A", comparator=Comparator.AT_MOST, target="10")
    (red,) = told(watched(project({broken: report("11")})), "goal_red")
    assert red.evidence == ("完成率0%",)
    quality = indicator("A", comparator=Comparator.QUALITATIVE)
    missed = replace(report(), band=Band.MISSED)
    (red,) = told(watched(project({quality: missed})), "goal_red")
    assert red.evidence == ()
    untold = indicator("A")
    (short,) = told(watched(project({untold: report("3", likelihood="impossible")})), "shortfall")
    assert short.evidence == ()
    third = indicator("A", target="30")
    (red,) = told(
        watched(replace(project({third: report("5")}), plan={6: Decimal(60)})), "goal_red"
    )
    assert red.evidence == (
        "完成率16.67%",
        "为计划进度的27.78%",
        "全年预计8.33个（按计划进度推算）",
    )


@pytest.mark.parametrize(
    ("amounts", "told_of"),
    [
        (("50", "50"), None),
        (("50", "51"), None),
        (("50", None), None),
        (("50", "40"), ("40", "50")),
        (("50", None, "40"), ("40", "50")),
        (("50", "30", "40"), ("30", "50")),
    ],
)
def test_sums_since_january_cannot_fall(
    amounts: tuple[str | None, ...], told_of: tuple[str, str] | None
) -> None:
    days = [date(YEAR, month, 28) for month in (2, 4, 6)]
    entries = [
        spent(a, on, row=row)
        for row, (a, on) in enumerate(zip(amounts, days, strict=False), start=2)
    ]
    found = told(watched(money(*entries)), "backward")
    if told_of is None:
        assert found == []
        return
    less, before = told_of
    at = next(e for e in entries if e.spent == Decimal(less))
    said = f"截至{at.on}累计执行{less}元，少于前一时点的{before}元"
    assert found == [Notice("monitoring.backward", "P", "", said, place=at.place)]


def test_what_falls_after_the_day_is_not_told_yet() -> None:
    entries = (spent("50", MARCH), spent("40", DECEMBER))
    assert told(watched(money(*entries)), "backward") == []
    assert len(told(watched(money(*entries), DECEMBER), "backward")) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "不详"), ("12.5", "12.5%"), ("33.335", "33.34%"), ("33.3349", "33.33%"), ("40", "40%")],
)
def test_rates_are_told_with_two_decimals_at_most(value: str | None, text: str) -> None:
    assert percent(None if value is None else Decimal(value)) == text
