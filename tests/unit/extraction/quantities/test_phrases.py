from mingzhang.extraction.quantities.phrases import find
from tests.unit.extraction.quantities.reports import figures, violated

STORY = (
    "全年新建提灌站41座，改善灌溉面积4.65万亩，完成投资1.38亿元。其中，山区建成提灌站27座，丘区建成"
    "提灌站14座，惠及群众36200人。整治病险水库18座，恢复库容152万立方米。"
)
LIST = (
    "举办“春季农田水利建设现场推进会”、“节水灌溉技术推广培训班”、“河湖长制工作宣传周”等专题活动{}场"
)


def _report(first: int, second: int, story: str = STORY) -> tuple[str, ...]:
    return (
        "青禾市水务局2023年度部门决算",
        "第一部分 部门概况",
        STORY,
        f"一是自主{LIST.format(first)}，成效明显。",
        "第二部分 情况说明",
        story,
        f"公务接待的具体内容包括开展清淤、{LIST.format(second)}、组织调研等。",
    )


def test_the_same_words_before_a_figure_in_parts_that_repeat_each_other() -> None:
    assert violated(find, _report(5, 5)) == []
    (wrong,) = violated(find, _report(5, 8))
    assert figures(wrong) == ("8场", "5场")
    assert not wrong.slip_only


def test_parts_that_do_not_repeat_each_other_may_tell_of_other_things() -> None:
    assert violated(find, _report(5, 8, "本部分另有说明。")) == []


def test_words_that_tell_a_year_tell_of_that_year() -> None:
    first, second = _report(5, 8)[3], _report(5, 8)[6]
    paragraphs = (*_report(5, 5)[:3], f"2022年{first}", *_report(5, 5)[4:6], f"2023年{second}")
    assert violated(find, paragraphs) == []
