from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.compared_again import find
from tests.unit.extraction.documents import sums, view_of

TEXT = "同全市平均设备完好率为{}%进行比较，我局设备完好率41.48%＞{}%。"


def test_the_sign_repeats_what_was_announced() -> None:
    (held,) = find(view_of(TEXT.format("40.9", "40.9")))
    assert not judge(held).violated
    (wrong,) = find(view_of(TEXT.format("40.9", "4.09")))
    assert sums([wrong]) == [("4.09%", ("40.9%",))]
    assert judge(wrong).violated
    assert not judge(wrong).soft


def test_other_comparisons_announce_nothing() -> None:
    assert not list(find(view_of("全市平均完好率为40.9%。我局设备完好率41.48%＞38.1%。")))
    assert not list(find(view_of("同上年40.9%相比，支出增加5万元，完好率41.48%＞38.1%。")))
    assert not list(find(view_of("同全市平均数12台进行比较，我局设备完好率41.48%＞38.1%。")))
