"""Every score is a figure at a key, and its derivation leads down to the rows of the book."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from mingzhang.docmodel.model import Derivation
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import ActualRow, FundRow, IndicatorRow
from mingzhang.domain.book.sheets import SHEETS, DepartmentRow, ProjectRow
from mingzhang.domain.derivations import Told, derivations, rows_behind
from mingzhang.domain.figures import Figures
from mingzhang.domain.labels import names_of
from mingzhang.domain.performance.from_book import performance_of, project_money
from mingzhang.domain.performance.scoring.facts import _Making, score_facts
from mingzhang.domain.performance.scoring.scoring import score_performance
from mingzhang.facts.factset import Known, Unknown
from mingzhang.facts.key import FactKey, Stage
from mingzhang.rulebook.parameters import Parameters

YEAR = 2021
SPENT = "expenditure{nature=project,project=P}"

ROWS: tuple[object, ...] = (
    DepartmentRow(
        code="511100", name="示例局", region="511100", year=YEAR, publish_date=date(2022, 9, 1)
    ),
    ProjectRow(code="P", name="外事活动"),
    FundRow(project="P", source="fiscal", adjusted=Decimal(2000000), spent=Decimal(1700000)),
    IndicatorRow(
        code="A",
        project="P",
        level="output",
        name="接待外宾",
        comparator="at_least",
        target=Decimal(60),
        measure_unit="人次",
        weight=Decimal(50),
    ),
    IndicatorRow(
        code="B",
        project="P",
        level="benefit",
        name="使用资金",
        comparator="range",
        target=Decimal(1000000),
        upper=Decimal(1700000),
        measure_unit="元",
        weight=Decimal(30),
        source=SPENT,
    ),
    IndicatorRow(
        code="C",
        project="P",
        level="satisfaction",
        name="满意",
        comparator="qualitative",
        weight=Decimal(10),
    ),
    ActualRow(indicator="A", value=Decimal(55), reason="受疫情影响"),
)
JUDGED = ActualRow(indicator="C", band="reached", points=Decimal(9))


def _book(*more: object) -> Book:
    sheets: dict[str, tuple[Line[object], ...]] = {}
    for name, kind in SHEETS.items():
        rows = [row for row in (*ROWS, *more) if type(row) is kind]
        if rows:  # a sheet without rows would say that there is nothing
            sheets[name] = tuple(Line(n, row) for n, row in enumerate(rows, start=2))
    return Book(sheets)


def _figures(book: Book) -> Figures:
    figures = Figures(book_facts(book)[0])
    performance = performance_of(book, figures)
    scored = score_performance(performance, Parameters("511100", YEAR, {}))
    return figures.with_computed(score_facts(scored))


BOOK = _book(JUDGED)
FIGURES = _figures(BOOK)


def _key(**dims: str) -> FactKey:
    return FactKey.of("points", BOOK.whole, YEAR, Stage.ACTUAL, {"project": "P", **dims})


def _result(**dims: str) -> FactKey:
    return FactKey.of("indicator", BOOK.whole, YEAR, Stage.ACTUAL, dims)


def _value(key: FactKey, figures: Figures = FIGURES) -> Decimal | None:
    return figures.value(key)


@pytest.mark.parametrize(
    ("dims", "weight", "score"),
    [
        ({"part": "execution"}, "10", "8.50"),
        ({"indicator": "A"}, "50", "45.83"),
        ({"indicator": "B"}, "30", "30"),
        ({"indicator": "C"}, "10", "9"),
        ({"part": "output"}, "50", "45.83"),
        ({"part": "benefit"}, "30", "30"),
        ({"part": "indicators"}, "90", "84.83"),
        ({}, "100", "93.33"),
    ],
)
def test_scores_weights_and_rates_stand_at_their_keys(
    dims: dict[str, str], weight: str, score: str
) -> None:
    key = _key(**dims)
    assert _value(key) == Decimal(score)
    assert _value(key.with_dims(measure="weight")) == Decimal(weight)
    rate = _value(key.with_dims(measure="score_rate"))
    assert rate is not None
    assert abs(rate - Decimal(score) * 100 / Decimal(weight)) < Decimal("1e-20")


def test_completion_is_the_result_beside_the_target_in_force() -> None:
    rate = _value(_result(indicator="A", measure="completion"))
    assert rate is not None
    assert round(rate, 2) == Decimal("91.67")
    of_range = FIGURES.quantity(_result(indicator="B", measure="completion"))
    assert isinstance(of_range, Unknown)
    assert of_range.reason == "区间指标不计算完成率"


def test_a_result_that_a_fact_gives_leads_to_that_fact() -> None:
    found = FIGURES.quantity(_result(indicator="B"))
    assert isinstance(found, Known)
    assert found.value == 1700000
    assert {row.sheet for row in rows_behind(FIGURES, found.key)} == {"项目资金"}


def test_the_execution_is_made_of_the_money_that_performance_asks_for() -> None:
    making = _Making(BOOK.whole, YEAR)
    for project, stage in product(("P", ""), Stage):
        assert making.money_key(project, stage) == project_money(BOOK, project, stage)
    sheets = {row.sheet for row in rows_behind(FIGURES, _key())}
    assert sheets == {"项目资金", "绩效指标", "指标完成"}


def test_what_is_not_scored_says_why() -> None:
    figures = _figures(_book())
    line = figures.quantity(_key(indicator="C"))
    assert isinstance(line, Unknown)
    assert line.reason == "没有选择完成档次"
    total = figures.quantity(_key())
    assert isinstance(total, Unknown)
    assert total.reason == "100分中有10分未评，已评部分得84.33分"
    assert _value(_key(part="output"), figures) == Decimal("45.83")
    assert _value(_key(measure="weight"), figures) == 100
    whole = figures.quantity(FactKey.of("points", BOOK.whole, YEAR))
    assert isinstance(whole, Unknown)
    assert whole.reason == "指标没有分值，不评等次"


def _told(key: FactKey) -> Derivation:
    return derivations(FIGURES, [key], Told(names=names_of(BOOK)))[str(key)]


def test_a_derivation_names_indicators_projects_and_their_units() -> None:
    told = _told(_key(indicator="A"))
    assert told.label == "2021年绩效得分（指标=接待外宾，项目=外事活动）"
    assert (told.exact, told.unit) == ("45.83分", "分")
    assert told.formula == (
        "分值 × 实际完成值 ÷ 年度指标值：分值50 × 实际完成值55人次 ÷ 年度指标值60人次 ≈ 45.83"
    )
    assert told.basis == "《项目支出绩效评价管理办法》（财预〔2020〕10号）"
    assert [(o.label, o.value) for o in told.operands] == [
        ("2021年绩效得分（指标=接待外宾，项目=外事活动）的分值", "50分"),
        ("2021年指标“接待外宾”实际完成值", "55人次"),
        ("2021年指标“接待外宾”年度指标值", "60人次"),
    ]
    rate = _told(_result(indicator="A", measure="completion"))
    assert rate.label == "2021年指标“接待外宾”完成率"
    assert rate.formula.startswith("实际完成值 ÷ 年度指标值 × 100%")
    assert rate.unit == "%"


def test_every_figure_that_is_printed_leads_down_to_rows() -> None:
    told = derivations(FIGURES, [_key()], Told(names=names_of(BOOK)))
    assert len(told) > 12
    for each in told.values():
        known = each.provenance == "按公式计算" or "第" in each.provenance or each.operands
        assert known, each
    rule = _told(_key(part="execution", measure="weight"))
    assert (rule.exact, rule.formula) == ("10分", "预算执行率")
