import pytest

from mingzhang.extraction.wording.possible import find
from tests.unit.extraction.documents import view_of


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("年末实有1.8人。", "count.whole"),
        ("共有车辆0.3辆。", "count.whole"),
        ("国内公务接待3.0人次。", "count.whole"),
        ("基本支出5万元，占104.3%。", "rate.over"),
        ("资金到位率200%。", "rate.over"),
        ("服务对象满意度达105%。", "rate.over"),
        ("基本支出5万元，占49.8个百分点。", "rate.point"),
        ("支出82万元，完成预算98个百分点。", "rate.point"),
        ("支出82万元，比上年减少14万元，下降15个百分点。", "rate.point"),
        ("设备利用率41.5个百分点。", "rate.point"),
        ("参会率达到90个百分点。", "rate.point"),
        ("结余率大于10个百分点的项目共3个。", "rate.point"),
        ("督办事项100个百分点落实。", "rate.point"),
        ("到位资金60万元，同比增长20个百分点。", "rate.point"),
        ("设备利用率41.5%＞40.9个百分点。", "rate.point"),
        ("按60个百分点、40%的权重分配。", "rate.point"),
    ],
)
def test_what_cannot_be(text: str, rule: str) -> None:
    assert [r.rule for r in find(view_of(text))] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "点击1.2万次。",
        "组织宣传12.00次。",
        "公务接待0.00批次。",
        "每户平均2.4人。",
        "培训2.5个小时。",
        "提高1.5个百分点。",
        "完成率比上年提高5个百分点。",
        "占比较上年增加1.5个百分点。",
        "支出82万元，增速高于全省2个百分点。",
        "满意度高于全市平均水平2个百分点。",
        "履约率比上年满意度低3个百分点。",
        "占比变化率为1.5个百分点。",
        "到位资金60万元，占比同比增长2个百分点。",
        "完成率提高至高于全省2个百分点。",
        "完成率116.4%。",
        "同比增长206.5%。",
        "服务对象满意度100%。",
    ],
)
def test_what_can_be(text: str) -> None:
    assert not list(find(view_of(text)))
