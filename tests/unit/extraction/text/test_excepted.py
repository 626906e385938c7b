from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.excepted import find
from tests.unit.extraction.documents import sums, view_of

TEXT = "参加省级重点平台活动{}次，编印手册1700份。除因限制仅参加省级重点平台活动{}次外，其余完成。"


def test_the_exception_repeats_the_figure() -> None:
    (held,) = find(view_of(TEXT.format(7, 7)))
    assert not judge(held).violated
    (wrong,) = find(view_of(TEXT.format(3, 7)))
    assert sums([wrong]) == [("7次", ("3次",))]
    assert judge(wrong).violated


def test_an_exception_of_something_else() -> None:
    assert not list(find(view_of("参加省级重点平台活动7次。除参加市级展会3次外，其余完成。")))
    assert not list(find(view_of("参加省级重点平台活动7次。省级重点平台活动3次外出调研。")))
