from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.extraction.text.shares import find
from tests.unit.extraction.documents import sums, view_of


def _shares(*paragraphs: str) -> list[Relation]:
    return [r for r in find(view_of(*paragraphs)) if r.rule == "share.of"]


def test_a_share_of_the_list_it_stands_in() -> None:
    found = _shares("支出合计200万元，其中：甲150万元，占75%；乙50万元，占25%。")
    assert sums(found) == [("75%", ("150万元", "200万元")), ("25%", ("50万元", "200万元"))]
    assert {r.certainty for r in found} == {Certainty.CERTAIN}


def test_the_share_of_a_number_is_not_the_share_of_the_amount_beside_it() -> None:
    found = _shares(
        "项目8个，投资额20亿元。其中，甲类6个，占75%，投资额5亿元；乙类2个，占25%，投资额15亿元。"
    )
    assert sums(found) == [("75%", ("6个", "8个")), ("25%", ("2个", "8个"))]


def test_most_shares_tell_the_whole_that_is_meant() -> None:
    found = _shares(
        "三项经费107.75万元，完成预算100%。",
        "三项经费中，出国21.26万元，占19.73%；用车4.48万元，占4.16%；接待82万元，占76.1%。",
    )
    assert {parts[1] for _, parts in sums(found)} == {"107.75万元"}


def test_a_whole_that_the_words_name() -> None:
    found = _shares("本年支出合计200万元。", "财政拨款支出150万元，占本年支出合计的75%。")
    assert sums(found) == [("75%", ("150万元", "200万元"))]


def test_shares_of_a_complete_list_make_100() -> None:
    found = list(find(view_of("支出合计200万元，其中：甲150万元，占75%；乙50万元，占26%。")))
    (total,) = [r for r in found if r.rule == "share.sum"]
    assert total.certainty is Certainty.CERTAIN
