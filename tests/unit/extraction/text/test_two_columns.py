from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.two_columns import find
from tests.unit.extraction.documents import sums, view_of

WHOLE = "一般公共预算支出年初预算为613.47万元，支出决算为598.16万元。其中："
ITEMS = (
    "1、文化（类）博物馆（款）展览（项）。年初预算为241.35万元，支出决算为236.04万元。",
    "2、文化（类）博物馆（款）修缮（项）。年初预算为318.12万元，支出决算为308.12万元。",
    "3、住房（类）改革（款）公积金（项）。年初预算为54.00万元，支出决算为54.00万元。",
)


def test_both_columns_add_up() -> None:
    found = list(find(view_of(WHOLE, *ITEMS)))
    assert sums(found) == [
        ("613.47万元", ("241.35万元", "318.12万元", "54.00万元")),
        ("598.16万元", ("236.04万元", "308.12万元", "54.00万元")),
    ]
    assert not any(judge(each).violated for each in found)


def test_one_column_shows_that_the_other_is_wrong() -> None:
    """One item has more than the whole allows, or misses it by one digit."""
    for wrong in ("328.12", "318.82", "118.12"):
        items = [item.replace("318.12", wrong) for item in ITEMS]
        (budget, _) = find(view_of(WHOLE, *items))
        assert judge(budget).violated, wrong


def test_what_was_not_spent_at_all_may_be_left_out_of_the_list() -> None:
    whole = WHOLE.replace("613.47", "720.86")  # an item of 107.39 of which nothing was spent
    (found,) = find(view_of(whole, *ITEMS))
    assert sums([found])[0][0] == "598.16万元"


def test_nothing_is_claimed_where_no_column_or_item_fits() -> None:
    both = WHOLE.replace("613.47", "720.86").replace("598.16", "811.25")
    assert not list(find(view_of(both, *ITEMS)))
    one_amount = ITEMS[0].replace("，支出决算为236.04万元", "")
    assert not list(find(view_of(WHOLE, one_amount, *ITEMS[1:])))
    assert not list(find(view_of(WHOLE.replace("其中：", ""), *ITEMS)))
