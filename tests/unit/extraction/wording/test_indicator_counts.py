from collections.abc import Iterator

import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Relation, Remark
from mingzhang.extraction.passages import View
from mingzhang.extraction.wording.indicator_counts import find
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.wording.said import ERROR, WARNING, Said, report, said

SET = "目标设置：产出指标5个，包括清淤等；效益指标3个；满意度指标1个；成本指标2个。"
DONE = "目标完成：产出指标{}个，完成率100%；效益指标{}个，完成率100%；满意度指标{}个；成本指标2个。"


def _remarks(view: View) -> Iterator[Remark]:
    return (found for found in find(view) if isinstance(found, Remark))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((5, 3, 2), [Said("restate.same", ERROR, "2")]),
        ((4, 3, 1), [Said("restate.same", WARNING, "4")]),
        ((5, 3, 1), []),
        ((6, 4, 1), [Said("restate.same", WARNING, "6"), Said("restate.same", WARNING, "4")]),
        ((6, 4, 2), []),  # another set of indicators altogether
        ((5, 3, 0), []),  # not all were completed, and it does not say so
    ],
)
def test_what_was_set_and_what_was_completed(
    counts: tuple[int, int, int], expected: list[Said]
) -> None:
    assert said(_remarks, report(SET, DONE.format(*counts))) == expected


def test_another_annex_has_goals_of_its_own() -> None:
    assert said(_remarks, report("附件1", SET, "附件2", DONE.format(5, 3, 2))) == []


def test_two_kinds_are_not_enough() -> None:
    lines = ("产出指标5个，效益指标3个。", "产出指标5个，效益指标4个。")
    assert said(_remarks, report(*lines)) == []


def test_as_many_as_were_set_are_all() -> None:
    told = DONE.format(5, 3, 1).replace("效益指标3个，完成率100%", "效益指标3个，完成率10.0%")
    found = [r for r in find(view_of("绩效自评报告", SET, told)) if isinstance(r, Relation)]
    assert [judge(r).violated for r in found] == [False, True]
