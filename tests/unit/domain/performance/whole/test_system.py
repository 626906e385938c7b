"""Indicator systems: what they hold, by place and year, and every fault of one at once."""

import tomllib
from pathlib import Path

import pytest

from mingzhang.domain.performance.whole.measures import MEASURES
from mingzhang.domain.performance.whole.system import (
    load_system,
    project_system,
    read_system,
    system_ids,
    whole_system,
)
from mingzhang.rulebook.editions import NoEdition, editions, merged
from mingzhang.rulebook.loading import RulebookFault
from tests.unit.domain.performance.whole.evaluated import HEAD, one


@pytest.mark.parametrize(
    ("region", "year", "expected"),
    [
        ("510500", 2020, "51-indicators-2020"),
        ("510500", 2021, "51-indicators-2020"),
        ("510500", 2022, "51-indicators-2022"),
        ("510500", 2024, "51-indicators-2022"),
        ("510500", 2019, "cn-indicators-2013"),
        ("510500", 2025, "cn-indicators-2013"),
        ("310000", 2023, "cn-indicators-2013"),
    ],
)
def test_the_place_and_year_choose(region: str, year: int, expected: str) -> None:
    assert whole_system(region, year).id == expected


def test_there_is_none_before_the_first() -> None:
    with pytest.raises(NoEdition):
        whole_system("510500", 2012)
    with pytest.raises(NoEdition):
        project_system("510500", 2019)


@pytest.mark.parametrize("name", system_ids())
def test_every_system_has_a_hundred_points_by_default_and_calls_them_unofficial(name: str) -> None:
    system = load_system(name)
    assert sum(item.points for item in system.indicators) == 100
    assert not system.points.official
    assert all(system.path(item)[0].under == "" for item in system.indicators)
    filled = {item.level for item in system.indicators} | {x.under for x in system.levels}
    assert {level.id for level in system.levels} <= filled


def test_every_measure_is_used_by_some_system() -> None:
    used = {item.measure for name in system_ids() for item in load_system(name).indicators}
    assert used - {""} == set(MEASURES)


def test_output_and_benefit_bear_sixty_points() -> None:
    system = project_system("510500", 2023)
    assert system.basis.official
    results = [i for i in system.indicators if system.path(i)[0].result]
    assert [system.path(i)[0].title for i in results[:1]] == ["产出"]
    assert sum(i.points for i in results) >= 60


def test_the_ministry_s_ratios_stand_under_their_levels() -> None:
    system = load_system("cn-indicators-2013")
    assert [x.title for x in system.levels if not x.under] == ["投入", "过程", "产出", "效果"]
    execution = [i.title for i in system.indicators if i.level == "B1"]
    assert execution == [
        "预算完成率",
        "预算调整率",
        "支付进度率",
        "结转结余率",
        "结转结余变动率",
        "公用经费控制率",
        "“三公经费”控制率",
        "政府采购执行率",
    ]


def test_the_two_rates_of_execution_have_codes_of_their_own() -> None:
    """Spent ÷ received in evaluations; spent ÷ budget in self-evaluations and for departments."""
    rate = load_system("cn-evaluation-2020").find("B12")
    assert rate.title == "预算执行率"
    assert [spec.sum[0].split("{")[0] for spec in rate.operand] == ["expenditure", "funds_received"]


def _faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(RulebookFault) as refused:
        read_system("x", tomllib.loads(HEAD + text))
    return [(problem.place.column, problem.found) for problem in refused.value.problems]


def test_unknown_missing_and_ill_typed_fields_are_told_at_once() -> None:
    text = '[[indicator]]\nid = "I"\nlevel = "A1"\nweight = 100\ncolour = "红"\n'
    assert _faults(text) == [
        ("indicator[1].colour", "colour"),
        ("indicator[1].title", ""),
        ("indicator[1].weight", "100"),
    ]


