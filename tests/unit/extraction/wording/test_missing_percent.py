import pytest

from mingzhang.extraction.wording.missing_percent import find
from tests.unit.extraction.wording.said import WARNING, report, said


def test_a_rate_without_its_sign() -> None:
    view = report("设备维修支出950万元，与上年相比减少50万元，减少5.00，主要原因是压减开支。")
    assert [(s.rule, s.severity) for s in said(find, view)] == [("unit.missing", WARNING)]


@pytest.mark.parametrize(
    "text",
    [
        "设备维修支出950万元，与上年相比减少50万元，减少5.00%，主要原因是压减开支。",
        "设备维修支出950万元，与上年相比减少50万元，减少7.5，主要原因是压减开支。",
        "设备维修支出950万元，与上年相比减少50万元，减少5人，主要原因是压减开支。",
        "设备维修支出950万元，与上年相比减少50万元，另有5.00。",
    ],
)
def test_what_is_no_rate_without_its_sign(text: str) -> None:
    assert said(find, report(text)) == []
