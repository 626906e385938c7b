"""Small type at the end of a part: doubts with their source, and what rounding does to sums."""

import pytest

from mingzhang.docmodel.model import Heading, PageBreak, Paragraph
from mingzhang.domain.book.sheets import DisputedRow
from mingzhang.domain.report.notes import doubt_text
from tests.unit.domain.report.books import (
    Said,
    book,
    budgeted,
    past,
    revenue,
    said,
    spent,
    three,
    unit,
)

ROUNDING = "末位与各数直接相加减的结果可能不一致"
GENERAL = "预算类别=一般公共预算"


def _notes(report: Said) -> list[str]:
    small = [b for b in report.blocks if isinstance(b, Paragraph) and b.small]
    return ["".join(getattr(run, "text", "") for run in b.runs) for b in small]


def _doubt(**fields: str) -> DisputedRow:
    dims = f"{GENERAL}、功能分类科目=2011301"
    return DisputedRow(
        concept="expenditure", dims=dims, measure="completion", printed="93.9%", **fields
    )


def test_a_doubt_says_what_the_source_printed_where_and_why() -> None:
    doubt = _doubt(place="第二部分五（三）第1项", note="按结转推得。")
    report = said(book(spent(9), budgeted(12), doubt, unit("A")))
    (note,) = _notes(report)
    assert note == (
        "注：行政运行完成预算率标注待核：原文为93.9%（第二部分五（三）第1项）。按结转推得。"
    )
    assert doubt_text(_doubt()) == "原文为93.9%"


def test_a_doubt_of_what_is_not_printed_needs_no_note() -> None:
    assert _notes(said(book(spent(9, "2011302"), budgeted(12), _doubt(), unit("A")))) == []
    assert _notes(said(book(spent(9), budgeted(12), unit("A")))) == []


@pytest.mark.parametrize(
    ("now", "last", "noted"),
    [
        ("5946.746", "5965.504", True),  # 5946.75, 5965.5, but 18.758 is printed 18.76
        ("5946.75", "5965.50", False),
        ("110.00", "100.00", False),
    ],
)
def test_a_difference_that_its_figures_do_not_print_is_noted(
    now: str, last: str, *, noted: bool
) -> None:
    report = said(book(spent(now), revenue(now), past("expenditure", last, GENERAL)))
    assert [ROUNDING in note for note in _notes(report)] == [True] * noted


def test_a_list_that_does_not_add_up_in_print_is_noted() -> None:
    off = (spent("1.004"), spent("1.004", "2080501"), spent("1.004", "2210201"))
    assert [ROUNDING in note for note in _notes(said(book(*off)))] == [True]  # 1 + 1 + 1 = 3.01
    even = (spent("1.01"), spent("1.01", "2080501"))
    assert _notes(said(book(*even))) == []


def test_changes_of_items_that_do_not_add_up_in_print_are_noted() -> None:
    rows = [three(i, "1.004") for i in ("overseas", "vehicle_running", "reception_home")]
    items = ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
    before = [past("three_public", 0, f"三公项目={item}") for item in items]
    report = said(book(*rows, *before, past("three_public", 0)))
    assert [ROUNDING in note for note in _notes(report)] == [True]


def test_the_note_is_said_once_and_ends_the_part() -> None:
    rows = (
        spent("1.004"), spent("1.004", "2080501"), spent("1.004", "2210201"),
        past("expenditure", "0.008", GENERAL),
    )  # fmt: skip
    report = said(book(*rows, budgeted(9), _doubt(), unit("A")))
    one, two = _notes(report)
    assert one.startswith("注1：行政运行完成预算率标注待核")
    assert two.startswith("注2：")
    assert ROUNDING in two
    places = [n for n, b in enumerate(report.blocks) if isinstance(b, Paragraph) and b.small]
    following = [b for b in report.blocks[places[-1] + 1 :] if not isinstance(b, PageBreak)]
    assert isinstance(following[0], Heading)
    assert following[0].text == "第三部分 名词解释"
