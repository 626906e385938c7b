from mingzhang.domain.checks.judge import Verdict, judge
from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.domain.checks.rollups import RollUp
from mingzhang.extraction.text.rollup import find
from tests.unit.extraction.documents import sums, view_of

_ITEMS = (
    "2022年支出决算数为300.00万元，完成预算75%。其中：",
    "1.行政运行：支出决算为200.00万元，完成预算100%。",
    "2.专项业务：支出决算为100.00万元，完成预算50%。",
)


def _found(*paragraphs: str) -> list[Relation]:
    return list(find(view_of("某局2022年度部门决算", *paragraphs)))


def test_parts_and_their_rates_imply_the_rate_of_the_whole() -> None:
    (found,) = _found(*_ITEMS)
    assert sums([found]) == [("75%", ("300.00万元", "200.00万元", "100%", "100.00万元", "50%"))]
    assert isinstance(found.formula, RollUp)
    assert (found.op, found.certainty) == ("=", Certainty.CERTAIN)
    assert judge(found).verdict is Verdict.HELD


def test_a_rate_of_another_base_is_found_out() -> None:
    (found,) = _found(_ITEMS[0], _ITEMS[1], _ITEMS[2].replace("50%", "95%"))
    assert judge(found).verdict is Verdict.VIOLATED


def test_a_part_of_which_nothing_was_spent_makes_a_bound() -> None:
    (found,) = _found(
        _ITEMS[0].replace("75%", "70%"),
        "1.出国费：支出决算为0万元，完成预算0%。",
        *(p.replace("1.", "2.").replace("2.专", "3.专") for p in _ITEMS[1:]),
    )
    assert found.op == "≤"
    assert judge(found).verdict is Verdict.HELD


def test_parts_that_do_not_make_the_whole_imply_nothing() -> None:
    assert _found(_ITEMS[0], _ITEMS[1], _ITEMS[2].replace("100.00", "90.00")) == []


def test_rates_against_different_budgets_imply_nothing() -> None:
    assert _found(_ITEMS[0], _ITEMS[1], _ITEMS[2].replace("完成预算", "完成年初预算")) == []


_PLANNED = (
    "基本支出10.00万元，项目支出决算为1000.00万元。",
    "常年项目涉及预算总金额900.00万元，预算执行总体进度为99.9%。",
    "一次性项目涉及预算总金额100.00万元，预算执行总体进度为100%。",
    "项目全年预算数为1000.00万元，最终执行率为100%。",
)


def test_budgets_and_their_rates_imply_the_rate_of_the_whole() -> None:
    weighted, part = _found(*_PLANNED)
    assert sums([weighted]) == [("100%", ("99.9%", "900.00万元", "100%", "100.00万元"))]
    assert sums([part]) == [("99.9%", ("1",))]
    assert judge(part).verdict is Verdict.VIOLATED


def test_a_whole_that_is_not_printed_as_spent_says_nothing_of_parts() -> None:
    assert len(_found(*_PLANNED[1:])) == 1
