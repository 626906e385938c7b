"""The invented bureau goes through the whole performance cycle, with every kind of everything."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from mingzhang.domain.book.performance_sheets import (
    DecisionRow,
    EvaluationRow,
    EvaluationScoreRow,
    ExAnteResultRow,
    ExAnteRow,
    FundRow,
    GoalReviewRow,
    ProgressRow,
    RectificationRow,
    SelfEvaluationRow,
    TaskRow,
    WholeRow,
)
from mingzhang.domain.book.sheets import BudgetRow, ProjectRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.from_book import performance_of
from mingzhang.domain.performance.model import Band, Comparator, Direction, Performance
from mingzhang.rulebook.performance import terms
from mingzhang.usecases.import_book import ImportedBook, import_book
from tools.make_demo import FOLDER

#: The day on which the tasks of the example are looked at: its publication.
_TODAY = date(2025, 9, 12)


@cache
def _book() -> ImportedBook:
    return import_book(FOLDER)


@cache
def _performance() -> Performance:
    return performance_of(_book().book, Figures(_book().facts))


def test_every_comparator_direction_and_band_occurs() -> None:
    indicators = [i for project in _performance().every for i in project.indicators]
    assert {i.comparator for i in indicators} == set(Comparator)
    assert {i.direction for i in indicators} == set(Direction)
    bands = {a.band for p in _performance().every for r in p.actuals.values() for a in r}
    assert {Band.REACHED, Band.PARTLY} <= bands


def test_every_level_and_sublevel_of_the_form_occurs() -> None:
    indicators = [i for project in _performance().every for i in project.indicators]
    assert {i.level for i in indicators} == {"cost", "output", "benefit", "satisfaction"}
    later = {"output_cost", "fund_management", "project_management", "completion", "duty"}
    assert {i.sublevel for i in indicators} == set(terms("sublevel")) - later


def test_every_goal_has_ninety_points_and_a_text() -> None:
    for project in _performance().every:
        weights = [i.weight for i in project.indicators]
        assert sum((w for w in weights if w is not None), Decimal(0)) == 90, project.code
        assert None not in weights
        assert project.goal is not None
        assert project.goal.annual


def test_projects_are_recurrent_and_one_off_new_and_continued() -> None:
    rows = _book().book.rows(ProjectRow)
    kinds = defaultdict(set)
    for row in rows:
        kinds[row.kind].add(row.standing)
    assert kinds["one_off"] == {"new", "continued"}
    assert kinds["recurrent"] == {"continued"}
    assert [r.code for r in rows if r.standing == "new" and not r.decision] == []
    medium = {p.code for p in _performance().projects if p.goal and p.goal.medium}
    assert medium == {r.code for r in rows if r.total}


def test_new_projects_were_examined_before() -> None:
    new = {row.code for row in _book().book.rows(ProjectRow) if row.standing == "new"}
    results = _book().book.rows(ExAnteResultRow)
    assert {row.project for row in results} == new
    assert {row.conclusion for row in results} == {"support", "adjust"}
    assert len(_book().book.rows(ExAnteRow)) == 5 * len(new)


def test_goals_were_reviewed_with_points_and_without() -> None:
    reviews = _book().book.rows(GoalReviewRow)
    scored = {row.project for row in reviews if row.points is not None}
    plain = {row.project for row in reviews if row.points is None}
    assert None in scored
    assert plain
    assert not scored & plain
    assert len(reviews) == len(terms("review")) * len(scored | plain)


def test_one_goal_changed_with_the_budget() -> None:
    changed = [p for p in _performance().projects if len(p.goals) > 1]
    (project,) = changed
    goal = project.goal
    assert goal is not None
    assert goal.version == 2
    assert {i.version for i in project.indicators} == {2}
    assert [i.code for i in project.earlier] == [i.code for i in project.indicators]
    raised = [
        (a.target, b.target) for a, b in zip(project.earlier, project.indicators, strict=True)
    ]
    assert [pair for pair in raised if pair[0] != pair[1]]
    documents = {row.document for row in _book().book.rows(BudgetRow) if row.entry == "addition"}
    assert goal.adjustment in documents


def test_money_by_source_adds_up_to_what_the_accounts_say() -> None:
    sources = {row.source for row in _book().book.rows(FundRow)}
    assert sources == set(terms("fund_source"))
    for project in _performance().projects:
        own = project.by_source.values()
        for column in ("initial", "adjusted", "received", "spent"):
            parts = [getattr(money, column) for money in own]
            assert sum(parts, Decimal(0)) == getattr(project.money, column), (project.code, column)


def test_execution_is_full_for_some_and_low_for_others() -> None:
    rates = {
        p.code: p.money.spent / p.money.adjusted
        for p in _performance().projects
        if p.money.spent is not None and p.money.adjusted
    }
    assert len(rates) == len(_performance().projects)
    assert max(rates.values()) == 1
    assert min(rates.values()) < Decimal("0.8")


def test_monitoring_has_several_checkpoints_and_a_season() -> None:
    days = {row.on for row in _book().book.rows(ProgressRow)}
    assert len(days) == 5
    assert date(2024, 7, 31) in days
    for project in _performance().projects:
        spent = [step.spent for step in project.progress if step.spent is not None]
        assert len(spent) == len(project.progress) >= 2
        assert spent == sorted(spent)
        assert project.money.spent is not None
        assert spent[-1] <= project.money.spent
    plans = {p.code: p.plan for p in _performance().projects if p.plan}
    assert sorted(plans) == ["P01", "P08"]
    for plan in plans.values():
        assert [plan[m] for m in range(1, 13)] == sorted(plan.values())
        assert plan[12] == 100


def test_reports_of_the_year_say_how_likely_the_goal_is() -> None:
    reports = [
        actual
        for project in _performance().projects
        for found in project.actuals.values()
        for actual in found
        if actual.on < date(2024, 12, 31)
    ]
    assert {r.likelihood for r in reports} == set(terms("likelihood"))
    assert all(r.forecast is not None for r in reports)


def test_a_result_from_the_accounts_is_the_account() -> None:
    taken = [
        (project, project.final(i.code))
        for project in _performance().projects
        for i in project.indicators
        if i.key is not None
    ]
    assert len(taken) >= 15
    for project, actual in taken:
        assert actual is not None
        assert actual.from_fact
        assert actual.value == project.money.spent


def test_one_result_is_missing_and_far_surpassed_ones_have_a_reason() -> None:
    missing = [
        i.code
        for project in _performance().every
        for i in project.indicators
        if project.final(i.code) is None
    ]
    assert missing == ["P13-6"]
    surpassed = []
    for project in _performance().every:
        for i in project.indicators:
            actual = project.final(i.code)
            over = i.direction is Direction.POSITIVE and i.comparator is Comparator.AT_LEAST
            if over and i.target and actual and actual.value is not None:
                surpassed += [actual] if actual.value / i.target >= Decimal("1.3") else []
    assert len(surpassed) >= 2
    assert all(actual.reason for actual in surpassed)


def test_corrective_tasks_are_closed_open_and_overdue() -> None:
    rows = _book().book.rows(RectificationRow)
    open_ = [row for row in rows if row.closed is None]
    assert {row.found_by for row in rows} == set(terms("found_by"))
    assert [r for r in rows if r.closed and r.due and r.closed <= r.due]
    assert [r for r in rows if r.closed and r.due and r.closed > r.due]
    assert [r for r in open_ if r.due and r.due < _TODAY]
    assert [r for r in open_ if r.due and r.due > _TODAY]


def test_evaluations_have_survey_and_sites() -> None:
    evaluations = _book().book.rows(EvaluationRow)
    assert {row.kind for row in evaluations} == {"department", "finance"}
    for row in evaluations:
        assert row.satisfied
        assert row.responses
        assert row.sample
        assert row.satisfied <= row.responses <= row.sample


def test_an_evaluation_is_scored_by_experts_and_another_by_a_group() -> None:
    experts = defaultdict(set)
    for row in _book().book.rows(EvaluationScoreRow):
        experts[row.evaluation].add(row.expert)
    assert sorted(map(len, experts.values())) == [1, 3]
    assert {""} in experts.values()


def test_the_bureau_is_judged_where_the_book_tells_nothing() -> None:
    rows = _book().book.rows(WholeRow)
    assert [row for row in rows if row.value is not None]
    assert [row for row in rows if row.points is not None]
    assert [row.reason for row in rows if row.not_applicable] == ["没有闲置资产", "没有债券资金"]


def test_self_evaluation_covers_every_project() -> None:
    rows = _book().book.rows(SelfEvaluationRow)
    assert [row.project or "" for row in rows] == [p.code for p in _performance().every]
    assert [row for row in rows if row.rechecked is not None]
    assert [row for row in rows if row.stated is not None] == []


def test_next_year_decides_on_every_project_in_every_way() -> None:
    rows = _book().book.rows(DecisionRow)
    assert [row.project for row in rows] == [p.code for p in _performance().projects]
    assert {row.decision for row in rows} == set(terms("decision"))


def test_main_tasks_are_paid_by_their_projects() -> None:
    tasks = _book().book.rows(TaskRow)
    money = [(row.fiscal, row.other) for row in tasks]
    assert all(fiscal is not None and fiscal > 0 for fiscal, _ in money)
    assert any(other for _, other in money)


@pytest.mark.parametrize("code", ["W-D1", "P11-D1"])
def test_figures_beside_the_goals_are_facts_and_no_indicators(code: str) -> None:
    performance = _performance()
    (result,) = (each for each in performance.results if each.code == code)
    key = f"indicator{{indicator={code}}}@{performance.entity}:2024:actual"
    facts = {
        str(fact.key): fact.value
        for v in _book().facts.views()
        for fact in _book().facts.facts(v.code)
    }
    assert facts[key] == result.value
    assert code not in {i.code for p in performance.every for i in p.indicators}
