"""Targets and results as people write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.book.columns import CellError
from mingzhang.domain.performance.forms.typed_targets import (
    fields_of_target,
    read_result,
    read_target,
    result_text,
)
from mingzhang.domain.performance.goals.targets import target_text
from mingzhang.domain.performance.model import Comparator
from mingzhang.rulebook.performance import terms
from tests.unit.domain.performance.forms.papers import BOOKS, material

Said = dict[str, Any]

TARGETS: dict[str, Said] = {
    "≥90%": {"comparator": "at_least", "target": Decimal(90), "measure_unit": "%"},
    "≧ 90 %": {"comparator": "at_least", "target": Decimal(90), "measure_unit": "%"},
    ">=1,200万元": {"comparator": "at_least", "target": Decimal(1200), "measure_unit": "万元"},
    "不低于３场": {"comparator": "at_least", "target": Decimal(3), "measure_unit": "场"},
    "≤5.5天": {"comparator": "at_most", "target": Decimal("5.5"), "measure_unit": "天"},
    "不超过0": {"comparator": "at_most", "target": Decimal(0), "measure_unit": ""},
    "＝4个": {"comparator": "equal", "target": Decimal(4), "measure_unit": "个"},
    "10—15天": {
        "comparator": "range",
        "target": Decimal(10),
        "upper": Decimal(15),
        "measure_unit": "天",
    },
    "10天-15天": {
        "comparator": "range",
        "target": Decimal(10),
        "upper": Decimal(15),
        "measure_unit": "天",
    },
    "是": {"comparator": "yes_no", "wording": "是"},
    "12月31日前办结": {"comparator": "yes_no", "wording": "12月31日前办结"},
    "进一步提升": {"comparator": "qualitative", "wording": "进一步提升"},
}


@pytest.mark.parametrize("text", TARGETS)
def test_a_target_says_its_fields(text: str) -> None:
    said = {name: value for name, value in read_target(text, None).items() if value is not None}
    assert said == TARGETS[text]


@pytest.mark.parametrize("text", ["20个", "约20个", "≈20个", "大概20个", "≥", "≥良好", "≥十场"])
def test_a_number_without_a_known_comparator_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        read_target(text, None)


@pytest.mark.parametrize("book", BOOKS)
def test_what_the_book_prints_is_taken_from_there(book: str) -> None:
    for project in material(book).performance.every:
        for indicator in project.indicators:
            said = read_target(target_text(indicator), indicator)
            assert said == fields_of_target(indicator)


@given(
    st.sampled_from([Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EQUAL]),
    st.decimals(0, 10**9, places=2),
    st.sampled_from(["", "%", "个", "万元", "个工作日"]),
)
def test_a_typed_target_is_read_as_it_is_printed(
    comparator: Comparator, value: Decimal, unit: str
) -> None:
    said = read_target(f"{terms('comparator')[comparator]}{value:f}{unit}", None)
    assert (said["comparator"], said["target"], said["measure_unit"]) == (
        comparator.value,
        value,
        unit,
    )


@pytest.mark.parametrize(
    ("text", "comparator", "unit", "said"),
    [
        ("55", Comparator.AT_LEAST, "人次", {"value": Decimal(55)}),
        ("55人次", Comparator.AT_LEAST, "人次", {"value": Decimal(55)}),
        ("95%", Comparator.AT_LEAST, "%", {"value": Decimal(95)}),
        ("1,315.5万元", Comparator.AT_MOST, "万元", {"value": Decimal("1315.5")}),
        ("-3%", Comparator.AT_LEAST, "%", {"value": Decimal(-3)}),
        ("是", Comparator.YES_NO, "", {"met": True}),
        ("否：尚未验收", Comparator.YES_NO, "", {"met": False, "wording": "尚未验收"}),
        ("达成年度指标", Comparator.QUALITATIVE, "", {"band": "reached"}),
    ],
)
def test_a_result_says_its_fields(
    text: str, comparator: Comparator, unit: str, said: dict[str, Any]
) -> None:
    assert read_result(text, comparator, unit) == said


@pytest.mark.parametrize(
    ("text", "comparator", "unit"),
    [
        ("已完成", Comparator.AT_LEAST, "个"),
        ("约20", Comparator.AT_LEAST, "个"),
        ("20家", Comparator.AT_LEAST, "场"),
        ("一百", Comparator.AT_MOST, "万元"),
        ("完成", Comparator.YES_NO, ""),
        ("很好", Comparator.QUALITATIVE, ""),
    ],
)
def test_words_are_no_result(text: str, comparator: Comparator, unit: str) -> None:
    with pytest.raises(CellError):
        read_result(text, comparator, unit)


@pytest.mark.parametrize("band", [*terms("band"), ""])
@pytest.mark.parametrize("wording", ["", "见佐证材料"])
def test_a_result_in_words_comes_back(band: str, wording: str) -> None:
    text = result_text(None, band, wording)
    if band:
        wanted = {"band": band} | ({"wording": wording} if wording else {})
        assert read_result(text, Comparator.QUALITATIVE, "") == wanted
    else:
        assert text == wording
