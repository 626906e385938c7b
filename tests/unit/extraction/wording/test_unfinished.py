import pytest

from mingzhang.extraction.wording.unfinished import find
from tests.unit.extraction.wording.said import HINT, WARNING, Said, report, said

PROSE = (
    "本年度收入总体保持平稳，各项重点工作均按照计划推进，完成情况总体较好。",
    "支出结构进一步得到优化，各个重点项目资金得到有力保障，管理总体规范。",
    "预算执行情况总体良好，资金使用符合有关规定，年末没有结转和结余资金。",
)


def test_a_paragraph_that_ends_with_a_comma() -> None:
    view = report(*PROSE, "公务接待费减少，主要是认真落实有关规定，", "二、其他说明")
    assert said(find, view) == [Said("text.unfinished", WARNING, "主要是认真落实有关规定，")]


def test_a_sentence_without_its_full_stop() -> None:
    lines = (
        "1.教育支出（类）普通教育（款）小学教育（项）决算为12万元，决算数与预算数持平",
        "2.其他支出决算为3万元。",
    )
    found = said(find, report(*PROSE, *lines))
    assert [(each.rule, each.severity) for each in found] == [("text.unfinished", HINT)]


def test_a_reason_without_its_full_stop() -> None:
    view = report(*PROSE, "支出增加的主要原因是工作任务增加", "支出主要内容如下：", "1.教育支出。")
    assert [each.severity for each in said(find, view)] == [HINT]


@pytest.mark.parametrize(
    "lines",
    [
        (*PROSE, "二、支出决算情况说明"),  # a heading
        (*PROSE, "附件：2022年度项目支出绩效自评表，共三张"),
        (*PROSE, "联系电话为12345，地址为人民路1号"),
        (*PROSE, "支出主要用于以下方面："),
        # A reader may have cut the paragraph: the next one goes on.
        (*PROSE, "本年度共接待来访人员一百二十人，按照有关规定执行，支出为", "三万元。"),
        # Nothing can be said where most paragraphs are cut.
        (*(f"{PROSE[0]}第{n}项工作由于人员增加" for n in range(3)), "二、支出情况"),
    ],
)
def test_what_is_complete_or_unsure(lines: tuple[str, ...]) -> None:
    assert said(find, report(*lines)) == []


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("主要是落实中央规定，严控12.5万元，比上年减少1万元。", "严控12.5万元"),
        ("主要是落实规定，严格车运行维护费12万元，比上年减少。", "车运行维护费"),
    ],
)
def test_a_term_that_lost_its_first_half(text: str, piece: str) -> None:
    assert Said("text.unfinished", HINT, piece) in said(find, report(text))


def test_set_terms_in_full() -> None:
    text = "公务用车运行维护费3万元，警车运行维护费1万元，公务接待费严格控制在2万元以内。"
    assert said(find, report(text)) == []


def test_numbered_paragraphs_that_stand_twice() -> None:
    duties = [
        f"（{n}）负责全县第{n}类水利工程的规划、建设、管理、监督和检查等有关工作。"
        for n in "一二三"
    ]
    view = report("一、主要职能", *duties, *duties[1:])
    (found,) = list(find(view))
    assert found.rule == "text.duplicate"
    assert found.severity is WARNING
    assert "等2段" in found.message
    assert len(found.spans) == 4


def test_the_same_words_in_another_section_are_no_duplicate() -> None:
    duty = "（一）负责全县各类水利工程的规划、建设、管理、监督和检查等有关工作。"
    assert said(find, report("一、主要职能", duty, "二、评价结果", duty)) == []


def test_a_line_that_is_full_is_no_end() -> None:
    # The rest of the sentence stands where the converter put it: above, or on the next page.
    full = "一般公共预算支出为二千九百四十余万元占本年支出合计的百分之百了与上年相"
    lines = [full + "\n比减少六十万元，下降百分之二，主要是人员变化。" for _ in range(9)]
    cut = "卫生健康支出六十万元占百分之二；住房保障支出四百四十五万元的占比，也占"
    end = "\n\n（三）具体情况"
    text = "\n".join(lines) + f"\n\n　　决算支出情况良好。\n{cut}{end}"
    assert said(find, report(*PROSE, text)) == []
    short = text.replace(cut, "其中本年决算住房保障支出四百四十五万元，比上年减少，占四百万元")
    assert [each.rule for each in said(find, report(*PROSE, short))] == ["text.unfinished"]
