"""Evaluations by the department and by finance: experts, weights, survey, sites, grade."""

import json

import pytest

from mingzhang.domain.book.performance_sheets import (
    ActualRow,
    EvaluationScoreRow,
    FundRow,
    SiteRow,
)
from mingzhang.domain.derivations import rows_behind
from mingzhang.domain.performance.evaluation.facts import evaluation_facts
from mingzhang.domain.performance.evaluation.model import Evaluation, Evaluations
from mingzhang.domain.performance.evaluation.record import evaluations_record
from mingzhang.domain.performance.scoring.scored import Standing
from mingzhang.domain.performance.whole.system import load_system
from mingzhang.facts.key import FactKey
from tests.unit.domain.performance.goal_books import indicator
from tests.unit.domain.performance.whole.evaluated import D, asked, example, parts

SYSTEM = load_system("cn-evaluation-2020")
FUNDS = FundRow(project="P1", source="fiscal", adjusted=D(1000), received=D(800), spent=D(600))


def _score(code: str, points: str | None = None, **given: object) -> EvaluationScoreRow:
    fields: dict[str, object] = {
        "evaluation": "E",
        "indicator": code,
        "points": None if points is None else D(points),
        **given,
    }
    return EvaluationScoreRow(**fields)  # type: ignore[arg-type]


def _of(*rows: object, **given: object) -> Evaluations:
    return parts(asked(**given), *rows).evaluations()


def _one(*rows: object, **given: object) -> Evaluation:
    return _of(*rows, **given).evaluation("E")


def _rules(found: Evaluations) -> list[str]:
    return [notice.rule for notice in found.notices]


def test_the_ministry_s_framework_is_used_unless_another_is_named() -> None:
    assert _one().rating.system.id == "cn-evaluation-2020"
    named = _one(system="cn-indicators-2013")
    assert named.rating.system.id == "cn-indicators-2013"
    assert named.result_weight == 35


def test_money_spent_of_money_received_is_not_money_spent_of_the_budget() -> None:
    """600 of 800 received and 1000 planned: 75 % here, 60 % in the self-evaluation."""
    made = parts(asked(), FUNDS)
    rating = made.evaluations().evaluation("E").rating
    assert rating.line("B11").measured.value == 80
    assert rating.line("B12").measured.value == 75
    assert made.scored.goal("P1").execution.completion == 60
    assert rating.line("B12").points == 3


def test_no_money_received_does_not_apply() -> None:
    nothing = FundRow(project="P1", source="fiscal", adjusted=D(10), received=D(0), spent=D(0))
    line = _one(nothing).rating.line("B12")
    assert (line.standing, line.reason) == (Standing.NOT_APPLICABLE, "实际到位资金为零，不适用")


def test_the_mean_of_experts_counts_and_their_spread_is_told() -> None:
    scores = [_score("A11", p, expert=e) for e, p in (("甲", "3"), ("乙", "2"), ("丙", "3"))]
    found = _of(*scores)
    line = found.evaluation("E").rating.line("A11")
    assert (line.points, line.spread) == (D("2.67"), D(1))
    assert line.how == "3名专家平均（3、2、3）"
    assert [e.expert for e in line.experts] == ["甲", "乙", "丙"]
    (notice,) = (n for n in found.notices if n.rule == "evaluation.spread")
    assert notice.evidence == ("甲：3分", "乙：2分", "丙：3分")


def test_a_spread_of_exactly_the_limit_is_none() -> None:
    """30 % of 10 points are 3."""
    scores = [_score("D12", p, expert=e, weight=D(10)) for e, p in (("甲", "9"), ("乙", "6"))]
    assert "evaluation.spread" not in _rules(_of(*scores))
    wider = [_score("D12", p, expert=e, weight=D(10)) for e, p in (("甲", "9"), ("乙", "5.9"))]
    assert "evaluation.spread" in _rules(_of(*wider))


def test_what_the_group_agreed_on_goes_before_single_scores() -> None:
    line = _one(_score("A11", "3", expert="甲"), _score("A11", "2.5")).rating.line("A11")
    assert (line.points, line.how, len(line.experts)) == (D("2.5"), "填报得分2.5分", 1)


def test_the_points_of_evaluators_stand_and_those_of_the_rule_beside_them() -> None:
    found = _of(FUNDS, _score("B11", "4", reason="二季度补足"))
    line = found.evaluation("E").rating.line("B11")
    assert (line.points, line.computed, line.measured.value) == (D(4), D("3.20"), D(80))
    assert "evaluation.points_differ" in _rules(found)


def test_a_value_is_scored_by_the_curve_of_its_indicator() -> None:
    line = _one(_score("C31", value=D(50))).rating.line("C31")
    assert (line.standing, line.points) == (Standing.NOT_APPLICABLE, None)  # no goal of that kind
    counted = _one(_score("A11", value=D(4))).rating.line("A11")
    assert counted.points == D("2.40")  # four of five questions


