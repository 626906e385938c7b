from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.unspent import find
from tests.unit.extraction.documents import sums, view_of


def test_what_was_not_paid_is_left_whole() -> None:
    (found,) = find(view_of("一般公共预算600000元，未拨付，列财政应返还额度600050元。"))
    assert sums([found]) == [("600050元", ("600000元",))]
    assert judge(found).violated
    (held,) = find(view_of("预算60万元，全部未支付，结转下年60万元。"))
    assert not judge(held).violated


def test_what_was_paid_in_part_is_not() -> None:
    assert not list(find(view_of("预算60万元，拨付20万元，列财政应返还额度40万元。")))
    assert not list(find(view_of("预算60万元，未拨付的原因另行说明，结余5万元。")))
