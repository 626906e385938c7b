import pytest

from mingzhang.extraction.wording.names import find
from tests.unit.extraction.wording.said import HINT, WARNING, Said, report, said

OURS = (
    "青山县水务局2022年度收入支出总体平稳。",
    "2022年度，青山县水务局机关运行经费支出12万元。",
    "截至2022年12月31日，青山县水务局共有车辆3辆。",
)


def test_a_name_left_over_from_another_text() -> None:
    view = report(*OURS, "2022年度，青山县财政局政府采购支出总额3万元。")
    assert said(find, view) == [Said("name.unit", WARNING, "青山县财政局")]


@pytest.mark.parametrize(
    "line",
    [
        "2022年度，县水务局政府采购支出总额3万元。",  # a short form
        "2022年度，我局政府采购支出总额3万元。",
        "2022年度，本部门政府采购支出总额3万元。",
        "2022年度，下属事业单位政府采购支出总额3万元。",
        "全县配合青山县财政局做好政府采购监管。",  # not where the subject is expected
        "2022年度，青山县河道所政府采购支出总额3万元，青山县河道所新购水泵。",  # its unit
    ],
)
def test_names_that_may_stand_there(line: str) -> None:
    assert said(find, report(*OURS, line)) == []


def test_two_names_alone_tell_nothing() -> None:
    lines = (OURS[1], "2022年度，青山县财政局政府采购支出总额3万元。")
    assert said(find, report(*lines)) == []


def test_department_and_unit_mixed_up() -> None:
    view = report(
        "青山县水务局2022年度部门决算",
        "纳入青山县水务局2022年度单位决算编制范围的单位包括机关本级。",
    )
    assert said(find, view) == [Said("name.kind", HINT, "单位决算")]


def test_department_and_unit_each_in_its_place() -> None:
    view = report(
        "青山县水务局2022年度部门决算",
        "纳入青山县水务局2022年度部门决算编制范围的单位包括机关本级。",
    )
    assert said(find, view) == []
