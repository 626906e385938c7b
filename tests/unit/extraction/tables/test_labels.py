"""Labels of rows and columns taken apart."""

import pytest

from mingzhang.extraction.tables.labels import bare_head, is_label, label_of, plain, total_of


@pytest.mark.parametrize(
    ("text", "style", "name"),
    [
        ("一、收入", 0, "收入"),
        ("（二）人员经费", 1, "人员经费"),
        ("1.办公费", 2, "办公费"),
        ("3、差旅费", 2, "差旅费"),
        ("（1）购置费", 3, "购置费"),
        ("①轿车", 4, "轿车"),
        ("2.5倍", -1, "2.5倍"),
        ("办公费", -1, "办公费"),
    ],
)
def test_numbering_is_taken_off(text: str, style: int, name: str) -> None:
    label = label_of(text)
    assert (label.style, label.name) == (style, name)


def test_what_is_part_of_another_says_so_before_or_after_its_number() -> None:
    assert label_of("其中：（1）购置费").subset
    assert label_of("其中：（1）购置费").style == 3
    assert label_of("1.其中：财政拨款").subset
    assert label_of("其中-财政拨款：").name == "财政拨款"


def test_a_code_before_a_name_is_its_code() -> None:
    assert (label_of("2010301行政运行").code, label_of("2010301行政运行").name) == (
        "2010301",
        "行政运行",
    )
    assert label_of("[301]工资福利支出").code == "301"
    assert label_of("2023年决算").code == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("合计", "total"),
        ("本年收入合计", "total"),
        ("车辆数合计（辆）", "total"),
        ("小计", "subtotal"),
        ("收入总计", "grand"),
        ("年度资金总额", "total"),
        ("合计划拨资金", ""),
        ("行政运行", ""),
    ],
)
def test_totals_are_known_by_how_they_end(name: str, kind: str) -> None:
    assert total_of(name) == kind


def test_names_compare_without_numbering_brackets_and_quotes() -> None:
    assert plain("一、“三公”经费（万元）") == "三公经费"
    assert bare_head("项目（按功能分类）") == "项目"
    assert bare_head("因公出国（境）费") == "因公出国（境）费"


def test_heads_over_names_are_told_from_heads_over_figures() -> None:
    assert all(
        is_label(head) for head in ("项目", "科目编码", "功能分类科目名称", "三级指标", "款")
    )
    assert not any(is_label(head) for head in ("项目支出", "合计", "预算数", "其他收入"))
