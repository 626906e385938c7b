"""Units of indicators, and quantities in the text of goals."""

from decimal import Decimal

import pytest

from mingzhang.domain.performance.goals.measured import Unit, quantities, unit_of

D = Decimal


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", None),
        ("个", Unit("个")),
        ("批次", Unit("批")),
        ("%", Unit("%")),
        ("％", Unit("%")),
        ("‰", Unit("%", D("0.1"))),
        ("百分点", Unit("个百分点")),
        ("元", Unit("元")),
        ("亿元", Unit("元", D(100_000_000))),
        ("万人次", Unit("人次", D(10_000))),
        ("万美元", Unit("美元", D(10_000))),
        ("分", Unit("分")),
    ],
)
def test_units(text: str, unit: Unit | None) -> None:
    assert unit_of(text) == unit


def test_which_units_are_rates_and_durations() -> None:
    assert [u for u in ("%", "个百分点", "元") if _unit(u).rate] == ["%", "个百分点"]
    assert [u for u in ("工作日", "天", "场") if _unit(u).duration] == ["工作日", "天"]


def _unit(text: str) -> Unit:
    found = unit_of(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("接待外宾 9 批次 60 人次", ["9 批次", "60 人次"]),
        ("投资总额1,273.8亿元，增长206.5%", ["1,273.8亿元", "206.5%"]),
        ("引进20余个项目", ["20余个"]),
        ("2023年12月31日前，第3场，〔2023〕11号，前3名", []),
        ("1.办会3场；2.走访5家", ["3场", "5家"]),
        ("办会若干、553企业", []),
        ("3个月内办结，为期5年", ["3个月"]),
    ],
)
def test_quantities_of_a_text(text: str, said: list[str]) -> None:
    assert [q.said for q in quantities(text)] == said


def test_a_quantity_has_the_words_around_it_and_its_amount_in_the_base() -> None:
    (quantity,) = quantities("办会，全年签约投资1.5亿元以上；其他")
    assert quantity.clause == "全年签约投资以上"
    assert quantity.amount == D(150_000_000)
