import pytest

from mingzhang.domain.checks.model import Certainty, Role
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.index import of, resolve
from mingzhang.extraction.quantities.keys import Key
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.quantities.reports import REPORT, found

FINAL = ("青禾市水务局2023年度部门决算", "第二部分 2023年度部门决算情况说明")
BUDGET = ("青禾市水务局2023年部门预算", "二、部门预算情况说明")


def key(view: View, print_: str, at: int = 0) -> Key | None:
    o = found(view, print_, at)
    return resolve(o, view.passages[o.place], view)


def test_every_level_of_a_plain_report_is_known() -> None:
    view = view_of(*REPORT)
    unknown = [o for o in view.observations if o.role is Role.LEVEL and of(view).key(o) is None]
    assert unknown == []


def test_a_heading_tells_the_kind_of_money() -> None:
    view = view_of(*REPORT)
    assert key(view, "892.75万元") == Key("personnel", 2023, "actual", "general")
    assert key(view, "1123.40万元") == Key("basic", 2023, "actual", "all")
    assert key(view, "36.48万元") == Key("three_public", 2023, "actual", "fiscal")


def test_parts_are_of_the_money_of_their_whole() -> None:
    view = view_of(
        *BUDGET,
        "2023年一般公共预算财政拨款支出900.5万元，比2022年减少20.5万元。其中：基本支出500.3万元，"
        "比2022年增加4.5万元；项目支出400.2万元。",
    )
    assert key(view, "500.3万元") == Key("basic", 2023, "budget", "general")
    assert key(view, "4.5万元") == Key("basic", 2023, "budget", "general", "|change:2022")


def test_parts_are_at_the_stage_of_their_whole() -> None:
    view = view_of(
        *FINAL,
        "2023年我局“三公”经费预算为20.5万元，其中：公务接待费9.3万元。",
        "2023年“三公”经费支出共计9.7万元。",
    )
    assert key(view, "9.3万元") == Key("reception", 2023, "budget", "fiscal")
    assert key(view, "9.7万元") == Key("three_public", 2023, "actual", "fiscal")


def test_a_sentence_about_a_budget_that_goes_on_without_a_stage_is_left_alone() -> None:
    view = view_of(*FINAL, "2023年年初预算收入500.2万元，基本支出300.4万元。")
    assert key(view, "300.4万元") is None


def test_the_item_is_named_by_the_lead_of_its_paragraph() -> None:
    view = view_of(
        *FINAL,
        "（三）一般公共预算财政拨款支出决算具体情况",
        "1、农林水支出（类）水利（款）行政运行（项）。主要用于：人员经费。年初预算为15.2万元，"
        "支出决算为14.8万元。",
    )
    path = "213/21303/2130301"
    assert key(view, "15.2万元") == Key("function", 2023, "initial", "general", path)
    assert key(view, "14.8万元") == Key("function", 2023, "actual", "general", path)


def test_a_figure_below_headings_of_items() -> None:
    view = view_of(
        *BUDGET,
        "五、财政拨款支出预算情况说明",
        "（一）公共安全（类）",
        "1．法院（款）案件审判（项）支出183.3万元。",
    )
    path = "204/20405/2040504"
    assert key(view, "183.3万元") == Key("function", 2023, "budget", "fiscal", path)


@pytest.mark.parametrize(
    "text",
    [
        "支出决算为10.50万元，完成预算100%。",  # a broken paragraph: of what is lost
        "该项目2023年支出10.50万元。",
        "甲项目基本支出10.50万元。",
        "2023年实现支出10.50万元。",
    ],
)
def test_what_is_not_told_stays_unknown(text: str) -> None:
    view = view_of(*FINAL, "三、支出决算情况说明", "本节说明各项情况。", text)
    assert key(view, "10.50万元") is None


