"""Ex-ante evaluation: its total, and what it means for the budget."""

import pytest

from mingzhang.domain.book.performance_sheets import ExAnteResultRow, ExAnteRow, ParameterRow
from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.domain.performance.goals.ex_ante import ex_ante_notices, ex_ante_of
from mingzhang.domain.performance.model import Notice
from tests.unit.domain.performance.goal_books import D, Goals, goals, money, rules_of

FIVE = ("necessity", "economy", "goals", "plan", "financing")
NEW = ProjectRow(code="P1", name="招商", standing="new")


def _points(*points: object) -> list[object]:
    return [
        ExAnteRow(project="P1", dimension=code, points=None if p is None else D(str(p)))
        for code, p in zip((*FIVE, "sustainability"), points, strict=False)
    ]


def _concluded(conclusion: str, amount: int | None = None, advice: str = "") -> ExAnteResultRow:
    given = D(amount) if amount is not None else None
    return ExAnteResultRow(project="P1", conclusion=conclusion, amount=given, advice=advice)


def _rules(*rows: object, project: ProjectRow = NEW) -> list[str]:
    return rules_of(_notices(goals(*rows, project=project)))


def _notices(found: Goals) -> tuple[Notice, ...]:
    return ex_ante_notices(found.book, found.performance, found.rules)


def test_a_new_project_with_money_needs_a_conclusion() -> None:
    assert _rules(money(5)) == ["ex_ante.missing"]
    assert _rules(money(5), _concluded("support")) == ["ex_ante.dimension_missing"]
    assert _rules() == []
    continued = ProjectRow(code="P1", name="招商", standing="continued")
    assert _rules(money(5), project=continued) == []


def test_a_refused_project_has_no_money() -> None:
    judged = _points(10, 10, 10, 10, 10)
    assert _rules(money(5), *judged, _concluded("refuse")) == ["ex_ante.refused"]
    assert _rules(*judged, _concluded("refuse")) == []


def test_the_budget_stays_within_the_suggested_amount() -> None:
    judged = _points(18, 18, 18, 18, 18)
    found = goals(money(101), *judged, _concluded("support", 100), project=NEW)
    (notice,) = _notices(found)
    assert notice.rule == "ex_ante.above_advice"
    assert notice.evidence[-1] == "相差 1.00 元"
    assert _rules(money(100), *judged, _concluded("support", 100)) == []


def test_support_after_an_adjustment_tells_what_to_adjust() -> None:
    judged = _points(14, 14, 14, 14, 14)
    assert _rules(money(5), *judged, _concluded("adjust")) == ["ex_ante.adjust_open"]
    assert _rules(money(5), *judged, _concluded("adjust", advice="压减场次")) == []
    assert _rules(money(5), *judged, _concluded("adjust", 5)) == []


@pytest.mark.parametrize(
    ("points", "deserved"),
    [
        ((16, 16, 16, 16, 16), "support"),
        ((16, 16, 16, 16, "15.99"), "adjust"),
        ((12, 12, 12, 12, 12), "adjust"),
        ((12, 12, 12, 12, "11.99"), "refuse"),
        ((16, 16, 16, 16, 16, 16), "support"),
        ((16, 16, 16, 16, 16, "15.9"), "adjust"),
        ((16, 16, 16, 16, None), ""),
        ((16, 16, 16, 16), ""),
    ],
)
def test_what_a_score_deserves(points: tuple[object, ...], deserved: str) -> None:
    found = goals(*_points(*points))
    assert ex_ante_of(found.book, "P1").deserved(found.rules) == deserved


def test_a_conclusion_against_its_score() -> None:
    judged = _points(14, 14, 14, 14, 14)
    found = goals(*judged, _concluded("support"))
    (notice,) = _notices(found)
    assert notice.rule == "ex_ante.conclusion_score"
    assert notice.said.endswith("比得分所示的调整后支持宽")
    assert "得分 70/100" in notice.evidence
    own = ParameterRow(code="ex_ante_support", value="70")
    assert _rules(own, *judged, _concluded("support")) == []
    strict = goals(*judged, _concluded("refuse"))
    (notice,) = _notices(strict)
    assert notice.said.endswith("严")


def test_support_beside_a_weak_dimension() -> None:
    assert _rules(*_points(20, 20, 20, 20, "11.9"), _concluded("support")) == [
        "ex_ante.weak_dimension"
    ]
    assert _rules(*_points(20, 20, 20, 20, 12), _concluded("support")) == []


def test_dimensions_that_nobody_judged() -> None:
    found = goals(*_points(20, 20, 20, 20))
    (notice,) = _notices(found)
    assert notice.said == "“招商”的事前评估没有评：筹资合规性"
    # Sustainability is a dimension only where it was judged.
    assert len(ex_ante_of(found.book, "P1").dimensions) == 5
    six = goals(*_points(20, 20, 20, 20, 20, 20))
    assert ex_ante_of(six.book, "P1").full == D(120)
