import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.indicator_totals import find
from tests.unit.extraction.documents import sums, view_of


@pytest.mark.parametrize(
    "text",
    [
        "共设置三级指标18个，完成17个，未完成1个。",
        "本项目共设置18个绩效指标，其中17个指标全部完成，1个指标未达标。",
        "共设置三级指标18个，其中17个完成率达到100%，1个指标完成率为96%。",
    ],
)
def test_indicators_reached_and_missed(text: str) -> None:
    (found,) = find(view_of(text))
    assert sums([found]) == [("18个", ("17个", "1个"))]
    (wrong,) = find(view_of(text.replace("17", "14")))
    assert judge(wrong).violated


@pytest.mark.parametrize(
    "text",
    [
        "共设置指标18个，完成17个，其中超额完成3个。",
        "共设置指标18个，产出指标10个，效益指标5个。",
        "共走访企业18家，完成17家，未完成1家。",
    ],
)
def test_other_counts_are_left(text: str) -> None:
    assert not list(find(view_of(text)))
