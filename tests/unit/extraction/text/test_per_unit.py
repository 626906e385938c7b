import pytest

from mingzhang.domain.checks.judge import Verdict, judge
from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.extraction.text.per_unit import find
from tests.unit.extraction.documents import sums, view_of


def _found(text: str) -> list[Relation]:
    return list(find(view_of("某局2022年度绩效评价报告", text)))


def test_a_name_that_qualifies_another_is_its_part() -> None:
    (found,) = _found("超期使用的家具原值3400元，家具原值482843元，家具超期使用资产利用率0.71%。")
    assert sums([found]) == [("0.71%", ("3400元", "482843元"))]
    assert found.certainty is Certainty.CERTAIN
    assert judge(found).verdict is Verdict.VIOLATED


@pytest.mark.parametrize(
    "text",
    [
        "抽查50个，合格48个，合格率96%。",
        "应到50人，实到48人，出勤率96%。",
    ],
)
def test_the_word_of_the_rate_tells_the_part(text: str) -> None:
    (found,) = _found(text)
    assert found.certainty is Certainty.LIKELY
    assert judge(found).verdict is Verdict.HELD


@pytest.mark.parametrize(
    "text",
    [
        "甲类10个，乙类8个，群众满意率95%。",
        "收入50万元，支出48万元，增长率96%。",
        "抽查50个，合格48家，合格率96%。",
    ],
)
def test_a_rate_of_something_else_is_left_alone(text: str) -> None:
    assert _found(text) == []


def test_averages_and_products_count_as_slips_only() -> None:
    (average,) = _found("培训费支出9.00万元，参训45人，人均0.20万元。")
    (product,) = _found("购置电脑13台，单价0.50万元，总价6.50万元。")
    assert sums([average, product]) == [
        ("0.20万元", ("9.00万元", "45人")),
        ("6.50万元", ("0.50万元", "13台")),
    ]
    assert average.slip_only
    assert product.slip_only
    assert [judge(r).verdict for r in (average, product)] == [Verdict.HELD] * 2
