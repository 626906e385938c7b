from mingzhang.extraction.text.headed import find
from tests.unit.extraction.documents import sums, view_of


def test_items_below_a_heading_add_up_to_it() -> None:
    found = list(
        find(
            view_of(
                "一、收入60.5万元",
                "（一）拨款收入40.3万元，比上年增加2万元。",
                "（二）其他收入20.2万元。",
                "二、支出50万元",
                "（一）基本支出50万元。",
            )
        )
    )
    assert sums(found) == [("60.5万元", ("40.3万元", "20.2万元"))]
    assert found[0].slip_only


def test_an_item_without_an_amount_leaves_the_sum_open() -> None:
    assert not list(
        find(view_of("一、收入60万元", "（一）拨款40万元", "（二）其他", "（三）余20万元"))
    )


def test_a_budget_named_before_what_was_spent_is_not_the_sum() -> None:
    found = find(
        view_of(
            "2.支出情况。年初预算55.5万元，决算支出为60.5万元。",
            "（1）农林水支出40.3万元。",
            "（2）住房保障支出20.2万元。",
        )
    )
    assert sums(list(found)) == [("60.5万元", ("40.3万元", "20.2万元"))]
