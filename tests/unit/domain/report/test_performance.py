"""What a report says of goals and results follows the facts, and names what does not fit."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from mingzhang.docmodel.model import Gap, Number, Run
from mingzhang.documents.text import run_text
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.performance_sheets import (
    ActualRow,
    FundRow,
    GoalRow,
    IndicatorRow,
    RectificationRow,
    ResultRow,
    SelfEvaluationRow,
)
from mingzhang.domain.book.sheets import NarrativeRow, ProjectRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.from_book import performance_of
from mingzhang.domain.performance.scoring.facts import score_facts
from mingzhang.domain.performance.scoring.scoring import score_performance
from mingzhang.domain.performance.scoring.stated import stated_of
from mingzhang.domain.references import BadReference
from mingzhang.domain.report.context import Context, make_context
from mingzhang.domain.report.edition import ReportEdition, read_edition
from mingzhang.domain.report.performance_loops import subject_turn
from mingzhang.domain.report.performance_side import side_figures, side_of
from mingzhang.domain.report.user_text import check_user_texts
from mingzhang.domain.report.wording import word
from mingzhang.facts.factset import Known, Unknown
from mingzhang.facts.key import FactKey, Stage
from mingzhang.rulebook.editions import merged
from mingzhang.rulebook.parameters import Parameters
from tests.unit.domain.report.books import YEAR, book, edition

PROJECT = ProjectRow(code="P", name="外事活动")
VISITS = IndicatorRow(
    code="A",
    project="P",
    level="output",
    sublevel="quantity",
    name="接待外宾",
    comparator="at_least",
    target=Decimal(60),
    measure_unit="人次",
    weight=Decimal(50),
)
COST = replace(
    VISITS,
    code="B",
    level="cost",
    sublevel="economic_cost",
    name="人均支出",
    comparator="at_most",
    target=Decimal("0.5"),
    measure_unit="万元",
    weight=Decimal(40),
)
MONEY = FundRow(project="P", source="fiscal", adjusted=Decimal(2_000_000), spent=Decimal(1_700_000))
REACHED = ActualRow(indicator="A", value=Decimal(60))
MISSED = ActualRow(indicator="A", value=Decimal(55), reason="航班减少")
CHEAP = ActualRow(indicator="B", value=Decimal("0.4"))


@cache
def _shared() -> ReportEdition:
    return read_edition("cn-performance-2018", merged("cn-performance-2018"))


def _context(of: Book, code: str = "P") -> Context:
    """Return a context that speaks of a project, with its goals and scores."""
    facts, problems = book_facts(of)
    assert not problems, problems
    figures = Figures(facts)
    performance = performance_of(of, figures)
    rules = Parameters(performance.region, performance.year, performance.parameters)
    scored = score_performance(performance, rules, stated_of(of))
    side = side_of(of, performance, scored, {})
    assert side is not None
    figures = figures.with_computed(score_facts(scored))
    figures = figures.with_computed(side_figures(of, side, figures, of.whole))
    made = make_context(of, figures, _shared(), of.whole)
    made = replace(made, performance=side)
    return made.with_bound(subject_turn(made, performance.project(code)))


def _runs(of: Book, fragment: str, code: str = "P") -> tuple[Run, ...]:
    return word(_context(of, code), f"{{@{fragment}}}")


def _words(of: Book, fragment: str, code: str = "P") -> str:
    return "".join(run_text(run) for run in _runs(of, fragment, code))


def _numbers(of: Book, fragment: str) -> Iterator[Number]:
    return (run for run in _runs(of, fragment) if isinstance(run, Number))


def test_all_reached_is_said_only_where_all_are() -> None:
    every = book(PROJECT, VISITS, COST, REACHED, CHEAP)
    assert _words(every, "verdict") == "各项绩效指标均达到年度指标值。"
    one_open = book(PROJECT, VISITS, COST, REACHED)
    assert _words(one_open, "verdict") == "没有完成值、不能判断是否达到指标值的有：人均支出。"
    neither = book(PROJECT, VISITS, COST, MISSED)
    assert "均达到" not in _words(neither, "verdict")
    assert "其余" not in _words(neither, "verdict")


def test_what_was_missed_is_named_with_rate_and_reason() -> None:
    of = book(PROJECT, VISITS, COST, MISSED, CHEAP)
    assert _words(of, "verdict") == (
        "未达到年度指标值的有：接待外宾（完成率91.67%），原因是航班减少。"
        "除上述指标外，其余绩效指标均达到年度指标值。"
    )


def test_a_missing_reason_is_a_gap() -> None:
    of = book(PROJECT, VISITS, replace(MISSED, reason=""))
    (gap,) = (run for run in _runs(of, "verdict") if isinstance(run, Gap))
    assert gap.text == "未达到指标值的原因"


def test_what_was_far_surpassed_is_named_with_its_reason() -> None:
    above = ActualRow(indicator="A", value=Decimal(90), reason="增办论坛")
    of = book(PROJECT, VISITS, above)
    assert _words(of, "over_ones") == "超额较多的有：接待外宾（完成率150%），原因是增办论坛。"
    assert _words(book(PROJECT, VISITS, REACHED), "over_ones") == ""


def test_a_cost_below_its_target_has_no_rate() -> None:
    of = book(PROJECT, COST, CHEAP)
    assert _words(of, "progress") == "绩效指标完成情况：人均支出0.4万元，指标值不高于0.5万元。"


def test_a_target_solved_from_a_rate_is_marked_and_not_printed() -> None:
    of = book(PROJECT, replace(VISITS, origin="inferred", weight=None), MISSED)
    assert _words(of, "progress") == "绩效指标完成情况：接待外宾55人次，完成率91.67%（推算）。"
    assert "推算" in _words(of, "solved_note")
    assert _words(book(PROJECT, VISITS, MISSED), "solved_note") == ""


def test_a_range_a_wording_and_an_answer_are_said_in_their_own_way() -> None:
    between = replace(
        VISITS, comparator="range", target=Decimal(10), upper=Decimal(15), measure_unit="天"
    )
    assert _words(book(PROJECT, between), "targets") == "绩效指标：接待外宾10—15天。"
    in_words = replace(
        VISITS, comparator="qualitative", target=None, measure_unit="", wording="影响扩大"
    )
    assert _words(book(PROJECT, in_words), "targets") == "绩效指标：接待外宾：影响扩大。"
    answered = replace(in_words, comparator="yes_no")
    of = book(PROJECT, answered, ActualRow(indicator="A", met=False))
    assert _words(of, "progress") == "绩效指标完成情况：接待外宾：未达成。"


def test_what_is_reported_without_a_number_is_a_gap_beside_the_words() -> None:
    of = book(PROJECT, VISITS, ActualRow(indicator="A", wording="≥60"))
    assert _words(of, "progress") == (
        "绩效指标完成情况：接待外宾指标值不低于60人次，填报为“≥60”，"
        "【待补：指标“接待外宾”实际完成值】。"
    )


def test_money_is_said_as_far_as_it_is_known() -> None:
    whole = book(PROJECT, VISITS, MONEY)
    assert _words(whole, "money") == "全年预算200万元，执行170万元，预算执行率85%"
    received = book(PROJECT, VISITS, replace(MONEY, adjusted=None, received=Decimal(1_700_000)))
    assert _words(received, "money") == "到位170万元，执行170万元，【待补：全年预算数】"
    assert _words(book(PROJECT, VISITS), "money") == "【待补：项目资金的预算数和执行数】"


def test_a_computed_score_is_printed_with_its_parts() -> None:
    of = book(PROJECT, VISITS, COST, MISSED, CHEAP, MONEY)
    assert _words(of, "score") == "自评得分94.33分，等次为“优”"
    assert _words(of, "score_parts") == (
        "其中：预算执行8.50分（分值10分），成本指标40.00分（分值40分），产出指标45.83分（分值50分）。"
    )


def test_what_is_not_scored_is_said_and_never_zero() -> None:
    open_ = book(PROJECT, VISITS, COST, MISSED, MONEY)
    assert _words(open_, "score") == "自评有指标未评分，没有总分和等次"
    assert _words(open_, "score_parts") == ""
    without = book(PROJECT, replace(VISITS, weight=None), MISSED)
    assert _words(without, "score") == "自评没有评分，指标没有分值"
    assert not list(_numbers(without, "score"))


def test_a_stated_score_stands_at_a_key_of_its_own() -> None:
    stated = SelfEvaluationRow(project="P", stated=Decimal(90), grade="良")
    of = book(PROJECT, replace(VISITS, weight=None), stated)
    assert _words(of, "score") == "自评得分90分，等次为“良”（部门申报，指标没有逐项得分）"
    (number,) = _numbers(of, "score")
    assert FactKey.parse(number.key).get("measure") == "stated"


def test_contradictions_are_named_plainly() -> None:
    stated = SelfEvaluationRow(project="P", stated=Decimal(90), grade="良")
    idle = replace(MONEY, spent=Decimal(0))
    of = book(PROJECT, replace(VISITS, weight=None), idle, stated)
    assert _words(of, "contradictions") == (
        "资金没有执行，与申报得分90分不相称，待复核。"
        "按等次界限该得分对应“优”，与申报等次不一致，待复核。"
    )
    fitting = book(PROJECT, replace(VISITS, weight=None), MONEY, replace(stated, grade="优"))
    assert _words(fitting, "contradictions") == ""


def test_problems_come_from_the_self_evaluation_else_from_what_is_to_be_mended() -> None:
    task = RectificationRow(
        code="Z", project="P", found_by="audit", problem="归档不全", measure="补齐档案"
    )
    of = book(PROJECT, VISITS, task)
    assert (_words(of, "found"), _words(of, "advised")) == ("归档不全。", "补齐档案。")
    said_itself = SelfEvaluationRow(project="P", problems="进度偏慢。", advice="按月调度")
    of = book(PROJECT, VISITS, task, said_itself)
    assert (_words(of, "found"), _words(of, "advised")) == ("进度偏慢。", "按月调度。")


def test_results_are_listed_unless_the_office_tells_them() -> None:
    results = (
        ResultRow(code="R1", project="P", name="友城", measure_unit="个", value=Decimal(2)),
        ResultRow(code="R2", project="P", name="来信", measure_unit="封", value=Decimal(3)),
    )
    of = book(PROJECT, VISITS, *results)
    assert _words(of, "other_results") == "其他成果：友城2个，来信3封。"
    whole = merged("51-projectreport-2021")
    told = NarrativeRow(
        section="项目.完成情况", project="P", text="友城{indicator{indicator=R1}|own}。"
    )
    made = _context(book(PROJECT, VISITS, *results, told))
    made = replace(made, edition=read_edition("51-projectreport-2021", whole))
    spoken = "".join(run_text(run) for run in word(made, "{@other_results}"))
    assert spoken == "其他成果：来信3封。"


def test_texts_of_the_goal_may_have_placeholders() -> None:
    goal = GoalRow(project="P", annual="接待不少于{indicator{indicator=A}:adjusted|own}。")
    of = book(PROJECT, VISITS, goal)
    assert _words(of, "aim") == "年度目标：接待不少于60人次。"
    (number,) = _numbers(of, "aim")
    assert FactKey.parse(number.key).stage is Stage.ADJUSTED


def test_a_placeholder_of_a_goal_that_names_nothing_is_a_problem_of_its_cell() -> None:
    goal = GoalRow(project="P", done="接待{indicater|own}，共60人次")
    of = book(PROJECT, VISITS, goal)
    (problem,) = check_user_texts(of, edition("510500", YEAR))
    assert (problem.place.file, problem.place.column) == ("绩效目标", "实际完成情况")
    assert problem.found == "indicater"


def test_a_narrative_belongs_to_its_project() -> None:
    rows = (
        NarrativeRow(section="项目.组织实施", project="P", text="甲"),
        NarrativeRow(section="项目.组织实施", project="Q", text="乙"),
        NarrativeRow(section="项目.组织实施", text="丙"),
    )
    of = book(PROJECT, ProjectRow(code="Q", name="别的"), VISITS, *rows)
    assert _context(of).narrative("项目.组织实施") == ("甲",)
    assert _context(of, "").narrative("项目.组织实施") == ("丙",)


def test_counts_of_indicators_are_figures() -> None:
    made = _context(book(PROJECT, VISITS, COST, MISSED))
    reached = made.key("indicators")
    assert made.figures.value(reached.at_stage(Stage.ADJUSTED)) == 2
    assert made.figures.value(reached) == 0
    rate = made.figures.quantity(reached.with_dims(measure="completion"))
    assert rate == Unknown(rate.key, "有1项指标没有完成值")
    whole = _context(book(PROJECT, VISITS, COST, MISSED, CHEAP))
    rate = whole.figures.quantity(reached.with_dims(measure="completion"))
    assert isinstance(rate, Known)
    assert rate.value == 50


def test_projects_are_counted_only_where_all_are_listed() -> None:
    goal = GoalRow(project="P", annual="接待")
    key = "managed_projects{management=goals}"
    of = book(PROJECT, VISITS, goal)
    assert _context(of).figures.value(_context(of).key(key)) == 1


@pytest.mark.parametrize("name", ["annual", "grade"])
def test_a_name_of_a_project_is_unknown_without_one(name: str) -> None:
    of = book(PROJECT, VISITS)
    made = make_context(of, _context(of).figures, _shared(), of.whole)
    with pytest.raises(BadReference):
        word(made, f"{{{name}}}")
