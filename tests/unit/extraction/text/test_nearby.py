from dataclasses import replace

import pytest

from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.nearby import (
    is_torn,
    signs_in_common,
    speaks,
    words_before,
    words_behind,
)
from tests.unit.extraction.documents import view_of


def _stacked(*texts: str) -> View:
    """Return a view of passages whose lines no reader put together."""
    view = view_of("收入1元。")
    flow = view.passages[0].flow
    passages = tuple(Passage(n, text, flow) for n, text in enumerate(texts))
    return replace(view, passages=passages)


@pytest.mark.parametrize(
    ("above", "torn"),
    [
        ("2022年一般公共预算财政拨款支出90万元，占本年支出合计的100%。2021年一般公共预", True),
        ("2022年一般公共预算财政拨款支出90万元，占本年支出合计的100%。", False),
        ("五、支出决算情况说明", False),
    ],
)
def test_a_line_that_stops_in_the_middle_goes_on_below(above: str, *, torn: bool) -> None:
    view = _stacked(above, "算财政拨款支出80万元，与2021年相比增加10万元。")
    assert is_torn(view, view.passages[1]) is torn
    assert not is_torn(view, view.passages[0])


def test_the_words_around_a_figure() -> None:
    (passage,) = view_of("收入9元（其中：拨款8元），比上年增加1元。").passages
    first, second, _ = passage.observations
    assert words_before(passage, second) == "（其中：拨款"
    assert words_behind(passage, first) == "（其中：拨款"
    assert [passage.brackets.balance(o.start) for o in passage.observations] == [0, 1, 0]
    assert speaks(passage)


def test_signs_in_common_are_those_at_the_end() -> None:
    assert signs_in_common("全年举办“甲仪式”等活动", "自主举办“甲仪式”等活动") == len(
        "举办甲仪式等活动"
    )
    assert signs_in_common("活动5场", "活动7场") == 1
    assert signs_in_common("", "活动") == 0
