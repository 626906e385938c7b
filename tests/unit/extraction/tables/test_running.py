from mingzhang.domain.checks.judge import Judge
from mingzhang.extraction.tables.running import find
from tests.unit.extraction.documents import sums
from tests.unit.extraction.tables.forms import html

PUBLIC = """
“三公”经费预算数<1x3> | 机关运行经费预算数<2x1>
合计 | 因公出国（境）费 | 公务接待费
3.00 | 1.00 | 2.00 | {}
"""
BASIC = """
科目名称 | 合计 | 人员经费 | 公用经费
工资福利支出 | 8,000,000.00 | 8,000,000.00 | 0.00
商品和服务支出 | 1,234,567.00 | 0.00 | 1,234,567.00
合计 | 9,234,567.00 | 8,000,000.00 | 1,234,567.00
"""


def wrong(table: str, text: str) -> list[str]:
    """Return the rules that do not hold of a table and a text with these figures."""
    view = html(
        "2024年部门“三公”经费和机关运行经费预算表", "单位：万元", PUBLIC.format(table),
        "2024年部门一般公共预算基本支出预算表", "单位：元", BASIC,
        "二、机关运行经费预算",
        f"2024年某局下属1家机关和1家参公事业单位财政拨款的机关运行经费预算为{text}万元。",
    )  # fmt: skip
    one = Judge()
    return [r.rule for r in find(view) if one.judge(r).violated]


def test_table_text_and_public_use_agree() -> None:
    assert wrong("123.46", "123.46") == []


def test_the_text_and_the_table_differ() -> None:
    assert wrong("123.46", "128.46") == ["table.text"]


def test_public_use_is_looked_at_for_slips_only() -> None:
    view = html(
        "2024年部门“三公”经费和机关运行经费预算表", "单位：万元", PUBLIC.format("123.46"),
        "2024年部门一般公共预算基本支出预算表", "单位：元", BASIC,
    )  # fmt: skip
    (found,) = find(view)
    assert found.slip_only
    assert sums([found]) == [("123.46万元", ("1234567.00元",))]


def test_a_table_of_its_own_gives_its_total() -> None:
    table = "科目名称 | 机关运行经费支出\n合计 | 50.00\n办公费 | 20.00\n差旅费 | 30.00"
    view = html(
        "2024年机关运行经费支出预算表", "单位：万元", table, "三、机关运行经费说明",
        "2024年机关运行经费支出50.00万元，比上年增加2.00万元。",
    )  # fmt: skip
    assert sums(list(find(view))) == [("50.00万元", ("50.00万元",))]
