import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.quantities.families import find
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.quantities.reports import REPORT, changed, figures, violated

TITLE = "青禾市水务局2023年度部门决算"
TOTALS = (TITLE, "一、收入支出决算总体情况说明")


def test_a_sound_report_holds() -> None:
    assert {r.rule for r in find(view_of(*REPORT))} >= {"parts.sum", "parts.bound"}
    assert violated(find, REPORT) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("892.75", "892.57"), ("1080.35", "1080.85"), ("36.48", "46.48"), ("134.25", "134.75")],
)
def test_a_changed_whole_or_part_breaks_its_sum(old: str, new: str) -> None:
    sums = [r for r in violated(find, changed(old, new)) if r.rule == "parts.sum"]
    assert any(f"{new}万元" in figures(r) for r in sums)
    assert max(r.certainty for r in sums) is Certainty.CERTAIN


def test_a_sum_that_may_lack_parts_counts_only_as_a_slip() -> None:
    sums = [r for r in violated(find, changed("82.20", "72.20")) if r.rule == "parts.sum"]
    assert sums
    assert all(r.slip_only for r in sums)


def test_a_part_is_within_its_whole() -> None:
    bounds = violated(find, changed("318.45", "381.45"))
    assert [(r.rule, r.op, figures(r)) for r in bounds] == [
        ("parts.bound", "≤", ("381.45万元", "352.90万元"))
    ]


def test_totals_balance() -> None:
    text = "2023年度收入总计612.40万元，2023年度支出总计598.70万元。"
    (relation,) = violated(find, (*TOTALS, text))
    assert relation.rule == "balance.totals"
    assert relation.certainty is Certainty.CERTAIN


def test_totals_of_last_year_are_not_told_where_this_years_are_wrong() -> None:
    text = (
        "2023年度收入总计612.40万元，2022年度收入总计503.20万元；2023年度支出总计598.70万元，"
        "2022年度支出总计472.10万元。"
    )
    assert len(violated(find, (*TOTALS, text))) == 1


def test_totals_contain_what_is_carried_over() -> None:
    text = (
        "2023年度年初结转和结余40.15万元。",
        "2023年度收、支总计均为640.50万元。年末结转和结余52.30万元。",
        "2023年度本年收入合计600.35万元。使用非财政拨款结余0万元。",
        "2023年度本年支出合计588.20万元。结余分配0万元。",
    )
    assert violated(find, (*TOTALS, *text)) == []
    wrong = [line.replace("40.15", "46.15") for line in text]
    broken = violated(find, (*TOTALS, *wrong))
    assert {r.rule for r in broken} == {"balance.carry"}
    assert all("46.15万元" in figures(r) for r in broken)


def test_no_carry_over_is_nothing() -> None:
    text = (
        "2023年度收、支总计均为640.50万元。2023年无结转结余。",
        "2023年度本年支出合计640.50万元。",
    )
    assert violated(find, (*TOTALS, *text)) == []
    broken = violated(find, (*TOTALS, text[0], text[1].replace("640.50", "640.90")))
    assert [r.rule for r in broken] == ["balance.carry"]


def test_reception_of_foreign_guests_beside_or_within() -> None:
    said = "2023年度公务接待费支出52.92万元。国内公务接待支出{}万元。外事接待支出2.91万元。"
    for domestic in ("52.92", "50.01"):
        assert violated(find, (TITLE, said.format(domestic))) == []
    assert violated(find, (TITLE, said.format("50.41")))


def test_kinds_of_money_are_not_mixed() -> None:
    text = (
        "三、支出决算情况说明",
        "2023年度本年支出合计900.50万元，其中：基本支出600.20万元；项目支出300.30万元。",
        "五、一般公共预算财政拨款支出决算情况说明",
        "2023年度一般公共预算财政拨款支出700.10万元。",
        "2023年度一般公共预算财政拨款基本支出500.40万元。",
    )
    assert violated(find, (TITLE, *text)) == []


def test_a_balanced_budget() -> None:
    text = ("1.收入情况。2023年年初预算448.15万元。", "2.支出情况。2023年年初预算448.95万元。")
    (relation,) = violated(find, (TITLE, "（一）部门总体收支情况。", *text))
    assert relation.slip_only


def test_parts_make_no_more_than_their_whole() -> None:
    """事业收入0万元 may be all that is left out; anything else would be too much."""
    text = "2023年收入合计509.28万元，其中：一般公共预算财政拨款收入509.28万元；事业收入{}万元。"
    head = ("青禾市水务局2023年度部门决算", "二、收入决算情况说明")
    right = [r for r in find(view_of(*head, text.format("0"))) if r.op == "≥"]
    assert right
    assert not any(judge(r).violated for r in right)
    wrong = [r for r in find(view_of(*head, text.format("60"))) if r.op == "≥"]
    assert [(r.slip_only, judge(r).violated) for r in wrong] == [(False, True)]
