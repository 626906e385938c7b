import re
from decimal import Decimal

from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.extraction.quantities.repeats import find
from tests.unit.extraction.quantities.reports import REPORT, figures, violated

TITLE = "青禾市水务局2023年度部门决算"
STORY = (
    "全年新建提灌站{}座，改善灌溉面积4.65万亩，完成投资1.38亿元。其中，山区建成提灌站27座，丘区建成"
    "提灌站14座，惠及群众36200人。整治病险水库18座，恢复库容152万立方米。"
)
HEADS = ("一、主要工作", "二、绩效自评", "本部门组织开展了自评，现将情况说明如下。")


def _broken(*paragraphs: str) -> list[Relation]:
    return violated(find, (TITLE, *paragraphs))


def test_a_copied_paragraph_holds() -> None:
    assert _broken(HEADS[0], STORY.format(41), HEADS[1], STORY.format(41)) == []


def test_one_figure_changed_in_a_copy() -> None:
    (relation,) = _broken(HEADS[0], STORY.format(41), HEADS[1], STORY.format(47))
    assert figures(relation) == ("47座", "41座")
    assert relation.certainty >= Certainty.LIKELY
    assert not relation.slip_only


def test_the_changed_copy_among_three_stands_against_the_first() -> None:
    broken = _broken(STORY.format(41), *HEADS, STORY.format(47), "三、结论", STORY.format(41))
    assert [figures(r) for r in broken] == [("47座", "41座")]


def test_a_form_filled_in_for_several_projects_is_no_repetition() -> None:
    form = (
        "项目资金按进度及时足额拨付到位，全年预算数{}万元，全年执行数{}万元，资金使用合规，"
        "项目绩效目标全部完成，服务对象满意度达到95%以上。"
    )
    filled = [form.format(a, b) for a, b in (("52.10", "51.90"), ("33.40", "30.20"))]
    assert all(r.slip_only for r in _broken(*filled))
    many = [form.format(f"{n}2.10", f"{n}1.90") for n in range(1, 6)]
    assert _broken(*many) == []


def test_short_phrases_and_rows_of_tables_are_no_repetition() -> None:
    assert _broken("其中：支出决算为41.20万元。", "其中：支出决算为47.20万元。") == []
    assert _broken("甲乙丙丁戊己庚辛壬癸子丑 412.0", "甲乙丙丁戊己庚辛壬癸子丑 472.0") == []


def test_another_year_is_another_statement() -> None:
    said = (
        "20{}年完成水利建设投资和农村供水保障工程建设任务，共计新建供水工程{}处，总投资3.72亿元。"
    )
    assert _broken(said.format(22, 215), said.format(23, 245)) == []


def test_the_report_of_another_unit_in_the_same_words_is_no_repetition() -> None:
    other = re.sub(
        r"[0-9]+(?:[.][0-9]+)?(?=万元|%|批次|人次|辆)",
        lambda printed: str((Decimal(printed[0]) * 37 / 100).quantize(Decimal("0.01"))),
        "\n".join(REPORT[2:]),
    )
    assert _broken(*REPORT, *other.split("\n")) == []


def test_a_copy_whose_row_is_numbered_otherwise() -> None:
    said = "{}是自主举办山洪灾害防御演练观摩活动和培训，参加演练{}人，投入经费33.58万元。"
    (relation,) = _broken(*HEADS[:2], said.format("六", 170), said.format("五", 120))
    assert figures(relation) == ("120人", "170人")
    assert not relation.slip_only


def test_a_word_of_direction_is_part_of_the_figure() -> None:
    said = STORY.format(41) + "群众满意度测评得分同比{}26.5%。"
    (relation,) = _broken(HEADS[0], said.format("增长"), HEADS[1], said.format("下降"))
    assert {o.exact for o in relation.observations} == {Decimal("0.265"), Decimal("-0.265")}


def test_what_else_stands_in_parts_of_which_one_repeats_the_other() -> None:
    story = STORY.format(41)
    goal = "下达年度目标任务，并额外增设{}分作为考核指标，明确部门责任分工，营造比学赶超氛围。"
    parts = ("第一部分 概况", story, "其间{}", "附件1", story, "为此{}")
    broken = _broken(
        *(line.format(goal.format(n)) for line, n in zip(parts, range(6), strict=True))
    )
    assert [figures(r) for r in broken] == [("5分", "2分")]
    assert not any(r.slip_only for r in broken)
    alone = ("第一部分 概况", goal.format(2), "附件1", goal.format(5))
    assert all(r.slip_only for r in _broken(*alone))
