from mingzhang.extraction.text.rates_again import find
from tests.unit.extraction.documents import sums, view_of


def test_one_name_is_one_rate() -> None:
    view = view_of("我局旧家具资产利用率0.71%。全市平均为3.7%，我局旧家具资产利用率0.72%＜3.7%。")
    assert sums(list(find(view))) == [("0.72%", ("0.71%",))]


def test_another_name_or_year_is_another_rate() -> None:
    assert not list(find(view_of("办公家具资产利用率0.71%，全市办公家具资产利用率0.72%。")))
    years = "2022年旧家具资产利用率0.71%，2023年旧家具资产利用率0.72%。"
    assert not list(find(view_of(years)))


def test_a_year_told_once_is_that_of_both() -> None:
    text = "截至2023年末，办公家具资产利用率0.71%。我局办公家具资产利用率0.17%＜3.7%。"
    assert sums(list(find(view_of(text)))) == [("0.17%", ("0.71%",))]
