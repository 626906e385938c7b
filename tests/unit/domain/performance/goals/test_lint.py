"""Goal lint: for each rule a goal that it speaks of, and one that it passes."""

from decimal import Decimal

import pytest

from mingzhang.domain.book.performance_sheets import GoalRow, ParameterRow
from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.documents import cite
from mingzhang.rulebook.notices import notice_rules
from tests.unit.domain.performance.goal_books import (
    REST,
    D,
    Goals,
    goals,
    indicator,
    money,
    rules_of,
    with_text,
)


def _one(rule: str, found: Goals) -> str:
    """Return what a rule says, which it does once and with evidence."""
    (notice,) = [n for n in found.notices if n.rule == rule]
    assert notice.evidence
    assert notice.place is not None
    assert cite(notice_rules()[rule].basis)
    return notice.said


def _silent(rule: str, found: Goals) -> None:
    assert rule not in rules_of(found.notices)


def test_a_goal_that_lacks_nothing_is_let_alone() -> None:
    assert with_text(indicator(), *REST).notices == ()


def test_a_book_without_goals_cannot_be_examined() -> None:
    (notice,) = goals(money(5)).notices
    assert notice.rule == "goal.none"
    assert "2023年" in notice.said


# -- the goal as a whole --------------------------------------------------------------------------


def test_a_budget_without_a_goal() -> None:
    other = indicator("o", project=None)
    assert "招商" in _one("goal.missing", goals(other, money(5)))
    _silent("goal.missing", goals(other))
    _silent("goal.missing", with_text(indicator(), other, money(5)))


def test_a_goal_without_indicators_and_the_reverse() -> None:
    _one("goal.no_indicators", with_text())
    _silent("goal.no_indicators", with_text(indicator()))
    _one("goal.no_text", goals(indicator()))
    _one("goal.no_text", with_text(indicator(), text=""))
    _silent("goal.no_text", with_text(indicator()))


def test_a_project_of_several_years_needs_a_goal_for_them() -> None:
    long = ProjectRow(code="P1", name="招商", first_year=2022, last_year=2025)
    assert "实施 4 年" in _one("goal.medium_missing", with_text(indicator(), project=long))
    medium = GoalRow(project="P1", annual="一", medium="二")
    _silent("goal.medium_missing", goals(medium, indicator(), project=long))
    _silent("goal.medium_missing", with_text(indicator(medium=D(80)), project=long))
    _silent("goal.medium_missing", with_text(indicator()))


def test_a_new_project_without_a_decision() -> None:
    new = ProjectRow(code="P1", name="招商", standing="new")
    _one("goal.decision_missing", with_text(indicator(), money(5), project=new))
    decided = ProjectRow(code="P1", name="招商", standing="new", decision="党组会议2022年第3次")
    _silent("goal.decision_missing", with_text(indicator(), money(5), project=decided))
    _silent("goal.decision_missing", with_text(indicator(), money(5)))


@pytest.mark.parametrize(
    ("left_out", "rule", "label"),
    [
        ("b", "goal.required_missing", "效益指标"),
        ("i1", "goal.required_missing", "数量指标"),
        ("q", "goal.usual_missing", "质量指标"),
        ("t", "goal.usual_missing", "时效指标"),
        ("s", "goal.usual_missing", "满意度指标"),
        ("c", "goal.cost_missing", "成本指标"),
    ],
)
def test_kinds_of_indicators_that_are_missing(left_out: str, rule: str, label: str) -> None:
    every = (indicator(), *REST)
    found = with_text(*(i for i in every if i.code != left_out))
    assert rules_of(found.notices) == [rule]
    assert found.notices[0].said.endswith(f"没有{label}")


def test_the_output_as_a_whole_is_missed_once() -> None:
    found = with_text(*REST[2:])
    assert found.said("goal.required_missing") == ["“招商”没有产出指标"]


def test_cost_stands_under_the_output_in_the_older_form() -> None:
    older = [i for i in (indicator(), *REST) if i.code != "c"]
    found = with_text(*older, year=2020)
    assert found.said("goal.cost_missing") == ["“招商”没有产出成本指标"]
    cost = indicator("c", sublevel="output_cost", name="场均成本", comparator="at_most")
    assert with_text(*older, cost, year=2020).notices == ()


