from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.quantities.cells import mentions
from mingzhang.extraction.quantities.keys import Key
from mingzhang.extraction.quantities.table_text import find
from tests.unit.extraction.documents import said, view_of
from tests.unit.extraction.quantities.reports import REPORT, figures, violated

TABLE = """公开03表 支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
栏次\t\t1\t2\t3
合计\t\t1,765.55\t1,123.40\t642.15
213\t农林水支出\t1,548.40\t906.25\t642.15
208\t社会保障和就业支出\t128.65\t128.65\t
221\t住房保障支出\t88.50\t88.50\t"""
GENERAL = """公开05表 一般公共预算财政拨款支出决算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
栏次\t\t1\t2\t3
213\t农林水支出\t1,431.20\t863.20\t568.00
208\t社会保障和就业支出\t128.65\t128.65\t
221\t住房保障支出\t88.50\t88.50\t
合计\t\t1,648.35\t1,080.35\t568.00"""


def test_cells_are_known_by_table_head_and_row() -> None:
    found = {m.key: said(m.observation) for m in mentions(view_of(*REPORT, TABLE, GENERAL))}
    assert found[Key("basic", 2023, "actual", "all")] == "1123.40万元"
    assert found[Key("expenditure", 2023, "actual", "general")] == "1648.35万元"
    assert found[Key("function", 2023, "actual", "general", "213")] == "1431.20万元"
    # What is basic expenditure of one class is none of the quantities of the text.
    assert "863.20万元" not in found.values()


def test_text_and_tables_agree() -> None:
    assert len(list(find(view_of(*REPORT, TABLE, GENERAL)))) > 6
    assert violated(find, (*REPORT, TABLE, GENERAL)) == []


def test_a_cell_that_differs_where_the_table_agrees_is_wrong() -> None:
    (relation,) = violated(find, (*REPORT, TABLE, GENERAL.replace("1,431.20", "1,437.20")))
    assert relation.rule == "table.text"
    assert set(figures(relation)) == {"1431.20万元", "1437.20万元"}
    assert relation.certainty is Certainty.CERTAIN


def test_a_table_of_other_things_is_not_held_against_the_text() -> None:
    other = TABLE
    for right, wrong in (("1,765.55", "365.10"), ("1,123.40", "200.10"), ("642.15", "165.00")):
        other = other.replace(right, wrong)
    assert violated(find, (*REPORT, other)) == []


TOLD = """收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、财政拨款收入\t1,800.10\t一、农林水支出\t1,548.40
二、其他收入\t25.40\t二、其他支出\t277.10
总计\t1,825.50\t总计\t1,825.50"""


def test_a_section_that_names_its_table_is_about_it() -> None:
    title = "青禾市水务局2023年度部门决算"
    text = "2023年度，青禾市水务局收入支出总计30万元。"
    first, _ = violated(find, (title, "一、收入支出决算总体情况说明", text, TOLD))
    assert set(figures(first)) == {"30万元", "1825.50万元"}
    assert first.certainty is Certainty.CERTAIN
    other = violated(find, (title, "一、机构运行情况", text, TOLD))
    assert all(each.certainty is not Certainty.CERTAIN for each in other)
