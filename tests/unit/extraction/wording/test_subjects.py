import pytest

from mingzhang.extraction.wording.subjects import find
from tests.unit.extraction.wording.said import HINT, WARNING, Said, messages, page, report, said


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        (
            "医疗卫生与计划生育支出（类）行政事业单位医疗（款）支出12万元。",
            "医疗卫生与计划生育支出",
        ),
        ("主要用于：教育支出3万元；医疗卫生与计划生育支出5万元。", "医疗卫生与计划生育支出"),
        (
            "医疗卫生与计划生育支出（210类）行政事业单位医疗（11款）3万元。",
            "医疗卫生与计划生育支出",
        ),
        ("社会保障和就业支出（类）行政事业单位离退休（款）支出3万元。", "行政事业单位离退休"),
    ],
)
def test_a_name_of_earlier_years(line: str, piece: str) -> None:
    view = report(line, year=2022)
    assert said(find, view) == [Said("name.subject", WARNING, piece)]
    assert "本报告为2022年度" in messages(find, view)


def test_in_the_explanations_it_is_a_hint() -> None:
    view = report("第三部分 名词解释", "1.医疗卫生与计划生育支出（类）：反映医疗支出。", year=2022)
    assert said(find, view) == [Said("name.subject", HINT, "医疗卫生与计划生育支出")]


def test_all_places_of_a_name_are_one_remark() -> None:
    line = "医疗卫生与计划生育支出（类）支出{}万元。"
    view = report(line.format(3), line.format(4), year=2022)
    (found,) = list(find(view))
    assert len(found.spans) == 2


def test_a_name_in_a_table() -> None:
    view = page(("项目", "金额"), ("九、医疗卫生与计划生育支出", "3.00"))
    assert said(find, view) == [Said("name.subject", WARNING, "医疗卫生与计划生育支出")]


@pytest.mark.parametrize(
    "line",
    [
        "负责全县医疗卫生与计划生育工作。",
        "2018年医疗卫生与计划生育支出（类）决算为3万元。",
        "卫生健康支出（原医疗卫生与计划生育支出）3万元。",
        "卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）3万元。",
        "社会保障和就业（类）支出3万元。",
    ],
)
def test_names_that_stand(line: str) -> None:
    assert said(find, report(line, year=2022)) == []


def test_the_name_was_right_in_its_time() -> None:
    line = "医疗卫生与计划生育支出（类）支出3万元。"
    assert said(find, report(line, year=2018)) == []


def test_a_year_before_the_lists_is_not_judged() -> None:
    assert said(find, report("医疗卫生与计划生育支出（类）支出3万元。", year=2015)) == []


TERMS = "第三部分 名词解释"
OWN = "社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）支出3万元。"


def test_an_item_explained_under_another_name() -> None:
    other = "8.社会保障和就业支出（类）行政事业单位养老支出（款）行政事业单位离退休（项）：反映。"
    view = report(OWN, TERMS, other, year=2022)
    assert said(find, view) == [Said("name.term", HINT, "行政事业单位离退休")]


@pytest.mark.parametrize("item", ["行政单位离退休", "事业单位离退休", "其他支出"])
def test_items_explained_under_a_right_name(item: str) -> None:
    line = f"8.社会保障和就业支出（类）行政事业单位养老支出（款）{item}（项）：反映。"
    assert said(find, report(OWN, TERMS, line, year=2022)) == []
