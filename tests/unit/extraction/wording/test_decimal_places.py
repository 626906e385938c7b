import pytest

from mingzhang.extraction.wording.decimal_places import find
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.quantities.test_table_text import TABLE


def stated(*paragraphs: str) -> list[str]:
    return [each.stated for each in find(view_of(*paragraphs))]


def test_a_third_decimal_in_a_table_of_two() -> None:
    assert stated(TABLE) == []
    assert stated(TABLE.replace("1,548.40", "1,548.402")) == ["1,548.402"]


def test_several_with_three_decimals_are_meant() -> None:
    assert stated(TABLE.replace("1,548.40", "1,548.402").replace("128.65", "128.655")) == []


TEXT = "收入12.31万元，支出15.42万元，结余18.53万元，结转21.64万元，采购24.75万元，{}27.863万元。"


@pytest.mark.parametrize(
    ("name", "told"), [("拨款", ["27.863万元"]), ("人均支出", []), ("采购单价", [])]
)
def test_a_third_decimal_in_the_text(name: str, told: list[str]) -> None:
    assert stated(TEXT.format(name)) == told
