import pytest

from mingzhang.domain.checks.judge import Verdict, judge
from mingzhang.domain.checks.model import Relation
from mingzhang.extraction.text.comparisons import find
from tests.unit.extraction.documents import sums, view_of


def _found(text: str) -> list[Relation]:
    return list(find(view_of("某局2022年度绩效评价报告", text)))


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("覆盖率41.48%＞40.9%。", ">"),
        ("变化率为-13.88%＜10.2%。", "<"),
        ("满意度95%≥90%。", "≥"),
        ("投资同比增长9.47%，大于全省增速7.41%。", ">"),
        ("合格率80%，低于全市合格率85%。", "<"),
        ("满意度96%，高于90%的目标值。", ">"),
    ],
)
def test_orders_of_rates(text: str, op: str) -> None:
    (found,) = _found(text)
    assert found.op == op
    assert judge(found).verdict is Verdict.HELD


def test_one_rate_against_two() -> None:
    found = _found("投资增长9.47%，大于全省增速7.41%和全国投资增速9.7%。")
    assert sums(found) == [("9.47%", ("7.41%",)), ("9.47%", ("9.7%",))]
    assert [judge(r).verdict for r in found] == [Verdict.HELD, Verdict.VIOLATED]


@pytest.mark.parametrize(
    "text",
    [
        "支出105万元，高于上年5万元。",
        "满意度95%，高于上年3%。",
        "利率3.5%，高于全省平均水平2.1个百分点。",
        "支出下降5%，大于全省增速3%。",
        "共签约9个，超过100万元的项目3个。",
    ],
)
def test_by_how_much_is_no_order(text: str) -> None:
    assert _found(text) == []


def test_a_target_that_is_said_to_be_met() -> None:
    (over,) = _found("协议引资120亿元，超额完成全年130亿元目标任务。")
    assert (over.rule, over.op) == ("target.met", ">")
    assert judge(over).verdict is Verdict.VIOLATED
    (met,) = _found("协议引资130亿元，完成全年目标130亿元。")
    assert (met.op, judge(met).verdict) == ("≥", Verdict.HELD)


@pytest.mark.parametrize(
    "text",
    [
        "投资1274亿元，完成全年目标1300亿元的98%。",
        "协议引资120亿元，未完成全年130亿元目标任务。",
        "协议引资120亿元，完成投资130亿元。",
    ],
)
def test_no_target_is_said_to_be_met(text: str) -> None:
    assert _found(text) == []
