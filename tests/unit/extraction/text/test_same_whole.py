import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Relation
from mingzhang.extraction.text.same_whole import find
from tests.unit.extraction.documents import sums, view_of

TEXT = (
    "年末自用资产{}万元，占账面资产总额的{}%，其中：在用{}万元，占账面资产总额的{}%；"
    "无形资产4.50万元，占账面无形资产总额的100%。"
)


def _broken(*figures: str) -> list[Relation]:
    return [r for r in find(view_of(TEXT.format(*figures))) if judge(r).violated]


def test_what_is_all_of_a_whole_is_as_much() -> None:
    assert _broken("193.45", "100.00", "193.45", "100.00") == []
    assert sums(_broken("193.45", "100.00", "193.54", "100.00")) == [
        ("100.00%", ("193.45万元", "193.54万元")),
        ("100.00%", ("193.54万元", "193.45万元")),
    ]


def test_a_share_of_what_is_told_to_be_all() -> None:
    assert _broken("193.45", "100", "154.76", "80.00") == []
    assert sums(_broken("193.45", "100", "154.76", "8.000")) == [
        ("8.000%", ("154.76万元", "193.45万元"))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2022年支出50万元，占本年支出合计的100%，2021年支出40万元，占本年支出合计的100%。",
        "收入50万元，占总额的100%；支出40万元，占总额的100%。",
        "甲类50万元，占账面资产总额的100%。乙单位甲类40万元，占账面资产总额的100%。",
    ],
)
def test_other_wholes(text: str) -> None:
    assert list(find(view_of(text))) == []
