import pytest

from mingzhang.extraction.text.goal_names import (
    core_of,
    is_part,
    is_same,
    named,
    names,
    topics,
)
from tests.unit.extraction.documents import view_of


@pytest.mark.parametrize(
    ("goal", "result", "same"),
    [
        ("新建友城数量不少于", "新增友城", True),
        ("外宾和上级满意度不低于", "外宾满意度达", True),
        ("服务对象满意度", "社会公众满意度", False),
        ("举办推介会", "参加推介会", False),
        ("外出招商", "部门外出招商", False),
        ("居民健康档案覆盖率达到", "居民电子健康档案覆盖率", True),
        ("到位资金", "签约资金", False),
    ],
)
def test_names_of_goals_and_results(goal: str, result: str, same: bool) -> None:
    assert is_same(named(goal, "个"), named(result, "个")) is same
    assert not is_same(named(goal, "个"), named(result, "次"))


def test_more_words_in_front_name_a_part() -> None:
    assert is_part(named("外出招商", "次"), named("部门外出招商", "次"))
    assert not is_part(named("外出招商", "次"), named("外出招商活动", "次"))


def test_what_is_left_of_a_name() -> None:
    assert core_of("2022年全年计划完成培训人数不少于") == "培训"


def test_figures_share_words_and_leave_their_nouns() -> None:
    view = view_of("接待来访9批次60人次，新增2个友好关系和3个友好城市。")
    found = [topic for _, topic in topics(view.passages[0])]
    assert [(t.unit, t.shared) for t in found] == [
        ("批", False), ("人", True), ("个", False), ("个", False),
    ]  # fmt: skip
    assert found[0].cores == found[1].cores
    assert [t.cores for t in found[2:]] == [("友好关系",), ("友好城市",)]


def test_words_that_name_a_topic() -> None:
    topic = named("接待外宾", "人")
    assert names("受汛情影响，接待外宾人次", topic)
    assert not names("举办论坛场次", topic)
