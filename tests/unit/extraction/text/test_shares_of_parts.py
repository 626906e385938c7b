import pytest

from mingzhang.domain.checks.judge import Judge
from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.text.shares_of_parts import find
from tests.unit.extraction.documents import sums, view_of

LIST = (
    "“三公”经费预算支出中，因公出国（境）费支出{a}万元，占“三公”经费的{p}%；"
    "公务用车购置及运行费支出30.00万元，占“三公”经费的60.00%；"
    "公务接待费支出15.00万元，占“三公”经费的30.00%。"
)


def wrong(a: str, p: str) -> list[str]:
    """Return the shares that do not hold when one part and its share are as given."""
    one = Judge()
    relations = list(find(view_of(LIST.format(a=a, p=p))))
    return [str(r.observations[0].value) for r in relations if one.judge(r).violated]


def test_each_share_is_its_part_over_all_parts() -> None:
    relations = list(find(view_of(LIST.format(a="5.00", p="10.00"))))
    assert sums(relations)[0] == ("10.00%", ("5.00万元", "30.00万元", "15.00万元"))
    assert [r.certainty for r in relations] == [Certainty.CERTAIN] * 3
    assert wrong("5.00", "10.00") == []


def test_one_share_that_is_wrong_is_found_by_the_others() -> None:
    assert wrong("5.00", "11.00") == ["11.00"]


def test_the_largest_share_may_be_rounded_so_that_all_make_one_hundred() -> None:
    text = (
        "甲费7.00万元，占总数的8.24%；乙费70.00万元，占总数的82.35%；丙费8.00万元，占总数的9.41%。"
    )
    judge = Judge()
    for share, holds in (("82.35", True), ("82.45", False)):
        found = list(find(view_of(text.replace("82.35", share))))
        assert len(found) == 3
        assert any(judge.judge(r).violated for r in found) is not holds
    rounded = (
        "甲费10.00万元，占总数的11.11%；乙费40.00万元，占总数的44.45%；"
        "丙费40.00万元，占总数的44.44%。"
    )
    assert not any(judge.judge(r).violated for r in find(view_of(rounded)))


def test_one_part_that_is_wrong_spoils_the_shares() -> None:
    # The largest may be what the others leave of 100 %.
    assert wrong("9.00", "10.00") == ["10.00", "30.00"]


@pytest.mark.parametrize(
    "text",
    [
        # Not all parts are listed.
        "差旅费5.00万元，占公用经费的10.00%；会议费3.00万元，占公用经费的6.00%。",
        "差旅费5.00万元，占公用经费的10.00%。",
    ],
)
def test_a_list_that_is_not_the_whole(text: str) -> None:
    assert list(find(view_of(text))) == []
