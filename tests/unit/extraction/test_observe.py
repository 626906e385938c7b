from mingzhang.domain.checks.model import Role
from tests.unit.extraction.documents import said, view_of


def _roles(*paragraphs: str) -> list[tuple[str, Role]]:
    return [(said(o), o.role) for o in view_of(*paragraphs).observations]


def test_roles_of_a_comparison() -> None:
    assert _roles("支出82万元，完成预算100%，占76.1%，比2022年度减少14万元，下降15%。") == [
        ("82万元", Role.LEVEL),
        ("100%", Role.COMPLETION),
        ("76.1%", Role.SHARE),
        ("14万元", Role.CHANGE),
        ("15%", Role.GROWTH),
    ]


def test_directions_and_bases() -> None:
    text = "2023年度支出82万元。与2022年度相比，支出减少14万元，下降15%，较年初预算增加3万元。"
    change, rate, against_budget = view_of(text).observations[1:]
    assert (change.direction, change.base) == (-1, "2022")
    assert (rate.direction, rate.base) == (-1, "2022")
    assert (against_budget.direction, against_budget.base) == (1, "/initial")


def test_both_directions_are_none() -> None:
    assert view_of("支出5万元，较上年增加（减少）0万元。").observations[1].direction == 0


def test_what_was_reached_is_a_level() -> None:
    assert _roles("城市增加至11个。") == [("11个", Role.LEVEL)]


def test_labels_and_subjects() -> None:
    view = view_of("1.公共服务支出（类）商贸（款）运行（项）:支出决算为741.34万元，完成预算100%。")
    amount, rate = view.observations
    assert (amount.label, amount.stage) == ("支出决算", "actual")
    assert amount.subject == rate.subject == "公共服务支出（类）商贸（款）运行（项）"


def test_the_year_of_a_level_and_of_what_it_is_compared_with() -> None:
    view = view_of("2020年度收入总计7.5万元，2019年度收入总计5.6万元、与2019年相比增加1.9万元。")
    assert [o.year for o in view.observations][:2] == [2020, 2019]
    against = view_of("预算总额为1969万元，较2024年的2190万元减少221万元，下降10.1%。2025年度预算")
    assert (against.observations[1].role, against.observations[1].year) == (Role.LEVEL, 2024)


def test_figures_listed_right_after_each_other_say_the_same() -> None:
    view = view_of("收、支总计各是25.49,43.91万元。与2021年相比，各减少7.86,5.97万元。")
    assert [o.role for o in view.observations] == [Role.LEVEL] * 2 + [Role.CHANGE] * 2
    assert {o.direction for o in view.observations[2:]} == {-1}


def test_dropped_zeros_are_presumed_where_the_document_rounds_to_two() -> None:
    amounts = "、".join(f"支出{n}.2{n}万元" for n in range(1, 7))
    assert [o.presumed for o in view_of(f"{amounts}、支出82万元。").observations] == [2] * 7
    assert view_of("支出82万元，收入9.5万元。").observations[0].presumed == 0


def test_offsets_lead_back_to_the_print() -> None:
    view = view_of("收入１，３２４．３７万元。")
    (found,) = view.observations
    assert [span.of(view.text) for span in found.spans] == ["１，３２４．３７"]
