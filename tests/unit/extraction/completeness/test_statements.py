import pytest

from mingzhang.extraction.completeness.statements import find
from tests.unit.extraction.completeness.whole import TEXTS, whole, without
from tests.unit.extraction.wording.said import HINT, Said, messages, report, said

REST = {
    "三、机关运行经费说明": "机关运行经费5万元。与上年持平。",
    "四、政府采购情况": "2023年没有政府采购支出。",
    "五、国有资产占有使用情况": "共有车辆1辆。没有单价100万元以上设备。",
    "六、预算绩效情况": "开展了绩效自评。结果良好。",
}


def final(public: str) -> list[str]:
    """Return the paragraphs of a report on 2023 whose chapter on 三公 says this."""
    lines = ["某市某局2023年部门决算", "一、部门职责", "承担某项工作。管理所属单位。收支平衡。"]
    lines += ["二、“三公”经费决算说明", public]
    for title, text in REST.items():
        lines += [title, text]
    return [*lines, "第四部分 名词解释", "一、机关运行经费：指保障机构运转的经费。见上。见下。"]


def test_a_whole_text_says_all_that_is_asked() -> None:
    assert said(find, whole()) == []


def test_a_topic_that_is_not_spoken_of() -> None:
    view = whole(texts=without(TEXTS, "国有资产"))
    assert said(find, view) == [Said("complete.topic", HINT, "某市某局2024年部门预算")]
    assert "国有资产占有使用情况" in messages(find, view)


@pytest.mark.parametrize(
    ("public", "lacking"),
    [
        ("公务接待费支出3万元，用于接待来客。因公出国（境）费0万元。", "批次"),
        ("公务接待费0万元。因公出国（境）费支出8万元，用于考察。", "团组数"),
        (
            "公务接待费0万元，因公出国（境）费0万元。公务用车购置及运行维护费支出6.20万元。",
            "购置费",
        ),
    ],
)
def test_a_fact_that_belongs_to_a_topic(public: str, lacking: str) -> None:
    told = messages(find, report(*final(public)))
    assert lacking in told


@pytest.mark.parametrize(
    "public",
    [
        "公务接待费支出3万元，共接待12批次80人次。因公出国（境）费0万元。",
        "因公出国（境）费8万元，组织团组2个、5人次。本年没有公务接待。",
        "公务接待费0万元，没有因公出国。公务用车购置费0万元，公务用车保有量2辆。",
        "公务用车购置及运行维护费0.00万元，公务接待费0.00万元，因公出国（境）费0.00万元。",
    ],
)
def test_facts_that_are_told_or_told_to_be_none(public: str) -> None:
    assert said(find, report(*final(public))) == []


def test_a_chapter_alone_lacks_nothing() -> None:
    assert said(find, report("二、“三公”经费决算说明", "公务接待费3万元。" * 9, year=2023)) == []
