from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.weights import find
from tests.unit.extraction.documents import view_of


def test_weights_make_100() -> None:
    (right,) = find(view_of("按投资、税收、就业、实绩分别占40%、40%、10%、10%的权重分配。"))
    (wrong,) = find(view_of("按投资、税收、就业、实绩分别占40%、40%、15%、10%的权重分配。"))
    assert (judge(right).violated, judge(wrong).violated) == (False, True)


def test_rates_in_a_row_are_not_all_weights() -> None:
    assert not list(find(view_of("三项分别增长4%、5%、6%，高于全省。")))
