import pytest

from mingzhang.extraction.wording.punctuation import find
from tests.unit.extraction.wording.said import HINT, WARNING, Said, messages, report, said


@pytest.mark.parametrize(
    ("text", "rule", "piece"),
    [
        ("主要用于信息系统维护。。2022年执行数为3万元。", "text.punctuation", "。。"),
        ("增加3万元，，主要是调资。", "text.punctuation", "，，"),
        ("包括水费、、电费等。", "text.punctuation", "、、"),
        ("项目支出12万元；。", "text.punctuation", "；。"),
        ("接待费3万元（含餐费，）由本局列支。", "text.punctuation", "，）"),
        ("开展“法治宣传”、优秀案例”评选活动。", "text.bracket", "”"),
        ("开展“法治宣传、优秀案例评选活动。", "text.bracket", "“"),
        ("公务接待费（含外宾接待费3万元，与上年持平。", "text.bracket", "（"),
        ("依据《预算法及有关规定编制。", "text.bracket", "《"),
        ("支出合计120.5万元万元，增长3%。", "text.repeat", "万元万元"),
        ("支出合计120.5元万元，增长3%。", "text.repeat", "元万元"),
        ("增长3.5%%，主要是调资。", "text.repeat", "%%"),
    ],
)
def test_what_cannot_stand(text: str, rule: str, piece: str) -> None:
    assert said(find, report(text)) == [Said(rule, WARNING, piece)]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("按照财政部门的的要求执行。", "的的"),
        ("收入支出情况情况良好，其中其中人员经费3万元。", "其中其中"),
    ],
)
def test_doubled_words(text: str, piece: str) -> None:
    assert said(find, report(text)) == [Said("text.repeat", HINT, piece)]


def test_brackets_with_nothing_in_them() -> None:
    view = report("本单位主要职责（）包括规划和审批。")
    assert said(find, view) == [Said("text.punctuation", HINT, "（）")]


@pytest.mark.parametrize(
    "text",
    [
        "他说：“做到‘三个一’（见附件）。”大家同意。",
        "1）规划；2）审批；a）登记；（3）监督。",
        "（注：以上数据均含下属单位。）",
        "住房保障支出支出决算为12万元，完成预算。",
        "达到节约的目的的措施包括压减经费。",
        "违法行为为零，作为为民办实事的内容。",
        "参与与企业的对接，普及及推广科学知识。",
        "省略……以下从略。",
        "涉及万元以上的项目，个个落实，人人有责。",
        "比例为3：2，时间为8:30。",
    ],
)
def test_what_is_right(text: str) -> None:
    assert said(find, report(text)) == []


def test_a_quotation_may_run_over_paragraphs() -> None:
    assert said(find, report("会议指出：“要厉行节约，", "要过紧日子。”会后抓好落实。")) == []


def test_a_wrong_mark_does_not_break_the_others() -> None:
    view = report("（一）开展“宣传”、案例”活动（含培训），并“总结”经验。")
    assert said(find, view) == [Said("text.bracket", WARNING, "”")]
    assert "多出一个 ”" in messages(find, view)


def test_cells_that_lines_of_a_page_cut_need_no_partner() -> None:
    cells = (
        "维修费",
        "9.00",
        "190.00",
        "租赁服务（不带操作",
        "审判经费",
        "1.51",
        "员）",
        "会议费",
        "9.50",
    )
    assert said(find, report(*cells)) == []
    assert said(find, report("租赁服务（不带操作。"))


def test_the_quotation_keeps_the_marks_that_it_is_about() -> None:
    view = report("开展“法治宣传”、优秀案例”评选活动。")
    assert messages(find, view) == "引号不成对：「传”、优秀案例”评选活动。」处多出一个 ”" or (
        "”、优秀案例”" in messages(find, view) and "‘" not in messages(find, view)
    )