def test_a_special_fund_of_sichuan_has_a_form_of_its_own() -> None:
    own = indicator("m", level="management", sublevel="fund_management", name="预算执行率")
    rate = {"measure_unit": "%", "target": D(100)}
    effect = indicator("b", level="benefit", sublevel="lasting", name="企业数")
    served = REST[-1]
    special = indicator("m", level="management", sublevel="fund_management", name="率", **rate)
    assert with_text(special, effect, served).notices == ()
    assert "goal.mixed_forms" in rules_of(with_text(own, effect, region="110000").notices)


def test_indicators_of_two_forms() -> None:
    switch = ParameterRow(code="older_goal_form", value="是")
    older = indicator("x", sublevel="output_cost", name="场均成本", comparator="at_most")
    _one("goal.mixed_forms", with_text(switch, indicator(), *REST, older))
    _silent("goal.mixed_forms", with_text(switch, indicator(), *REST))


def _weighted(**points: int) -> Goals:
    rows = {i.code: i for i in (indicator(), *REST)}
    made = []
    for code, weight in points.items():
        given = {f: getattr(rows[code], f) for f in rows[code].__slots__}
        made.append(indicator(**{**given, "weight": D(weight)}))
    return with_text(*made)


def test_points_of_the_first_levels() -> None:
    usual = {"i1": 20, "q": 10, "t": 10, "b": 20, "c": 20, "s": 10}
    _silent("goal.level_weights", _weighted(**usual))
    off = _weighted(**{**usual, "i1": 30, "b": 10})
    assert "偏离统一权重" in _one("goal.level_weights", off)
    (notice,) = [n for n in off.notices if n.rule == "goal.level_weights"]
    assert notice.evidence == (
        "现为：成本指标 20 分、产出指标 50 分、效益指标 10 分、满意度指标 10 分",
        "统一权重：成本指标 20 分、产出指标 40 分、效益指标 20 分、满意度指标 10 分",
    )


def test_points_without_cost_or_satisfaction() -> None:
    _silent("goal.level_weights", _weighted(i1=30, q=10, t=10, b=30, s=10))
    _silent("goal.level_weights", _weighted(i1=30, q=10, t=10, b=40))
    _one("goal.level_weights", _weighted(i1=30, q=10, t=20, b=30))
    # Another total, or levels without a pattern: nothing to compare with.
    _silent("goal.level_weights", _weighted(i1=30, q=10, t=10, b=29))
    _silent("goal.level_weights", _weighted(i1=80, s=10))


def test_the_same_indicator_twice() -> None:
    again = indicator("i2", name="引进企业 i1", target=D(30))
    found = with_text(indicator(), again, *REST)
    assert "第2行" in _one("goal.duplicate", found)
    _silent("goal.duplicate", with_text(indicator(), indicator("i2"), *REST))


# -- one indicator --------------------------------------------------------------------------------


def _worded(**given: object) -> Goals:
    fields = {"comparator": "qualitative", "target": None, "measure_unit": "", **given}
    return with_text(indicator("x", **fields))


def test_wording_that_cannot_be_measured() -> None:
    said = _one("goal.unmeasurable", _worded(wording="进一步提升"))
    assert "数量指标" in said
    _one("goal.unmeasurable", _worded(wording="保障运转"))
    _silent("goal.unmeasurable", _worded(wording="不少于 20 家"))
    _silent("goal.unmeasurable", with_text(indicator(name="有效签约数")))
    words = _worded(wording="一批项目明显见效").notices[-1].evidence
    assert "无法核对的词：明显、一批" in words


def test_effects_may_be_told_in_words_but_not_by_degree_alone() -> None:
    effect = {"level": "benefit", "sublevel": "lasting"}
    _one("goal.qualitative", _worded(wording="进一步提升", **effect))
    _silent("goal.unmeasurable", _worded(wording="进一步提升", **effect))
    _silent("goal.qualitative", _worded(wording="建立长效机制", **effect))
    _silent("goal.qualitative", _worded(wording="进一步提升到 3 级", **effect))


def test_a_number_without_unit() -> None:
    _one("goal.unit_missing", with_text(indicator(measure_unit="")))
    _silent("goal.unit_missing", with_text(indicator()))


