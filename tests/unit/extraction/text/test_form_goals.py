from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Relation
from mingzhang.extraction.text.form_goals import find
from tests.unit.extraction.documents import sums
from tests.unit.extraction.tables.forms import html

_HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析"
_PLAIN = "一级指标 | 二级指标 | 三级指标 | 预期指标值 | 实际完成指标值"


def _found(*rows: str, head: str = _HEAD, before: tuple[str, ...] = ()) -> list[Relation]:
    table = "\n".join(("项目名称 | 宣讲经费", *before, head, *rows))
    return list(find(html(table)))


def _violated(relations: list[Relation]) -> list[tuple[str, tuple[str, ...]]]:
    return sums([r for r in relations if judge(r).violated])


def test_full_marks_for_a_goal_that_was_missed() -> None:
    row = "产出指标 | 数量指标 | 宣讲场次 | ≥120场 | {}场 | 20 | {} | {}"
    assert not _violated(_found(row.format(132, 20, "")))
    assert _violated(_found(row.format(102, 20, ""))) == [("102场", ("120场",))]
    assert not _found(row.format(102, 17, "疫情"))


def test_a_missed_goal_without_a_reason() -> None:
    row = "产出指标 | 数量指标 | 签约项目 | 40个 | {}个"
    assert not _violated(_found(row.format(41), head=_PLAIN))
    assert _violated(_found(row.format(38), head=_PLAIN)) == [("38个", ("40个",))]
    explained = ("目标情况 | 由于用地未落实，签约个数未完成",)
    assert not _found(row.format(38), head=_PLAIN, before=explained)


def test_less_is_better_of_costs_and_complaints() -> None:
    rows = (
        "产出指标 | 成本指标 | 总成本 | ≤48万元 | 45.6万元",
        "效益指标 | 社会效益指标 | 投诉件数 | 10件 | 4件",
        "产出指标 | 时效指标 | 完成时限 | 12个月 | 11个月",
        "产出指标 | 数量指标 | 发放补贴 | 30万元 | 28万元",
    )
    assert sums(_found(*rows, head=_PLAIN)) == [("45.6万元", ("48万元",))]


def test_a_form_of_a_part_of_the_year_proves_nothing() -> None:
    title = "绩效运行监控表（2023年1-7月）"
    rows = ("产出指标 | 数量指标 | 签约项目 | 40个 | 18个",)
    assert not _found(*rows, head=_PLAIN, before=(title,))


def test_what_a_form_tells_in_words_is_in_its_rows() -> None:
    before = (
        "年度目标 | 预期目标 | 实际完成目标",
        " | 全年宣讲不少于120场，编印宣传手册5000册。 | 全年宣讲132场，编印宣传手册5000册，良好。",
    )
    rows = (
        "产出指标 | 数量指标 | 宣讲场次 | ≥{}场 | {}场",
        "产出指标 | 数量指标 | 编印宣传手册 | 5000册 | 5000册",
    )
    right = _found(*(row.format(120, 132) for row in rows), head=_PLAIN, before=before)
    assert sums([r for r in right if r.rule == "table.text"]) == [
        ("132场", ("132场",)),
        ("5000册", ("5000册",)),
        ("120场", ("120场",)),
        ("5000册", ("5000册",)),
    ]
    wrong = _found(*(row.format(110, 182) for row in rows), head=_PLAIN, before=before)
    assert _violated(wrong) == [("182场", ("132场",)), ("110场", ("120场",))]
