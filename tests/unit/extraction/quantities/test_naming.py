import pytest

from mingzhang.domain.checks.model import Kind
from mingzhang.extraction.quantities.naming import read_name, stripped


@pytest.mark.parametrize(
    ("words", "quantity", "scope", "stage", "entity"),
    [
        ("一般公共预算财政拨款支出决算", "expenditure", "general", "actual", ""),
        ("财政拨款收、支总计", "totals", "fiscal", "", ""),
        ("2021年度收入、支出预算总计", "totals", "", "budget", ""),
        ("政府性基金支出预算支出", "expenditure", "fund", "budget", ""),
        ("国有资本经营预算拨款收入", "revenue", "capital", "", ""),
        ("“三公”经费财政拨款支出年初预算", "three_public", "fiscal", "initial", ""),
        ("因公出国（境）费用支出", "overseas", "", "", ""),
        ("公务用车购置及运行维护费（含租用）支出决算", "vehicles", "", "actual", ""),
        ("青禾市水务局机关运行经费支出", "agency_running", "", "", "青禾市水务局"),
        ("我局2022年政府采购支出总额", "procurement", "", "", ""),
        ("拟采购货物支出", "procurement_goods", "", "budget", ""),
        ("使用非财政拨款结余（含专用结余）", "surplus_used", "", "", ""),
        ("国内公务接待（招商引资）支出", "reception_promotion", "", "", ""),
        ("调整后预算基本支出", "basic", "", "adjusted", ""),
    ],
)
def test_names_of_money(words: str, quantity: str, scope: str, stage: str, entity: str) -> None:
    name = read_name(words, Kind.MONEY, "万元")
    assert name is not None
    assert name.quantity is not None
    assert (name.quantity.id, name.scope, name.stage, name.entity) == (
        quantity,
        scope,
        stage,
        entity,
    )


@pytest.mark.parametrize(
    "words",
    [
        "该项目支出",  # of one project
        "驻点基本支出",
        "用于支出",
        "甲区乙街道培训教育经费支出情况说明会",
        "公务接待费、公车购置费、公车运行费（“三公”经费）",  # a list with its sum in brackets
        "公车运行费（“三公”经费）决算总额",
        "",
    ],
)
def test_what_is_no_name_of_the_department_is_none(words: str) -> None:
    assert read_name(words, Kind.MONEY, "万元") is None


@pytest.mark.parametrize(
    ("words", "unit", "quantity"),
    [
        ("国内公务接待", "批次", "reception_domestic_batches"),
        ("国内公务接待", "人次", "reception_domestic_people"),
        ("年末单位共有公务用车", "辆", "vehicle_held"),
        ("按规定更新购置公务用车", "辆", "vehicle_bought"),
        ("青禾市水务局共有车辆", "辆", "vehicles_total"),
        ("事业编制", "名", "staff_quota_institutional"),
    ],
)
def test_counts_are_told_by_their_measure_word(words: str, unit: str, quantity: str) -> None:
    name = read_name(words, Kind.COUNT, unit)
    assert name is not None
    assert name.quantity is not None
    assert name.quantity.id == quantity
    assert read_name(words, Kind.COUNT, "吨") is None


def test_a_plain_word_is_bare_and_a_told_one_is_not() -> None:
    plain, told = (read_name(w, Kind.MONEY, "万元") for w in ("支出", "财政拨款支出"))
    assert plain is not None
    assert plain.bare
    assert told is not None
    assert not told.bare


def test_a_name_that_only_tells_whose_and_when() -> None:
    name = read_name("青禾市水务局2023年年初预算", Kind.MONEY, "万元")
    assert name is not None
    assert name.quantity is None
    assert (name.stage, name.entity) == ("initial", "青禾市水务局")


def test_the_last_stage_of_a_name_counts() -> None:
    assert stripped("三公经费财政拨款支出年初预算支出决算") == ("三公经费支出", "fiscal", "actual")
