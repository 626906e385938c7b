import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.own_units import find
from tests.unit.extraction.documents import view_of

BELOW = "甲区某委员会部门预算是包括委本部以及下属{}家预算单位的综合收支计划。"
KINDS = "本部门中，行政单位{}家，参公单位{}家，事业单位{}家，具体包括："
AGAIN = "甲区某委员会下属{}家机关和{}家参公事业单位财政拨款的机关运行经费预算为61.5万元。"
GOALS = "本部门{}个预算单位开展了项目预算绩效目标编报工作。"


def _violated(*paragraphs: str) -> list[str]:
    return [r.rule for r in find(view_of(*paragraphs)) if judge(r).violated]


@pytest.mark.parametrize(
    ("below", "kinds", "rules"),
    [
        (7, (1, 2, 5), []),
        (8, (1, 2, 5), []),  # its own office left out
        (9, (1, 2, 5), ["parts.count"]),
        (7, (1, 2, 3), ["parts.count"]),
    ],
)
def test_the_kinds_of_units(below: int, kinds: tuple[int, ...], rules: list[str]) -> None:
    assert _violated(BELOW.format(below), KINDS.format(*kinds)) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (AGAIN.format(1, 2), []),
        (AGAIN.format(1, 5), ["restate.same"]),
        (GOALS.format(8), []),
        (GOALS.format(9), ["parts.bound"]),
        ("走访9家预算单位。", []),
    ],
)
def test_the_units_told_of_again(text: str, rules: list[str]) -> None:
    assert _violated(BELOW.format(7), KINDS.format(1, 2, 5), text) == rules


def test_kinds_without_the_number_of_all() -> None:
    assert not list(find(view_of(KINDS.format(1, 2, 5), AGAIN.format(1, 3))))
    two_lists = "本部门中，行政单位1家，事业单位4家；上年行政单位1家，事业单位3家。"
    assert not list(find(view_of(BELOW.format(9), two_lists)))
