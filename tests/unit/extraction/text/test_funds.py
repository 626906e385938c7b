import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Relation
from mingzhang.extraction.text.funds import find
from tests.unit.extraction.documents import sums, view_of

_TITLE = "某局2022年度项目支出绩效自评报告"


def _found(*paragraphs: str) -> list[Relation]:
    return list(find(view_of(_TITLE, "二、项目资金情况", *paragraphs)))


def test_budget_in_one_paragraph_and_spending_in_the_next() -> None:
    found = _found(
        "（一）资金到位情况。预算安排资金680万元，实际到位680万元，到位率100%。",
        "（二）资金使用情况。实际支出652.8万元，预算执行率96%，结余资金27.2万元。",
    )
    assert ("96%", ("652.8万元", "680万元")) in sums(found)
    assert ("27.2万元", ("680万元", "652.8万元")) in sums(found)
    assert not any(judge(r).violated for r in found)


def test_headings_on_money_side_by_side_are_one_section() -> None:
    found = list(
        find(
            view_of(
                _TITLE,
                "二、项目实施情况",
                "（一）资金安排。省级财政安排专项资金300万元，其中：本级120万元。",
                "（二）资金使用。项目支出288.6万元，其中：培训费196.3万元，资金使用率96.2%。",
            )
        )
    )
    assert sums(found) == [("96.2%", ("288.6万元", "300万元"))]


@pytest.mark.parametrize("spent", ["35.62", "36.62"])
def test_what_came_in_was_spent_where_words_say_so(spent: str) -> None:
    found = _found(
        "（一）资金计划及到位。专项经费实际到位35.62万元，到位率100%。",
        f"（二）资金使用。实际支出{spent}万元，支出与预算一致。",
    )
    assert sums(found)[-1] == (f"{spent}万元", ("35.62万元",))
    assert judge(found[-1]).violated is (spent != "35.62")


def test_a_rate_of_what_came_in_is_of_what_was_spent_as_budgeted() -> None:
    found = _found(
        "（一）资金到位。实际到位35.62万元，到位率10%。",
        "（二）资金使用。实际支出35.62万元，支出与预算一致。",
    )
    (rate,) = found
    assert judge(rate).violated


@pytest.mark.parametrize(
    "second",
    [
        "（二）资金使用。实际支出90万元，执行率95%，另支出上年结转资金5万元。",
        "（二）资金使用。甲项目支出60万元，乙项目支出30万元，执行率95%。",
    ],
)
def test_money_of_several_sources_is_left(second: str) -> None:
    assert not _found("（一）资金安排。预算安排资金100万元，到位100万元，到位率100%。", second)
