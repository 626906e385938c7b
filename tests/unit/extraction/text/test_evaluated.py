import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.evaluated import find
from tests.unit.extraction.documents import view_of

GRADED = (
    "绩效自评项目{all}个，平均得分{score}分（其中，评级为“优”的项目{a}个；评级为“良”的项目{b}个；"
    "评级为“合格”的项目{c}个；评级为“不合格”的项目{d}个）。"
)


def _violated(text: str) -> list[str]:
    return [r.rule for r in find(view_of(text)) if judge(r).violated]


@pytest.mark.parametrize(
    ("numbers", "rules"),
    [
        ((9, "91.25", 6, 3, 0, 0), []),
        ((9, "91.25", 6, 2, 0, 0), ["parts.count"]),
        ((8, "91.25", 6, 3, 0, 0), ["parts.count"]),
        ((9, "79.25", 6, 3, 0, 0), ["score.grade"]),
        ((6, "96.1", 6, 0, 0, 0), []),
        ((6, "89.6", 6, 0, 0, 0), ["score.grade"]),
        ((6, "196.1", 6, 0, 0, 0), ["score.grade"]),
        ((3, "92", 0, 3, 0, 0), ["score.grade"]),
    ],
)
def test_projects_by_grade(numbers: tuple[object, ...], rules: list[str]) -> None:
    names = ("all", "score", "a", "b", "c", "d")
    text = GRADED.format(**dict(zip(names, numbers, strict=True)))
    assert _violated(text) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        # Two grades need not be all, but never more than all.
        ("共自评项目7个，评级为“优”的项目4个，评级为“良”的项目2个。", []),
        ("共自评项目5个，评级为“优”的项目4个，评级为“良”的项目2个。", ["parts.count"]),
        ("自评中发现问题12个，已经完成整改的7个，正在整改的5个。", []),
        ("自评中发现问题12个，已经完成整改的7个，正在整改的4个。", ["parts.count"]),
        ("自评中发现问题12个，已经完成整改的7个，提出建议4个。", []),
        ("发现问题线索12条，已经完成整改的7个，正在整改的4个。", []),
        ("对18个项目编制了绩效目标，执行中选取12个项目开展绩效监控。", []),
        ("对12个项目编制了绩效目标，执行中选取18个项目开展绩效监控。", ["parts.bound"]),
        ("走访优质企业3家，自评项目5个，良种补贴项目9个。", []),
    ],
)
def test_numbers_that_make_up_all(text: str, rules: list[str]) -> None:
    assert _violated(text) == rules


def test_the_same_projects_have_the_same_money() -> None:
    text = "编报绩效目标的项目7个，涉及金额{}万元；绩效自评的项目{}个，涉及预算金额813.26万元。"
    assert [r.slip_only for r in find(view_of(text.format("813.26", 7)))] == [True]
    assert _violated(text.format("831.26", 7)) == ["restate.same"]
    assert not list(find(view_of(text.format("831.26", 5))))
    assert not list(find(view_of(text.format("264.9", 7))))  # no slip of the pen
