"""A document against others: last year's report, the budget, its tables, its units."""

from __future__ import annotations

import pytest

from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.companions import Companion
from mingzhang.usecases.checked.model import Checked
from tests.unit.usecases.checked_text import LAST_YEAR, SOUND, read

TABLES = "本年支出合计\t基本支出\t项目支出\n880.50\t500.20\t380.30\n"
BUDGET = """某市水文监测局2024年部门预算公开

一、“三公”经费财政拨款预算安排情况说明
2024年“三公”经费财政拨款年初预算数13.00万元。
"""
WITH_BUDGET = SOUND.replace(
    "“三公”经费财政拨款支出决算为", "“三公”经费财政拨款支出年初预算为12.00万元，支出决算为"
)
UNITS = tuple(
    f"某市水文监测{name}2024年度单位决算说明\n\n三、支出决算情况说明\n"
    f"2024年度本年支出合计{total}万元，其中：基本支出{basic}万元，项目支出{project}万元。\n"
    for name, total, basic, project in (
        ("中心", "300.00", "200.00", "100.00"),
        ("总站", "580.50", "300.20", "280.30"),
    )
)


def _checked(text: str, *others: tuple[str, str]) -> Checked:
    companions = [
        Companion(role, f"{role}{n}.txt", read(other)) for n, (role, other) in enumerate(others)
    ]
    return check(read(text), companions)


def _reasons(checked: Checked) -> str:
    return "\n".join(each.reason for each in checked.unexamined if each.place is None)


def test_last_years_report_confirms_the_changes() -> None:
    alone, together = check(read(SOUND)), _checked(SOUND, ("last-year", LAST_YEAR))
    assert together.findings == ()
    assert together.relations.checked > alone.relations.checked
    assert together.covered > alone.covered
    assert len(together.figures) == len(alone.figures)


def test_what_last_years_report_contradicts_is_told_with_both_places() -> None:
    other = LAST_YEAR.replace("800.25万元。", "801.25万元。", 1)
    (finding,) = _checked(SOUND, ("last-year", other)).findings
    assert finding.severity is Severity.WARNING  # a figure may have been restated since
    assert "上年报告“last-year0.txt”" in finding.message
    documents = {each.document for each in finding.evidence}
    assert documents == {"", "last-year0.txt"}
    theirs = next(each for each in finding.evidence if each.document)
    document = read(other)
    assert document.text[theirs.start : theirs.end] == theirs.quote
    assert theirs.figure == "801.25"


def test_an_error_of_the_document_stays_one_beside_others() -> None:
    planted = SOUND.replace("380.30", "390.30")
    found = _checked(planted, ("last-year", LAST_YEAR)).findings
    assert [each.severity for each in found] == [Severity.ERROR]


def test_the_published_budget_is_compared_with_the_initial_budget() -> None:
    checked = _checked(WITH_BUDGET, ("budget", BUDGET))
    (finding,) = checked.findings
    assert finding.severity is Severity.WARNING
    assert {"12.00", "13.00"} == {each.figure for each in finding.evidence}
    assert _checked(WITH_BUDGET, ("budget", BUDGET.replace("13.00", "12.00"))).findings == ()


@pytest.mark.parametrize("role", ["tables", "budget", "approval", "unit"])
def test_a_companion_of_another_year_is_not_compared(role: str) -> None:
    checked = _checked(SOUND, (role, LAST_YEAR))
    assert checked.findings == ()
    assert "写的是2023年度，应为2024年度" in _reasons(checked)


def test_last_years_report_must_be_last_years() -> None:
    assert "写的是2024年度，应为2023年度" in _reasons(_checked(SOUND, ("last-year", SOUND)))


def test_the_text_is_compared_with_the_text_of_its_tables() -> None:
    assert _checked(SOUND, ("tables", SOUND)).findings == ()
    found = _checked(SOUND, ("tables", SOUND.replace("9.60", "9.80"))).findings
    assert any({"9.60", "9.80"} <= {e.figure for e in f.evidence} for f in found)


def test_units_add_up_to_the_department() -> None:
    assert _checked(SOUND, *(("unit", unit) for unit in UNITS)).findings == ()
    wrong = (UNITS[0], UNITS[1].replace("280.30", "281.30").replace("580.50", "581.50"))
    found = _checked(SOUND, *(("unit", unit) for unit in wrong)).findings
    assert found
    assert all(each.severity < Severity.ERROR for each in found)
    assert any("2份所属单位报告之和" in each.message for each in found)


def test_where_most_differ_nothing_is_compared_and_that_is_told() -> None:
    other = SOUND
    theirs = {"880.50": "613.27", "80.25": "41.96", "500.20": "294.31", "380.30": "318.96"}
    for figure, instead in {**theirs, "9.60": "3.18"}.items():
        other = other.replace(figure, instead)
    checked = _checked(SOUND, ("approval", other))
    assert checked.findings == ()
    assert "大多不同" in _reasons(checked)


def test_a_companion_without_a_common_figure_is_told() -> None:
    checked = _checked(SOUND, ("tables", "与此无关的文字，共3页。\n"))
    assert "没有能与本报告对应的数" in _reasons(checked)


def test_a_fault_in_linking_leaves_what_the_document_says_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("mingzhang.usecases.check_document.link", fails)
    planted = SOUND.replace("380.30", "390.30")
    checked = _checked(planted, ("last-year", LAST_YEAR))
    assert [each.part for each in checked.incidents] == ["companions"]
    assert len(checked.findings) == 1
