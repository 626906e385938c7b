import pytest

from mingzhang.extraction.wording.indicators import find
from tests.unit.extraction.wording.said import HINT, Said, page, said

HEAD = ("三级指标", "预期指标值", "实际完成指标值")


def test_values_copied_from_the_targets() -> None:
    view = page(HEAD, ("服务对象满意度", "≥90%", "≥90%"), ("公众满意度", "≥ 85%", "≥85%"))
    (found,) = list(find(view))
    assert (found.rule, found.severity, len(found.spans)) == ("plausible.copied", HINT, 2)


def test_a_target_far_below_the_value() -> None:
    view = page(HEAD, ("签约项目", "20个", "45个"))
    assert said(find, view) == [Said("plausible.target", HINT, "20个")]


@pytest.mark.parametrize(
    "row",
    [
        ("服务对象满意度", "≥90%", "93%"),
        ("签约项目", "20个", "20个"),  # reached, and no sign that leaves it open
        ("签约项目", "30个", "45个"),
        ("成本控制", "≤20万元", "45万元"),
        ("完成时限", "6月", "12月"),
        ("签约项目", "20个", "45家"),
        ("政策宣传", "持续开展", "持续开展"),
    ],
)
def test_rows_that_are_right(row: tuple[str, str, str]) -> None:
    assert said(find, page(HEAD, row)) == []


def test_a_table_without_both_columns_is_left_alone() -> None:
    view = page(("指标", "单位", "备注"), ("满意度", "≥90%", "≥90%"))
    assert said(find, view) == []
