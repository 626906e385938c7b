import pytest

from mingzhang.extraction.wording.codes import find
from tests.unit.extraction.wording.said import HINT, WARNING, Said, messages, page, report, said


def test_a_code_beside_the_name_of_another() -> None:
    view = page(("科目编码", "科目名称", "决算数"), ("2080501", "事业单位离退休", "3.00"))
    assert said(find, view) == [Said("name.code", WARNING, "事业单位离退休")]
    assert "2080501在2022年是“行政单位离退休”" in messages(find, view)


def test_a_code_in_three_cells() -> None:
    view = page(("208", "05", "01", "事业单位离退休", "3.00"))
    assert said(find, view) == [Said("name.code", WARNING, "事业单位离退休")]


def test_a_name_that_no_code_bears_is_a_hint() -> None:
    view = page(("2080501", "行政机关老干部", "3.00"))
    assert said(find, view) == [Said("name.code", HINT, "行政机关老干部")]


def test_economic_codes() -> None:
    assert said(find, page(("30217", "公务接待费", "3.00"))) == []
    view = page(("30217", "会议费", "3.00"))
    assert said(find, view) == [Said("name.code", WARNING, "会议费")]


def test_codes_in_text() -> None:
    view = report(
        "社会保障和就业支出（208类）行政事业单位养老支出（05款）职业年金（01项）3万元。", year=2022
    )
    assert said(find, view) == [Said("name.code", HINT, "职业年金")]
    right = "社会保障和就业支出（208类）行政事业单位养老支出（05款）行政单位离退休（01项）3万元。"
    assert said(find, report(right, year=2022)) == []


def test_a_row_of_text() -> None:
    view = report("2210201 提租补贴 12.30 4.50", year=2022)
    assert said(find, view) == [Said("name.code", WARNING, "提租补贴")]


@pytest.mark.parametrize(
    "row",
    [
        ("2080501", "行政单位离退休", "3.00"),
        ("201", "一般公共服务", "3.00"),  # 支出 left out
        ("2080505", "机关事业单位基本养老保险缴", "3.00"),  # broken over lines
        ("2150802", "某种新设的科目", "3.00"),  # a code that the lists do not hold
        ("2100101", "医疗卫生与计划生育", "3.00"),  # another code's name of earlier years
        ("100", "合计", "3.00"),
        ("208", "3.00", "社会保障"),
    ],
)
def test_what_is_right_or_unknown(row: tuple[str, ...]) -> None:
    assert [s for s in said(find, page(row)) if s.severity is WARNING] == []


def test_one_code_is_told_once() -> None:
    row = ("2080501", "事业单位离退休", "3.00")
    assert len(said(find, page(row, row))) == 1
