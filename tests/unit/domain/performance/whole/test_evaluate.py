"""The evaluation of a department: what people say, what does not apply, sums, grade, notices."""

import json
from decimal import Decimal

import pytest

from mingzhang.domain.book.performance_sheets import ParameterRow, SelfEvaluationRow, WholeRow
from mingzhang.domain.book.sheets import FigureRow, ProjectRow, StaffRow
from mingzhang.domain.performance.scoring.scored import Standing
from mingzhang.domain.performance.whole.model import WholeEvaluation
from mingzhang.domain.performance.whole.rating import examined
from mingzhang.domain.performance.whole.record import whole_record
from tests.unit.domain.performance.whole.evaluated import D, example, one, parts, rated, system

SHARE = (
    'measure = "share"\ncurve = { kind = "linear", full = "100", zero = "0" }\n'
    '[[indicator.operand]]\nlabel = "实有"\nsum = ["staff"]\n'
    '[[indicator.operand]]\nlabel = "编制"\nsum = ["staff_quota"]\n'
)
TOLD = one('measure = "told"\ncurve = { kind = "linear", full = "100", zero = "0" }')
JUDGED = one("")
CASES = one('per_case = "30"')
LIST = one('questions = ["甲", "乙", "丙"]')


def _line(weight: int, fields: str = "") -> str:
    return f'level = "A1"\ntitle = "指标"\nweight = "{weight}"\n{fields}'


HALVES = system(_line(60, SHARE), _line(40))


def _staff(quota: int, actual: int) -> StaffRow:
    return StaffRow(staff_kind="administrative", quota=D(quota), actual=D(actual))


def _said(**given: object) -> WholeRow:
    fields: dict[str, object] = {"indicator": "I1", **given}
    return WholeRow(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "points"),
    [({"points": D(70)}, "70"), ({"points": D("0")}, "0"), ({}, None), ({"value": D(9)}, None)],
)
def test_what_people_judge_has_the_points_they_give(
    said: dict[str, object], points: str | None
) -> None:
    line = rated(JUDGED, _said(**said))
    assert line.points == (None if points is None else D(points))
    assert (line.standing is Standing.SCORED) == (points is not None)
    assert line.stated == (points is not None)


@pytest.mark.parametrize(("cases", "points"), [(0, 100), (1, 70), (3, 10), (4, 0), (9, 0)])
def test_each_case_costs_and_no_more_than_there_is(cases: int, points: int) -> None:
    assert rated(CASES, _said(value=D(cases))).points == points


def test_cases_nobody_counted_are_not_zero_cases() -> None:
    assert rated(CASES).standing is Standing.UNSCORED


@pytest.mark.parametrize(("held", "points"), [(3, "100"), (2, "66.67"), (0, "0"), (4, "100")])
def test_a_list_earns_by_what_holds(held: int, points: str) -> None:
    assert rated(LIST, _said(value=D(held))).points == D(points)


def test_a_rate_that_the_book_does_not_keep_is_told() -> None:
    line = rated(TOLD, _said(value=D("40.5")))
    assert (line.measured.formula, line.points) == ("填报40.5%", D("40.5"))
    assert rated(TOLD).reason == "账套不记此数，需填写数值或取数"


def test_a_reference_goes_before_what_would_be_measured() -> None:
    known = FigureRow(concept="staff", dims="", value=D(8))
    line = rated(
        one(SHARE), _staff(10, 9), known, _said(source="staff{measure=growth}", standard="staff")
    )
    assert line.measured.value == D("12.5")
    assert [str(k.period) for o in line.measured.operands for k in o.keys] == ["2023", "2022"]


def test_a_reference_on_a_zero_base_does_not_apply_and_one_unknown_is_told() -> None:
    zero = FigureRow(concept="staff", dims="", value=D(0))
    said = _said(source="staff{measure=growth}")
    off = rated(TOLD, _staff(10, 9), zero, said)
    assert off.standing is Standing.NOT_APPLICABLE
    unknown = rated(TOLD, _staff(10, 9), said)
    assert unknown.standing is Standing.UNSCORED
    assert "2022年数账套未提供" in unknown.reason


def test_what_the_book_gives_is_not_replaced_and_the_difference_is_told() -> None:
    found = parts(_staff(10, 9), _said(value=D(95), points=D(95))).whole(one(SHARE))
    (line,) = found.rating.lines
    assert (line.measured.value, line.points, line.stated) == (D(90), D(90), False)
    rules = [n.rule for n in found.notices]
    assert rules[:2] == ["evaluation.value_unused", "evaluation.points_unused"]


def test_points_given_count_where_nothing_can_be_measured() -> None:
    line = rated(one(SHARE), _said(points=D(80)))
    assert (line.points, line.stated) == (D(80), True)


def test_applies_only_where_there_is_something() -> None:
    by = one('applies = ["staff"]')
    assert rated(by, _staff(3, 0)).reason == "2023年实有人数为零，不适用"
    assert rated(by, _staff(3, 1)).standing is Standing.UNSCORED
    assert rated(by).standing is Standing.UNSCORED  # unknown is not zero


def _halves(*rows: object) -> WholeEvaluation:
    return parts(*rows).whole(HALVES)


SECOND = WholeRow(indicator="I2", points=D(30), reason="制度未更新")


def test_what_does_not_apply_leaves_its_points_to_the_others() -> None:
    found = _halves(_staff(0, 0), SECOND).rating
    assert (found.total.weight, found.total.score) == (D(40), D(30))
    assert found.points == 75
    assert found.grade is not None
    assert found.grade.label == "中"
    assert examined(found.total) == 100


