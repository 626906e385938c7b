import pytest

from mingzhang.extraction.wording.scores import find
from tests.unit.extraction.wording.said import HINT, WARNING, Said, messages, page, report, said


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("项目自评得分90分，自评等级为良。", "良"),
        ("该项目绩效自评得分为88.5分，评价等级为“优”。", "优"),
        ("综合得分79.9分，等级为良好。", "良好"),
        ("评价总分100分，得分95分，评价结果为良。", "良"),
        ("自评得分59分，等级为中。", "中"),
        ("自评得分62分，等级为差。", "差"),
    ],
)
def test_a_grade_that_the_score_does_not_give(text: str, piece: str) -> None:
    view = report(text)
    assert said(find, view) == [Said("score.grade", WARNING, piece)]
    assert "财预〔2020〕10号" in messages(find, view)


def test_a_report_that_says_so_itself_is_not_told_it_as_news() -> None:
    view = report("项目自评得分90分，自评等级为“良”。按等次界限应为“优”，待复核。")
    assert said(find, view) == [Said("score.grade", HINT, "良")]


@pytest.mark.parametrize(
    "text",
    [
        "项目自评得分90分，自评等级为优。",
        "项目自评得分89.99分，自评等级为良。",
        "综合得分85分，评价结果为良好。",
        "自评得分60分，等级为合格。",
        "自评得分45分，等级为不合格。",
        "平均得分99.4分（其中，绩效评级为“优”的项目4个，绩效评级为“良”的项目0个）。",
        "产出指标得分28分，评价等级为优。",
        "年度目标总体完成情况良好，自评得分95分。",
        "满分为100分，预算执行率得分9分。",
    ],
)
def test_grades_that_are_right_or_not_of_this_score(text: str) -> None:
    assert said(find, report(text)) == []


def test_score_and_grade_in_sections_apart() -> None:
    lines = (
        "附件1",
        "四、评价结论",
        "据评分结果确定绩效等级为良。",
        "五、绩效分析",
        "我局得分为92.5分。",
    )
    assert said(find, report(*lines)) == [Said("score.grade", WARNING, "良")]


def test_another_annex_has_its_own_score() -> None:
    lines = ("附件1", "我局得分为92.5分。", "附件2", "据评分结果确定绩效等级为良。")
    assert said(find, report(*lines)) == []


def test_two_scores_leave_it_open_which_is_meant() -> None:
    lines = ("附件1", "甲项目得分92分。", "乙项目得分85分。", "据评分结果确定绩效等级为良。")
    assert said(find, report(*lines)) == []


def test_floors_that_the_document_states() -> None:
    own = "评分标准：95分以上为优，85分以上为良，60分以上为中。"
    assert said(find, report(own, "自评得分92分，等级为良。")) == []
    view = report(own, "自评得分92分，等级为优。")
    assert said(find, view) == [Said("score.grade", WARNING, "优")]
    assert "文中所列等级标准" in messages(find, view)


def test_score_and_grade_in_a_table() -> None:
    view = page(("自评得分", "93.5", "评价等级", "良"))
    assert said(find, view) == [Said("score.grade", WARNING, "良")]
    assert said(find, page(("自评得分", "93.5", "评价等级", "优"))) == []


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("自评得分102分，主要是工作扎实。", "102"),
        ("满分为30分，自评得分35分。", "35"),
    ],
)
def test_more_than_full_marks(text: str, piece: str) -> None:
    assert said(find, report(text)) == [Said("score.over", WARNING, piece)]


def test_marks_that_were_added() -> None:
    assert said(find, report("自评得分102分，其中加分5分。")) == []


def test_nothing_spent_and_ninety_marks() -> None:
    lines = ("附件2", "项目预算120万元，未拨付。", "项目自评得分90分。")
    assert said(find, report(*lines)) == [Said("plausible.score", HINT, "90")]
    assert said(find, report("附件2", "已全部拨付。", "项目自评得分90分。")) == []
    assert said(find, report("附件2", "未拨付。", "项目自评得分60分。")) == []
