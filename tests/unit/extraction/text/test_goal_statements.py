from mingzhang.extraction.passages import View
from mingzhang.extraction.text.goal_statements import matters, summaries
from tests.unit.extraction.documents import said, view_of


def _report(goals: str, *results: str) -> View:
    return view_of("某局2022年度绩效自评报告", "一、年度绩效目标", goals, "二、完成情况", *results)


def _goals(goals: str) -> list[str]:
    return [said(g.o) for m in matters(_report(goals)) for g in m.goals]


def test_what_can_be_an_aim() -> None:
    assert _goals("培训500人，合格率不低于95%，签约金额3亿元，成本不超过20万元。") == [
        "500人", "95%", "3亿元", "20万元",
    ]  # fmt: skip


def test_what_is_no_aim() -> None:
    assert not _goals("投诉10件。项目支出20万元。工期12个月。服务65岁以上老年人。走访约80家。")


def test_a_part_is_an_aim_of_that_part() -> None:
    ((goals,),) = ([m.goals] for m in matters(_report("培训500人，其中女性200人。")))
    assert [(said(g.o), g.part) for g in goals] == [("500人", False), ("200人", True)]


def test_headings_of_reasons_hold_no_goals() -> None:
    view = view_of(
        "某局2022年度绩效自评报告",
        "一、年度绩效目标",
        "培训500人。",
        "二、偏离绩效目标的原因和改进措施",
        "各项绩效目标均已完成，今后培训600人。",
    )
    (matter,) = matters(view)
    assert [said(g.o) for g in matter.goals] == ["500人"]
    assert [s.excepted for s in summaries(matter.passages)] == [()]


def test_a_plan_in_other_sections_is_told_by_its_clause() -> None:
    view = view_of("某局2022年度绩效自评报告", "一、概况", "全年计划培训500人，在职40人。")
    assert [said(g.o) for m in matters(view) for g in m.goals] == ["500人"]


def test_exceptions_of_a_summary() -> None:
    view = _report("培训500人。", "培训场次未达标。", "除培训外，其余各项指标均完成。")
    (matter,) = matters(view)
    (summary,) = summaries(matter.passages)
    assert summary.excepted == ("除培训外，", "培训场次未达标")


def test_a_result_is_of_the_goals_under_most_of_its_headings() -> None:
    view = view_of(
        "某局2022年度绩效自评报告",
        "一、道路项目",
        "（一）年度绩效目标",
        "维护道路50条。",
        "（二）完成情况",
        "维护道路40条。",
        "二、桥梁项目",
        "（一）年度绩效目标",
        "维护桥梁9座。",
        "（二）完成情况",
        "维护桥梁8座。",
    )
    found = [
        ([said(g.o) for g in m.goals], [said(s.o) for told in m.results for s in told])
        for m in matters(view)
    ]
    assert found == [(["50条"], ["40条"]), (["9座"], ["8座"])]
