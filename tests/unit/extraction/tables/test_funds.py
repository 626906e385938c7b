from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.tables.funds import find, tables_of_funds
from tests.unit.extraction.documents import said, sums
from tests.unit.extraction.tables.forms import html

TABLE = """
项目名称 | 清淤工程经费
预算执行情况（万元） | 预算数： | {} | 执行数： | {}
 | 其中-财政拨款： | 60万元 | 其中-财政拨款： | 50万元
 | 其它资金： | 0 | 其它资金： | 0
年度目标 | 完成清淤 | 已完成
"""


def test_both_sums_are_of_appropriations_and_other_money() -> None:
    found = list(find(html(TABLE.format("60万元", "50万元"))))
    assert sums(found) == [("60万元", ("60万元", "0万元")), ("50万元", ("50万元", "0万元"))]
    assert not any(judge(r).violated for r in found)
    wrong = [r for r in find(html(TABLE.format("6.0万元", "70万元"))) if judge(r).violated]
    assert sums(wrong) == [("6.0万元", ("60万元", "0万元")), ("70万元", ("50万元", "0万元"))]


def test_the_project_and_its_sums() -> None:
    (funds,) = tables_of_funds(html(TABLE.format("60万元", "50万元")))
    assert (funds.name, said(funds.budget[0]), said(funds.done[0])) == (
        "清淤工程经费", "60万元", "50万元",
    )  # fmt: skip


def test_without_other_money_the_parts_may_not_be_all() -> None:
    table = TABLE.format("90万元", "50万元").replace("其它资金", "上级资金")
    assert list(find(html(table))) == []
    assert tables_of_funds(html(TABLE.replace("项目名称", "单位名称"))) == ()
