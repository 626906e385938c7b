"""Changes, growth, completion, shares and averages."""

import pytest

from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.tables import rates
from tests.unit.extraction.tables.forms import html, violated, written

COMPARED = """
项目 | 2022年决算数 | 2023年决算数 | 增减额 | 增减率
甲费 | 4.00 | 5.00 | 1.00 | 25.00%
乙费 | 8.00 | 6.00 | -2.00 | -25.00%
丙费 | 12.00 | 9.00 | -3.00 | -25.00%
合计 | 24.00 | 20.00 | -4.00 | -16.67%
"""
DONE = """
项目 | 年初预算数 | 全年预算数 | 执行数 | 执行率（%）
基本支出 | 200.00 | 210.00 | 208.00 | 99.05
项目支出 | 100.00 | 110.00 | 92.00 | 83.64
合计 | 300.00 | 320.00 | 300.00 | 93.75
"""


@pytest.mark.parametrize(
    ("right", "wrong", "sums"),
    [
        ("| -2.00 |", "| -2.60 |", {"-2.60 = 6.00 − 8.00"}),
        ("| -4.00 |", "| 4.00 |", {"4.00 = 20.00 − 24.00"}),
        ("-16.67%", "-16.76%", {"-16.76 = (20.00 − 24.00) ÷ 24.00"}),
    ],
)
def test_changes_and_growth_follow_from_two_years(right: str, wrong: str, sums: set[str]) -> None:
    found = [r for r in violated(html(COMPARED.replace(right, wrong))) if r.rule[:6] == "change"]
    assert {written(r) for r in found} == sums
    assert {r.certainty for r in found} == {Certainty.CERTAIN}


def test_a_table_may_print_changes_without_their_sign() -> None:
    table = COMPARED.replace("-", "")
    changes = [r for r in rates.find(html(table)) if r.rule == rates.CHANGE]
    assert [written(r) for r in changes][1] == "2.00 = 8.00 − 6.00"


def test_completion_is_against_the_budget_that_most_rows_bear_out() -> None:
    found = {written(r) for r in rates.find(html(DONE))}
    assert found == {"99.05 = 208.00 ÷ 210.00", "83.64 = 92.00 ÷ 110.00", "93.75 = 300.00 ÷ 320.00"}
    (wrong,) = violated(html(DONE.replace("83.64", "86.34")))
    assert wrong.certainty is Certainty.CERTAIN


def test_shares_are_of_the_total() -> None:
    table = "项目 | 金额 | 占比（%）\n甲 | 8.00 | 80.00\n乙 | 2.00 | 20.00\n合计 | 10.00 | 100.00"
    assert {written(r) for r in rates.find(html(table))} == {
        "80.00 = 8.00 ÷ 10.00",
        "20.00 = 2.00 ÷ 10.00",
        "100.00 = 10.00 ÷ 10.00",
    }


def test_a_part_of_an_item_may_state_its_share_in_that_item() -> None:
    table = """
项目 | 金额 | 占比（%）
一、甲 | 8.00 | 40.00
1.丙 | 6.00 | 75.00
2.丁 | 2.00 | 10.00
二、乙 | 12.00 | 60.00
合计 | 20.00 | 100.00
"""
    assert violated(html(table)) == []
    assert violated(html(table.replace("75.00", "57.00"))) != []


def test_shares_without_a_total_are_of_the_sum() -> None:
    table = "项目 | 金额 | 占比（%）\n甲 | 8.00 | 80.00\n乙 | 2.00 | 20.00\n丙 | 30.00 | 75.00"
    assert list(rates.find(html(table))) == []
    good = table.replace("80.00", "20.00").replace("2.00 | 20.00", "2.00 | 5.00")
    assert "5.00 = 2.00 ÷ (2.00 + 8.00 + 30.00)" in {written(r) for r in rates.find(html(good))}


def test_averages_are_of_what_the_table_counts() -> None:
    table = """
班次 | 人数（人） | 金额（万元） | 人均（元）
甲班 | 50 | 5.00 | 1000
乙班 | 100 | 8.00 | 800
丙班 | 40 | 4.00 | 1000
"""
    assert len([r for r in rates.find(html(table)) if r.rule == rates.AVERAGE]) == 3
    (wrong,) = violated(html(table.replace("| 800", "| 880")))
    assert written(wrong) == "880 = 8.00 ÷ 100"


def test_a_rate_that_no_row_bears_out_says_nothing() -> None:
    table = "项目 | 预算数 | 执行数 | 执行率\n甲 | 8.00 | 4.00 | 90%\n乙 | 6.00 | 3.00 | 80%"
    assert list(rates.find(html(table))) == []


def test_a_single_row_is_weighed_by_its_words_alone() -> None:
    table = "项目 | 全年预算数 | 执行数 | 执行率\n甲 | 8.00 | 4.00 | 90%"
    (found,) = rates.find(html(table))
    assert found.certainty is Certainty.POSSIBLE


@pytest.mark.parametrize(("items", "claimed"), [(200, 200), (201, 0)])
def test_shares_of_very_many_items_without_a_total_claim_nothing(items: int, claimed: int) -> None:
    rows = "\n".join(f"第{n}号 | 5.00 | {100 / items:.2f}%" for n in range(items))
    view = html(f"项目 | 支出 | 占比\n{rows}")
    assert len([r for r in rates.find(view) if r.rule == rates.SHARE]) == claimed
