"""What quantity each figure in a table is."""

from mingzhang.extraction.tables.measures import Measure, Quantity, of
from tests.unit.extraction.tables.forms import html


def _one(title: str, table: str, value: str) -> Measure:
    return next(m for m in of(html(title, table)) if str(m.observation.value) == value)


def test_heads_title_and_side_tell_the_quantity() -> None:
    table = """
科目编码 | 科目名称 | 一般公共预算财政拨款<1x2> | 政府性基金预算财政拨款
 | | 基本支出 | 项目支出 | 小计
205 | 教育支出 | 1.00 | 2.00 | 3.00
"""
    title = "财政拨款支出决算明细表"
    assert _one(title, table, "1.00").quantity == Quantity("expenditure", "general", "basic")
    assert _one(title, table, "3.00").quantity == Quantity("expenditure", "fund")
    assert _one(title, table, "3.00").items == ("205",)


def test_rows_of_money_are_no_items() -> None:
    table = """
收入<1x2> | 支出<1x2>
项目 | 金额 | 项目 | 金额
一、事业收入 | 1.00 | 一、教育支出 | 2.00
总计 | 3.00 | 总计 | 3.50
"""
    assert _one("收入支出总表", table, "1.00").quantity == Quantity("revenue", "institutional")
    assert _one("收入支出总表", table, "1.00").items == ()
    assert _one("收入支出总表", table, "3.50").total == "grand"


def test_what_was_carried_over_keeps_its_source() -> None:
    table = """
项目 | 金额
年初结转和结余 | 3.00
一般公共预算财政拨款 | 2.00
政府性基金预算财政拨款 | 1.00
"""
    assert _one("财政拨款收入表", table, "2.00").quantity == Quantity("carry_in", "general")


def test_a_title_of_several_themes_gives_none_to_their_total() -> None:
    table = "合计 | “三公”经费 | 会议费 | 培训费\n9.00 | 5.00 | 3.00 | 1.00"
    title = "“三公”经费、会议费、培训费支出表"
    assert _one(title, table, "9.00").quantity.theme == "other"
    assert _one(title, table, "5.00").quantity.theme == "three_public"


def test_a_figure_knows_its_place() -> None:
    table = "编码 | 科目 | 合计\n205 | 教育支出 | 1.00\n20502 | 普通教育 | 2.00"
    measure = _one("支出表", table, "2.00")
    assert (measure.labels, measure.code, measure.heads) == (("普通教育",), "20502", ("合计",))
    assert (measure.sheet, measure.row, measure.column) == (0, 1, 0)
