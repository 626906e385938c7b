import pytest

from mingzhang.domain.checks.model import Relation
from mingzhang.extraction.wording.counts import find
from tests.unit.extraction.documents import sums
from tests.unit.extraction.wording.said import HINT, WARNING, Said, messages, report, said


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("评价点位有5个，分别为东山区、西山区、南山区和北山区。", "5"),
        ("受助企业有2个，分别是：甲公司、乙公司（原丙、丁公司）、戊公司。", "2"),
        ("局内设办公室、规划股、财务股五个职能股室。", "五"),
        ("机关(包括办公室、规划处、财务处、人事处5个内设处室)", "5"),
        ("下设综合科、项目科、外事科共4个科室。", "4"),
        ("下设综合科、项目科、外事科，共计4个科室。", "4"),
        ("总队包含总队机关、直属支队、4个高速支队7个单位。", "7"),
        ("包含外事活动经费项目、驻点招商和专业招商项目、产业资金（电价）项目共 5 个项目。", "5"),
    ],
)
def test_a_count_that_the_list_contradicts(text: str, piece: str) -> None:
    assert said(find, report(text)) == [Said("count.list", WARNING, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "评价点位有4个，分别为东山区、西山区、南山区和北山区。",
        "评价点位有3个，分别为东山区商务和合作局、西山区商务局、南山区商务局。",
        "受助企业有3个，分别是：甲公司、乙公司（原丙、丁公司）、戊公司。",
        "局内设办公室、规划股、财务股三个职能股室。",
        "总队包含总队机关、直属支队、4个高速支队6个单位。",
        "机关设9个科室，包括：办公室、规划科、财务科。",  # perhaps not all of them
        "下设综合科、项目科等8个科室。",
        "农业、工业、服务业项目12个，总投资3亿元。",  # the things counted are others
        "实施农业项目、工业项目、服务业项目共12个项目。",  # kinds
        "组织开展“甲、乙”“丙”等2个项目评价。",
        "东山区3个项目、西山区5个项目、南山区6个单位参加。",
        "开展培训、宣传、督查，共3次，涉及12个单位。",
        "第3个五年规划，分别是农业、工业、科技、国防。",
        "甲、乙等5人赴外地考察。",
    ],
)
def test_counts_that_may_be_right(text: str) -> None:
    assert said(find, report(text)) == []


def test_more_are_listed_than_counted_before_deng() -> None:
    view = report("下设综合科、项目科、外事科、财务科等3个科室。")
    assert said(find, view) == [Said("count.list", HINT, "3")]
    assert "所列为4个" in messages(find, view)


def test_a_numbered_list_below_its_count() -> None:
    lines = ("1.青山县水务局", "2.青山县河道所", "3.青山县供水站")
    view = report("纳入编制范围的预算单位共4个，具体包括：", *lines)
    assert said(find, view) == [Said("count.list", HINT, "4")]
    assert said(find, report("纳入编制范围的预算单位共3个，具体包括：", *lines)) == []
    both = "本部门中，行政单位1家，事业单位2家，具体包括："
    assert said(find, report(both, *lines)) == []


def test_a_count_that_points_back() -> None:
    text = "受助企业有3个，分别是：甲公司、乙公司、戊公司。这{}个项目均已完成。"
    assert said(find, report(text.format(3))) == []
    assert said(find, report(text.format(8))) == [Said("restate.same", WARNING, "8")]
    several = "受助企业有3个，其中2个在建。这5个项目均已完成。"
    assert said(find, report(several)) == []
    assert said(find, report("受助企业有3个。这2个月来进展顺利，这5家单位配合。")) == []


def test_counts_that_agree_are_tied_to_their_lists() -> None:
    view = report("所属单位3个，分别是：甲馆、乙馆、丙馆。这3个单位均已公开。")
    assert sums([r for r in find(view) if isinstance(r, Relation)]) == [
        ("3个", ("3",)),
        ("3个", ("3个",)),
    ]
