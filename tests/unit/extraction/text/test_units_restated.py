from mingzhang.domain.checks.judge import Verdict, judge
from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.extraction.text.units_restated import find
from tests.unit.extraction.documents import sums, view_of


def _found(*paragraphs: str) -> list[Relation]:
    return list(find(view_of("某局2022年度部门决算", *paragraphs)))


def test_yuan_and_ten_thousand_yuan_of_one_name() -> None:
    (found,) = _found("基本支出250.10万元，项目支出259.18万元。", "基本支出决算数为2501004.08元。")
    assert sums([found]) == [("250.10万元", ("2501004.08元",))]
    assert (found.certainty, found.slip_only) == (Certainty.LIKELY, False)
    assert judge(found).verdict is Verdict.HELD


def test_what_does_not_agree_counts_as_a_slip_only() -> None:
    (found,) = _found("基本支出251.10万元。", "基本支出决算数为2501004.08元。")
    assert (found.certainty, found.slip_only) == (Certainty.POSSIBLE, True)
    assert judge(found).verdict is Verdict.VIOLATED


def test_other_names_years_and_small_sums_are_left_alone() -> None:
    assert _found("基本支出250.10万元。", "项目支出决算数为2501004.08元。") == []
    assert _found("2022年基本支出250.10万元。", "2021年基本支出决算数为2401004.08元。") == []
    assert _found("接待费支出0.50万元。", "接待费支出5010元。") == []
