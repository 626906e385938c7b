import pytest

from mingzhang.extraction.wording.residue import find
from tests.unit.extraction.wording.said import ERROR, HINT, WARNING, Said, messages, report, said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("较上年增加（减少）3万元，主要是人员变动。", ("residue.choice", WARNING, "增加（减少）")),
        ("收入比上年(增加)减少12万元，占比上升。", ("residue.choice", WARNING, "(增加)减少")),
        ("决算数大于（小于）预算数的主要原因是调剂。", ("residue.choice", WARNING, "大于（小于）")),
        ("比上年增加/减少5万元，变化不大。", ("residue.choice", WARNING, "增加/减少")),
        ("支出合计XXX万元，占全年的一半。", ("residue.blank", WARNING, "XXX万元")),
        ("接待××批次，均按标准执行。", ("residue.blank", WARNING, "××批")),
        ("支出____万元，按规定使用。", ("residue.blank", WARNING, "____")),
        ("某某局负责全县水利工作，承担规划。", ("residue.blank", WARNING, "某某")),
        ("成效：（待补充）。", ("residue.blank", WARNING, "（待补充）")),
        ("（图1：收支变动情况）（柱状图）", ("residue.note", WARNING, "（柱状图）")),
        ("（注：与预算数持平可以不写原因）", ("residue.note", WARNING, "与预算数持平可以不写原因")),
        ("事业收入3万元（不涉及的不列）。", ("residue.note", WARNING, "不涉及的不列")),
        ("（注：数据来源于财决03表）", ("residue.note", HINT, "（注：数据来源于财决03表）")),
        ("公务用车购置费3万元，下降%。", ("residue.number", WARNING, "下降%")),
        ("与上年相比增加万元，主要是调资。", ("residue.number", WARNING, "相比增加万元")),
        ("本年收入为#REF!万元，比上年多。", ("residue.error", ERROR, "#REF!")),
        ("更新时间<span>今日</span>，来源：本局。", ("residue.markup", HINT, "<span>")),
    ],
)
def test_what_a_template_left(text: str, expected: tuple[str, object, str]) -> None:
    assert said(find, report(text))[:1] == [Said(*expected)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "收支增加（减少）情况",  # a heading
        "本表反映各项目增加（减少）的情况，其中减少以“-”号填列，增加以正数填列。",
        "当事人张××等5人因公受伤，已按规定处理。",  # a name made unreadable
        "工程量扩大，占地面积增长，占总数的20%。",
        "每万元支出带动就业2人，较上年增长3%。",
        "单位：万元",
        "单位为万元，保留两位小数。",
        "包括办公费、印刷费、水费……其他支出，均按标准。",
        "使用规范字样，其中X射线设备2台，配置XL型货架。",
        "金额<100万元的项目，由局务会审定；>100万元的，报县政府。",
        "无错误，引用来源清楚。",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert said(find, report(text)) == []


def test_one_wording_is_told_once_with_all_its_places() -> None:
    view = report("甲收入XX万元，占一半。", "乙收入XX万元，占一半。")
    (found,) = list(find(view))
    assert [span.of(view.text) for span in found.spans] == ["XX万元", "XX万元"]
    assert "（共2处）" in messages(find, view)


def test_hints_to_insert_a_chart_are_one_remark() -> None:
    view = report("（图1：甲）（柱状图）", "（图2：乙）（饼状图）")
    (found,) = list(find(view))
    assert len(found.spans) == 2


def test_a_note_is_told_once_whatever_it_says() -> None:
    view = report("（注：数据来源于财决Z01表，罗列全部功能分类科目，持平可以不写原因。）")
    assert len(said(find, view)) == 1
