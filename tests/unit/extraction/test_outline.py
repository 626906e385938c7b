from tests.unit.extraction.documents import view_of


def test_headings_by_sense() -> None:
    view = view_of(
        "第二部分 2023年度部门决算情况说明",
        "七、三公经费情况",
        "（二）具体情况",
        "1.出国经费支出21万元，完成预算100%。",
        "其中：住宿2万元。",
        "八、基金支出情况",
    )
    levels = [p.level for p in view.passages]
    assert levels == [1, 2, 3, 4, 0, 2]
    assert [h.level for h in view.passages[4].headings] == [1, 2, 3, 4]
    assert view.passages[4].headings[-1].text == "1.出国经费支出21万元"
    assert [h.level for h in view.passages[5].headings] == [1, 2]


def test_sentences_end_outside_of_brackets() -> None:
    (passage,) = view_of("收入5万元（含利息。另有1万元）。支出4万元").passages
    assert [passage.text[a:b] for a, b in passage.sentences] == [
        "收入5万元（含利息。另有1万元）。",
        "支出4万元",
    ]


def test_the_year_kind_and_name_of_a_report() -> None:
    view = view_of(
        "某市商务局",
        "2023年度部门决算",
        "一、决算情况说明",
        "2023年度某市商务局收入总计5万元，比2022年度增加1万元。",
    )
    assert (view.year, view.kind, view.subject) == (2023, "final", "某市商务局")


def test_a_title_without_a_number_ends_what_stood_before() -> None:
    view = view_of(
        "第二部分 预算说明",
        "一、名词解释",
        "（八）机关运行经费：为保障运行的经费。",
        "2026年部门预算编制说明",
        "2026年收入预算10万元。",
    )
    assert [h.text for h in view.passages[-1].headings] == ["第二部分 预算说明"]
