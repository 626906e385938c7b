import pytest

from mingzhang.extraction.wording.targets import find
from tests.unit.extraction.wording.said import HINT, WARNING, Said, messages, report, said

WORD = "target.word"


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        (
            "各项指标有效推进并完成。其中，走访企业65家，完成率108%；推介项目88个，完成率88%。",
            "各项指标有效推进并完成",
        ),
        ("全部绩效指标均已完成。培训人数完成率95%。", "全部绩效指标均已完成"),
        ("年度目标任务均按时完成，其中河道清淤完成目标的82%。", "目标任务均按时完成"),
        ("总体完成率为100%，其中修复渠道完成率为92%。", "总体完成率为100%"),
    ],
)
def test_a_claim_beside_a_rate_below_a_hundred(text: str, piece: str) -> None:
    view = report(text)
    assert said(find, view) == [Said(WORD, WARNING, piece)]
    assert len(next(find(view)).spans) == 2


@pytest.mark.parametrize(
    "text",
    [
        "各项指标均已完成。其中，走访企业完成率108%，推介项目完成率100%。",
        "由于汛期延长，清淤完成率为92%，其余指标均完成或超额完成。",
        "除清淤外，各项指标均已完成。清淤因汛期延长，完成率为92%。",
        "各项指标均已完成。预算执行率95%，支付率96%。",
        "各项指标完成率见附表，完成预算的95%。",
        "部分指标未完成，其中清淤完成率为92%。",
        "指标完成情况较好，清淤完成率92%。",
    ],
)
def test_claims_that_hold(text: str) -> None:
    assert [s for s in said(find, report(text)) if s.severity is WARNING] == []


def test_an_exception_that_is_named_later() -> None:
    view = report("各项指标均已完成。除受汛期影响的清淤工作外，其余各项均圆满完成。")
    assert said(find, view) == [Said(WORD, HINT, "各项指标均已完成")]


def test_a_conclusion_that_a_rate_elsewhere_contradicts() -> None:
    view = report(
        "由于疫情原因，接待外宾人次完成率为92%，其余指标均完成。",
        "对照年初安排，圆满完成友城建设、外宾接待等工作，成效明显。",
    )
    (found,) = said(find, view)
    assert found.severity is HINT
    assert found.piece.startswith("圆满完成友城建设")


def test_a_conclusion_on_another_matter() -> None:
    view = report(
        "由于疫情原因，接待外宾人次完成率为92%，其余指标均完成。",
        "对照年初安排，圆满完成水库除险加固任务，成效明显。",
    )
    assert said(find, view) == []


def test_a_value_below_its_target() -> None:
    view = report("年度目标为不低于120家，实际完成98家，成效明显。")
    assert said(find, view) == [Said(WORD, WARNING, "98")]
    assert "目标为120家，实际为98家" in messages(find, view)


@pytest.mark.parametrize(
    "text",
    [
        "年度目标为不低于120家，实际完成135家，成效明显。",
        "年度目标为不低于120家，实际完成98家，未达到目标。",
        "成本控制目标为120万元，实际完成98万元，节约明显。",
        "年度目标为120家，实际完成98个，单位不同。",
    ],
)
def test_values_that_meet_the_target_or_are_explained(text: str) -> None:
    assert said(find, report(text)) == []
