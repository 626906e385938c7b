import pytest

from mingzhang.extraction.wording.whole_rates import find
from tests.unit.extraction.wording.said import WARNING, Said, report, said


@pytest.mark.parametrize(
    ("text", "rule", "piece"),
    [
        ("问卷回收率为162%。", "rate.over", "162"),
        ("水质达标率925%。", "rate.over", "925"),
    ],
)
def test_what_a_rate_of_all_cannot_be(text: str, rule: str, piece: str) -> None:
    ((found, severity, place),) = said(find, report(text))
    assert (found, severity) == (rule, WARNING)
    assert Said(found, severity, place).piece.startswith(piece)


@pytest.mark.parametrize(
    "text",
    [
        "办结率较上年提高120%。",
        "群众满意度125%。",  # `possible` tells of it
        "水质达标率92.5%，完成率120%。",
    ],
)
def test_changes_and_rates_that_can_be(text: str) -> None:
    assert not said(find, report(text))