_LINE = '[[indicator]]\nid = "I"\nlevel = "A1"\ntitle = "指标"\nweight = "100"\n'
_LINEAR = 'curve = { kind = "linear", full = "100", zero = "0" }\n'


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (_LINE.replace("A1", "B"), "indicator[I].level"),
        (_LINE.replace('"100"', '"九"'), "indicator[I].weight"),
        (_LINE.replace('"100"', '"99"'), "indicator.weight"),
        (_LINE + 'certainty = "sure"', "indicator[I].certainty"),
        (_LINE + _LINEAR, "indicator[I].measure"),
        (_LINE + 'per_case = "一"', "indicator[I].per_case"),
        (_LINE + 'measure = "guess"\n' + _LINEAR, "indicator[I].measure"),
        (_LINE + 'measure = "told"\n', "indicator[I].curve.kind"),
        (_LINE + 'measure = "told"\ncurve = { kind = "up" }', "indicator[I].curve.kind"),
        (_LINE + 'measure = "told"\ncurve = { kind = "linear", full = "1" }', "indicator[I].curve"),
        (
            _LINE + 'measure = "told"\ncurve = { kind = "upto", steps = "10" }',
            "indicator[I].curve.steps",
        ),
        (
            _LINE + 'measure = "told"\ncurve = { kind = "upto", steps = "10:120" }',
            "indicator[I].curve.steps",
        ),
        (
            _LINE + 'measure = "told"\ncurve = { kind = "lower", otherwise = "101" }',
            "indicator[I].curve.otherwise",
        ),
        (_LINE + 'measure = "told"\ncurve = { kind = "deduction" }', "indicator[I].weight"),
        (_LINE + 'measure = "share"\n' + _LINEAR, "indicator[I].operand"),
        (_LINE + 'measure = "progress"\n' + _LINEAR, "indicator[I].checkpoint"),
        (
            _LINE
            + 'measure = "progress"\ncheckpoint = [{ month = 13, planned = "50" }]\n'
            + _LINEAR,
            "indicator[I].checkpoint",
        ),
        (_LINE + 'measure = "goals"\ngoals = ["luck"]\n' + _LINEAR, "indicator[I].goals"),
        (_LINE + 'measure = "goals"\nscope = "half"\n' + _LINEAR, "indicator[I].scope"),
        (_LINE + 'measure = "told"\nquestions = ["甲"]\n' + _LINEAR, "indicator[I].measure"),
        (_LINE + 'applies = ["luck"]', "indicator[I].operand"),
        (_LINE + 'applies = ["staff{colour=red}"]', "indicator[I].operand"),
        (_LINE.replace('"I"', '"A1"'), "[A1]"),
        (_LINE + '[[level]]\nid = "C"\ntitle = "丙"\nunder = "Z"', "level[C].under"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(text: str, place: str) -> None:
    assert [where for where, _ in _faults(text)] == [place]


def test_grounds_have_to_be_known() -> None:
    text = HEAD.replace("indicator-framework", "hearsay").replace("K-L", "K-Z") + _LINE
    with pytest.raises(RulebookFault) as refused:
        read_system("x", tomllib.loads(text))
    assert [p.found for p in refused.value.problems] == ["hearsay", "K-Z"]


def test_a_place_changes_points_and_takes_indicators_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "5105-indicators-2022"
    folder.mkdir()
    (folder / "edition.toml").write_text(
        'since = 2022\nextends = "cn-indicators-2013"\ntitle = "市级"\n'
        '[[indicator]]\nid = "A23"\nretired = true\n'
        '[[indicator]]\nid = "A21"\nweight = "6"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("MINGZHANG_EDITIONS", str(tmp_path))
    for cached in (editions, merged, load_system):
        cached.cache_clear()
    try:
        system = whole_system("510500", 2023)
    finally:
        monkeypatch.undo()
        for cached in (editions, merged, load_system):
            cached.cache_clear()
    assert system.id == "5105-indicators-2022"
    assert system.find("A21").points == 6
    assert "A23" not in {item.id for item in system.indicators}


def test_levels_and_indicators_are_found_by_their_codes() -> None:
    system = one("")
    assert [level.title for level in system.path(system.find("I1"))] == ["甲", "乙"]
    with pytest.raises(KeyError):
        system.find("I2")
    with pytest.raises(KeyError):
        system.level("Z")
