"""The public example books: they import, and every figure their reports print follows from them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest
from _pytest.mark.structures import ParameterSet

from mingzhang.domain.book.dims import parse_dims
from mingzhang.domain.book.sheets import DisputedRow, NarrativeRow, ReasonRow
from mingzhang.domain.book.sourced import Sourced
from mingzhang.domain.figures import Figures
from mingzhang.domain.references import read_key
from mingzhang.domain.report.placeholders import bare_quantities, parts_of
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey, Stage
from mingzhang.kernel.money import UNITS
from mingzhang.kernel.rounding import half_up
from mingzhang.usecases.import_book import ImportedBook, import_book
from tools.reconstruct.printed import EXAMPLES, EXPECTED, key_of

NAMES = ("luzhou-2023", "yanjiang-2020")
Row = dict[str, str]


@cache
def _book(name: str) -> tuple[ImportedBook, Figures]:
    imported = import_book(EXAMPLES / name)
    return imported, Figures(imported.facts)


def _rows(*statuses: str) -> list[ParameterSet]:
    return list(_expected(statuses))


def _expected(statuses: tuple[str, ...]) -> Iterator[ParameterSet]:
    for name in NAMES:
        with (EXPECTED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                if row["status"] in statuses:
                    yield pytest.param(name, row, id=f"{name}-{number}-{row['label']}")


def _key(name: str, text: str) -> FactKey:
    imported, _ = _book(name)
    return key_of(text, imported.book.whole, imported.book.year)


def _shown(name: str, row: Row) -> Decimal:
    """Return the exact value as the report would print it, without its sign."""
    found = _book(name)[1].quantity(_key(name, row["key"]))
    assert isinstance(found, Known), found
    falling = row["direction"] == "减少"
    assert (found.value < 0) == falling, found
    exact = abs(found.value) / UNITS.get(row["unit"], Decimal(1))
    return half_up(exact, int(row["places"]))


@pytest.mark.parametrize(("name", "row"), _rows("required"))
def test_a_printed_figure_follows_from_the_book(name: str, row: Row) -> None:
    assert _shown(name, row) == Decimal(row["value"])


@pytest.mark.parametrize(("name", "row"), _rows("error"))
def test_a_wrong_figure_comes_out_right(name: str, row: Row) -> None:
    places = max(int(row["places"]), 2)
    assert _shown(name, {**row, "places": str(places)}) == Decimal(row["right_value"])
    assert Decimal(row["right_value"]) != Decimal(row["value"])


@pytest.mark.parametrize(("name", "row"), _rows("disputed"))
def test_a_doubtful_figure_is_kept_beside_the_derived_one(name: str, row: Row) -> None:
    assert _shown(name, row) != Decimal(row["value"])
    kept = {key: doubt.printed for key, doubt in _doubts(name)}
    assert row["value"] in kept[_key(name, row["key"])]


def _doubts(name: str) -> Iterator[tuple[FactKey, DisputedRow]]:
    book = _book(name)[0].book
    for doubt in book.rows(DisputedRow):
        dims = parse_dims(doubt.dims)
        if doubt.measure:
            dims["measure"] = doubt.measure
        stage = Stage(doubt.stage or "actual")
        yield FactKey.of(doubt.concept, book.whole, book.year, stage, dims), doubt


@pytest.mark.parametrize("name", NAMES)
def test_every_doubt_says_where_and_why(name: str) -> None:
    assert all(doubt.place and doubt.note for _, doubt in _doubts(name))


def test_yanjiang_keeps_nine_doubts_and_luzhou_none() -> None:
    assert [len(list(_doubts(name))) for name in NAMES] == [0, 9]


@pytest.mark.parametrize("name", NAMES)
def test_both_sides_of_the_accounts_are_equal(name: str) -> None:
    figures = _book(name)[1]
    for dims in ("", "{budget=fiscal}"):
        left, right = (figures.value(_key(name, f"total_{side}{dims}")) for side in ("in", "out"))
        assert left is not None
        assert left == right


def test_yanjiang_true_total_is_both_parts() -> None:
    total = _book("yanjiang-2020")[1].value(_key("yanjiang-2020", "total_in"))
    assert total == Decimal("8954487.73")


@pytest.mark.parametrize("name", NAMES)
def test_every_row_tells_where_its_amount_is_from(name: str) -> None:
    book = _book(name)[0].book
    rows = [line.row for lines in book.sheets.values() for line in lines]
    sourced = [row for row in rows if isinstance(row, Sourced)]
    assert len(sourced) > 50
    assert [row for row in sourced if not (row.origin and row.note)] == []


def _texts(name: str) -> list[str]:
    book = _book(name)[0].book
    texts = [row.text for row in book.rows(ReasonRow)] + [r.text for r in book.rows(NarrativeRow)]
    assert texts
    return texts


@pytest.mark.parametrize("name", NAMES)
def test_texts_take_every_figure_from_the_facts(name: str) -> None:
    assert [found for text in _texts(name) for found in bare_quantities(text)] == []


#: Words that a text may use besides figures.
_WORDS = ("Y", "Y-1", "entity", "kind")
_MEASURES = {"change": "change", "growth": "growth", "completion": "completion"}


@pytest.mark.parametrize("name", NAMES)
def test_every_placeholder_is_known(name: str) -> None:
    figures = _book(name)[1]
    for text in _texts(name):
        for part in parts_of(text):
            if isinstance(part, str) or part.subject in _WORDS:
                continue
            book = _book(name)[0].book
            key = read_key(part.subject, book.whole, book.year)
            if part.formatter in _MEASURES:
                key = key.with_dims(measure=_MEASURES[part.formatter])
            elif part.formatter == "budget":
                key = key.at_stage(Stage.ADJUSTED)
            assert isinstance(figures.quantity(key), Known), key


@pytest.mark.parametrize("name", NAMES)
def test_reasons_are_of_figures_the_book_knows(name: str) -> None:
    imported, figures = _book(name)
    for row in imported.book.rows(ReasonRow):
        whole, year = imported.book.whole, imported.book.year
        key = FactKey.of(row.concept, whole, year, dims=parse_dims(row.dims))
        assert isinstance(figures.quantity(key), Known), key


def test_the_unit_of_a_department_of_one_knows_what_the_department_knows() -> None:
    imported, figures = _book("yanjiang-2020")
    unit = imported.facts.units[0]
    with (EXPECTED / "yanjiang-2020.csv").open(encoding="utf-8-sig", newline="") as file:
        keys = {row["key"] for row in csv.DictReader(file) if row["status"] == "required"}
    for text in sorted(keys):
        whole = _key("yanjiang-2020", text)
        own = FactKey.parse(str(whole).replace("@512002-133/department", f"@{unit}/unit"))
        assert figures.value(own) == figures.value(whole), text


def test_projects_are_counted_only_where_their_kinds_are_known() -> None:
    luzhou = _book("luzhou-2023")[1].value(_key("luzhou-2023", "project_count"))
    assert luzhou == 12
    assert _book("yanjiang-2020")[1].value(_key("yanjiang-2020", "project_count")) is None


def test_a_view_without_a_ledger_column_tells_nothing_of_it() -> None:
    figures = _book("yanjiang-2020")[1]
    cut = figures.value(
        _key("yanjiang-2020", "treasury_cut{nature=project,origin_year=2020,project=ZSZX}")
    )
    assert cut == 300_000
    assert figures.value(_key("yanjiang-2020", "treasury_cut{nature=project}")) is None
    assert figures.value(_key("yanjiang-2020", "carry_in{nature=basic}")) is None
