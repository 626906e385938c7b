"""The example books evaluated; what published reports print of their departments, as oracles."""

import json

import pytest

from mingzhang.domain.book.performance_sheets import WholeRow
from mingzhang.domain.performance.scoring.scored import Standing
from mingzhang.domain.performance.whole.model import Line, WholeEvaluation
from mingzhang.domain.performance.whole.record import whole_record
from mingzhang.domain.performance.whole.system import load_system, system_ids
from mingzhang.domain.performance.whole.system_model import System
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.notices import notice_rules
from tests.unit.domain.performance.whole.evaluated import D, example
from tools.reconstruct.printed import EXAMPLES

BOOKS = sorted(path.parent.name for path in EXAMPLES.glob("*/绩效指标.csv"))
WHOLE_SYSTEMS = [name for name in system_ids() if "-indicators-" in name]


def _reference(code: str, source: str, standard: str = "", **given: object) -> WholeRow:
    row: dict[str, object] = {"indicator": code, "source": source, "standard": standard, **given}
    return WholeRow(**row)  # type: ignore[arg-type]


_SHARE = "indicator{indicator=%s,measure=share,of=indicator(indicator:%s)}"
#: What the published evaluation of 2023 compares, by the data of the book.
PRINTED = (
    _reference("A41", "indicator{indicator=W-75,measure=growth}", "indicator{indicator=W-76}"),
    _reference("A42", _SHARE % ("W-79", "W-78"), "indicator{indicator=W-82}", reason="低于平均"),
    _reference("A43", _SHARE % ("W-81", "W-80"), "indicator{indicator=W-83}"),
    _reference("C4", "indicator{indicator=W-84,measure=completion}", reason="节约"),
)


def _luzhou() -> WholeEvaluation:
    return example("luzhou-2023", *PRINTED).whole()


@pytest.mark.parametrize(
    ("code", "value", "points"),
    [
        ("A41", "-13.88", "4"),  # 15902 against 18466 a head; the city's rate is 10.2 %
        ("A42", "0.70", "0"),  # 3400 of 482843; the city's average is 3.7 %
        ("A43", "41.48", "2"),  # 602203 of 1451645.71; the city's average is 40.9 %
        ("C4", "97.55", "0.98"),  # 7.17 of 7.35 万元
    ],
)
def test_ratios_as_printed_with_the_data_behind_them(code: str, value: str, points: str) -> None:
    line = _luzhou().rating.line(code)
    assert line.measured.value is not None
    assert half_up(line.measured.value, 2) == D(value)
    assert line.points == D(points)
    assert {k.concept for o in line.measured.operands for k in o.keys} == {"indicator"}
    assert all(o.value is not None for o in line.measured.operands)


def test_a_reference_writes_its_sum_out() -> None:
    formula = _luzhou().rating.line("A43").measured.formula
    assert formula == (
        "部分 ÷ 合计 × 100%：2023年指标“超最低使用年限办公设备原值”实际完成值602203.00元、"
        "2023年指标“办公设备原值”实际完成值1451645.71元 ≈ 41.48%"
    )


def test_kinds_of_projects_as_printed() -> None:
    """常年 9 projects of 1237.29 and 阶段 3 of 96 万元 make 12 of 1333.29, all of it spent."""
    kinds = {each.kind: each for each in _luzhou().executions}
    told = {
        kind: (each.count.value, each.budget.value, each.rate.value) for kind, each in kinds.items()
    }
    assert told == {
        "recurrent": (D(9), D("12372900"), D(100)),
        "one_off": (D(3), D("960000"), D(100)),
        "": (D(12), D("13332900"), D(100)),
    }
    # How many left more than 10 % is not known: the book registers two projects of twelve.
    assert kinds[""].over.reason == "账套登记2个，项目数为12个"


def test_no_procurement_makes_its_indicators_not_apply() -> None:
    rating = _luzhou().rating
    assert {rating.line(code).standing for code in ("A51", "A52")} == {Standing.NOT_APPLICABLE}
    assert rating.level("A5").weight == 0


def test_self_evaluation_of_funds_that_others_spend_has_no_share() -> None:
    covered = _luzhou().coverage
    assert (covered.projects, covered.rate) == (D(12), None)
    assert covered.reason == "项目数为12个，账套只登记2个"
    assert covered.money_rate is None


def test_a_project_without_spending_weighs_on_the_department() -> None:
    """2020: 41.17 % of the project budget was spent."""
    line = example("yanjiang-2020").whole().rating.line("A31")
    assert line.measured.value is not None
    assert half_up(line.measured.value, 2) == D("41.17")
    assert line.points == D("2.47")
    assert example("yanjiang-2020").whole().coverage.rate == 50


def test_quantity_goals_reached_of_those_set() -> None:
    line = example("leshan-2021").whole().rating.line("A12")
    assert line.measured.formula.startswith("完成的指标个数13个 ÷ 设定的指标个数16个")
    assert line.points == D("8.13")


def _sound(line: Line, system: System) -> bool:
    if line.points is None:
        return line.standing is not Standing.SCORED and line.reason != ""
    inside = 0 <= line.points <= line.weight or line.weight == 0
    return inside and (line.how != "" or line.stated) and system.find(line.item.id) is line.item


@pytest.mark.parametrize("by", WHOLE_SYSTEMS)
@pytest.mark.parametrize("name", BOOKS)
def test_every_book_by_every_system(name: str, by: str) -> None:
    system = load_system(by)
    found = example(name).whole(system)
    rating = found.rating
    assert [line.item.id for line in rating.lines] == [item.id for item in system.indicators]
    assert all(_sound(line, system) for line in rating.lines)
    first = [tally for tally in rating.levels if not system.level(tally.code).under]
    assert sum(tally.score for tally in first) == rating.total.score
    assert sum(tally.weight for tally in first) == rating.total.weight
    assert {n.rule for n in found.notices} <= set(notice_rules())
    # What cannot be examined is named, and never counted as nothing.
    weighted = [x for x in rating.lines if x.standing is Standing.UNSCORED]
    assert rating.total.open == sum(line.weight for line in weighted)
    json.dumps(whole_record(found))


@pytest.mark.parametrize("name", BOOKS)
def test_every_book_has_its_evaluations(name: str) -> None:
    found = example(name).evaluations()
    codes = {project.code for project in example(name).performance.projects}
    assert found.draw is not None
    assert set(found.draw.codes) == codes
    assert {n.rule for n in found.notices} <= set(notice_rules())


def test_notices_of_real_books_are_no_errors() -> None:
    for name in BOOKS:
        for notice in example(name).whole().notices:
            assert notice_rules()[notice.rule].severity != "error"
