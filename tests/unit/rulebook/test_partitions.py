import re

import pytest

from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.partitions import is_partition, partitions


def test_every_row_rests_on_a_document_and_its_patterns_are_sound() -> None:
    for each in partitions():
        assert each.document in documents()
        assert each.label
        assert each.alone or len(each.needed) > 1
        for pattern in (*each.needed, *each.further):
            assert re.compile(pattern).pattern == pattern
            assert not re.search(r"[*+]|\{\d+,\}", pattern), "no open-ended quantifier"


@pytest.mark.parametrize(
    ("whole", "names"),
    [
        ("编制", ["行政编制", "事业编制"]),
        ("编制", ["行政编制", "事业编制", "工勤编制"]),
        ("在职人员", ["行政人员", "参公人员"]),
        ("下属单位", ["参照公务员法管理的事业单位", "其他事业单位"]),
        ("共有车辆", ["机要通信用车"]),
        ("公务用车", ["轿车", "越野车", "载客汽车"]),
    ],
)
def test_kinds_that_are_all_there_is(whole: str, names: list[str]) -> None:
    assert is_partition(whole, names)


@pytest.mark.parametrize(
    ("whole", "names"),
    [
        ("编制", ["行政编制"]),
        ("编制", ["行政编制", "领导职数"]),
        ("年末实有人员（含离退休）", ["行政人员", "事业人员"]),
        ("共有车辆", ["新购车辆"]),
        ("共有车辆", ["机要通信用车", "报废车辆"]),
    ],
)
def test_kinds_that_are_not(whole: str, names: list[str]) -> None:
    assert not is_partition(whole, names)
