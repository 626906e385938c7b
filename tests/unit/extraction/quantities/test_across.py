from mingzhang.extraction.quantities.across import find
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.quantities.reports import figures, violated

TITLE = "青禾市水务局2023年度部门决算"


def test_a_change_against_last_years_figure_elsewhere() -> None:
    text = (
        "2022年度“三公”经费支出决算为38.60万元。",
        "2023年度“三公”经费支出决算为36.48万元，比2022年度减少2.12万元，下降5.49%。",
    )
    assert [r.rule for r in find(view_of(TITLE, *text))] == ["change.amount", "change.rate"]
    assert violated(find, (TITLE, *text)) == []
    broken = violated(find, (TITLE, text[0].replace("38.60", "39.60"), text[1]))
    assert {r.rule for r in broken} == {"change.amount", "change.rate"}


def test_a_change_against_the_budget_elsewhere() -> None:
    text = (
        "2023年度“三公”经费年初预算为40.00万元。",
        "2023年度“三公”经费支出共计36.48万元，比年初预算减少3.52万元。",
    )
    (relation,) = find(view_of(TITLE, *text))
    assert figures(relation) == ("3.52万元", "36.48万元", "40.00万元")
    assert violated(find, (TITLE, *text)) == []


def test_a_completion_of_a_budget_elsewhere() -> None:
    text = (
        "2023年度机关运行经费年初预算为200.00万元。",
        "2023年度机关运行经费支出150.00万元，完成年初预算的75%。",
    )
    (relation,) = find(view_of(TITLE, *text))
    assert relation.rule == "completion.rate"
    assert violated(find, (TITLE, *text)) == []
    assert len(violated(find, (TITLE, text[0].replace("200", "250"), text[1]))) == 1


def test_a_completion_of_an_unknown_budget_is_left_alone() -> None:
    text = (
        "2023年度机关运行经费年初预算为200.00万元。",
        "2023年度机关运行经费支出150.00万元，完成预算100%。",
    )
    assert list(find(view_of(TITLE, *text))) == []


def test_a_share_of_a_whole_that_is_named() -> None:
    text = (
        "三、支出决算情况说明",
        "2023年度本年支出合计800.00万元。",
        "五、一般公共预算财政拨款支出决算情况说明",
        "2023年度一般公共预算财政拨款支出600.00万元，占本年支出合计的75%。",
    )
    (relation,) = find(view_of(TITLE, *text))
    assert figures(relation) == ("75%", "600.00万元", "800.00万元")
    assert violated(find, (TITLE, *text)) == []
