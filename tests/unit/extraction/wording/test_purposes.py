import pytest

from mingzhang.extraction.wording.purposes import find
from tests.unit.extraction.wording.said import HINT, Said, report, said

FIRST = "1.“教育支出（类）普通教育（款）小学教育（项）”3万元，主要用于小学教育。"


def test_a_purpose_copied_from_another_item() -> None:
    view = report(FIRST, "2.“教育支出（类）普通教育（款）初中教育（项）”5万元，主要用于小学教育。")
    assert said(find, view) == [Said("name.purpose", HINT, "小学教育")]


def test_a_reason_copied_from_another_item() -> None:
    other = "2.教育支出（类）普通教育（款）初中教育（项）5万元。主要原因是：小学教育经费增加。"
    assert said(find, report(FIRST, other)) == [Said("name.purpose", HINT, "小学教育")]


@pytest.mark.parametrize(
    "line",
    [
        "2.教育支出（类）普通教育（款）初中教育（项）5万元，主要用于初中教育。",
        "2.教育支出（类）普通教育（款）初中教育（项）5万元，主要用于购置教学设备。",
        "2.教育支出（类）普通教育（款）其他小学教育支出（项）5万元，主要用于小学教育。",
        "小学教育（项）、初中教育（项）共8万元，主要用于高中教育。",
    ],
)
def test_purposes_of_their_own(line: str) -> None:
    assert said(find, report(FIRST, line)) == []
