import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.legends import find
from tests.unit.extraction.documents import sums, view_of

SHARES = (
    "本年支出合计800万元，其中：基本支出424万元，占53.00%；",
    "项目支出300万元，占37.50%；",
    "单位预留机动经费76万元，占9.50%。",
)


def test_labels_of_a_chart_repeat_the_shares() -> None:
    found = list(
        find(view_of(*SHARES, "预留机动经费，", "9.50%", "项目支出， 37.50% 基本支出， 53.00%"))
    )
    assert sums(found) == [("9.50%", ("9.50%",)), ("37.50%", ("37.50%",)), ("53.00%", ("53.00%",))]
    assert not any(judge(each).violated for each in found)


def test_one_label_that_is_wrong() -> None:
    labels = "预留机动经费 9.50% 项目支出， 35.70% 基本支出， 53%"
    found = list(find(view_of(*SHARES, labels)))
    assert [judge(each).violated for each in found] == [False, True, False]


@pytest.mark.parametrize(
    "line",
    [
        "项目支出， 35.70%",  # one alone is no chart
        "项目支出， 41.20% 基本支出， 58.80%",  # the chart of another year
        "项目支出 37.50% 基本支出 53.00% 单位 800",
        "项目支出占37.50%，基本支出占53.00%",
        "人员经费， 37.50% 公用经费， 53.00%",
    ],
)
def test_lines_that_are_no_labels_of_these_shares(line: str) -> None:
    assert not list(find(view_of(*SHARES, line)))
