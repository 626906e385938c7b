from decimal import Decimal

from mingzhang.domain.checks.model import Certainty, Observation
from mingzhang.extraction.quantities.keys import Key
from mingzhang.extraction.quantities.values import fitted, values_of
from tests.unit.extraction.documents import said, view_of

TITLE = "青禾市水务局2023年度部门决算"
ACTUAL = Key("expenditure", 2023, "actual", "all")


def test_a_key_loses_what_its_quantity_is_not_told_apart_by() -> None:
    assert fitted(Key("agency_running", 2023, "actual", "general")).scope == ""
    assert fitted(Key("reception", 2023, "actual", "all")).scope == "fiscal"
    assert fitted(Key("carry_in", 2023, "actual", "all")).stage == ""


def test_a_figure_of_the_same_money_is_taken_and_less_sure() -> None:
    view = view_of(
        TITLE,
        "2023年度本年支出合计812.35万元。",
        "2023年度一般公共预算财政拨款支出812.35万元。",
        "2023年度一般公共预算财政拨款基本支出512.15万元。",
    )
    found = values_of(view).get(ACTUAL._replace(quantity="basic"))
    assert found is not None
    assert isinstance(found.operand, Observation)
    assert said(found.operand) == "512.15万元"
    assert found.certainty is Certainty.LIKELY


def test_nothing_is_taken_from_other_money() -> None:
    view = view_of(
        TITLE,
        "2023年度本年支出合计900.35万元。",
        "2023年度一般公共预算财政拨款支出812.35万元。",
        "2023年度一般公共预算财政拨款基本支出512.15万元。",
    )
    assert values_of(view).get(ACTUAL._replace(quantity="basic")) is None


def test_a_phrase_tells_that_there_is_none() -> None:
    view = view_of(TITLE, "本部门2023年无政府性基金预算财政拨款支出。")
    found = values_of(view).get(ACTUAL._replace(scope="fund"))
    assert found is not None
    assert found.operand == Decimal(0)
    assert values_of(view).get(ACTUAL._replace(scope="capital")) is None
