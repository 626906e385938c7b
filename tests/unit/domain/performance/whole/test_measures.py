"""What is measured: ratios of the book, counts of goals, progress; zero and unknown operands."""

from datetime import date
from decimal import Decimal

import pytest

from mingzhang.domain.book.performance_sheets import (
    ActualRow,
    FundRow,
    ProgressRow,
    SelfEvaluationRow,
)
from mingzhang.domain.book.sheets import (
    AssetRow,
    BudgetRow,
    FigureRow,
    ProjectRow,
    StaffRow,
    ThreePublicRow,
)
from mingzhang.domain.performance.scoring.scored import Standing
from mingzhang.domain.performance.whole.system_model import System
from mingzhang.facts.key import FactKey
from mingzhang.kernel.rounding import half_up
from tests.unit.domain.performance.goal_books import YEAR, indicator
from tests.unit.domain.performance.whole.evaluated import D, one, parts, rated

RISING = 'curve = { kind = "linear", full = "100", zero = "0" }\n'


def _two(measure: str, first: str, second: str) -> System:
    operands = "".join(
        f'[[indicator.operand]]\nlabel = "{label}"\nsum = {pattern}\n'
        for label, pattern in (("甲数", first), ("乙数", second))
    )
    return one(f'measure = "{measure}"\n{RISING}{operands}')


STAFF = _two(
    "share",
    '["staff{staff_kind=administrative}", "staff{staff_kind=institution}"]',
    '["staff_quota{staff_kind=administrative}", "staff_quota{staff_kind=institution}"]',
)
CHANGE = _two("growth", '["three_public"]', '["three_public:-1"]')
PART = _two("part", '["treasury_cut:-1"]', '["treasury_recovered:-1"]')


def _staff(kind: str, quota: int | None, actual: int) -> StaffRow:
    return StaffRow(staff_kind=kind, quota=None if quota is None else D(quota), actual=D(actual))


def test_a_ratio_names_its_operands_and_shows_its_sum() -> None:
    line = rated(
        STAFF, _staff("administrative", 11, 12), _staff("participating", 24, 20),
        _staff("ordinary_institution", 14, 13), _staff("retired", None, 9),
    )  # fmt: skip
    assert line.measured.text == "甲数 ÷ 乙数 × 100%"
    assert line.measured.formula == "甲数45人 ÷ 乙数49人 × 100% ≈ 91.84%"
    assert [(o.label, o.value) for o in line.measured.operands] == [
        ("甲数", D(45)),
        ("乙数", D(49)),
    ]
    concepts = [[k.concept for k in o.keys] for o in line.measured.operands]
    assert concepts == [["staff"] * 2, ["staff_quota"] * 2]
    assert (line.points, line.standing) == (D("91.84"), Standing.SCORED)


def test_a_zero_denominator_does_not_apply_and_is_never_divided() -> None:
    line = rated(STAFF, _staff("administrative", 0, 0), _staff("ordinary_institution", 0, 0))
    assert (line.points, line.standing) == (None, Standing.NOT_APPLICABLE)
    assert line.reason == "乙数为零，不适用"
    assert not line.counts


def test_zero_staff_of_some_quota_is_a_value() -> None:
    line = rated(STAFF, _staff("administrative", 5, 0), _staff("ordinary_institution", 0, 0))
    assert (line.measured.value, line.points) == (D(0), D(0))


def test_an_unknown_operand_leaves_the_line_unexamined_and_says_which() -> None:
    line = rated(STAFF, StaffRow(staff_kind="administrative", actual=D(5)))
    assert (line.points, line.standing) == (None, Standing.UNSCORED)
    assert line.reason == "缺少乙数（2023年编制数（人员类别=行政）：账套未提供）"
    assert line.measured.operands[0].value == 5


def _three(this: str, last: str | None) -> tuple[object, ...]:
    now = ThreePublicRow(item="overseas", actual=D(this))
    if last is None:
        return (now,)
    return now, FigureRow(concept="three_public", dims="", value=D(last))


@pytest.mark.parametrize(
    ("this", "last", "value", "standing"),
    [
        ("110", "100", "10", Standing.SCORED),
        ("100", "110", "-9.09", Standing.SCORED),
        ("0", "110", "-100", Standing.SCORED),
        ("10", "0", None, Standing.NOT_APPLICABLE),
        ("0", "0", None, Standing.NOT_APPLICABLE),
        ("10", None, None, Standing.UNSCORED),
    ],
)
def test_growth(this: str, last: str | None, value: str | None, standing: Standing) -> None:
    line = rated(CHANGE, *_three(this, last))
    found = line.measured.value
    assert (None if found is None else half_up(found, 2)) == (None if value is None else D(value))
    assert line.standing is standing


