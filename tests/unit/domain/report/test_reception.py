"""Receptions: the domestic total always, its parts as far as they are known."""

from decimal import Decimal

import pytest

from mingzhang.domain.book.sheets import NarrativeRow, ReceptionRow
from tests.unit.domain.report.books import Said, book, said, three

ITEMS = "“三公”经费财政拨款支出决算具体情况说明"


def received(item: str, batches: int | None, persons: int | None) -> ReceptionRow:
    """Return a row of 接待."""
    counts = [None if n is None else Decimal(n) for n in (batches, persons)]
    return ReceptionRow(item=item, batches=counts[0], persons=counts[1])


def _gaps(report: Said) -> list[str]:
    """Gaps of receptions, without reasons and uses, which these books do not give."""
    told = ("接待", "外事", "国（境）外接待")
    beyond = ("原因", "用途", "2019年", "2022年", "预算")
    return [
        g
        for g in report.plain_gaps
        if any(w in g for w in told) and not any(w in g for w in beyond)
    ]


def test_an_ordinary_bureau_prints_its_receptions() -> None:
    rows = (three("reception_other", "3.65", 4), received("reception_other", 42, 315))
    report = said(book(*rows))
    text = report.under(ITEMS)
    assert (
        "国内公务接待支出3.65万元，国内公务接待42批次，315人次（不包括陪同人员），"
        "共计支出3.65万元。其中：其他国内公务接待支出3.65万元，42批次，315人次。"
    ) in text
    assert "招商引资" not in text
    assert "外事接待" not in text
    assert _gaps(report) == []


@pytest.mark.parametrize(
    ("foreign", "total", "guests"),
    [
        (None, "支出48万元，国内公务接待12批次，110人次", "国内公务接待支出中，外事接待支出3万元"),
        ("beside", "支出45万元，国内公务接待11批次，105人次", "\n外事接待支出3万元"),
    ],
)
def test_every_part_that_is_not_zero_has_amount_batches_and_persons(
    foreign: str | None, total: str, guests: str
) -> None:
    rows = (
        three("reception_business", 40, 40),
        three("reception_other", 5, 5),
        three("reception_foreign", 3, 3),
        three("reception_abroad", 2, 2),
        received("reception_business", 7, 90),
        received("reception_other", 4, 15),
        received("reception_foreign", 1, 5),
        received("reception_abroad", 3, 37),
    )
    report = said(book(*rows, foreign=foreign))
    text = report.under(ITEMS)
    assert f"国内公务接待{total}" in text
    assert (
        "其中：国内公务接待（招商引资）支出40万元，7批次，90人次；"
        "其他国内公务接待支出5万元，4批次，15人次。"
    ) in text
    assert f"{guests}，外事接待1批次，5人次（不包括陪同人员），共计支出3万元。" in text
    assert "国（境）外接待支出2万元，3批次，37人次。" in text
    assert _gaps(report) == []


@pytest.mark.parametrize("item", ["reception_inland", "reception_home"])
@pytest.mark.parametrize("foreign", [None, "beside"])
@pytest.mark.parametrize("year", [2020, 2023])
def test_a_coarse_entry_is_the_total_and_no_gap(item: str, foreign: str | None, year: int) -> None:
    rows = (three(item, 6, 6), received(item, 9, 80))
    report = said(book(*rows, foreign=foreign, year=year))
    text = report.under(ITEMS)
    assert "国内公务接待支出6万元，国内公务接待9批次，80人次" in text
    assert "招商引资" not in text
    assert _gaps(report) == []


def test_none_is_said_with_zeros() -> None:
    report = said(book(empty=("三公", "接待")))
    assert "国内公务接待支出0万元，国内公务接待0批次，0人次" in report.under(ITEMS)
    assert _gaps(report) == []
    without = said(book(empty=("三公",)))
    assert "国内公务接待支出0万元。" in without.under(ITEMS)
    assert _gaps(without) == []


def test_counts_that_are_lacking_are_a_gap_of_the_total_only() -> None:
    report = said(book(three("reception_other", 3, 3)))
    assert "其他国内公务接待支出3万元。" in report.under(ITEMS)
    assert _gaps(report) == ["接待批次（国内接待费）", "接待人次（国内接待费）"]
    half = said(book(three("reception_other", 3, 3), received("reception_other", 4, None)))
    assert "其他国内公务接待支出3万元，4批次。" in half.under(ITEMS)


def test_the_older_edition_lists_zeros() -> None:
    rows = (
        three("reception_business", 5, 5),
        three("reception_foreign", 0, 0),
        received("reception_business", 4, 41),
        received("reception_foreign", 0, 0),
    )
    old = said(book(*rows, year=2020)).under(ITEMS)
    assert "其他国内公务接待支出0万元。" in old
    assert "外事接待支出0万元，外事接待0批次，0人次（不包括陪同人员）" in old
    new = said(book(*rows)).under(ITEMS)
    assert "其他国内公务接待" not in new
    assert "外事接待" not in new


def test_the_use_of_what_was_spent_is_told_or_lacking() -> None:
    rows = (
        three("vehicle_running", 2, 2),
        three("reception_other", 3, 3),
        three("reception_foreign", 1, 1),
    )
    lacking = [g for g in said(book(*rows)).shown_gaps if "主要用途" in g]
    assert lacking == [
        "公务用车购置及运行维护费的主要用途",
        "国内公务接待支出的主要用途",
        "外事接待支出的主要用途",
    ]
    sections = ("七.用车", "七.国内接待", "七.外事接待")
    told = said(book(*rows, *(NarrativeRow(section=s, text="主要用于公务。") for s in sections)))
    assert told.under(ITEMS).count("主要用于公务。") == 3
    assert not [g for g in told.shown_gaps if "主要用途" in g]
    assert not [g for g in said(book(empty=("三公",))).shown_gaps if "主要用途" in g]