def test_or_has_them_all_where_the_office_says_so() -> None:
    given = ParameterRow(code="not_applicable_full", value="是")
    found = _halves(_staff(0, 0), SECOND, given).rating
    assert (found.total.weight, found.points) == (D(100), D(90))
    assert found.line("I1").how == "不适用，得满分60分"
    assert found.line("I1").standing is Standing.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("points", "grade"), [("30", "优"), ("29.99", "良"), ("20", "良"), ("19.99", "中")]
)
def test_the_grade_is_exact_at_its_bounds(points: str, grade: str) -> None:
    said = WholeRow(indicator="I2", points=D(points), reason="见底稿")
    found = _halves(_staff(9, 9), said).rating
    assert found.points == 60 + D(points)
    assert found.grade is not None
    assert found.grade.label == grade


def test_an_open_line_leaves_no_total_and_no_grade() -> None:
    found = _halves(_staff(9, 9)).rating
    assert (found.points, found.grade) == (None, None)
    assert found.ungraded == "有40分未评，不评等次"
    assert (found.total.score, examined(found.total)) == (D(60), D(60))
    assert found.level("A").score == found.level("A1").score == 60


def test_nothing_that_applies_gives_no_grade() -> None:
    found = _halves(
        _staff(0, 0), WholeRow(indicator="I2", not_applicable=True, reason="无此事项")
    ).rating
    assert (found.points, found.ungraded) == (None, "没有适用的指标，不评等次")
    assert examined(found.total) is None


QUALITY = system(_line(100), _line(0, 'measure = "recheck"\ncurve = { kind = "deduction" }\n'))


@pytest.mark.parametrize(
    ("rechecked", "off", "points"),
    [("95", "0", "90"), ("94.99", "-4", "86"), ("90", "-4", "86"), ("80", "-8", "82"),
     ("79.99", "-10", "80"), ("100", "0", "90")],
)  # fmt: skip
def test_a_self_evaluation_far_from_its_recheck_costs_points(
    rechecked: str, off: str, points: str
) -> None:
    given = SelfEvaluationRow(project="P1", stated=D(100), rechecked=D(rechecked))
    found = parts(given, _said(points=D(90), reason="x")).whole(QUALITY).rating
    assert found.line("I2").points == D(off)
    assert found.points == D(points)


def test_a_deduction_is_not_scaled_with_the_points_that_apply() -> None:
    by = system(
        _line(50), _line(50), _line(0, 'measure = "recheck"\ncurve = { kind = "deduction" }\n')
    )
    given = SelfEvaluationRow(project="P1", stated=D(100), rechecked=D(70))
    off = WholeRow(indicator="I2", not_applicable=True, reason="无此事项")
    found = parts(given, off, _said(points=D(45), reason="x")).whole(by).rating
    assert (found.total.score, found.total.weight) == (D(35), D(50))
    assert found.points == 80  # 45 of 50 are 90, less 10


def test_deductions_do_not_go_below_zero() -> None:
    given = SelfEvaluationRow(project="P1", stated=D(100), rechecked=D(70))
    found = parts(given, _said(points=D(4), reason="x")).whole(QUALITY).rating
    assert found.points == 0


def test_without_recheck_nothing_is_taken_off_and_the_total_stands() -> None:
    found = parts(_said(points=D(90), reason="x")).whole(QUALITY).rating
    assert found.line("I2").points is None
    assert found.points == 90


def _rules(found: WholeEvaluation) -> list[str]:
    return [notice.rule for notice in found.notices]


def test_a_deduction_without_a_reason_is_told() -> None:
    assert "evaluation.no_reason" in _rules(parts(_said(points=D(70))).whole(JUDGED))
    explained = parts(_said(points=D(70), reason="缺少台账")).whole(JUDGED)
    assert "evaluation.no_reason" not in _rules(explained)
    assert "evaluation.no_reason" not in _rules(parts(_said(points=D(100))).whole(JUDGED))
    assert "evaluation.no_reason" in _rules(parts(_said(not_applicable=True)).whole(JUDGED))


def test_points_beyond_the_weight_and_weights_beyond_a_hundred_are_told() -> None:
    found = parts(_said(points=D(101))).whole(JUDGED)
    assert "evaluation.over_weight" in _rules(found)
    assert found.rating.ungraded == "得分超过满分，不评等次"


def test_all_that_cannot_be_examined_is_one_notice_with_what_is_missing() -> None:
    (notice,) = (n for n in _halves().notices if n.rule == "evaluation.unexamined")
    assert notice.said == "2项评价指标、100分不能评价"
    assert notice.evidence[0].startswith("I1 指标：缺少实有")


def test_coverage_counts_projects_and_their_money() -> None:
    rows = (
        ProjectRow(code="P2", name="外事"),
        SelfEvaluationRow(project="P2"),
        SelfEvaluationRow(),
    )
    found = parts(*rows).whole(JUDGED)
    covered = found.coverage
    assert (covered.projects, covered.evaluated, covered.rate) == (D(2), D(1), D(50))
    assert covered.missing == ("招商",)
    assert covered.money_reason == "项目支出全年预算数不详"
    assert "evaluation.coverage" in _rules(found)


def test_budgets_debt_and_assets_are_named_even_where_nothing_is_kept() -> None:
    found = parts().whole(JUDGED)
    assert [(f.code, f.reason) for f in found.funds if f.key is None] == [
        ("social", "账套不记此项"),
        ("debt", "账套不记此项"),
    ]
    assert [f.code for f in found.funds] == [
        "general",
        "government",
        "capital",
        "social",
        "debt",
        "assets",
    ]


def test_the_same_book_gives_the_same_bytes() -> None:
    once, again = (json.dumps(whole_record(example("demo-2024").whole())) for _ in range(2))
    assert once == again
    assert Decimal(json.loads(once)["total"]["weight"]) > 90
