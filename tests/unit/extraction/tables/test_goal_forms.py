from mingzhang.domain.checks.model import Bound
from mingzhang.extraction.tables.goal_forms import Form, forms
from tests.unit.extraction.documents import said
from tests.unit.extraction.tables.forms import html, typed

_TABLE = """
项目名称 | 宣讲经费
年度总体目标<2x1> | 预期目标 | 实际完成情况
全年开展宣讲不少于一百二十场，印制手册五千册 | 全年开展宣讲一百三十二场，印制手册五千册，反响良好
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 原因
产出指标<2x1> | 数量指标<2x1> | 宣讲场次 | ≥ | 120 | 场 | 132 | 20 | 20 |
手册 | = | 5000 | 册 | 4800 | 10 | 9.6 | 纸张供应不足
效益指标 | 社会效益 | 反响 | 定性 | 良好 | | 良好 | 20 | 20 |
"""


def _form() -> Form:
    (found,) = forms(html(_TABLE))
    return found


def test_the_parts_of_a_form() -> None:
    form = _form()
    assert form.name == "宣讲经费"
    assert form.aimed is not None
    assert form.told is not None
    assert form.told.text.startswith("全年开展宣讲一百三十二场")
    assert form.gives_reasons


def test_indicators_with_signs_and_units_in_columns() -> None:
    first, second = _form().indicators
    assert (first.names, first.name) == (("产出指标", "数量指标", "宣讲场次"), "宣讲场次")
    assert (said(first.wanted), said(first.reached), first.unit) == ("120", "132", "场")
    assert (first.bound, second.bound) == (Bound.AT_LEAST, None)
    assert (first.explained, second.explained) == (False, True)
    assert second.names == ("产出指标", "数量指标", "手册")
    assert second.score is not None
    assert str(second.score.value) == "9.6"


def test_tables_of_accounts_are_no_forms() -> None:
    assert not forms(html("项目 | 预算数 | 决算数\n基本支出 | 100.00 | 98.00"))


def test_typed_forms_have_the_same_parts() -> None:
    (form,) = forms(
        typed(
            "一、情况", "项目名称 | 宣讲经费\n一级指标 | 指标值 | 实际完成值\n场次 | 120场 | 132场"
        )
    )
    assert [(said(i.wanted), said(i.reached)) for i in form.indicators] == [("120场", "132场")]
