"""Weights and scores of performance forms."""

import pytest

from mingzhang.extraction.tables import scores
from tests.unit.extraction.tables.forms import html, typed, violated, written

FORM = """
项目资金（万元）<3x1> | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 100.00 | 120.00 | 108.00 | 10 | 90.00% | 9
其中：财政拨款 | 100.00 | 120.00 | 108.00 | — | 90.00% | —
绩效指标<5x1> | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标<2x1> | 数量指标 | 系统数 | ≥12个 | 12个 | 30 | 30
质量指标 | 修复率 | ≥98% | 97% | 20 | 19
效益指标 | 社会效益指标 | 服务企业数 | ≥300家 | 320家 | 30 | 30
满意度指标 | 满意度指标 | 满意度 | ≥90% | 95% | 10 | 10
总分<1x6> | 100 | 98
"""


def _sums(form: str) -> set[str]:
    return {written(r) for r in scores.find(html(form))}


def test_a_form_adds_up_over_its_sections() -> None:
    found = _sums(FORM)
    assert "100 = 10 + 30 + 20 + 30 + 10" in found
    assert "98 = 9 + 30 + 19 + 30 + 10" in found
    assert "19 ≤ 20" in found


@pytest.mark.parametrize(
    ("right", "wrong", "sum_"),
    [
        ("| 100 | 98", "| 100 | 99", "99 = 9 + 30 + 19 + 30 + 10"),
        ("| 20 | 19", "| 25 | 19", "100 = 10 + 30 + 25 + 30 + 10"),
        ("| 20 | 19", "| 20 | 29", "29 ≤ 20"),
    ],
)
def test_what_does_not_add_up_is_found(right: str, wrong: str, sum_: str) -> None:
    assert sum_ in {written(r) for r in violated(html(FORM.replace(right, wrong)))}


def test_a_typed_form_has_its_total_under_the_scores() -> None:
    assert "98 = 9 + 30 + 19 + 30 + 10" in {written(r) for r in scores.find(typed(FORM))}


def test_weights_of_several_levels_are_added_each_for_itself() -> None:
    table = """
一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分
投入<2x1> | 40<2x1> | 目标<2x1> | 40<2x1> | 合理性 | 25 | 25
明确性 | 15 | 14
产出<2x1> | 60<2x1> | 职责<2x1> | 60<2x1> | 完成率 | 40 | 39
达标率 | 20 | 19
合计 | 100 | | 100 | | 100 | 97
"""
    found = _sums(table)
    assert {"100 = 25 + 15 + 40 + 20", "97 = 25 + 14 + 39 + 19", "100 = 40 + 60"} <= found
    assert {"40 = 25 + 15", "60 = 40 + 20"} <= found
    wrong = violated(html(table.replace("| 40 | 39", "| 48 | 39")))
    assert {written(r) for r in wrong} == {"100 = 25 + 15 + 48 + 20"}


def test_weights_without_a_total_make_a_hundred() -> None:
    table = "一级指标 | 三级指标 | 权重\n产出 | 甲 | 40\n产出 | 乙 | 35\n效益 | 丙 | 25"
    assert _sums(table) == {"100 = 40 + 35 + 25"}


def test_scores_of_another_scale_are_let_be() -> None:
    table = "三级指标 | 分值 | 得分\n甲 | 1 | 80\n乙 | 2 | 90\n丙 | 3 | 95"
    assert violated(html(table)) == []
