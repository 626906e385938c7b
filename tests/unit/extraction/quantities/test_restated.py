import re
from decimal import Decimal
from types import ModuleType

import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.quantities import (
    across,
    families,
    functional,
    restated,
    scopes,
)
from mingzhang.extraction.quantities.restated import find
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.quantities.reports import REPORT, changed, figures, violated

#: The report of another unit: the same words, all figures smaller.
OTHER = re.sub(
    r"[0-9]+[.][0-9]{2}(?!%)",
    lambda printed: str((Decimal(printed[0]) * 37 / 100).quantize(Decimal("0.01"))),
    "\n".join(REPORT[2:]),
).split("\n")
TITLE = "青禾市水务局2023年度部门决算"


def test_a_sound_report_holds() -> None:
    relations = list(find(view_of(*REPORT)))
    assert len(relations) > 6
    assert violated(find, REPORT) == []


def test_a_slip_in_one_mention_is_certain() -> None:
    (relation,) = violated(find, changed("1722.35", "1732.35", 1))
    assert relation.certainty is Certainty.CERTAIN
    assert not relation.slip_only
    assert figures(relation) == ("1732.35万元", "1722.35万元")


def test_the_one_that_differs_from_two_is_named_against_them() -> None:
    (relation,) = violated(find, changed("1648.35", "1998.00", 0))
    assert figures(relation)[0] == "1998.00万元"
    assert relation.certainty is Certainty.LIKELY


def test_another_stage_is_another_quantity() -> None:
    view = view_of(
        TITLE,
        "2023年度“三公”经费年初预算为40.25万元。",
        "2023年度“三公”经费支出决算为36.48万元。",
        "2022年度“三公”经费支出决算为38.60万元。",
    )
    assert list(find(view)) == []


def test_yuan_and_ten_thousand_yuan_are_compared() -> None:
    view = view_of(
        TITLE,
        "2023年度本年支出合计250.10万元。",
        "2023年度本年支出合计2501004.08元。",
    )
    (relation,) = find(view)
    assert relation.rule == "restate.unit"
    assert figures(relation) == ("250.10万元", "2501004.08元")
    assert not judge(relation).violated


def test_a_form_repeated_for_several_units_is_no_contradiction() -> None:
    units = [
        paragraph
        for name, first, second in (("水文站", "31.25", "8"), ("灌溉所", "47.90", "12"))
        for paragraph in (
            f"（一）{name}情况",
            f"机关运行经费支出{first}万元。事业编制{second}名。基本支出{first}万元。",
        )
    ]
    for relation in violated(find, (TITLE, "二、机构设置", *units)):
        assert relation.certainty is Certainty.POSSIBLE


def test_many_values_of_one_name_are_a_list() -> None:
    rows = [f"培训费{n}5.20万元。" for n in (11, 27, 38, 49)]
    for relation in violated(find, (TITLE, *rows)):
        assert relation.certainty is Certainty.POSSIBLE
        assert relation.slip_only


def test_one_unit_of_the_last_place_may_be_rounding() -> None:
    assert violated(find, changed("1722.35", "1722.36", 1)) == []
    text = (TITLE, "2023年度本年支出合计326.7万元。", "2023年度本年支出合计326.78万元。")
    (relation,) = violated(find, text)
    assert relation.certainty is Certainty.POSSIBLE


def test_sums_said_of_both_sides_are_compared_once() -> None:
    view = view_of(TITLE, "2023年度收、支总计均为90.5万元。", "2023年度收、支总计90.5万元。")
    assert len(list(find(view))) == 1


@pytest.mark.parametrize("heading", ["", "青禾市水文站2023年度单位决算"])
@pytest.mark.parametrize("finder", [across, families, functional, restated, scopes])
def test_reports_of_two_units_do_not_contradict_each_other(
    finder: ModuleType, heading: str
) -> None:
    assert violated(finder.find, (*REPORT, *filter(None, [heading]), *OTHER)) == []


def test_a_count_one_digit_off_where_two_others_agree() -> None:
    said = ("（一）人员编制20名，年末在编人员18人。", "二、人员", "现有在编在岗工作人员18人。")
    again = "三、概况", "编制20名，实有人数为{}名。"
    title = "青禾市水务局2023年度部门决算"
    assert violated(find, (title, *said, again[0], again[1].format(18))) == []
    (wrong,) = violated(find, (title, *said, again[0], again[1].format(78)))
    assert figures(wrong) == ("78名", "18人")
    assert not wrong.slip_only
    # Other numbers may be of other days.
    assert all(r.slip_only for r in violated(find, (title, *said, again[0], again[1].format(25))))
    opening = "2023年初在职人员19人。"
    assert violated(find, (title, *said, again[0], again[1].format(18), opening)) == []
