import pytest

from mingzhang.domain.checks.model import Severity
from mingzhang.extraction.quantities.table_units import find
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.quantities.reports import REPORT
from tests.unit.extraction.quantities.test_table_text import GENERAL, TABLE


def messages(*paragraphs: str) -> list[str]:
    return [each.message for each in find(view_of(*paragraphs))]


def test_a_unit_over_a_table_that_the_text_refutes() -> None:
    view = view_of(*REPORT, TABLE, GENERAL.replace("万元", "元"))
    (found,) = find(view)
    assert found.rule == "unit.table"
    assert found.severity is Severity.WARNING
    assert found.stated == "单位：元"
    assert "相差一万倍" in found.message
    assert "万元" in found.message
    (span,) = found.spans
    assert view.text[span.start : span.end] == "单位：元"


def test_the_unit_that_the_text_has() -> None:
    assert messages(*REPORT, TABLE, GENERAL) == []


def test_a_table_in_yuan_under_ten_thousands() -> None:
    rows = ("1,648.35", "1,080.35", "1,431.20", "863.20", "568.00", "128.65", "88.50")
    yuan = GENERAL
    for row in rows:
        yuan = yuan.replace(row, row.replace(",", "").replace(".", "") + "13.27")
    assert messages(*REPORT, yuan.replace("单位：万元", "单位：元")) == []
    assert len(messages(*REPORT, yuan)) == 1


@pytest.mark.parametrize("unit", ["元", "万元", "亿元"])
def test_a_table_of_other_things_tells_nothing(unit: str) -> None:
    other = TABLE.replace("万元", unit)
    for digit, instead in zip("1234", "7986", strict=True):
        other = other.replace(digit, instead)
    assert messages(*REPORT, other) == []