def test_a_negative_base_gives_no_ratio() -> None:
    base = FigureRow(concept="carry_in", dims="", value=D(-5))
    line = rated(_two("growth", '["carry_in:-1"]', '["carry_in:-1"]'), base)
    assert (line.measured.value, line.standing) == (None, Standing.UNSCORED)
    assert line.reason == "乙数为负数，不计算比率"


@pytest.mark.parametrize(
    ("cut", "recovered", "points"),
    [("30", "10", "75"), ("0", "10", "0"), ("10", "0", "100"), ("0", "0", "100")],
)
def test_part_of_both_gives_all_where_there_is_neither(
    cut: str, recovered: str, points: str
) -> None:
    line = rated(
        PART,
        FigureRow(concept="treasury_cut", dims="", value=D(cut)),
        FigureRow(concept="treasury_recovered", dims="", value=D(recovered)),
    )
    assert line.points == D(points)


PER_HEAD = one(
    'measure = "per_head_growth"\ncurve = { kind = "linear", full = "0", zero = "20" }\n'
    + "".join(
        f'[[indicator.operand]]\nlabel = "{label}"\nsum = ["{pattern}"]\n'
        for label, pattern in (
            ("本年资产", "asset_value"),
            ("本年人数", "staff"),
            ("上年资产", "asset_value:-1"),
            ("上年人数", "staff:-1"),
        )
    )
)


def _assets(now: int, heads: int, before: int, heads_before: int) -> tuple[object, ...]:
    return (
        AssetRow(asset="fixed", value=D(now)),
        _staff("administrative", None, heads),
        FigureRow(concept="asset_value", dims="", value=D(before)),
        FigureRow(concept="staff", dims="", value=D(heads_before)),
    )


def test_assets_per_head_as_a_published_report_has_them() -> None:
    """15902 a head against 18466: −13.88 %."""
    line = rated(PER_HEAD, *_assets(15902 * 45, 45, 18466 * 47, 47))
    assert line.measured.value is not None
    assert half_up(line.measured.value, 2) == D("-13.88")
    assert line.points == 100


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ((1, 0, 1, 1), "本年人数为零，不适用"),
        ((1, 1, 1, 0), "上年人数为零，不适用"),
        ((1, 1, 0, 1), "上年资产为零，不适用"),
    ],
)
def test_nothing_per_head_of_nobody(given: tuple[int, int, int, int], missing: str) -> None:
    line = rated(PER_HEAD, *_assets(*given))
    assert (line.standing, line.reason) == (Standing.NOT_APPLICABLE, missing)
    assert line.measured.text == (
        "（本年资产 ÷ 本年人数 − 上年资产 ÷ 上年人数）÷（上年资产 ÷ 上年人数）× 100%"
    )


GOALS = one(f'measure = "goals"\ngoals = ["quantity"]\n{RISING}')
COMPLETION = one(f'measure = "completion"\ngoals = ["quantity"]\n{RISING}')


def test_goals_are_counted_by_level_and_an_open_one_stops_the_count() -> None:
    rows = (indicator("q1"), indicator("q2"), indicator("s", sublevel="quality"))
    done = (ActualRow(indicator="q1", value=D(20)), ActualRow(indicator="q2", value=D(15)))
    line = rated(GOALS, *rows, *done)
    assert line.measured.formula == "完成的指标个数1个 ÷ 设定的指标个数2个 × 100% = 50%"
    named = [(k.get("indicator"), str(k.stage)) for k in line.measured.operands[0].keys]
    both = ("actual", "adjusted")
    assert named == [(code, stage) for code in ("q1", "q2") for stage in both]
    opened = rated(GOALS, *rows, done[0])
    assert opened.reason == "缺少完成的指标个数（1个没有可比的年末完成值：引进企业q2）"
    assert rated(GOALS, rows[2]).standing is Standing.NOT_APPLICABLE


def test_completion_is_the_mean_of_what_each_reached_at_most_all() -> None:
    rows = (indicator("q1"), indicator("q2"), indicator("q3", comparator="at_most"))
    done = [ActualRow(indicator=code, value=D(v)) for code, v in (("q1", 40), ("q2", 15))]
    worse = ActualRow(indicator="q3", value=D(21))
    line = rated(COMPLETION, *rows, *done, worse)
    assert line.measured.value is not None
    assert half_up(line.measured.value, 2) == D("58.33")  # (100 + 75 + 0) ÷ 3


def test_a_target_solved_from_a_rate_is_told() -> None:
    rows = (indicator("q1", origin="inferred"), ActualRow(indicator="q1", value=D(20)))
    assert rated(GOALS, *rows).measured.formula.endswith("（其中1个的年度指标值系推算）")


