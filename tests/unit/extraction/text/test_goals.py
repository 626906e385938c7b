import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.extraction.text.goals import find
from tests.unit.extraction.documents import sums, view_of

_GOALS = "全年计划接待来访9批次60人次，举办论坛不少于2场，办件满意率不低于95%，投诉不超过3件。"
_DONE = "接待外地客商等来访9批55人，举办论坛2场，办件满意率98%，投诉1件。"
_REST = "受场馆维修影响，接待来访人次完成率为92%，其他各项指标均已完成。"


def _found(done: str = _DONE, said: str = _REST, goals: str = _GOALS, *more: str) -> list[Relation]:
    view = view_of(
        "某局2022年度项目支出绩效自评报告",
        "一、项目概况",
        "（二）项目绩效目标",
        goals,
        "二、项目完成情况",
        done,
        said,
        *more,
    )
    return list(find(view))


def _violated(relations: list[Relation]) -> list[tuple[str, tuple[str, ...]]]:
    return sums([r for r in relations if judge(r).violated])


def test_goals_and_results_are_tied_by_what_words_say_of_them() -> None:
    found = _found()
    assert sums(found) == [
        ("92%", ("55人", "60人次")),
        ("9批", ("9批次",)),
        ("2场", ("2场",)),
        ("98%", ("95%",)),
        ("1件", ("3件",)),
    ]
    assert [r.op for r in found] == ["=", "≥", "≥", "≥", "≤"]
    assert {r.certainty for r in found} == {Certainty.LIKELY}
    assert not _violated(found)


@pytest.mark.parametrize(
    ("slip", "right", "wrong"),
    [
        ("55人", ("92%", ("65人", "60人次")), "65人"),
        ("9批55", ("2批", ("9批次",)), "2批55"),
        ("论坛2场", ("1场", ("2场",)), "论坛1场"),
        ("率98%", ("9.8%", ("95%",)), "率9.8%"),
        ("投诉1件", ("7件", ("3件",)), "投诉7件"),
    ],
)
def test_a_result_that_the_summary_does_not_allow(
    slip: str, right: tuple[str, tuple[str, ...]], wrong: str
) -> None:
    assert _violated(_found(_DONE.replace(slip, wrong))) == [right]


def test_without_a_summary_a_missed_goal_is_no_contradiction() -> None:
    assert not _found(_DONE.replace("论坛2场", "论坛1场"), "接待工作有序。")


def test_what_is_excepted_need_not_be_reached() -> None:
    done = "举办论坛1场，办件满意率98%。"
    assert sums(_found(done, "除举办论坛场次外，其余指标均已完成。")) == [("98%", ("95%",))]


def test_what_is_said_to_be_missed_falls_short() -> None:
    (missed,) = [r for r in _found(_DONE, "举办论坛场次未达标。") if r.op == "<"]
    assert sums([missed]) == [("2场", ("2场",))]
    assert judge(missed).violated


@pytest.mark.parametrize(
    "done",
    [
        "举办民营企业专题论坛1场。",  # a part of what the goal is about
        "参加省级举办的论坛1场。",  # to attend is not to hold
        "上半年举办论坛1场。",
        "2021年举办论坛1场。",
        "举办论坛1场。另在乡镇举办论坛1场。",  # together two
    ],
)
def test_figures_that_are_not_the_result(done: str) -> None:
    assert not _violated(_found(done, "各项绩效指标均已完成。"))


def test_parts_that_are_summed_up_are_not_the_result() -> None:
    done = "由局领导带队走访企业12家，科室走访企业30家，合计42家。"
    found = _found(done, "各项绩效指标均已完成。", "走访企业不少于40家。")
    assert sums(found) == [("42家", ("40家",))]


def test_a_rate_behind_its_result_is_of_the_goal() -> None:
    done = "实现旅游收入25.6亿元，完成年度目标的91.43%。"
    (rate,) = _found(done, "情况良好。", "旅游收入不少于28亿元。")
    assert sums([rate]) == [("91.43%", ("25.6亿元", "28亿元"))]
    (again,) = _found(
        "实现旅游收入25.6亿元，完成年度目标38亿元的67.37%。", "", "旅游收入不少于28亿元。"
    )
    assert sums([again]) == [("38亿元", ("28亿元",))]
    assert judge(again).violated


def test_things_named_one_by_one_are_counted() -> None:
    done = "与甲市、乙市分别结为友好城市和友好景区。"
    found = _found(done, "各项指标均已完成。", "新建友好城市不少于2个，新建友好景区1个。")
    assert sums(found) == [("2个", ("1",)), ("1个", ("1",))]
    assert [judge(r).violated for r in found] == [True, False]


def test_each_project_has_its_own_goals() -> None:
    view = view_of(
        "某局2022年度项目支出绩效自评报告",
        "一、农民培训项目",
        "（一）绩效目标",
        "举办培训班不少于10期。",
        "（二）完成情况",
        "举办培训班12期，各项绩效指标均已完成。",
        "二、检测项目",
        "（一）绩效目标",
        "举办培训班不少于4期。",
        "（二）完成情况",
        "举办培训班4期，各项绩效指标均已完成。",
    )
    assert sums(list(find(view))) == [("12期", ("10期",)), ("4期", ("4期",))]


def test_goals_of_one_name_for_several_years_are_left() -> None:
    goals = "总体目标：改造户厕6000户。年度目标：改造户厕2000户。"
    assert not _found("改造户厕2040户。", "各项指标均已完成。", goals)
    assert _found(
        "改造户厕2040户。", "各项指标均已完成。", "到2025年改造6000户，当年改造户厕2000户。"
    )


def test_plans_for_the_next_year_are_no_goals() -> None:
    found = _found(
        "举办论坛2场。", "各项指标均已完成。", "举办论坛不少于2场。",
        "三、下一步工作计划", "2023年计划举办论坛5场。",
    )  # fmt: skip
    assert sums(found) == [("2场", ("2场",))]
