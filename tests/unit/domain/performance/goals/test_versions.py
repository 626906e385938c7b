"""History of goals: what each version changed, and why."""

from datetime import date

from mingzhang.domain.book.performance_sheets import GoalRow
from mingzhang.domain.performance.goals.versions import changes
from tests.unit.domain.performance.goal_books import D, goals, indicator

FIRST = GoalRow(project="P1", annual="引进企业20家。")
SECOND = GoalRow(
    project="P1",
    version=D(2),
    on=date(2023, 7, 1),
    annual="引进企业15家。",
    adjustment="财预〔2023〕5号",
    reason="压减经费",
)


def test_a_goal_of_one_version_has_no_changes() -> None:
    found = goals(FIRST, indicator())
    assert changes(found.performance.project("P1")) == ()


def test_targets_points_additions_and_removals() -> None:
    found = goals(
        FIRST,
        SECOND,
        indicator("a", name="企业", weight=D(50)),
        indicator("b", name="办会", measure_unit="场"),
        indicator("same"),
        indicator("a", name="企业", weight=D(60), target=D(15), version=D(2)),
        indicator("c", name="走访", version=D(2)),
        indicator("same", version=D(2)),
    )
    made = changes(found.performance.project("P1"))
    assert [(c.indicator, c.field, c.before, c.after) for c in made] == [
        ("", "年度目标", "引进企业20家。", "引进企业15家。"),
        ("a", "年度指标值", "≥20家", "≥15家"),
        ("a", "分值", "50", "60"),
        ("c", "指标", "", "走访 ≥20家"),
        ("b", "指标", "办会 ≥20场", ""),
    ]
    why = {(c.version, c.on, c.ground, c.reason) for c in made}
    assert why == {(2, date(2023, 7, 1), "财预〔2023〕5号", "压减经费")}


def test_a_version_of_text_alone_lets_the_indicators_stand() -> None:
    third = GoalRow(project="P1", version=D(3), annual="引进企业15家。", reason="更正")
    found = goals(FIRST, SECOND, third, indicator(), indicator(version=D(3), target=D(15)))
    made = changes(found.performance.project("P1"))
    assert [(c.version, c.field) for c in made] == [(2, "年度目标"), (3, "年度指标值")]


def test_wordings_and_ranges_are_told_as_forms_print_them() -> None:
    between = {"comparator": "range", "target": D(10), "upper": D(15), "measure_unit": "天"}
    worded = {"comparator": "qualitative", "target": None, "wording": "按期办结"}
    found = goals(FIRST, SECOND, indicator(**between), indicator(version=D(2), **worded))
    made = changes(found.performance.project("P1"))
    assert ("10—15天", "按期办结") in {(c.before, c.after) for c in made}