PACE = one(
    f'measure = "progress"\n{RISING}checkpoint = [{{ month = 6, planned = "40" }},'
    '{ month = 9, planned = "67.5" }, { month = 11, planned = "82.5" }]\n'
)
FUNDS = FundRow(project="P1", source="fiscal", adjusted=D(1000), spent=D(900))


def _spent(month: int, day: int, spent: int | None) -> ProgressRow:
    amount = None if spent is None else D(spent)
    return ProgressRow(project="P1", on=date(YEAR, month, day), spent=amount)


@pytest.mark.parametrize(
    ("june", "september", "november", "points"),
    [
        (400, 675, 825, "100"),
        (900, 900, 900, "100"),
        (200, 675, 825, "83.33"),
        (400, 540, 825, "93.33"),
        (0, 0, 0, "0"),
    ],
)
def test_checkpoints_at_their_targets_count_in_full(
    june: int, september: int, november: int, points: str
) -> None:
    rows = (_spent(6, 30, june), _spent(9, 30, september), _spent(11, 30, november))
    assert rated(PACE, FUNDS, *rows).points == D(points)


def test_a_checkpoint_without_money_of_a_project_cannot_be_examined() -> None:
    rows = (_spent(6, 30, 400), _spent(9, 29, 675), _spent(11, 30, 825))
    line = rated(PACE, FUNDS, *rows)  # of a day before the end of the month nothing follows
    assert line.reason == "缺少9月末累计执行（1个项目没有此数：招商）"


def test_december_is_the_year_s_spending() -> None:
    by = one(f'measure = "progress"\n{RISING}checkpoint = [{{ month = 12, planned = "100" }}]')
    assert rated(by, FUNDS).measured.value == 90


SURPLUS = one('measure = "surplus"\ncurve = { kind = "linear", full = "0", zero = "100" }')


@pytest.mark.parametrize(
    ("adjusted", "spent", "over"), [(1000, 900, 0), (1000, 899, 1), (1000, 1100, 0)]
)
def test_exactly_ten_percent_is_not_more_than_ten(adjusted: int, spent: int, over: int) -> None:
    row = FundRow(project="P1", source="fiscal", adjusted=D(adjusted), spent=D(spent))
    line = rated(SURPLUS, row)
    assert line.measured.operands[0].value == over
    assert line.points == 100 - 100 * over


def test_surplus_of_a_project_without_budget_or_without_figures() -> None:
    none = FundRow(project="P1", source="fiscal", adjusted=D(0), spent=D(0))
    assert rated(SURPLUS, none).standing is Standing.NOT_APPLICABLE
    unknown = rated(SURPLUS, FundRow(project="P1", source="fiscal", adjusted=D(5)))
    assert "1个项目的预算或执行不详：招商" in unknown.reason


def _entry(kind: str, amount: int, function: str) -> BudgetRow:
    return BudgetRow(
        entry=kind,
        side="expenditure",
        budget="general",
        function=function,
        nature="basic",
        economic="30101",
        amount=D(amount),
    )


def test_adjustments_add_up_whatever_their_sign_and_a_virement_once() -> None:
    by = one(
        'measure = "adjustment"\ncurve = { kind = "linear", full = "0", zero = "100" }\n'
        '[[indicator.operand]]\nlabel = "年初预算数"\nsum = ["expenditure:initial"]\n'
    )
    rows = (
        _entry("initial", 1000, "2011301"),
        _entry("addition", 30, "2011301"),
        _entry("reduction", -50, "2011301"),
        _entry("virement", -20, "2011301"),
        _entry("virement", 20, "2011308"),
    )
    line = rated(by, *rows)
    assert line.measured.value == 10  # (30 + 50 + 20) ÷ 1000
    assert [k.stage.value for o in line.measured.operands for k in o.keys] == [
        "adjustment",
        "initial",
    ]


RECHECK = one('measure = "recheck"\ncurve = { kind = "linear", full = "0", zero = "20" }')


def test_rechecks_are_averaged_without_their_signs() -> None:
    rows = (
        ProjectRow(code="P2", name="外事"),
        SelfEvaluationRow(project="P1", stated=D(80), rechecked=D(72)),
        SelfEvaluationRow(project="P2", stated=D(90), rechecked=D(99)),
    )
    line = rated(RECHECK, *rows)
    assert line.measured.value == 10
    assert rated(RECHECK).reason == "没有复核得分"


def test_a_key_asks_the_same_for_every_operand() -> None:
    """What a line prints as its operand is the figure at the operand's keys."""
    made = parts(_staff("administrative", 10, 9), _staff("ordinary_institution", 0, 0))
    (line,) = made.whole(STAFF).rating.lines
    for operand in line.measured.operands:
        values = [made.figures.value(FactKey.parse(str(key))) for key in operand.keys]
        assert sum((v for v in values if v is not None), Decimal(0)) == operand.value
