import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.counted_names import counted, find
from tests.unit.extraction.documents import sums, view_of

_TOLD = "新增{}个医联体单位和{}个结对学校。与甲医院、乙医院分别结为紧密医联体和专科医联体；"
_TOLD += "与丙学校、丁学校建立结对关系。"


@pytest.mark.parametrize(("first", "second"), [("2", "2"), ("9", "2"), ("2", "7")])
def test_numbers_of_partners_that_are_named(first: str, second: str) -> None:
    found = list(find(view_of(_TOLD.format(first, second))))
    assert sums(found) == [(f"{first}个", ("2",)), (f"{second}个", ("2",))]
    assert [judge(r).violated for r in found] == [first != "2", second != "2"]


def test_kinds_are_counted() -> None:
    (passage,) = view_of(_TOLD.format(2, 2)).passages
    assert [(c.name, int(c.count)) for c in counted(passage)] == [
        ("紧密医联体", 1), ("专科医联体", 1), ("结对关系", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "新增3个友好城市。与甲市、乙市等结为友好城市。",
        "新增3个友好城市。与甲市结为友好城市，工作成效明显。",  # the first of several, perhaps
        "签订2个协议。与甲公司、乙公司、丙公司签订战略合作协议。",
    ],
)
def test_lists_that_count_nothing(text: str) -> None:
    assert not [r for r in find(view_of(text)) if not judge(r).violated or "等" in text]
    assert "协议" not in text or not list(find(view_of(text)))
