import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.project_counts import find
from tests.unit.extraction.tables.forms import html

_FORM = "项目名称 | {}\n预算数： | 20万元"


@pytest.mark.parametrize(("count", "violated"), [(2, False), (8, True)])
def test_as_many_projects_as_are_named_and_have_a_form(count: int, violated: bool) -> None:
    text = f"本部门反映“招商经费”“培训经费”等{count}个项目绩效目标实际完成情况。"
    view = html(text, _FORM.format("招商经费"), "附表二", _FORM.format("培训经费"))
    (found,) = find(view)
    assert judge(found).violated is violated


def test_more_projects_may_be_left_out() -> None:
    text = "本部门反映“招商经费”“培训经费”等8个项目绩效目标实际完成情况。"
    assert not list(find(html(text, _FORM.format("招商经费"))))
