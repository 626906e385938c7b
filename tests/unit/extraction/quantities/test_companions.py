from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.companions import find
from tests.unit.extraction.documents import sums, view_of
from tests.unit.extraction.tables.forms import html

FIRST = "全年新签约合作项目38个，投资总额332.85亿元，成效明显。"
TABLE = """
绩效指标完成情况 | 一级指标 | 二级指标 | 三级指标 | 预期指标值 | 实际完成指标值
 | 完成指标 | 数量指标 | 签约投资类项目 | 20个 | {}
 | 效益指标 | 经济指标 | 签约项目投资总额 | 200亿元 | {}
"""


def _broken(view: View) -> list[tuple[str, tuple[str, ...]]]:
    return sums([r for r in find(view) if judge(r).violated])


def test_an_amount_told_again_is_of_as_many_things() -> None:
    again = "在全区签约项目{}个，协议引资332.85亿元。"
    assert _broken(view_of(FIRST, again.format(38))) == []
    assert _broken(view_of(FIRST, again.format(35))) == [("35个", ("38个",))]


def test_another_amount_or_another_thing() -> None:
    assert _broken(view_of(FIRST, "开工项目17个，总投资33.58亿元。")) == []
    assert _broken(view_of(FIRST, "服务企业35个，协议引资332.85亿元。")) == []
    assert _broken(view_of(FIRST, "签约项目35个，其中工业类，投资332.85亿元。")) == []
    # Round amounts are told of many things.
    assert _broken(view_of("开工项目38个，投资300亿元。", "签约项目35个，投资300亿元。")) == []


def test_rows_of_indicators() -> None:
    assert _broken(html(FIRST, TABLE.format("38个", "332.85亿元"))) == []
    assert _broken(html(FIRST, TABLE.format("83个", "332.85亿元"))) == [("83个", ("38个",))]
    broken = [r for r in find(html(FIRST, TABLE.format("38个", "33.285亿元"))) if judge(r).violated]
    assert sums(broken) in ([("33.285亿元", ("332.85亿元",))], [("332.85亿元", ("33.285亿元",))])
    assert all(r.slip_only for r in broken)
