import pytest

from mingzhang.domain.checks.formulas import Growth, GrowthFrom, Sum
from mingzhang.domain.checks.judge import Verdict, judge
from mingzhang.domain.checks.model import Certainty, Relation, Remark, Severity
from mingzhang.extraction.text.growth import find
from tests.unit.extraction.documents import sums, view_of


def _found(*paragraphs: str) -> list[Relation]:
    return [
        r for r in find(view_of("某局2022年度部门决算", *paragraphs)) if isinstance(r, Relation)
    ]


def _verdicts(*paragraphs: str) -> list[Verdict]:
    return [judge(r).verdict for r in _found(*paragraphs)]


def test_a_change_and_its_rate_against_the_figure_of_now() -> None:
    (found,) = _found("2022年度支出330.00万元，比2021年减少30.00万元，下降8.33%。")
    assert sums([found]) == [("8.33%", ("30.00万元", "330.00万元"))]
    assert isinstance(found.formula, Growth)
    assert (found.rule, found.certainty) == ("change.rate", Certainty.CERTAIN)
    assert judge(found).verdict is Verdict.HELD


@pytest.mark.parametrize(
    "text",
    [
        "2022年度支出330.00万元，2021年度支出300.00万元，与2021年相比增加30.00万元，增加10%。",
        "2022年度支出330.00万元，较2021年的300.00万元增加30.00万元，增长10.00%。",
        "2022年度支出330.00万元，同比2021年300.00万元增加30.00万元，增幅10.00%。",
        "2022年度支出330.00万元，较上年（300.00万元）增加30.00万元，增长10.00%。",
        "2022年度支出330.00万元，上年度支出300.00万元，增加30.00万元，增长率为10.00%。",
        "2022年支出由上年的300.00万元增加到330.00万元，增加30.00万元，增长10.00%。",
        "本年支出330.00万元，2021年度为300.00万元，比上年增加30.00万元（待核），增长10.00%（待核）。",
        "2021年度支出300.00万元，2022年度支出330.00万元，比上年增加30.00万元，增长10.00%。",
    ],
)
def test_a_printed_base_ties_everything(text: str) -> None:
    found = _found(text)
    assert [type(r.formula) for r in found] == [Sum, Growth, GrowthFrom]
    assert sums(found)[0] == ("30.00万元", ("330.00万元", "300.00万元"))
    assert [judge(r).verdict for r in found] == [Verdict.HELD] * 3


def test_each_clause_has_its_own_two_years() -> None:
    found = _found(
        "2022年度收支情况说明",
        "本年收入合计330.00万元，2021年度为300.00万元，与2021年度相比增加30.00万元，增长10.00%；"
        "本年支出合计220.00万元，2021年度为200.00万元，与2021年度相比增加20.00万元，增长10.00%。",
    )
    assert ("20.00万元", ("220.00万元", "200.00万元")) in sums(found)
    assert {judge(r).verdict for r in found} == {Verdict.HELD}


def test_one_wrong_figure_leaves_one_sum_standing() -> None:
    text = "支出330.00万元，较2021年的300.00万元增加30.00万元，增长10.00%。"
    held = {
        printed: [v is Verdict.HELD for v in _verdicts(text.replace(printed, wrong))]
        for printed, wrong in (("增加30.00", "增加80.00"), ("300.00", "200.00"))
    }
    assert held == {"增加30.00": [False, False, True], "300.00": [False, True, False]}


@pytest.mark.parametrize(
    "text",
    [
        "收、支总计均为330.00万元。与2021年度相比，收、支总计各增加30.00万元，增长10.00%。",
        "收入总计330.00万元，支出总计330.00万元。收支较上年决算数增加30.00万元、增长10.00%。",
        "接待费支出330.00万元。全年接待9批。接待费支出决算比上年增加30.00万元，增长10.00%。",
        "住房支出330.00万元（其中：补贴90.00万元），比上年增加30.00万元，增长10.00%。",
        "收入330.00万元，其中上年结转90.00万元；支出330.00万元，比上年增加30.00万元（增长10.00%）。",
        "培训费支出决算比上年增加30.00万元，增长10.00%，为330.00万元。",
        "支出330.00万元，比上年增长10.00%，增加30.00万元。",
    ],
)
def test_the_figure_that_a_comparison_is_of(text: str) -> None:
    assert sums(_found(text)) == [("10.00%", ("30.00万元", "330.00万元"))]


