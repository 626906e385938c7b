from mingzhang.extraction.text.statements import Statement, statements
from tests.unit.extraction.documents import view_of


def _said(text: str) -> list[Statement]:
    view = view_of("某局2022年度部门决算", text)
    return [s for p in view.passages for s in statements(p, view.year)]


def test_a_change_and_its_rate_are_one_statement() -> None:
    (found,) = _said("支出9万元，比上年增加1万元（增长12.5%），主要原因是物价。")
    assert [len(found.changes), len(found.rates)] == [1, 1]
    assert (found.base, found.compared, found.reason) == ("2021", True, False)


def test_the_name_between_before_or_inside_the_comparison() -> None:
    assert _said("与2021年度相比，收、支总计各增加3万元。")[0].name == "收、支总计"
    assert _said("收8万元。接待费支出决算比2021年度减少3万元。")[0].name == "接待费支出决算"
    assert _said("收8万元，较2021年收入增加3万元。")[0].name == "收入"
    assert _said("收8万元，比上年增加（减少）3万元。")[0].name == ""


def test_reasons_go_on_until_a_figure_of_its_own_or_a_semicolon() -> None:
    first, second, third = _said(
        "支出9万元，比上年增加1万元，主要原因是人员经费增加2万元、项目经费减少1万元。"
    )
    assert [first.reason, second.reason, third.reason] == [False, True, True]
    assert not _said("主要原因是节约；甲项8万元，比上年减少1万元。")[0].reason


def test_unchanged_and_nearly_unchanged() -> None:
    (flat,) = _said("甲项8万元，与2021年持平。")
    (about,) = _said("甲项8万元，与2021年预算基本持平。")
    assert (flat.flat, flat.about, flat.base) == (True, False, "2021")
    assert (about.about, about.base) == (True, "2021/budget")
    assert _said("支出决算8万元，决算数与预算数持平。") == []


def test_a_rate_that_others_are_measured_by_is_no_statement() -> None:
    (found,) = _said("投资9亿元，同比增长9.47%，大于全省增速7.41%和全国增速4.4%。")
    assert [str(r.value) for r in found.rates] == ["9.47"]
