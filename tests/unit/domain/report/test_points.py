"""Points and indicators in sentences: in their own unit, with the names that the book gives."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.docmodel.model import Gap, Number, Text
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.performance_sheets import ActualRow, IndicatorRow
from mingzhang.domain.book.sheets import NarrativeRow, ProjectRow
from mingzhang.domain.labels import NO_NAMES, label_of, names_of, short_label
from mingzhang.domain.references import BadReference
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.formatters import FORMATTERS, check_unit
from mingzhang.domain.report.user_text import check_user_texts
from mingzhang.facts.factset import Known, Unknown
from mingzhang.facts.key import FactKey, Stage
from mingzhang.facts.provenance import Derived
from tests.unit.domain.report.books import YEAR, book, context, edition

OF_PEOPLE = IndicatorRow(
    code="A",
    project="P",
    level="output",
    name="接待外宾",
    comparator="at_least",
    target=Decimal(60),
    measure_unit="人次",
)
ROWS = (
    ProjectRow(code="P", name="外事活动"),
    OF_PEOPLE,
    replace(OF_PEOPLE, code="B", name="签约额", measure_unit="万元", target=Decimal("1.50")),
    ActualRow(indicator="A", value=Decimal(55)),
)


def _book() -> Book:
    return book(*ROWS)


def _context() -> Context:
    made = context(_book())
    points = _points(made)
    open_part = points.with_dims(part="cost")
    known = Known(points, Decimal("84.5"), Derived("相加", ()))
    figures = made.figures.with_computed({points: known, open_part: Unknown(open_part, "未评")})
    return replace(made, figures=figures)


def _points(of: Context) -> FactKey:
    return FactKey.of("points", of.entity, YEAR, dims={"project": "P"})


def _indicator(of: Context, code: str, stage: Stage = Stage.ADJUSTED) -> FactKey:
    return FactKey.of("indicator", of.entity, YEAR, stage, {"indicator": code})


def test_points_are_said_with_two_decimals() -> None:
    made = _context()
    (run,) = FORMATTERS["points"](made, _points(made), "")
    assert isinstance(run, Number)
    assert (run.text, run.unit, run.places) == ("84.50", "分", 2)


def test_a_value_is_said_in_the_unit_of_its_indicator() -> None:
    made = _context()
    run, unit = FORMATTERS["own"](made, _indicator(made, "A", Stage.ACTUAL), "")
    assert isinstance(run, Number)
    assert (run.text, run.unit, unit) == ("55", "人次", Text("人次"))
    money, _ = FORMATTERS["own"](made, _indicator(made, "B"), "")
    assert isinstance(money, Number)
    # It is in 万元 already, and not divided again.
    assert (money.text, money.value, money.places) == ("1.5", Decimal("1.50"), 2)
    (rate,) = FORMATTERS["completion"](made, _indicator(made, "A", Stage.ACTUAL), "")
    assert isinstance(rate, Number)
    assert (rate.text, rate.unit) == ("91.67", "%")


def test_what_is_not_known_is_a_gap_with_its_reason() -> None:
    made = _context()
    (run,) = FORMATTERS["points"](made, _points(made).with_dims(part="cost"), "")
    assert isinstance(run, Gap)
    assert made.findings.gaps == [f"{YEAR}年绩效得分（评分部分=成本指标，项目=外事活动）：未评"]
    (gap,) = FORMATTERS["own"](made, _indicator(made, "B", Stage.ACTUAL), "")
    assert isinstance(gap, Gap)
    assert gap.text == "指标“签约额”实际完成值"


@pytest.mark.parametrize(
    ("dims", "unit", "fits"),
    [
        ({"indicator": "A"}, "人次", True),
        ({"indicator": "A"}, "个", False),
        ({"indicator": "A"}, "万元", False),
        ({"indicator": "B"}, "万元", True),
        ({"indicator": "B"}, "元", False),
        ({"indicator": "A", "measure": "completion"}, "%", True),
        ({"indicator": "A", "measure": "completion"}, "人次", False),
    ],
)
def test_units(dims: dict[str, str], unit: str, fits: bool) -> None:
    made = _context()
    key = FactKey.of("indicator", made.entity, YEAR, dims=dims)
    if fits:
        check_unit(key, unit, made.names)
    else:
        with pytest.raises(BadReference):
            check_unit(key, unit, made.names)


def test_points_are_measured_in_points_and_their_rate_in_percent() -> None:
    key = _points(_context())
    check_unit(key, "分")
    check_unit(key.with_dims(measure="weight"), "分")
    check_unit(key.with_dims(measure="score_rate"), "%")
    for wrong in ("元", "%", "个"):
        with pytest.raises(BadReference):
            check_unit(key, wrong)


def test_names_come_from_the_book_and_codes_stand_where_it_is_not_at_hand() -> None:
    names = names_of(_book())
    key = _indicator(_context(), "A")
    assert label_of(key, names) == f"{YEAR}年指标“接待外宾”年度指标值"
    assert label_of(key, NO_NAMES) == f"{YEAR}年指标“A”年度指标值"
    assert short_label(key, YEAR, names) == "指标“接待外宾”年度指标值"
    assert short_label(key.at_stage(Stage.INITIAL), YEAR + 1, names) == (
        f"{YEAR}年指标“接待外宾”年初指标值"
    )
    assert names.unit_of(key) == "人次"
    assert names.unit_of(key.with_dims(measure="completion")) == ""


def test_the_version_in_force_names_an_indicator() -> None:
    later = replace(OF_PEOPLE, version=Decimal(2), name="接待来宾", measure_unit="批次")
    names = names_of(book(later, *ROWS))
    assert names.of["indicator", "A"] == "接待来宾"
    assert names.units["A"] == "批次"


def test_texts_of_the_office_may_use_them() -> None:
    def problems(text: str) -> int:
        made = book(*ROWS, NarrativeRow(section="一.重点工作", text=text))
        return len(check_user_texts(made, edition("510500", YEAR)))

    base = problems("推进工作。")
    assert problems("接待{indicator{indicator=A}|own}。") == base
    assert problems("得{points{project=P}|points}分。") == base
    assert problems("得{points{project=P}|points}元。") == base + 1
    assert problems("得{points{project=P}|wan}万元。") == base + 1
    assert problems("签约{indicator{indicator=A}|wan}万元。") == base + 1