@pytest.mark.parametrize(
    "given",
    [
        {"level": "cost", "sublevel": "economic_cost", "name": "支出"},
        {"sublevel": "timeliness", "name": "办结时限", "measure_unit": "工作日"},
        {"direction": "negative"},
        {"comparator": "at_most", "direction": "positive"},
        {"level": "satisfaction", "sublevel": "served", "comparator": "at_most"},
    ],
)
def test_a_comparator_against_the_direction(given: dict[str, object]) -> None:
    _one("goal.comparator_direction", with_text(indicator("x", **given)))


@pytest.mark.parametrize(
    "given",
    [
        {"level": "cost", "sublevel": "economic_cost", "name": "成本节约率"},
        {"level": "cost", "sublevel": "economic_cost", "comparator": "at_most"},
        {"sublevel": "timeliness", "measure_unit": "%"},
        {"sublevel": "timeliness", "measure_unit": "工作日", "comparator": "at_most"},
    ],
)
def test_a_comparator_with_the_direction(given: dict[str, object]) -> None:
    _silent("goal.comparator_direction", with_text(indicator("x", **given)))


def test_a_target_of_nothing() -> None:
    _one("goal.zero_target", with_text(indicator(target=D(0))))
    _silent("goal.zero_target", with_text(indicator(target=D(0), comparator="at_most")))
    _silent("goal.zero_target", with_text(indicator()))


def test_rates_out_of_range() -> None:
    rate = {"name": "覆盖率", "measure_unit": "%"}
    assert "大于 100%" in _one("goal.rate_range", with_text(indicator(**rate, target=D(101))))
    assert "95%？" in _one("goal.rate_range", with_text(indicator(**rate, target=D("0.95"))))
    for fine in (
        indicator(**rate, target=D(100)),
        indicator(**rate, target=D(2)),
        indicator(**{**rate, "name": "同比增长率"}, target=D(150)),
        indicator(**rate, target=D("0.5"), comparator="at_most"),
        indicator(target=D(500)),
    ):
        _silent("goal.rate_range", with_text(fine))


def test_how_satisfaction_is_written() -> None:
    served = {"level": "satisfaction", "sublevel": "served", "name": "满意度", "target": D(90)}
    _one("goal.satisfaction_format", with_text(indicator(**served, measure_unit="")))
    _one("goal.satisfaction_format", with_text(indicator(**served, measure_unit="分")))
    equal = {**served, "comparator": "equal"}
    _one("goal.satisfaction_format", with_text(indicator(**equal, measure_unit="%")))
    _silent("goal.satisfaction_format", with_text(indicator(**served, measure_unit="%")))
    _silent("goal.unit_missing", with_text(indicator(**served, measure_unit="")))


def test_a_target_below_ones_own_past() -> None:
    found = with_text(indicator(previous=D(25)))
    assert _one("goal.below_past", found) == "“引进企业i1”比上年实绩低 5家"
    (notice,) = [n for n in found.notices if n.rule == "goal.below_past"]
    assert notice.evidence == (
        "绩效指标 第2行「年度指标值」：≥20家",
        "绩效指标 第2行「上年完成值」：25家",
        "相差 5家",
    )
    cost = {"comparator": "at_most", "name": "场均成本"}
    assert "高 5家" in _one("goal.below_past", with_text(indicator(**cost, previous=D(15))))
    _silent("goal.below_past", with_text(indicator(previous=D(19))))
    _silent("goal.below_past", with_text(indicator(**cost, previous=D(21))))
    _silent("goal.below_past", with_text(indicator()))
    between = {"comparator": "range", "upper": D(30), "previous": D(40)}
    _silent("goal.below_past", with_text(indicator(**between)))


def test_a_target_copied_from_last_year() -> None:
    _one("goal.equal_past", with_text(indicator(previous=D(20))))
    _silent("goal.equal_past", with_text(indicator(previous=D("20.01"))))
    full = {"measure_unit": "%", "target": D(100), "previous": D(100)}
    _silent("goal.equal_past", with_text(indicator(**full)))
    none = {"comparator": "at_most", "target": D(0), "previous": D(0)}
    _silent("goal.equal_past", with_text(indicator(**none)))
    _silent("goal.equal_past", with_text(indicator(comparator="equal", previous=D(20))))