def test_two_bases_in_one_sentence_are_of_one_figure() -> None:
    found = _found(
        "“三公”经费支出9.00万元，较年初预算数减少1.00万元，下降10%，较上年支出数减少3.00万元，下降25%。"
    )
    assert sums(found) == [("10%", ("1.00万元", "9.00万元")), ("25%", ("3.00万元", "9.00万元"))]
    assert {r.certainty for r in found} == {Certainty.CERTAIN}


def test_a_budget_of_another_paragraph_is_the_base() -> None:
    found = _found(
        "2022年“三公”经费预算为20.00万元，其中：接待费9.00万元。",
        "2022年“三公”经费支出共计9.00万元，较年初预算数减少11.00万元，下降55.00%。",
    )
    assert sums(found)[0] == ("11.00万元", ("9.00万元", "20.00万元"))
    assert found[0].certainty is Certainty.LIKELY


def test_the_report_of_another_year_than_it_seems() -> None:
    found = [
        r
        for r in find(
            view_of(
                "2021年度决算", "2022年支出330.00万元，2021年300.00万元，比2021年增加30.00万元。"
            )
        )
        if isinstance(r, Relation)
    ]
    assert sums(found) == [("30.00万元", ("330.00万元", "300.00万元"))]


def test_lists_are_tied_pairwise() -> None:
    found = _found(
        "收、支总计各是90.00,80.00万元。与2021年相比，收、支总计各减少10.00,20.00万元，"
        "各下降10.00%、20.00%。"
    )
    assert sums(found) == [
        ("10.00%", ("10.00万元", "90.00万元")),
        ("20.00%", ("20.00万元", "80.00万元")),
    ]


def test_a_signed_rate_of_two_printed_years() -> None:
    (found,) = _found("2022年人均资产15902元，2021年人均资产18466元，资产变化率为-13.88%。")
    assert isinstance(found.formula, GrowthFrom)
    assert judge(found).verdict is Verdict.HELD


def test_a_change_whose_sign_the_words_leave_open_may_be_either() -> None:
    fell = "支出90.00万元，较上年增加（减少）10.00万元，增长（下降）10.00%。"
    assert _verdicts(fell) == [Verdict.HELD]
    assert _verdicts(fell.replace("10.00%", "16.00%")) == [Verdict.VIOLATED]


def test_a_printed_minus_is_not_turned_by_the_word() -> None:
    assert _verdicts("支出90.00万元，比上年减少10.00万元，下降-10.00%。") == [Verdict.HELD]


def test_points_are_the_difference_of_rates() -> None:
    (found,) = _found("满意度95.00%，比上年的93.00%提高2.00个百分点。")
    assert sums([found]) == [("2.00个百分点", ("95.00%", "93.00%"))]


def test_a_rate_on_the_figure_of_now_is_called_so() -> None:
    (found,) = _found("支出9.07万元，较上年支出数减少0.71万元，下降7.83%。")
    assert judge(found).verdict is Verdict.VIOLATED
    assert "分母" in found.note


@pytest.mark.parametrize(
    "text",
    [
        "收入330.00万元，比上年增加30.00万元，主要原因是人员经费增加50.00万元，增长90.00%。",
        "投资330.00亿元，同比增长9.47%，大于全省增速7.41%和全国增速4.4%。",
        "2022年生产总值330.00亿元，2021年300.00亿元，同比增长5.2%。",
        "2021年300.00万元，2022年330.00万元，年均增长12%。",
        "节约资金30.00万元，节约率10%。",
        "净利润增加了825.00万元，增加率165%。",
    ],
)
def test_what_is_no_change_of_a_printed_figure_is_left_alone(text: str) -> None:
    assert "change.rate" not in {r.rule for r in _found(text)}


def test_a_figure_cannot_grow_by_more_than_it_is() -> None:
    (found,) = _found("政府性基金拨款支出预算0万元，比2021年预算增加1421.25万元。")
    assert (found.rule, found.op) == ("compare.order", "≥")
    assert judge(found).verdict is Verdict.VIOLATED


def test_growth_from_nothing_is_remarked_and_no_error() -> None:
    view = view_of("2022年因公出国费支出21.26万元，比上年增加21.26万元，增长100%。")
    found = list(find(view))
    (remark,) = [r for r in found if isinstance(r, Remark)]
    assert remark.severity is Severity.HINT
    assert [judge(r).verdict for r in found if isinstance(r, Relation)] == [Verdict.UNDEFINED]


def test_other_readings_protect_what_the_words_leave_open() -> None:
    text = (
        "收入1500.00万元，其中拨款1000.00万元、其他500.00万元，比上年增加300.00万元，增长25.00%。"
    )
    (found,) = _found(text)
    assert found.certainty is Certainty.LIKELY
    assert judge(found).verdict is Verdict.HELD
