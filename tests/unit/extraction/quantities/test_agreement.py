"""Votes are those of the commonest prints, whatever many mentions there are."""

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.quantities.agreement import _PRINTS, Votes, agree, best
from mingzhang.extraction.quantities.keys import Key, Mention
from tests.unit.domain.checks.figures import Report

KEY = Key("expenditure", 2024, "actual")
PRINTS = ("12.30万元", "12.3万元", "12万元", "123000元", "13.20万元", "20万元")


def _mentions(prints: list[str]) -> list[Mention]:
    report = Report()
    return [Mention(report(each), KEY, Certainty.CERTAIN) for each in prints]


@given(st.lists(st.sampled_from(PRINTS), min_size=1, max_size=20))
def test_every_mention_that_agrees_has_a_vote(prints: list[str]) -> None:
    mentions = _mentions(prints)
    votes = Votes(mentions)
    for mention in mentions:
        agreeing = sum(agree(mention.observation, m.observation) for m in mentions)
        assert votes.for_(mention) == agreeing
    assert votes.for_(best(mentions)) == max(map(votes.for_, mentions))


def test_of_many_prints_only_the_commonest_are_counted() -> None:
    mentions = _mentions([f"{n}.00万元" for n in range(1, 40)] + ["7.00万元"] * 3)
    votes = Votes(mentions)
    assert votes.for_(mentions[6]) == 4
    assert sum(votes.for_(m) > 0 for m in mentions[:39]) == _PRINTS
