"""The lists of sources: exact figures, and details that an auditor can add up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.docmodel.model import (
    BookPlace,
    Cell,
    Derivation,
    Document,
    Operand,
    Paragraph,
    Table,
    Text,
    numbers,
)
from mingzhang.documents.xlsx import sources, write_xlsx
from mingzhang.documents.xlsx.sources import is_sum
from tests.unit.documents.html.derived import derive
from tests.unit.documents.sample import money, pct, sample_document, wan, wide_table
from tests.unit.documents.xlsx.opened import (
    S,
    cell_xml,
    document_of,
    exact,
    number_code,
    sample_xlsx,
    sheet_xml,
    values,
)

LIST, DETAILS = "数据来源", "数据来源明细"
PLACE = BookPlace("支出", 12, "金额", "还原", "印出1.23")


def row_of(amount: str, row: int = 12, *, key: str = "") -> Operand:
    """Give an operand that stands in a row of the book."""
    value = Decimal(amount)
    place = replace(PLACE, row=row)
    return Operand(f"第{row}行", f"{amount}元", str(row), key, value, "元", place)


def told(key: str, value: str, *operands: Operand, unit: str = "元") -> Derivation:
    """Give the derivation of a sum with its exact value."""
    return Derivation(
        key, f"{key}的名称", f"{value}{unit}", "各行相加", operands, len(operands), "还原", "依据",
        value=Decimal(value), unit=unit,
    )  # fmt: skip


def book_of(*entries: Derivation) -> bytes:
    """Give the workbook of a table with a figure for each derivation, printed 1.00."""
    rows = tuple((money("1.00", entry.key),) for entry in entries)
    document = document_of(Table("T01", "", "", (1,), 0, rows))
    return write_xlsx(replace(document, derivations={entry.key: entry for entry in entries}))


def test_figures_of_tables_come_first_then_those_of_the_text_then_what_lies_between() -> None:
    table = Table("T01", "", "", (1, 1), 0, ((money("1.00", "a"), money("2.00", "b")),))
    again = Table("T02", "", "", (1,), 0, ((money("1.00", "a"),),))
    text = Paragraph((wan("3.00", "c"), Text("万元，"), wan("2.00", "b")))
    known = {key: told(key, "1.00") for key in "abd"}
    known["c"] = told("c", "1.00", row_of("1.00", key="d"))
    document = document_of(text, table, again)
    rows = values(write_xlsx(replace(document, derivations=known)), LIST)[2:]
    assert [(row[0], row[1], row[9]) for row in rows] == [
        (1, "T01!A1\nT02!A1", "a"),
        (2, "T01!B1", "b"),
        (3, "报告文字、图", "c"),
        (4, "（计算中间数）", "d"),
    ]


def test_every_figure_of_the_report_is_listed_once() -> None:
    rows = values(sample_xlsx(), LIST)
    assert rows[1] == [
        "序号", "位置", "指标", "精确值", "单位", "计算公式", "明细合计", "数据出处", "依据",
        "内部编号",
    ]  # fmt: skip
    keys = [str(row[9]) for row in rows[2:]]
    assert sorted(keys) == sorted({number.key for number in numbers(sample_document())})
    assert [row[0] for row in rows[2:]] == list(range(1, len(keys) + 1))


def test_each_place_of_the_list_holds_the_figure() -> None:
    known = {number.key: number.value for number in numbers(sample_document())}
    places = [(str(row[1]), str(row[9])) for row in values(sample_xlsx(), LIST)[2:]]
    in_tables = [(place, key) for place, key in places if "!" in place]
    assert len(in_tables) > 180
    for place, key in in_tables:
        sheet, _, cell = place.partition("!")
        (value,) = cell_xml(sample_xlsx(), sheet, cell).iter(f"{S}v")
        assert Decimal(str(value.text)) == known[key]


def test_exact_values_are_numbers_in_their_unit() -> None:
    data = book_of(
        told("a", "58364847.99"), told("b", "92.563812", unit="%"), told("c", "17", unit="人")
    )
    rows = values(data, LIST)[2:]
    assert [(exact(row[3]), row[4]) for row in rows] == [
        (Decimal("58364847.99"), "元"),
        (Decimal("92.563812"), "%"),
        (Decimal(17), "人"),
    ]
    # "0" is built in under number 1.
    codes = [number_code(data, LIST, f"D{row}") for row in (3, 4, 5)]
    assert codes == ["#,##0.00", "0.00####", "#1"]


def test_a_value_without_number_stays_as_it_is_told() -> None:
    unknown = Derivation("a", "甲", "不详", "", (), 0, "账套未提供")
    long = told("b", "1234567890123456.78")
    rows = values(book_of(unknown, long), LIST)[2:]
    assert [row[3] for row in rows] == ["不详", "1234567890123456.78元"]
    assert [row[6] for row in rows] == ["", ""]


def test_details_give_every_item_with_its_place_in_the_book() -> None:
    inner = told("b", "2.50")
    entry = told(
        "a", "3.75", row_of("1.25"), Operand("乙", "2.50元", "", "b", Decimal("2.50"), "元")
    )
    rows = values(book_of(entry, inner), DETAILS)
    assert rows[1] == [
        "数的序号", "项次", "项", "金额", "单位", "账套表", "行", "列", "出处性质", "说明",
        "另见序号", "内部编号",
    ]  # fmt: skip
    assert rows[2:] == [
        [1, 1, "第12行", 1.25, "元", "支出", 12, "金额", "还原", "印出1.23", "", ""],
        [1, 2, "乙", 2.5, "元", "", "", "", "", "", 2, "b"],
    ]


def test_a_figure_that_stands_in_the_book_as_it_is_is_its_own_item() -> None:
    entry = replace(told("a", "1.25"), formula="", place=PLACE)
    data = book_of(entry)
    assert [row[:9] for row in values(data, DETAILS)[2:]] == [
        [1, 1, "a的名称", 1.25, "元", "支出", 12, "金额", "还原"]
    ]
    assert values(data, LIST)[2][6] == 1.25


@given(
    st.lists(st.lists(st.decimals(-(10**9), 10**9, places=2), max_size=6), min_size=1, max_size=5)
)
def test_an_auditor_adds_up_the_details_and_finds_the_exact_values(
    sums: list[list[Decimal]],
) -> None:
    entries = [
        told(f"k{n}", f"{sum(amounts, Decimal('0.00')):f}", *map(row_of, map(str, amounts)))
        for n, amounts in enumerate(sums)
    ]
    data = book_of(*entries)
    added: dict[object, Decimal] = defaultdict(Decimal)
    for row in values(data, DETAILS)[2:]:
        added[row[0]] += exact(row[3])
    for row in values(data, LIST)[2:]:
        assert exact(row[3]) == exact(row[6]) == added[row[0]]


def test_the_sum_is_a_formula_over_the_details() -> None:
    data = book_of(told("a", "3.75", row_of("1.25"), row_of("2.50", 13)), told("b", "0.00"))
    formulas = [str(item.text) for item in sheet_xml(data, LIST).iter(f"{S}f")]
    assert formulas == [
        "SUMIF('数据来源明细'!$A$3:$A$4,$A3,'数据来源明细'!$D$3:$D$4)",
        "SUMIF('数据来源明细'!$A$3:$A$4,$A4,'数据来源明细'!$D$3:$D$4)",
    ]
    for name in (DETAILS, "T01", "目录"):
        assert not list(sheet_xml(data, name).iter(f"{S}f"))


@pytest.mark.parametrize(
    "operands",
    [
        (row_of("1.00"),),
        (row_of("3.74"), row_of("0.02", 13)),
        (replace(row_of("3.75"), unit="人"),),
        (replace(row_of("3.75"), amount=None),),
    ],
)
def test_what_is_no_sum_of_its_items_has_no_formula(operands: tuple[Operand, ...]) -> None:
    entry = told("a", "3.75", *operands)
    assert not is_sum(entry)
    assert not list(sheet_xml(book_of(entry), LIST).iter(f"{S}f"))


def test_keys_stand_last_and_are_hidden() -> None:
    for name in (LIST, DETAILS):
        columns = list(sheet_xml(sample_xlsx(), name).iter(f"{S}col"))
        assert [item.get("hidden") for item in columns] == [None] * (len(columns) - 1) + ["1"]
        assert values(sample_xlsx(), name)[1][-1] == "内部编号"


def test_both_lists_end_at_their_limits_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SOURCES_LIMIT", 5)
    monkeypatch.setattr(sources, "DETAILS_LIMIT", 4)
    data = write_xlsx(derive(document_of(wide_table("T01", 3, 4))))
    rows = values(data, LIST)
    assert len(rows) == 2 + 5 + 1
    assert rows[-1][0] == "另有4项未列出，见网页版报告。"
    # Each has two items: those of a figure are listed together or not at all.
    details = values(data, DETAILS)
    assert [row[0] for row in details[2:]] == [1, 1, 2, 2, "另有6项未列出，见网页版报告。"]


def test_a_figure_whose_details_are_left_out_has_no_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "DETAILS_LIMIT", 1)
    data = book_of(told("a", "1.00", row_of("1.00")), told("b", "2.00", row_of("2.00")))
    assert [row[6] for row in values(data, LIST)[2:]] == [1.0, ""]


def test_text_that_looks_like_a_formula_is_text_in_both_lists() -> None:
    attack = "=1+1"
    place = BookPlace(attack, 1, attack, attack, attack)
    operand = Operand(attack, attack, attack, attack, place=place)
    entry = Derivation(attack, attack, attack, attack, (operand,), 1, attack, attack)
    document = Document("题", "局", "", (Table("T", "", "", (1,), 0, ((_cell(attack),),)),))
    data = write_xlsx(replace(document, derivations={attack: entry}))
    for name, count in ((LIST, 6), (DETAILS, 7)):
        assert not list(sheet_xml(data, name).iter(f"{S}f"))
        assert [value for row in values(data, name)[2:] for value in row].count(attack) == count


def _cell(key: str) -> Cell:
    return Cell((pct("1.00", key),))
