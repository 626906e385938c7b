"""Monitoring as plain data: exact sums, rates in six decimals, what is not known as none."""

from dataclasses import replace
from datetime import date
from typing import Any

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import RectificationRow
from mingzhang.domain.performance.follow_up import rectifications
from mingzhang.domain.performance.monitoring.monitor import monitor
from mingzhang.domain.performance.monitoring.record import monitoring_record
from mingzhang.rulebook.parameters import Parameters
from tests.unit.domain.performance.builders import (
    REGION,
    YEAR,
    actual,
    indicator,
    performance,
    project,
)
from tests.unit.domain.performance.monitoring.watching import JUNE, spent

PARAMETERS = Parameters(REGION, YEAR, {})
MAY = date(YEAR, 5, 31)


def _tasks(*rows: RectificationRow) -> Book:
    return Book({"整改": tuple(Line(n, row) for n, row in enumerate(rows, start=2))})


def test_every_figure_stands_at_its_name() -> None:
    told = replace(actual("7", on=JUNE), likelihood="possible", cause="funds")
    known, unknown = indicator("A", target="30.0"), indicator("B")
    one = replace(project({known: told, unknown: None}, budget="70"), progress=(spent("30.50"),))
    rows = (
        RectificationRow(code="R1", project="P", found_by="monitoring", on=MAY, problem="慢"),
        RectificationRow(code="R2", found_by="audit", on=MAY, problem="账", due=JUNE, closed=JUNE),
        RectificationRow(code="R3", found_by="audit", on=MAY, problem="表"),
    )
    tasks = rectifications(_tasks(*rows), PARAMETERS, JUNE)
    found: Any = monitoring_record(monitor(performance(one), PARAMETERS, JUNE), tasks)
    (told_of,) = found["projects"]
    notices = told_of.pop("notices")
    assert [n["rule"] for n in notices] == [
        "monitoring.missing",
        "monitoring.goal_red",
        "monitoring.gap",
    ]
    assert told_of == {
        "project": "P",
        "name": "项目P",
        "planned": "50",
        "execution": {
            "budget": "70",
            "spent": "30.50",
            "rate": "43.571429",
            "against_plan": "87.142857",
            "light": "green",
            "forecast": {"value": "61", "method": "按计划进度推算"},
            "reason": "",
        },
        "goal": {
            "done": "23.333333",
            "against_plan": "46.666667",
            "light": "red",
            "examined": 1,
            "indicators": [
                {
                    "indicator": "A",
                    "name": "指标A",
                    "target": "30.0",
                    "actual": "7",
                    "unit": "个",
                    "done": "23.333333",
                    "against_plan": "46.666667",
                    "light": "red",
                    "forecast": {"value": "14", "method": "按计划进度推算"},
                    "likelihood": "possible",
                    "cause": "funds",
                    "reason": "",
                },
                {
                    "indicator": "B",
                    "name": "指标B",
                    "target": None,
                    "actual": None,
                    "unit": "个",
                    "done": None,
                    "against_plan": None,
                    "light": "none",
                    "forecast": {"value": None, "method": ""},
                    "likelihood": "",
                    "cause": "",
                    "reason": "没有截至监控时点的完成情况",
                },
            ],
        },
        "gap": "-20.238095",
    }
    assert (found["on"], found["notices"][0]["rule"]) == (JUNE.isoformat(), "follow_up.overdue")
    fields = ("code", "project", "problem", "due", "closed", "status", "days_over")
    assert [tuple(task[f] for f in fields) for task in found["rectifications"]] == [
        ("R1", "P", "慢", "2023-06-14", None, "overdue", 16),
        ("R2", "", "账", "2023-06-30", "2023-06-30", "closed", 0),
        ("R3", "", "表", None, None, "open", 0),
    ]
