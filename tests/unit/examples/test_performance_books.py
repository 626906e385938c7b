"""The performance sheets of the public examples hold what the published reports state."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest
from _pytest.mark.structures import ParameterSet

from mingzhang.domain.book.dims import parse_dims
from mingzhang.domain.book.performance_sheets import SelfEvaluationRow, SiteRow
from mingzhang.domain.book.sheets import DisputedRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.from_book import performance_of
from mingzhang.domain.performance.model import Band, Comparator, Performance
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey, Stage
from mingzhang.facts.provenance import Derived, Origin
from mingzhang.kernel.money import UNITS
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.concepts import concept
from mingzhang.usecases.import_book import ImportedBook, import_book
from tools.reconstruct.printed import EXAMPLES, EXPECTED, key_of

#: Expected table → book.
TABLES = {
    "leshan-2021": "leshan-2021",
    "luzhou-2023-performance": "luzhou-2023",
    "yanjiang-2020-performance": "yanjiang-2020",
}
#: An indicator in a key, be it what the figure is or what it is a share of.
_INDICATOR = re.compile(r"indicator[=:]([\w-]+)")
Row = dict[str, str]


@cache
def _book(name: str) -> tuple[ImportedBook, Figures]:
    imported = import_book(EXAMPLES / name)
    return imported, Figures(imported.facts)


@cache
def _performance(name: str) -> Performance:
    imported, figures = _book(name)
    return performance_of(imported.book, figures)


@cache
def _table(table: str) -> tuple[Row, ...]:
    with (EXPECTED / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


def _rows(*statuses: str) -> list[ParameterSet]:
    return [
        pytest.param(book, row, id=f"{table}-{number}-{row['label']}")
        for table, book in TABLES.items()
        for number, row in enumerate(_table(table), start=2)
        if row["status"] in statuses
    ]


def _key(name: str, text: str) -> FactKey:
    book = _book(name)[0].book
    return key_of(text, book.whole, book.year)


def _exact(name: str, row: Row) -> Decimal:
    """Return the exact value in the unit printed; a score is what the office stated."""
    key = _key(name, row["key"])
    if key.concept == "points":
        return _stated(name, key.get("project"))
    found = _book(name)[1].quantity(key)
    assert isinstance(found, Known), found
    scale = UNITS.get(row["unit"], Decimal(1)) if concept(key.concept).unit == "yuan" else 1
    return found.value / scale


def _stated(name: str, project: str | None) -> Decimal:
    rows = _book(name)[0].book.rows(SelfEvaluationRow)
    (stated,) = (row.stated for row in rows if row.project == project)
    assert stated is not None
    return stated


def _shown(name: str, row: Row, places: int) -> Decimal:
    exact = _exact(name, row)
    if row["direction"]:
        assert (exact < 0) == (row["direction"] == "减少")
        exact = abs(exact)
    return half_up(exact, places)


@pytest.mark.parametrize(("name", "row"), _rows("required", "inferred"))
def test_a_printed_figure_follows_from_the_book(name: str, row: Row) -> None:
    assert _shown(name, row, int(row["places"])) == Decimal(row["value"])


@pytest.mark.parametrize(("name", "row"), _rows("error"))
def test_a_wrong_figure_comes_out_right(name: str, row: Row) -> None:
    assert _shown(name, row, 2) == Decimal(row["right_value"]) != Decimal(row["value"])
    assert row["reason"]


@pytest.mark.parametrize(("name", "row"), _rows("disputed"))
def test_a_doubtful_figure_is_kept_beside_the_derived_one(name: str, row: Row) -> None:
    assert _shown(name, row, int(row["places"])) != Decimal(row["value"])
    assert row["value"] in _doubts(name)[_key(name, row["key"])]


def _doubts(name: str) -> dict[FactKey, str]:
    book = _book(name)[0].book
    return {
        FactKey.of(
            doubt.concept, book.whole, book.year, Stage(doubt.stage or "actual"), _dims(doubt)
        ): doubt.printed
        for doubt in book.rows(DisputedRow)
    }


def _dims(doubt: DisputedRow) -> dict[str, str]:
    dims = parse_dims(doubt.dims)
    return {**dims, "measure": doubt.measure} if doubt.measure else dims


@pytest.mark.parametrize(("name", "row"), _rows("inferred"))
def test_an_inferred_figure_rests_on_an_inferred_row(name: str, row: Row) -> None:
    found = _book(name)[1].quantity(_key(name, row["key"]))
    assert isinstance(found, Known)
    assert isinstance(found.provenance, Derived)
    facts = _book(name)[0].facts
    origins = [f.source.origin for k in found.provenance.operands for f in facts.rows_behind(k)]
    assert Origin.INFERRED in origins


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_table_is_well_formed(table: str) -> None:
    rows = _table(table)
    assert {row["status"] for row in rows} <= {
        "required",
        "inferred",
        "error",
        "disputed",
        "excluded",
    }
    for row in rows:
        assert row["document"]
        assert row["section"]
        assert int(row["places"]) == len(row["value"].partition(".")[2])
        assert bool(row["key"]) == (row["status"] != "excluded")
        assert row["reason"] or row["status"] == "required"


@pytest.mark.parametrize("table", TABLES)
def test_few_rows_are_set_aside(table: str) -> None:
    rows = _table(table)
    aside = [row for row in rows if row["status"] != "required"]
    assert len(rows) > 80
    assert len(aside) < len(rows) / 5


@pytest.mark.parametrize("name", TABLES.values())
def test_every_indicator_value_of_the_book_is_asked_for(name: str) -> None:
    """What the print states is in the table; an actual that it does not print is inferred."""
    table = next(t for t, book in TABLES.items() if book == name)
    asked = {code for row in _table(table) for code in _INDICATOR.findall(row["key"])}
    performance = _performance(name)
    origins = {
        actual.indicator: actual.origin
        for project in performance.every
        for reports in project.actuals.values()
        for actual in reports
        if actual.value is not None and not actual.from_fact
    }
    origins |= {each.code: each.origin for each in performance.results if each.value is not None}
    assert len(origins) > 25
    assert {origin for code, origin in origins.items() if code not in asked} <= {"inferred"}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("leshan-2021", ["WSHD", "ZWZS", "ZSHD", "DJG", "LBH"]),
        ("luzhou-2023", ["ZDZS", "ZXZJ"]),
        ("yanjiang-2020", ["ZSZX", "ZWFJ", "ZDHD", "ZSGZ"]),
    ],
)
def test_projects_are_those_that_the_reports_name(name: str, codes: list[str]) -> None:
    assert [project.code for project in _performance(name).projects] == codes


def test_leshan_targets_known_through_a_rate_only_are_inferred() -> None:
    found = {
        i.code: i.target
        for project in _performance("leshan-2021").projects
        for i in project.indicators
        if i.origin == "inferred"
    }
    assert list(found.values()) == [Decimal(t) for t in _INFERRED]


_INFERRED = (144, 360, 720, 144, 60, 280, 100, 116, 45)


def test_leshan_foreign_affairs_has_targets_results_and_one_without_result() -> None:
    project = _performance("leshan-2021").project("WSHD")
    goal = project.indicators
    assert [i.target for i in goal] == [Decimal(t) for t in (9, 60, 1, 1, 1, 5, 2, 95, 95)]
    assert [i.code for i in goal if project.final(i.code) is None] == ["WSHD-09"]
    short = project.final("WSHD-02")
    assert short is not None
    assert (short.value, bool(short.reason)) == (Decimal(55), True)
    assert project.money.received == project.money.spent == project.money.adjusted == 238_300
    assert project.money.initial is None


def test_luzhou_whole_goal_has_eleven_less_one_indicators() -> None:
    goal = _performance("luzhou-2023").whole.indicators
    counts = {
        level: len([i for i in goal if i.level == level])
        for level in ("output", "benefit", "satisfaction", "cost")
    }
    assert counts == {"output": 6, "benefit": 2, "satisfaction": 1, "cost": 1}


def test_luzhou_special_fund_takes_its_execution_from_the_facts() -> None:
    project = _performance("luzhou-2023").project("ZXZJ")
    execution = project.final("ZXZJ-01")
    assert execution is not None
    assert execution.from_fact
    assert execution.value == 100
    assert [i.comparator for i in project.indicators] == [
        Comparator.EQUAL,
        *[Comparator.YES_NO] * 3,
        Comparator.QUALITATIVE,
        Comparator.AT_LEAST,
    ]
    lasting = project.final("ZXZJ-05")
    assert lasting is not None
    assert lasting.band is Band.REACHED


def _values(name: str, codes: Iterator[str]) -> Decimal:
    figures = _book(name)[1]
    found = (figures.value(_key(name, f"indicator{{indicator={code}}}")) for code in codes)
    return sum((value for value in found if value is not None), Decimal(0))


def test_luzhou_special_fund_adds_up_by_recipient_and_by_use() -> None:
    by_use = _values("luzhou-2023", (f"ZXZJ-{n}" for n in range(51, 55)))
    by_area = _values("luzhou-2023", (f"ZXZJ-{n}" for n in range(65, 74)))
    city = _values("luzhou-2023", iter(["ZXZJ-62", "ZXZJ-63"]))
    weights = _values("luzhou-2023", (f"ZXZJ-{n}" for n in range(74, 78)))
    money = _performance("luzhou-2023").project("ZXZJ").money
    assert [by_use, by_area, city, weights] == [Decimal(n) for n in (5722, 5602, 120, 100)]
    assert money.adjusted == money.received == money.spent == 57_220_000


def test_luzhou_sites_are_eleven_and_one_has_no_amount() -> None:
    sites = _book("luzhou-2023")[0].book.rows(SiteRow)
    amounts = [site.amount for site in sites]
    assert (len(sites), amounts.count(None)) == (11, 1)
    # 龙马潭区's 80 万元 is the share whose site the report names otherwise.
    assert sum((a for a in amounts if a is not None), Decimal(0)) == 57_220_000 - 800_000


def test_yanjiang_money_is_by_source_and_nothing_was_spent_on_the_branch() -> None:
    performance = _performance("yanjiang-2020")
    for code, adjusted, spent in (("ZSZX", 2_000_000, 1_700_000), ("ZWFJ", 1_200_000, 0)):
        project = performance.project(code)
        assert project.money.adjusted == adjusted
        assert project.money.spent == spent
        assert project.by_source["fiscal"].spent == spent
        assert project.by_source["other"].spent == 0


def test_yanjiang_copied_targets_are_no_results() -> None:
    performance = _performance("yanjiang-2020")
    for project, code in (("ZSZX", "03"), ("ZSZX", "04"), ("ZWFJ", "02"), ("ZWFJ", "03")):
        final = performance.project(project).final(f"{project}-{code}")
        assert final is not None
        assert not final.reported
        assert final.wording == "≥90"


def test_yanjiang_sectors_add_up_to_the_whole() -> None:
    counts = _values("yanjiang-2020", (f"ZSZX-{n}" for n in (51, 52, 53)))
    sums = _values("yanjiang-2020", (f"ZSZX-{n}" for n in (54, 55, 56)))
    assert counts == 38
    assert sums == Decimal("323.85")
    assert sums == _values("yanjiang-2020", iter(["ZSZX-02"]))


@pytest.mark.parametrize(
    ("name", "project", "points", "grade"),
    [
        ("luzhou-2023", None, "94.26", ""),
        ("luzhou-2023", "ZXZJ", "99.44", ""),
        ("yanjiang-2020", None, "91.07", "良"),
        ("yanjiang-2020", "ZSZX", "90", "良"),
        ("yanjiang-2020", "ZWFJ", "90", "良"),
    ],
)
def test_stated_scores_are_kept_as_stated(
    name: str, project: str | None, points: str, grade: str
) -> None:
    rows = _book(name)[0].book.rows(SelfEvaluationRow)
    (row,) = (row for row in rows if row.project == project)
    assert (row.stated, row.grade) == (Decimal(points), grade)
