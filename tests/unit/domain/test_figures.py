"""Each measure with its operands; no rate on a base that has none; unknown stays unknown."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.derivations import derivations, rows_behind
from mingzhang.domain.figures import Figures, base_of, of_text, whole_of
from mingzhang.facts.factset import Fact, FactSet, Known, Unknown, View
from mingzhang.facts.key import Entity, FactKey, Scope, Stage
from mingzhang.facts.provenance import Derived, Row
from mingzhang.rulebook.concepts import UnknownConcept, UnknownDimension

WHOLE = Entity("D", Scope.DEPARTMENT)
YEAR = 2023
SPEND = FactKey.of("expenditure", WHOLE, YEAR)
BASIC = SPEND.with_dims(nature="basic")
PROJECT = SPEND.with_dims(nature="project")
AMOUNTS = st.decimals("-1e8", "1e8", places=2)
SHARE_OF_ALL = {"measure": "share", "of": "expenditure"}


def _figures(rows: Mapping[FactKey, str | int | None]) -> Figures:
    """Make figures of rows by key; each quantity and year is a view that is complete."""
    views: dict[str, View] = {}
    facts = []
    for number, (key, value) in enumerate(rows.items(), start=2):
        code = f"{key.concept}:{key.period}:{key.stage}"
        dims = tuple(d for d, _ in key.dims)
        views.setdefault(code, View(code, key.concept, key.period, key.stage, dims))
        amount = None if value is None else Decimal(value)
        facts.append(Fact(key, amount, Row("支出", number, "金额"), code))
    return Figures(FactSet(WHOLE, views.values(), facts))


def _value(figures: Figures, key: FactKey, **dims: str) -> Decimal:
    found = figures.quantity(key.with_dims(**dims))
    assert isinstance(found, Known), found
    return found.value


def _reason(figures: Figures, key: FactKey, **dims: str) -> str:
    found = figures.quantity(key.with_dims(**dims))
    assert isinstance(found, Unknown), found
    return found.reason


@given(AMOUNTS, AMOUNTS)
def test_change_and_growth(now: Decimal, last: Decimal) -> None:
    figures = _figures({BASIC: str(now), BASIC.last_year(): str(last)})
    assert _value(figures, BASIC, measure="change") == now - last
    if last > 0:
        growth = _value(figures, BASIC, measure="growth")
        assert abs(growth * last - (now - last) * 100) < Decimal("1e-20")
        assert (growth > 0) == (now > last)
    else:
        assert "不计算比率" in _reason(figures, BASIC, measure="growth")


@given(AMOUNTS, AMOUNTS)
def test_shares_are_of_the_whole(basic: Decimal, project: Decimal) -> None:
    figures = _figures({BASIC: str(basic), PROJECT: str(project)})
    if basic + project <= 0:
        assert _reason(figures, BASIC, **SHARE_OF_ALL).startswith("合计为")
        return
    shares = [_value(figures, key, **SHARE_OF_ALL) for key in (BASIC, PROJECT)]
    assert abs(shares[0] + shares[1] - 100) < Decimal("1e-20")


def test_a_changed_share_is_a_difference_of_percentages() -> None:
    figures = _figures({BASIC: 30, PROJECT: 70, BASIC.last_year(): 1, PROJECT.last_year(): 3})
    moved = {**SHARE_OF_ALL, "measure": "share_change"}
    assert _value(figures, BASIC, **moved) == 5
    assert _value(figures, PROJECT, **moved) == -5


def test_completion_and_shortfall_go_by_the_adjusted_budget() -> None:
    figures = _figures({BASIC: 90, BASIC.at_stage(Stage.ADJUSTED): 120})
    assert _value(figures, BASIC, measure="completion") == 75
    assert _value(figures, BASIC, measure="shortfall") == 30


@pytest.mark.parametrize(
    ("rows", "measure", "reason"),
    [
        ({BASIC: 5, BASIC.last_year(): 0}, "growth", "上年数为零，不计算比率"),
        ({BASIC: 5, BASIC.last_year(): -10}, "growth", "上年数为负数，不计算比率"),
        ({BASIC: 5, BASIC.at_stage(Stage.ADJUSTED): 0}, "completion", "预算数为零，不计算比率"),
        ({BASIC: 5, BASIC.at_stage(Stage.ADJUSTED): -1}, "completion", "预算数为负数，不计算比率"),
        ({BASIC: 5}, "change", "2022年数账套未提供"),
        ({BASIC: 5}, "growth", "2022年数账套未提供"),
        ({BASIC: 5}, "completion", "全年预算数账套未提供"),
        ({BASIC: None, BASIC.last_year(): 1}, "change", "账套只列名称，未给金额"),
        ({BASIC: 5, BASIC.last_year(): None}, "change", "2022年数账套只列名称，未给金额"),
    ],
)
def test_what_cannot_be_computed_says_why(
    rows: dict[FactKey, int | None], measure: str, reason: str
) -> None:
    assert _reason(_figures(rows), BASIC, measure=measure) == reason


def test_an_unknown_share_of_last_year_reaches_its_change() -> None:
    figures = _figures({BASIC: 30, PROJECT: 70})
    moved = {**SHARE_OF_ALL, "measure": "share_change"}
    assert _reason(figures, BASIC, **moved) == "2022年数账套未提供"


REVENUE = FactKey.of("revenue", WHOLE, YEAR, dims={"source": "general"})
CARRY_IN = FactKey.of("carry_in", WHOLE, YEAR, dims={"budget": "general"})
CARRY_OUT = FactKey.of("carry_out", WHOLE, YEAR, dims={"budget": "general"})
GENERAL = FactKey.of("expenditure", WHOLE, YEAR, dims={"budget": "general"})
USED = FactKey.of("surplus_used", WHOLE, YEAR)
GIVEN = FactKey.of("surplus_distributed", WHOLE, YEAR)


def test_totals_are_added_up_by_the_form() -> None:
    rows = {REVENUE: 100, CARRY_IN: 7, USED: 3, GENERAL: 80, CARRY_OUT: 25, GIVEN: 5}
    figures = _figures(rows)
    total_in, total_out = (FactKey.of(c, WHOLE, YEAR) for c in ("total_in", "total_out"))
    assert figures.value(total_in) == 110
    assert figures.value(total_out) == 110
    assert figures.value(total_in.with_dims(budget="general")) == 107
    assert figures.value(total_out.with_dims(budget="general")) == 105
    assert figures.value(total_in.with_dims(budget="fund")) == 0


def test_a_total_without_one_part_is_unknown() -> None:
    figures = _figures({REVENUE: 100, CARRY_IN: 7})
    assert _reason(figures, FactKey.of("total_in", WHOLE, YEAR)) == "账套未提供"


def test_a_recorded_total_wins_over_the_formula() -> None:
    total = FactKey.of("total_in", WHOLE, YEAR)
    figures = _figures({REVENUE: 100, CARRY_IN: 7, USED: 3, total: 999})
    assert figures.value(total) == 999
    assert figures.formula(total) is not None


def test_operands_and_value_are_made_together() -> None:
    figures = _figures({BASIC: 6, BASIC.last_year(): 4})
    found = figures.quantity(BASIC.with_dims(measure="growth"))
    assert isinstance(found, Known)
    assert isinstance(found.provenance, Derived)
    assert found.provenance.operands == (BASIC, BASIC.last_year())
    assert found.value == 50


def test_of_reads_back() -> None:
    whole = SPEND.with_dims(budget="general", function="201")
    assert of_text(whole) == "expenditure(budget:general;function:201)"
    share = BASIC.with_dims(measure="share", of=of_text(whole))
    assert whole_of(share) == whole
    assert base_of(share) == BASIC
    assert whole_of(BASIC.with_dims(measure="share", of="expenditure")) == SPEND


@pytest.mark.parametrize(
    ("of", "error"),
    [
        ("", ValueError),
        ("a(b", ValueError),
        ("expenditure(nature)", ValueError),
        ("nothing", UnknownConcept),
        ("expenditure(item:overseas)", UnknownDimension),
    ],
)
def test_a_share_of_nothing_is_refused(of: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        whole_of(BASIC.with_dims(measure="share", of=of))


def test_rows_behind_go_through_every_formula() -> None:
    figures = _figures({BASIC: 30, PROJECT: 70, BASIC.last_year(): 1, PROJECT.last_year(): 3})
    lines = {r.row for r in rows_behind(figures, BASIC.with_dims(**SHARE_OF_ALL))}
    assert lines == {2, 3}
    moved = BASIC.with_dims(**{**SHARE_OF_ALL, "measure": "share_change"})
    assert {r.row for r in rows_behind(figures, moved)} == {2, 3, 4, 5}
    assert {r.row for r in rows_behind(figures, BASIC)} == {2}
    assert rows_behind(figures, CARRY_IN) == frozenset()


def test_rows_behind_are_not_cut_where_a_derivation_is() -> None:
    codes = [f"2011{n:03}" for n in range(600)]
    figures = _figures({SPEND.with_dims(function=code): 1 for code in codes})
    told = derivations(figures, [SPEND])[str(SPEND)]
    assert (len(told.operands), told.operand_count) == (50, 600)  # the last adds up the rest
    assert len(rows_behind(figures, SPEND)) == 600


def test_a_derivation_tells_formula_operands_and_exact_value() -> None:
    figures = _figures({BASIC: "10.01", BASIC.last_year(): 3})
    key = BASIC.with_dims(measure="growth")
    told = derivations(figures, [key])
    assert set(told) == {str(key), str(BASIC), str(BASIC.last_year())}
    growth = told[str(key)]
    assert growth.exact == "约233.666667%"
    assert growth.formula == (
        "（本年 − 上年）÷ 上年 × 100%；文中以“增长”“下降”表示正负；四舍五入保留两位小数"
    )
    assert [o.value for o in growth.operands] == ["10.01元", "3.00元"]
    assert [o.source for o in growth.operands] == [
        "支出 第2行「金额」（原始）",
        "支出 第3行「金额」（原始）",
    ]
    assert told[str(BASIC)].provenance == "支出 第2行「金额」（原始）"


def test_a_derivation_of_the_unknown_says_why() -> None:
    told = derivations(_figures({BASIC: 1}), [BASIC.with_dims(measure="change")])
    (only,) = told.values()
    assert (only.exact, only.provenance) == ("不详", "2022年数账套未提供")


def test_a_sum_of_no_rows_is_said_to_be_zero() -> None:
    told = derivations(_figures({BASIC: 1}), [PROJECT])[str(PROJECT)]
    assert (told.exact, told.provenance) == ("0.00元", "账套中没有此类行，按零计")


POINTS = FactKey.of("points", WHOLE, YEAR)


def test_computed_quantities_are_looked_at_first() -> None:
    recorded = _figures({SPEND: "5"})
    other = Known(SPEND, Decimal(7), Derived("另算", ()))
    none = Unknown(POINTS, "有10分未评")
    computed = recorded.with_computed({SPEND: other, POINTS: none})
    assert computed.value(SPEND) == 7
    assert computed.quantity(POINTS) is none
    assert recorded.value(SPEND) == 5
    later = computed.with_computed({POINTS: Known(POINTS, Decimal(90), Derived("相加", ()))})
    assert (later.value(SPEND), later.value(POINTS)) == (Decimal(7), Decimal(90))


def test_the_completion_of_an_indicator_speaks_of_its_target() -> None:
    reached = FactKey.of("indicator", WHOLE, YEAR, dims={"indicator": "A"})
    rate = reached.with_dims(measure="completion")
    figures = _figures({reached: "55", reached.at_stage(Stage.ADJUSTED): "60"})
    formula = figures.formula(rate)
    assert formula is not None
    assert formula.text == "实际完成值 ÷ 年度指标值 × 100%"
    assert round(figures.value(rate) or 0, 2) == Decimal("91.67")
    zero = _figures({reached: "55", reached.at_stage(Stage.ADJUSTED): "0"})
    assert _reason(zero, reached, measure="completion") == "年度指标值为零，不计算比率"
    assert _reason(_figures({reached: "55"}), reached, measure="completion").startswith(
        "年度指标值"
    )
