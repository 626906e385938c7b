from mingzhang.domain.checks.judge import Verdict, judge
from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.domain.checks.rollups import ImpliedPrevious
from mingzhang.extraction.text.growth_parts import find
from tests.unit.extraction.documents import sums, view_of

_TITLE = "某局2022年度部门决算"
_THREE = (
    "2022年度“三公”经费财政拨款支出决算为10.00万元，较上年度增加1.00万元，增长11.11%。",
    "1.因公出国（境）经费支出2.00万元。因公出国（境）支出决算比2021年度增加2.00万元。",
    "2.公务用车购置及运行维护费支出5.00万元，与上年持平。",
    "3.公务接待费支出3.00万元。公务接待费支出决算比2021年度减少1.00万元，下降25%。",
)


def _found(*paragraphs: str) -> list[Relation]:
    return list(find(view_of(_TITLE, *paragraphs)))


def test_the_three_public_expenses_over_paragraphs() -> None:
    (found,) = _found(*_THREE)
    assert sums([found]) == [("1.00万元", ("2.00万元", "1.00万元"))]
    assert (found.rule, found.certainty) == ("change.sum", Certainty.CERTAIN)
    assert judge(found).verdict is Verdict.HELD


def test_what_is_nearly_unchanged_makes_no_sum() -> None:
    assert _found(*(p.replace("持平", "基本持平") for p in _THREE)) == []


def test_a_part_without_a_comparison_makes_no_sum() -> None:
    assert _found(_THREE[0], _THREE[1], "2.公务用车购置及运行维护费支出5.00万元。", _THREE[3]) == []


def test_figures_that_add_up_tie_their_changes() -> None:
    (found,) = _found(
        "收入100.00万元，比上年增加5.00万元。其中：甲项收入60.00万元，比上年增加9.00万元；"
        "乙项收入40.00万元，比上年减少4.00万元。"
    )
    assert sums([found]) == [("5.00万元", ("9.00万元", "4.00万元"))]
    assert found.slip_only


def test_a_list_that_names_what_is_nothing_is_complete() -> None:
    (found,) = _found(
        "收入100.00万元，比上年增加5.00万元。其中：甲项收入60.00万元，比上年增加9.00万元；"
        "乙项收入40.00万元，比上年减少4.00万元；丙项收入0万元，与上年持平。"
    )
    assert not found.slip_only


def test_figures_that_do_not_add_up_tie_nothing() -> None:
    assert not _found(
        "收入100.00万元，比上年增加5.00万元。甲项收入60.00万元，比上年增加9.00万元；"
        "乙项收入30.00万元，比上年减少4.00万元。"
    )


def test_rates_alone_imply_last_year() -> None:
    text = (
        "公务用车购置及运行费决算1618万元，比上年下降1.2%，其中：公务用车购置费决算414万元，"
        "比上年增长7.5%；公务用车运行费决算1204万元，比上年下降3.9%。"
    )
    (found,) = _found(text)
    assert isinstance(found.formula, ImpliedPrevious)
    assert judge(found).verdict is Verdict.HELD
    (wrong,) = _found(text.replace("1.2%", "4.2%"))
    assert judge(wrong).verdict is Verdict.VIOLATED


def test_reasons_with_amounts_make_the_change_but_need_not() -> None:
    (found,) = _found(
        "支出总计900.00万元，比上年增加43.00万元，增长5.02%。主要原因是基本支出增加14.00万元、"
        "项目支出减少2.00万元、机动经费增加31.00万元。"
    )
    assert sums([found]) == [("43.00万元", ("14.00万元", "2.00万元", "31.00万元"))]
    assert found.slip_only
    assert judge(found).verdict is Verdict.HELD


def test_changes_after_a_change_without_figures() -> None:
    (found,) = _found(
        "总资产比上年增加500.00万元，其中流动资产增加300.00万元，非流动资产增加200.00万元。"
    )
    assert sums([found]) == [("500.00万元", ("300.00万元", "200.00万元"))]
