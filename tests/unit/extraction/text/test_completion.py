import pytest

from mingzhang.domain.checks.judge import Verdict, judge
from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.extraction.text.completion import find
from tests.unit.extraction.documents import sums, view_of


def _found(text: str) -> list[Relation]:
    return list(find(view_of("某局2022年度部门决算", text)))


@pytest.mark.parametrize(
    "text",
    [
        "项目全年预算数200.00万元，执行数为170.00万元，完成预算的85%。",
        "支出年初预算为200.00万元，支出决算为170.00万元，完成年初预算的85.00%。",
        "资产实际配置金额170.00万元，资产配置预算金额200.00万元，配置预算执行率为85%。",
        "项目资金计划200.00万元，实际到位170.00万元，到位率85%。",
        "共签约9个，投资金额170.00亿元，完成全年目标200.00亿元的85%。",
        "下达资金200.00万元，已支付170.00万元，支付率85%。",
    ],
)
def test_a_rate_of_what_was_planned_and_done(text: str) -> None:
    (found,) = _found(text)
    unit = "亿元" if "亿元" in text else "万元"
    assert sums([found])[0][1] == (f"170.00{unit}", f"200.00{unit}")
    assert (found.rule, found.certainty) == ("completion.rate", Certainty.CERTAIN)
    assert judge(found).verdict is Verdict.HELD


def test_the_sentence_before_may_hold_both() -> None:
    (found,) = _found("项目预算安排100.00万元，实际支出90.00万元。预算执行率为90%。")
    assert found.certainty is Certainty.LIKELY


def test_each_rate_is_of_the_budget_of_its_stage() -> None:
    found = _found(
        "年初预算批复100.00万元，调整预算120.00万元，支出决算90.00万元，完成年初预算的90%，"
        "完成调整预算的75%。"
    )
    assert sums(found) == [
        ("90%", ("90.00万元", "100.00万元")),
        ("75%", ("90.00万元", "120.00万元")),
    ]


def test_a_rate_follows_the_figures_of_its_own_item() -> None:
    found = _found(
        "“三公”经费年初预算为9.00万元，支出决算为6.00万元，完成预算的66.67%，其中：出国费年初预算为"
        "5.00万元，支出决算为2.00万元，完成预算的40%；接待费支出决算为4.00万元，完成预算的100%。"
    )
    assert sums(found) == [
        ("66.67%", ("6.00万元", "9.00万元")),
        ("40%", ("2.00万元", "5.00万元")),
    ]


def test_what_was_spent_of_what_had_come_in() -> None:
    found = _found("资金计划500万元，实际到位450万元，到位率90%；实际支出405万元，支付率90%。")
    assert sums(found)[1] == ("90%", ("405万元", "450万元"))
    assert found[1].certainty is Certainty.LIKELY


def test_a_figure_without_a_telling_name_beside_a_target() -> None:
    (found,) = _found("签约项目92个（目标80个），完成率115%。")
    assert sums([found]) == [("115%", ("92个", "80个"))]


@pytest.mark.parametrize(
    "text",
    [
        "接待费支出82.00万元，完成预算100%。",
        "对接企业165家，完成率114.6%。",
        "占全年收入的83.33%，完成预算的85%。",
    ],
)
def test_a_target_that_is_not_printed_is_not_guessed(text: str) -> None:
    assert _found(text) == []


def test_what_is_left_over() -> None:
    found = _found("下达资金300.00万元，已支付240.00万元，结余60.00万元，支付率80%。")
    assert ("60.00万元", ("300.00万元", "240.00万元")) in sums(found)
    (rest,) = [r for r in found if r.rule == "completion.rest"]
    assert not rest.slip_only
    (cut,) = _found("预算200万元，执行数170万元，未执行完的主要原因是压减资金30万元。")
    assert cut.slip_only
    assert judge(cut).verdict is Verdict.HELD


def test_a_sentence_that_is_nothing_but_a_budget_and_its_rest() -> None:
    (cut,) = _found("预算2400000元，已支付1900000元，压减资金500000元。")
    assert not cut.slip_only
    assert judge(cut).verdict is Verdict.HELD


def test_rates_of_money_by_other_names() -> None:
    (found,) = _found("预算安排专项资金300.00万元，项目支出288.60万元，资金使用率96.2%。")
    assert sums([found]) == [("96.2%", ("288.60万元", "300.00万元"))]


def test_the_rate_of_one_indicator_is_not_the_share_of_those_reached() -> None:
    text = "共设置指标15个，其中14个指标全部完成，1个指标完成率为96.2%。"
    assert not _found(text)
