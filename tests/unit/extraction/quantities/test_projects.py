import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Relation
from mingzhang.extraction.quantities.projects import find
from tests.unit.extraction.documents import sums
from tests.unit.extraction.tables.forms import html

TEXT = (
    "1.山区清淤工作经费项目绩效目标完成情况综述。"
    "项目全年预算数{}万元，执行数为{}万元，完成预算的85%。"
)
TABLE = """
项目名称 | 山区清淤工作经费
预算执行情况（万元） | 预算数： | {} | 执行数： | {}
年度目标 | 完成清淤 | 已完成
"""
ANNEX = (
    "附件2",
    "（山区清淤工作经费项目）",
    "2.预算资金来源及使用情况：一般公共预算{}元，已拨付{}元，财政压减金额300000元。",
)


def _broken(
    text: tuple[str, str], table: tuple[str, str], annex: tuple[str, str]
) -> list[Relation]:
    head, title, money = ANNEX
    view = html(TEXT.format(*text), TABLE.format(*table), head, title, money.format(*annex))
    return [r for r in find(view) if judge(r).violated]


def test_a_project_has_one_budget_and_one_outturn() -> None:
    told = (("200", "170"), ("200万元", "170万元"), ("2000000", "1700000"))
    assert _broken(*told) == []


@pytest.mark.parametrize(
    ("text", "table", "annex", "wrong"),
    [
        ("200", "200万元", "200000", ("200000元", ("200万元",))),
        ("200", "20万元", "2000000", ("20万元", ("200万元",))),
        ("210", "200万元", "2000000", ("200万元", ("210万元",))),
    ],
)
def test_one_place_that_differs(
    text: str, table: str, annex: str, wrong: tuple[str, tuple[str, ...]]
) -> None:
    found = sums(_broken((text, "170"), (table, "170万元"), (annex, "1700000")))
    assert wrong in found or (wrong[1][0], (wrong[0],)) in found


def test_another_project_has_its_own() -> None:
    other = TABLE.replace("山区", "河道").format("90万元", "80万元")
    assert not list(find(html(TEXT.format("200", "170"), other)))


def test_what_is_handed_over_under_the_name_is_the_budget() -> None:
    text = TEXT.format("200", "0") + "根据文件，上交{}万元清淤工作经费，由市局统一管理。"
    assert sums([r for r in find(html(text.format("210"))) if judge(r).violated]) == [
        ("210万元", ("200万元",))
    ]
    assert not [r for r in find(html(text.format("200"))) if judge(r).violated]
    assert not list(find(html(text.replace("清淤工作经费，", "宣传经费，").format("20"))))
