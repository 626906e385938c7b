from mingzhang.domain.checks.judge import Verdict, judge
from mingzhang.extraction.text.changes_restated import find
from tests.unit.extraction.documents import sums, view_of

_TOLD = (
    "2022年度收、支总计1234.50万元，与2021年相比增加30.25万元。",
    "财政拨款支出1234.50万元，与2021年相比增加30.25万元。",
)


def test_equal_figures_changed_by_the_same() -> None:
    (found,) = find(view_of(*_TOLD))
    assert sums([found]) == [("30.25万元", ("30.25万元",))]
    assert found.slip_only
    (wrong,) = find(view_of(_TOLD[0], _TOLD[1].replace("30.25", "80.25")))
    assert judge(wrong).verdict is Verdict.VIOLATED


def test_another_base_or_a_round_figure_ties_nothing() -> None:
    assert list(find(view_of(_TOLD[0], _TOLD[1].replace("2021年", "2021年预算")))) == []
    assert list(find(view_of(*(p.replace("1234.50", "120.00") for p in _TOLD)))) == []


def test_a_change_told_of_a_name_only() -> None:
    found = list(
        find(
            view_of(
                "2022年“三公”经费107.75万元，比上年增加10.13万元。主要原因是接待费减少12.19万元。",
                "公务接待费支出82.00万元，比上年减少12.19万元。",
            )
        )
    )
    assert sums(found) == [("12.19万元", ("12.19万元",))]
