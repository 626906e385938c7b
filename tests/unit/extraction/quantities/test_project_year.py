import pytest

from mingzhang.documents.readers.web.html import read_html
from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.quantities.project_year import find
from mingzhang.extraction.view import build
from tests.unit.extraction.documents import said

FORM = (
    "<table><tr><td>项目名称</td><td>河道疏浚</td><td>项目类别</td><td>特定目标类</td></tr>"
    "<tr><td>项目资金（元）</td><td>{}</td><td>年度资金申请总额</td><td>{}</td></tr></table>"
)


def _found(told: str, asked: str, between: str = "") -> list[tuple[str, bool]]:
    page = f"<h2>六、年度预算安排</h2><p>{told}</p><h2>七、绩效目标</h2>{between}" + FORM.format(
        "项目资金总额", asked
    )
    view = build(read_html(page.encode(), "试验.html"))
    return [(said(r.observations[0])[:7], judge(r).violated) for r in find(view)]


QUARTERS = (
    "第一季度用款计划31.2万元，第二季度用款计划108.8万元，"
    "第三季度用款计划40万元，第四季度用款计划20万元。"
)


@pytest.mark.parametrize(
    ("told", "asked", "violated"),
    [
        (QUARTERS, "2,000,000.00", False),
        (QUARTERS, "2,100,000.00", True),
        ("795万元", "7,950,000.00", False),
        ("本年度项目总预算795.00万元，其中：清淤600万元，护坡195万元。", "7,590,000.00", True),
    ],
)
def test_the_year_of_a_project(told: str, asked: str, violated: bool) -> None:
    assert [each for _, each in _found(told, asked)] == [violated]


@pytest.mark.parametrize("told", ["其中清淤工程600万元。", "第一季度31.2万元，第二季度20万元。"])
def test_amounts_that_are_not_the_whole(told: str) -> None:
    assert not _found(told, "7,950,000.00")


def test_the_form_of_the_next_project() -> None:
    assert not _found("600万元", "7,950,000.00", "<p>桥梁养护项目经费情况说明</p>")
