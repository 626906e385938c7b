from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.change_runs import find
from tests.unit.extraction.documents import view_of


def test_the_total_of_changes_is_their_sum() -> None:
    text = "出国费增加21.26万元，用车费增加1.05万元，接待费减少12.19万元，合计增加{}万元。"
    (right,) = find(view_of(text.format("10.12")))
    (wrong,) = find(view_of(text.format("10.72")))
    assert (judge(right).violated, judge(wrong).violated) == (False, True)


def test_changes_of_which_none_is_the_total() -> None:
    assert not list(find(view_of("甲增加3万元，乙减少1万元，丙增加2万元。")))