# -- the text against the indicators --------------------------------------------------------------


def _text(text: str, **given: object) -> Goals:
    return with_text(indicator("x", **{"name": "引进企业数量", **given}), text=text)


def test_a_number_of_the_text_that_contradicts_its_indicator() -> None:
    found = _text("全年引进企业不少于25家。")
    said = _one("goal.text_contradicted", found)
    assert said == "年度目标写“25家”，指标“引进企业数量”为“≥20家”"
    assert found.notices[-1].place == Place("绩效目标", 2, "年度目标")
    _silent("goal.text_contradicted", _text("全年引进企业不少于20家。"))
    _silent("goal.text_contradicted", _text("全年引进20家企业。"))
    _silent("goal.text_contradicted", _text("2025年引进企业第25名。"))


def test_a_number_that_no_indicator_bears() -> None:
    assert "3场" in _one("goal.text_unborne", _text("举办推介会3场。"))
    _silent("goal.text_unborne", _text("走访企业20家。"))
    _silent("goal.text_unborne", _text("按照〔2023〕12号文件，2023年12月31日前完成第3次普查。"))
    # A goal without indicators is told as such; its numbers are not told one by one.
    assert rules_of(with_text(text="举办推介会3场。").notices) == ["goal.no_indicators"]


def test_money_is_compared_in_yuan() -> None:
    invested = {"name": "签约投资额", "measure_unit": "亿元", "target": D("1.5")}
    _silent("goal.text_contradicted", _text("签约投资15000万元。", **invested))
    _one("goal.text_contradicted", _text("签约投资1.5万元。", **invested))


def test_the_budget_itself_needs_no_indicator() -> None:
    row = indicator("x")
    _silent("goal.text_unborne", with_text(row, money(500_000), text="安排资金50万元。"))
    _one("goal.text_unborne", with_text(row, money(500_001), text="安排资金50万元。"))


def test_the_text_of_the_whole_rests_on_the_indicators_of_its_projects() -> None:
    whole = GoalRow(annual="引进企业20家，办会3场。")
    own = indicator("w", project=None, name="到位资金", measure_unit="亿元")
    found = with_text(whole, own, indicator())
    assert [n.said for n in found.notices if n.rule == "goal.text_unborne"] == [
        "年度目标中的“3场”没有指标承接"
    ]


def test_words_for_numbers() -> None:
    assert "一批、若干" in _one("goal.text_vague", _text("引进一批企业，签约若干。"))
    _silent("goal.text_vague", _text("引进企业20家。"))


def test_a_text_of_many_numbers_is_borne_number_by_number() -> None:
    text = (
        "一年内：接待外宾 9 批次、60 人次；友城新建 1 个；友好合作城市新建 1 个以上；"
        "办友城交流活动 5 场；外宾满意度达 95%。"
    )
    rows = [
        indicator("1", name="接待外宾批次", target=D(9), measure_unit="批"),
        indicator("2", name="接待外宾人次", target=D(60), measure_unit="人次"),
        indicator("3", name="新建友城数量", target=D(1), measure_unit="个"),
        indicator("4", name="新建友好合作城市", target=D(1), measure_unit="个"),
        indicator("5", name="友城交流活动", target=D(5), measure_unit="场次"),
        indicator("6", name="外宾满意度", target=D(95), measure_unit="%"),
    ]
    spoken = rules_of(with_text(*rows, text=text).notices)
    assert not [r for r in spoken if r.startswith("goal.text")]
    rows[4] = indicator("5", name="友城交流活动", target=D(4), measure_unit="场次")
    assert "5 场" in _one("goal.text_contradicted", with_text(*rows, text=text))


def test_the_same_goals_give_the_same_notices() -> None:
    made = [with_text(indicator(previous=Decimal(25)), text="办会3场。").notices for _ in range(2)]
    assert made[0] == made[1]


def test_only_what_has_official_ground_is_an_error() -> None:
    own = [r for r in notice_rules().values() if r.stage in ("goal", "review", "ex_ante")]
    errors = {r.id for r in own if r.severity == "error"}
    expected = {"goal.missing", "goal.no_indicators", "review.must_not_enter", "ex_ante.refused"}
    assert errors == expected
    assert all("非官方" not in cite(notice_rules()[rule].basis) for rule in errors)