def test_a_year_in_a_bracket_or_a_comparison_does_not_go_on() -> None:
    view = view_of(
        *FINAL,
        "一、收入支出决算总体情况说明",
        "2023年度收入总计755.3万元，2022年度收入总计563.1万元、与2022年相比增加192.2万元，"
        "年末结转和结余86.1万元。",
        "基本支出决算数为250.1万元（含2022年应返还额度4.4万元），项目支出决算数为259.2万元。",
    )
    assert key(view, "563.1万元") == Key("total_in", 2022, "actual", "all")
    assert key(view, "192.2万元") == Key("total_in", 2023, "actual", "all", "|change:2022")
    assert key(view, "86.1万元") == Key("carry_out", 2023, "", "all")
    assert key(view, "259.2万元") == Key("project", 2023, "actual", "all")


def test_reasons_are_of_something_else() -> None:
    view = view_of(
        *FINAL,
        "2023年度收、支总计均为900.5万元，比2022年度减少30.4万元。主要原因是压减项目，减少55.2万元。",
    )
    assert key(view, "30.4万元") is not None
    assert key(view, "55.2万元") is None


def test_one_name_for_two_sides() -> None:
    view = view_of(*FINAL, "2023年度收、支总计各是412.5万元、414.9万元。")
    assert key(view, "412.5万元") == Key("total_in", 2023, "actual", "all")
    assert key(view, "414.9万元") == Key("total_out", 2023, "actual", "all")


def test_projects_are_told_apart() -> None:
    view = view_of(
        *FINAL,
        "1．灌区改造经费项目绩效目标完成情况综述。项目全年预算数200.5万元。",
        "2．河道清淤经费项目绩效目标完成情况综述。项目全年预算数120.5万元。",
    )
    one, other = key(view, "200.5万元"), key(view, "120.5万元")
    assert one is None or other is None or one != other


def test_budget_reports_name_the_outturn_of_last_year() -> None:
    view = view_of(
        *BUDGET,
        "2、公共安全支出（204类）司法（06款）普法宣传（05项）124.3万元。主要用于：宣传。2022年当年"
        "预算执行数为118.5万元，2023年预算安排124.3万元。",
    )
    path = "204/20406/2040605"
    assert key(view, "124.3万元", 1) == Key("function", 2023, "budget", "all", path)
    assert key(view, "118.5万元") == Key("function", 2022, "actual", "all", path)


def test_vague_names_are_only_likely() -> None:
    view = view_of(*FINAL, "2023年年末在职人员45人。")
    (mention,) = of(view).mentions
    assert mention.certainty is Certainty.LIKELY


def test_figures_of_a_subordinate_unit_are_its_own() -> None:
    view = view_of(
        *FINAL,
        "三、支出决算情况说明",
        "2023年度本年支出合计900.5万元，其中：基本支出500.3万元。",
        "附件 所属单位情况",
        "青禾市水文站2023年本年支出合计200.5万元，其中：基本支出150.3万元。",
        "（一）青禾市灌溉试验站",
        "2023年度本年支出合计80.5万元。",
    )
    of_unit = key(view, "150.3万元")
    assert of_unit is not None
    assert of_unit.entity == "青禾市水文站"
    below = key(view, "80.5万元")
    assert below is not None
    assert below.entity == "青禾市灌溉试验站"
    own = key(view, "500.3万元")
    assert own is not None
    assert own.entity == ""


def test_parts_of_the_department_are_not_the_department() -> None:
    view = view_of(*FINAL, "2023年局机关基本支出500.3万元。", "2023年所属单位基本支出120.4万元。")
    entities = [k.entity for k in (key(view, "500.3万元"), key(view, "120.4万元")) if k]
    assert entities == ["局机关", "所属单位"]


def test_a_completed_budget_is_a_completion_of_what_was_spent() -> None:
    view = view_of(
        *FINAL,
        "2023年度一般公共预算财政拨款支出年初预算为80.5万元，支出决算为72.4万元，"
        "完成年初预算的89.9%。",
    )
    assert key(view, "89.9%") == Key(
        "expenditure", 2023, "actual", "general", "|completion:initial"
    )
