"""What the office writes itself takes every figure from the facts."""

from decimal import Decimal

import pytest

from mingzhang.domain.book.sheets import (
    DisputedRow,
    NarrativeRow,
    OverseasGroupRow,
    ReasonRow,
)
from mingzhang.domain.report.user_text import check_user_texts
from mingzhang.kernel.problem import Problem
from tests.unit.domain.report.books import because, book, edition, spent


def _problems(*rows: object) -> list[Problem]:
    of = book(spent(1), *rows)
    return list(check_user_texts(of, edition("510500", of.year)))


def _narrative(text: str) -> list[Problem]:
    return _problems(NarrativeRow(section="十.绩效", text=text))


@pytest.mark.parametrize(
    "text",
    [
        "全年支出{spend|wan}万元，增长{spend|growth}%，占{basic|share:spend}％。",
        "退休{staff_movement{movement=retirement}|count}人。",
        "{Y}年与{Y-1}年相比，{entity}（{kind}）{spend|direction}{spend|change}万元。",
        "占比提高{basic|share_change:spend}个百分点。",
        "预算{spend|budget}万元，上年{spend|last}万元，计{spend|yuan}元。",
        "{three_public{item=reception}:-1|wan}万元",
        "{staff|change}人",
    ],
)
def test_texts_with_placeholders_are_right(text: str) -> None:
    assert _narrative(text) == []
    assert _problems(because("expenditure", text)) == []


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("增加12.5万元", "12.5万元", "占位符"),
        ("增加１２．５万元，", "１２．５万元", "占位符"),
        ("增长５％", "５％", "占位符"),
        ("新增3人", "3人", "占位符"),
        ("增加百分之五", "百分之五", "占位符"),
        ("{spendd|wan}万元", "spendd", "没有“spendd”"),
        ("{spend|money}万元", "spend", "格式之一"),
        ("{spend}万元", "spend", "{数据|格式}"),
        ("{@versus:spend}", "versus", "{数据|格式}"),
        ("{spend|reason}", "spend", "格式之一"),
        ("{basic|share}%", "basic", "{数据|share:占谁的比}"),
        ("{basic|share:nothing}%", "basic", "没有“nothing”"),
        ("{spend|wan}元", "spend", "后接“万元”"),
        ("{spend|wan}", "spend", "后接“万元”"),
        ("{spend|yuan}万元", "spend", "后接“元”"),
        ("{spend|growth}万元", "spend", "后接“%”"),
        ("{basic|share_change:spend}%", "basic", "后接“个百分点”"),
        ("{staff|wan}万元", "staff", "是数量"),
        ("{spend|count}元", "spend", "是金额"),
        ("{expenditure{measure=growth}|wan}万元", "expenditure{measure=growth}", "是比率"),
        ("{expenditure{measure=share}|wan}万元", "expenditure{measure=share}", "没有"),
        ("{expenditure{nature}|wan}万元", "expenditure{nature}", "没有"),
        ("{x|wan}万元", "x", "没有“x”"),
        ("{spend|wan万元", "{spend|wan万元", "花括号"),
    ],
)
def test_what_is_wrong_is_named(text: str, found: str, expected: str) -> None:
    for problems in (_narrative(text), _problems(because("expenditure", text))):
        assert [p.found for p in problems] == [found]
        assert expected in problems[0].expected + problems[0].remedy


def test_problems_stand_at_their_cells() -> None:
    of = book(because("expenditure", "甲"), because("revenue", "增加3人"))
    (problem,) = check_user_texts(of, edition("510500", of.year))
    assert str(problem.place) == "原因 第3行「原因」"


def test_a_reason_is_about_one_figure_that_exists() -> None:
    (problem,) = _problems(because("expenditure", "甲", "三公项目=公务接待费"))
    assert problem.place.column == "维度"
    (problem,) = _problems(because("expenditure", "甲", "没有的维度=甲"))
    assert "已知维度" in problem.expected
    (problem,) = _problems(because("expenditure", "甲"), because("expenditure", "乙"))
    assert (problem.place.row, problem.found) == (3, "与第2行相同的指标和维度")
    own = ReasonRow(about="change", unit="A", concept="expenditure", text="乙")
    assert _problems(because("expenditure", "甲"), own) == []
    assert (
        _problems(because("expenditure", "甲"), because("expenditure", "乙", "", "completion"))
        == []
    )


def test_a_doubt_is_about_a_figure_that_exists() -> None:
    assert _problems(DisputedRow(concept="expenditure", printed="1", measure="growth")) == []
    (problem,) = _problems(DisputedRow(concept="staff", dims="支出性质=基本支出", printed="1"))
    assert str(problem.place) == "存疑 第2行「维度」"


def test_an_unknown_section_is_answered_with_the_nearest() -> None:
    (problem,) = _problems(NarrativeRow(section="十.绩郊", text="甲"))
    assert problem.remedy == "是否为“十.绩效”？"
    assert "一.职责" in problem.expected


def test_groups_abroad_are_told_without_figures() -> None:
    def group(result: str) -> OverseasGroupRow:
        return OverseasGroupRow(
            group="G1", destinations="日本", purpose="招商", result=result, own=Decimal(2)
        )

    assert _problems(group("签署合作备忘录。")) == []
    (problem,) = _problems(group("签约5个，金额另计"))
    assert (str(problem.place), problem.found) == ("团组 第2行「成果」", "5个")
    (problem,) = _problems(group("签约{spend|wan}万元"))
    assert "不含花括号" in problem.expected
