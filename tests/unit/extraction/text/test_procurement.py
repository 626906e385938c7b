import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.procurement import find
from tests.unit.extraction.documents import sums, view_of

BUDGET = "本部门政府采购预算{}万元，其中：货物预算45万元、服务预算75万元。"
RESERVED = (
    "本部门面向中小企业预留政府采购项目预算金额{}万元，其中，"
    "预留给小型和微型企业的政府采购项目预算为{}万元。"
)
SIGNED = (
    "本年度政府采购金额（以合同签订为准）为{}万元。面向中小企业预留政府采购项目预算金额90万元，"
    "面向小微企业预留政府采购项目预算金额40万元。在面向中小企业预留的政府采购项目中，由中小企业供应商中标"
    "或成交的，采购金额{}万元；在面向小微企业预留政府采购项目中，由小微企业供应商中标或成交的，采购金额{}万元；"
    "在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额{}万元。"
)


def _violated(*paragraphs: str) -> list[tuple[str, tuple[str, ...]]]:
    return sums([r for r in find(view_of(*paragraphs)) if judge(r).violated])


@pytest.mark.parametrize(
    ("amounts", "wrong"),
    [
        (("120", "90", "60"), []),
        (("120", "120", "0"), []),
        (("120", "190", "60"), [("190万元", ("120万元",))]),
        (("120", "60", "90"), [("90万元", ("60万元",))]),
    ],
)
def test_what_is_reserved(amounts: tuple[str, str, str], wrong: list[object]) -> None:
    all_, reserved, small = amounts
    assert _violated(BUDGET.format(all_), RESERVED.format(reserved, small)) == wrong


@pytest.mark.parametrize(
    ("amounts", "wrong"),
    [
        (("110", "85", "38", "25"), []),
        # The budget reserved may be more than the contracts came to.
        (("70", "60", "38", "10"), []),
        (("110", "95", "38", "10"), [("95万元", ("90万元",))]),
        (("110", "85", "48", "25"), [("48万元", ("40万元",))]),
        (("110", "85", "38", "52"), [("110万元", ("85万元", "52万元"))]),
    ],
)
def test_what_was_awarded(amounts: tuple[str, ...], wrong: list[object]) -> None:
    assert _violated(SIGNED.format(*amounts)) == wrong


def test_sections_of_two_units_are_not_mixed() -> None:
    one = ("（一）甲馆政府采购情况", BUDGET.format("50"))
    other = ("（二）乙馆政府采购情况", RESERVED.format("90", "60"))
    assert not _violated(*one, *other)
