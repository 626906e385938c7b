"""Remarks that say the same are one."""

from mingzhang.docmodel.source import Span
from mingzhang.domain.checks.alike import merged
from mingzhang.domain.checks.model import Remark, Severity

WARNING, HINT = Severity.WARNING, Severity.HINT


def _remark(rule: str, message: str, at: int, numbers: tuple[int, ...] = (), **more: str) -> Remark:
    return Remark(rule, WARNING, message, (Span(at, at + 1),), numbers=numbers, **more)


def test_the_same_words_in_several_places() -> None:
    said = "标点连用：“…支出。。”处有两个标点，应保留一个"
    (one,) = merged([_remark("text.punctuation", said, at) for at in (5, 9, 30)])
    assert one.message == f"{said}（共3处）"
    assert one.spans == (Span(5, 6), Span(9, 10), Span(30, 31))


def test_other_words_with_the_same_fault() -> None:
    words = ["比2026年预算", "与2026年预算", "比2026年预算"]
    remarks = [
        _remark("base.year", f"“{word}”：比较的年份应为2025年", at, expected="2025")
        for at, word in enumerate(words)
    ]
    (one,) = merged(remarks)
    assert one.message == "“比2026年预算”、“与2026年预算”：比较的年份应为2025年（共3处）"


def test_what_differs_stays_apart() -> None:
    remarks = [
        _remark("number.gap", "编号不连续：“二、”之后是“四、”，应为“三、”", 1, expected="三、"),
        _remark("number.gap", "编号不连续：“五、”之后是“七、”，应为“六、”", 9, expected="六、"),
        _remark("base.year", "“比2026年预算”：比较的年份应为2025年", 20, expected="2025"),
        _remark("base.year", "“比2026年预算”：比较的年份应为2024年", 30, expected="2024"),
    ]
    assert merged(remarks) == remarks


def test_what_its_finder_has_counted_is_not_counted_again() -> None:
    remarks = [_remark("plausible.copied", "照抄目标值（本表共2处）", at) for at in (1, 50)]
    assert merged(remarks) == remarks


def test_a_growth_from_nothing_is_told_once() -> None:
    better = _remark("change.base", "增加额等于本年数，“增长100%”没有意义", 3, (7, 8, 5))
    twin = _remark("change.rate", "基数为0，增长率没有意义", 4, (8, 7, 5))
    other = _remark("change.rate", "基数为0，增长率没有意义", 90, (20, 19))
    assert merged([better, twin, other]) == [better, other]