def test_weights_of_the_evaluation_replace_those_of_the_system() -> None:
    found = _of(_score("A11", "8", weight=D(8)))
    assert found.evaluation("E").rating.line("A11").weight == 8
    assert "evaluation.weights" in _rules(found)


def test_output_and_benefit_below_sixty_points_are_told() -> None:
    less = _of(_score("D11", "10", weight=D("19.99")))
    assert less.evaluation("E").result_weight == D("59.99")
    assert "evaluation.result_weight" in _rules(less)
    assert "evaluation.result_weight" not in _rules(_of())


def _all(points: dict[str, str]) -> list[EvaluationScoreRow]:
    return [
        _score(item.id, points.get(item.id, item.weight), reason="见底稿")
        for item in SYSTEM.indicators
    ]


@pytest.mark.parametrize(
    ("benefit", "total", "grade"), [("10", "90", "优"), ("9.99", "89.99", "良"), ("0", "80", "良")]
)
def test_a_complete_evaluation_has_a_total_and_a_grade(
    benefit: str, total: str, grade: str
) -> None:
    rating = _one(*_all({"D11": benefit})).rating
    assert rating.points == D(total)
    assert rating.grade is not None
    assert rating.grade.label == grade
    assert sum(rating.level(code).score for code in "ABCD") == rating.total.score


def test_an_evaluation_without_scores_says_so_once() -> None:
    assert _rules(_of()) == ["evaluation.unscored"]


def test_satisfaction_comes_from_the_survey() -> None:
    counts = {"population": D(200), "sample": D(100), "responses": D(80), "satisfied": D(60)}
    found = _one(**counts)
    line = found.rating.line("D12")
    assert (line.measured.value, line.points) == (D(75), D("8.33"))
    assert found.survey.response_rate == 80
    assert found.survey.interval is not None


def test_a_survey_that_cannot_be_and_one_that_says_little() -> None:
    wrong = _of(sample=D(10), responses=D(12), satisfied=D(12))
    assert "evaluation.sample" in _rules(wrong)
    assert "evaluation.wide" not in _rules(wrong)
    small = _of(responses=D(10), satisfied=D(8))
    (notice,) = (n for n in small.notices if n.rule == "evaluation.wide")
    assert "有效回收10份" in notice.said
    assert "49.02%至94.33%" in notice.said
    assert "evaluation.wide" not in _rules(_of(responses=D(500), satisfied=D(400)))


def test_sites_and_their_money() -> None:
    one = SiteRow(evaluation="E", name="园区", amount=D(5))
    other = SiteRow(evaluation="E", name="工地")
    elsewhere = SiteRow(evaluation="F", name="别处", amount=D(9))
    assert _one(one, elsewhere).site_money == 5
    found = _one(one, other, elsewhere)
    assert ([s.name for s in found.sites], found.site_money) == (["园区", "工地"], None)


def test_goals_of_other_projects_do_not_count() -> None:
    mine = (indicator("q1"), ActualRow(indicator="q1", value=D(10)))
    others = (indicator("q2", project=None), ActualRow(indicator="q2", value=D(20)))
    assert _one(*mine, *others).rating.line("C11").measured.value == 50


def test_the_department_itself_can_be_evaluated() -> None:
    found = _one(project=None)
    assert found.name == "局"
    keys = [k for o in found.rating.line("B12").measured.operands for k in o.keys]
    assert all(key.get("project") is None for key in keys)


def test_the_same_book_gives_the_same_bytes() -> None:
    once, again = (
        json.dumps(evaluations_record(example("demo-2024").evaluations())) for _ in range(2)
    )
    assert once == again
    assert {"评价打分"} <= {line["place"].split(" ")[0] for line in _lines(once)}


def _lines(text: str) -> list[dict[str, str]]:
    return [line for each in json.loads(text)["evaluations"] for line in each["lines"]]


def _behind(*rows: object, measure: str = "") -> list[tuple[int, str]]:
    """Return row and column of the sheet 评价打分 behind the points of A11, or its `measure`."""
    made = parts(asked(), *rows)
    figures = made.figures.with_computed(evaluation_facts(made.evaluations()))
    dims = {"evaluation": "E", "indicator": "A11", **({"measure": measure} if measure else {})}
    key = FactKey.of("points", made.performance.entity, made.performance.year, dims=dims)
    return sorted((row.row, row.column) for row in rows_behind(figures, key))


def test_the_points_rest_on_the_cells_that_count() -> None:
    first, second = _score("A11", "3", expert="甲"), _score("A11", "2", expert="乙")
    assert _behind(first, second) == [(2, "得分"), (3, "得分")]
    assert _behind(first, second, _score("A11", "2.5")) == [(4, "得分")]  # agreed on


def test_a_weight_that_was_filled_in_rests_on_its_cell() -> None:
    scored = _score("A11", "3", expert="甲", weight=D(4))
    assert _behind(scored, measure="weight") == [(2, "分值")]
    assert _behind(_score("A11", "3"), measure="weight") == []
