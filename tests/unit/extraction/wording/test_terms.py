import pytest

from mingzhang.extraction.wording.terms import find
from tests.unit.extraction.wording.said import HINT, Said, report, said

HEAD = "第三部分 名词解释"


def test_a_term_that_is_explained_twice() -> None:
    view = report(
        HEAD,
        "14.行政单位医疗（项）：反映行政单位基本医疗保险缴费经费。",
        "15.行政单位医疗（项）反映公务员医疗补助经费，由财政安排。",
    )
    assert said(find, view) == [Said("name.term", HINT, "行政单位医疗（项）")]


def test_an_explanation_that_says_the_opposite() -> None:
    view = report(HEAD, "11.归口管理的离退休（项）：指反映未实行归口管理的单位开支的支出。")
    assert said(find, view) == [Said("name.term", HINT, "未实行归口管理")]


@pytest.mark.parametrize(
    "lines",
    [
        (HEAD, "1.财政拨款收入：指同级财政拨付的资金。", "2.事业收入：指事业单位取得的收入。"),
        (HEAD, "1.未归口管理的离退休（项）：反映未实行归口管理的单位开支的支出。"),
        (HEAD, "1.归口管理的离退休（项）：反映归口管理的支出，不含未实行归口管理的单位。"),
        # The same words outside of the explanations.
        ("一、事业收入：指事业单位取得的收入，共3万元。", "二、事业收入：指上年结转的部分收入。"),
    ],
)
def test_explanations_that_are_right(lines: tuple[str, ...]) -> None:
    assert said(find, report(*lines)) == []
