import pytest

from mingzhang.extraction.wording.list_units import find
from tests.unit.extraction.wording.said import WARNING, Said, report, said

LIST = (
    "2023年本年收入合计755.28万元，其中：财政拨款收入755.28万元；事业收入0{}；经营收入0万元；"
    "其他收入0万元。"
)


def test_nothing_in_a_unit_unlike_all_others_of_its_list() -> None:
    assert said(find, report(LIST.format("万元"))) == []
    assert said(find, report(LIST.format("元"))) == [Said("unit.unlike", WARNING, "0元")]


def test_nothing_in_a_unit_that_a_part_does_not_use() -> None:
    amounts = [f"第{n}项支出{n}1.25万元，用于保障。" for n in range(1, 12)]
    found = said(find, report("第一部分 情况", *amounts, "政府性基金支出0亿元，与上年持平。"))
    assert found == [Said("unit.unlike", WARNING, "0亿元")]


@pytest.mark.parametrize(
    "lines",
    [
        ("政府性基金支出0元，与上年持平。",),
        ("投资总额9.50亿元，其中：甲类9.50亿元；乙类0亿元；丙类0亿元。",),
        ("资产合计50万元，其中：甲类50万元；乙类0元。",),
    ],
)
def test_units_that_may_be_meant(lines: tuple[str, ...]) -> None:
    amounts = [f"第{n}项支出{n}1.25万元，用于保障。" for n in range(1, 12)]
    assert said(find, report("第一部分 情况", *amounts, *lines)) == []
