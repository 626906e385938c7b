from decimal import Decimal

import pytest

from mingzhang.extraction.wording.common import (
    Place,
    clause_of,
    decimal,
    han_number,
    is_row,
    parts,
    plain,
    remark,
    sentence_of,
    short,
    written_number,
)
from tests.unit.extraction.wording.said import HINT, report


@pytest.mark.parametrize(
    ("word", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("两", 2)],
)
def test_chinese_numbers(word: str, number: int) -> None:
    assert han_number(word) == written_number(word) == number


@pytest.mark.parametrize("word", ["", "百", "一二", "十十", "二十十", "甲"])
def test_what_is_no_number(word: str) -> None:
    assert han_number(word) == 0
    assert written_number(word) is None


def test_a_remark_names_places_and_figures() -> None:
    view = report("支出合计12.5万元，增长3%。")
    passage = view.passages[0]
    found = remark("text.repeat", HINT, "说明", [Place(passage, 4, 10), Place(passage, 0, 2)])
    assert [span.of(view.text) for span in found.spans] == ["12.5万元", "支出"]
    assert found.numbers == (0,)
    assert found.stated == "12.5万元"


def test_a_quotation_is_short_and_free_of_quotation_marks() -> None:
    assert short("称为“甲”的  项目", 40) == "称为‘甲’的 项目"
    assert short("一二三四五", 4) == "一二三…"


def test_a_clause_reaches_to_the_stops_around_it() -> None:
    text = "甲。乙丙丁；戊"
    assert text[slice(*clause_of(text, 3))] == "乙丙丁；"
    assert text[slice(*clause_of(text, 6))] == "戊"


def test_a_clause_without_a_stop_is_not_endless() -> None:
    begin, end = clause_of("甲" * 10000, 5000)
    assert (begin, end) == (3000, 7000)


def test_the_sentence_of_an_offset() -> None:
    passage = report("甲做了一。乙做了二。").passages[0]
    assert sentence_of(passage, 0) == (0, 5)
    assert sentence_of(passage, 7) == (5, 10)


def test_rows_of_tables_that_are_text() -> None:
    row, line, prose = report("合计 12.30 4.50", "二、支出情况", "支出12.30万元，占4%。").passages
    assert [is_row(p) for p in (row, line, prose)] == [True, False, False]


def test_annexes_are_parts() -> None:
    view = report("正文。", "附件1", "甲。", "附件2", "乙。")
    assert [[p.text for p in part] for part in parts(view)] == [
        ["正文。"],
        ["附件1", "甲。"],
        ["附件2", "乙。"],
    ]


def test_numbers_as_printed() -> None:
    assert decimal("1,234.50") == Decimal("1234.50")
    assert plain(Decimal("85.00")) == "85"
    assert plain(Decimal(100)) == "100"
