from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.quantities.goals import find
from tests.unit.extraction.documents import sums
from tests.unit.extraction.tables.forms import html

TABLE = """
绩效目标 | 一级指标 | 二级指标 | 指标内容 | 指标值（包含数字及文字描述）
 | 资金管理 | 预算执行 | 专项资金的当年预算执行情况 | 100%
 | 满意度指标 | 满意度指标 | 服务对象满意度 | ≥90%
"""
TEXT = "目标设置：专项资金的当年预算执行率达到{}%；满意度指标设置为服务对象满意度≥{}%。"


def _broken(text: str) -> list[tuple[str, tuple[str, ...]]]:
    found = [judge(r) for r in find(html("附件2", TABLE, text))]
    return sums([each.relation for each in found if each.violated and not each.soft])


def test_goals_told_in_words_are_those_of_the_table() -> None:
    assert _broken(TEXT.format(100, 90)) == []
    assert _broken(TEXT.format(10, 95)) == [("10%", ("100%",)), ("95%", ("90%",))]


def test_what_came_of_them_may_be_more() -> None:
    assert _broken("目标设置合理。服务对象满意度达到95%。") == []
    assert _broken("目标设置合理，服务对象满意度实际达到95%。") == []
    assert list(find(html("附件2", TABLE, "附件3", TEXT.format(10, 95)))) == []
