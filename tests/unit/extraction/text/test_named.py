import pytest

from mingzhang.extraction.text import named
from mingzhang.extraction.text.named import AKIN, OTHER, SAME, Names, alike


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("因公出国（境）经费支出", "因公出国（境）支出决算", SAME),
        ("公务接待费支出", "公务接待费支出决算", SAME),
        ("一般公共预算财政拨款", "一般公共预算财政拨款支出", SAME),
        ("收、支总计", "收入支出总计", SAME),
        ("财政拨款收、支总计", "某省某办公厅2019年度财政拨款收、支总预算", SAME),
        ("机关运行经费", "某某市水务局机关运行经费支出", SAME),
        ("“三公”经费支出", "我镇“三公”经费预算", SAME),
        ("收支", "支出总计", AKIN),
        ("收入", "决算报表收入", SAME),
        ("收入", "财政拨款收入", AKIN),
        ("财政拨款收入", "收入合计", OTHER),
        ("一般公共预算财政拨款收入", "财政拨款收入", OTHER),
        ("项目支出", "支出总计", OTHER),
        ("财政拨款收入", "一般公共预算财政拨款收入", AKIN),
        ("收入总计", "支出总计", OTHER),
        ("基本支出", "项目支出", OTHER),
        ("公务用车购置费", "公务用车购置及运行维护费", OTHER),
        ("决算数", "支出决算", OTHER),
        ("", "支出", OTHER),
    ],
)
def test_names_of_one_quantity(one: str, other: str, expected: int) -> None:
    assert alike(one, other) == expected


def test_what_is_alike_is_found_among_many_names_without_comparing_all() -> None:
    names = [
        "公务接待费支出", "公务接待费", "接待费", "支出", "支出合计", "收入", "收支总计",
        "项目支出", "一般公共预算财政拨款支出", "财政拨款收入", "三公经费支出", "费", "",
    ]  # fmt: skip
    known = Names(names)
    for asked in (*names, "国内公务接待费支出", "支出总计", "道路建设"):
        alike_to = {name: score for name in names if (score := alike(asked, name)) != OTHER}
        assert known.like(asked) == alike_to


def test_few_of_many_names_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def counted(one: str, other: str) -> int:
        compared.append(other)
        return alike(one, other)

    monkeypatch.setattr(named, "alike", counted)
    names = [f"{first}{second}道路维护" for first in "东南西北中" for second in STREETS]
    known = Names(names)
    for name in names:
        assert known.like(name)[name] == SAME
    assert len(compared) < len(names) ** 2 / 4


#: Signs that make hundreds of names with two signs of their own each.
STREETS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
